"""A criterion as a tracker states it, and its box."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from studytrack.patterns import pattern
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from studytrack.markdown.spans import Span

_OPEN, _OPEN_SIGN, _TICKED_SIGN = "[ ]", "☐", "☑"
_TICKS = frozenset({_TICKED_SIGN, *(f"[{tick}]" for tick in "xX✓✔√*+")})
SIGN = pattern(f"[{_OPEN_SIGN}{_TICKED_SIGN}]")
"""A box that is a letter; other signs, such as ✓ and ✅, may as well be bullets."""


class StatedCriterion(NamedTuple):
    """A criterion as a tracker states it.

    Attributes:
        text: its words, as a reader sees them, without the box and the signs around.
        name: the same, as it is compared.
        line: the line's number, from 1.
        box: where its box stands; None where it has none.
        tick: what stands there.
    """

    text: str
    name: str
    line: int
    box: Span | None = None
    tick: str = ""

    @property
    def ticked(self) -> bool:
        """Whether there is a box with a tick in it, and not what says something else: ``[~]``."""
        return self.tick in _TICKS

    def written(self, ticked: str, *, met: bool) -> str:
        """What its box should be; ``ticked`` is how the tracker ticks those in brackets."""
        if SIGN.fullmatch(self.tick):
            return _TICKED_SIGN if met else _OPEN_SIGN
        return ticked if met else _OPEN


def usual_tick(every: Iterable[StatedCriterion], tasks: str) -> str:
    """What a box is ticked with: as most criteria have it, else as the tasks of lists have."""
    votes = Counter(one.tick for one in every if one.ticked and not SIGN.fullmatch(one.tick))
    return votes.most_common(1)[0][0] if votes else tasks
