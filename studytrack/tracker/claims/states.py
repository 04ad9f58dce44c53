"""Statuses that are said of many tasks: how they are read, and how others would be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.markdown.spans import Span
from studytrack.tracker.claims.forms import State
from studytrack.tracker.legend import read_status
from studytrack.tracker.lexicon import folded
from studytrack.tracker.marks import bare, split_marker
from studytrack.tracker.naming import status_behind
from studytrack.tracker.statuses import status_texts
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from studytrack.terms import Status
    from studytrack.tracker.shape import Tracker

_WRAP = "* \t"


class Manner(NamedTuple):
    """How a status is written, whichever it is: with a marker, a word, and which capitals."""

    marked: bool
    worded: bool
    capitals: str


class States:
    """Reads statuses in a tracker's own words, and writes them likewise."""

    def __init__(self, tracker: Tracker) -> None:
        self._text = tracker.text
        self._dialect = tracker.dialect

    def ending(self, heading: Span) -> State | None:
        """The status that a heading ends with: ``阶段1：基础建立 - 进行中``."""
        span = status_behind(heading.of(self._text), self._dialect.lexicon)
        if span is None:
            return None
        return self.whole(Span(heading.start + span.start, heading.start + span.end))

    def whole(self, span: Span) -> State | None:
        """The status that all of a span is, without emphasis."""
        raw = span.of(self._text)
        shown = raw.strip(_WRAP)
        start = span.start + raw.find(shown)
        status = self._status(shown) if shown else None
        return State(Span(start, start + len(shown)), status) if status is not None else None

    def named(self, label: str) -> Status | None:
        """The status that a label names: that of the tasks which are counted behind it."""
        _, word = split_marker(label)
        return self._dialect.legend.words.get(word.casefold()) or (
            self._dialect.lexicon.statuses.get(folded(word))
        )

    def _status(self, shown: str) -> Status | None:
        legend, lexicon = self._dialect.legend, self._dialect.lexicon
        marker, word = split_marker(shown)
        if word:
            known = word.casefold() in legend.words or folded(word) in lexicon.statuses
            return read_status(shown, legend, lexicon) if known else None
        known = bare(marker) in legend.markers or marker in lexicon.markers
        return read_status(shown, legend, lexicon) if known else None

    def with_texts(self, states: Iterable[State]) -> dict[State, State]:
        """Each with how every status is written in its place, as most of its like have it."""
        manners: dict[Manner, list[State]] = {}
        for state in states:
            manners.setdefault(_manner(state.span.of(self._text)), []).append(state)
        return {
            state: State(state.span, state.status, texts)
            for manner, own in manners.items()
            for texts in [self._texts(manner, own)]
            for state in own
        }

    def _texts(self, manner: Manner, own: list[State]) -> dict[Status, str]:
        dialect = self._dialect
        shown = [(state.status, state.span.of(self._text)) for state in own]
        shown += [pair for pair in dialect.statuses.items() if _manner(pair[1]) == manner]
        texts = status_texts(shown, dialect.legend, dialect.locale, dialect.lexicon)
        return {
            status: text
            for status, text in texts.items()
            if read_status(text, dialect.legend, dialect.lexicon) is status
        }


def _manner(text: str) -> Manner:
    """Whether a marker stands there, whether a word does, and how this is capitalised."""
    marker, word = split_marker(text)
    cased = "lower" if word[:1].islower() else "first"
    return Manner(bool(marker), bool(word), "all" if word.istitle() and " " in word else cased)
