"""The phases in time, as a Mermaid chart (https://mermaid.js.org/syntax/gantt.html)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.patterns import pattern
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from studytrack.locales import Locale
    from studytrack.model import Phase, State

_MARKS = pattern(r"[\W_]+")
_LONGEST_TITLE = 40
_TICKS = 12
"""As many as there is room for."""


class Span(NamedTuple):
    """A bar of the chart: a name, whether what it stands for is finished, and its days."""

    name: str
    finished: bool
    first: date
    last: date


def chart(state: State, locale: Locale) -> str:
    """A bar for each phase that has begun, in a fenced block; empty where none has.

    A phase under way ends where its last known day is: no clock is read.
    """
    known = [(phase, days) for phase in state.phases if (days := _days(phase))]
    return gantt(
        Span(
            phase_name(phase.number, phase.title, locale),
            phase.completed is not None,
            min(days),
            max(days),
        )
        for phase, days in known
    )


def gantt(spans: Iterable[Span]) -> str:
    """A bar for each span, in a fenced block; empty where there is none."""
    bars = list(spans)
    if not bars:
        return ""
    first, last = min(one.first for one in bars), max(one.last for one in bars)
    interval, form = _axis((last - first).days + 1)
    lines = ["gantt", "dateFormat YYYY-MM-DD", f"axisFormat {form}", f"tickInterval {interval}"]
    lines += map(_bar, bars)
    return "\n".join(["```mermaid", *lines[:1], *(f"    {line}" for line in lines[1:]), "```"])


def phase_name(number: int, title: str, locale: Locale) -> str:
    """A phase as a bar is named: letters and digits, since all else may mean something."""
    words = _MARKS.sub(" ", title).strip()[:_LONGEST_TITLE]
    return f"{locale.say('phase', number=number)} {words}".strip()


def _axis(days: int) -> tuple[str, str]:
    """How far apart the ticks of so many days are, and what they say.

    >>> _axis(800)
    ('3month', '%Y-%m')
    """
    if days <= _TICKS:
        return "1day", "%m-%d"
    if days <= 7 * _TICKS:
        return "1week", "%m-%d"
    months = next((few for few in (1, 2, 3, 4, 6) if days <= 31 * few * _TICKS), 12)
    return f"{months}month", "%Y-%m" if months < 12 else "%Y"


def _bar(span: Span) -> str:
    tag = "done" if span.finished else "active"
    return f"{span.name} :{tag}, {span.first}, {(span.last - span.first).days + 1}d"


def _days(phase: Phase) -> list[date]:
    tasks = [day for task in phase.tasks for day in (task.started, task.finished)]
    return [day for day in (phase.started, phase.completed, *tasks) if day is not None]
