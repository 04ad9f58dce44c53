"""A plan that has been read: its phases and their tasks, each with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studytrack.terms import Effort, Finding


class PlannedTask(NamedTuple):
    """A task as the plan has it.

    Attributes:
        steps: what is to be done for it, Markdown as it is, each on one line.
        line: its line in the plan, from 1.
        named: whether the plan itself gives the id; else it is the task's place in its phase.
    """

    id: str
    title: str
    estimate: Effort | None
    steps: tuple[str, ...]
    line: int
    named: bool = True


class PlannedPhase(NamedTuple):
    """A phase as the plan has it.

    Attributes:
        estimate: what its heading states; None where that says nothing of hours.
        criteria: what tells that it is complete, as a reader sees it.
        line: its heading's line in the plan, from 1; 0 where there is none.
        heading: the whole heading without the estimate, as a reader sees it.
    """

    number: int
    title: str
    estimate: Effort | None
    tasks: tuple[PlannedTask, ...]
    criteria: tuple[str, ...]
    line: int
    heading: str


class Plan(NamedTuple):
    """A plan, and what of it could not be read.

    Attributes:
        title: its first heading, where that is no phase; else blank.
        estimate, weekly: what it says of the whole, and of a week, above its phases.
        language: the tag of the locale that it is written in.
        findings: lines that look like a part of the plan and are none, each with its reason.
    """

    phases: tuple[PlannedPhase, ...]
    title: str
    language: str
    estimate: Effort | None = None
    weekly: Effort | None = None
    findings: tuple[Finding, ...] = ()

    def tasks(self) -> Iterator[tuple[PlannedPhase, PlannedTask]]:
        """Every task with its phase, in the plan's order."""
        for phase in self.phases:
            for task in phase.tasks:
                yield phase, task

    def task(self, name: str) -> PlannedTask | None:
        """The task with this id; None where the plan has none."""
        return next((task for _, task in self.tasks() if task.id == name), None)
