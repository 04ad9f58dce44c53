"""The weeks of a study: what its records and its hours make of any day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.agenda.planning import agenda
from studytrack.agenda.weeks import week_of
from studytrack.terms import Effort, FieldName
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from studytrack.agenda.model import Agenda
    from studytrack.config.settings import Config
    from studytrack.fold.effect import Entry
    from studytrack.model import Phase
    from studytrack.study.pipeline import Result
    from studytrack.tracker.shape import Tracker


class Diary(NamedTuple):
    """What every week is told from.

    Attributes:
        weekly: the hours of a week; None where nobody says.
        ends: the weekday that ends a week.
    """

    phases: tuple[Phase, ...]
    entries: tuple[Entry, ...]
    weekly: Effort | None
    ends: str

    def agenda(self, day: date) -> Agenda:
        """What to do from a day on."""
        return agenda(self.phases, self.entries, self.weekly, week_of(day, self.ends), day)


def diary_of(result: Result, config: Config) -> Diary:
    """The diary of a study."""
    weekly = config.learner.weekly or _stated(result.tracker)
    return Diary(result.outlook.phases, result.entries, weekly, "sunday")


def _stated(tracker: Tracker) -> Effort | None:
    """The hours of a week that the tracker states: ``每周投入：15-20小时``."""
    slot = tracker.slot(FieldName.WEEKLY)
    value = slot.value if slot is not None else None
    return value if isinstance(value, Effort) and value.high else None
