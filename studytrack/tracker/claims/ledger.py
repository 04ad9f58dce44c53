"""What is true of a tracker's tasks, counted over any run of its lines."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from datetime import timedelta
from fractions import Fraction
from itertools import accumulate
from typing import TYPE_CHECKING

from studytrack.terms import FieldName, Status
from studytrack.tracker.claims.forms import Value
from studytrack.tracker.claims.scopes import Counting, Measure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from studytrack.model import Task
    from studytrack.tracker.outlook import Outlook
    from studytrack.tracker.shape import Row, Tracker

_SECOND = timedelta(seconds=1)


class Ledger:
    """Sums over tasks in their order, so that any run of them is counted at once."""

    def __init__(self, tracker: Tracker, outlook: Outlook) -> None:
        found = sorted(_tasks(tracker, outlook), key=lambda one: one[0].line)
        pairs = [(row, task) for row, task, _ in found]
        self._phases = [phase for _, _, phase in found]
        self._lines = [row.line - 1 for row, _ in pairs]
        states = [_status(row, task, outlook) for row, task in pairs]
        self._states = {state: _sums(one is state for one in states) for state in (*Status, None)}
        done = [state is Status.DONE for state in states]
        planned = [_exact(row) for row, _ in pairs]
        spent = [task.actual for _, task in pairs]
        credited = (one if own else None for one, own in zip(planned, done, strict=True))
        self._planned = _sums(map(_seconds, planned))
        self._unplanned = _sums(one is None for one in planned)
        self._credited = _sums(map(_seconds, credited))
        self._spent = _sums(map(_seconds, spent))
        self._lacking = _sums(own and one is None for one, own in zip(spent, done, strict=True))
        recorded = {one for one, account in outlook.accounts.items() if account.derived}
        self._headings: dict[tuple[tuple[int, int], int], Counter[Status | None]] = {}
        self._recorded = _sums(row.id in recorded for row, _ in pairs)

    def phase(self, counted: Measure) -> int | None:
        """The number of the phase that is counted, if it is just one."""
        if len(counted.ranges) != 1:
            return None
        ((first, last),) = self._places(counted)
        alike = first < last and self._phases[first] == self._phases[last - 1]
        return self._phases[first] if alike else None

    def is_recorded(self, counted: Measure) -> bool:
        """Whether any record stands behind what is counted."""
        return self._of(self._recorded, counted) > 0

    def count(self, counted: Measure) -> int:
        """How many tasks there are."""
        return sum(self._of(one, counted) for one in self._states.values())

    def done(self, counted: Measure) -> int:
        """How many of the tasks are done."""
        return self._of(self._states[Status.DONE], counted)

    def values(self, counted: Measure) -> list[Value]:
        """What would be true of what is counted, the usual reading first; nothing if unknown."""
        return _VALUES[counted.counting](self, counted)

    def tasks(self, counted: Measure) -> list[Value]:
        """How many of the tasks have the status, with the skipped ones as done or as not."""
        tally = self._tally(counted)
        whole = Fraction(self.count(counted))
        return [Value(Fraction(one), whole) for one in _readings(tally, counted.status)]

    def headings(self, counted: Measure) -> list[Value]:
        """How many of the headings have it, each by all of its tasks."""
        key = counted.ranges[0], len(counted.ranges)
        if key not in self._headings:
            each = (self._tally(counted._replace(ranges=(one,))) for one in counted.ranges)
            self._headings[key] = Counter(_standing(tally)[0] for tally in each)
        whole = Fraction(len(counted.ranges))
        found = _readings(self._headings[key], counted.status)
        return [Value(Fraction(one), whole) for one in found]

    def spent(self, counted: Measure) -> list[Value]:
        """The hours spent, where every finished task has some."""
        seconds = self._of(self._spent, counted)
        known = seconds and not self._of(self._lacking, counted)
        return [Value(Fraction(seconds, 3600))] if known else []

    def added(self, counted: Measure) -> list[Value]:
        """What a column adds up to."""
        return [Value(counted.added + Fraction(self._of(self._spent, counted), 3600))]

    def planned(self, counted: Measure) -> list[Value]:
        """The hours planned, where every task has them."""
        seconds = self._of(self._planned, counted)
        known = seconds and not self._of(self._unplanned, counted)
        return [Value(Fraction(seconds, 3600))] if known else []

    def credited(self, counted: Measure) -> list[Value]:
        """The planned hours of the tasks that are done, of those stated, or of all of them."""
        wholes = [one.part for one in self.planned(counted)]
        part = Fraction(self._of(self._credited, counted), 3600)
        return [Value(part, one) for one in ([counted.whole] if counted.whole else wholes)]

    def mean(self, counted: Measure) -> list[Value]:
        """The mean of what other claims state, each of one part of the whole."""
        return [Value(counted.added, counted.whole or Fraction(1))]

    def state(self, counted: Measure) -> list[Value]:
        """The statuses that are true of all tasks together."""
        return [
            Value(Fraction(0), status=status)
            for status in _standing(self._tally(counted))
            if status is not None
        ]

    def _tally(self, counted: Measure) -> Counter[Status | None]:
        return Counter({state: self._of(sums, counted) for state, sums in self._states.items()})

    def _of(self, sums: Sequence[int], counted: Measure) -> int:
        """What a sum grows by over the lines of what is counted."""
        return sum(sums[last] - sums[first] for first, last in self._places(counted))

    def _places(self, counted: Measure) -> list[tuple[int, int]]:
        return [
            (bisect_left(self._lines, first), bisect_left(self._lines, last))
            for first, last in counted.ranges
        ]


_VALUES: Mapping[Counting, Callable[[Ledger, Measure], list[Value]]] = {
    Counting.TASKS: Ledger.tasks,
    Counting.HEADINGS: Ledger.headings,
    Counting.SPENT: Ledger.spent,
    Counting.PLANNED: Ledger.planned,
    Counting.CREDITED: Ledger.credited,
    Counting.MEAN: Ledger.mean,
    Counting.STATE: Ledger.state,
    Counting.SUM: Ledger.added,
}


def _readings(tally: Mapping[Status | None, int], status: Status) -> list[int]:
    """How many have a status, by the strict reading and a wider one; none where some are unknown.

    What is skipped may count as done, and what is under way as not done.
    """
    strict = tally[status]
    if status is Status.DONE:
        return [strict, strict + tally[Status.SKIPPED]]
    if tally[None]:
        return []
    if status is Status.NOT_STARTED:
        return [strict, strict + tally[Status.IN_PROGRESS]]
    return [strict]


def _standing(tally: Mapping[Status | None, int]) -> tuple[Status | None, ...]:
    """The statuses that may be said of tasks together; none where that of some is not known.

    What nothing was begun of may be in progress all the same: somebody reads up on it.
    """
    total, done, skipped = sum(tally.values()), tally[Status.DONE], tally[Status.SKIPPED]
    if total and done + skipped == total:
        return (Status.DONE if done else Status.SKIPPED,)
    if tally[None]:
        return (None,)
    begun = done or tally[Status.IN_PROGRESS]
    return (Status.IN_PROGRESS,) if begun else (Status.NOT_STARTED, Status.IN_PROGRESS)


def _tasks(tracker: Tracker, outlook: Outlook) -> Iterator[tuple[Row, Task, int]]:
    for section, phase in zip(tracker.sections, outlook.phases, strict=True):
        for row, task in zip(section.rows, phase.tasks, strict=True):
            yield row, task, section.number


def _status(row: Row, task: Task, outlook: Outlook) -> Status | None:
    """A task's status; None where its text cannot be read, and no record says more."""
    unread = row.status is None and (row.id, FieldName.STATUS) not in outlook.wanted
    return None if unread and FieldName.STATUS in row.texts else task.status


def _exact(row: Row) -> timedelta | None:
    """A task's planned time, where it is one number."""
    effort = row.estimate
    return effort.low if effort is not None and effort.low == effort.high else None


def _seconds(time: timedelta | None) -> int:
    return round(time / _SECOND) if time is not None else 0


def _sums(numbers: Iterable[int]) -> list[int]:
    return list(accumulate(numbers, initial=0))
