"""A week in a learner's words, without a word on how they are printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.model import Total
from studytrack.phrases import days, done_of, effort, spent_of, task_name
from studytrack.terms import Status
from studytrack.tuples import NamedTuple
from studytrack.values import hours_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from studytrack.agenda.model import Agenda, Step
    from studytrack.locales import Locale
    from studytrack.weekly.model import Deed, Doubt, Draft, Finished, Review, Work

_LIGHT = {"note-file": frozenset({"start", "done"}), "start": frozenset({"done"})}
"""What is not worth a word on a day on which more was done."""

_DIFFICULT = frozenset({"skip", "reopen", "reset"})


class Subject(NamedTuple):
    """What something is about: a task by its id, or else a phase by its number."""

    task: str | None
    phase: int | None
    title: str


class Difficulty(NamedTuple):
    """Something that was not easy: what it was, of what, and in which words.

    Attributes:
        name: what a question goes by; empty for what is none.
        answers: those of a question.
    """

    what: str
    about: Subject
    text: str
    name: str = ""
    answers: tuple[str, ...] = ()


def subject(one: Work | Doubt) -> Subject:
    """What something is about."""
    return Subject(one.task, one.phase, one.title)


def deeds(one: Work, locale: Locale) -> str:
    """What was done, in a row: a start on the day of the finish is not worth a word, nor a note."""
    kinds: dict[date, set[str]] = {}
    for deed in one.deeds:
        kinds.setdefault(deed.date, set()).add(deed.kind)
    said = [
        _deed(deed, locale)
        for deed in one.deeds
        if not kinds[deed.date] & _LIGHT.get(deed.kind, set())
    ]
    return locale.say("and").join(dict.fromkeys(said))


def _deed(deed: Deed, locale: Locale) -> str:
    return locale.say(f"deed-{deed.kind}", date=deed.date.isoformat())


def hours(week: Review, locale: Locale) -> str:
    """The hours that were recorded, against those that a week has."""
    spent = hours_text(week.spent)
    if week.hours is None:
        return locale.say("week-hours-open", spent=spent)
    return locale.say("week-hours", spent=spent, hours=effort(week.hours))


def tasks(week: Review, locale: Locale) -> str:
    """How many tasks are done, and how many of them were closed in the week."""
    count = Total(done=week.done, skipped=week.skipped, total=week.total)
    more = week.done + week.skipped - week.before
    return locale.say("week-tasks", done=done_of(locale, count), more=more)


def achievements(
    week: Review, locale: Locale, about: Callable[[Subject], str], text: Callable[[str], str] = str
) -> Iterator[str]:
    """The phases that were finished, and the criteria that were met.

    Args:
        week: the week.
        locale: the words.
        about: how a phase is written.
        text: how a text of the tracker's is.
    """
    for phase in week.finished:
        named = about(Subject(None, phase.number, phase.title))
        said, aside = locale.say("week-phase", phase=named), _known(phase, locale)
        yield locale.say("block-task", task=said, text=aside) if aside else said
    for one in week.met:
        named = about(Subject(None, one.phase, one.title))
        yield locale.say("week-met", phase=named, text=text(one.text))


def _known(phase: Finished, locale: Locale) -> str:
    """The hours and the criteria of a phase, where they are known."""
    parts = []
    if phase.actual is not None:
        parts.append(locale.say("hours", hours=spent_of(phase.actual, phase.estimate)))
    if phase.criteria:
        count = f"{phase.confirmed}/{phase.criteria}"
        parts.append(locale.say("week-criteria", count=count))
    return locale.say("and").join(parts)


def difficulties(week: Review, locale: Locale) -> Iterator[Difficulty]:
    """What was asked, left out or taken up again."""
    for doubt in week.doubts:
        when = doubt.date.isoformat() if doubt.date else ""
        what = f"{when} {locale.say('kind-question')}".strip()
        yield Difficulty(what, subject(doubt), doubt.text, doubt.name, doubt.answers)
    for one in week.work:
        for deed in one.deeds:
            if deed.kind in _DIFFICULT:
                yield Difficulty(_deed(deed, locale), subject(one), deed.text)


def plan_lead(plan: Agenda, locale: Locale) -> str:
    """For which days a plan is, and for how many hours."""
    when = days(locale, plan.first, plan.last)
    if plan.hours is None:
        return locale.say("week-plan-open", days=when)
    return locale.say("week-plan", days=when, hours=effort(plan.hours))


def planned(plan: Agenda) -> list[Step]:
    """The tasks in progress, and those for which a week has hours."""
    return [one for one in plan.tasks if one.fits or one.status is Status.IN_PROGRESS]


def draft_lines(draft: Draft, locale: Locale) -> dict[str, list[str]]:
    """The lines of a draft: what was learned, and what comes next, as plain text."""
    colon = locale.say("colon")
    return {
        "takeaways": [
            f"{task_name(one.task, one.title)}{colon}{one.text}" for one in draft.takeaways
        ],
        "next": [task_name(one.id, one.title) for one in draft.next],
    }


def step_aside(step: Step, locale: Locale) -> str:
    """What is to be known of a task: under way, what is left, how long nothing was heard of it."""
    begun = step.status is Status.IN_PROGRESS
    asides = [locale.words[step.status][0]] if begun else []
    if step.left is not None:
        asides.append(locale.say("week-left", hours=effort(step.left)))
    if step.idle is not None and step.touched is not None:
        since = locale.say("idle", date=step.touched.isoformat(), count=step.idle)
        asides.append(f"{locale.say('heading-touched')} {since}")
    return locale.say("and").join(asides)
