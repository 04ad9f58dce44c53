"""Where something stands in a text, and edits by place: every other character stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Span(NamedTuple):
    """A half-open range of code points, counted from the start of the whole text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """What stands there.

        >>> Span(2, 4).of("abcdef")
        'cd'
        """
        return text[self.start : self.end]


class Edit(NamedTuple):
    """What shall stand in place of a span; an empty span inserts."""

    span: Span
    text: str


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with every edit made, in whatever order they are given.

    Raises:
        ValueError: A span lies outside the text, or two edits overlap or begin at the same
            place, so that their order would matter.

    >>> apply("a | b", [Edit(Span(4, 5), "c"), Edit(Span(0, 1), "x")])
    'x | c'
    """
    pieces: list[str] = []
    reached = 0
    taken = -1
    for (start, end), replacement in sorted(edits):
        if not 0 <= start <= end <= len(text):
            raise ValueError(f"span {start}-{end} is not within the text of {len(text)} characters")
        if start < reached or start == taken:
            raise ValueError(f"two edits overlap at {start}")
        pieces += (text[reached:start], replacement)
        reached, taken = end, start
    pieces.append(text[reached:])
    return "".join(pieces)
