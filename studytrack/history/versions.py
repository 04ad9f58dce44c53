"""How files changed: the versions of some paths, of a whole history or of given commits."""

from __future__ import annotations

import os
from contextlib import ExitStack, contextmanager
from itertools import chain
from typing import TYPE_CHECKING

from studytrack.history.commands import running
from studytrack.history.commits import LONGEST, parsed_commit
from studytrack.history.trees import files, inside, path_of
from studytrack.patterns import pattern
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from studytrack.graph import Commit
    from studytrack.history.commands import Git

_SHOWN = (
    "-z",
    "--raw",
    "--pretty=raw",
    "--encoding=none",
    "--no-expand-tabs",
    "--no-abbrev",
    "--no-abbrev-commit",
    "--no-notes",
    "--no-show-signature",
    "--no-color",
    "--no-ext-diff",
    "--no-textconv",
    "--no-relative",
    "--no-follow",
    f"-O{os.devnull}",
    "--ignore-submodules=none",
    "--root",
    "--diff-merges=separate",
)
_UNCHANGED = "-M100%"
_ALIKE = "-M50%"
"""Moves that git looks for, see git-diff(1); half the file is what git itself takes for one."""
_LOG = ("log", *_SHOWN, "--no-decorate", "--no-mailmap", "--full-history", _UNCHANGED)
_OF_COMMITS = ("diff-tree", "--stdin", "-r", *_SHOWN)
_CHANGE = pattern(rb":[0-7]{6} ([0-7]{6}) ([0-9a-f]+) ([0-9a-f]+) ([A-Z])[0-9]*")
_COMMIT = pattern(rb"commit ([0-9a-f]+)(?: \(from ([0-9a-f]+)\))?\n")
_SLASH = pattern("/")
_LONGEST_CHANGE = 300
_PATHSPECS = 64
_RENAMES = 32
_MANY = 5000  # commits that are worth another process


class Entry(NamedTuple):
    """One file that a commit changed, against one of its parents.

    Attributes:
        parent: the parent that it is compared with; None for a commit without parents.
        path: where the file is, or was when the commit deleted it.
        old_path: where it was before: another path where it moved without a change.
        blob: the id of its bytes; None where the commit deleted it.
        old_blob: the id of its bytes before; None where the commit added it.
        mode: ``100644``, ``100755``, ``120000``, ``160000``; ``000000`` where it was deleted.
    """

    parent: str | None
    path: str
    old_path: str
    blob: str | None
    old_blob: str | None
    mode: str


class Version(NamedTuple):
    """A commit that changed some of the files asked for.

    A merge is compared with each parent that it differs from; what the merge itself changed
    stands against every one of them. The message's lines are indented; ``encoding`` is as in
    `Commit`.
    """

    commit: str
    parents: tuple[str, ...]
    author: str
    authored: str
    entries: tuple[Entry, ...]
    message: bytes = b""
    encoding: str | None = None


def versions(git: Git, head: str, since: str | None, paths: Iterable[str]) -> tuple[Version, ...]:
    """Every commit of ``since..head`` that changed one of the paths or a file under one.

    Newest first, as git lists them.
    """
    with started(git, head, since, paths) as found:
        return found()


@contextmanager
def started(
    git: Git, head: str, since: str | None, paths: Iterable[str]
) -> Iterator[Callable[[], tuple[Version, ...]]]:
    """Has git look for `versions` while this process does something else."""
    asked = inside(paths)
    if not asked:
        yield tuple
        return
    without = (f"^{since}",) if since else ()
    with running(git, *_LOG, head, *without, "--", *pathspecs(asked)) as walk:
        yield lambda: _versions(_records(_words(walk.chunks())), frozenset(asked))


def versions_of(git: Git, commits: Sequence[str], path: str) -> tuple[Version, ...]:
    """Those of the commits that changed a file, in the order in which they are given.

    No history is walked. Two processes of git share what is much; moves are not looked for.
    """
    asked = inside([path])
    if not (asked and commits):
        return ()
    most = -(-len(commits) // 2) if len(commits) > _MANY else len(commits)
    with ExitStack() as stack:
        shown = []
        for share in (commits[place : place + most] for place in range(0, len(commits), most)):
            given = "".join(f"{commit}\n" for commit in share).encode()
            what = (*_OF_COMMITS, "--", *asked)
            shown.append(stack.enter_context(running(git, *what, given=given)))
        records = chain.from_iterable(_records(_words(one.chunks())) for one in shown)
        return _versions(records, frozenset(asked))


def _versions(
    records: Iterable[tuple[Commit, tuple[Entry, ...]]], paths: frozenset[str]
) -> tuple[Version, ...]:
    found: dict[str, Version] = {}
    for commit, entries in records:
        wanted = tuple(entry for entry in entries if touches(entry, paths))
        if not wanted:
            continue
        before = found[commit.id].entries if commit.id in found else ()
        found[commit.id] = Version(
            commit.id,
            commit.parents,
            commit.author,
            commit.authored,
            before + wanted,
            commit.message,
            commit.encoding,
        )
    return tuple(found.values())


class Origin(NamedTuple):
    """Where a file comes from: a commit, and what the file is called there."""

    commit: str
    path: str


def origins(git: Git, head: str, path: str, at: str | None) -> tuple[Origin, ...]:
    """Where a file of ``head`` was at a commit; moves are followed, with changes as git sees them.

    Where it was nowhere, the commits that added it, moved from nowhere; none without the file.
    """
    steps, found = [(head, path)], []
    for _ in range(_RENAMES):
        if not steps:
            break
        commit, name = steps.pop(0)
        if at is not None and any(entry.path == name for entry in files(git, at, [name])):
            return (Origin(at, name),)
        for place, version in enumerate(_adding(git, commit, None, name)):
            sources = list(_sources(git, version, name, _ALIKE)) if place < _RENAMES else []
            steps.extend(sources)
            found += [] if sources else [Origin(version.commit, name)]
    return tuple(found)


def path_at(git: Git, since: str, head: str, path: str) -> str | None:
    """Where a file of ``head`` was at ``since``; moves without a change are followed.

    None where it was nowhere, or came from elsewhere with a change.
    """
    steps = [(head, path)]
    for _ in range(_RENAMES):
        if not steps:
            break
        commit, name = steps.pop(0)
        if any(entry.path == name for entry in files(git, since, [name])):
            return name
        for version in _adding(git, commit, since, name):
            steps.extend(_sources(git, version, name, _UNCHANGED))
    return None


def _adding(git: Git, head: str, since: str | None, path: str) -> Iterator[Version]:
    """The commits that have a file, and no parent of theirs has it; newest first."""
    for version in versions(git, head, since, [path]):
        added = [entry for entry in version.entries if entry.old_blob is None]
        if len(added) == max(len(version.parents), 1):
            yield version


def _sources(git: Git, version: Version, path: str, like: str) -> Iterator[tuple[str, str]]:
    """The parent and the path from which a commit moved a file to ``path``."""
    options = ("-r", "-z", like, f"-O{os.devnull}", "--no-relative")
    for parent in version.parents:
        output = git.read("diff-tree", *options, parent, version.commit, "--")
        for entry in _entries(iter(output.split(b"\0")), parent):
            if entry.path == path != entry.old_path:
                yield parent, entry.old_path


def pathspecs(paths: tuple[str, ...], most: int = _PATHSPECS) -> tuple[str, ...]:
    """The paths, or where they are many their folders: git holds every file to every one."""
    while len(paths) > most:
        folders = tuple(dict.fromkeys(path.rpartition("/")[0] or path for path in paths))
        if folders == paths:
            return (".",)
        paths = folders
    return (".",) if "." in paths else paths


def touches(entry: Entry, paths: frozenset[str]) -> bool:
    """Whether the entry is one of the paths, or under one, before or after the change."""
    return "." in paths or any(
        path in paths or any(path[: place.start()] in paths for place in _SLASH.finditer(path))
        for path in {entry.path, entry.old_path}
    )


def _words(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """What stands between NULs; of a very long message only the ends."""
    rest = b""
    for chunk in chunks:
        *words, rest = (rest + chunk).split(b"\0")
        yield from words
        if len(rest) > 2 * LONGEST:
            rest = rest[:LONGEST] + rest[-_LONGEST_CHANGE:]
    yield rest


def _records(words: Iterator[bytes]) -> Iterator[tuple[Commit, tuple[Entry, ...]]]:
    """Each commit, once for each parent that it differs from, with the files that differ.

    A record is the raw commit with its message indented, so that the first line that begins
    with a colon is the first change; the changes' other words follow, then an empty one.
    """
    for word in words:
        header, _, change = word.rpartition(b"\n:")
        first = _COMMIT.match(header)
        if first is None:
            continue
        commit = parsed_commit(first[1].decode(), header[first.end() :])
        parent = first[2].decode() if first[2] else next(iter(commit.parents), None)
        yield commit, tuple(_entries(chain([b":" + change], words), parent))


def _entries(words: Iterator[bytes], parent: str | None) -> Iterator[Entry]:
    """The changes up to the first word that is none."""
    for word in words:
        entry = entry_of(word, words, parent)
        if entry is None:
            return
        yield entry


def entry_of(word: bytes, words: Iterator[bytes], parent: str | None = None) -> Entry | None:
    """The change that a word begins, and the next ones end; None where it begins none."""
    change = _CHANGE.fullmatch(word)
    if change is None:
        return None
    mode, old, new, kind = (part.decode() for part in change.groups())
    old_path = path = path_of(next(words, b""))
    if kind in "RC":
        path = path_of(next(words, b""))
    return Entry(parent, path, old_path, _blob(new), _blob(old), mode)


def _blob(object_id: str) -> str | None:
    return object_id if object_id.strip("0") else None
