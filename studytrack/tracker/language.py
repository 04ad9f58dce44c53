"""Which language a text is written in: by its letters, or its words where they are shared."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from studytrack import locales, markers
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
    sample = unicodedata.normalize("NFC", markers.outside(text)[:SAMPLE]).casefold()
    every = locales.languages()
    characters = Counter(sample)
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


def _letters(characters: Counter[str], language: Language) -> int:
    """How many letters of a text are this language's."""
    own, shared = (_count(characters, letters) for letters in (language.letters, language.shared))
    return own + shared if own * _SHARE > shared else own


def _count(characters: Counter[str], letters: str) -> int:
    if not letters:
        return 0
    return sum(characters[one] for one in _class(letters).findall("".join(characters)))


@cache
def _class(letters: str) -> re.Pattern[str]:
    return re.compile(f"[{letters}]")


def _is_latin(language: Language) -> bool:
    return _class(language.letters).match("a") is not None


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
