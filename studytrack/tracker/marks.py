"""What a status is written with: markers, boxes and the words beside them."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from studytrack.patterns import pattern
from studytrack.tracker.lexicon import folded
from studytrack.tracker.shortcodes import with_emoji

if TYPE_CHECKING:
    from studytrack.tracker.lexicon import Lexicon


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


def may_hold_marker(raw: str) -> bool:
    """Whether a marker may stand in a line of Markdown: a box, a symbol, or an entity for one."""
    return "[" in raw or "&" in raw or any(map(_is_symbol, set(raw)))


@cache
def _is_symbol(char: str) -> bool:
    return is_mark(char) and not char.isspace()


def before_mark(text: str, end: int) -> int:
    """Where the marker begins that a text ends with at this offset; the offset where none does."""
    while end and is_mark(text[end - 1]) and not text[end - 1].isspace():
        end -= 1
    return end


def bare(marker: str) -> str:
    """The marker without variation selectors, so that ☑ and ☑️ are one."""
    return marker.replace("\ufe0f", "").replace("\ufe0e", "").strip()
