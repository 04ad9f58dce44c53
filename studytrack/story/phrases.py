"""A story in a learner's words, for the terminal and for pages alike."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from studytrack.phrases import counted, status_text, task_name
from studytrack.story.model import Event, EventKind, Story
from studytrack.terms import Status
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from studytrack.locales import Locale
    from studytrack.story.model import Contradiction, Moment, Silence, Stretch

MOST_TITLES = 3
"""Tasks of one commit that are named by id and title; of more the ids have to do."""
MOST_IDS = 12
MOST_STRETCHES = 3
"""Streaks and gaps that are worth a line."""


class Happening(NamedTuple):
    """What one commit did to some tasks: all were begun, or all were done.

    Attributes:
        status: the status that they have now; None where they came or went.
    """

    moment: Moment
    label: str
    status: Status | None
    events: tuple[Event, ...]


def happenings(story: Story, locale: Locale) -> Iterator[Happening]:
    """The events, those that are alike in a commit together."""
    for _, of_commit in groupby(story.events, key=lambda event: event.moment.commit):
        found: dict[tuple[str, Status | None], list[Event]] = {}
        for event in of_commit:
            for label, status in _labels(event, locale):
                found.setdefault((label, status), []).append(event)
        for (label, status), events in found.items():
            yield Happening(events[0].moment, label, status, tuple(events))


def _labels(event: Event, locale: Locale) -> Iterator[tuple[str, Status | None]]:
    if event.kind in {EventKind.ADDED, EventKind.REMOVED, EventKind.RETURNED}:
        yield locale.say(f"event-{event.kind.value}"), None
        if event.after not in {None, Status.NOT_STARTED, event.before}:
            yield _status_label(event.after, locale), event.after
    elif event.kind is EventKind.BACK:
        status = _status_label(event.after, locale)
        yield locale.say("event-back", status=status), event.after
    else:
        yield _status_label(event.after, locale), event.after


def _status_label(status: Status | None, locale: Locale) -> str:
    return locale.say("event-unknown") if status is None else status_text(locale, status)


def names(happening: Happening, locale: Locale) -> str:
    """The tasks that something happened to: a few by title, many by id, and how many more."""
    events = happening.events
    if len(events) <= MOST_TITLES:
        return locale.say("and").join(task_name(one.task, one.title) for one in events)
    shown = [one.task for one in events[:MOST_IDS]]
    more = len(events) - len(shown)
    return locale.say("and").join([*shown, *([counted(locale, "more", more)] if more else [])])


def day(moment: Moment | None, locale: Locale) -> str:
    """A commit's day; empty where there is no commit."""
    if moment is None:
        return ""
    return locale.say("some-day") if moment.date is None else moment.date.isoformat()


def lasted(one: Contradiction | Silence, locale: Locale) -> str:
    """How long something held."""
    if one.until is None:
        return locale.say("still")
    if one.days is None:
        return ""
    return counted(locale, "days", one.days) if one.days else locale.say("same-day")


def lead(story: Story, locale: Locale) -> str:
    """How much there is to tell, and of when."""
    return locale.say(
        "story-lead",
        versions=counted(locale, "versions", story.versions),
        first=day(story.first, locale),
        last=day(story.last, locale),
        active=counted(locale, "active-days", story.active_days),
    )


def gravest(found: Sequence[Contradiction]) -> list[Contradiction]:
    """Those that still hold first, then those that held longest."""
    return sorted(found, key=lambda one: (one.until is not None, -(one.days or 0)))


def of(one: Contradiction, locale: Locale) -> str:
    """What a contradiction is about: a task, a phase, or the whole study."""
    if one.task is not None:
        return one.task
    if one.phase is not None:
        return locale.say("phase", number=one.phase)
    return locale.say("whole")


def longest(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The longest few, the longest first."""
    return sorted(stretches, key=lambda one: -one.days)[:MOST_STRETCHES]
