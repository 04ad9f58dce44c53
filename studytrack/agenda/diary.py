"""What every week of a study is told from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.fold.accounts import Baseline
from studytrack.fold.settle import Ledger
from studytrack.graph import Graph
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from studytrack.agenda.model import Agenda
    from studytrack.agenda.weeks import Week
    from studytrack.fold.effect import Entry
    from studytrack.model import Phase
    from studytrack.terms import Effort


class Diary(NamedTuple):
    """A study as a calendar has it; no clock is read, and all of it comes from git.

    Attributes:
        phases: as they stand today.
        entries: the records, in the fold's order.
        ledger: what they stand on.
        weekly: the hours of a week; None where nobody says.
        ends: the weekday that ends a week.
    """

    phases: tuple[Phase, ...] = ()
    entries: tuple[Entry, ...] = ()
    ledger: Ledger = Ledger((), Graph.of(()), Baseline(), {})
    weekly: Effort | None = None
    ends: str = "sunday"

    def at(self, day: date) -> Diary:
        """The same as it was at the end of a day: later records do not count."""
        from studytrack.agenda.past import known_at, phases_at  # most runs look at today

        phases = phases_at(self.phases, self.entries, self.ledger, day)
        return self._replace(phases=phases, entries=known_at(self.entries, day))

    def agenda(self, day: date, week: Week | None = None) -> Agenda:
        """What to do from a day on, until its week ends, or in another week."""
        from studytrack.agenda.planning import agenda  # most runs plan nothing
        from studytrack.agenda.weeks import week_of

        week = week or week_of(day, self.ends)
        return agenda(self.phases, self.entries, self.weekly, week, day)
