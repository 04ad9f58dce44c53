"""Makes long histories quickly, as a stream for ``git fast-import``."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

Item = TypeVar("Item")

START = 1_700_000_000
"""The author and committer date of the first commit, in seconds since 1970."""

BODY = """

The first attempt kept a copy of every block, which was simple but slow. This one
keeps a reference count instead, and copies a block only when it is written to.

Signed-off-by: A Learner <learner@example.org>
"""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a history looks like.

    Attributes:
        commits: how many commits, merges included.
        trailer_every: every so many commits one carries a ``Study-Task`` trailer; 0 for none.
        tasks: the ids that trailers name, in turn; none are named twice before all were.
        notes: note files (path and bytes), added one by one throughout the history.
        trackers: versions of the tracker, committed by hand one by one throughout.
        tracker: the tracker's path; its first version is in the first commit.
        merge_every: every so many commits a side branch of one commit is merged; 0 for none.
        minutes: between one commit and the next.
    """

    commits: int
    trailer_every: int = 100
    tasks: tuple[str, ...] = ("1.1",)
    notes: tuple[tuple[str, bytes], ...] = ()
    trackers: tuple[bytes, ...] = ()
    tracker: str = "tracker.md"
    merge_every: int = 0
    minutes: int = 30


def stream(shape: Shape) -> Iterator[bytes]:
    """The commands of git-fast-import(1) that make such a history on ``main``."""
    notes = _spread(shape.notes, shape.commits)
    trackers = _spread(shape.trackers[1:], shape.commits)
    yield b"feature done\n"
    for number in range(1, shape.commits + 1):
        changes = [(f"src/file{number % 50}.txt", b"version %d\n" % number)]
        if number == 1 and shape.trackers:
            changes.append((shape.tracker, shape.trackers[0]))
        if number in trackers:
            changes.append((shape.tracker, trackers[number]))
        if number in notes:
            changes.append(notes[number])
        yield _commit(shape, number)
        yield b"".join(_change(path, content) for path, content in changes)
    yield b"done\n"


def make(folder: Path, shape: Shape, *, commit_graph: bool = False) -> Path:
    """A repository with such a history, packed and checked out, in a new folder."""
    environment = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}

    def git(*arguments: str, given: bytes | None = None) -> None:
        command = ["git", "-C", str(folder), *arguments]
        subprocess.run(command, input=given, env=environment, check=True, capture_output=True)

    folder.mkdir(parents=True)
    git("init", "--quiet", "--initial-branch=main")
    git("fast-import", "--quiet", given=b"".join(stream(shape)))
    git("repack", "-a", "-d", "--quiet")
    git("reset", "--quiet", "--hard")
    if commit_graph:
        git("commit-graph", "write", "--reachable")
    return folder


def _commit(shape: Shape, number: int) -> bytes:
    subject = f"Change {number}: count references to blocks".encode()
    message = subject + BODY.encode()
    if shape.trailer_every and number % shape.trailer_every == 0:
        task = shape.tasks[(number // shape.trailer_every - 1) % len(shape.tasks)]
        message += f"Study-Task: {task} done\n".encode()
    who = f"A Learner <learner@example.org> {START + number * shape.minutes * 60} +0800\n".encode()
    lines = [b"commit refs/heads/%s\n" % _branch(shape, number), b"mark :%d\n" % number]
    lines += [b"author " + who, b"committer " + who, b"data %d\n%s\n" % (len(message), message)]
    lines += [b"%s :%d\n" % parent for parent in _parents(shape, number)]
    return b"".join(lines)


def _branch(shape: Shape, number: int) -> bytes:
    return b"side" if _beside(shape, number) else b"main"


def _parents(shape: Shape, number: int) -> list[tuple[bytes, int]]:
    """A side commit stands two back, and the commit after it merges it."""
    if number == 1:
        return []
    if _beside(shape, number):
        return [(b"from", number - 2)]
    if _beside(shape, number - 1):
        return [(b"from", number - 2), (b"merge", number - 1)]
    return [(b"from", number - 1)]


def _beside(shape: Shape, number: int) -> bool:
    return bool(shape.merge_every) and number > 3 and number % shape.merge_every == 0


def _spread(items: Sequence[Item], commits: int) -> dict[int, Item]:
    return {1 + (place + 1) * commits // (len(items) + 1): item for place, item in enumerate(items)}


def _change(path: str, content: bytes) -> bytes:
    return b"M 100644 inline %s\ndata %d\n%s\n" % (path.encode(), len(content), content)
