"""Edits of a tracker by hand that no record says, and the records that would say them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from studytrack.fold.accounts import Facts
from studytrack.fold.settle import HAND_EDITABLE, Contradiction, may_stand
from studytrack.patterns import pattern
from studytrack.terms import FieldName, Status
from studytrack.tracker.outlook import derived
from studytrack.tracker.stated import stated
from studytrack.tracker.writing import cell_text
from studytrack.trailers.composing import plainest
from studytrack.trailers.sayings import Doing, Saying, Spending, Voiding
from studytrack.trailers.vocabulary import Verb
from studytrack.values import hours_text, is_blank

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from studytrack.fold.accounts import Baseline, Folded, Value
    from studytrack.model import Task
    from studytrack.tracker.dialect import Dialect
    from studytrack.tracker.shape import Row, Tracker

MISSING = "…"
"""What stands for a reason, or for a commit, that nobody knows yet."""

_STATUS = FieldName.STATUS
_COLON = pattern("[:：]")


def sayings(edits: Iterable[Contradiction], tasks: Mapping[str, Task]) -> Iterator[Saying]:
    """The records that say what was edited, each task's together, in the order of the edits.

    Args:
        edits: those of one tracker that stand.
        tasks: every task as the tracker has it, by its id.
    """
    edited: dict[str, dict[FieldName, Value]] = {}
    for edit in edits:
        scope, name = edit.key
        if isinstance(scope, str):
            edited.setdefault(scope, {})[name] = edit.said
        elif isinstance(scope, int) and isinstance(edit.said, timedelta):
            yield _hours(scope, edit.said, edit)
    for task, fields in edited.items():
        yield from _task(tasks[task], fields)


def told(edit: Contradiction, tasks: Mapping[str, Task], dialect: Dialect) -> dict[str, str | int]:
    """What a problem says of an edit: with which trailers it is recorded, if any say it.

    A day of finishing means nothing beside a task that is not done: only that it is done would.
    """
    (scope, name), said = edit.key, edit.said
    text = f"{hours_text(said)}h" if isinstance(said, timedelta) else cell_text(said, dialect)
    values: dict[str, str | int] = {"field": name.value, "text": text}
    records = list(sayings([edit], tasks))
    if records:
        values |= {"reason": "edit-sayable"}
    elif isinstance(scope, str):
        on = said if isinstance(said, date) else None
        records = [Doing(Verb.DONE, (scope,), on=on)]
        values |= {"reason": "edit-unsayable", "status": tasks[scope].status.value}
    return values | {"trailer": ", ".join(plainest(one).text for one in records)}


def untold(tracker: Tracker, folded: Folded, baseline: Baseline) -> Iterator[Contradiction]:
    """The edits of fields of which no record speaks yet: what the baseline does not say.

    Such a text stands by itself, until the first record of it says something else.
    """
    if not baseline.tasks:  # there was no tracker, which is then no edit of one
        return
    known = derived(folded)
    for key, value in stated(tracker).items():
        task, name = key
        if not isinstance(task, str) or key in known or name not in HAND_EDITABLE:
            continue
        before = getattr(baseline.tasks.get(task, Facts()), name.value)
        if isinstance(value, (Status, date)) and may_stand(value, {before}):
            yield Contradiction(key, value, before, frozenset(), ())


def reason(row: Row, dialect: Dialect) -> str:
    """Why a task is skipped, by its notes cell; empty where that does not say, or has links."""
    text = row.texts.get(FieldName.NOTES, "").strip()
    if is_blank(text) or "](" in text:
        return ""
    head, *rest = _COLON.split(text, maxsplit=1)
    if rest and dialect.lexicon.statuses.get(head.strip().casefold()) is Status.SKIPPED:
        return rest[0].strip()
    return text.removeprefix(dialect.reason("")).strip()


def _task(task: Task, edited: Mapping[FieldName, Value]) -> Iterator[Saying]:
    """A start comes first, since it takes a task back to being in progress; its end follows.

    A task that was finished before keeps its day, one that is finished by the edit has only the
    day that was edited too.
    """
    status, started = edited.get(_STATUS, task.status), edited.get(FieldName.STARTED)
    finished = edited.get(FieldName.FINISHED, None if _STATUS in edited else task.finished)
    if isinstance(started, date):
        yield Doing(Verb.START, (task.id,), on=started)
    if status is Status.DONE:
        on = finished if isinstance(finished, date) else None
        yield Doing(Verb.DONE, (task.id,), on=on)
    elif status is Status.SKIPPED:
        yield Doing(Verb.SKIP, (task.id,), text=MISSING)
    elif _STATUS in edited and started is None:
        yield Doing(Verb.START, (task.id,))


def _hours(phase: int, said: timedelta, edit: Contradiction) -> Saying:
    """The time that is missing; where there is too much, the last record has to go."""
    derived = edit.derived if isinstance(edit.derived, timedelta) else timedelta()
    if said > derived:
        return Spending(phase, said - derived)
    commits = [one.record.source.commit for one in edit.behind if one.effective]
    return Voiding((commits[-1] if commits else None) or MISSING)
