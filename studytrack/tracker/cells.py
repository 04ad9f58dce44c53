"""What single cells say: each text is read once, however many rows have it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from studytrack.markdown import inline, tables
from studytrack.terms import FieldName, Status
from studytrack.tracker.dated import dated
from studytrack.tracker.legend import read_box, read_status
from studytrack.values import read_date, read_duration, read_effort

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import timedelta

    from studytrack.tracker.legend import Legend
    from studytrack.tracker.lexicon import Lexicon
    from studytrack.values import WrittenDate


_DONE = Status.DONE
_STATUS, _FINISHED = FieldName.STATUS, FieldName.FINISHED


class CellReader:
    """Reads the cells of one tracker, by its legend and the locales' words.

    Attributes:
        status: the status that a cell names; None where it says nothing that is known.
        box: the status of a list's task, by its box and the marker behind its title.
        date: the date in a cell.
        dated: the date beside a status.
        effort: the estimate in a cell.
        hours: the time in a cell, where it is no range.
    """

    def __init__(self, legend: Legend, words: Lexicon) -> None:
        self.status = cache(lambda text: read_status(tables.unescape(text), legend, words))
        self.box = cache(lambda text: read_box(text, legend, words))
        self.date = cache(
            lambda text: read_date(inline.plain(text), words.months, day_first=words.day_first)
        )
        self.dated = cache(lambda text: dated(text, words.months, day_first=words.day_first))
        self.effort = cache(lambda text: read_effort(inline.plain(text), words.units))
        self.hours = cache(self._read_hours)
        self._units = words.units

    def finish(
        self, texts: Mapping[FieldName, str], fields: Collection[FieldName], status: Status | None
    ) -> WrittenDate | None:
        """When a task was finished: in a cell of its own, else beside the status."""
        if status is not _DONE or _FINISHED in fields:
            return self.date(texts.get(_FINISHED, ""))
        return self.finish_beside(texts.get(_STATUS, ""), status)

    def finish_beside(self, text: str, status: Status | None) -> WrittenDate | None:
        """When a task was finished, by the date beside its status."""
        beside = self.dated(text) if status is _DONE else None
        return beside.date if beside else None

    def _read_hours(self, text: str) -> timedelta | None:
        effort = self.effort(text)
        alone = effort.low if effort and effort.low == effort.high else None
        exact = read_duration(inline.plain(text), self._units)
        return alone if exact is None else exact
