"""Other versions of a tracker: where only rows and plain prose differ, only the rows are read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING, NamedTuple

from studytrack.errors import TrackerError
from studytrack.markdown import inline
from studytrack.markdown.rows import split, unescape
from studytrack.markdown.spans import Span
from studytrack.model import FieldName, Finding
from studytrack.tracker.alignment import replaced
from studytrack.tracker.cells import CellReader
from studytrack.tracker.reading import read
from studytrack.tracker.stated import TASK_FIELDS, said, stated

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from studytrack.fold.accounts import Key, Value
    from studytrack.tracker.shape import Row, Section, Tracker

_LINE_OF_ROW = re.compile(r"\|[^\r\n]*")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


class Versions:
    """Tells what versions of a tracker say, each by what differs from the last one read whole.

    Args:
        tracker: the version to begin with.
    """

    def __init__(self, tracker: Tracker) -> None:
        self._locale = tracker.dialect.locale.name
        self._known = _Known.of(tracker)

    def stated(self, text: str) -> Mapping[Key, Value]:
        """What `stated` finds in a text; nothing where it is no tracker."""
        rows = self._known.rows_of(text)
        if rows is not None:
            return self._known.restated(rows)
        try:
            self._known = _Known.of(read(text, self._locale))
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
            self._known = _Known.of(read(text, self._locale))
            return self._known.tracker
        return self._known.retold(rows)


class _Told(NamedTuple):
    """A row with another line: what it says now, with the cells of the version known.

    Attributes:
        status: the text of its status.
        says: the values of its fields, as `stated` has them.
    """

    row: Row
    status: str
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
        and no heading, legend or id depends on what stands in a task's fields.
        """
        words = self.tracker.dialect.lexicon
        pairs = replaced(self.lines, _lines(text), words, self.rows.__contains__)
        if pairs is None:
            return None
        found = {}
        for number, line in pairs:
            told = self.told.get((number, line)) or self._told(number, line)
            if told is None:
                return None
            found[number] = self.told[number, line] = told
        return found

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
        row, match = self.rows.get(number), _LINE_OF_ROW.match(line)
        if row is None or match is None:
            return None
        cells = split(match[0], Span(0, match.end()))
        texts = [cell.content.of(line) for cell in cells]
        before = [cell.content.of(self.tracker.text) for cell in row.row.cells]
        places = {name: row.columns[name] for name in row.cells}
        if len(cells) != len(before) or any(
            old != new and column not in places.values()
            for column, (old, new) in enumerate(zip(before, texts, strict=True))
        ):
            return None
        status = places.get(FieldName.STATUS)
        if status is not None and _is_blank(texts[status]) and not _is_blank(before[status]):
            return None  # a row without an id and a status may be no task
        shown = {name: texts[column] for name, column in places.items()}
        now = row._replace(
            status=self.reader.status(shown.get(FieldName.STATUS, "")),
            started=self.reader.date(shown.get(FieldName.STARTED, "")),
            finished=self.reader.date(shown.get(FieldName.FINISHED, "")),
            actual=self.reader.hours(shown.get(FieldName.ACTUAL, "")),
        )
        here = self.tracker._replace(text=line)
        own = now._replace(cells={name: cells[column] for name, column in places.items()})
        says: dict[Key, Value] = {
            (row.id, name): said(here, own, name) for name in TASK_FIELDS if name in places
        }
        return _Told(now, shown.get(FieldName.STATUS, ""), says)


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
                values = {"text": told[row.line].status}
                place = partial(Finding, line=row.line, task=row.id, phase=section.number)
                yield place("status-unknown", values)


def _is_blank(text: str) -> bool:
    return not inline.plain(unescape(text)).strip()


def _lines(text: str) -> list[str]:
    """The lines with their endings, and a BOM if there is one."""
    return _LINE.findall(text)
