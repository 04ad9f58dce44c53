r"""The tables of a document, with the place of every cell, and what a cell becomes.

Tables are GFM's (https://github.github.com/gfm/#tables-extension-). What is in a list or a
quote is not read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from studytrack.markdown.rows import (
    BLANKS,
    Alignment,
    Cell,
    Row,
    alignments,
    escape,
    split,
    unescape,
)
from studytrack.markdown.spans import Edit
from studytrack.markdown.widths import display_width
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from studytrack.markdown.blocks import Block, Document
    from studytrack.markdown.spans import Span

__all__ = [
    "Alignment",
    "Cell",
    "Padding",
    "Row",
    "Table",
    "escape",
    "fill",
    "table",
    "tables",
    "unescape",
]


class Padding(NamedTuple):
    """How wide every cell of a column is, padding included, and how that is counted."""

    width: int
    measure: Callable[[str], int]


@dataclass(frozen=True)
class Table:
    """A table on the lines from ``first`` up to but not including ``last``.

    Line indexes count from 0; ``alignments`` has as many members as the header has cells.
    """

    text: str = field(repr=False, compare=False)
    first: int
    last: int
    header: Row
    delimiter: Row
    rows: tuple[Row, ...]
    alignments: tuple[Alignment | None, ...]

    def value(self, row: Row, column: int) -> str | None:
        """What a cell says, or None where the row is too short to have it."""
        return unescape(row.content(column)) if column < len(row.pieces) else None

    def contents(self, column: int) -> list[str]:
        """What stands in a column, row by row; nothing where a row is too short to have it."""
        if column < self._shortest:
            return [row.pieces[column].strip(BLANKS) for row in self.rows]
        return [
            row.pieces[column].strip(BLANKS) if column < len(row.pieces) else ""
            for row in self.rows
        ]

    @cached_property
    def _shortest(self) -> int:
        """How many cells every row has."""
        return min((len(row.pieces) for row in self.rows), default=0)

    @cached_property
    def paddings(self) -> tuple[Padding | None, ...]:
        """How each column is padded, None where it is not.

        A padded column's cells are all as wide as each other; and, since that happens by
        chance, one of them holds more than a space at a side, or the delimiter is as wide.
        """
        by_length, by_display = self._padded(len), self._padded(display_width)
        # Where both ways of counting fit a column, the other columns tell which is meant.
        if by_length.count(None) < by_display.count(None):
            return tuple(one or other for one, other in zip(by_length, by_display, strict=True))
        return tuple(one or other for one, other in zip(by_display, by_length, strict=True))

    def _padded(self, measure: Callable[[str], int]) -> list[Padding | None]:
        return [self._padding(column, measure) for column in range(len(self.alignments))]

    def _padding(self, column: int, measure: Callable[[str], int]) -> Padding | None:
        common = measure(self.header.pieces[column])
        meant = len(self.delimiter.pieces[column]) == common
        for row in (self.header, *self.rows):
            if column < len(row.pieces):
                piece = row.pieces[column]
                # How wide a tab is depends on where it stands.
                if "\t" in piece or measure(piece) != common:
                    return None
                meant = meant or _is_padded(row, column)
        return Padding(common, measure) if meant else None


def _is_padded(row: Row, column: int) -> bool:
    """Whether a cell holds more than a space at a side."""
    piece = row.pieces[column]
    content = piece.strip(BLANKS)
    left = piece.find(content) if content else min(1, len(piece))
    return left > 1 or len(piece) - left - len(content) > 1


def tables(document: Document) -> tuple[Table, ...]:
    r"""The tables that stand for themselves in a document, in order.

    >>> from studytrack.markdown.blocks import read
    >>> [table.value(table.rows[0], 1) for table in tables(read("a|b\n-|-\n1|2\n"))]
    ['2']
    """
    return tuple(table(document, block) for block in document.blocks if block.kind == "table")


def table(document: Document, block: Block) -> Table:
    """The table that a block of a document is."""
    text, lines, first, last = document.text, document.lines, block.first, block.last
    return Table(
        text,
        first,
        last,
        split(text, first, lines[first]),
        split(text, first + 1, lines[first + 1]),
        tuple([split(text, line, lines[line]) for line in range(first + 2, last)]),
        alignments(lines[first + 1].of(text)) or (),
    )


def fill(table: Table, row: Row, column: int, value: str) -> Edit:
    r"""What makes a cell say ``value``.

    In its span shall stand one space, the value, one space; or, where the cells of the column
    are all as wide as each other and the value fits, as much as that width takes. A cell at an
    end of the row that has no pipe there keeps having none, unless it would then be no cell.

    Raises:
        IndexError: The row is too short to have the cell.

    >>> from studytrack.markdown.blocks import read
    >>> table, = tables(read("| id | state |\n|----|-------|\n| 1  | open  |\n"))
    >>> [fill(table, table.rows[0], 1, value).text for value in ("a|b", "finished")]
    [' a\\|b  ', ' finished ']
    """
    span = row.span(column)
    return Edit(span, _filled(table, span, column, value))


def _filled(table: Table, span: Span, column: int, value: str) -> str:
    """What stands in a cell of this span and column that says ``value``."""
    start, end = span
    open_left = table.text[start - 1 : start] != "|"
    open_right = table.text[end : end + 1] != "|"
    padding = table.paddings[column] if column < len(table.paddings) else None
    content = escape(value)
    if not content and (open_left or open_right):
        return "|" * open_left + " " + "|" * open_right
    if not content:
        return " " * (padding.width if padding else 1)
    body = " " * (not open_left) + content + " " * (not open_right)
    if padding is None or open_right:
        return body
    gap = max(padding.width - padding.measure(body), 0)
    left = 0 if open_left else _left(table.alignments[column], gap)
    return " " * left + body + " " * (gap - left)


def _left(alignment: Alignment | None, gap: int) -> int:
    """How much of the padding goes to the left of the value."""
    return {"right": gap, "center": gap // 2}.get(alignment or "left", 0)
