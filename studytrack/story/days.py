"""Days: how many lie between two commits, which stand in a row, and where there are none."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from studytrack.story.model import Stretch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from studytrack.story.model import Moment

SHORTEST_GAP = 14
"""Days without a change that are worth a word."""


def between(first: Moment | None, last: Moment | None) -> int | None:
    """How many days lie from one commit to the other; None where dates lack, or run backwards."""
    if first is None or last is None or first.date is None or last.date is None:
        return None
    days = (last.date - first.date).days
    return days if days >= 0 else None


def calendar(first: Moment | None, last: Moment | None) -> int | None:
    """As `between`, with both days among them: what was begun and closed on a day took one."""
    days = between(first, last)
    return None if days is None else days + 1


def streaks(days: Iterable[date]) -> Iterator[Stretch]:
    """Two or more of the days in a row.

    >>> [one.days for one in streaks([date(2026, 3, 2), date(2026, 3, 1), date(2026, 3, 9)])]
    [2]
    """
    known = sorted(set(days))
    for first, last in _runs(known):
        if first != last:
            yield _stretch(first, last)


def gaps(days: Iterable[date]) -> Iterator[Stretch]:
    """Fourteen days or more between two of the days.

    >>> [one.days for one in gaps([date(2026, 3, 1), date(2026, 3, 16)])]
    [14]
    """
    day = timedelta(days=1)
    for before, after in pairwise(sorted(set(days))):
        if (after - before).days > SHORTEST_GAP:
            yield _stretch(before + day, after - day)


def _runs(days: list[date]) -> Iterator[tuple[date, date]]:
    first: date | None = None
    for before, after in pairwise([*days, None]):
        first = first or before
        if after is None or before is None or (after - before).days > 1:
            if first is not None and before is not None:
                yield first, before
            first = None


def _stretch(first: date, last: date) -> Stretch:
    return Stretch(first=first, last=last, days=(last - first).days + 1)
