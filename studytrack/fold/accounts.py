"""Records and baseline -> what is true of every task and phase, and since when it is ours.

A field is *derived* once a record, effective or taken back, has determined it; until then the
tracker's own text stands.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, assert_never

from studytrack.records import (
    OF_NO_TASK,
    Done,
    NoteFile,
    NoteStarted,
    PhaseTime,
    Reopen,
    Reset,
    Skip,
    Start,
    Takeaway,
    TaskRecord,
    Time,
)
from studytrack.terms import FieldName, Finding, Status
from studytrack.tuples import NamedTuple
from studytrack.values import same_time

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from studytrack.fold.criteria import CriterionName
    from studytrack.fold.effect import Entry


class Imply(StrEnum):
    """What a note without a status says of its task."""

    IN_PROGRESS = "in-progress"
    DONE = "done"
    NOTHING = "nothing"


Value = Status | date | timedelta | str | None
"""What a field can say; a text stands for what could not be read."""

Key = tuple[str | int | None, FieldName]
"""A field and whose it is: a task's id, a phase's number, or None for the whole study."""


class Facts(NamedTuple):
    """What is known of one task, with its latest takeaway and reason for skipping it."""

    status: Status = Status.NOT_STARTED
    started: date | None = None
    finished: date | None = None
    actual: timedelta | None = None
    takeaway: Takeaway | None = None
    skip: Skip | None = None

    @property
    def told(self) -> Takeaway | Skip | None:
        """What the notes cell should say."""
        return self.skip if self.status is Status.SKIPPED else self.takeaway

    def value(self, name: FieldName) -> Value:
        """The value of a field other than the notes cell, which bears its name here."""
        value: Value = getattr(self, name)
        return value


class Baseline(NamedTuple):
    """What the tracker said before the first record counts.

    Attributes:
        tasks: the facts of each task by its id; tasks that came later are not started.
        phases: the actual hours that each phase stated.
        total: the actual hours that the whole study stated.
        titles: the title of each task by its id.
        ticked: the completion criteria whose boxes were ticked.
    """

    tasks: Mapping[str, Facts] = MappingProxyType({})
    phases: Mapping[int, timedelta | None] = MappingProxyType({})
    total: timedelta | None = None
    titles: Mapping[str, str] = MappingProxyType({})
    ticked: frozenset[CriterionName] = frozenset()

    def with_hours(self, other: Baseline) -> Baseline:
        """The same with the hours that another baseline states."""
        tasks = {
            task: facts._replace(actual=other.tasks.get(task, Facts()).actual)
            for task, facts in self.tasks.items()
        }
        return self._replace(tasks=tasks, phases=other.phases, total=other.total)

    def less(self, recorded: Folded) -> Baseline:
        """The same without the hours of records that are older than the text: it counts them."""
        if not recorded.total.behind:
            return self
        tasks = dict(self.tasks)
        for task in tasks.keys() & recorded.tasks.keys():
            stated, account = tasks[task], recorded.tasks[task]
            given = account.given(FieldName.ACTUAL)
            tasks[task] = stated._replace(actual=_rest(stated.actual, account.facts.actual, given))
        phases = dict(self.phases)
        for phase in phases.keys() & recorded.phases.keys():
            phases[phase] = recorded.phases[phase].left_of(phases[phase])
        return self._replace(tasks=tasks, phases=phases, total=recorded.total.left_of(self.total))


def _rest(
    stated: timedelta | None, recorded: timedelta | None, given: Iterable[Value]
) -> timedelta | None:
    """What a text states beyond records; nothing where it is what they gave at any time."""
    sums = (one for one in given if isinstance(one, timedelta))
    if stated is None or any(same_time(stated, one) for one in sums):
        return None
    spent = recorded or timedelta(0)
    return stated - spent if stated > spent else None


class Account(NamedTuple):
    """One task as its records tell it.

    Attributes:
        facts: what is true now.
        derived: the fields that a record has ever determined.
        behind: for each of those the entries that determined it, oldest first.
        known: all that was ever true: the baseline, and what each record made of it.
        told: all that records ever put into the notes cell, taken back or not.
        cell: all that ever shaped the notes cell: takeaways, reasons, the note's file.
    """

    facts: Facts
    derived: frozenset[FieldName]
    behind: Mapping[FieldName, tuple[Entry, ...]]
    known: tuple[Facts, ...]
    told: tuple[Takeaway | Skip, ...]
    cell: tuple[Entry, ...] = ()

    def given(self, name: FieldName) -> frozenset[Value]:
        """Every value that the baseline or the records ever gave a field of a row."""
        return frozenset(facts.value(name) for facts in self.known)


class Hours(NamedTuple):
    """The hours of a phase, or of the whole study.

    Attributes:
        value: the baseline's and the recorded together.
        stated: whether the baseline stated any.
        behind: the durations, oldest first, taken back or not; empty where none ever was.
        given: every sum there ever was.
    """

    value: timedelta | None
    stated: bool
    behind: tuple[Entry, ...]
    given: frozenset[Value]

    def left_of(self, stated: timedelta | None) -> timedelta | None:
        """What a text that is younger than these durations states beyond them."""
        return _rest(stated, self.value, self.given)


class Folded(NamedTuple):
    """Every task that has a record, every phase that has a duration, and the whole."""

    tasks: Mapping[str, Account]
    phases: Mapping[int, Hours]
    total: Hours
    findings: tuple[Finding, ...]


UNRECORDED = Folded({}, {}, Hours(None, False, (), frozenset()), ())
"""What no records say."""


def fold(
    entries: Sequence[Entry],
    baseline: Baseline,
    phase_of: Mapping[str, int],
    imply: Imply = Imply.IN_PROGRESS,
) -> Folded:
    """What the entries, in the fold's order, say on top of the baseline.

    Args:
        entries: the records with their effect.
        baseline: the tracker before them.
        phase_of: the phase that each task's row stands under now.
        imply: what a note without a status says.

    Example:
        ``fold(entries, Baseline(), {"3.4": 3}).tasks["3.4"].facts.status``
    """
    entries, findings = _time_once(entries)
    by_task: dict[str, list[Entry]] = {}
    for entry in entries:
        if not isinstance(entry.record, OF_NO_TASK):
            by_task.setdefault(entry.record.task, []).append(entry)
    tasks = {
        task: _account(baseline.tasks.get(task, Facts()), own, imply)
        for task, own in by_task.items()
    }
    spent: dict[int, list[Entry]] = {}
    every: list[Entry] = []
    for entry in entries:
        phase = _phase(entry, phase_of)
        if phase is not None:
            spent.setdefault(phase, []).append(entry)
            every.append(entry)
    phases = {phase: _hours(baseline.phases.get(phase), own) for phase, own in spent.items()}
    total = _hours(baseline.total, every)
    return Folded(tasks, phases, total, findings)


def _phase(entry: Entry, phase_of: Mapping[str, int]) -> int | None:
    match entry.record:
        case PhaseTime(phase=phase):
            return phase
        case Time(task=task):
            return phase_of.get(task)
        case _:
            return None


def counted(entries: Sequence[Entry]) -> Sequence[Entry]:
    """The entries whose durations count: a note's does not where trailers give some."""
    return _time_once(entries)[0]


def _time_once(entries: Sequence[Entry]) -> tuple[list[Entry], tuple[Finding, ...]]:
    """The entries without the notes' times of tasks whose trailers give durations."""
    timed = {
        entry.record.task
        for entry in entries
        if isinstance(entry.record, Time) and entry.record.source.path is None and entry.effective
    }
    if not timed:
        return list(entries), ()
    kept, findings = [], []
    for entry in entries:
        record = entry.record
        if isinstance(record, Time) and record.source.path is not None and record.task in timed:
            findings.append(Finding("time-twice", path=record.source.path, task=record.task))
        else:
            kept.append(entry)
    return kept, tuple(findings)


def _hours(base: timedelta | None, entries: Sequence[Entry]) -> Hours:
    sums: set[Value] = {base}
    recorded = everything = timedelta(0)
    counted = False
    for entry in entries:
        record = entry.record
        if not isinstance(record, (Time, PhaseTime)):
            continue
        everything += record.spent
        if entry.effective:
            recorded += record.spent
            counted = True
        start = base or timedelta(0)
        sums |= {start + recorded, start + everything}
    value = (base or timedelta(0)) + recorded if counted else base
    return Hours(value, base is not None, tuple(entries), frozenset(sums))


def _account(base: Facts, entries: Sequence[Entry], imply: Imply) -> Account:
    facts = everything = base
    behind: dict[FieldName, list[Entry]] = {}
    known = [base]
    told: list[Takeaway | Skip] = []
    cell: list[Entry] = []
    for entry in entries:
        record = entry.record
        if isinstance(record, OF_NO_TASK):
            continue
        same = facts is everything  # as long as nothing was taken back
        everything, determined = applied(everything, record, imply)
        if entry.effective:
            facts, now = (everything, determined) if same else applied(facts, record, imply)
            determined |= now
        if isinstance(record, (Takeaway, Skip)):
            told.append(record)
        if isinstance(record, (Takeaway, Skip, NoteFile)):
            cell.append(entry)
        for name in determined:
            behind.setdefault(name, []).append(entry)
        known += (facts,) if facts is everything else (facts, everything)
    return Account(
        facts,
        frozenset(behind),
        {name: tuple(own) for name, own in behind.items()},
        tuple(known),
        tuple(told),
        tuple(cell),
    )


_DONE = Status.DONE  # to look up an enum's member takes long in Python 3.11
_STATUS = frozenset({FieldName.STATUS})
_STARTED = frozenset({FieldName.STARTED})
_NOTES = frozenset({FieldName.NOTES})
_ACTUAL = frozenset({FieldName.ACTUAL})
_BEGUN = frozenset({FieldName.STATUS, FieldName.STARTED, FieldName.FINISHED})
_AGAIN = frozenset({FieldName.STATUS, FieldName.FINISHED})
_NOTHING: frozenset[FieldName] = frozenset()


def applied(
    facts: Facts, record: TaskRecord, imply: Imply = Imply.IN_PROGRESS
) -> tuple[Facts, frozenset[FieldName]]:
    """The facts after one more record, and the fields that it determined.

    Example:
        >>> from studytrack.records import Source
        >>> done = Done("3.4", Source(None), date(2026, 3, 3))
        >>> applied(Facts(), done)[0].status
        <Status.DONE: 'done'>
    """
    match record:
        case Start(on=on):
            begun = facts._replace(
                status=Status.IN_PROGRESS,
                started=_earliest(facts.started, on),
                finished=None,
            )
            return begun, _BEGUN if on or facts.started else _AGAIN
        case Done(on=on):
            return _done(facts, on)
        case Skip():
            skipped = facts._replace(status=Status.SKIPPED, finished=None, skip=record)
            return skipped, _AGAIN | _NOTES
        case Reopen():
            return facts._replace(status=Status.IN_PROGRESS, finished=None), _AGAIN
        case Reset():
            return Facts(actual=facts.actual, takeaway=facts.takeaway), _BEGUN
        case Time(on=on, spent=spent):
            return _timed(facts, on, spent)
        case Takeaway():
            return facts._replace(takeaway=record), _NOTES
        case NoteFile(on=on):
            return _noted(facts, on, imply)
        case NoteStarted(on=on):
            return facts._replace(started=_earliest(facts.started, on)), _STARTED
        case _:
            assert_never(record)


def _earliest(known: date | None, on: date | None) -> date | None:
    return min(known, on) if known and on else known or on


def _done(facts: Facts, on: date | None) -> tuple[Facts, frozenset[FieldName]]:
    """A finish; without a day it says nothing of the dates that are known."""
    status, started, finished, actual, takeaway, skip = facts
    kept = finished if status is _DONE else None
    done = Facts(_DONE, _earliest(started, on), on or kept, actual, takeaway, skip)
    return done, _BEGUN if on else _STATUS


def _timed(facts: Facts, on: date | None, spent: timedelta) -> tuple[Facts, frozenset[FieldName]]:
    lifted = facts.status is Status.NOT_STARTED
    timed = facts._replace(
        status=Status.IN_PROGRESS if lifted else facts.status,
        started=_earliest(facts.started, on),
        actual=(facts.actual or timedelta(0)) + spent,
    )
    return timed, _ACTUAL | (_STATUS if lifted else _NOTHING) | (_STARTED if on else _NOTHING)


def _noted(facts: Facts, on: date | None, imply: Imply) -> tuple[Facts, frozenset[FieldName]]:
    """A note exists: that lifts a task, and never lowers it."""
    if imply is Imply.NOTHING:
        return facts, _NOTHING
    determined = _STARTED if on else _NOTHING
    facts = facts._replace(started=_earliest(facts.started, on))
    if imply is Imply.DONE and not facts.status.closed:
        done, more = _done(facts, on)
        return done, determined | more
    if facts.status is Status.NOT_STARTED:
        return facts._replace(status=Status.IN_PROGRESS), determined | _STATUS
    return facts, determined


def commits_behind(entries: Iterable[Entry]) -> tuple[str, ...]:
    """The commits behind a value, oldest first, each once; those that took back among them."""
    found: dict[str, None] = {}
    for entry in entries:
        for commit in (entry.record.source.commit, entry.undone_by):
            if commit is not None:
                found.setdefault(commit)
    return tuple(found)
