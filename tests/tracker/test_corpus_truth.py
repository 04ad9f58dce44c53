"""Real trackers, where they are at hand: phases and tasks as a reader counts them.

`corpus_truth.toml` says how each was counted.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tracker.truth import Truth, acceptable, consistent, counted, one_done, truths

CORPUS = Path(__file__).parents[2] / "../shared/corpus"
FILES = {path.name[:2]: path for path in sorted(CORPUS.glob("[0-9]*.md"))}
TRUTHS = truths(Path(__file__).with_name("corpus_truth.toml"))

pytestmark = pytest.mark.skipif(not FILES, reason="the corpus is not here")


def text(name: str) -> str:
    """The tracker whose file begins so."""
    return FILES[name].read_bytes().decode()


def test_every_real_tracker_has_been_counted() -> None:
    """The truth speaks of each file once."""
    assert [truth.file for truth in TRUTHS] == list(FILES)


@pytest.mark.parametrize("truth", TRUTHS, ids=lambda truth: truth.file)
def test_tasks_are_those_that_a_reader_counts(truth: Truth) -> None:
    """Phases, or their parts where they have any."""
    assert counted(text(truth.file)) in acceptable(truth)


@pytest.mark.parametrize("truth", TRUTHS, ids=lambda truth: truth.file)
def test_the_truth_agrees_with_itself(truth: Truth) -> None:
    """It speaks of what is there."""
    consistent(truth, text(truth.file))


@pytest.mark.parametrize("truth", TRUTHS, ids=lambda truth: truth.file)
def test_a_task_that_is_done_changes_what_depends_on_it_alone(truth: Truth) -> None:
    """That is its own lines, and the statements and summaries of progress; all else stays."""
    if truth.phases:
        one_done(text(truth.file))
