"""The models that are made by the thousand are like any other."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError
from datetime import date, timedelta

import pytest
from pydantic import BaseModel, ValidationError

from studytrack.model import Change, Criterion, Model, Phase, Problem, State, Task, Total
from studytrack.terms import Effort, FieldName, Severity, Status

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


STATE = State(
    tracker="plan.md",
    phases=(
        Phase(
            number=3,
            title="Caches",
            estimate=Effort(timedelta(hours=30), timedelta(hours=40)),
            tasks=(WHOLE[0],),
            criteria=(Criterion(text="Explain it", confirmed=True, on=date(2026, 2, 21), line=9),),
        ),
    ),
    total=Total(actual=timedelta(hours=30), done=1, total=1),
    problems=(WHOLE[2],),
)


class Report(BaseModel):
    """A model of somebody who uses the library."""

    state: State


def test_json_reads_back() -> None:
    """What is written is read as the same, by itself and within another model."""
    text = STATE.model_dump_json()
    assert State.model_validate_json(text) == STATE
    report = Report(state=STATE)
    assert report.model_dump_json() == f'{{"state":{text}}}'
    assert Report.model_validate_json(report.model_dump_json()) == report


def test_what_is_no_state_is_refused() -> None:
    """Unknown keys are; and the schema says so."""
    with pytest.raises(ValidationError, match="hours"):
        State.model_validate({"tracker": "plan.md", "hours": 3})
    assert State.model_json_schema()["additionalProperties"] is False
