"""What single cells say: each text is read once, however many rows have it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from studytrack.markdown import inline, tables
from studytrack.tracker.dialect import Legend, read_box, read_status
from studytrack.values import read_date, read_duration, read_effort

if TYPE_CHECKING:
    from datetime import timedelta

    from studytrack.tracker.lexicon import Lexicon


class CellReader:
    """Reads the cells of one tracker, by its legend and the locales' words.

    Attributes:
        status: the status that a cell names; None where it says nothing that is known.
        box: the status of a list's task, by its box and the marker behind its title.
        date: the date in a cell.
        effort: the estimate in a cell.
        hours: the time in a cell, where it is no range.
    """

    def __init__(self, legend: Legend, words: Lexicon) -> None:
        self.status = cache(lambda text: read_status(tables.unescape(text), legend, words))
        self.box = cache(lambda text: read_box(text, legend, words))
        self.date = cache(
            lambda text: read_date(inline.plain(text), words.months, day_first=words.day_first)
        )
        self.effort = cache(lambda text: read_effort(inline.plain(text), words.units))
        self.hours = cache(self._read_hours)
        self._units = words.units

    def _read_hours(self, text: str) -> timedelta | None:
        effort = self.effort(text)
        alone = effort.low if effort and effort.low == effort.high else None
        exact = read_duration(inline.plain(text), self._units)
        return alone if exact is None else exact
