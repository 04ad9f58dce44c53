"""The phases in time, as a Mermaid chart (https://mermaid.js.org/syntax/gantt.html)."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studytrack.locales import Locale
    from studytrack.model import Phase, State

_MARKS = re.compile(r"[\W_]+")
_LONGEST_TITLE = 40


def chart(state: State, locale: Locale) -> str:
    """A bar for each phase that has begun, in a fenced block; empty where none has.

    A phase under way ends where its last known day is: no clock is read.
    """
    bars = list(_bars(state.phases, locale))
    if not bars:
        return ""
    lines = ["```mermaid", "gantt", "    dateFormat YYYY-MM-DD", "    axisFormat %Y-%m-%d"]
    return "\n".join([*lines, *(f"    {bar}" for bar in bars), "```"])


def _bars(phases: tuple[Phase, ...], locale: Locale) -> Iterator[str]:
    for phase in phases:
        days = _days(phase)
        if days:
            name = f"{locale.say('phase', number=phase.number)} {_words(phase.title)}".strip()
            tag = "done" if phase.completed else "active"
            span = (max(days) - min(days)).days + 1
            yield f"{name} :{tag}, {min(days)}, {span}d"


def _days(phase: Phase) -> list[date]:
    tasks = [day for task in phase.tasks for day in (task.started, task.finished)]
    return [day for day in (phase.started, phase.completed, *tasks) if day is not None]


def _words(title: str) -> str:
    """A title's letters and digits: everything else may mean something to Mermaid."""
    return _MARKS.sub(" ", title).strip()[:_LONGEST_TITLE]
