"""Other versions of a tracker: where only rows and plain prose differ, only the rows are read."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING

from studytrack.errors import TrackerError
from studytrack.markdown import inline, tables
from studytrack.markdown.rows import split, unescape
from studytrack.markdown.spans import Span
from studytrack.patterns import pattern
from studytrack.terms import FieldName, Finding
from studytrack.tracker.alignment import BOXED, replaced
from studytrack.tracker.cells import CellReader
from studytrack.tracker.dialect import Manner
from studytrack.tracker.identity import NONE, renamed
from studytrack.tracker.lexicon import Role
from studytrack.tracker.reading import read
from studytrack.tracker.shape import TableRow
from studytrack.tracker.stated import TASK_FIELDS, said, stated
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from studytrack.fold.accounts import Key, Value
    from studytrack.tracker.identity import Names
    from studytrack.tracker.shape import Row, Section, Tracker

_LINE_OF_ROW = pattern(r"\|[^\r\n]*")
_LINE = pattern(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


class Versions:
    """Tells what versions of a tracker say, each by what differs from the last one read whole.

    Args:
        tracker: the version to begin with.
        names: the ids of tasks that went by their titles once.
    """

    def __init__(self, tracker: Tracker, names: Names = NONE) -> None:
        self._locale = tracker.dialect.locale.name
        self._names = names
        self._known = _Known.of(renamed(tracker, names))

    def stated(self, text: str) -> Mapping[Key, Value]:
        """What `stated` finds in a text; nothing where it is no tracker."""
        rows = self._known.rows_of(text)
        if rows is not None:
            return self._known.restated(rows)
        try:
            self._known = self._whole(text)
        except TrackerError:
            return {}
        return self._known.says

    def tracker(self, text: str) -> Tracker:
        """The text as a tracker, of which only what its rows, slots and findings *say* is sure.

        Their places, and the prose around them, may be those of the last version that was read
        whole: who asks how much a line of prose says is done has to read the text.

        Raises:
            TrackerError: the text has no table of tasks.
        """
        rows = self._known.rows_of(text)
        if rows is None:
            self._known = self._whole(text)
            return self._known.tracker
        return self._known.retold(rows)

    def _whole(self, text: str) -> _Known:
        return _Known.of(renamed(read(text, self._locale), self._names))


class _Told(NamedTuple):
    """A row with another line: what it says now, with the place of the version known.

    Attributes:
        says: the values of its fields, as `stated` has them.
    """

    row: Row
    says: Mapping[Key, Value]


@dataclass(frozen=True)
class _Known:
    """A version that was read whole, with its lines and what stands on them."""

    tracker: Tracker
    lines: list[str]
    rows: Mapping[int, Row]
    first: Mapping[str, int]
    reader: CellReader
    told: dict[tuple[int, str], _Told] = field(default_factory=dict)

    @classmethod
    def of(cls, tracker: Tracker) -> _Known:
        rows = {row.line: row for _, row in tracker.rows()}
        first = {row.id: line for line, row in reversed(rows.items())}
        reader = CellReader(tracker.dialect.legend, tracker.dialect.lexicon)
        return cls(tracker, _lines(tracker.text), rows, first, reader)

    @cached_property
    def says(self) -> Mapping[Key, Value]:
        """What the whole version says."""
        return stated(self.tracker)

    def rows_of(self, text: str) -> Mapping[int, _Told] | None:
        """The rows that differ, by their line; None where more differs than fields of tasks.

        A line that begins with a pipe, among a table's rows, is one of them whatever it says;
        and no heading, legend or id depends on what stands in a task's fields. Where a word
        behind a title is a status, any line may be a task.
        """
        if any(row.place.manner is Manner.MARK for row in self.rows.values()):
            return {} if text == self.tracker.text else None
        words, lines = self.tracker.dialect.lexicon, _lines(text)
        pairs = replaced(self.lines, lines, words, self.rows.__contains__)
        if pairs is None or (self.tracker.announced and self._has_other_prose(lines)):
            return None
        found = {}
        for number, line in pairs:
            told = self.told.get((number, line)) or self._told(number, line)
            if told is None:
                return None
            found[number] = self.told[number, line] = told
        return found

    def _has_other_prose(self, lines: Sequence[str]) -> bool:
        """Whether more than rows differs: prose may part criteria from what announces them."""
        return len(lines) != len(self.lines) or any(
            was != now and number not in self.rows
            for number, (was, now) in enumerate(zip(self.lines, lines, strict=True), 1)
        )

    def restated(self, rows: Mapping[int, _Told]) -> Mapping[Key, Value]:
        """What the version says in which these rows differ."""
        says = dict(self.says)
        for number, one in rows.items():
            if self.first[one.row.id] == number:
                says |= one.says
        return says

    def retold(self, rows: Mapping[int, _Told]) -> Tracker:
        """The version in which these rows differ; their cells are those of the version known."""
        if not rows:
            return self.tracker
        sections = tuple(_with_rows(section, rows) for section in self.tracker.sections)
        findings = [one for one in self.tracker.findings if not _of_status(one, rows)]
        findings += _unknown(sections, rows)
        return self.tracker._replace(sections=sections, findings=tuple(findings))

    def _told(self, number: int, line: str) -> _Told | None:
        """The row with this line; None where more than its fields differs."""
        row = self.rows.get(number)
        if row is None:
            return None
        if isinstance(row.place, TableRow):
            return self._told_in_table(row, row.place, line)
        return self._told_in_list(row, self.lines[number - 1], line)

    def _told_in_list(self, row: Row, old: str, line: str) -> _Told | None:
        """The item with another box; None where more differs."""
        was, now = BOXED.match(old), BOXED.match(line)
        if not (was and now) or old[was.end() :] != line[now.end() :] or was[1] != now[1]:
            return None
        if row.status is not self.reader.box(row.texts[FieldName.STATUS]):
            return None  # the heading above says it
        state = now["box"] + row.texts[FieldName.STATUS][len(now["box"]) :]
        texts, status = {**row.texts, FieldName.STATUS: state}, self.reader.box(state)
        finished = self.reader.finish(texts, row.fields, status)
        told = row._replace(texts=texts, status=status, finished=finished)
        key = row.id, FieldName.STATUS
        return _Told(told, {key: said(told, FieldName.STATUS)})

    def _is_status(self, place: TableRow, column: int) -> bool:
        role = self.tracker.dialect.lexicon.role(place.table.header.content(column))
        return role is not None and role[0] is Role.STATUS

    def _told_in_table(self, row: Row, place: TableRow, line: str) -> _Told | None:
        """The row with this line; None where more than its fields differs."""
        match = _LINE_OF_ROW.match(line)
        if match is None:
            return None
        texts = _contents(split(match[0], place.row.line, Span(0, match.end())))
        before = _contents(place.row)
        places = {name: place.columns[name] for name in row.texts}
        if len(texts) != len(before) or any(
            old != new and column not in places.values()
            for column, (old, new) in enumerate(zip(before, texts, strict=True))
        ):
            return None
        status = places.get(FieldName.STATUS)
        if status is not None and not self._is_status(place, status):
            return None  # its cells alone tell that the column holds it
        if status is not None and _is_blank(texts[status]) and not _is_blank(before[status]):
            return None  # a row without an id and a status may be no task
        shown = {name: texts[column] for name, column in places.items()}
        state = self.reader.status(shown.get(FieldName.STATUS, ""))
        now = row._replace(
            texts=shown,
            status=state,
            started=self.reader.date(shown.get(FieldName.STARTED, "")),
            finished=self.reader.finish(shown, row.fields, state),
            actual=self.reader.hours(shown.get(FieldName.ACTUAL, "")),
        )
        says: dict[Key, Value] = {
            (row.id, name): said(now, name) for name in TASK_FIELDS if name in places
        }
        return _Told(now, says)


def _contents(row: tables.Row) -> list[str]:
    return [row.content(column) for column in range(len(row.pieces))]


def _with_rows(section: Section, told: Mapping[int, _Told]) -> Section:
    if not any(row.line in told for row in section.rows):
        return section
    rows = (told[row.line].row if row.line in told else row for row in section.rows)
    return section._replace(rows=tuple(rows))


def _of_status(finding: Finding, told: Mapping[int, _Told]) -> bool:
    return finding.code == "status-unknown" and finding.line in told


def _unknown(sections: Iterable[Section], told: Mapping[int, _Told]) -> Iterable[Finding]:
    """The rows whose new status is not known."""
    for section in sections:
        for row in section.rows:
            if row.line in told and row.status is None:
                values = {"text": row.texts[FieldName.STATUS]}
                place = partial(Finding, line=row.line, task=row.id, phase=section.number)
                yield place("status-unknown", values)


def _is_blank(text: str) -> bool:
    return not inline.plain(unescape(text)).strip()


def _lines(text: str) -> list[str]:
    """The lines with their endings, and a BOM if there is one."""
    return _LINE.findall(text)
