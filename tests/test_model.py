"""The models that are made by the thousand are like any other."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError
from datetime import date, timedelta

import pytest

from studytrack.model import Change, Model, Problem, Task
from studytrack.terms import FieldName, Severity, Status

WHOLE = (
    Task(
        id="3.4",
        title="KV cache",
        status=Status.DONE,
        estimate=None,
        actual=timedelta(hours=30),
        started=date(2026, 2, 20),
        finished=None,
        notes=("plans/phase3/3.4.md",),
        recorded=True,
    ),
    Change(
        task="3.4",
        phase=3,
        field=FieldName.STATUS,
        before="🔴",
        after="🟢",
        line=41,
        sources=("1a2b3c4",),
    ),
    Problem(
        code="drift",
        severity=Severity.WARNING,
        message="…",
        path="plans/tracker.md",
        line=3,
        commit=None,
        task=None,
        phase=None,
    ),
)


@pytest.mark.parametrize("checked", WHOLE, ids=lambda model: type(model).__name__)
def test_a_model_that_is_not_checked_is_the_same_as_one_that_is(checked: Model) -> None:
    """It is equal, hashes and copies alike, is frozen, and has the same JSON."""
    made = type(checked).of(**vars(checked))
    assert made == checked
    assert hash(made) == hash(checked)
    assert made.model_dump_json() == checked.model_dump_json()
    assert copy.deepcopy(made) == pickle.loads(pickle.dumps(made)) == checked
    with pytest.raises(FrozenInstanceError):
        setattr(made, next(iter(vars(made))), None)
