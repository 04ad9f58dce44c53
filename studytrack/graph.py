"""Commits and how they descend from each other: pure, compact, and in the fold's order."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cached_property
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

from studytrack.patterns import pattern
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST_DAY = _EPOCH.toordinal()
_DAY = 24 * 60 * 60  # seconds
_AUTHORED = pattern(r"([0-9]{1,18}) ([+-])([0-9]{2})([0-9]{2})", re.ASCII)


class Commit(NamedTuple):
    """One commit, as its raw object tells it.

    Attributes:
        id: 40 or 64 hex digits.
        parents: their ids, the mainline first.
        author: ``Name <email>``, decoded; .mailmap is not applied.
        authored: the raw author date, ``1772456400 +0800``; may be anything.
        committed: the committer date in seconds since 1970, 0 where it cannot be read.
        message: the raw bytes, in the encoding that the commit declares.
        encoding: the declared encoding, None where there is none (UTF-8 then).
        truncated: True where the message was too long to be kept whole.
    """

    id: str
    parents: tuple[str, ...]
    author: str
    authored: str
    committed: int
    message: bytes
    encoding: str | None = None
    truncated: bool = False


class Log(NamedTuple):
    """What was read of ``since..rev``.

    Attributes:
        commits: those whose message may hold records or take some back, in fold order.
        graph: all commits that were read, the others too.
        head: the revision's id; None for a branch without commits.
        since_reached: False where the revision lies before ``since``: nothing is read then.
    """

    commits: tuple[Commit, ...]
    graph: Graph
    head: str | None
    since_reached: bool = True


def author_day(authored: str, zone: tzinfo | None = None) -> date | None:
    """The day on the author's own calendar, or on that of ``zone`` where one is given.

    None where the raw date cannot be read: a day is never invented. The form is that of the
    "Git internal format" of git-commit(1); like git, offsets end at 23 hours and 59 minutes.

    >>> author_day("1772456400 +0800")
    datetime.date(2026, 3, 2)
    """
    match = _AUTHORED.fullmatch(authored)
    if match is None:
        return None
    seconds, sign, hours, minutes = match.groups()
    if int(hours) > 23 or int(minutes) > 59:
        return None
    offset = (int(hours) * 60 + int(minutes)) * 60
    own = int(seconds) + (-offset if sign == "-" else offset)
    try:
        if zone is None:
            return date.fromordinal(_FIRST_DAY + own // _DAY)
        return (_EPOCH + timedelta(seconds=int(seconds))).astimezone(zone).date()
    except (OverflowError, ValueError):
        return None


class Graph:
    """Which commits were read, in which order they fold, and which descend from which.

    The fold's order puts parents before children and, among commits whose parents are done,
    the smallest (committer date, id) first. It is found when it is first asked for.

    Args:
        ids: the commits in hex, in any order.
        parents: for each those of its parents, the mainline first, with blanks between them.
        dates: for each its committer date in seconds since 1970.
    """

    def __init__(self, ids: list[bytes], parents: Sequence[bytes], dates: array[int]) -> None:
        self._ids = ids
        self._dates = dates
        self._number = dict(zip(ids, range(len(ids)), strict=True))
        self._first, self._others = _links(self._number, parents)

    @classmethod
    def of(cls, commits: Iterable[tuple[str, Sequence[str], int]]) -> Graph:
        """The graph of commits given as (id, parents, committer date).

        >>> Graph.of([("b", ["a"], 2), ("a", [], 1)]).is_ancestor("a", "b")
        True
        """
        rows = list(commits)
        return cls(
            [commit.encode() for commit, _, _ in rows],
            [" ".join(parents).encode() for _, parents, _ in rows],
            array("q", (committed for _, _, committed in rows)),
        )

    def topped(self, commit: str, parent: str, committed: int) -> Graph:
        """The graph with one more commit, on top of another.

        >>> Graph.of([("a", [], 1)]).topped("b", "a", 1).is_ancestor("a", "b")
        True
        """
        parents = [b" ".join(self._ids[up] for up in self._parents_of(n)) for n in range(len(self))]
        dates = array("q", [*self._dates, committed])
        return Graph([*self._ids, commit.encode()], [*parents, parent.encode()], dates)

    def __len__(self) -> int:
        return len(self._ids)

    def __contains__(self, commit: object) -> bool:
        return isinstance(commit, str) and _key(commit) in self._number

    def position(self, commit: str) -> int:
        """The commit's place in the fold's order, from 0.

        Raises:
            KeyError: the commit was not read.
        """
        return self._ranks[self._number[_key(commit)]]

    def rank(self, commit: str) -> int:
        """The commit's place in the fold's order; -1 for one that was not read.

        >>> Graph.of([("a", [], 1)]).rank("b")
        -1
        """
        number = self._number.get(_key(commit))
        return -1 if number is None else self._ranks[number]

    def after(self, rank: int) -> list[str]:
        """The commits beyond a place in the fold's order.

        >>> Graph.of([("b", ["a"], 2), ("a", [], 1)]).after(0)
        ['b']
        """
        placed = zip(self._ids, self._ranks, strict=True)
        return [commit.decode() for commit, place in placed if place > rank]

    def line(self, commit: str, rank: int) -> list[bytes]:
        """A commit and its first parents, down to the first that is not beyond a place.

        Their ids are those that were read: a long line of new ones takes memory.

        >>> Graph.of([("b", ["a"], 2), ("a", [], 1)]).line("b", 0)
        [b'b', b'a']
        """
        ids, ranks, first = self._ids, self._ranks, self._first
        number, found = self._number.get(_key(commit), -1), list[bytes]()
        while number >= 0:
            found.append(ids[number])
            number = first[number] if ranks[number] > rank else -1
        return found

    def is_ancestor(self, ancestor: str, commit: str) -> bool:
        """Whether the second commit stands on top of the first; none stands on itself.

        False where either was not read.
        """
        old, new = self._number.get(_key(ancestor)), self._number.get(_key(commit))
        if old is None or new is None or old == new:
            return False
        return self._chains.reaches(old, new)

    def brought_in(self, merge: str, mainline: str) -> frozenset[str]:
        """What the merge added to its parent ``mainline``: what it reaches and that does not.

        The merge itself is among it; commits that were not read are not.
        """
        ranks, start = self._ranks, self._number.get(_key(merge))
        if start is None:
            return frozenset()
        known = {self._number[_key(mainline)]} if mainline in self else set[int]()
        added = {start} - known
        queue = [(-ranks[number], number) for number in added | known]
        heapify(queue)
        waiting = len(added)  # only while a commit that was added is queued can more be found
        while waiting:
            _, number = heappop(queue)
            old = number in known
            waiting -= not old
            for parent in self._parents_of(number):
                seen_old, seen_added = parent in known, parent in added
                if seen_old or (seen_added and not old):
                    continue
                (known if old else added).add(parent)
                if seen_added:
                    added.discard(parent)
                    waiting -= 1  # it is still queued, now as an old one
                else:
                    heappush(queue, (-ranks[parent], parent))
                    waiting += not old
        return frozenset(self._ids[number].decode() for number in added)

    def resolve(self, prefix: str) -> tuple[str, ...]:
        """The commits whose id begins with these hex digits, in the order of their ids."""
        low = _key(prefix.lower())
        start = bisect_left(self._sorted, low)
        end = bisect_right(self._sorted, low + b"g")
        return tuple(commit.decode() for commit in self._sorted[start:end])

    def _parents_of(self, number: int) -> Iterator[int]:
        if self._first[number] >= 0:
            yield self._first[number]
        yield from self._others.get(number, ())

    @cached_property
    def _sorted(self) -> list[bytes]:
        return sorted(self._ids)

    @cached_property
    def _ranks(self) -> array[int]:
        """Each commit's place in the fold's order."""
        ranks = self._by_date()
        older = all(up < 0 or ranks[up] < rank for up, rank in zip(self._first, ranks, strict=True))
        merged = all(
            ranks[up] < ranks[number] for number, others in self._others.items() for up in others
        )
        return ranks if older and merged else self._by_descent()

    def _by_date(self) -> array[int]:
        """The places by date: those of the fold where no commit is older than its parents."""
        ranks = array("i", bytes(4 * len(self._ids)))
        dated = sorted(zip(self._dates, self._ids, range(len(ranks)), strict=True))
        for rank, (_, _, number) in enumerate(dated):
            ranks[number] = rank
        return ranks

    def _by_descent(self) -> array[int]:
        """The places by Kahn's algorithm, with a heap.

        The heap holds the commits whose parents are all placed, which are few at a time.
        """
        dates, ids = self._dates, self._ids
        children = _Children(self._first, self._others)
        missing = children.parents
        waiting = (number for number, count in enumerate(missing) if not count)
        ready = [(dates[number], ids[number], number) for number in waiting]
        heapify(ready)
        ranks = array("i", bytes(4 * len(ids)))
        for rank in range(len(ids)):
            _, _, number = heappop(ready)
            ranks[number] = rank
            for child in children.of(number):
                missing[child] -= 1
                if not missing[child]:
                    heappush(ready, (dates[child], ids[child], child))
        return ranks

    @cached_property
    def _chains(self) -> _Chains:
        return _Chains(self._ranks, self._first, self._others)


class _Children:
    """The other way round: each commit's children, and how many parents each commit has."""

    def __init__(self, first: array[int], others: dict[int, tuple[int, ...]]) -> None:
        self._latest = array("i", [-1]) * len(first)
        self._before = array("i", [-1]) * len(first)  # of the same first parent
        self._merges: dict[int, list[int]] = {}
        self.parents = array("i", (parent >= 0 for parent in first))
        for number, parent in enumerate(first):
            if parent >= 0:
                self._before[number], self._latest[parent] = self._latest[parent], number
        for number, parents in others.items():
            self.parents[number] += len(parents)
            for parent in parents:
                self._merges.setdefault(parent, []).append(number)

    def of(self, number: int) -> Iterator[int]:
        """A commit's children."""
        child = self._latest[number]
        while child >= 0:
            yield child
            child = self._before[child]
        yield from self._merges.get(number, ())


class _Chains:
    """First-parent chains: a question about descent visits chains rather than commits.

    Every commit is on one chain; from a commit on it all that come before it on the chain are
    reached at once, and the chain's *exits*, which lead to other chains.
    """

    def __init__(
        self, ranks: array[int], first: array[int], others: dict[int, tuple[int, ...]]
    ) -> None:
        self._ranks = ranks
        self._chain = chain = array("i", [-1]) * len(ranks)
        self._exits: list[list[tuple[int, int]]] = []  # (the child's rank, the parent)
        tips = set(range(len(ranks))).difference(first)
        for tip in sorted(tips, key=ranks.__getitem__, reverse=True):
            number = last = tip
            while number >= 0 and chain[number] < 0:
                chain[number] = len(self._exits)
                last, number = number, first[number]
            self._exits.append([(ranks[last], number)] if number >= 0 else [])
        for number, parents in others.items():
            self._exits[chain[number]].extend((ranks[number], parent) for parent in parents)
        for exits in self._exits:
            exits.sort()

    def reaches(self, old: int, new: int) -> bool:
        """Whether ``old`` is an ancestor of ``new``; both are numbers of commits."""
        floor, home = self._ranks[old], self._chain[old]
        seen: dict[int, int] = {}  # chain -> the greatest rank it was entered at
        entries = [new]
        while entries:
            entry = entries.pop()
            rank, chain = self._ranks[entry], self._chain[entry]
            before = seen.get(chain, floor)
            if rank <= before:
                continue
            if chain == home:
                return True
            seen[chain] = rank
            exits = self._exits[chain]
            start, end = bisect_right(exits, (before, _LAST)), bisect_right(exits, (rank, _LAST))
            for _, parent in exits[start:end]:
                if parent == old:
                    return True
                if self._ranks[parent] > floor:
                    entries.append(parent)
        return False


_LAST = 2**31


def _key(commit: str) -> bytes:
    return commit.encode("utf-8", "surrogatepass")


def _links(
    numbers: dict[bytes, int], parents: Sequence[bytes]
) -> tuple[array[int], dict[int, tuple[int, ...]]]:
    """Each commit's first parent (-1: not read), and the other parents where there are any.

    A first parent that was not read gives its place to nobody.
    """
    first = array("i", (numbers.get(listed, -1) for listed in parents))
    others: dict[int, tuple[int, ...]] = {}
    for number, known in enumerate(first):
        if known < 0 and (rest := parents[number].split()[1:]):  # it has not just one parent
            first[number] = numbers.get(parents[number].partition(b" ")[0], -1)
            found = tuple(numbers[parent] for parent in rest if parent in numbers)
            if found:
                others[number] = found
    return first, others
