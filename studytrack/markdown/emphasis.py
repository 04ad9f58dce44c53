"""Which emphasis marks are marks and which are text, by CommonMark's method.

https://spec.commonmark.org/0.31.2/#phase-2-inline-structure: each closing run looks back for
the nearest run that can open; where it found none, none of its kind looks there again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Run(NamedTuple):
    """A run of ``*``, ``_`` or ``~`` and the piece of text that it is."""

    mark: str
    length: int
    opens: bool
    closes: bool
    piece: int

    @classmethod
    def between(cls, mark: str, length: int, around: tuple[str, str], piece: int) -> Run:
        """The run between these two characters, "" standing for the end of the text.

        A run opens before and closes behind a character that is not blank; ``_`` not within
        a word; ``~`` only by twos, since one alone is how ranges are written.
        """
        before, after = around
        opens = bool(after) and not after.isspace()
        closes = bool(before) and not before.isspace()
        if mark == "_":
            opens = opens and not before.isalnum()
            closes = closes and not after.isalnum()
        if mark == "~" and length != 2:
            opens = closes = False
        return cls(mark, length, opens, closes, piece)


def resolve(runs: Sequence[Run]) -> Iterator[tuple[Run, int]]:
    """Each run with the number of its characters that are text."""
    left = [run.length for run in runs]
    openers: list[int] = []
    # By kind of closer: the last run up to which nothing opens for it.
    searched: dict[tuple[str, bool, int], int] = {}
    for index, run in enumerate(runs):
        kind = run.mark, run.opens, run.length % 3
        while run.closes and left[index]:
            found = _opener(runs, openers, run, searched.get(kind, -1))
            if found is None:
                searched[kind] = index - 1
                break
            del openers[found + 1 :]
            used = min(2, left[index], left[openers[found]])
            left[index] -= used
            left[openers[found]] -= used
            if not left[openers[found]]:
                openers.pop()
        if run.opens and left[index]:
            openers.append(index)
    yield from zip(runs, left, strict=True)


def _opener(runs: Sequence[Run], openers: Sequence[int], closer: Run, searched: int) -> int | None:
    """Where among the openers the nearest one stands that this run closes."""
    for place in range(len(openers) - 1, -1, -1):
        if openers[place] <= searched:
            return None
        if _match(runs[openers[place]], closer):
            return place
    return None


def _match(opener: Run, closer: Run) -> bool:
    """True for two runs of a kind, unless the rule of three keeps them apart."""
    if opener.mark != closer.mark:
        return False
    either = opener.closes or closer.opens
    lengths = opener.length, closer.length
    return not (either and sum(lengths) % 3 == 0 and any(length % 3 for length in lengths))
