"""What holds for every tracker made of a list or of headings, and all records."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from studytrack.errors import TrackerError
from studytrack.records import Done, Record, Reopen, Reset, Skip, Source, Start, Time
from studytrack.terms import FieldName
from studytrack.tracker.reading import read
from studytrack.tracker.rereading import Versions
from studytrack.tracker.shape import Item, Tracker
from studytrack.tracker.stated import baseline_of
from tests.tracker.drafts import Draft, reconciled
from tests.tracker.list_drafts import BOXES, MARKS, STEPS, WORDS, list_drafts
from tests.tracker.test_rereading import told, whole

COMMIT = Source("c" * 40)
ON = st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31))
MINUTES = st.integers(1, 3000).map(lambda minutes: timedelta(minutes=minutes))
SLOW = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
ENDING = re.compile("\r\n|\r|\n")


def tracker_of(text: str) -> Tracker:
    """The text as a tracker; drafts that happen to be none are passed over."""
    try:
        return read(text)
    except TrackerError:
        assume(False)
        raise


@st.composite
def studies(draw: st.DrawFn) -> tuple[str, list[Record]]:
    """A list, and records of its tasks by the names that they go by."""
    text = draw(list_drafts()).text
    task = st.sampled_from(
        [row.id for _, row in tracker_of(text).rows() if "kept" not in row.title]
    )
    record = st.one_of(
        st.builds(Start, task, st.just(COMMIT), ON),
        st.builds(Done, task, st.just(COMMIT), ON),
        st.builds(Skip, task, st.just(COMMIT), ON, st.just("why | not")),
        st.builds(Reopen, task, st.just(COMMIT), ON),
        st.builds(Reset, task, st.just(COMMIT), ON),
        st.builds(Time, task, st.just(COMMIT), ON, MINUTES),
    )
    return text, draw(st.lists(record, max_size=8))


@SLOW
@given(list_drafts())
def test_nothing_recorded_changes_nothing(draft: Draft) -> None:
    """Without records every byte stays."""
    tracker_of(draft.text)
    assert reconciled(draft.text).text == draft.text


@SLOW
@given(studies())
def test_reconciling_twice_is_reconciling_once(study: tuple[str, list[Record]]) -> None:
    """The second run, with the same baseline and records, has nothing left to do."""
    text, records = study
    baseline = baseline_of(read(text))
    once = reconciled(text, records, None, baseline)
    twice = reconciled(once.text, records, None, baseline)
    assert twice.changes == ()
    assert twice.text == once.text


@SLOW
@given(studies())
def test_only_changed_tasks_change(study: tuple[str, list[Record]]) -> None:
    """A line differs only where a task is written, or one of its details, or a summary."""
    text, records = study
    tracker = read(text)
    done = reconciled(text, records)
    assert ENDING.findall(done.text) == ENDING.findall(text)
    own = {
        row.id: {line + 1 for line in row.place.lines}
        for _, row in tracker.rows()
        if isinstance(row.place, Item)
    }
    touched = {line for change in done.changes if change.task for line in own[change.task]}
    touched |= {change.line for change in done.changes if not change.task}
    for number, (old, new) in enumerate(
        zip(ENDING.split(text), ENDING.split(done.text), strict=True), 1
    ):
        assert number in touched or old == new
    assert [row.id for _, row in read(done.text).rows()] == [row.id for _, row in tracker.rows()]


@SLOW
@given(studies())
def test_what_is_recorded_can_be_read_again(study: tuple[str, list[Record]]) -> None:
    """Where the status is written at all, it says what was meant."""
    text, records = study
    before = {row.id: row for _, row in read(text).rows()}
    done = reconciled(text, records)
    rows = {row.id: row for _, row in reversed(list(done.tracker.rows()))}
    for change in done.changes:
        if change.task and change.field is FieldName.STATUS:
            assert rows[change.task].texts != before[change.task].texts


@st.composite
def histories(draw: st.DrawFn) -> list[str]:
    """Versions of one list, each with some boxes, marks or lines that the one before has not."""
    versions = [draw(list_drafts()).text]
    for _ in range(draw(st.integers(1, 3))):
        lines = versions[-1].split("\n")
        for _ in range(draw(st.integers(1, 3))):
            place = draw(st.integers(0, len(lines) - 1))
            match draw(st.integers(0, 3)):
                case 0 | 1:
                    box = draw(st.sampled_from(BOXES))
                    lines[place] = re.sub(r"\[.\](?= )", lambda _, box=box: box, lines[place])
                case 2:
                    lines[place] += draw(st.sampled_from(MARKS + WORDS))
                case _:
                    count = draw(st.integers(0, 2))
                    lines[place : place + count] = draw(
                        st.lists(st.sampled_from(STEPS), max_size=2)
                    )
                    lines = lines or [""]
        versions.append("\n".join(lines))
    return versions


@given(histories())
def test_differences_say_what_the_whole_says(texts: list[str]) -> None:
    """However versions of a list differ, each says what it says by itself."""
    tracker = tracker_of(texts[0])
    versions, trackers = Versions(tracker), Versions(tracker)
    for text in texts:
        assert versions.stated(text) == whole(tracker, text)
        try:
            expected = told(read(text, tracker.dialect.locale.name))
        except TrackerError:
            with pytest.raises(TrackerError):
                trackers.tracker(text)
        else:
            assert told(trackers.tracker(text)) == expected


@given(st.text(st.sampled_from("-*+ \n\r[]x/~().1#:：✅🔄✔️aædon\u05d0\u202e\x00\t—done完成")))
def test_reading_never_crashes(text: str) -> None:
    """Whatever stands in a list, it is a tracker or none, and stays what it is."""
    start = "- [ ] 1.1 a\n- [x] 1.2 b\n"
    for before in (
        text,
        f"{start}{text}",
        f"- 1.1 a ✅\n- 1.2 b 🔄\n- {text}",
        f"## 1.1 a - {text}",
    ):
        try:
            tracker = read(before)
        except TrackerError:
            continue
        assert reconciled(before).text.count("\n") == before.count("\n")
        assert all(row.id for _, row in tracker.rows())
