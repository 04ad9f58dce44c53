"""A page on a terminal: colours, tables and bars that fit its width."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from rich.table import Table as Grid
from rich.text import Text

from studytrack.cli.output.page import BAR_CELLS, Bar, Line, Page, Piece, Style, Table, cells
from studytrack.cli.output.page import Verbatim as VerbatimLines
from studytrack.cli.output.plain import ascii_bar
from studytrack.cli.output.wrapping import breaks
from studytrack.markdown.widths import display_width
from studytrack.shown import one_line, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import Console

COLOURS: Mapping[Style, str] = {
    Style.PLAIN: "",
    Style.TITLE: "bold",
    Style.STRONG: "bold",
    Style.QUIET: "dim",
    Style.DONE: "green",
    Style.UNDER_WAY: "yellow",
    Style.ERROR: "bold red",
    Style.WARNING: "yellow",
    Style.INFO: "cyan",
    Style.ADDED: "green",
    Style.REMOVED: "red",
    Style.PLACE: "bold",
    Style.COMMIT: "yellow",
    Style.GONE: "dim strike",
    Style.COMMAND: "bold cyan",
}

LEAST_ROOM = 4
"""Where a column that may be broken would be narrower, bars are left out and all are broken."""


def show(page: Page, console: Console) -> None:
    """Prints the page, with nothing in its text taken for markup."""
    for block in page:
        match block:
            case Line():
                _print_line(block, console)
            case VerbatimLines(pieces):
                _print(Text.assemble(*(_styled(shown(p.text), p.style) for p in pieces)), console)
            case Table():
                console.print(_grid(block, console.width, ascii_only=console.options.ascii_only))
            case _:
                assert_never(block)


def _print_line(block: Line, console: Console) -> None:
    text = Text.assemble(*(_styled(one_line(text), style) for text, style in block.pieces))
    offsets = breaks(text.plain, console.width, block.indent)
    for number, part in enumerate(text.divide(offsets)):
        part.rstrip()
        if number:
            part.pad_left(block.indent)
        part.append("\n")
        _print(part, console)


def _print(text: Text, console: Console) -> None:
    console.print(text, end="", soft_wrap=True)


def _styled(text: str, style: Style) -> tuple[str, str]:
    return text, COLOURS[style]


def _grid(table: Table, width: int, *, ascii_only: bool) -> Grid:
    narrow = _room(table, width) < LEAST_ROOM
    titled = any(column.title for column in table.columns)
    grid = Grid(
        box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=titled, header_style="dim"
    )
    kept = [i for i in range(len(table.columns)) if not (narrow and _bars(table, i))]
    for column in (table.columns[i] for i in kept):
        grid.add_column(
            Text(one_line(column.title)),
            justify="right" if column.right else "left",
            no_wrap=column.whole and not narrow,
            overflow="fold",
        )
    for row in table.rows:
        grid.add_row(*(_cell(row[i], ascii_only=ascii_only) for i in kept))
    return grid


def _room(table: Table, width: int) -> int:
    """What the whole columns leave of the width to each of the others."""
    taken = 2 * (len(table.columns) - 1)
    for i, column in enumerate(table.columns):
        shown = [display_width(column.title), *(_width(row[i]) for row in table.rows)]
        taken += max(shown) if column.whole else 0
    others = sum(not column.whole for column in table.columns)
    return (width - taken) // max(others, 1)


def _width(cell: Piece | Bar) -> int:
    return BAR_CELLS if isinstance(cell, Bar) else display_width(one_line(cell.text))


def _bars(table: Table, column: int) -> bool:
    return any(isinstance(row[column], Bar) for row in table.rows)


def _cell(cell: Piece | Bar, *, ascii_only: bool) -> Text:
    if isinstance(cell, Piece):
        return Text(one_line(cell.text), COLOURS[cell.style])
    if ascii_only:
        return Text(ascii_bar(cell))
    done, skipped = cells(cell)
    return Text.assemble(
        ("━" * done, "green"),
        ("━" * skipped, "bright_black"),
        ("╌" * (BAR_CELLS - done - skipped), "dim"),
    )
