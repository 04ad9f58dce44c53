"""A week as a page: what was done, what was hard, what was learned, what is next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.cli.output.page import (
    BLANK,
    Column,
    Line,
    Page,
    Piece,
    Style,
    Table,
    Verbatim,
    line,
)
from studytrack.phrases import days, spent_of, task_name
from studytrack.values import hours_text
from studytrack.weekly import phrases
from studytrack.weekly.phrases import Subject

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from studytrack.locales import Locale
    from studytrack.study.checkpoints import Checkpoint
    from studytrack.weekly.model import Review, Work
    from studytrack.weekly.phrases import Difficulty

MOST = 4
"""Weeks without a checkpoint that are named."""


def week(found: Review, locale: Locale) -> Page:
    """The whole page, in the parts of a checkpoint."""
    when = days(locale, found.first, found.last)
    parts = {
        "review": _review(found, locale),
        "difficulties": _lines(_difficulties(found, locale), locale),
        "takeaways": _lines(_lessons(found, locale), locale),
        "plan": _plan(found, locale),
    }
    page: list[Line | Table | Verbatim] = [line(locale.say("week-of", week=found.week, days=when))]
    for part, blocks in parts.items():
        page += [BLANK, line(Piece(locale.say(f"checkpoint-{part}"), Style.TITLE)), *blocks]
    return tuple(page)


def written(one: Checkpoint) -> Page:
    """What became of a checkpoint's file."""
    key = "week-written" if one.changed else "week-current"
    return (line(one.locale.say(key, path=one.path)),)


def left_out(weeks: Sequence[str], locale: Locale) -> Page:
    """The latest weeks that have no checkpoint, and the command that writes them."""
    named = weeks[-MOST:]
    more = ["…"] if len(weeks) > len(named) else []
    key = "week-missed-one" if len(weeks) == 1 else "week-missed"
    shown = locale.say("and").join([*more, *named])
    asked = " ".join(f"--week {name}" for name in named)
    text = Piece(locale.say(key, count=len(weeks), weeks=shown), Style.WARNING)
    command = Piece(f"studytrack weekly --write {asked}", Style.COMMAND)
    return BLANK, line(text, command, indent=2)


def _review(found: Review, locale: Locale) -> Page:
    columns = (Column(), Column(whole=False), Column(whole=False), Column(right=True), Column())
    rows = tuple(_row(one, locale) for one in found.work)
    table = (Table(columns, rows),) if rows else ()
    more = phrases.achievements(found, locale, lambda one: _about(one, locale))
    sums = (phrases.hours(found, locale), phrases.tasks(found, locale), *more)
    return (*table, *(line(f"  {text}", indent=4) for text in sums))


def _row(one: Work, locale: Locale) -> tuple[Piece, ...]:
    name = locale.say("phase", number=one.phase) if one.task is None else one.task
    return (
        Piece(f"  {name}", Style.STRONG),
        Piece(one.title if one.title != one.task else ""),
        Piece(phrases.deeds(one, locale)),
        Piece("" if one.spent is None else f"+{hours_text(one.spent)}"),
        Piece(spent_of(one.actual, one.estimate), Style.QUIET),
    )


def _about(one: Subject, locale: Locale) -> str:
    name = locale.say("phase", number=one.phase) if one.task is None else one.task
    return task_name(name, one.title)


def _difficulties(found: Review, locale: Locale) -> Iterator[Line]:
    colon = locale.say("colon")
    for one in phrases.difficulties(found, locale):
        lead = f"  {one.what}{locale.say('and')}{_about(one.about, locale)}"
        yield line(lead, f"{colon}{one.text}" if one.text else "", indent=4)
        yield from _below(one, locale)


def _below(one: Difficulty, locale: Locale) -> Iterator[Line]:
    answer = f"    {locale.say('kind-answer')}{locale.say('colon')}"
    for text in one.answers:
        yield line(Piece(f"{answer}{text}", Style.DONE), indent=6)
    if one.name and not one.answers:
        yield line(Piece(f"    {locale.say('week-open', name=one.name)}", Style.UNDER_WAY))


def _lessons(found: Review, locale: Locale) -> Iterator[Line]:
    for one in found.lessons:
        about = _about(Subject(one.task, None, one.title), locale)
        yield line(f"  {about}{locale.say('colon')}{one.text}", indent=4)


def _plan(found: Review, locale: Locale) -> Page:
    due = phrases.planned(found.plan)
    if not due:
        return (line(Piece(f"  {locale.say('block-nothing')}", Style.DONE)),)
    columns = (Column(), Column(whole=False), Column(whole=False))
    rows = tuple(
        (
            Piece(f"  {one.id}", Style.STRONG),
            Piece(one.title if one.title != one.id else ""),
            Piece(phrases.step_aside(one, locale), Style.WARNING if one.idle else Style.PLAIN),
        )
        for one in due
    )
    return line(f"  {phrases.plan_lead(found.plan, locale)}"), Table(columns, rows)


def _lines(found: Iterator[Line], locale: Locale) -> Page:
    return tuple(found) or (line(Piece(f"  {locale.say('week-none')}", Style.QUIET)),)
