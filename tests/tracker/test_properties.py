"""What holds for every tracker and all records."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studytrack.errors import TrackerError
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
    Time,
)
from studytrack.terms import FieldName
from studytrack.tracker.reading import read
from studytrack.tracker.stated import baseline_of
from tests.tracker.drafts import PROSE, Draft, drafts, reconciled

if TYPE_CHECKING:
    from studytrack.tracker.shape import Tracker

DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
MINUTES = st.integers(1, 3000).map(lambda minutes: timedelta(minutes=minutes))
TEXT = PROSE.map(lambda text: " ".join(text.split())).filter(bool)
COMMIT = Source("c" * 40)


@st.composite
def studies(draw: st.DrawFn) -> tuple[Draft, list[Record], dict[str, tuple[str, ...]]]:
    """A tracker, records of its tasks, and notes of some of them."""
    draft = draw(drafts())
    task, on = st.sampled_from(draft.ids), st.none() | DAYS
    record = st.one_of(
        st.builds(Start, task, st.just(COMMIT), on),
        st.builds(Done, task, st.just(COMMIT), on),
        st.builds(Skip, task, st.just(COMMIT), on, TEXT),
        st.builds(Reopen, task, st.just(COMMIT), on),
        st.builds(Reset, task, st.just(COMMIT), on),
        st.builds(Time, task, st.just(COMMIT), on, MINUTES),
        st.builds(PhaseTime, st.integers(1, 3), st.just(COMMIT), on, MINUTES),
        st.builds(Takeaway, task, st.just(COMMIT), on, TEXT),
        st.builds(NoteFile, task, st.just(COMMIT), on),
        st.builds(NoteStarted, task, st.just(COMMIT), DAYS),
    )
    noted = draw(st.sets(task, max_size=2))
    notes = {one: (f"phase1/{one} {draw(PROSE)}.md".replace("/.", "/"),) for one in noted}
    return draft, draw(st.lists(record, max_size=8)), notes


SLOW = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])


@SLOW
@given(drafts())
def test_nothing_recorded_changes_nothing(draft: Draft) -> None:
    """Without records, only the estimates and placeholders that stand blank may be filled in."""
    done = reconciled(draft.text)
    assert {change.field for change in done.changes} <= {FieldName.ESTIMATE, FieldName.STARTED}
    if not done.changes:
        assert done.text == draft.text


@SLOW
@given(studies())
def test_reconciling_twice_is_reconciling_once(
    study: tuple[Draft, list[Record], dict[str, tuple[str, ...]]],
) -> None:
    """The second run, with the same baseline and records, has nothing left to do."""
    draft, records, notes = study
    baseline = baseline_of(read(draft.text))
    once = reconciled(draft.text, records, notes, baseline)
    twice = reconciled(once.text, records, notes, baseline)
    assert twice.changes == ()
    assert twice.text == once.text


@SLOW
@given(studies())
def test_only_changed_fields_change(
    study: tuple[Draft, list[Record], dict[str, tuple[str, ...]]],
) -> None:
    """Every other line, and every other cell of a changed row, keeps each character."""
    draft, records, notes = study
    done = reconciled(draft.text, records, notes)
    before, after = draft.text.split("\n"), done.text.split("\n")
    assert len(before) == len(after)
    touched = {change.line for change in done.changes}
    for number, (old, new) in enumerate(zip(before, after, strict=True), 1):
        assert number in touched or old == new
    old_cells, new_cells = cells(read(draft.text)), cells(read(done.text))
    assert old_cells.keys() == new_cells.keys()
    fields = {(change.task, change.field) for change in done.changes if change.task}
    for (task, column, field), raw in old_cells.items():
        if (task, field) not in fields:
            assert new_cells[task, column, field] == raw


def cells(tracker: Tracker) -> dict[tuple[str, int, FieldName | None], str]:
    """Each cell's raw text by its task, its column, and the field that the column holds."""
    found = {}
    for _, row in tracker.rows():
        names = {column: name for name, column in row.place.columns.items()}
        for column, cell in enumerate(row.place.row.cells):
            found[row.id, column, names.get(column)] = cell.span.of(tracker.text)
    return found


@pytest.mark.parametrize("text", ["", "# x\n", "| a | b |\n|---|---|\n| 1 | 2 |\n", "|\n|-|\n"])
def test_a_text_without_tasks_is_refused(text: str) -> None:
    """No table of tasks, no tracker; the error says what one needs."""
    with pytest.raises(TrackerError, match="status column"):
        read(text)


@given(st.text(st.sampled_from("|-\\ \n\r`:*_~[]()<>#.1aæ状态任务✅🟢　")))
def test_reading_never_crashes(text: str) -> None:
    """Whatever stands in a file, it is a tracker or none."""
    header = "| Task | Status |\n|-|-|\n| 1.1 a | done |\n"
    for whole in (text, header + text, text + "\n\n" + header):
        try:
            tracker = read(whole)
        except TrackerError:
            continue
        assert reconciled(whole).text.count("\n") == whole.count("\n")
        assert all(row.id for _, row in tracker.rows())


@pytest.mark.parametrize("own", [",", "；", "、", "a,"])
def test_a_mark_alone_is_a_learners_word(own: str) -> None:
    """What might part words from the note's link is kept where there are no words."""
    head = "## Phase 1\n\n| Task | Status | Notes |\n|--|--|--|\n"
    text = f"{head}| 1.1 Oil | Not started | {own} |\n"
    records = [Takeaway("1.1", COMMIT, None, "it thickens")]
    notes = {"1.1": ("phase1/1.1.md",)}
    baseline = baseline_of(read(text))
    once = reconciled(text, records, notes, baseline)
    assert f"| {own}" in once.text
    assert reconciled(once.text, records, notes, baseline).text == once.text
