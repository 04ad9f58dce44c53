"""Which headings are phases, and what stands under each."""

from __future__ import annotations

from collections import Counter
from operator import attrgetter
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from studytrack.markdown.blocks import Block, Document
    from studytrack.tracker.lexicon import Heading, Lexicon


INSIDE = 7
"""The level of what is no heading, below all of them."""


class Source(Protocol):
    """Where tasks stand: a table, or an item of a list."""

    @property
    def first(self) -> int:
        """Its first line, from 0."""

    @property
    def level(self) -> int:
        """Headings of this level and below are not above it."""


S = TypeVar("S", bound=Source)


class Group(NamedTuple, Generic[S]):
    """A phase's heading, None before every heading, and what holds its tasks.

    Attributes:
        paths: for each source, the headings between it and the phase's, outermost first.
    """

    heading: Block | None
    sources: list[S]
    paths: list[tuple[Block, ...]]


class Headings:
    """The headings of a document, as an outline with numbers."""

    def __init__(self, document: Document, words: Lexicon) -> None:
        self.all = [block for block in document.blocks if block.kind == "heading"]
        self._text = document.text
        self.words = words
        self._levels = Counter(heading.level for heading in self.all)
        self._read: dict[int, Heading] = {}

    def read(self, heading: Block) -> Heading:
        """A heading's number and title."""
        if heading.first not in self._read:
            shown = heading.text_span.of(self._text)
            self._read[heading.first] = self.words.heading(shown)
        return self._read[heading.first]

    def groups(self, sources: Sequence[S]) -> list[Group[S]]:
        """The sources by phase, in order; those before every heading come first."""
        paths = list(self._paths(sources))
        company = self._company(paths)
        groups: dict[int, Group[S]] = {}
        for source, path in zip(sources, paths, strict=True):
            place = self._phase(path, company)
            phase = path[place] if path else None
            group = groups.setdefault(phase.first if phase else -1, Group(phase, [], []))
            group.sources.append(source)
            group.paths.append(path[place + 1 :])
        return list(groups.values())

    def planned(self, sources: Sequence[S]) -> list[S]:
        """The sources of numbered phases, where most are; other lists are wishes and criteria.

        Where two series of phases have the same numbers, chapters and then weeks, the longer
        one is the plan, and the other tells of it again.
        """
        groups = [(group, self._kind(group.heading)) for group in self.groups(sources)]
        numbered = [(group, kind) for group, kind in groups if kind is not None]
        if sum(len(group.sources) for group, _ in numbered) * 2 <= len(sources):
            return list(sources)
        series: dict[str, list[Group[S]]] = {}
        for group, kind in numbered:
            series.setdefault(kind.word, []).append(group)
        longest = max(series.values(), key=_size)
        taken = {self._number(group) for group in longest}
        kept = [
            group
            for one in series.values()
            for group in one
            if one is longest or len(longest) == 1 or self._number(group) not in taken
        ]
        return sorted(
            (source for group in kept for source in group.sources), key=attrgetter("first")
        )

    def _kind(self, heading: Block | None) -> Heading | None:
        return self.read(heading) if heading and self.is_numbered(heading) else None

    def _number(self, group: Group[S]) -> int | None:
        return self.read(group.heading).number if group.heading else None

    def end(self, own: Block | None, starts: Collection[int]) -> int:
        """The line where a phase ends: at the next, or a heading of its own level or above."""
        first, level = (own.first, own.level) if own else (-1, 0)
        for heading in self.all:
            if heading.first > first and (heading.level <= level or heading.first in starts):
                return heading.first
        return 10**9

    def _paths(self, sources: Iterable[Source]) -> Iterator[tuple[Block, ...]]:
        """The headings that each source stands under, outermost first."""
        rest = iter([*self.all, None])
        heading = next(rest)
        above: tuple[Block, ...] = ()
        for source in sources:
            while heading is not None and heading.first < source.first:
                level = heading.level
                above = (*(outer for outer in above if outer.level < level), heading)
                heading = next(rest)
            yield tuple(outer for outer in above if outer.level < source.level)

    def is_numbered(self, heading: Block) -> bool:
        """Whether a heading's number may be a phase's: one of a kind numbers nothing."""
        return self._levels[heading.level] > 1 and self.read(heading).number is not None

    def _company(self, paths: Iterable[Sequence[Block]]) -> Counter[tuple[int, bool]]:
        """How many numbered headings each level has: ``Phase 1`` all, ``1.`` those with tasks."""
        worded = {heading.first: heading.level for heading in self.all if self.read(heading).word}
        bare = {
            heading.first: heading.level
            for path in paths
            for heading in path
            if self.is_numbered(heading) and heading.first not in worded
        }
        return Counter((level, True) for level in worded.values()) + Counter(
            (level, False) for level in bare.values()
        )

    def _phase(self, path: Sequence[Block], company: Counter[tuple[int, bool]]) -> int:
        """Which heading of a path is the phase: the outermost that is one of several of its kind.

        Else the outermost that has a number, else the nearest.
        """
        numbered = [i for i, heading in enumerate(path) if self.is_numbered(heading)]
        several = (i for i in numbered if company[path[i].level, bool(self.read(path[i]).word)] > 1)
        return next(several, numbered[0] if numbered else len(path) - 1)


def _size(series: Iterable[Group[S]]) -> int:
    return sum(len(group.sources) for group in series)


def numbers(read: Sequence[Heading | None]) -> list[int]:
    """The number of every phase: its heading's, unless two have the same; else its place."""
    given = [one.number for one in read if one and one.number is not None]
    unique = len(set(given)) == len(given)
    taken = set(given) if unique else set()
    result = []
    for place, one in enumerate(read, 1):
        number = one.number if one and unique else None
        if number is None:
            number = place
            while number in taken:
                number += 1
            taken.add(number)
        result.append(number)
    return result
