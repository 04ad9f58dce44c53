"""What announces criteria: ``**Phase 1 completion criteria**:``."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from studytrack.markdown import inline
from studytrack.patterns import pattern
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from studytrack.tracker.lexicon import Heading, Lexicon

LONGEST_LABEL = 80
_COLON = pattern(r"[:：]")
_AROUND = pattern(r"^[\W_]+|[\W_]+$")
_ASIDE = pattern(r"[(（\[【][^()（）\[\]【】]*[)）\]】]")


class Label(NamedTuple):
    """What announces criteria.

    Attributes:
        phase: the phase that it names, if any.
        rest: what stands behind its colon, as it is written.
    """

    phase: Heading | None
    rest: str = ""


def label(raw: str, words: Lexicon) -> Label | None:
    """What a heading or a line announces, if that is criteria: ``**Exit criteria for week 2:**``.

    Nothing else may stand there but the phase that they are of, and what is behind a colon.
    """
    if not announces(raw[:LONGEST_LABEL], words):
        return None
    shown = inline.plain(raw)
    whole = _named(shown, words) if len(shown) <= LONGEST_LABEL else None
    if whole is not None:
        return whole
    colon = _COLON.search(shown, 0, LONGEST_LABEL)
    told = _named(shown[: colon.start()], words) if colon else None
    return told._replace(rest=shown[colon.end() :].strip()) if told and colon else None


def announces(text: str, words: Lexicon) -> bool:
    """Whether a text has a word for criteria, whatever else it has."""
    said = _folded(text)
    return any(word in said for word in words.criteria)


def _named(text: str, words: Lexicon) -> Label | None:
    """The label that a whole text is."""
    heading = words.heading(_folded(text))
    core = heading.whole if heading.number is None else heading.title
    word = next((word for word in words.criteria if word in core), None)
    if word is None:
        return None
    left = words.criteria_joins.sub(" ", core.replace(word, " ", 1))
    bare = _AROUND.sub("", _ASIDE.sub(" ", left))
    if heading.word:
        return None if bare else Label(heading)
    for shown in (_AROUND.sub("", left), bare):
        other = words.heading(shown)
        if other.word and other.title == other.whole:
            return Label(other)
    return None if bare else Label(None)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
