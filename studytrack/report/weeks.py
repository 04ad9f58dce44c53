"""What the blocks of a checkpoint say: how a week went, and what is planned for the next one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.phrases import counted, spent_of
from studytrack.report.inert import inert
from studytrack.report.naming import phase_named, task_named
from studytrack.report.progress import filled_columns
from studytrack.report.tables import bar
from studytrack.values import hours_text
from studytrack.weekly import phrases
from studytrack.weekly.phrases import Subject, subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from studytrack.locales import Locale
    from studytrack.report.progress import Asked
    from studytrack.report.scene import Scene
    from studytrack.weekly.model import Lesson, Review, Work
    from studytrack.weekly.phrases import Difficulty


def review_of(asked: Asked, scene: Scene) -> str:
    """A table of what was done, then the hours, the tasks and the phases that it comes to."""
    week, locale = _week(asked), scene.locale
    rows = [_row(one, locale) for one in week.work]
    names = ("task", "this-week", "week-hours", "hours")
    titles = [locale.say(f"heading-{name}") for name in names]
    done = filled_columns(titles, rows) if rows else locale.say("week-none")
    return f"{done}\n\n{_bullets(_sums(week, locale), asked.limit, locale)}"


def difficulties_of(asked: Asked, scene: Scene) -> str:
    """A list: what was asked and answered, left out, or taken up again, and why."""
    locale = scene.locale
    found = phrases.difficulties(_week(asked), locale)
    return _bullets((_difficulty(one, locale) for one in found), asked.limit, locale)


def takeaways_of(asked: Asked, scene: Scene) -> str:
    """A list of what was learned."""
    locale = scene.locale
    return lessons(_week(asked).lessons, asked.limit, locale)


def lessons(found: Iterable[Lesson], limit: int, locale: Locale) -> str:
    """Takeaways as a list, each with its task."""
    colon = locale.say("colon")
    lines = (f"{task_named(one.task, one.title)}{colon}{inert(one.text)}" for one in found)
    return _bullets(lines, limit, locale)


def plan_of(asked: Asked, scene: Scene) -> str:
    """A list of the tasks in progress, and of those for which the next week has hours."""
    plan, locale = _week(asked).plan, scene.locale
    lines = []
    for step in phrases.planned(plan):
        task, text = task_named(step.id, step.title), phrases.step_aside(step, locale)
        lines.append(locale.say("block-task", task=task, text=text) if text else task)
    if not lines:
        return locale.say("block-nothing")
    return f"{phrases.plan_lead(plan, locale)}\n\n{_bullets(lines, asked.limit, locale)}"


def _week(asked: Asked) -> Review:
    assert asked.review is not None  # noqa: S101 (blocks of a week are given it)
    return asked.review


def _bullets(lines: Iterable[str], limit: int, locale: Locale) -> str:
    """A list; where nothing is in it, a word on that."""
    found = list(lines)
    if not found:
        return locale.say("week-none")
    more = len(found) - limit
    rest = [counted(locale, "page-more", more)] if more > 0 else []
    return "\n".join(f"- {one}" for one in (*found[:limit], *rest))


def _row(one: Work, locale: Locale) -> tuple[str, ...]:
    return (
        _about(subject(one), locale),
        phrases.deeds(one, locale),
        "" if one.spent is None else hours_text(one.spent),
        spent_of(one.actual, one.estimate),
    )


def _about(one: Subject, locale: Locale) -> str:
    if one.task is not None:
        return task_named(one.task, one.title)
    return phase_named(one.phase, one.title, locale)


def _sums(week: Review, locale: Locale) -> Iterator[str]:
    """What the week comes to."""
    yield phrases.hours(week, locale)
    yield f"{phrases.tasks(week, locale)} {bar(week.done, week.skipped, week.total)}"
    yield from phrases.achievements(week, locale, lambda one: _about(one, locale), inert)


def _difficulty(one: Difficulty, locale: Locale) -> str:
    """A line, and below a question what answers it, or by what name to answer it."""
    colon = locale.say("colon")
    said = f"{one.what}{locale.say('and')}{_about(one.about, locale)}"
    answer = f"{locale.say('kind-answer')}{colon}"
    below = [f"{answer}{inert(text)}" for text in one.answers]
    if one.name and not below:
        below = [locale.say("week-open", name=f"`{one.name}`")]
    first = f"{said}{colon}{inert(one.text)}" if one.text else said
    return "\n".join([first, *(f"  - {text}" for text in below)])
