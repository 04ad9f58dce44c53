"""Trackers of many shapes and languages, each with what a reader counts: `shapes/truth.toml`."""

from __future__ import annotations

from pathlib import Path

import pytest

from studytrack import Status
from studytrack.tracker.identity import names, renamed
from studytrack.tracker.language import guess_locale
from studytrack.tracker.numbering import numbered
from studytrack.tracker.reading import read
from tests.tracker.drafts import reconciled
from tests.tracker.truth import Truth, acceptable, consistent, counted, one_done, truths

SHAPES = Path(__file__).with_name("shapes")
TRUTHS = truths(SHAPES / "truth.toml")


def text(name: str) -> str:
    """The tracker of that name."""
    return (SHAPES / name).read_bytes().decode()


READ = [truth for truth in TRUTHS if truth.phases]


def test_every_shape_has_been_counted() -> None:
    """The truth speaks of each file once."""
    assert sorted(truth.file for truth in TRUTHS) == sorted(p.name for p in SHAPES.glob("*.md"))


@pytest.mark.parametrize("truth", TRUTHS, ids=lambda truth: truth.file)
def test_tasks_are_those_that_a_reader_counts(truth: Truth) -> None:
    """Phases, or their parts where they have any."""
    assert counted(text(truth.file)) in acceptable(truth)


@pytest.mark.parametrize("truth", TRUTHS, ids=lambda truth: truth.file)
def test_the_truth_agrees_with_itself(truth: Truth) -> None:
    """It speaks of what is there."""
    consistent(truth, text(truth.file))


@pytest.mark.parametrize("truth", TRUTHS, ids=lambda truth: truth.file)
def test_its_language_is_found(truth: Truth) -> None:
    """Whatever else the text quotes."""
    assert guess_locale(text(truth.file)).name == truth.language


@pytest.mark.parametrize("truth", READ, ids=lambda truth: truth.file)
def test_every_status_is_understood(truth: Truth) -> None:
    """Tasks under way and skipped ones are as many as a reader finds."""
    states = [row.status for _, row in read(text(truth.file)).rows()]
    assert None not in states
    assert states.count(Status.IN_PROGRESS) == truth.under_way
    assert states.count(Status.SKIPPED) == truth.skipped


@pytest.mark.parametrize("truth", READ, ids=lambda truth: truth.file)
def test_nothing_recorded_changes_only_what_is_wrong(truth: Truth) -> None:
    """Every byte stays, carriage returns too, but in statements that a reader finds wrong."""
    before, done = text(truth.file), reconciled(text(truth.file))
    lines = zip(before.split("\n"), done.text.split("\n"), strict=True)
    changed = {number for number, (old, new) in enumerate(lines, 1) if old != new}
    assert changed <= {claim.line for claim in truth.wrong if not claim.unsure}
    assert reconciled(done.text).changes == ()


@pytest.mark.parametrize("truth", READ, ids=lambda truth: truth.file)
def test_a_task_that_is_done_changes_what_depends_on_it_alone(truth: Truth) -> None:
    """That is its own lines, and the statements and summaries of progress; all else stays."""
    one_done(text(truth.file))


@pytest.mark.parametrize("truth", READ, ids=lambda truth: truth.file)
def test_tasks_can_be_given_ids(truth: Truth) -> None:
    """Each task then is the one it was, and no line without a task changes."""
    old = read(text(truth.file))
    new, given = numbered(old)
    lines = zip(old.text.split("\n"), new.text.split("\n"), strict=True)
    assert {n for n, (was, now) in enumerate(lines, 1) if was != now} == given.keys()
    before = renamed(old, names(new))
    assert [row.id for _, row in before.rows()] == [row.id for _, row in new.rows()]
    assert counted(new.text) == counted(old.text)
