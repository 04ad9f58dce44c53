"""What is to be printed, without a word on how: lines and tables of styled text."""

from __future__ import annotations

from enum import StrEnum

from studytrack.tuples import NamedTuple


class Style(StrEnum):
    """What a piece of text is, which a terminal shows by colour and weight."""

    PLAIN = "plain"
    TITLE = "title"
    STRONG = "strong"
    QUIET = "quiet"
    DONE = "done"
    UNDER_WAY = "under-way"
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    ADDED = "added"
    REMOVED = "removed"
    PLACE = "place"
    COMMIT = "commit"
    GONE = "gone"
    COMMAND = "command"


class Piece(NamedTuple):
    """A run of text of one style. The text may come from anywhere: printing makes it harmless."""

    text: str
    style: Style = Style.PLAIN


class Line(NamedTuple):
    """A paragraph; where a terminal has to break it, the rest is indented."""

    pieces: tuple[Piece, ...] = ()
    indent: int = 0


class Bar(NamedTuple):
    """How much of something is done, and how much was skipped."""

    done: int
    skipped: int
    total: int


class Column(NamedTuple):
    """A column of a table; what is not whole may be broken over lines on a terminal."""

    title: str = ""
    right: bool = False
    whole: bool = True


class Table(NamedTuple):
    """Columns and the rows under them."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Piece | Bar, ...], ...]


class Verbatim(NamedTuple):
    """Lines that are never broken, such as a diff's."""

    pieces: tuple[Piece, ...]


Page = tuple[Line | Table | Verbatim, ...]

BLANK = Line()
BAR_CELLS = 12


def line(*parts: str | Piece, indent: int = 0) -> Line:
    """A line of texts and styled pieces."""
    return Line(tuple(part if isinstance(part, Piece) else Piece(part) for part in parts), indent)


def cells(bar: Bar, room: int = BAR_CELLS) -> tuple[int, int]:
    """How many of a bar's cells are done, and how many skipped; full only when all is.

    >>> cells(Bar(done=99, skipped=0, total=100), room=10)
    (9, 0)
    """
    if bar.total <= 0:
        return 0, 0
    closed = min(bar.done + bar.skipped, bar.total) * room // bar.total
    done = min(bar.done, bar.total) * room // bar.total
    if bar.done and not done:
        done, closed = 1, max(closed, 1)
    return done, closed - done
