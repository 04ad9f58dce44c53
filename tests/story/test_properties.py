"""Whatever the versions of a tracker are, their story holds together."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from studytrack.story.model import EventKind, Moment
from studytrack.story.readings import Readings
from studytrack.story.telling import Telling, Version
from tests.story.trackers import plan
from tests.tracker.drafts import drafts
from tests.tracker.test_rereading import histories

STATUSES = st.sampled_from(["todo", "wip", "done", "skipped", "pondering", "done/2026-03-02", ""])
TEXTS = st.one_of(
    st.dictionaries(st.sampled_from("abc"), STATUSES, min_size=1).map(lambda rows: plan(**rows)),
    drafts().map(lambda draft: draft.text),
    st.text(max_size=80),
)
DAYS = st.one_of(st.none(), st.integers(0, 60).map(lambda n: date(2026, 1, 1) + timedelta(n)))


@given(histories())
def test_a_reading_does_not_depend_on_what_was_read_before(texts):
    """Each version says what it says when it is the only one."""
    readings = Readings("en")
    for text in texts:
        found, alone = readings.reading(text), Readings("en").reading(text)
        assert (found is None) == (alone is None)
        if found and alone:
            assert (found.tasks, found.phases) == (alone.tasks, alone.phases)
            assert found.statements.keys() == alone.statements.keys()


@given(st.lists(st.tuples(TEXTS, DAYS), min_size=1, max_size=6))
def test_a_story_ends_as_its_last_version_says(versions):
    """Statuses are the last version's, no time is negative, each event follows from the last."""
    readings, telling, before, last = Readings("en"), Telling(), (), None
    for number, (text, day) in enumerate(versions):
        reading = readings.reading(text)
        moment = Moment(commit=f"{number:040x}", date=day)
        telling.tell(Version(moment, reading or "no-tracker", before))
        before, last = (reading,) if reading else (), reading or last
    story = telling.story(last, "plan.md", "f" * 40, "en")
    known = last.tasks if last else {}
    assert {one.id: one.status for one in story.tasks if not one.removed} == {
        task: said.status for task, said in known.items()
    }
    spells = (*story.contradictions, *story.silences, *story.tasks, *story.phases)
    assert all(one.days is None or one.days >= 0 for one in spells)
    assert {(c.code, c.task, c.phase) for c in story.contradictions if c.until is None} == (
        set(last.statements) if last else set()
    )
    statuses = {}
    for event in story.events:
        if event.kind is not EventKind.ADDED:
            assert event.before == statuses[event.task]
        statuses[event.task] = event.before if event.kind is EventKind.REMOVED else event.after
    assert story.model_dump_json()
