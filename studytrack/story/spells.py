"""What holds from one commit until another: contradictions, and times without a tracker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from studytrack.story.model import Moment

What = TypeVar("What")


class Spell(NamedTuple, Generic[What]):
    """Something that held; ``until`` is None where it still does."""

    what: What
    since: Moment
    until: Moment | None = None


class Spells(Generic[What]):
    """Gathers what holds, version by version; the order is that in which it began."""

    def __init__(self) -> None:
        self._found: list[Spell[What]] = []
        self._open: dict[What, int] = {}

    def tell(
        self, moment: Moment, now: Collection[What], before: Sequence[Collection[What]]
    ) -> None:
        """A commit after which some things hold, and those that held in each of its parents.

        What holds in every parent did not begin here, nor did what holds in none end here: a
        branch beside this one may have begun or ended it.
        """
        for what in now:
            if what not in self._open and not (before and all(what in one for one in before)):
                self._open[what] = len(self._found)
                self._found.append(Spell(what, moment))
        ended = [what for what in self._open if what not in now]
        for what in ended:
            if not before or any(what in one for one in before):
                place = self._open.pop(what)
                self._found[place] = self._found[place]._replace(until=moment)

    def found(self) -> Sequence[Spell[What]]:
        """All that was told, the earliest first."""
        return self._found
