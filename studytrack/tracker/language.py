"""Which language a text is written in: by its letters, or its words where they are shared."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from studytrack import locales
from studytrack.values import SPACED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studytrack.locales import Language, Locale

SAMPLE = 12_000
"""So many characters tell a text's language."""

_WEIGHT = 4
"""A tracker is full of names in Latin letters, so one of another script counts for a few."""
_SHARE = 4
"""Shared letters are a language's own where one letter in so many is no other's."""
_WORD = re.compile(r"[^\W\d_]+")


def guess_locale(text: str) -> Locale:
    """The locale that a text is most likely written in, by its first part.

    >>> guess_locale("| Задача | Статус |").name, guess_locale("| Tarea | Estado |").name
    ('ru', 'es')
    """
    sample = unicodedata.normalize("NFC", text[:SAMPLE]).casefold()
    every = locales.languages()
    votes = {one: _letters(sample, one) * (1 if _is_latin(one) else _WEIGHT) for one in every}
    origin = next(one for one in every if one.name == locales.MESSAGES)
    first = max(votes, key=lambda one: (votes[one], one is origin))
    alike = origin if _is_latin(first) else first
    rivals = [one for one in every if _has_letters_of(one, alike)]
    return locales.load(_by_words(sample, alike, rivals))


def _letters(sample: str, language: Language) -> int:
    """How many letters of the text are this language's."""
    own, shared = (_count(sample, letters) for letters in (language.letters, language.shared))
    return own + shared if own * _SHARE > shared else own


def _count(sample: str, letters: str) -> int:
    return sum(map(len, _runs(letters).findall(sample))) if letters else 0


@cache
def _runs(letters: str) -> re.Pattern[str]:
    return re.compile(f"[{letters}]+")


def _is_latin(language: Language) -> bool:
    return _runs(language.letters).match("a") is not None


def _has_letters_of(language: Language, other: Language) -> bool:
    """Whether the other's texts might be this language's: Spanish and English, kanji and hanzi."""
    if _is_latin(other):
        return _is_latin(language)
    mine, theirs = {language.letters, language.shared}, {other.letters, other.shared}
    return bool(mine & theirs - {""})


def _by_words(sample: str, likely: Language, rivals: Sequence[Language]) -> str:
    """The tag of the language whose telling words occur most; the likely one's where none do."""
    if len(rivals) == 1:
        return likely.name
    words = Counter(_WORD.findall(sample))
    votes = {
        one: sum(words[word] if _spaced(word) else sample.count(word) for word in one.common)
        for one in rivals
    }
    return max(votes, key=lambda one: (votes[one], one is likely)).name


@cache
def _spaced(word: str) -> bool:
    return re.match(f"[{SPACED}]", word) is not None
