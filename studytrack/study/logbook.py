"""Records as `log` and `why` show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.logged import LoggedRecord, Why, WhyField
from studytrack.records import (
    Answer,
    Criterion,
    Done,
    Move,
    NoteFile,
    NoteStarted,
    PhaseTime,
    Question,
    Record,
    Reference,
    Reopen,
    Reset,
    Skip,
    Start,
    Takeaway,
    Time,
    subject,
)
from studytrack.terms import FieldName, iso_duration
from studytrack.tracker.outlook import WHY_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from studytrack.fold.accounts import Account
    from studytrack.fold.effect import Entry
    from studytrack.model import Task
    from studytrack.study.pipeline import Result


def records(result: Result, task: str | None) -> tuple[LoggedRecord, ...]:
    """The records in the fold's order, or those of one task."""
    return tuple(
        _logged(entry, about)
        for entry, about in subjects(result.entries)
        if task in {None, about} and _tells(entry, result)
    )


def why(result: Result, task: str) -> Why:
    """The fields of a task, and the records behind each."""
    every = (one for phase in result.outlook.phases for one in phase.tasks)
    found = next(one for one in every if one.id == task)
    account, behind = result.folded.tasks.get(task), result.outlook.behind
    fields = tuple(
        WhyField(
            field=name,
            value=_shown(found, name, account),
            records=tuple(_logged(entry, task) for entry in behind.get((task, name), ())),
        )
        for name in WHY_FIELDS
    )
    return Why(task=task, fields=fields)


def _tells(entry: Entry, result: Result) -> bool:
    """Whether a record says anything; that there is an old note does not, of a task under way."""
    if not isinstance(entry.record, NoteFile):
        return True
    behind = result.folded.tasks[entry.record.task].behind
    return any(entry in own for own in behind.values())


def subjects(entries: Iterable[Entry]) -> Iterator[tuple[Entry, str | int | None]]:
    """Each record with the task or phase that it is about; an answer is about its question's."""
    entries = tuple(entries)
    of: Mapping[Answer, str | int] = {}
    if any(isinstance(entry.record, Answer) for entry in entries):
        from studytrack.remarks.asking import answered  # most studies ask nothing

        of = answered(entries)
    for entry in entries:
        record = entry.record
        yield entry, of.get(record) if isinstance(record, Answer) else subject(record)


def _logged(entry: Entry, about: str | int | None) -> LoggedRecord:
    """One record with its effect, and the task or phase that it is about."""
    record = entry.record
    return LoggedRecord(
        task=about if isinstance(about, str) else None,
        phase=about if isinstance(about, int) else None,
        kind=_KINDS[type(record)],
        value=_value(record),
        date=record.on,
        commit=record.source.commit,
        author=record.source.author,
        path=record.source.path,
        effective=entry.effective,
        undone_by=entry.undone_by,
        text=record.source.text,
    )


_KINDS: Mapping[type[Record], str] = {
    Start: "start",
    Done: "done",
    Skip: "skip",
    Reopen: "reopen",
    Reset: "reset",
    Time: "time",
    PhaseTime: "time",
    Takeaway: "note",
    NoteFile: "note-file",
    NoteStarted: "started",
    Question: "question",
    Answer: "answer",
    Reference: "reference",
    Criterion: "criterion",
    Move: "move",
}


def _value(record: Record) -> str | None:
    match record:
        case Skip(reason=text) | Reopen(why=text) | Reset(why=text):
            return text or None
        case Takeaway(text=text) | Question(text=text) | Criterion(text=text):
            return text
        case Time(spent=spent) | PhaseTime(spent=spent):
            return iso_duration(spent)
        case Answer(question=question, text=text):
            return f"{question} {text}"
        case Reference(target=target, title=title):
            return f"{target} {title}".rstrip()
        case Move(old=old):
            return old
        case NoteStarted(on=on):
            return on.isoformat()
        case _:
            return None


def _shown(task: Task, name: FieldName, account: Account | None) -> str | None:
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
