"""One file through all of its history, under the names that it had before it was moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.history.versions import versions
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studytrack.history.commands import Git
    from studytrack.history.versions import Entry, Version

_MOVES = 32
"""How many commits that added the file are asked whether they moved it."""


class FileVersion(NamedTuple):
    """A commit that gave a file other bytes, or took it away.

    Attributes:
        author: ``Name <email>``; .mailmap is not applied.
        authored: the raw author date.
        path: where the file was.
        blob: the id of its bytes; None where the commit deleted it.
        before: the ids that its bytes had in the commit's parents, where they had it.
        mode: as in `Entry`.
    """

    commit: str
    author: str
    authored: str
    path: str
    blob: str | None
    before: tuple[str, ...]
    mode: str


def lineage(git: Git, head: str, path: str) -> tuple[FileVersion, ...]:
    """Every commit that changed a file, oldest first; moves without a change are followed.

    A merge is among them where it differs from every parent.
    """
    found: dict[str, FileVersion] = {}
    steps, asked = [(head, path)], 0
    while steps:
        commit, name = steps.pop(0)
        stretch = versions(git, commit, None, [name])
        for version in stretch:
            if asked == _MOVES or not _adds(version, name):
                continue
            asked += 1
            sources = list(_sources(git, version, name))
            if sources:
                stretch = _since(git, commit, version, name)
                steps += sources
                break
        for version in stretch:
            one = _file_version(version, name)
            if one is not None:
                found.setdefault(version.commit, one)
    return tuple(reversed(found.values()))


def _own(version: Version, path: str) -> list[Entry]:
    return [entry for entry in version.entries if entry.path == path]


def _adds(version: Version, path: str) -> bool:
    """Whether the file is in none of the commit's parents."""
    own = _own(version, path)
    added = [entry for entry in own if entry.old_blob is None]
    return bool(version.parents) and len(added) == len(version.parents)


def _sources(git: Git, version: Version, path: str) -> Iterator[tuple[str, str]]:
    """The parents from which a commit moved a file, each with the name that it had there."""
    for parent in version.parents:
        for whole in versions(git, version.commit, parent, ["."]):
            if whole.commit == version.commit:
                for entry in _own(whole, path):
                    if entry.parent == parent and entry.old_path != path:
                        yield parent, entry.old_path


def _since(git: Git, commit: str, move: Version, path: str) -> tuple[Version, ...]:
    """The versions after a move, and the move itself: what had the name before is another file."""
    return (*versions(git, commit, move.commit, [path]), move)


def _file_version(version: Version, path: str) -> FileVersion | None:
    own = _own(version, path)
    if len(own) < max(len(version.parents), 1):
        return None
    before = tuple(entry.old_blob for entry in own if entry.old_blob is not None)
    return FileVersion(
        version.commit, version.author, version.authored, path, own[0].blob, before, own[0].mode
    )
