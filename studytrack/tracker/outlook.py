"""Tracker and fold together: the state of the study, and the values its text should have."""

from __future__ import annotations

import operator
from datetime import date, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from studytrack.fold.accounts import UNRECORDED
from studytrack.fold.settle import HAND_EDITABLE, STALE, Contradiction, may_stand
from studytrack.model import Part, Phase, Task, Total
from studytrack.terms import Effort, FieldName, Status
from studytrack.tracker.criteria.confirmed import confirmed
from studytrack.tracker.stated import TASK_FIELDS, agrees, said, stated_hours
from studytrack.tuples import NamedTuple
from studytrack.values import hours_text, same_time

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from studytrack.fold.accounts import Account, Folded, Key, Value
    from studytrack.fold.criteria import Confirmation, CriterionName
    from studytrack.fold.effect import Entry
    from studytrack.tracker.shape import Row, Section, Tracker

# In a loop over rows: to look up an enum's member takes long in Python 3.11.
_STATUS, _STARTED, _FINISHED, _ACTUAL = TASK_FIELDS
_NOTES, _NOT_STARTED = FieldName.NOTES, Status.NOT_STARTED

WHY_FIELDS = (*TASK_FIELDS, FieldName.NOTES)
"""The fields of a task that a record can stand behind."""


class Outlook(NamedTuple):
    """What is true of a study, and what its tracker should therefore say.

    Attributes:
        wanted: the value of every derived field.
        behind: the entries that determined it.
        accounts: the tasks that have records.
        notes: the paths of each task's notes, from the repository's root.
        criteria: the completion criteria that records ever confirmed.
    """

    phases: tuple[Phase, ...]
    total: Total
    wanted: Mapping[Key, Value]
    behind: Mapping[Key, tuple[Entry, ...]] = MappingProxyType({})
    accounts: Mapping[str, Account] = MappingProxyType({})
    notes: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    criteria: Mapping[CriterionName, Confirmation] = MappingProxyType({})


def derived(folded: Folded) -> dict[Key, Value]:
    """What the records say of every field that they ever determined."""
    values: dict[Key, Value] = {
        (task, name): account.facts.value(name)
        for task, account in folded.tasks.items()
        for name in TASK_FIELDS
        if name in account.derived
    }
    for phase, hours in folded.phases.items():
        values[phase, FieldName.ACTUAL] = hours.value
    return values


def contradictions(
    tracker: Tracker, folded: Folded, values: Mapping[Key, Value]
) -> list[Contradiction]:
    """The fields whose text says something else, which may be a hand edit that settles them."""
    found: list[Contradiction] = []
    seen: set[str] = set()
    for _, row in tracker.rows():
        account = folded.tasks.get(row.id)
        if account is None or row.id in seen:
            continue
        seen.add(row.id)
        for name in HAND_EDITABLE:
            key = row.id, name
            if name not in row.texts or key not in values:
                continue
            text = said(row, name)
            if text in STALE or agrees(row, name, values[key]):
                continue
            given = account.given(name)
            if may_stand(text, given):
                found.append(Contradiction(key, text, values[key], given, _all_of(account)))
    for section in tracker.sections:
        slot = section.slots.get(FieldName.ACTUAL)
        hours = folded.phases.get(section.number)
        if slot is None or hours is None or not isinstance(slot.value, timedelta):
            continue
        text, given = slot.value, hours.given
        if not same_time(slot.value, hours.value) and may_stand(text, given):
            place: Key = (section.number, FieldName.ACTUAL)
            found.append(Contradiction(place, text, hours.value, given, hours.behind))
    return found


def _all_of(account: Account) -> tuple[Entry, ...]:
    return tuple(entry for own in account.behind.values() for entry in own)


def outlook(
    tracker: Tracker,
    folded: Folded,
    values: Mapping[Key, Value],
    notes: Mapping[str, tuple[str, ...]],
    learner: str | None = None,
    criteria: Mapping[CriterionName, Confirmation] = MappingProxyType({}),
) -> Outlook:
    """The state of the study, and every value that its text should have.

    Args:
        tracker: the text as it is.
        folded: what the records say.
        values: the derived values that no later hand edit has settled.
        notes: the notes of each task.
        learner: the name for a placeholder.
        criteria: the completion criteria that records ever confirmed.
    """
    wanted = dict(values)
    behind = _behind(folded)
    phases = []
    for section in tracker.sections:
        phase = _phase(section, folded, values, notes, criteria)
        own = [folded.tasks[row.id] for row in section.rows if row.id in folded.tasks]
        if any(account.derived for account in own) and (phase.completed or not _finished(phase)):
            wanted[phase.number, FieldName.COMPLETED] = phase.completed
            behind[phase.number, FieldName.COMPLETED] = _closing(own)
        phases.append(phase)
    total = _total(tracker, folded, phases)
    if any(account.derived for account in folded.tasks.values()) and (
        total.completed or not all(map(_finished, phases))
    ):
        wanted[None, FieldName.COMPLETED] = total.completed
        behind[None, FieldName.COMPLETED] = _closing(folded.tasks.values())
    if folded.total.behind:
        wanted[None, FieldName.ACTUAL] = total.actual
        behind[None, FieldName.ACTUAL] = folded.total.behind
    wanted |= _fillings(tracker, phases, total, learner)
    return Outlook(tuple(phases), total, wanted, behind, folded.tasks, notes, criteria)


class TextOutlooks:
    """The outlooks of a tracker's versions by their text alone, as if nothing were recorded.

    A phase whose rows are those of the version before is the same.
    """

    def __init__(self) -> None:
        self._known: Sequence[tuple[Section, Phase]] = ()

    def outlook(self, tracker: Tracker) -> Outlook:
        """What a version says of itself."""
        known = [*self._known, *[None] * len(tracker.sections)]
        self._known = [
            before if before and _same(before[0], section) else (section, _own(section))
            for before, section in zip(known, tracker.sections, strict=False)
        ]
        phases = tuple(phase for _, phase in self._known)
        return Outlook(phases, _total(tracker, UNRECORDED, phases), {})


def _same(one: Section, other: Section) -> bool:
    """Whether two sections are made of the same parts, which are compared by identity."""
    return (
        len(one.rows) == len(other.rows)
        and all(map(operator.is_, one.rows, other.rows))
        and one.slots is other.slots
        and one.criteria is other.criteria
    )


def _own(section: Section) -> Phase:
    return _phase(section, UNRECORDED, {}, {}, {})


def _behind(folded: Folded) -> dict[Key, tuple[Entry, ...]]:
    behind: dict[Key, tuple[Entry, ...]] = {
        (task, name): entries
        for task, account in folded.tasks.items()
        for name, entries in account.behind.items()
    }
    for task, account in folded.tasks.items():
        behind[task, _NOTES] = account.cell
    for phase, hours in folded.phases.items():
        behind[phase, FieldName.ACTUAL] = hours.behind
    return behind


def _closing(accounts: Iterable[Account]) -> tuple[Entry, ...]:
    return tuple(entry for account in accounts for entry in account.behind.get(_FINISHED, ()))


def _fillings(
    tracker: Tracker, phases: Sequence[Phase], total: Total, learner: str | None
) -> dict[Key, Value]:
    """Values that are the learner's own, and are filled in only where a blank stands."""
    wanted: dict[Key, Value] = {}
    for section, phase in zip(tracker.sections, phases, strict=True):
        slot = section.slots.get(FieldName.ESTIMATE)
        if slot is not None and slot.value is None and phase.estimate_tasks is not None:
            wanted[phase.number, FieldName.ESTIMATE] = effort_text(phase.estimate_tasks)
    started, name = tracker.slot(FieldName.STARTED), tracker.slot(FieldName.LEARNER)
    if started is not None and started.value is None and total.started is not None:
        wanted[None, FieldName.STARTED] = total.started
    if name is not None and learner:
        wanted[None, FieldName.LEARNER] = learner
    return wanted


def effort_text(effort: Effort) -> str:
    """An estimate in hours, as a number or a range.

    >>> effort_text(Effort(low=timedelta(hours=20), high=timedelta(hours=27)))
    '20-27'
    """
    low, high = hours_text(effort.low), hours_text(effort.high)
    return low if low == high else f"{low}-{high}"


def _phase(
    section: Section,
    folded: Folded,
    values: Mapping[Key, Value],
    notes: Mapping[str, tuple[str, ...]],
    criteria: Mapping[CriterionName, Confirmation],
) -> Phase:
    known = folded.tasks
    tasks = tuple([_task(row, known.get(row.id), values, notes) for row in section.rows])
    statuses = [task.status for task in tasks]
    slot = section.slots.get(FieldName.ESTIMATE)
    completed = section.slots.get(FieldName.COMPLETED)
    accounts = map(known.get, [row.id for row in section.rows])
    derived_here = any(account.derived for account in accounts if account is not None)
    actual = values.get((section.number, FieldName.ACTUAL), stated_hours(section))
    finish = _completion(tasks)
    if completed is not None and isinstance(completed.value, date) and not derived_here:
        finish = completed.value
    return Phase(
        number=section.number,
        title=section.title,
        estimate=slot.value if slot and isinstance(slot.value, Effort) else None,
        estimate_tasks=_sum([task.estimate for task in tasks]),
        actual=actual if isinstance(actual, timedelta) else None,
        started=min((task.started for task in tasks if task.started), default=None),
        completed=finish,
        done=statuses.count(Status.DONE),
        skipped=statuses.count(Status.SKIPPED),
        total=len(tasks),
        tasks=tasks,
        parts=_parts(section, tasks),
        criteria=confirmed(section, criteria),
    )


def _parts(section: Section, tasks: Sequence[Task]) -> tuple[Part, ...]:
    """The headings within a phase, each with what its own tasks and those below it add up to."""
    within: dict[tuple[str, ...], list[Status]] = {}
    for path, task in zip(section.parts, tasks, strict=True):
        for depth in range(len(path)):
            within.setdefault(path[: depth + 1], []).append(task.status)
    return tuple(
        Part(
            title=path[-1],
            level=len(path),
            done=statuses.count(Status.DONE),
            skipped=statuses.count(Status.SKIPPED),
            total=len(statuses),
        )
        for path, statuses in within.items()
    )


def _task(
    row: Row,
    account: Account | None,
    values: Mapping[Key, Value],
    notes: Mapping[str, tuple[str, ...]],
) -> Task:
    status, actual = row.status or _NOT_STARTED, row.actual
    started = row.started.on if row.started else None
    finished = row.finished.on if row.finished else None
    if account is not None:
        state = values.get((row.id, _STATUS), status)
        begun = values.get((row.id, _STARTED), started)
        ended = values.get((row.id, _FINISHED), finished)
        spent = values.get((row.id, _ACTUAL), actual)
        status = state if isinstance(state, Status) else _NOT_STARTED
        started = begun if isinstance(begun, date) else None
        finished = ended if isinstance(ended, date) else None
        actual = spent if isinstance(spent, timedelta) else None
    return Task.of(
        id=row.id,
        title=row.title,
        status=status,
        estimate=row.estimate,
        actual=actual,
        started=started,
        finished=finished,
        notes=notes.get(row.id, ()),
        recorded=account is not None and _is_recorded(account),
    )


def _is_recorded(account: Account) -> bool:
    return any(entry.effective for own in account.behind.values() for entry in own)


def _sum(estimates: Iterable[Effort | None]) -> Effort | None:
    """The sum, where every part is known."""
    parts = list(estimates)
    known = [part for part in parts if part is not None]
    if not parts or len(known) < len(parts):
        return None
    none = timedelta(0)
    return Effort(sum([part.low for part in known], none), sum([part.high for part in known], none))


def _completion(tasks: Sequence[Task]) -> date | None:
    """The latest finish, once every task is done or skipped."""
    if not all(task.status.closed for task in tasks):
        return None
    return max((task.finished for task in tasks if task.finished), default=None)


def _finished(phase: Phase) -> bool:
    return phase.total > 0 and phase.done + phase.skipped == phase.total


def _total(tracker: Tracker, folded: Folded, phases: Sequence[Phase]) -> Total:
    hours, completed = tracker.slot(FieldName.ACTUAL), tracker.slot(FieldName.COMPLETED)
    estimate = tracker.slot(FieldName.ESTIMATE)
    actual = hours.value if hours and isinstance(hours.value, timedelta) else None
    if folded.total.behind or hours is None:
        actual = _total_hours(folded, phases)
    finish = None
    if phases and all(map(_finished, phases)):
        finish = max((phase.completed for phase in phases if phase.completed), default=None)
    recorded = any(account.derived for account in folded.tasks.values())
    if completed is not None and isinstance(completed.value, date) and not recorded:
        finish = completed.value
    return Total(
        estimate=estimate.value if estimate and isinstance(estimate.value, Effort) else None,
        estimate_tasks=_sum(phase.estimate_tasks for phase in phases),
        actual=actual,
        started=min((phase.started for phase in phases if phase.started), default=None),
        completed=finish,
        done=sum(phase.done for phase in phases),
        skipped=sum(phase.skipped for phase in phases),
        total=sum(phase.total for phase in phases),
    )


def _total_hours(folded: Folded, phases: Sequence[Phase]) -> timedelta | None:
    """The stated total and the recorded; else the phases' sum, if no finished phase lacks hours."""
    if folded.total.value is not None and folded.total.stated:
        return folded.total.value
    known = [phase.actual for phase in phases if phase.actual is not None]
    if not known or any(_finished(p) and p.done and p.actual is None for p in phases):
        return None
    return sum(known, timedelta(0))
