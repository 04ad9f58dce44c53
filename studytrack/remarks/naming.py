"""What questions are called: by the commits that ask them, under every id that those have."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from studytrack.fold.effect import Entry
    from studytrack.records import Question

SHORTEST = 7
"""Hex digits of a name, as git abbreviates; more where the ids of two commits begin alike."""

_COPIES = 3
"""A squash's log repeats a cherry-pick of a commit: no copy is further from what it repeats."""


class Call(NamedTuple):
    """What a question goes by: a commit's id, and which of the questions of that commit it is."""

    commit: str
    number: int


class Asking(NamedTuple):
    """A question, and a commit that asks it."""

    question: Question
    entry: Entry


class Directory(NamedTuple):
    """Which question goes by what.

    Attributes:
        places: for each commit's id and number the place of the question, None for one that was
            taken back.
        commits: the ids, in order.
        calls: what each question goes by, in their order; None for those of no commit.
    """

    places: Mapping[str, Mapping[int, int | None]]
    commits: Sequence[str]
    calls: Sequence[Call | None]

    def found(self, name: str) -> set[int | None]:
        """The places of the questions that a name may mean, None for what was taken back."""
        prefix, _, number = name.partition(".")
        known = (self.places[commit] for commit in self._beginning(prefix))
        wanted = int(number or 1)
        return {one[wanted] for one in known if wanted in one}

    def name(self, place: int) -> str | None:
        """What a question is called, as briefly as it can be told from all others."""
        call = self.calls[place]
        if call is None:
            return None
        at = bisect_left(self.commits, call.commit)
        beside = (*self.commits[max(0, at - 1) : at], *self.commits[at + 1 : at + 2])
        digits = max(SHORTEST, *(_alike(call.commit, other) + 1 for other in ("", *beside)))
        number = f".{call.number}" if call.number > 1 else ""
        return call.commit[:digits] + number

    def _beginning(self, prefix: str) -> Iterator[str]:
        start = bisect_left(self.commits, prefix)
        after = islice(self.commits, start, None)
        return takewhile(lambda commit: commit.startswith(prefix), after)


def directory(asked: Sequence[Asking]) -> Directory:
    """What questions go by.

    A question that a commit repeats, as a cherry-pick or a squash does, goes by that one too.
    """
    places: dict[str, dict[int, int | None]] = {}
    own: list[Call | None] = []
    for calls, meant in zip(_calls(asked), _meant(asked), strict=True):
        own.append(calls[0] if calls else None)
        for call in calls:
            places.setdefault(call.commit, {}).setdefault(call.number, meant)
    return Directory(places, sorted(places), own)


def _calls(asked: Iterable[Asking]) -> Iterator[tuple[Call, ...]]:
    """What each goes by: its commit's id first, then that of the commit that was squashed.

    A message's questions have the numbers that they have in it, behind those of messages before
    it, whether those can be read or not; so have a note's, whether others are gone by now or not.
    """
    counts: Counter[str] = Counter()
    before: dict[tuple[str, str | None, str], int] = {}
    for question, entry in asked:
        commit, path = question.source.commit, question.source.path
        if commit is None:
            yield ()
            continue
        number = before.setdefault((commit, path, entry.name), counts[commit]) + question.nth
        counts[commit] = max(number, counts[commit])
        own = Call(commit, number)
        renamed = entry.name not in {"", commit}
        yield (own, Call(entry.name, question.nth)) if renamed else (own,)


def _meant(asked: Sequence[Asking]) -> Iterator[int | None]:
    """The place of each, or of the one that it repeats; None where that was taken back."""
    first: dict[tuple[str | None, str | int, str], int] = {}
    for place, (question, entry) in enumerate(asked):
        for commit in {question.source.commit, entry.name}:
            first.setdefault((commit, question.about, question.source.text), place)
    for place, (question, entry) in enumerate(asked):
        meant: int | None = place
        for _ in range(_COPIES):
            if meant is None or entry.effective:
                break
            meant = first.get((entry.undone_by, question.about, question.source.text))
            entry = asked[meant].entry if meant is not None else entry  # noqa: PLW2901
        yield meant if entry.effective else None


def _alike(one: str, other: str) -> int:
    """How many characters two ids begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
