"""A tracker's headings as a tree, and which of its tasks stand under which heading."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from studytrack import markers
from studytrack.markdown import blocks
from studytrack.markdown.inline import plain
from studytrack.patterns import pattern
from studytrack.tracker.lexicon import folded
from studytrack.tracker.marks import split_marker
from studytrack.tracker.naming import without_status
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from studytrack.tracker.lexicon import Lexicon
    from studytrack.tracker.shape import Tracker

Key = TypeVar("Key")

_NUMBERED = pattern(r"(?P<before>[^\W\d_]{1,16})[ ]?(?P<n>[0-9]{1,4})(?![0-9])")
_AFTER = pattern(r"[ ]?(?P<after>[^\W\d_]{1,4})(?=$|[\s:：—–\-(（、,，])")
_ORDINALS = "第제"
_ASIDE = pattern(r"[(（\[【][^)）\]】]{0,80}[)）\]】]")
_MOST = 50
"""So many kinds of headings, or headings of one size, are looked at."""

_AROUND = " \t:：.-–—·|、,，*_"


class Kind(NamedTuple):
    """What a heading is one of, and which one: ``("week", 3)`` for *Week 3: Trees*."""

    word: str
    number: int


class Part(NamedTuple):
    """A heading and all that stands under it: the lines from ``first`` up to ``last``, from 0.

    Attributes:
        title: the heading's text without marks.
        name: the same as it is looked up, without asides and status.
        kind: None where it has no number.
    """

    title: str
    name: str
    kind: Kind | None
    level: int
    first: int
    last: int


WHOLE = Part("", "", None, 0, -1, 10**9)
"""The whole text, which no heading stands over."""


class Outline:
    """The parts of a tracker, and the lines that its tasks stand on.

    Args:
        tracker: as it was read.
    """

    def __init__(self, tracker: Tracker) -> None:
        self._words = tracker.dialect.lexicon
        self.lines = sorted([row.line - 1 for section in tracker.sections for row in section.rows])
        self.parts = tuple(_parts(tracker))
        self._firsts = [part.first for part in self.parts]
        self._within: dict[int, tuple[tuple[Part, ...], ...]] = {}

    def size(self, part: Part) -> int:
        """How many tasks stand in a part."""
        first, last = self.places(part.first, part.last)
        return last - first

    def is_all(self, part: Part) -> bool:
        """Whether a part has all the tasks."""
        return self.size(part) == len(self.lines)

    def places(self, first: int, last: int) -> tuple[int, int]:
        """Where in the row of all tasks those of some lines stand."""
        return bisect_left(self.lines, first), bisect_left(self.lines, last)

    def above(self, line: int) -> Part:
        """The nearest heading over a line."""
        place = bisect_right(self._firsts, line) - 1
        return self.parts[place] if place >= 0 else WHOLE

    def around(self, line: int) -> Part:
        """The nearest heading over a line that has tasks, or the whole."""
        place = bisect_right(self._firsts, line) - 1
        while place >= 0:
            part = self.parts[place]
            if part.last > line and self.size(part):
                return part
            place = self._parents[place]
        return WHOLE

    def families(self, within: Part) -> tuple[tuple[Part, ...], ...]:
        """The parts of one kind and level that have tasks, as chapters or weeks, two at least."""
        if within.first not in self._within:
            first, last = (bisect_right(self._firsts, line) for line in (within.first, within.last))
            found: dict[tuple[int, str], list[Part]] = {}
            for part in self.parts[first:last]:
                if part.kind is not None and self.size(part):
                    found.setdefault((part.level, part.kind.word), []).append(part)
            several = [tuple(family) for family in found.values() if len(family) > 1]
            self._within[within.first] = tuple(several[:_MOST])
        return self._within[within.first]

    def family(self, within: Part, unit: str) -> tuple[Part, ...]:
        """The parts that a unit's word names: those that are weeks, for *weeks*."""
        for own in self.families(within):
            if own[0].kind and same_word(own[0].kind.word, unit):
                return own
        return ()

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The words for what there are several parts of."""
        return frozenset(own[0].kind.word for own in self.families(WHOLE) if own[0].kind)

    @cached_property
    def words(self) -> frozenset[str]:
        """The words for what there is at least one part of, with tasks."""
        return frozenset(part.kind.word for part in self.parts if part.kind and self.size(part))

    @cached_property
    def mains(self) -> tuple[tuple[Part, ...], ...]:
        """What holds most of the tasks: one part, or all of one kind."""
        every = len(self.lines)
        families = *((part,) for part in self._outermost), *self.families(WHOLE)
        return tuple(own for own in families if every < 2 * sum(map(self.size, own)) < 2 * every)

    def speaking_of(self, unit: str, size: int) -> Part | None:
        """The part with so many tasks whose title has the word for them: *Projects*."""
        found = [
            part
            for part in self._by_size.get(size, ())[:_MOST]
            if any(same_word(word, unit) for word in part.name.split())
        ]
        return found[0] if len(found) == 1 else None

    def named(self, label: str) -> Part | None:
        """The part that a label names by its title, or by its kind and number."""
        name, kind = naming(label, self._words)
        for found in (self._by_kind.get(kind, ()) if kind else (), self._by_name.get(name, ())):
            own = [part for part in found if self.size(part)]
            if len(own) == 1:
                return own[0]
        return None

    @cached_property
    def _parents(self) -> list[int]:
        above: list[int] = []
        parents = []
        for place, part in enumerate(self.parts):
            while above and self.parts[above[-1]].level >= part.level:
                above.pop()
            parents.append(above[-1] if above else -1)
            above.append(place)
        return parents

    @cached_property
    def _outermost(self) -> list[Part]:
        """The parts that stand in no other which holds fewer than all tasks."""
        found: list[Part] = []
        for part in self.parts:
            inside = found and part.first < found[-1].last
            if not inside and 0 < self.size(part) < len(self.lines):
                found.append(part)
        return found

    @cached_property
    def _by_size(self) -> Mapping[int, list[Part]]:
        return _grouped((size, part) for part in self.parts if (size := self.size(part)))

    @cached_property
    def _by_kind(self) -> Mapping[Kind | None, list[Part]]:
        return _grouped((part.kind, part) for part in self.parts)

    @cached_property
    def _by_name(self) -> Mapping[str, list[Part]]:
        return _grouped((part.name, part) for part in self.parts if part.name)


def _grouped(pairs: Iterable[tuple[Key, Part]]) -> dict[Key, list[Part]]:
    found: dict[Key, list[Part]] = {}
    for key, part in pairs:
        found.setdefault(key, []).append(part)
    return found


def _parts(tracker: Tracker) -> Iterator[Part]:
    document = markers.hidden(blocks.read(tracker.text))
    headings = [block for block in document.blocks if block.kind == "heading"]
    ends = [WHOLE.last] * len(headings)
    open_: list[int] = []
    for place, heading in enumerate(headings):
        while open_ and headings[open_[-1]].level >= heading.level:
            ends[open_.pop()] = heading.first
        open_.append(place)
    for heading, end in zip(headings, ends, strict=True):
        raw = heading.text_span.of(tracker.text)
        name, kind = naming(raw, tracker.dialect.lexicon)
        yield Part(plain(raw).strip(), name, kind, heading.level, heading.first, end)


def naming(text: str, words: Lexicon) -> tuple[str, Kind | None]:
    """What a heading or a label is called, and what it is one of."""
    shown = plain(text).strip()
    shown = without_status(split_marker(shown)[1], words)
    name = folded(_ASIDE.sub("", shown)).strip(_AROUND)
    return name, kind_of(shown, words)


def kind_of(text: str, words: Lexicon) -> Kind | None:
    """What a title is one of, and which one; None where it has no number."""
    found = words.heading(text)
    if found.number is not None:
        return Kind(_bare(found.word), found.number)
    match = _NUMBERED.match(text)
    if match is None or text[match.end() : match.end() + 2].strip()[:1].isdecimal():
        return None
    after = _AFTER.match(text, match.end())
    return Kind(_bare(match["before"] + (after["after"] if after else "")), int(match["n"]))


def _bare(word: str) -> str:
    """The word alone: 第…章 and 章 are one."""
    return folded(word).strip(_ORDINALS + " .、)）:：")


def same_word(one: str, other: str) -> bool:
    """True where two words differ in their endings only: *weeks* and *week*.

    >>> same_word("weeks", "week"), same_word("недель", "неделя"), same_word("phase", "photo")
    (True, True, False)
    """
    if not one or not other or not one[0].isalpha():
        return False
    common = next(
        (place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]),
        min(len(one), len(other)),
    )
    shorter = min(len(one), len(other))
    return one == other or common >= max(4, shorter - 2)
