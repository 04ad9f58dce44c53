"""Records as `log` and `why` show them."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from studytrack.model import LoggedRecord, Task
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
    Takeaway,
    Time,
)
from studytrack.terms import FieldName, iso_duration

if TYPE_CHECKING:
    from studytrack.fold.accounts import Account
    from studytrack.fold.effect import Entry


def logged(entry: Entry) -> LoggedRecord:
    """One record with its effect."""
    record = entry.record
    kind, value = _kind(record)
    return LoggedRecord(
        task=None if isinstance(record, PhaseTime) else record.task,
        phase=record.phase if isinstance(record, PhaseTime) else None,
        kind=kind,
        value=value,
        date=record.on,
        commit=record.source.commit,
        author=record.source.author,
        path=record.source.path,
        effective=entry.effective,
        undone_by=entry.undone_by,
        text=record.source.text,
    )


def _kind(record: Record) -> tuple[str, str | None]:
    match record:
        case Start():
            return "start", None
        case Done():
            return "done", None
        case Skip(reason=reason):
            return "skip", reason
        case Reopen(why=why):
            return "reopen", why or None
        case Reset(why=why):
            return "reset", why or None
        case Time(spent=spent) | PhaseTime(spent=spent):
            return "time", iso_duration(spent)
        case Takeaway(text=text):
            return "note", text
        case NoteFile():
            return "note-file", None
        case NoteStarted(on=on):
            return "started", on.isoformat()
        case _:
            assert_never(record)


def shown_value(task: Task, name: FieldName, account: Account | None) -> str | None:
    """A field's value in the form that JSON has."""
    match name:
        case FieldName.STATUS:
            return task.status.value
        case FieldName.STARTED:
            return task.started.isoformat() if task.started else None
        case FieldName.FINISHED:
            return task.finished.isoformat() if task.finished else None
        case FieldName.ACTUAL:
            return iso_duration(task.actual) if task.actual is not None else None
        case _:
            told = account.facts.told if account else None
            text = told.reason if isinstance(told, Skip) else told.text if told else None
            return "; ".join(filter(None, (text, *task.notes[:1]))) or None
