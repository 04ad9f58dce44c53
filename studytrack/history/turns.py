"""Where a file changed along a line of commits, found by looking at few of them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from studytrack.history.commands import Git

_STRIDES = (256, 16, 1)


def turns(git: Git, line: Sequence[bytes], path: str) -> tuple[tuple[str, str], ...]:
    """Neighbours on the line of which one has a file otherwise than the other.

    What lies between two commits with the same bytes is not looked at, so a change that was soon
    taken back may be missed.
    """
    if len(line) < 2 or "\n" in path:  # git is told of one path a line
        return ()
    spans = [(0, len(line) - 1)]
    for stride in _STRIDES:
        places = sorted(
            {place for start, end in spans for place in (*range(start, end, stride), end)}
        )
        blobs = _blobs(git, (line[place] for place in places), path)
        looked_at = pairwise(zip(places, blobs, strict=True))
        spans = [(start, end) for (start, was), (end, now) in looked_at if was != now]
    return tuple((line[start].decode(), line[end].decode()) for start, end in spans)


def _blobs(git: Git, commits: Iterable[bytes], path: str) -> list[bytes | None]:
    """The id of the file at each commit; None where there is none."""
    where = path.encode("utf-8", "surrogateescape")
    asked = b"".join(b"%s:%s\n" % (commit, where) for commit in commits)
    output = git.read("cat-file", "--batch-check=%(objectname)", "--buffer", given=asked)
    return [None if b":" in line else line for line in output.split(b"\n")[:-1]]
