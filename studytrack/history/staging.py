"""What is about to be committed: the index against the last commit."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from studytrack.history.trees import path_of
from studytrack.patterns import pattern
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from studytrack.history.commands import Git

_DIFF = (
    "diff",
    "--cached",
    "--raw",
    "-z",
    "--no-abbrev",
    "--no-ext-diff",
    "--no-textconv",
    "--no-relative",
    f"-O{os.devnull}",
    "--ignore-submodules=all",
    "-M",
)
_CHANGE = pattern(rb":[0-7]{6} (?P<mode>[0-7]{6}) (?P<old>[0-9a-f]+) (?P<new>[0-9a-f]+) ([A-Z])")
_NONE = frozenset("0")


class Change(NamedTuple):
    """A file that is about to be committed.

    Attributes:
        path: from the repository's root.
        blob: the id of its bytes.
        old_blob: the id of its bytes before, under whatever name; None for a new file.
        old_path: where it was before: another path where it is moved.
    """

    path: str
    blob: str
    old_blob: str | None
    old_path: str


def staged(git: Git) -> tuple[Change, ...]:
    """The regular files that were added, changed or moved; a branch without commits has all."""
    words = iter(git.read(*_DIFF).split(b"\0"))
    found = []
    for about in words:
        match = _CHANGE.match(about)
        if match is None:
            continue
        old_path = path = next(words)
        if match[4] in b"RC":
            path = next(words)
        old, new = match["old"].decode(), match["new"].decode()
        if match["mode"].startswith(b"100"):
            before = None if _NONE.issuperset(old) else old
            found.append(Change(path_of(path), new, before, path_of(old_path)))
    return tuple(found)
