"""The parts of a page as tables: what changed, the phases, the problems."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.phrases import confirmed_of, days, done_of, spent_of
from studytrack.report.inert import cell, code, inert
from studytrack.terms import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from studytrack.locales import Locale
    from studytrack.model import Change, Phase, Problem, State, Total
    from studytrack.report.links import Links

_BAR = 12
_MOST_COMMITS = 3
_SIGNS = {Severity.ERROR: "🔴", Severity.WARNING: "🟡", Severity.INFO: "🔵"}


def table(titles: Sequence[str], rows: Iterable[Sequence[str]], right: str = "") -> str:
    r"""A table; ``right`` has an ``r`` in the place of each column that is set to the right.

    >>> print(table(("a", "b"), [("1", "x|y")], "r"))
    | a | b |
    |--:|---|
    | 1 | x\|y |
    """
    rules = "".join(
        "|--:" if right[place : place + 1] == "r" else "|---" for place in range(len(titles))
    )
    lines = ["| " + " | ".join(titles) + " |", f"{rules}|"]
    lines += ["| " + " | ".join(map(cell, row)) + " |" for row in rows]
    return "\n".join(lines)


def bar(done: int, skipped: int, total: int) -> str:
    """How much is done, as text: full only when all is.

    >>> bar(1, 1, 4)
    '`███▒▒▒░░░░░░`'
    """
    if total <= 0:
        return code("░" * _BAR)
    filled = max(done * _BAR // total, min(done, 1))
    closed = max((done + skipped) * _BAR // total, filled)
    return code("█" * filled + "▒" * (closed - filled) + "░" * (_BAR - closed))


def phases(state: State, locale: Locale) -> str:
    """A row for each phase, and one for the whole study."""
    names = ("phase", "progress", "done", "hours", "dates", "criteria")
    titles = ["", *(locale.say(f"heading-{name}") for name in names)]
    rows = [
        (*_part(str(one.number), inert(one.title), one, locale), confirmed_of(one))
        for one in state.phases
    ]
    if len(rows) > 1:
        rows.append((*_part("", f"**{locale.say('all')}**", state.total, locale), ""))
    if not any(one.criteria for one in state.phases):
        titles, rows = titles[:-1], [row[:-1] for row in rows]
    return table(titles, rows, "r")


def _part(number: str, title: str, part: Phase | Total, locale: Locale) -> tuple[str, ...]:
    return (
        number,
        title,
        bar(part.done, part.skipped, part.total),
        done_of(locale, part),
        spent_of(part.actual, part.estimate or part.estimate_tasks),
        days(locale, part.started, part.completed),
    )


def changes(found: Sequence[Change], state: State, locale: Locale, links: Links) -> str:
    """What changes, task by task, each with the commits behind it."""
    titles = {task.id: task.title for phase in state.phases for task in phase.tasks}
    rows, last = [], None
    for change in found:
        what = _what(change, titles, locale)
        rows.append(
            (
                what if what != last else "",
                locale.fields[change.field.value],
                code(change.before) or locale.say("blank"),
                code(change.after) or locale.say("blank"),
                _commits(change, links),
            )
        )
        last = what
    names = ("task", "field", "before", "after", "commit")
    return table([locale.say(f"heading-{name}") for name in names], rows)


def _what(change: Change, titles: dict[str, str], locale: Locale) -> str:
    if change.task is not None:
        title = titles.get(change.task, "")
        same = title in {"", change.task}
        return f"**{inert(change.task)}**" + ("" if same else f" {inert(title)}")
    if change.phase is not None:
        return locale.say("phase", number=change.phase)
    return locale.say("whole")


def _commits(change: Change, links: Links) -> str:
    shown = [links.commit(commit) for commit in change.sources[-_MOST_COMMITS:]]
    more = ["…"] if len(change.sources) > _MOST_COMMITS else []
    return " ".join(more + shown)


def problems(found: Sequence[Problem], commit: str, locale: Locale, links: Links) -> str:
    """A row for each problem, with a link to its place."""
    rows = [
        (_SIGNS[one.severity], _place(one, commit, links), code(one.code), inert(one.message))
        for one in found
    ]
    names = ("place", "code", "message")
    return table(["", *(locale.say(f"heading-{name}") for name in names)], rows)


def _place(problem: Problem, commit: str, links: Links) -> str:
    if problem.path is not None:
        return links.line(commit, problem.path, problem.line)
    return links.commit(problem.commit) if problem.commit else ""
