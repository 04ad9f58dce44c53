"""What words say, whatever signs and markup they are written with."""

from __future__ import annotations

import unicodedata

from studytrack.markdown import inline
from studytrack.patterns import pattern

_LEAD = pattern(r"(?:\s|\[[^\[\]]\](?=\s)|[-*+•·–—.。!！;；,，:：])*+")
_SPACE = pattern(r"\s+")
_ENDS = ".。!！;；,，:："
_SIGNS = frozenset("\ufe0f\ufe0e\u200d◻◼◽◾")


def without_signs(text: str) -> str:
    """A text without the signs around it: the ✓ of a list that has no boxes.

    >>> without_signs("✓ can explain C++")
    'can explain C++'
    """
    begin, end = 0, len(text)
    while begin < end and _is_sign(text[begin]):
        begin += 1
    while begin < end and _is_sign(text[end - 1]):
        end -= 1
    return text[begin:end]


def _is_sign(char: str) -> bool:
    return char.isspace() or char in _SIGNS or unicodedata.category(char) == "So"


def compared(text: str) -> str:
    """A criterion's words as they are compared: case, width, blanks and markup do not matter.

    >>> compared("- [ ] Can **explain** it.")
    'canexplainit'
    """
    shown = inline.plain(text)
    shown = without_signs(shown[_LEAD.match(shown).end() :])  # type: ignore[union-attr]
    return _SPACE.sub("", unicodedata.normalize("NFKC", shown).casefold()).rstrip(_ENDS)
