"""Trackers of many shapes and languages, each with what a reader counts: `shapes/truth.toml`.

What is not read as a reader would is marked; a mark that is not needed any more fails.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from studytrack import Status
from studytrack.tracker.language import guess_locale
from studytrack.tracker.reading import read
from tests.tracker.drafts import reconciled
from tests.tracker.truth import Truth, acceptable, consistent, counted, truths

SHAPES = Path(__file__).with_name("shapes")
TRUTHS = truths(SHAPES / "truth.toml")
_LISTS = "lists are not read yet"
NOT_YET = {
    "bars-and-wishes.md": _LISTS,
    "commented.md": _LISTS,
    "crlf-list.md": _LISTS,
    "files-with-details.md": _LISTS,
    "legend-of-boxes.md": _LISTS,
    "sections-with-quizzes.md": _LISTS,
    "topics-with-resources.md": _LISTS,
    "weeks.md": "the box in its comment passes for a list of tasks",
}
"""What is not read as a reader would, and why."""

STATES_NOT_YET = {
    "bars-and-wishes.md": "the state that a heading names is not its tasks'",
    "commented.md": "a task that is struck out does not count as skipped",
}
"""Whose tasks are not understood to be under way, or skipped, as a reader would."""


def text(name: str) -> str:
    """The tracker of that name."""
    return (SHAPES / name).read_bytes().decode()


def marked(truth: Truth, not_yet: Mapping[str, str] = NOT_YET) -> object:
    """A case of the truth, marked where today's reader does not manage."""
    why = not_yet.get(truth.file)
    marks = [pytest.mark.xfail(reason=why)] if why else []
    return pytest.param(truth, marks=marks, id=truth.file)


READ = [truth for truth in TRUTHS if truth.phases and truth.file not in NOT_YET]


def test_every_shape_has_been_counted() -> None:
    """The truth speaks of each file once."""
    assert sorted(truth.file for truth in TRUTHS) == sorted(p.name for p in SHAPES.glob("*.md"))


@pytest.mark.parametrize("truth", [marked(truth) for truth in TRUTHS])
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


@pytest.mark.parametrize(
    "truth", [marked(truth, NOT_YET | STATES_NOT_YET) for truth in TRUTHS if truth.phases]
)
def test_every_status_is_understood(truth: Truth) -> None:
    """Tasks under way and skipped ones are as many as a reader finds."""
    states = [row.status for _, row in read(text(truth.file)).rows()]
    assert None not in states
    assert states.count(Status.IN_PROGRESS) == truth.under_way
    assert states.count(Status.SKIPPED) == truth.skipped


@pytest.mark.parametrize("truth", READ, ids=lambda truth: truth.file)
def test_nothing_recorded_changes_nothing(truth: Truth) -> None:
    """Every byte stays, carriage returns and wrong statements too."""
    assert reconciled(text(truth.file)).text == text(truth.file)
