"""From tasks and hours to an agenda."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from studytrack.agenda.model import Agenda, Step
from studytrack.agenda.order import FEW, following, last_heard, touched
from studytrack.fold.accounts import counted
from studytrack.records import PhaseTime, Time
from studytrack.terms import Effort, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from studytrack.agenda.weeks import Week
    from studytrack.fold.effect import Entry
    from studytrack.model import Phase, Task

IDLE = 14
"""Days without a record after which a task in progress is named."""

_NOTHING = timedelta(0)


def agenda(
    phases: Sequence[Phase],
    entries: Sequence[Entry],
    weekly: Effort | None,
    week: Week,
    day: date,
) -> Agenda:
    """What to do from a day to the end of its week.

    Args:
        phases: how they stand on the day.
        entries: the records up to the day.
        weekly: the hours of a week; None where nobody says.
        week: the one that the day lies in.
        day: the day.
    """
    spent = hours_in(entries, week)
    left = None if weekly is None else less(weekly, spent)
    days = touched(entries)
    steps = [_step(phase, task, days, day) for phase, task in following(phases, days)]
    return Agenda(
        day=day,
        week=week.name,
        first=week.first,
        last=week.last,
        hours=weekly,
        spent=spent,
        left=left,
        tasks=_fitted(steps, left),
    )


def upcoming(phases: Sequence[Phase], entries: Sequence[Entry]) -> list[Step]:
    """The first few tasks that come next, whatever the day."""
    days = touched(entries)
    return [_step(phase, task, days, None) for phase, task in following(phases, days)[:FEW]]


def hours_in(entries: Sequence[Entry], week: Week) -> timedelta:
    """The time that was recorded for the days of a week."""
    records = (entry.record for entry in counted(entries) if entry.effective)
    spent = (one.spent for one in records if isinstance(one, Time | PhaseTime) and one.on in week)
    return sum(spent, _NOTHING)


def less(estimate: Effort, spent: timedelta) -> Effort:
    """What is left of an estimate: never less than nothing.

    >>> from datetime import timedelta as t
    >>> less(Effort(t(hours=2), t(hours=4)), t(hours=3)).high
    datetime.timedelta(seconds=3600)
    """
    return Effort(max(estimate.low - spent, _NOTHING), max(estimate.high - spent, _NOTHING))


def _step(phase: Phase, task: Task, days: Mapping[str, date], day: date | None) -> Step:
    heard = last_heard(task, days)
    begun = task.status is Status.IN_PROGRESS
    idle = (day - heard).days if begun and day and heard else 0
    spent = task.actual or _NOTHING
    return Step(
        id=task.id,
        title=task.title,
        phase=phase.number,
        status=task.status,
        estimate=task.estimate,
        actual=task.actual,
        left=None if task.estimate is None else less(task.estimate, spent),
        touched=heard,
        idle=idle if idle >= IDLE else None,
    )


def _fitted(steps: Sequence[Step], left: Effort | None) -> tuple[Step, ...]:
    """The steps, those marked that fit one after the other into the hours that are left.

    The middle of each range counts. A first one that is larger than the week is begun
    nevertheless; one without an estimate is taken for an average one.
    """
    usual = _average(step.left for step in steps)
    if left is None or usual is None:
        return tuple(_marked(step, fits=place < FEW) for place, step in enumerate(steps))
    room, found, full = _middle(left), list[Step](), not _middle(left)
    for step in steps:
        cost = _middle(step.left) if step.left else usual
        full = full or (cost > room and bool(found))
        room -= cost
        found.append(_marked(step, fits=not full))
    return tuple(found)


def _marked(step: Step, *, fits: bool) -> Step:
    return replace(step, fits=fits)


def _middle(effort: Effort) -> timedelta:
    return (effort.low + effort.high) / 2


def _average(efforts: Iterable[Effort | None]) -> timedelta | None:
    known = [_middle(effort) for effort in efforts if effort is not None]
    return sum(known, _NOTHING) / len(known) if known else None
