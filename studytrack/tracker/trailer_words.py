"""The words that trailers and notes may use in a study: those of its tracker and its languages."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from studytrack.terms import Status
from studytrack.tracker.identity import names
from studytrack.trailers.vocabulary import Verb, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from studytrack.tracker.shape import Tracker

_MEANT = {
    Status.NOT_STARTED: Verb.RESET,
    Status.IN_PROGRESS: Verb.START,
    Status.DONE: Verb.DONE,
    Status.SKIPPED: Verb.SKIP,
}


def vocabulary_of(tracker: Tracker) -> Vocabulary:
    """The words that count in a study: its ids, its languages' verbs, its own status words."""
    words = tracker.dialect.lexicon
    every = words.locales
    verbs = {word: _MEANT[status] for word, status in words.statuses.items()}
    verbs |= {marker: _MEANT[status] for marker, status in words.markers.items()}
    legend = tracker.dialect.legend
    verbs |= {word: _MEANT[status] for word, status in {**legend.words, **legend.markers}.items()}
    verbs |= {
        word.casefold(): Verb(verb)
        for one in every
        for verb in one.verbs
        for word in one.verbs[verb]
    }
    tasks: dict[str, int] = {}
    titles: dict[str, str] = {}
    for section, row in tracker.rows():
        tasks.setdefault(row.id, section.number)
        titles.setdefault(row.id, row.title)
    return Vocabulary(
        tasks=tasks,
        phases=frozenset(section.number for section in tracker.sections),
        verbs=verbs,
        phase_words=_phase_words(tracker, (word for one in every for word in one.phase_words)),
        hour_units=words.units.hour,
        minute_units=words.units.minute,
        titles=titles,
        named=partial(names, tracker),
    )


def _phase_words(tracker: Tracker, words: Iterable[str]) -> tuple[str, ...]:
    """The words that name a phase, and not what its phases are made of: weeks, in this one."""
    titles = {title for section in tracker.sections for path in section.parts for title in path}
    within = {tracker.dialect.lexicon.heading(title).word for title in titles}
    return tuple(word for word in words if not any(word.lower() in part for part in within))
