"""A story as a page of Markdown: a chart of the phases, what happened, tasks, contradictions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.phrases import commit_text, counted, days, task_name
from studytrack.report.chart import Span, gantt, phase_name
from studytrack.report.inert import code, inert
from studytrack.report.pages import fitted
from studytrack.report.tables import bar, table
from studytrack.story import phrases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from studytrack.locales import Locale
    from studytrack.story.model import Contradiction, Moment, PhaseStory, Silence, Story, Stretch


def biography(story: Story, locale: Locale) -> str:
    """The whole page; nothing in it that came from a tracker or a commit is more than text."""
    return fitted(lambda room: _page(story, locale, room))


def _page(story: Story, locale: Locale, room: int) -> str:
    parts = (
        f"# {code(story.tracker)}",
        phrases.lead(story, locale) + locale.say("aside", text=_commit(story.revision)),
        gantt(_spans(story, locale)) if room >= len(story.phases) else "",
        *_section("page-phases", _phases(story.phases[:room], locale), locale),
        *_section("story-timeline", _happenings(story, locale, room), locale),
        *_section("story-tasks", _tasks(story, locale, room), locale),
        *_section("story-contradictions", _contradictions(story, locale, room), locale),
        *_section("story-silences", _silences(story.silences[:room], locale), locale),
        *_section("story-streaks", _stretches(story.streaks, locale), locale),
        *_section("story-gaps", _stretches(story.gaps, locale), locale),
        f"---\n\n{locale.say('story-footer')}",
    )
    return "\n\n".join(part for part in parts if part) + "\n"


def _section(key: str, text: str, locale: Locale) -> Sequence[str]:
    return (f"## {locale.say(key)}", text) if text else ()


def _table(names: Sequence[str], rows: Sequence[Sequence[str]], locale: Locale, right: str) -> str:
    titles = [locale.say(f"heading-{name}") if name else "" for name in names]
    return table(titles, rows, right) if rows else ""


def _cut(text: str, left: int, locale: Locale) -> str:
    return f"{text}\n\n{counted(locale, 'page-more', left)}" if left > 0 else text


def _spans(story: Story, locale: Locale) -> Iterator[Span]:
    """A bar for each phase that has begun; one under way ends with the last that is known of it."""
    last = {one.phase: one.moment.date for one in story.events if one.moment.date}
    for phase in story.phases:
        first = phase.started.date if phase.started else None
        end = phase.completed.date if phase.completed else last.get(phase.number)
        if first is not None and end is not None:
            name = phase_name(phase.number, phase.title, locale)
            yield Span(name, phase.completed is not None, min(first, end), max(first, end))


def _phases(found: Sequence[PhaseStory], locale: Locale) -> str:
    rows = [
        (
            str(one.number),
            inert(one.title),
            bar(one.done, one.skipped, one.total),
            locale.say(
                "done-and-skipped" if one.skipped else "done-of",
                done=one.done,
                total=one.total,
                skipped=one.skipped,
            ),
            "" if one.days is None else str(one.days),
            _days(one.started, one.completed, locale),
        )
        for one in found
    ]
    return _table(("", "phase", "progress", "done", "days", "dates"), rows, locale, "r   r")


def _days(first: Moment | None, last: Moment | None, locale: Locale) -> str:
    return days(locale, first.date if first else None, last.date if last else None)


def _happenings(story: Story, locale: Locale, room: int) -> str:
    found = list(phrases.happenings(story, locale))
    rows = [
        (
            phrases.day(one.moment, locale),
            _commit(one.moment.commit),
            one.label,
            inert(phrases.names(one, locale)),
        )
        for one in found[:room]
    ]
    text = _table(("date", "commit", "what", "task"), rows, locale, "")
    return _cut(text, len(found) - room, locale)


def _tasks(story: Story, locale: Locale, room: int) -> str:
    found = [one for one in story.tasks if one.started or one.closed or one.removed]
    rows = [
        (
            inert(task_name(one.id, one.title)),
            phrases.day(one.started, locale),
            phrases.day(one.closed, locale),
            "" if one.days is None else str(one.days),
            str(one.back or ""),
        )
        for one in found[:room]
    ]
    text = _table(("task", "started", "closed", "days", "back"), rows, locale, "   rr")
    return _cut(text, len(found) - room, locale)


def _contradictions(story: Story, locale: Locale, room: int) -> str:
    found = phrases.gravest(story.contradictions)
    if not found:
        return locale.say("story-contradictions-none")
    rows = [
        (*_spell(one, locale), code(one.code), inert(phrases.of(one, locale)))
        for one in found[:room]
    ]
    text = _table(("since", "until", "lasted", "code", "task"), rows, locale, "")
    return _cut(text, len(found) - room, locale)


def _silences(found: Sequence[Silence], locale: Locale) -> str:
    rows = [(*_spell(one, locale), locale.say(f"silence-{one.reason}")) for one in found]
    return _table(("since", "until", "lasted", "what"), rows, locale, "")


def _spell(one: Contradiction | Silence, locale: Locale) -> tuple[str, str, str]:
    ends = [
        f"{phrases.day(moment, locale)} {_commit(moment.commit)}" if moment else ""
        for moment in (one.since, one.until)
    ]
    return ends[0], ends[1], phrases.lasted(one, locale)


def _stretches(found: Sequence[Stretch], locale: Locale) -> str:
    return "\n".join(
        f"- {days(locale, one.first, one.last)}"
        f"{locale.say('aside', text=counted(locale, 'days', one.days))}"
        for one in phrases.longest(found)
    )


def _commit(commit: str) -> str:
    return code(commit_text(commit))
