"""Claims in tables: rows that repeat a phase, and rows that add up the others."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from studytrack.markdown import inline, tables
from studytrack.markdown.spans import Span
from studytrack.patterns import pattern
from studytrack.tracker.claims.forms import Figures, Hours, State
from studytrack.tracker.claims.labels import is_total
from studytrack.tracker.claims.phrases import Phrase, measures, time_of
from studytrack.tracker.claims.scopes import Claim, Counting, Measure
from studytrack.tracker.lexicon import Role, folded
from studytrack.tuples import NamedTuple
from studytrack.values import HoursStyle, read_duration

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from studytrack.markdown.tables import Row, Table
    from studytrack.tracker.claims.places import TableRows
    from studytrack.tracker.claims.states import States
    from studytrack.tracker.claims.words import ClaimWords

_BARE = pattern(r"[0-9]{1,6}(?:[.,][0-9]{1,2})?")


class Said(NamedTuple):
    """What a cell says of the thing that its row is labelled with.

    Attributes:
        header: the column's, as it is looked up.
        said: numbers, or a status.
    """

    rows: TableRows
    row: Row
    column: int
    label: str
    header: str
    said: Phrase | State

    @property
    def cell(self) -> tuple[Table, Row, int]:
        """Where it stands."""
        return self.rows.table, self.row, self.column


def cells(text: str, found: TableRows, states: States, words: ClaimWords) -> Iterator[Said]:
    """The cells of labelled rows that have nothing but progress."""
    headers = [_plain(piece) for piece in found.table.header.pieces]
    status = [words.lexicon.role(header) == (Role.STATUS, 3) for header in headers]
    for row in found.rows:
        place, label = _label(row)
        for column in range(place + 1, min(len(row.pieces), len(headers))):
            content = row.cell(column).content
            said: Phrase | State | None = measures(text, content, label, words)
            if said is None and status[column]:
                said = states.whole(content)
            if said is not None:
                yield Said(found, row, column, label, folded(headers[column]), said)


def sums(text: str, found: TableRows, words: ClaimWords) -> Iterator[Claim]:
    """The cells of rows that add up the others, where all of these are numbers or times.

    Such a row may add up everything, or what stands between it and the one before.
    """
    adding = [row for row in found.rows if is_total(_label(row)[1], words)]
    lines = {row.line for row in adding}
    for column in range(len(found.table.header.pieces)) if adding else ():
        others = _others(text, found.table, column, lines, words)
        before = first = found.table.first
        for row in adding if others is not None and len(others) > 1 else ():
            form = _quantity(text, row, column, words)
            if form is not None and others is not None:
                spans = dict.fromkeys(((first, found.table.last), (before, row.line)))
                may = (_sum(found, column, others, span) for span in spans)
                cell = found.table, row, column
                yield Claim(row.line + 1, form.span, (form,), tuple(may), len(adding) == 1, cell)
            before = row.line


def groups(found: TableRows, words: ClaimWords) -> Iterator[Claim]:
    """The planned hours of tasks that share a cell in the first one's row: ``Ruby (約8h)``."""
    table = found.table
    for column, piece in enumerate(table.rows[0].pieces if found.has_tasks else ()):
        if _in_brackets(piece, 0, words) is None:
            continue
        heads = [row for row in table.rows if column < len(row.pieces) and row.content(column)]
        ends = [*(row.line for row in heads[1:]), table.last]
        for row, end in zip(heads, ends, strict=True) if len(heads) < len(table.rows) else ():
            form = _in_brackets(row.pieces[column], row.cell(column).span.start, words)
            if form is not None:
                name, lines = _plain(row.pieces[column]), (row.line, end)
                may = (Measure(Counting.PLANNED, name, (lines,)),)
                yield Claim(row.line + 1, form.span, (form,), may, cell=(table, row, column))


def _in_brackets(piece: str, start: int, words: ClaimWords) -> Hours | None:
    """The time in brackets that a cell, which begins at a place, ends with."""
    opening = max(piece.rfind("("), piece.rfind("（"))
    match = words.hours.match(piece, opening + 1) if opening >= 0 else None
    if match is None or piece[match.end() :].strip() not in {")", "）"}:
        return None
    form = time_of(match)
    return form._replace(span=Span(form.span.start + start, form.span.end + start))


def _sum(
    found: TableRows, column: int, others: Mapping[int, Fraction], span: tuple[int, int]
) -> Measure:
    """What the rows on some lines add up to; the hours spent on tasks are to be looked up."""
    own = {row.line for row in found.rows}
    spent = column == found.actual
    added = [
        one
        for line, one in others.items()
        if span[0] <= line < span[1] and not (spent and line not in own)
    ]
    total = sum(added, Fraction(0))
    return Measure(Counting.SUM, "", (span,) if spent else (), added=total)


def _label(row: Row) -> tuple[int, str]:
    """The first cell of a row that is not blank, and where it is."""
    shown = map(_plain, row.pieces)
    return next(((column, label) for column, label in enumerate(shown) if label), (0, ""))


def _plain(piece: str) -> str:
    return inline.plain(tables.unescape(piece))


def _others(
    text: str, table: Table, column: int, adding: set[int], words: ClaimWords
) -> Mapping[int, Fraction] | None:
    """The numbers of a column by their lines; None where something else stands there."""
    found = {}
    for row in table.rows:
        if row.line in adding or column >= len(row.pieces):
            continue
        shown = row.content(column).strip("-–— ")
        form = _quantity(text, row, column, words) if shown else None
        minutes = read_duration(shown, words.lexicon.units) if shown and form is None else None
        if form is not None and form.stated is not None:
            found[row.line] = form.stated
        elif minutes is not None:
            found[row.line] = Fraction(round(minutes / timedelta(minutes=1)), 60)
        elif shown:
            return None
    return found


def _quantity(text: str, row: Row, column: int, words: ClaimWords) -> Hours | None:
    """A number, or a time with its unit, that is all of a cell."""
    if column >= len(row.pieces):
        return None
    content = row.cell(column).content
    raw = content.of(text)
    shown = raw.strip("* ")
    start = content.start + raw.find(shown)
    span = Span(start, start + len(shown))
    if _BARE.fullmatch(shown):
        return Hours(span, Fraction(shown.replace(",", ".")), HoursStyle(""), Figures.of(shown))
    match = words.hours.fullmatch(text, span.start, span.end)
    return time_of(match) if match is not None else None
