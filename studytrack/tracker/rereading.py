"""Other versions of a tracker: where only rows and plain prose differ, only the rows are read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
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
_MOST_ROWS = 24
"""Rows; where more say something else, a version is as cheap to read whole."""


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

        Their places may be those of the last version that was read whole.

        Raises:
            TrackerError: the text has no table of tasks.
        """
        rows = self._known.rows_of(text)
        if rows is None:
            self._known = _Known.of(read(text, self._locale))
            return self._known.tracker
        return self._known.retold(rows)


class _Told(NamedTuple):
    """A row with another line, in which its cells are; what it says by the field."""

    row: Row
    line: str


@dataclass(frozen=True)
class _Known:
    """A version that was read whole, with its lines and what stands on them."""

    tracker: Tracker
    lines: list[str]
    rows: Mapping[int, Row]
    first: Mapping[str, int]
    reader: CellReader

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
        if pairs is None or len(pairs) > _MOST_ROWS:
            return None
        found = {}
        for number, new in pairs:
            row, line = self.rows.get(number), _LINE_OF_ROW.match(new)
            told = self._told(row, line[0]) if row and line else None
            if told is None:
                return None
            found[number] = told
        return found

    def restated(self, rows: Mapping[int, _Told]) -> Mapping[Key, Value]:
        """What the version says in which these rows differ."""
        says = dict(self.says)
        for number, (row, line) in rows.items():
            if self.first[row.id] == number:
                here = self.tracker._replace(text=line)
                says |= {
                    (row.id, name): said(here, row, name)
                    for name in TASK_FIELDS
                    if name in row.cells
                }
        return says

    def retold(self, rows: Mapping[int, _Told]) -> Tracker:
        """The version in which these rows differ; their cells are those of the version known."""
        if not rows:
            return self.tracker
        told = {
            number: one.row._replace(cells=self.rows[number].cells) for number, one in rows.items()
        }
        sections = tuple(_with_rows(section, told) for section in self.tracker.sections)
        findings = [one for one in self.tracker.findings if not _of_status(one, told)]
        findings += _unknown(sections, rows)
        return self.tracker._replace(sections=sections, findings=tuple(findings))

    def _told(self, row: Row, line: str) -> _Told | None:
        """The row with this line; None where more than its fields differs."""
        cells = split(line, Span(0, len(line)))
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
            cells={name: cells[column] for name, column in places.items()},
            status=self.reader.status(shown.get(FieldName.STATUS, "")),
            started=self.reader.date(shown.get(FieldName.STARTED, "")),
            finished=self.reader.date(shown.get(FieldName.FINISHED, "")),
            actual=self.reader.hours(shown.get(FieldName.ACTUAL, "")),
        )
        return _Told(now, line)


def _with_rows(section: Section, told: Mapping[int, Row]) -> Section:
    if not any(row.line in told for row in section.rows):
        return section
    return section._replace(rows=tuple(told.get(row.line, row) for row in section.rows))


def _of_status(finding: Finding, told: Mapping[int, Row]) -> bool:
    return finding.code == "status-unknown" and finding.line in told


def _unknown(sections: Iterable[Section], rows: Mapping[int, _Told]) -> Iterable[Finding]:
    """The rows whose new status is not known."""
    for section in sections:
        for row in section.rows:
            if row.line in rows and row.status is None:
                own, line = rows[row.line]
                text = own.cells[FieldName.STATUS].content.of(line)
                yield Finding(
                    "status-unknown", {"text": text}, None, row.line, None, row.id, section.number
                )


def _is_blank(text: str) -> bool:
    return not inline.plain(unescape(text)).strip()


def _lines(text: str) -> list[str]:
    """The lines with their endings, and a BOM if there is one."""
    return _LINE.findall(text)
