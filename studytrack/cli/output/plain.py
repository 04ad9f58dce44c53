"""A page as plain text, for pipes and files: nothing is broken, coloured or cut."""

from __future__ import annotations

from itertools import zip_longest
from typing import assert_never

from studytrack.cli.output.page import BAR_CELLS, Bar, Line, Page, Piece, Table, Verbatim, cells
from studytrack.markdown.widths import display_width
from studytrack.shown import one_line, shown

_GAP = "  "


def plain(page: Page) -> str:
    """The page as text, each line with its line feed."""
    return "".join(map(_block, page))


def _block(block: Line | Table | Verbatim) -> str:
    match block:
        case Line(pieces):
            return one_line("".join([text for text, _ in pieces])).rstrip() + "\n"
        case Verbatim(pieces):
            return "".join(shown(text) for text, _ in pieces)
        case Table():
            return _table(block)
        case _:
            assert_never(block)


def _table(table: Table) -> str:
    titles = tuple(column.title for column in table.columns)
    rows = [titles, *(tuple(map(_cell, row)) for row in table.rows)]
    if not any(titles):
        del rows[0]
    widths = [max(map(display_width, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        padded = [
            " " * (width - display_width(text)) + text if column.right else _padded(text, width)
            for text, width, column in zip_longest(row, widths, table.columns)
        ]
        lines.append(_GAP.join(padded).rstrip() + "\n")
    return "".join(lines)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - display_width(text))


def _cell(cell: Piece | Bar) -> str:
    if isinstance(cell, Piece):
        return one_line(cell.text)
    return ascii_bar(cell)


def ascii_bar(bar: Bar) -> str:
    """The bar in characters that every encoding has.

    >>> ascii_bar(Bar(done=1, skipped=1, total=4))
    '###---......'
    """
    done, skipped = cells(bar)
    return "#" * done + "-" * skipped + "." * (BAR_CELLS - done - skipped)
