"""What studytrack says of a study: frozen models with a stable JSON form.

Durations are ``timedelta`` in Python and ISO 8601 hours and minutes in JSON (``PT30H``,
never folded into days); dates are ``date`` and ``YYYY-MM-DD``.

A model is a frozen dataclass, which pydantic writes as JSON, reads and describes as it does its
own models. It is imported when it is first asked to: most commands print no JSON, and to import
it and to build its models takes longer than all else that a small study needs.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Self

from studytrack.errors import UsageError
from studytrack.terms import Effort, FieldName, Severity, Status, iso_duration

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, TypeAdapter
    from pydantic_core.core_schema import CoreSchema


class InJson:
    """How pydantic writes a value in JSON, and what its schema says of that."""

    def __init__(self, write: Callable[[Any], object], schema: Mapping[str, object]) -> None:
        self.write = write
        self.schema = schema

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """What pydantic asks of whatever stands in an annotation."""
        from pydantic import PlainSerializer

        return PlainSerializer(self.write, when_used="json").__get_pydantic_core_schema__(
            source, handler
        )

    def __get_pydantic_json_schema__(self, core: object, handler: object) -> dict[str, object]:
        """The same, for the schema."""
        del core, handler
        return dict(self.schema)


_DURATION = {"type": "string", "format": "duration"}


def _in_iso(value: Effort) -> dict[str, str]:
    return {"low": iso_duration(value.low), "high": iso_duration(value.high)}


Duration = Annotated[timedelta, InJson(iso_duration, _DURATION)]
Estimate = Annotated[
    Effort,
    InJson(
        _in_iso,
        {
            "title": "Effort",
            "description": inspect.cleandoc(Effort.__doc__ or ""),
            "type": "object",
            "properties": {"low": _DURATION, "high": _DURATION},
            "required": ["low", "high"],
            "additionalProperties": False,
        },
    ),
]


class Model:
    """Base of all models: pydantic's methods, under its names."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = {"extra": "forbid"}

    @classmethod
    @cache
    def _adapter(cls) -> TypeAdapter[Any]:
        """What pydantic reads and writes the model with."""
        from pydantic import TypeAdapter

        return TypeAdapter(cls)

    @classmethod
    def of(cls, **values: object) -> Self:
        """The model of values that are right by themselves: all of them, in their order.

        It does what the class does, in half the time: a large study has tens of thousands
        of models.
        """
        made = cls.__new__(cls)
        object.__setattr__(made, "__dict__", values)
        return made

    def model_dump(self, *, mode: Literal["json", "python"] = "python") -> dict[str, Any]:
        """The values by name; those of JSON as they are there (``json``), or as they are."""
        found: dict[str, Any] = self._adapter().dump_python(self, mode=mode)
        return found

    def model_dump_json(self, *, indent: int | None = None) -> str:
        """The model as JSON."""
        return self._adapter().dump_json(self, indent=indent).decode()

    @classmethod
    def model_validate(cls, values: object) -> Self:
        """The model of a mapping of values by name.

        Raises:
            pydantic.ValidationError: it has others, or lacks some.
        """
        found: Self = cls._adapter().validate_python(values)
        return found

    @classmethod
    def model_validate_json(cls, text: str | bytes) -> Self:
        """The model that is written as JSON.

        Raises:
            pydantic.ValidationError: it is another, or no JSON.
        """
        found: Self = cls._adapter().validate_json(text)
        return found

    @classmethod
    def model_json_schema(
        cls, *, mode: Literal["serialization", "validation"] = "serialization"
    ) -> dict[str, Any]:
        """The JSON Schema of what is written, or of what is read."""
        return cls._adapter().json_schema(mode=mode)


@dataclass(frozen=True, kw_only=True)
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


@dataclass(frozen=True, kw_only=True)
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


@dataclass(frozen=True, kw_only=True)
class Criterion(Model):
    """Something that a phase has to meet before it is complete.

    ``confirmed`` by a record, or by a tick that no record contradicts; ``on`` is the day of the
    record, ``line`` where the tracker states it, from 1.
    """

    text: str
    confirmed: bool = False
    on: date | None = None
    line: int


@dataclass(frozen=True, kw_only=True)
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


@dataclass(frozen=True, kw_only=True)
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


@dataclass(frozen=True, kw_only=True)
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


@dataclass(frozen=True, kw_only=True)
class Change(Model):
    """One value that reconciling writes; ``sources`` are the commits behind it, oldest first."""

    task: str | None = None
    phase: int | None = None
    field: FieldName
    before: str
    after: str
    line: int
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
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


@dataclass(frozen=True, kw_only=True)
class GivenId(Model):
    """An id that a task without one is given; ``line`` is the task's in the tracker."""

    id: str
    title: str
    phase: int
    line: int


@dataclass(frozen=True, kw_only=True)
class State(Model):
    """A study as its records and its tracker tell it.

    ``open_questions`` counts those that nothing answers.
    """

    schema: Literal[1] = 1
    revision: str | None = None
    tracker: str
    phases: tuple[Phase, ...] = ()
    total: Total = field(default_factory=Total)
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
