"""What tasks and phases are called on pages: the number or id first, the title inert."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.report.inert import inert

if TYPE_CHECKING:
    from collections.abc import Callable

    from studytrack.locales import Locale
    from studytrack.model import Task
    from studytrack.report.scene import Scene


def with_note(task: Task, scene: Scene) -> str:
    """A task's id and title; the title leads to its note."""
    return task_named(task.id, task.title, lambda shown: _linked(shown, task, scene))


def _linked(shown: str, task: Task, scene: Scene) -> str:
    return scene.linked(shown, task.notes[0]) if task.notes else shown


def task_named(task: str, title: str, linked: Callable[[str], str] = str) -> str:
    """A task's id and title, of which the latter may be linked; one alone where both are the same.

    >>> task_named("1.2", "B-trees")
    '**1.2** B-trees'
    """
    shown = linked(inert(task if title in {"", task} else title))
    return shown if title in {"", task} else f"**{inert(task)}** {shown}"


def phase_named(number: int | None, title: str, locale: Locale) -> str:
    """A phase's number and title."""
    return f"**{locale.say('phase', number=number)}** {inert(title)}".rstrip()
