"""What records make of a task and of hours: each kind of record on each state."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from studytrack.fold.accounts import (
    Baseline,
    Facts,
    Folded,
    Imply,
    applied,
    commits_behind,
    fold,
)
from studytrack.fold.effect import Entry
from studytrack.records import (
    Done,
    NoteFile,
    NoteStarted,
    PhaseTime,
    Record,
    Reopen,
    Reset,
    Skip,
    Source,
    Start,
    Takeaway,
    TaskRecord,
    Time,
)
from studytrack.terms import FieldName, Status

if TYPE_CHECKING:
    from collections.abc import Mapping

OLD, BEGUN, ENDED, NOW = (date(2026, 3, day) for day in (1, 2, 3, 4))
HOUR = timedelta(hours=1)
C = Source("c" * 40, authored="1 +0000")
NOTE = Source("d" * 40, path="phase1/1.1.md")

NEW = Facts()
UNDER_WAY = Facts(Status.IN_PROGRESS, BEGUN)
FINISHED = Facts(Status.DONE, BEGUN, ENDED)
LEFT_OUT = Facts(Status.SKIPPED)
STATES = {
    "not-started": NEW,
    "in-progress": UNDER_WAY,
    "done": FINISHED,
    "skipped": LEFT_OUT,
}
N, P, D, S = Status
OUTCOMES: Mapping[str, tuple[TaskRecord, tuple[tuple[Status, date | None, date | None], ...]]] = {
    "takeaway": (
        Takeaway("1.1", C, NOW, "x"),
        ((N, None, None), (P, BEGUN, None), (D, BEGUN, ENDED), (S, None, None)),
    ),
    "start": (
        Start("1.1", C, NOW),
        ((P, NOW, None), (P, BEGUN, None), (P, BEGUN, None), (P, NOW, None)),
    ),
    "start-earlier": (
        Start("1.1", C, OLD),
        ((P, OLD, None), (P, OLD, None), (P, OLD, None), (P, OLD, None)),
    ),
    "done": (
        Done("1.1", C, NOW),
        ((D, NOW, NOW), (D, BEGUN, NOW), (D, BEGUN, NOW), (D, NOW, NOW)),
    ),
    "done-no-day": (
        Done("1.1", C, None),
        ((D, None, None), (D, BEGUN, None), (D, BEGUN, ENDED), (D, None, None)),
    ),
    "skip": (
        Skip("1.1", C, NOW, "why"),
        ((S, None, None), (S, BEGUN, None), (S, BEGUN, None), (S, None, None)),
    ),
    "reopen": (
        Reopen("1.1", C, NOW),
        ((P, None, None), (P, BEGUN, None), (P, BEGUN, None), (P, None, None)),
    ),
    "reset": (
        Reset("1.1", C, NOW),
        ((N, None, None), (N, None, None), (N, None, None), (N, None, None)),
    ),
    "time": (
        Time("1.1", C, NOW, HOUR),
        ((P, NOW, None), (P, BEGUN, None), (D, BEGUN, ENDED), (S, NOW, None)),
    ),
    "note-file": (
        NoteFile("1.1", NOTE, NOW),
        ((P, NOW, None), (P, BEGUN, None), (D, BEGUN, ENDED), (S, NOW, None)),
    ),
    "note-file-no-day": (
        NoteFile("1.1", NOTE, None),
        ((P, None, None), (P, BEGUN, None), (D, BEGUN, ENDED), (S, None, None)),
    ),
    "note-started": (
        NoteStarted("1.1", NOTE, OLD),
        ((N, OLD, None), (P, OLD, None), (D, OLD, ENDED), (S, OLD, None)),
    ),
}


@pytest.mark.parametrize(
    ("facts", "record", "wanted"),
    [
        pytest.param(facts, record, wanted, id=f"{kind}-on-{state}")
        for kind, (record, outcomes) in OUTCOMES.items()
        for (state, facts), wanted in zip(STATES.items(), outcomes, strict=True)
    ],
)
def test_each_record_on_each_state(
    facts: Facts, record: TaskRecord, wanted: tuple[Status, date | None, date | None]
) -> None:
    """Status and dates after one record, and no other fact lost."""
    after, _ = applied(facts, record)
    assert (after.status, after.started, after.finished) == wanted


@pytest.mark.parametrize(
    ("imply", "record", "wanted"),
    [
        pytest.param(Imply.NOTHING, NoteFile("1.1", NOTE, NOW), NEW, id="nothing"),
        pytest.param(
            Imply.IN_PROGRESS, NoteFile("1.1", NOTE, NOW), Facts(P, NOW), id="in-progress"
        ),
        pytest.param(Imply.DONE, NoteFile("1.1", NOTE, NOW), Facts(D, NOW, NOW), id="done"),
        pytest.param(Imply.DONE, NoteFile("1.1", NOTE, None), Facts(D), id="done-no-day"),
    ],
)
def test_a_note_says_what_the_config_says(imply: Imply, record: NoteFile, wanted: Facts) -> None:
    """A note without a status lifts a task as far as ``notes.imply`` says."""
    assert applied(NEW, record, imply)[0] == wanted


@pytest.mark.parametrize("imply", Imply)
@pytest.mark.parametrize("facts", [FINISHED, LEFT_OUT], ids=["done", "skipped"])
def test_a_note_never_lowers_a_task(imply: Imply, facts: Facts) -> None:
    """A closed task stays closed, whatever a note implies."""
    after, _ = applied(facts, NoteFile("1.1", NOTE, NOW), imply)
    assert (after.status, after.finished) == (facts.status, facts.finished)


STATUS, STARTED, ENDING = FieldName.STATUS, FieldName.STARTED, FieldName.FINISHED


@pytest.mark.parametrize(
    ("record", "derived"),
    [
        pytest.param(Takeaway("1.1", C, NOW, "x"), {FieldName.NOTES}, id="takeaway"),
        pytest.param(Start("1.1", C, NOW), {STATUS, STARTED, ENDING}, id="start"),
        pytest.param(Done("1.1", C, NOW), {STATUS, STARTED, ENDING}, id="done"),
        pytest.param(Done("1.1", C, None), {STATUS}, id="done-no-day"),
        pytest.param(Skip("1.1", C, NOW, "x"), {STATUS, ENDING, FieldName.NOTES}, id="skip"),
        pytest.param(Reopen("1.1", C, NOW), {STATUS, ENDING}, id="reopen"),
        pytest.param(Reset("1.1", C, NOW), {STATUS, STARTED, ENDING}, id="reset"),
        pytest.param(Time("1.1", C, NOW, HOUR), {STATUS, STARTED, FieldName.ACTUAL}, id="time"),
        pytest.param(NoteFile("1.1", NOTE, NOW), {STATUS, STARTED}, id="note-file"),
        pytest.param(NoteFile("1.1", NOTE, None), {STATUS}, id="note-file-no-day"),
        pytest.param(NoteStarted("1.1", NOTE, NOW), {STARTED}, id="note-started"),
    ],
)
@pytest.mark.parametrize("undone_by", [None, "e" * 40], ids=["effective", "taken-back"])
def test_fields_become_ours_for_good(
    record: Record, derived: set[FieldName], undone_by: str | None
) -> None:
    """A record, effective or taken back, makes the fields that it determines derived."""
    account = folded([Entry(record, undone_by)]).tasks["1.1"]
    assert account.derived == derived
    if undone_by:
        assert account.facts == NEW
    for name in derived:
        assert account.behind[name][0].record == record


def folded(entries: list[Entry], baseline: Baseline | None = None) -> Folded:
    """The entries over two phases of two tasks."""
    return fold(entries, baseline or Baseline(), {"1.1": 1, "1.2": 1, "2.1": 2})


def test_no_record_no_account() -> None:
    """A task without records is the tracker's own."""
    result = folded([])
    assert result.tasks == {}
    assert result.phases == {}
    assert (result.total.value, result.total.behind) == (None, ())


def test_taken_back_records_give_the_baseline_again() -> None:
    """What was true before the first record is true again once all are taken back."""
    baseline = Baseline({"1.1": FINISHED})
    result = folded([Entry(Reopen("1.1", C, NOW), "e" * 40)], baseline)
    assert result.tasks["1.1"].facts == FINISHED


def test_every_value_ever_given_is_remembered() -> None:
    """Stale output is told from a hand edit by all that the records ever said."""
    entries = [
        Entry(Start("1.1", C, BEGUN)),
        Entry(Done("1.1", C, ENDED), "e" * 40),
        Entry(Skip("1.1", C, NOW, "x")),
    ]
    account = folded(entries, Baseline({"1.1": NEW})).tasks["1.1"]
    assert account.given(STATUS) == {N, P, D, S}
    assert account.given(ENDING) == {None, ENDED}


@pytest.mark.parametrize(
    ("spent", "baseline", "phases", "total"),
    [
        pytest.param([], Baseline(phases={1: HOUR}, total=HOUR), {}, HOUR, id="none"),
        pytest.param([(Time("1.1", C, NOW, HOUR), None)], Baseline(), {1: HOUR}, HOUR, id="task"),
        pytest.param(
            [(Time("1.1", C, NOW, HOUR), None), (PhaseTime(1, C, NOW, HOUR), None)],
            Baseline(phases={1: 5 * HOUR}, total=7 * HOUR),
            {1: 7 * HOUR},
            9 * HOUR,
            id="on-top-of-the-baseline",
        ),
        pytest.param(
            [(Time("1.1", C, NOW, HOUR), "e" * 40)],
            Baseline(phases={1: 5 * HOUR}),
            {1: 5 * HOUR},
            None,
            id="taken-back-to-the-baseline",
        ),
        pytest.param(
            [(Time("1.1", C, NOW, HOUR), "e" * 40)], Baseline(), {1: None}, None, id="taken-back"
        ),
        pytest.param(
            [(Time("9.9", C, NOW, HOUR), None)], Baseline(), {}, None, id="task-that-has-gone"
        ),
    ],
)
def test_hours_add_up(
    spent: list[tuple[Record, str | None]],
    baseline: Baseline,
    phases: dict[int, timedelta | None],
    total: timedelta | None,
) -> None:
    """A phase's hours are the baseline's and the recorded, blank once all are taken back."""
    result = folded([Entry(*one) for one in spent], baseline)
    assert {phase: hours.value for phase, hours in result.phases.items()} == phases
    assert result.total.value == total


def test_hours_follow_a_task_to_its_phase() -> None:
    """Durations count under the heading that the row stands under now."""
    entries = [Entry(Time("1.1", C, NOW, HOUR))]
    assert fold(entries, Baseline(), {"1.1": 2}).phases.keys() == {2}


@pytest.mark.parametrize("first", ["note", "trailer"])
def test_a_note_s_time_yields_to_trailers(first: str) -> None:
    """Both for one task is a problem, and the trailer's counts; other tasks' notes do."""
    both = [Entry(Time("1.1", NOTE, NOW, 5 * HOUR)), Entry(Time("1.1", C, NOW, HOUR))]
    other = Entry(Time("1.2", NOTE, NOW, HOUR))
    result = folded([*(both if first == "note" else both[::-1]), other])
    assert result.phases[1].value == 2 * HOUR
    assert [(one.code, one.task, one.path) for one in result.findings] == [
        ("time-twice", "1.1", NOTE.path)
    ]


def test_a_note_s_time_counts_again_once_the_trailer_is_taken_back() -> None:
    """A trailer that is taken back gives no duration."""
    result = folded(
        [Entry(Time("1.1", NOTE, NOW, HOUR)), Entry(Time("1.1", C, NOW, HOUR), "e" * 40)]
    )
    assert result.phases[1].value == HOUR
    assert result.findings == ()


def test_the_cell_tells_the_reason_only_while_skipped() -> None:
    """A skipped task's cell tells why; any other's tells the latest takeaway."""
    skip, takeaway = Skip("1.1", C, NOW, "why"), Takeaway("1.1", C, NOW, "x")
    account = folded([Entry(takeaway), Entry(skip)]).tasks["1.1"]
    assert account.facts.told == skip
    account = folded([Entry(takeaway), Entry(skip), Entry(Start("1.1", C, NOW))]).tasks["1.1"]
    assert account.facts.told == takeaway


def test_commits_behind_are_named_once_in_order() -> None:
    """Those that took back come after what they took back."""
    entries = [Entry(Start("1.1", C, NOW), "e" * 40), Entry(Done("1.1", C, NOW))]
    assert commits_behind(entries) == ("c" * 40, "e" * 40)
