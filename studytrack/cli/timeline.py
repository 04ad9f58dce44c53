"""A story as a page: the phases, what happened, where the table contradicted itself, the days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.cli.output.page import BLANK, Bar, Column, Line, Page, Piece, Style, Table, line
from studytrack.cli.styles import STYLES
from studytrack.phrases import commit_text, counted, days
from studytrack.story import phrases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from studytrack.locales import Locale
    from studytrack.story.model import PhaseStory, Silence, Story, Stretch
    from studytrack.story.phrases import Happening

MOST_CONTRADICTIONS = 12
"""Contradictions that are listed; how many more there are is said."""


def timeline(story: Story, locale: Locale) -> Page:
    """The whole page."""
    parts = (
        _heading(story, locale),
        _phases(story.phases, locale),
        _happenings(story, locale),
        _contradictions(story, locale),
        _silences(story.silences, locale),
        _stretches("story-streaks", story.streaks, locale),
        _stretches("story-gaps", story.gaps, locale),
    )
    page = [block for part in parts if part for block in (*part, BLANK)]
    return tuple(page[:-1])


def _heading(story: Story, locale: Locale) -> Page:
    place = Piece(story.tracker, Style.PLACE)
    commit = Piece(commit_text(story.revision), Style.COMMIT)
    return line(place, "  ", commit), line(phrases.lead(story, locale))


def _phases(found: Sequence[PhaseStory], locale: Locale) -> Page:
    names = ("phase", "progress", "done", "days", "dates")
    phase, progress, done, lasted, dates = (locale.say(f"heading-{name}") for name in names)
    columns = (
        Column(right=True),
        Column(phase, whole=False),
        Column(progress),
        Column(done),
        Column(lasted, right=True),
        Column(dates),
    )
    return (Table(columns, tuple(_phase(one, locale) for one in found)),) if found else ()


def _phase(one: PhaseStory, locale: Locale) -> tuple[Piece | Bar, ...]:
    key = "done-and-skipped" if one.skipped else "done-of"
    count = locale.say(key, done=one.done, total=one.total, skipped=one.skipped)
    first = one.started.date if one.started else None
    last = one.completed.date if one.completed else None
    return (
        Piece(str(one.number), Style.QUIET),
        Piece(one.title),
        Bar(one.done, one.skipped, one.total),
        Piece(count, Style.DONE if one.completed else Style.PLAIN),
        Piece("" if one.days is None else str(one.days)),
        Piece(days(locale, first, last)),
    )


def _title(key: str, locale: Locale) -> Line:
    return line(Piece(locale.say(key), Style.TITLE))


def _happenings(story: Story, locale: Locale) -> Page:
    """A line for each thing that a commit did; the commit stands on the first."""
    lines, last = [_title("story-timeline", locale)], ""
    for one in phrases.happenings(story, locale):
        lines.append(_happening(one, locale, again=one.moment.commit == last))
        last = one.moment.commit
    return tuple(lines)


def _happening(one: Happening, locale: Locale, *, again: bool) -> Line:
    date = phrases.day(one.moment, locale)
    when = [f"{date:<10}", "  ", Piece(commit_text(one.moment.commit), Style.COMMIT), "  "]
    style = STYLES[one.status] if one.status else Style.QUIET
    return line(
        *([" " * 26] if again else when),
        Piece(one.label, style),
        locale.say("colon"),
        phrases.names(one, locale),
        indent=28,
    )


def _contradictions(story: Story, locale: Locale) -> Page:
    if not story.contradictions:
        return (line(Piece(locale.say("story-contradictions-none"), Style.DONE)),)
    found = phrases.gravest(story.contradictions)
    columns = tuple(
        Column(locale.say(f"heading-{name}"), whole=name != "task")
        for name in ("since", "until", "lasted", "code", "task")
    )
    rows = tuple(
        (
            Piece(phrases.day(one.since, locale)),
            Piece(phrases.day(one.until, locale)),
            Piece(phrases.lasted(one, locale), Style.PLAIN if one.until else Style.WARNING),
            Piece(one.code, Style.QUIET),
            Piece(phrases.of(one, locale)),
        )
        for one in found[:MOST_CONTRADICTIONS]
    )
    title = _title("story-contradictions", locale)
    more = len(found) - len(rows)
    rest = [line(Piece(counted(locale, "page-more", more), Style.QUIET))] if more > 0 else []
    return title, Table(columns, rows), *rest


def _silences(found: Sequence[Silence], locale: Locale) -> Page:
    if not found:
        return ()
    names = ("since", "until", "lasted", "commit", "what")
    rows = tuple(
        (
            Piece(phrases.day(one.since, locale)),
            Piece(phrases.day(one.until, locale)),
            Piece(phrases.lasted(one, locale), Style.PLAIN if one.until else Style.WARNING),
            Piece(commit_text(one.since.commit), Style.COMMIT),
            Piece(locale.say(f"silence-{one.reason}")),
        )
        for one in found
    )
    columns = tuple(Column(locale.say(f"heading-{name}"), whole=name != "what") for name in names)
    return _title("story-silences", locale), Table(columns, rows)


def _stretches(key: str, found: Sequence[Stretch], locale: Locale) -> Page:
    return (_title(key, locale), *_lines(found, locale)) if found else ()


def _lines(found: Sequence[Stretch], locale: Locale) -> Iterator[Line]:
    for one in phrases.longest(found):
        text = f"  {days(locale, one.first, one.last)}"
        yield line(text, locale.say("aside", text=counted(locale, "days", one.days)), indent=4)
