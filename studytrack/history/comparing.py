"""Revisions side by side: what differs between the two of each of many pairs.

One process of git for all of them: it is told which commit to take for the parent of which, see
git-diff-tree(1), ``--stdin``.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, TypeVar

from studytrack.history.trees import inside, path_of
from studytrack.history.versions import entry_of, pathspecs, touches
from studytrack.patterns import pattern
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from studytrack.history.commands import Git
    from studytrack.history.versions import Entry

_Kind = TypeVar("_Kind")

_DIFF = (
    "diff-tree",
    "--stdin",
    "--always",
    "-r",
    "-z",
    "--no-relative",
    "--no-color",
    "--no-ext-diff",
    "--no-textconv",
    "--ignore-submodules=none",
    f"-O{os.devnull}",
)
_PATHSPECS = 512
"""Trees are compared a few times only, so more paths are worth it than in a walk."""
_COUNT = pattern(rb"([0-9]+|-)\t([0-9]+|-)\t(.*)", re.DOTALL)


class LineCount(NamedTuple):
    """How many lines of a file were added and removed; None where it is no text.

    Attributes:
        path: where the file is, or was where it is no more.
        old_path: where it was before: another path where it moved, with a change or without.
    """

    path: str
    old_path: str
    added: int | None
    removed: int | None


def compared(
    git: Git, head: str, commits: Iterable[str], paths: Iterable[str]
) -> Mapping[str, tuple[Entry, ...]]:
    """For each commit, the files among the paths, or under one, that ``head`` has otherwise.

    No blob is read.
    """
    asked = inside(paths)
    pairs = [(head, commit) for commit in dict.fromkeys(commits)] if asked else []
    known = frozenset(asked)
    found = _found(
        git, pairs, ("--raw", "--no-renames", "--", *pathspecs(asked, _PATHSPECS)), entry_of
    )
    return {
        commit: tuple(one._replace(parent=commit) for one in entries if touches(one, known))
        for (_, commit), entries in zip(pairs, found, strict=True)
    }


def line_counts(
    git: Git, head: str, commits: Iterable[str], paths: Iterable[str]
) -> Mapping[str, tuple[LineCount, ...]]:
    """For each commit, how many lines of the files were added and removed up to ``head``.

    Raises:
        HistoryError: a file is left out of this clone.
    """
    asked = inside(paths)
    pairs = [(head, commit) for commit in dict.fromkeys(commits)] if asked else []
    options = ("--numstat", "-M", "--diff-algorithm=myers", "--", *pathspecs(asked, _PATHSPECS))
    found = _found(git, pairs, options, _line_count)
    return {commit: tuple(counts) for (_, commit), counts in zip(pairs, found, strict=True)}


def moved(git: Git, commits: Iterable[tuple[str, str]]) -> list[Mapping[str, str]]:
    """Where commits moved files to, by where they were, if nothing in them changed.

    Each commit is given with one of its parents.
    """
    pairs = list(commits)
    found = _found(git, pairs, ("--raw", "-M100%"), entry_of)
    return [
        {one.old_path: one.path for one in moves if one.old_path != one.path} for moves in found
    ]


def moved_to(
    git: Git, commits: Iterable[tuple[str, str]], path: str
) -> dict[tuple[str, str], Entry]:
    """The moves, with a change or without, that brought a file to a path.

    Each commit is given with one of its parents.
    """
    pairs = list(commits)
    found = _found(git, pairs, ("--raw", "-M50%"), entry_of)
    return {
        pair: entry
        for pair, moves in zip(pairs, found, strict=True)
        for entry in moves
        if entry.path == path != entry.old_path
    }


def _found(
    git: Git,
    pairs: list[tuple[str, str]],
    options: tuple[str, ...],
    read: Callable[[bytes, Iterator[bytes]], _Kind | None],
) -> list[list[_Kind]]:
    """What git shows of each pair: a word that is nothing to be read begins the next one's."""
    if not pairs:
        return []
    asked = "".join(f"{commit} {parent}\n" for commit, parent in pairs).encode()
    words = iter(git.read(*_DIFF, *options, given=asked).split(b"\0"))
    found: list[list[_Kind]] = []
    for word in words:
        one = read(word, words)
        if one is not None:
            found[-1].append(one)
        elif word:
            found.append([])
    return found


def _line_count(word: bytes, words: Iterator[bytes]) -> LineCount | None:
    counts = _COUNT.fullmatch(word)
    if counts is None:
        return None
    added, removed = (None if count == b"-" else int(count) for count in counts.groups()[:2])
    old_path = path = path_of(counts[3])
    if not path:
        old_path, path = path_of(next(words, b"")), path_of(next(words, b""))
    return LineCount(path, old_path, added, removed)
