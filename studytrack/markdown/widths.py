"""How many columns a text takes where every character has its place, as in an editor."""

from __future__ import annotations

from unicodedata import category, east_asian_width

_JOINER, _EMOJI_STYLE = "\u200d", "\ufe0f"
_SKIN_TONES = frozenset(map(chr, range(0x1F3FB, 0x1F400)))
_LINKED = frozenset({_JOINER, _EMOJI_STYLE}) | _SKIN_TONES


class _Widths(dict[str, int]):
    """The width of each character, worked out when it is first asked for."""

    def __missing__(self, character: str) -> int:
        if category(character) in {"Mn", "Me", "Cf"}:
            width = 0
        else:
            width = 2 if east_asian_width(character) in {"W", "F"} else 1
        self[character] = width
        return width


_width = _Widths().__getitem__


def display_width(text: str) -> int:
    """The number of columns: two for wide characters and emoji, none for combining marks.

    By the East Asian Width property (https://www.unicode.org/reports/tr11/); characters of
    ambiguous width take one. An emoji sequence takes two, however many characters join in it.

    >>> display_width("状态 ok"), display_width("⚠️")
    (7, 2)
    """
    if text.isascii():
        return len(text)
    if _LINKED.isdisjoint(text):
        return sum(map(_width, text))
    total = last = 0
    joined = False
    for character in text:
        if joined or (character in _SKIN_TONES and last == 2):
            joined = False
        elif character == _JOINER:
            joined = True
        elif character == _EMOJI_STYLE:
            total += last == 1
            last = 2
        elif width := _width(character):
            total += width
            last = width
    return total
