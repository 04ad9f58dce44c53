"""What studytrack says of a study: frozen models with a stable JSON form.

Durations are ``timedelta`` in Python and ISO 8601 hours and minutes in JSON (``PT30H``,
never folded into days); dates are ``date`` and ``YYYY-MM-DD``.
"""

from __future__ import annotations

import datetime as dt
import inspect
from datetime import date, timedelta
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, WithJsonSchema

from studytrack.errors import UsageError
from studytrack.terms import Effort, FieldName, Severity, Status, iso_duration

_DURATION = {"type": "string", "format": "duration"}

Duration = Annotated[
    timedelta,
    PlainSerializer(iso_duration, return_type=str, when_used="json"),
    WithJsonSchema(_DURATION),
]


def _in_iso(value: Effort) -> dict[str, str]:
    return {"low": iso_duration(value.low), "high": iso_duration(value.high)}


Estimate = Annotated[
    Effort,
    PlainSerializer(_in_iso, when_used="json"),
    WithJsonSchema(
        {
            "title": "Effort",
            "description": inspect.cleandoc(Effort.__doc__ or ""),
            "type": "object",
            "properties": {"low": _DURATION, "high": _DURATION},
            "required": ["low", "high"],
            "additionalProperties": False,
        }
    ),
]


class Model(BaseModel):
    """Base of all models: frozen, strict about unknown keys, aliases in JSON.

    A model's validator is built when it is first needed, which most runs never do.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", serialize_by_alias=True, defer_build=True
    )

    @classmethod
    def of(cls, **values: object) -> Self:
        """The model of values that are right by themselves: all of them, in their order.

        It does what ``model_construct`` does, but for a look at each field: a large study has
        tens of thousands of models.
        """
        made = cls.__new__(cls)
        object.__setattr__(made, "__dict__", values)
        object.__setattr__(made, "__pydantic_fields_set__", set(values))
        object.__setattr__(made, "__pydantic_extra__", None)
        object.__setattr__(made, "__pydantic_private__", None)
        return made


class Task(Model):
    """One row of the tracker.

    ``notes`` are paths from the repository's root; ``recorded`` tells whether any record
    of git stands behind the task.
    """

    id: str
    title: str
    status: Status
    estimate: Estimate | None = None
    actual: Duration | None = None
    started: date | None = None
    finished: date | None = None
    notes: tuple[str, ...] = ()
    recorded: bool = False


class Part(Model):
    """A heading within a phase, such as a week of it or a day of that.

    ``level`` is 1 for those right below the phase; what a part counts, the one around it counts
    as well.
    """

    title: str
    level: int = 1
    done: int = 0
    skipped: int = 0
    total: int = 0


class Criterion(Model):
    """Something that a phase has to meet before it is complete.

    ``confirmed`` by a record, or by a tick that no record contradicts; ``on`` is the day of the
    record, ``line`` where the tracker states it, from 1.
    """

    text: str
    confirmed: bool = False
    on: date | None = None
    line: int


class Phase(Model):
    """A heading with tasks under it.

    ``estimate`` is what the tracker declares, ``estimate_tasks`` the sum of its tasks'.
    """

    number: int
    title: str
    estimate: Estimate | None = None
    estimate_tasks: Estimate | None = None
    actual: Duration | None = None
    started: date | None = None
    completed: date | None = None
    done: int = 0
    skipped: int = 0
    total: int = 0
    tasks: tuple[Task, ...] = ()
    parts: tuple[Part, ...] = ()
    criteria: tuple[Criterion, ...] = ()

    @property
    def confirmed(self) -> int:
        """How many of the criteria are confirmed.

        Example:
            ``f"{phase.confirmed}/{len(phase.criteria)}"``
        """
        return sum(one.confirmed for one in self.criteria)


class Total(Model):
    """The whole study."""

    estimate: Estimate | None = None
    estimate_tasks: Estimate | None = None
    actual: Duration | None = None
    started: date | None = None
    completed: date | None = None
    done: int = 0
    skipped: int = 0
    total: int = 0


class Problem(Model):
    """Something somebody should look at; the message names the cause and the remedy.

    ``code`` is stable. ``path`` is from the repository's root, ``line`` counts from 1.
    """

    code: str
    severity: Severity
    message: str
    path: str | None = None
    line: int | None = None
    commit: str | None = None
    task: str | None = None
    phase: int | None = None


class Change(Model):
    """One value that reconciling writes; ``sources`` are the commits behind it, oldest first."""

    task: str | None = None
    phase: int | None = None
    field: FieldName
    before: str
    after: str
    line: int
    sources: tuple[str, ...] = ()


class BlockChange(Model):
    """One generated block that reconciling fills anew.

    ``block`` is what its marker asks for (``progress phase=3``), ``line`` the marker's line in
    the file as it is; ``before`` and ``after`` are the whole lines between the markers.
    """

    path: str
    line: int
    block: str
    before: str
    after: str


class GivenId(Model):
    """An id that a task without one is given; ``line`` is the task's in the tracker."""

    id: str
    title: str
    phase: int
    line: int


class LoggedRecord(Model):
    """One record as ``log`` and ``why`` show it.

    ``kind`` is ``start``, ``done``, ``skip``, ``reopen``, ``reset``, ``time``, ``note`` (a
    takeaway), ``note-file``, ``started``, ``question``, ``answer``, ``reference``, ``criterion``
    or ``move``; ``value`` is a duration as in JSON, a text, a date, or the id before a move.
    ``undone_by`` is the commit that took the record back or whose record it repeats.
    """

    task: str | None = None
    phase: int | None = None
    kind: str
    value: str | None = None
    date: dt.date | None = None
    commit: str | None = None
    author: str = ""
    path: str | None = None
    effective: bool = True
    undone_by: str | None = Field(default=None, exclude=True)
    text: str = Field(default="", exclude=True)


class WhyField(Model):
    """A field of a task, its value in JSON's form, and the records behind it, oldest first."""

    field: FieldName
    value: str | None
    records: tuple[LoggedRecord, ...] = ()


class Why(Model):
    """Each field of a task and the records behind it; none where the tracker's text stands."""

    schema_: Literal[1] = Field(default=1, alias="schema")
    task: str
    fields: tuple[WhyField, ...] = ()


class State(Model):
    """A study as its records and its tracker tell it.

    ``open_questions`` counts those that nothing answers.
    """

    schema_: Literal[1] = Field(default=1, alias="schema")
    revision: str | None = None
    tracker: str
    phases: tuple[Phase, ...] = ()
    total: Total = Field(default_factory=Total)
    open_questions: int = 0
    problems: tuple[Problem, ...] = ()

    def task(self, task_id: str) -> Task:
        """The task with this id.

        Raises:
            UsageError: no task has it.

        Example:
            ``state.task("3.4").status is Status.DONE``
        """
        for phase in self.phases:
            for task in phase.tasks:
                if task.id == task_id:
                    return task
        raise UsageError(f"{self.tracker}: no task is called {task_id!r}; see studytrack status")

    def phase(self, number: int) -> Phase:
        """The phase with this number.

        Raises:
            UsageError: no phase has it.

        Example:
            ``state.phase(3).actual``
        """
        for phase in self.phases:
            if phase.number == number:
                return phase
        numbers = ", ".join(str(phase.number) for phase in self.phases)
        raise UsageError(f"{self.tracker}: no phase {number}; there are {numbers or 'none'}")
