"""The phases in time, as a Mermaid chart (https://mermaid.js.org/syntax/gantt.html)."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studytrack.locales import Locale
    from studytrack.model import Phase, State

_MARKS = re.compile(r"[\W_]+")
_LONGEST_TITLE = 40
_TICKS = 12
"""As many as there is room for."""


def chart(state: State, locale: Locale) -> str:
    """A bar for each phase that has begun, in a fenced block; empty where none has.

    A phase under way ends where its last known day is: no clock is read.
    """
    spans = [(phase, days) for phase in state.phases if (days := _days(phase))]
    if not spans:
        return ""
    known = [day for _, days in spans for day in days]
    interval, form = _axis((max(known) - min(known)).days + 1)
    lines = ["gantt", "dateFormat YYYY-MM-DD", f"axisFormat {form}", f"tickInterval {interval}"]
    lines += [_bar(phase, days, locale) for phase, days in spans]
    return "\n".join(["```mermaid", *lines[:1], *(f"    {line}" for line in lines[1:]), "```"])


def _axis(days: int) -> tuple[str, str]:
    """How far apart the ticks of so many days are, and what they say."""
    if days <= _TICKS:
        return "1day", "%m-%d"
    return ("1week", "%m-%d") if days <= 7 * _TICKS else ("1month", "%Y-%m")


def _bar(phase: Phase, days: list[date], locale: Locale) -> str:
    name = f"{locale.say('phase', number=phase.number)} {_words(phase.title)}".strip()
    tag = "done" if phase.completed else "active"
    return f"{name} :{tag}, {min(days)}, {(max(days) - min(days)).days + 1}d"


def _days(phase: Phase) -> list[date]:
    tasks = [day for task in phase.tasks for day in (task.started, task.finished)]
    return [day for day in (phase.started, phase.completed, *tasks) if day is not None]


def _words(title: str) -> str:
    """A title's letters and digits: everything else may mean something to Mermaid."""
    return _MARKS.sub(" ", title).strip()[:_LONGEST_TITLE]
