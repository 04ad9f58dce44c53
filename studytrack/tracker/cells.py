"""What single cells say: each text is read once, however many rows have it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.markdown import inline, tables
from studytrack.tracker.dialect import Legend, read_status
from studytrack.values import WrittenDate, read_date, read_duration, read_effort

if TYPE_CHECKING:
    from datetime import timedelta

    from studytrack.model import Effort, Status
    from studytrack.tracker.lexicon import Lexicon


class CellReader:
    """Reads the cells of one tracker, by its legend and the locales' words."""

    def __init__(self, legend: Legend, words: Lexicon) -> None:
        self._legend = legend
        self._words = words
        self._states: dict[str, Status | None] = {}
        self._dates: dict[str, WrittenDate | None] = {}
        self._efforts: dict[str, Effort | None] = {}
        self._hours: dict[str, timedelta | None] = {}

    def status(self, text: str) -> Status | None:
        """The status that a cell names; None where it says nothing that is known."""
        if text not in self._states:
            self._states[text] = read_status(tables.unescape(text), self._legend, self._words)
        return self._states[text]

    def date(self, text: str) -> WrittenDate | None:
        """The date in a cell."""
        if text not in self._dates:
            words = self._words
            self._dates[text] = read_date(
                inline.plain(text), words.months, day_first=words.day_first
            )
        return self._dates[text]

    def effort(self, text: str) -> Effort | None:
        """The estimate in a cell."""
        if text not in self._efforts:
            self._efforts[text] = read_effort(inline.plain(text), self._words.units)
        return self._efforts[text]

    def hours(self, text: str) -> timedelta | None:
        """The time in a cell, where it is no range."""
        if text not in self._hours:
            effort = self.effort(text)
            alone = effort.low if effort and effort.low == effort.high else None
            exact = read_duration(inline.plain(text), self._words.units)
            self._hours[text] = alone if exact is None else exact
        return self._hours[text]
