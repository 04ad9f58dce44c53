"""Trackers in the shapes that people give them: which headings are phases, which cells ids."""

from __future__ import annotations

import pytest

from studytrack.errors import TrackerError
from studytrack.tracker.reading import read

ROWS = "| Task | Status |\n|---|---|\n| {} | todo |\n"


def phases(text: str) -> list[tuple[int, str, list[str]]]:
    """Number, title and task ids of every phase."""
    sections = read(text).sections
    return [(one.number, one.title, [row.id for row in one.rows]) for one in sections]


def headed(*parts: str) -> str:
    """A text of headings and, below each that ends in a task's title, a table of one row."""
    lines = [part.split(" | ") for part in parts]
    return "\n\n".join("\n\n".join([h, *(ROWS.format(t) for t in tasks)]) for h, *tasks in lines)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            headed("## Phase 4: Words", "### Nouns | a", "### Verbs | b", "## Phase 5: Talk | c"),
            [(4, "Words", ["a", "b"]), (5, "Talk", ["c"])],
            id="parts of a numbered phase",
        ),
        pytest.param(
            headed(
                "## Phase 1: Words", "### Week 3: Nouns | a", "## Phase 2: Talk", "### Week 4 | b"
            ),
            [(3, "Nouns", ["a"]), (4, "Week 4", ["b"])],
            id="weeks in phases",
        ),
        pytest.param(
            headed("# Chapter 2", "## Nouns | a", "## Verbs | b"),
            [(1, "Nouns", ["a"]), (2, "Verbs", ["b"])],
            id="a title with a number",
        ),
        pytest.param(
            headed("## Phase 1: Words | a", "## Extras | b"),
            [(1, "Words", ["a"]), (2, "Extras", ["b"])],
            id="no part of the one before",
        ),
    ],
)
def test_phases(text: str, wanted: list[tuple[int, str, list[str]]]) -> None:
    """A phase is the nearest heading with a number, if its own has none and lies below it."""
    assert phases(text) == wanted
