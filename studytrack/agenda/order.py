"""Which tasks come next, and when each was last heard of."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from studytrack.records import subject
from studytrack.terms import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from studytrack.fold.effect import Entry
    from studytrack.model import Phase, Task

FEW = 5
"""Tasks that a list of the next ones has, unless there is a reason for another number."""

Touched = dict[str, date]
"""The day of each task's last record."""


def touched(entries: Iterable[Entry]) -> Touched:
    """The day on which each task was last recorded."""
    days: Touched = {}
    for entry in entries:
        task, on = subject(entry.record), entry.record.on
        if entry.effective and on is not None and isinstance(task, str):
            days[task] = max(on, days.get(task, on))
    return days


def last_heard(task: Task, days: Mapping[str, date]) -> date | None:
    """The day of a task's last record; of one without any, that of its start."""
    return days.get(task.id, task.started)


def following(phases: Sequence[Phase], days: Mapping[str, date]) -> list[tuple[Phase, Task]]:
    """The tasks in progress, the one not heard of for longest first, then those not started.

    The latter are in the tracker's order.
    """
    every = [(phase, task) for phase in phases for task in phase.tasks]
    begun = [pair for pair in every if pair[1].status is Status.IN_PROGRESS]
    begun.sort(key=lambda pair: last_heard(pair[1], days) or date.min)
    return begun + [pair for pair in every if pair[1].status is Status.NOT_STARTED]
