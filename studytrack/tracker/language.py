"""Which language a text is written in: by its letters, or its words where they are shared."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from studytrack import locales, markers
from studytrack.patterns import pattern
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
_WORD = pattern(r"[^\W\d_]+")
_SPAN = pattern(r".-.|.")


def guess_locale(text: str) -> Locale:
    """The locale that a text is most likely written in, by its first part.

    >>> guess_locale("| Задача | Статус |").name, guess_locale("| Tarea | Estado |").name
    ('ru', 'es')
    """
    sample = unicodedata.normalize("NFC", markers.outside(text)[:SAMPLE]).casefold()
    every = locales.languages()
    characters = sorted(sample)
    sizes = {one: _letters(characters, one) for one in every}
    latin, others = [
        [one for one in every if _is_latin(one) is is_latin] for is_latin in (True, False)
    ]
    most = max(others, key=sizes.__getitem__)
    if sizes[most] * _WEIGHT > max(sizes[one] for one in latin):
        told = _by_words(sample, [most, *(one for one in others if _share_letters(one, most))])
        return locales.load(told or most.name)
    told = _by_words(sample, latin)
    if told is None and sizes[most]:
        told = most.name  # what there is in Latin letters may be names alone
    return locales.load(told or locales.MESSAGES)


def _letters(characters: Sequence[str], language: Language) -> int:
    """How many letters of a text, whose characters are sorted, are this language's."""
    own, shared = (_count(characters, letters) for letters in (language.letters, language.shared))
    return own + shared if own * _SHARE > shared else own


def _count(characters: Sequence[str], letters: str) -> int:
    return sum(
        bisect_right(characters, last) - bisect_left(characters, first)
        for first, last in _spans(letters)
    )


@cache
def _spans(letters: str) -> tuple[tuple[str, str], ...]:
    """The first and the last of each run of letters: a class of Chinese compiles slowly.

    >>> _spans("а-яё")
    (('а', 'я'), ('ё', 'ё'))
    """
    return tuple((span[0], span[-1]) for span in _SPAN.findall(letters))


def _is_latin(language: Language) -> bool:
    return any(first <= "a" <= last for first, last in _spans(language.letters))


def _share_letters(one: Language, other: Language) -> bool:
    """Whether they have letters in common, as kanji are Chinese letters too."""
    return bool({one.letters, one.shared} & {other.letters, other.shared} - {""})


def _by_words(sample: str, candidates: Sequence[Language]) -> str | None:
    """The tag of the language whose telling words occur most, the first of equals; None without."""
    words = Counter(_WORD.findall(sample))
    votes = {
        one.name: sum(words[word] if _spaced(word) else sample.count(word) for word in one.common)
        for one in candidates
    }
    told = max(votes, key=votes.__getitem__)
    return told if votes[told] else None


@cache
def _spaced(word: str) -> bool:
    return re.match(f"[{SPACED}]", word) is not None
