r"""One line of a table, by GFM's rules (https://github.github.com/gfm/#tables-extension-).

A pipe separates cells unless a backslash stands right before it, in a code span too; the
first and the last pipe of a line may be left out.
"""

from __future__ import annotations

from typing import Literal

from studytrack.markdown.spans import Span
from studytrack.patterns import pattern
from studytrack.tuples import NamedTuple

Alignment = Literal["left", "right", "center"]

# What JavaScript's trim removes, as the Markdown library does: str.strip() would take
# U+001C to U+001F and U+0085 as well, which are text in CommonMark.
BLANKS = "\t\n\v\f\r \xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B)))
BLANKS += "\u2028\u2029\u202f\u205f\u3000"

_SEPARATOR = pattern(r"(?<!\\)\|")
_DELIMITER = pattern(r"(?:[|:][|:\- \t]|-[|:\-])[|:\- \t]*")
_DELIMITER_CELL = pattern(r":?-+:?")
_NEWLINES = pattern(r"[\r\n]+")


def escape(value: str) -> str:
    r"""A value as a cell writes it: stripped, on one line, its pipes escaped.

    >>> escape("a | b\n")
    'a \\| b'
    """
    if "\n" in value or "\r" in value:
        value = _NEWLINES.sub(" ", value)
    return value.strip(BLANKS).replace("|", "\\|")


def unescape(raw: str) -> str:
    r"""What a cell's content says: ``\|`` is a pipe, every other character is itself.

    >>> unescape("a \\| b")
    'a | b'
    """
    return raw.replace("\\|", "|")


class Cell(NamedTuple):
    """A cell: all between its pipes, and what remains of that without the padding."""

    span: Span
    content: Span

    def value(self, text: str) -> str:
        """What the cell of this text says, with its escaped pipes as pipes."""
        return unescape(text[self.content.start : self.content.end])


class Row(NamedTuple):
    """A table's line and what stands between its pipes, missing or excess cells too.

    Most cells are looked at and never written, so their places are found when asked for.

    Attributes:
        line: the line's index.
        start: where its first cell begins.
        pieces: its cells from left to right, padding included.
    """

    line: int
    start: int
    pieces: tuple[str, ...]

    def content(self, column: int) -> str:
        """What stands in a cell, without its padding.

        Raises:
            IndexError: The row is too short to have the cell.
        """
        return self.pieces[column].strip(BLANKS)

    def span(self, column: int) -> Span:
        """Where a cell stands, padding included.

        Raises:
            IndexError: The row is too short to have the cell.
        """
        start = self.start + sum(map(len, self.pieces[:column])) + column
        return Span(start, start + len(self.pieces[column]))

    def cell(self, column: int) -> Cell:
        """Where a cell stands, and its content.

        Raises:
            IndexError: The row is too short to have the cell.
        """
        (start, end), piece = self.span(column), self.pieces[column]
        content = piece.strip(BLANKS)
        # A blank cell's content is where a value would begin: behind one space.
        first = start + piece.find(content) if content else min(start + 1, end)
        return Cell(Span(start, end), Span(first, first + len(content)))

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Where all the cells stand."""
        return tuple(map(self.cell, range(len(self.pieces))))


def split(text: str, number: int, line: Span) -> Row:
    r"""One line of the text, which has this number, as a row.

    >>> split("| a |b\\|c", 0, Span(0, 9)).pieces
    (' a ', 'b\\|c')
    """
    at, end = line
    raw = text[at:end]
    body = raw.strip(BLANKS)
    if len(body) < len(raw):
        at += raw.find(body)
    pieces = _SEPARATOR.split(body) if "\\|" in body else body.split("|")
    if not pieces[0]:
        del pieces[0]
        at += 1
    if pieces and not pieces[-1]:
        del pieces[-1]
    return Row(number, at, tuple(pieces))


def count(text: str, line: Span) -> int:
    """How many cells one line of the text has: as many as `split` finds."""
    body = line.of(text).strip(BLANKS)
    if not body:
        return 0
    pipes = body.count("|") - body.count("\\|")
    open_right = not body.endswith("|") or body.endswith("\\|")
    return pipes + open_right - body.startswith("|")


def alignments(line: str) -> tuple[Alignment | None, ...] | None:
    """What a delimiter row says of its columns, None where the line is no delimiter row.

    A line of nothing but hyphens underlines a heading: on GitHub that comes first.

    >>> alignments("|---|:-:|")
    (None, 'center')
    """
    body = line.strip(" \t")
    if not _DELIMITER.fullmatch(body) or not body.strip("-"):
        return None
    cells = [cell.strip(BLANKS) for cell in body.removeprefix("|").removesuffix("|").split("|")]
    if not all(map(_DELIMITER_CELL.fullmatch, cells)):
        return None
    return tuple(_alignment(cell) for cell in cells)


def _alignment(cell: str) -> Alignment | None:
    if cell.endswith(":"):
        return "center" if cell.startswith(":") else "right"
    return "left" if cell.startswith(":") else None
