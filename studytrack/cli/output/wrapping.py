"""Where a long line may be broken: between words, and between Chinese characters."""

from __future__ import annotations

from studytrack.markdown.widths import display_width
from studytrack.patterns import pattern

_OPEN = "（《「『【〈“‘"
_CLOSE = "，。；：！？、）》」』】〉”’…～％"
_WIDE = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_CORE = rf"(?:(?![{_OPEN}{_CLOSE}])[{_WIDE}]|[^\s{_WIDE}{_OPEN}{_CLOSE}]+)"
_UNIT = pattern(
    # What stays together: blanks, or a word or wide character with its punctuation.
    rf"\s+|[{_OPEN}]+{_CORE}?[{_CLOSE}]*|{_CORE}[{_CLOSE}]*|[{_CLOSE}]+"
)


def breaks(text: str, width: int, indent: int = 0) -> list[int]:
    """The offsets at which lines after the first begin.

    Args:
        text: without line feeds.
        width: the columns of the first line.
        indent: how many fewer the others have.

    >>> breaks("one two three", 8)
    [8]
    """
    found: list[int] = []
    room = max(width, 1)
    rest = max(width - indent, 2)
    used = 0
    for unit in _UNIT.finditer(text):
        size = display_width(unit[0])
        if unit[0].isspace() or used + size <= room:
            used += size
        elif size <= rest:
            found.append(unit.start())
            room, used = rest, size
        else:
            for at, character in enumerate(unit[0], unit.start()):
                size = display_width(character)
                if used + size > room:
                    found.append(at)
                    room, used = rest, 0
                used += size
    return found
