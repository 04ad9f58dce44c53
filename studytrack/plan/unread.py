"""What of a plan could not be read: each line with its reason, which names the remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.plan.candidates import Sign
from studytrack.terms import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from studytrack.plan.layout import Laid, Layout


def findings(laid: Layout, twice: Mapping[int, int]) -> tuple[Finding, ...]:
    """Every line that looks like a part of the plan and could not be read, in order.

    Args:
        laid: the plan.
        twice: the lines of tasks whose ids others have, with the lines of those.
    """
    found = [
        *_twice(laid, twice),
        *_efforts(laid),
        *_empty(laid),
        *(one for phase in laid.phases for one in _passed_over(phase, laid)),
        *_homeless(laid),
    ]
    return tuple(sorted(found, key=lambda one: one.line or 0))


def _unread(line: int, text: str, reason: str, **values: str | int) -> Finding:
    """A finding on a line, from 0."""
    return Finding("plan-unread", {"text": text, "reason": reason, **values}, line=line + 1)


def _twice(laid: Layout, twice: Mapping[int, int]) -> Iterator[Finding]:
    for phase in laid.phases:
        for task in phase.tasks:
            if task.first + 1 in twice:
                name, first = task.name or task.title, twice[task.first + 1]
                yield _unread(task.first, name, "plan-twice", first=first)


def _efforts(laid: Layout) -> Iterator[Finding]:
    """What stands where an estimate would, and says nothing of hours."""
    for phase in laid.phases:
        if phase.heading is not None and phase.titled.unread:
            yield _unread(phase.heading.first, phase.titled.unread, "plan-estimate")
        for task in phase.tasks:
            if task.unread:
                yield _unread(task.first, task.unread, "plan-estimate")


def _empty(laid: Layout) -> Iterator[Finding]:
    """Headings that are counted like the phases' and have no tasks."""
    kinds = {
        (one.heading.level, laid.outline.read(one.heading).word)
        for one in laid.phases
        if one.heading is not None and laid.outline.read(one.heading).number is not None
    }
    known = {one.heading.first for one in laid.phases if one.heading is not None}
    announcing = {one.line for one in laid.criteria}
    for heading in laid.outline.all:
        read = laid.outline.read(heading)
        counted = read.number is not None and (heading.level, read.word) in kinds
        if counted and heading.first not in known | announcing:
            yield _unread(heading.first, read.whole, "plan-empty")


def _passed_over(phase: Laid, laid: Layout) -> Iterator[Finding]:
    """Lines with an estimate among the tasks that are none, as where an id was forgotten."""
    if phase.tasks[0].sign is Sign.ROW:
        return
    tasks = {task.first for task in phase.tasks}
    levels = {task.level for task in phase.tasks if task.passage.kind == "heading"}
    for one in laid.within(phase.lines):
        if one.first in tasks or one.block.first in laid.taken:
            continue
        alike = one.kind == "paragraph" or one.level in levels
        if alike and laid.words.titled(one.plain).estimate and not laid.words.stated(one.plain):
            yield _unread(one.first, one.plain, "plan-nameless")


def _homeless(laid: Layout) -> Iterator[Finding]:
    """Criteria that are of no phase."""
    at_home = {one.line for own in laid.stated().values() for one in own}
    for one in laid.criteria:
        if one.criteria[0].line not in at_home:
            yield _unread(one.line, one.criteria[0].text, "plan-criteria")
