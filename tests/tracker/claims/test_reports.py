"""What a study says of its claims: once, with line and remedy, until they are true."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from studytrack import Study
from tests.repositories import Builder

if TYPE_CHECKING:
    from pathlib import Path

TODAY = dt.date(2026, 7, 1)
TEXT = """\
# Plan

Progress: 1/3 (33%)

Completed: 4/17

## Phase 1: Maps - done

| Task | Status |
|------|--------|
| 1.1 Read | done |
| 1.2 Draw | done |
| 1.3 Walk | not started |
"""


@pytest.fixture
def study(tmp_path: Path) -> Study:
    """A study with two wrong claims and an unclear one, and nothing recorded."""
    Builder.init(tmp_path).commit("Begin", {"plan.md": TEXT})
    return Study.open(tmp_path, today=TODAY)


def test_a_wrong_claim_is_reported_once(study: Study) -> None:
    """It is no drift, since no record contradicts it."""
    assert [(one.code, one.severity.value, one.line) for one in study.state().problems] == [
        ("claim-wrong", "warning", 3),
        ("claim-wrong", "warning", 7),
        ("claim-unclear", "info", 5),
    ]


def test_reconciling_leaves_what_is_unclear(study: Study) -> None:
    """What is wrong is written, and nothing more is said of it."""
    result = study.reconcile()
    assert [(one.field.value, one.after) for one in result.changes] == [
        ("progress", "2/3 (67%)"),
        ("status", "in progress"),
    ]
    result.write()
    again = study.reconcile()
    assert again.changes == ()
    assert [one.code for one in again.problems] == ["claim-unclear"]


def test_a_change_of_a_claim_has_a_stable_form(study: Study) -> None:
    """As JSON has it: no task, the phase where it is one, and no commits behind it."""
    first, second = (change.model_dump(mode="json") for change in study.reconcile().changes)
    assert first == {
        "task": None,
        "phase": 1,
        "field": "progress",
        "before": "1/3 (33%)",
        "after": "2/3 (67%)",
        "line": 3,
        "sources": [],
    }
    assert (second["phase"], second["before"]) == (1, "done")
