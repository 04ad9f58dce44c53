"""What somebody should look at: one small function for each kind of problem."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from studytrack.model import Phase, Problem, Task
from studytrack.records import PhaseTime, Time
from studytrack.terms import Effort, FieldName, Finding, Severity, Status
from studytrack.tracker.claims.forms import Value
from studytrack.tracker.claims.phrases import approximate
from studytrack.tracker.outlook import Outlook, effort_text
from studytrack.tracker.stated import stated_hours
from studytrack.tracker.statuses import mixed
from studytrack.tracker.writing import Written
from studytrack.tuples import NamedTuple
from studytrack.values import hours_text, same_time

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from studytrack.errors import SinceMissingError
    from studytrack.fold.settle import Contradiction
    from studytrack.locales import Locale
    from studytrack.tracker.outlook import Outlook
    from studytrack.tracker.shape import Row, Section, Slot, Tracker

SEVERITIES: Mapping[str, Severity] = {
    **dict.fromkeys(
        (
            "trailer-invalid",
            "task-unknown",
            "task-duplicate",
            "task-renumbered",
            "skip-without-reason",
            "front-matter-invalid",
            "status-unknown",
            "since-missing",
            "block-invalid",
        ),
        Severity.ERROR,
    ),
    **dict.fromkeys(
        (
            "drift",
            "claim-wrong",
            "block-refused",
            "block-stale",
            "edit-unrecorded",
            "trailer-suspect",
            "question-unknown",
            "summary-malformed",
            "total-mismatch",
            "hours-missing",
            "finished-before-started",
            "done-without-finish",
            "status-mixed",
            "date-future",
            "date-invalid",
            "link-broken",
            "note-duplicate",
            "note-refused",
            "source-missing",
            "plan-unread",
            "row-short",
            "criterion-unknown",
            "time-twice",
        ),
        Severity.WARNING,
    ),
    **dict.fromkeys(
        (
            "claim-unclear",
            "estimate-mismatch",
            "placeholder",
            "emails-unmatched",
            "note-missing",
            "note-orphan",
            "note-outdated",
            "criteria-unconfirmed",
            "hours-partial",
        ),
        Severity.INFO,
    ),
}


# In a loop over rows: to look up an enum's member takes long in Python 3.11.
_STATUS, _FINISHED, _DONE = FieldName.STATUS, FieldName.FINISHED, Status.DONE
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


class Evidence(NamedTuple):
    """All that the checks look at.

    Attributes:
        written: what reconciling would change.
        edits: the hand edits that stand.
        broken: links of notes cells that lead nowhere: the row's line, its task, the target.
        refused: the tasks whose notes are not read.
        note_path: where a task's note would belong.
        today: the day after which a date lies in the future.
    """

    tracker: Tracker
    outlook: Outlook
    written: Written
    edits: Sequence[Contradiction]
    broken: Sequence[tuple[int, str, str]]
    refused: frozenset[str]
    note_path: Callable[[str, int], str]
    today: date

    def pairs(self) -> Iterator[tuple[Section, Phase, Row, Task]]:
        """Every row with its task and phase."""
        for section, phase in zip(self.tracker.sections, self.outlook.phases, strict=True):
            for row, task in zip(section.rows, phase.tasks, strict=True):
                yield section, phase, row, task


def check(evidence: Evidence) -> list[Finding]:
    """Every problem of the tracker, in no order."""
    found = [*evidence.tracker.findings, *evidence.written.findings]
    for kind in _CHECKS:
        found += kind(evidence)
    return found


def of_text(tracker: Tracker, outlook: Outlook) -> list[Finding]:
    """The problems that a text has by itself: no record, note or clock is looked at.

    Args:
        tracker: what the text says.
        outlook: the same, as if nothing were recorded.
    """
    evidence = Evidence(
        tracker=tracker,
        outlook=outlook,
        written=Written(tracker.text, tracker),
        edits=(),
        broken=(),
        refused=frozenset(),
        note_path=lambda task, _: task,
        today=date.max,
    )
    found = [*tracker.findings]
    for kind in _OF_TEXT:
        found += kind(evidence)
    return found


def problems(findings: Sequence[Finding], locale: Locale, tracker: str) -> tuple[Problem, ...]:
    """The findings in words, errors first, then by place.

    Args:
        findings: those without a path or commit speak of the tracker.
        locale: the language of the messages.
        tracker: the tracker's path from the repository's root.
    """
    found = []
    for one in findings:
        path = one.path if one.path or one.commit else tracker
        values = {"task": one.task or "", "phase": one.phase or "", **one.values}
        message = locale.message(one._replace(values=values))
        found.append(
            Problem.of(
                code=one.code,
                severity=SEVERITIES[one.code],
                message=message,
                path=path,
                line=one.line,
                commit=one.commit,
                task=one.task,
                phase=one.phase,
            )
        )
    return tuple(dict.fromkeys(sorted(found, key=_place)))


def since_missing(error: SinceMissingError, locale: Locale) -> Problem:
    """The one problem of a study whose adoption is not in the history; nothing else is known."""
    finding = Finding("since-missing", {"text": error.cause}, error.path, error.line)
    return problems([finding], locale, error.path or "")[0]


def _place(problem: Problem) -> tuple[int, str, int, str]:
    return _ORDER[problem.severity], problem.path or "", problem.line or 0, problem.code


def _drift(evidence: Evidence) -> Iterator[Finding]:
    for change in evidence.written.changes:
        if change not in evidence.written.filled and change not in evidence.written.claims:
            values = {
                "field": change.field.value,
                "before": change.before,
                "after": change.after,
            }
            yield Finding("drift", values, line=change.line, task=change.task, phase=change.phase)


def _claim_wrong(evidence: Evidence) -> Iterator[Finding]:
    yield from evidence.written.claims.values()


def _edit_unrecorded(evidence: Evidence) -> Iterator[Finding]:
    if not evidence.edits:
        return
    from studytrack.tracker import unrecorded  # few edits contradict what is recorded

    lines = {
        row.id: (row.line, section.number)
        for section, row in reversed(list(evidence.tracker.rows()))
    }
    dialect = evidence.tracker.dialect
    tasks = {task.id: task for _, _, _, task in evidence.pairs()}
    for one in evidence.edits:
        scope, name = one.key
        values = unrecorded.told(one, tasks, dialect)
        if isinstance(scope, str):
            line, phase = lines[scope]
            yield Finding("edit-unrecorded", values, line=line, task=scope, phase=phase)
        else:
            section = next(s for s in evidence.tracker.sections if s.number == scope)
            slot = section.slots[name]
            yield Finding("edit-unrecorded", values, line=slot.line, phase=scope)


def _summary_malformed(evidence: Evidence) -> Iterator[Finding]:
    for section, phase in zip(evidence.tracker.sections, evidence.outlook.phases, strict=True):
        for slot in section.slots.values():
            if slot.malformed and phase.actual is None:
                yield Finding("summary-malformed", line=slot.line, phase=section.number)


def _hours_missing(evidence: Evidence) -> Iterator[Finding]:
    for section, phase in zip(evidence.tracker.sections, evidence.outlook.phases, strict=True):
        slot = section.slots.get(FieldName.ACTUAL)
        finished = phase.done and phase.done + phase.skipped == phase.total
        if slot is not None and finished and phase.actual is None and not slot.malformed:
            yield Finding("hours-missing", line=slot.line, phase=section.number)


def _hours_partial(evidence: Evidence) -> Iterator[Finding]:
    """A finished phase whose hours are the tasks' records alone, and some task has none."""
    for section, phase in zip(evidence.tracker.sections, evidence.outlook.phases, strict=True):
        behind = evidence.outlook.behind.get((section.number, FieldName.ACTUAL), ())
        counted = [entry.record for entry in behind if entry.effective]
        timed = {record.task for record in counted if isinstance(record, Time)}
        if not timed:
            continue
        whole = any(isinstance(record, PhaseTime) for record in counted)
        done = [task for task in phase.tasks if task.status is Status.DONE]
        known = [task for task in done if task.id in timed or task.actual is not None]
        closed = phase.done + phase.skipped == phase.total
        if (
            _keeps_hours(section)
            and not whole
            and closed
            and stated_hours(section) is None
            and len(known) < len(done)
        ):
            values: Mapping[str, str | int] = {"known": len(known), "done": len(done)}
            yield Finding("hours-partial", values, line=section.line, phase=section.number)


def _keeps_hours(section: Section) -> bool:
    """Whether hours stand anywhere in a phase: in its summary, or in a column of its tasks."""
    column = any(FieldName.ACTUAL in row.fields for row in section.rows)
    return column or FieldName.ACTUAL in section.slots


def _criteria_unconfirmed(evidence: Evidence) -> Iterator[Finding]:
    """Finished phases with criteria that are not confirmed, if records had a part in them."""
    for section, phase in zip(evidence.tracker.sections, evidence.outlook.phases, strict=True):
        missing = [one for one in phase.criteria if not one.confirmed]
        closed = phase.done > 0 and phase.done + phase.skipped == phase.total
        if missing and closed and _has_records(evidence.outlook, phase):
            values: Mapping[str, str | int] = {
                "count": len(missing),
                "total": len(phase.criteria),
                "trailer": f"Study-Criterion: {phase.number} {missing[0].text}",
            }
            yield Finding(
                "criteria-unconfirmed", values, line=missing[0].line, phase=section.number
            )


def _has_records(outlook: Outlook, phase: Phase) -> bool:
    """Whether a record ever gave one of its tasks a status, or confirmed one of its criteria."""
    told = any((task.id, _STATUS) in outlook.behind for task in phase.tasks)
    return told or any(number == phase.number for number, _ in outlook.criteria)


def _estimate_mismatch(evidence: Evidence) -> Iterator[Finding]:
    for section, phase in zip(evidence.tracker.sections, evidence.outlook.phases, strict=True):
        slot = section.slots.get(FieldName.ESTIMATE)
        if slot is not None:
            yield from _mismatch(slot.value, phase.estimate_tasks, slot.line, section.number)
    claimed = {one.line for one in evidence.written.claims if one.field is FieldName.ESTIMATE}
    for slot in evidence.tracker.slots:
        if slot.name is not FieldName.ESTIMATE or slot.line in claimed:
            continue
        if not _is_about(evidence, slot):
            yield from _mismatch(slot.value, evidence.outlook.total.estimate_tasks, slot.line, None)


def _is_about(evidence: Evidence, slot: Slot) -> bool:
    """Whether an estimate says about how much its tasks add up to: ``约100h``."""
    tasks, tracker = evidence.outlook.total.estimate_tasks, evidence.tracker
    said = approximate(tracker.text, slot.span.start, tracker.dialect.lexicon)
    if said is None or tasks is None or tasks.low != tasks.high:
        return False
    return said.says(Value(Fraction(tasks.low // timedelta(seconds=1), 3600)))


def _mismatch(
    stated: object, tasks: Effort | None, line: int, phase: int | None
) -> Iterator[Finding]:
    if isinstance(stated, Effort) and tasks is not None and stated != tasks:
        values = {"stated": effort_text(stated), "sum": effort_text(tasks)}
        yield Finding("estimate-mismatch", values, line=line, phase=phase)


def _total_mismatch(evidence: Evidence) -> Iterator[Finding]:
    slot = evidence.tracker.slot(FieldName.ACTUAL)
    phases = [phase for phase in evidence.outlook.phases if phase.actual is not None]
    total = evidence.outlook.total.actual
    lacking = [p for p in evidence.outlook.phases if p.done and p.actual is None]
    if slot is None or total is None or not phases or lacking:
        return
    added = sum((phase.actual for phase in phases if phase.actual), timedelta(0))
    if not same_time(total, added):
        values = {"stated": hours_text(total), "sum": hours_text(added)}
        yield Finding("total-mismatch", values, line=slot.line)


def _placeholder(evidence: Evidence) -> Iterator[Finding]:
    for slot in evidence.tracker.slots:
        if slot.placeholder:
            yield Finding(
                "placeholder", {"text": slot.span.of(evidence.tracker.text)}, line=slot.line
            )


def _status_mixed(evidence: Evidence) -> Iterator[Finding]:
    """Statuses whose marker and words contradict each other."""
    sections = evidence.tracker.sections
    states = {(row.status, row.texts.get(_STATUS)) for one in sections for row in one.rows}
    known = ((status, text) for status, text in states if status is not None and text is not None)
    wrong = mixed(known, evidence.tracker.dialect.lexicon)
    for section, row in evidence.tracker.rows() if wrong else ():
        if row.status is not None and row.texts.get(_STATUS) in wrong:
            values = {"text": row.texts[_STATUS]}
            yield Finding("status-mixed", values, line=row.line, task=row.id, phase=section.number)


def _dates(evidence: Evidence) -> Iterator[Finding]:
    today = evidence.today
    for section, _, row, task in evidence.pairs():
        for code, values in _wrong_dates(row, task, today):
            yield Finding(code, values, line=row.line, task=row.id, phase=section.number)


def _wrong_dates(row: Row, task: Task, today: date) -> Iterator[tuple[str, Mapping[str, str]]]:
    started, finished = task.started, task.finished
    if started and finished and finished < started:
        yield "finished-before-started", {"finished": str(finished), "started": str(started)}
    if (
        finished is None
        and row.finished is None
        and task.status is _DONE
        and _FINISHED in row.fields
    ):
        yield "done-without-finish", {}
    if started and started > today:
        yield "date-future", {"date": str(started)}
    if finished and finished > today and finished != started:
        yield "date-future", {"date": str(finished)}


def _link_broken(evidence: Evidence) -> Iterator[Finding]:
    for line, task, target in evidence.broken:
        yield Finding("link-broken", {"target": target}, line=line, task=task)


def _note_missing(evidence: Evidence) -> Iterator[Finding]:
    """Done tasks without a note, in a study that keeps notes."""
    if not any(evidence.outlook.notes.values()):
        return
    for section, _, row, task in evidence.pairs():
        if task.status is Status.DONE and not task.notes and task.id not in evidence.refused:
            path = posixpath.normpath(evidence.note_path(row.id, section.number))
            yield Finding(
                "note-missing", {"path": path}, line=row.line, task=row.id, phase=section.number
            )


_CHECKS: Sequence[Callable[[Evidence], Iterator[Finding]]] = (
    _drift,
    _claim_wrong,
    _edit_unrecorded,
    _summary_malformed,
    _hours_missing,
    _hours_partial,
    _criteria_unconfirmed,
    _estimate_mismatch,
    _total_mismatch,
    _placeholder,
    _dates,
    _status_mixed,
    _link_broken,
    _note_missing,
)
_OF_TEXT: Sequence[Callable[[Evidence], Iterator[Finding]]] = (
    _summary_malformed,
    _estimate_mismatch,
    _total_mismatch,
    _dates,
)
"""What can be told from a tracker alone: where its text contradicts itself."""
