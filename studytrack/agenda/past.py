"""The phases of a study as they stood at the end of an earlier day."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from studytrack.fold.accounts import Facts
from studytrack.records import Time, subject
from studytrack.terms import Status

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from studytrack.fold.accounts import Folded
    from studytrack.fold.effect import Entry
    from studytrack.fold.settle import Ledger
    from studytrack.model import Criterion, Phase, Task


def known_at(entries: Sequence[Entry], day: date) -> tuple[Entry, ...]:
    """The records of a day and of those before it; one without a date was there always."""
    return tuple(one for one in entries if one.record.on is None or one.record.on <= day)


def phases_at(
    phases: Sequence[Phase], entries: Sequence[Entry], ledger: Ledger, day: date
) -> tuple[Phase, ...]:
    """The phases as the records up to a day have them.

    What no later record speaks of stands as it does today, but for dates that lie behind the day.

    Args:
        phases: as they stand today.
        entries: all records, in the fold's order.
        ledger: what the records stand on.
        day: the last one that counts.
    """
    later = {
        subject(one.record)
        for one in entries
        if one.record.on is not None and one.record.on > day and one.effective
    }
    about = later | {ledger.phase_of.get(one) if isinstance(one, str) else one for one in later}
    telling = [one for one in known_at(entries, day) if _tells(one, about, ledger)]
    folded = ledger.folding(telling)
    return tuple(_phase(phase, later, folded, ledger, day) for phase in phases)


def _tells(entry: Entry, about: Collection[str | int | None], ledger: Ledger) -> bool:
    """Whether a record is about one of these tasks, or is time spent on one of these phases."""
    record = entry.record
    timed = isinstance(record, Time) and ledger.phase_of.get(record.task) in about
    return timed or subject(record) in about


def _phase(
    phase: Phase, later: Collection[str | int], folded: Folded, ledger: Ledger, day: date
) -> Phase:
    tasks = tuple(
        _at(_recorded(task, folded, ledger) if task.id in later else task, day)
        for task in phase.tasks
    )
    statuses = [task.status for task in tasks]
    hours = phase.actual
    if phase.number in later or any(task.id in later for task in phase.tasks):
        known = folded.phases.get(phase.number)
        hours = known.value if known else ledger.baseline.phases.get(phase.number)
    closed = all(status.closed for status in statuses)
    finished = [task.finished for task in tasks if task.finished]
    return replace(
        phase,
        tasks=tasks,
        actual=hours,
        started=min((task.started for task in tasks if task.started), default=None),
        completed=max(finished, default=None) if closed else None,
        done=statuses.count(Status.DONE),
        skipped=statuses.count(Status.SKIPPED),
        criteria=tuple(_criterion(one, day) for one in phase.criteria),
    )


def _criterion(one: Criterion, day: date) -> Criterion:
    """A criterion without a confirmation that lies behind a day."""
    if one.on is None or one.on <= day:
        return one
    return replace(one, confirmed=False, on=None)


def _recorded(task: Task, folded: Folded, ledger: Ledger) -> Task:
    """A task as the records that count say, or the baseline where none does yet."""
    account = folded.tasks.get(task.id)
    facts = account.facts if account else ledger.baseline.tasks.get(task.id, Facts())
    return replace(
        task,
        status=facts.status,
        started=facts.started,
        finished=facts.finished,
        actual=facts.actual,
    )


def _at(task: Task, day: date) -> Task:
    """A task without what its own dates put behind a day."""
    status, started, finished = task.status, task.started, task.finished
    begun = started is not None and started <= day
    if finished is not None and finished > day:
        status, finished = Status.IN_PROGRESS if begun else Status.NOT_STARTED, None
    if started is not None and not begun:
        status = Status.NOT_STARTED if status is Status.IN_PROGRESS else status
        started = None
    if (status, started, finished) == (task.status, task.started, task.finished):
        return task
    return replace(task, status=status, started=started, finished=finished)
