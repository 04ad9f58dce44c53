"""Names that are spelt alike, to be suggested where one is not known."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

NEAREST = 3
"""Names that are suggested."""

_NEIGHBOURS = 12
_LONGEST = 200


def alike(name: str, known: Sequence[str], longest: int = _LONGEST) -> tuple[str, ...]:
    """A few of some sorted names that are spelt like this one, the most alike first.

    Only the neighbours in the alphabet are compared, by what they begin with: comparing with all
    of ten thousand names takes a tenth of a second each time.

    Args:
        name: what somebody wrote.
        known: the names that there are, sorted.
        longest: characters that are compared.

    >>> alike("3.4l", ["3.3", "3.41", "7.1"])
    ('3.41',)
    """
    from difflib import get_close_matches  # not needed by whoever types well

    place = bisect_left(known, name)
    around = known[max(0, place - _NEIGHBOURS) : place + _NEIGHBOURS]
    begins = {one[:longest]: one for one in reversed(around)}
    return tuple(begins[one] for one in get_close_matches(name[:longest], begins, NEAREST))
