"""Markers, boxes and words: what a status is written with, and which status it is."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from studytrack.markdown import inline
from studytrack.model import Status
from studytrack.patterns import pattern
from studytrack.tracker.dated import undated
from studytrack.tracker.lexicon import folded
from studytrack.tracker.shortcodes import with_emoji

if TYPE_CHECKING:
    from studytrack.tracker.legend import Legend
    from studytrack.tracker.lexicon import Lexicon


def read_status(text: str, legend: Legend, lexicon: Lexicon) -> Status | None:
    """The status that a text names; None where nothing in it is known.

    The legend's markers come first, then the words beside the marker, then the locales' markers;
    an empty text is a task that has not been started. An answer such as Yes says it only where
    nothing else stands there.
    """
    shown = with_emoji(unicodedata.normalize("NFC", inline.plain(text)))
    marker, word = split_marker(shown)
    if not marker and not word:
        return Status.NOT_STARTED
    if bare(marker) in legend.markers:
        return legend.markers[bare(marker)]
    if word.casefold() in legend.words:
        return legend.words[word.casefold()]
    named = lexicon.status(word) if word else None
    if named is None and marker:
        named = lexicon.markers.get(marker) or lexicon.markers.get(bare(marker))
    return named or lexicon.answers.get(folded(marker + word))


def is_tick(lexicon: Lexicon, text: str) -> bool:
    """Whether a text is a box, a marker of a status or an answer, and nothing else."""
    marker, word = split_marker(with_emoji(text))
    known = bare(marker) in lexicon.markers and not word
    return known or folded(marker + word) in lexicon.answers


STRUCK = "~~"
"""What begins and ends a title that is struck out."""


def split_box(text: str) -> tuple[str, str]:
    """The box of a list's task, and the marker behind its title."""
    return text[:3], text[4:]


def read_box(text: str, legend: Legend, lexicon: Lexicon) -> Status | None:
    """The status of a box, as ``[x]``, or of what goes with an open one: ``[ ] 🔄``, ``[ ] ~~``."""
    box, beside = split_box(text)
    status, behind = (
        legend.markers.get(bare(marker))
        or lexicon.markers.get(bare(marker))
        or (Status.SKIPPED if marker == STRUCK else None)
        for marker in (box, undated(beside))
    )
    open_ = status is Status.NOT_STARTED and behind in {Status.IN_PROGRESS, Status.SKIPPED}
    return behind if open_ else status


BOX = pattern(r"\[(?:[ xX]|[^\w\s\[\]()])\](?=[ \t]|$)")
"""A box to tick at the beginning of a text; what the other marks mean, a legend tells."""


def split_marker(text: str) -> tuple[str, str]:
    """The marker before the words, and the words: ``🟢 已完成``, ``[x] done``.

    A marker behind the words counts as well.
    """
    text = text.strip()
    box = BOX.match(text)
    if box is not None:
        return box[0], text[box.end() :].strip()
    end = next((i for i, char in enumerate(text) if not is_mark(char)), len(text))
    if end:
        return text[:end].strip(), text[end:].strip()
    start = len(text)
    while start and is_mark(text[start - 1]):
        start -= 1
    return text[start:].strip(), text[:start].strip()


def is_mark(char: str) -> bool:
    """Whether a character is a part of a marker, such as an emoji."""
    return char.isspace() or unicodedata.category(char) in {
        "So",
        "Sk",
        "Mn",
        "Cf",
        "Me",
        "Sm",
        "Co",
    }


def bare(marker: str) -> str:
    """The marker without variation selectors, so that ☑ and ☑️ are one."""
    return marker.replace("\ufe0f", "").replace("\ufe0e", "").strip()
