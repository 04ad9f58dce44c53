"""Markdown -> plan: its phases and tasks with their estimates, steps and criteria."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter
from typing import TYPE_CHECKING

from studytrack import locales, markers
from studytrack.markdown import blocks
from studytrack.plan.layout import layout
from studytrack.plan.model import Plan, PlannedPhase, PlannedTask
from studytrack.plan.steps import beneath
from studytrack.plan.unread import findings
from studytrack.plan.words import words
from studytrack.terms import FieldName
from studytrack.tracker.language import guess_locale

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studytrack.plan.layout import Laid, Layout
    from studytrack.terms import Effort

_FIRST = attrgetter("first")


def read(text: str, locale: str | None = None) -> Plan:
    r"""Everything that a plan says; what cannot be read are findings, never guesses.

    Args:
        text: the whole file.
        locale: the language it is written in; found from its words where None.

    Example:
        >>> plan = read("## Phase 1: Go (2-3 h)\n**Task 1.1: Map** (2 h)\n- draw it\n")
        >>> plan.task("1.1").title, plan.task("1.1").steps
        ('Map', ('draw it',))
    """
    own = guess_locale(text)
    language = locales.nearest(locale) if locale else own
    laid = layout(markers.hidden(blocks.read(text)), words(own.name, language.name))
    phases = tuple(_phases(laid))
    twice = _twice(phases)
    kept = tuple(
        phase._replace(tasks=tuple(task for task in phase.tasks if task.line not in twice))
        for phase in phases
    )
    total, weekly = (_above(laid, name) for name in (FieldName.ESTIMATE, FieldName.WEEKLY))
    return Plan(kept, _title(laid), language.name, total, weekly, findings(laid, twice))


def _title(laid: Layout) -> str:
    """The first heading, where it is above all phases."""
    first = next(iter(laid.outline.all), None)
    if first is None or any(one.heading is first for one in laid.phases):
        return ""
    return laid.outline.read(first).whole if first.level == 1 else ""


def _above(laid: Layout, name: FieldName) -> Effort | None:
    """The hours of the whole, or of a week, on a line above all phases."""
    first = min((one.lines.start for one in laid.phases), default=0)
    found = (laid.words.total(one.plain, name) for one in laid.within(range(first)))
    return next((effort for effort in found if effort is not None), None)


def _phases(laid: Layout) -> Iterator[PlannedPhase]:
    starts = sorted(task.first for one in laid.phases for task in one.tasks)
    criteria = laid.stated()
    for one in laid.phases:
        head, read = one.heading, one.read
        yield PlannedPhase(
            number=one.number,
            title=read.title if read else "",
            estimate=one.titled.estimate or _estimate(one, laid),
            tasks=tuple(_tasks(one, laid, starts)),
            criteria=tuple(each.text for each in criteria[one.number]),
            line=head.first + 1 if head else 0,
            heading=one.titled.title,
        )


def _estimate(phase: Laid, laid: Layout) -> Effort | None:
    """The estimate on a line between a phase's heading and its first task."""
    opening = range(phase.lines.start, phase.tasks[0].first)
    stated = (laid.words.stated(one.plain) for one in laid.within(opening))
    return next((effort for effort in stated if effort is not None), None)


def _tasks(phase: Laid, laid: Layout, starts: list[int]) -> Iterator[PlannedTask]:
    """The tasks of a phase; those without ids are called by their places."""
    for place, task in enumerate(phase.tasks, 1):
        behind = bisect_left(starts, task.first) + 1
        end = min([phase.lines.stop, *starts[behind : behind + 1]])
        below = beneath(task, laid.within(range(task.first + 1, end)), laid)
        yield PlannedTask(
            id=task.name or f"{phase.number}.{place}",
            title=task.title,
            estimate=task.estimate or below.estimate,
            steps=below.steps,
            line=task.first + 1,
            named=bool(task.name),
        )


def _twice(phases: tuple[PlannedPhase, ...]) -> dict[int, int]:
    """The lines of tasks whose ids others have before them, each with the other's line."""
    first: dict[str, int] = {}
    lines = [(task.id, task.line) for phase in phases for task in phase.tasks]
    return {line: first[name] for name, line in lines if first.setdefault(name, line) != line}
