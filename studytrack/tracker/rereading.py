"""Other versions of a tracker: where only cells of rows differ, only those rows are read."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from studytrack.errors import TrackerError
from studytrack.markdown import inline, tables
from studytrack.markdown.blocks import split_lines
from studytrack.markdown.rows import split, unescape
from studytrack.markdown.spans import Span
from studytrack.model import FieldName
from studytrack.tracker.cells import CellReader
from studytrack.tracker.reading import read
from studytrack.tracker.shape import Item
from studytrack.tracker.stated import TASK_FIELDS, said, stated

if TYPE_CHECKING:
    from collections.abc import Mapping

    from studytrack.fold.accounts import Key, Value
    from studytrack.tracker.shape import Row, Tracker

_LINE_OF_ROW = re.compile(r"\|[^\r\n]*")


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
        says = self._known.restated(text)
        if says is not None:
            return says
        try:
            self._known = _Known.of(read(text, self._locale))
        except TrackerError:
            return {}
        return self._known.says


class _Known(NamedTuple):
    """A version that was read whole, with its lines and what stands on them."""

    tracker: Tracker
    says: Mapping[Key, Value]
    lines: list[str]
    rows: Mapping[int, Row]
    first: Mapping[str, int]
    reader: CellReader

    @classmethod
    def of(cls, tracker: Tracker) -> _Known:
        rows = {row.line: row for _, row in tracker.rows()}
        first = {row.id: line for line, row in reversed(rows.items())}
        reader = CellReader(tracker.dialect.legend, tracker.dialect.lexicon)
        return cls(tracker, stated(tracker), _lines(tracker.text), rows, first, reader)

    def restated(self, text: str) -> Mapping[Key, Value] | None:
        """What the text says; None where more differs than the fields of tasks.

        A line that begins with a pipe, among a table's rows, is one of them whatever it says;
        and no heading, legend or id depends on what stands in a task's fields.
        """
        lines = _lines(text)
        if len(lines) != len(self.lines):
            return None
        says = dict(self.says)
        for number, (old, new) in enumerate(zip(self.lines, lines, strict=True), 1):
            if old == new:
                continue
            row, line = self.rows.get(number), _LINE_OF_ROW.match(new)
            told = self._told(row, line[0]) if row and line and old.startswith("|") else None
            if row is None or told is None:
                return None
            if self.first[row.id] == number:
                says |= told
        return says

    def _told(self, row: Row, line: str) -> dict[Key, Value] | None:
        """What a row with this line says; None where it is more than its fields that differ."""
        if isinstance(row.place, Item):
            return None
        texts = _contents(split(line, row.line - 1, Span(0, len(line))))
        before = _contents(row.place.row)
        places = {name: row.place.columns[name] for name in row.texts}
        if len(texts) != len(before) or any(
            old != new and column not in places.values()
            for column, (old, new) in enumerate(zip(before, texts, strict=True))
        ):
            return None
        status = places.get(FieldName.STATUS)
        if status is not None and _is_blank(texts[status]) and not _is_blank(before[status]):
            return None  # a row without an id and a status may be no task
        shown = {name: texts[column] for name, column in places.items()}
        now = row._replace(
            texts=shown,
            status=self.reader.status(shown.get(FieldName.STATUS, "")),
            started=self.reader.date(shown.get(FieldName.STARTED, "")),
            finished=self.reader.date(shown.get(FieldName.FINISHED, "")),
            actual=self.reader.hours(shown.get(FieldName.ACTUAL, "")),
        )
        return {(row.id, name): said(now, name) for name in TASK_FIELDS if name in shown}


def _contents(row: tables.Row) -> list[str]:
    return [row.content(column) for column in range(len(row.pieces))]


def _is_blank(text: str) -> bool:
    return not inline.plain(unescape(text)).strip()


def _lines(text: str) -> list[str]:
    """The lines with their endings, and a BOM if there is one."""
    starts = [line.start for line in split_lines(text)][1:]
    return [text[start:end] for start, end in pairwise((0, *starts, len(text)))]
