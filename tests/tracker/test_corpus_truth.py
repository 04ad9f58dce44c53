"""Real trackers, where they are at hand: phases and tasks as a reader counts them.

`corpus_truth.toml` says how each was counted. What is not read as a reader would is marked; a
mark that is not needed any more fails.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from studytrack import Status
from studytrack.errors import TrackerError
from studytrack.tracker.reading import read

CORPUS = Path(__file__).parents[2] / "../shared/corpus"
FILES = {path.name[:2]: path for path in sorted(CORPUS.glob("[0-9]*.md"))}
TRUTH = tomllib.loads(Path(__file__).with_name("corpus_truth.toml").read_text("utf-8"))["tracker"]
LISTS = {"05", "13", "17", "27", "31", "35"}
"""Whose tasks are items of lists, which are not read yet."""

pytestmark = pytest.mark.skipif(not FILES, reason="the corpus is not here")


def text(name: str) -> str:
    """The tracker whose file begins so."""
    return FILES[name].read_bytes().decode()


def counted(name: str) -> list[list[int]]:
    """Tasks and done tasks of each phase as studytrack reads them."""
    try:
        tracker = read(text(name))
    except TrackerError:
        return []
    return [
        [len(phase.rows), sum(row.status is Status.DONE for row in phase.rows)]
        for phase in tracker.sections
    ]


def marked(one: dict[str, object]) -> object:
    """A case of the truth, marked where today's reader does not manage."""
    name = str(one["file"])
    marks = [pytest.mark.xfail(reason="lists are not read yet")] if name in LISTS else []
    return pytest.param(one, marks=marks, id=name)


def test_every_real_tracker_has_been_counted() -> None:
    """The truth speaks of each file once."""
    assert [one["file"] for one in TRUTH] == list(FILES)


@pytest.mark.parametrize("one", [marked(one) for one in TRUTH])
def test_tasks_are_those_that_a_reader_counts(one: dict[str, list[list[int]]]) -> None:
    """Phases, or their parts where they have any."""
    parts = [part for phase in one.get("parts", []) for part in phase]
    assert counted(str(one["file"])) in ([one["phases"], parts] if parts else [one["phases"]])


@pytest.mark.parametrize("one", TRUTH, ids=lambda one: one["file"])
def test_the_truth_agrees_with_itself(one: dict) -> None:  # type: ignore[type-arg]
    """Parts add up to phases, and what is stated stands in its line."""
    if "parts" in one:
        sums = [[sum(column) for column in zip(*parts, strict=True)] for parts in one["parts"]]
        assert sums == one["phases"]
    lines = text(one["file"]).split("\n")
    assert all(lines[line - 1].strip() for line in one["right"])
    for claim in one["wrong"]:
        assert claim["stated"] in lines[claim["line"] - 1]
        assert claim["stated"] or "__" in lines[claim["line"] - 1]
        assert claim["right"]
