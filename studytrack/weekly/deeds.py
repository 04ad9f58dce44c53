"""What was done about each task within some days."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from studytrack.fold.accounts import counted
from studytrack.records import (
    Done,
    NoteFile,
    NoteStarted,
    PhaseTime,
    Record,
    Reopen,
    Reset,
    Skip,
    Start,
    Time,
    subject,
)
from studytrack.terms import Status
from studytrack.weekly.model import Deed, Work

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from studytrack.agenda.weeks import Week
    from studytrack.fold.effect import Entry
    from studytrack.model import Phase, Task

_KINDS: Mapping[type[Record], str] = {
    Start: "start",
    NoteStarted: "start",
    NoteFile: "note-file",
    Done: "done",
    Skip: "skip",
    Reopen: "reopen",
    Reset: "reset",
}


def work(phases: Sequence[Phase], entries: Sequence[Entry], week: Week) -> Iterator[Work]:
    """What was done in a week, in the tracker's order: a phase as a whole before its tasks.

    Args:
        phases: as they stood at its end.
        entries: the records, in the fold's order.
        week: the seven days.
    """
    own: dict[str | int, list[Record]] = {}
    for entry in counted(entries):
        if entry.effective and entry.record.on in week:
            own.setdefault(subject(entry.record), []).append(entry.record)
    for phase in phases:
        spent = _spent(own.get(phase.number, ()))
        if spent is not None:
            yield _of_phase(phase, spent)
        for task in phase.tasks:
            if task.id in own or task.started in week or task.finished in week:
                found = _of_task(phase, task, own.get(task.id, ()), week)
                if found.deeds or found.spent is not None:
                    yield found


def _of_phase(phase: Phase, spent: timedelta) -> Work:
    return Work(
        task=None,
        phase=phase.number,
        title=phase.title,
        spent=spent,
        actual=phase.actual,
        estimate=phase.estimate or phase.estimate_tasks,
    )


def _of_task(phase: Phase, task: Task, records: Sequence[Record], week: Week) -> Work:
    return Work(
        task=task.id,
        phase=phase.number,
        title=task.title,
        deeds=tuple(_deeds(task, records, week)),
        spent=_spent(records),
        actual=task.actual,
        estimate=task.estimate,
    )


def _deeds(task: Task, records: Sequence[Record], week: Week) -> Iterator[Deed]:
    """What the records say; of a task without any, what the dates of its row say."""
    told = [_deed(record) for record in records if type(record) in _KINDS]
    yield from told
    kinds = {deed.kind for deed in told}
    if not kinds and task.started is not None and task.started in week:
        yield Deed(kind="start", date=task.started)
    if "done" not in kinds and task.status is Status.DONE and task.finished in week:
        assert task.finished is not None  # noqa: S101 (a week holds days alone)
        yield Deed(kind="done", date=task.finished)


def _deed(record: Record) -> Deed:
    assert record.on is not None  # noqa: S101 (a week holds days alone)
    return Deed(kind=_KINDS[type(record)], date=record.on, text=_why(record))


def _why(record: Record) -> str:
    match record:
        case Skip(reason=text) | Reopen(why=text) | Reset(why=text):
            return text
        case _:
            return ""


def _spent(records: Sequence[Record]) -> timedelta | None:
    spent = [record.spent for record in records if isinstance(record, Time | PhaseTime)]
    return sum(spent, timedelta(0)) if spent else None
