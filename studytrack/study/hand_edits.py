"""Edits of a tracker by hand that came after the records of what they say."""

from __future__ import annotations

import re
from functools import cache, partial
from typing import TYPE_CHECKING

from studytrack.fold.settle import Contradiction, Ledger, Version, settle
from studytrack.patterns import pattern
from studytrack.study.whereabouts import real_path, staged_move
from studytrack.tracker import outlook as outlooks
from studytrack.tracker.rereading import Versions
from studytrack.tracker.stated import stated
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from studytrack.fold.accounts import Folded, Key, Value
    from studytrack.graph import Graph
    from studytrack.history.versions import Entry
    from studytrack.history.versions import Version as Made
    from studytrack.study.gathering import Gathered, Request

    _Step = tuple[Made, list[Entry]]

_OWN = pattern(rb"^[ \t]*+(?:[*-] )?studytrack-update:", re.IGNORECASE | re.MULTILINE)


def hand_edits(
    request: Request,
    gathered: Gathered,
    folded: Folded,
    values: Mapping[Key, Value],
    ledger: Ledger,
    start: str | None,
) -> tuple[Contradiction, ...]:
    """The contradictions whose text is a later hand edit, and so stands.

    One version is enough for that, and mostly it is found at once; that there is none, only the
    whole history after the records can tell.
    """
    if request.place.config.hand_edits == "overwrite":
        return ()
    found = outlooks.contradictions(gathered.tracker, folded, values)
    if not found:
        return ()
    known = Versions(gathered.tracker, gathered.vocabulary.names)
    path, committed = _committed(request)
    deleted = cache(partial(_deleted, request, ledger.graph, path))  # which is one more walk
    search = _Search(request, gathered, ledger, path, committed, start, known, deleted)
    rest = found
    for look in (search.in_the_work_tree, search.at_turns, search.everywhere):
        stand = {(one.key, one.said) for one in settle(rest, look(rest), ledger)}
        rest = [one for one in rest if (one.key, one.said) not in stand]
        if not rest:
            return tuple(found)
    stale = {(one.key, one.said) for one in rest}
    return tuple(one for one in found if (one.key, one.said) not in stale)


def _committed(request: Request) -> tuple[str, bytes | None]:
    """Where the last commit has the tracker, and what it was there for the work tree to differ."""
    repository, head = request.repository, request.head
    if head is None or request.at:
        return real_path(request) if head else request.path, None
    path = repository.real_path(head, request.path)
    data = repository.blob(head, path)
    if data is None:
        move = staged_move(request)
        path = move.old_path if move else real_path(request)
        data = repository.blob(head, path)
    return path, data


class _Search(NamedTuple):
    """Looks for versions of the tracker that may have given fields what their text says.

    Attributes:
        path: where the tracker really is in the last commit.
        committed: its bytes there, where the work tree is looked at on top of them.
        start: where the baseline was read: nothing older was an edit.
        known: what reads the versions.
        deleted: tells the texts with which the tracker was deleted.
    """

    request: Request
    gathered: Gathered
    ledger: Ledger
    path: str
    committed: bytes | None
    start: str | None
    known: Versions
    deleted: Callable[[], Sequence[tuple[int, str]]]

    def in_the_work_tree(self, _: Sequence[Contradiction]) -> list[Version]:
        """The one that is not committed yet."""
        request, now = self.request, stated(self.gathered.tracker)
        if request.head is None:
            return [Version(None, now)]
        if request.at:
            return []
        texts: Sequence[bytes | None] = [self.committed]
        if self.committed is None:
            texts = [*request.repository.blobs(blob for _, blob in self.deleted()).values()]
        said = (self.known.stated(_shown(text)) for text in texts)
        before = [self.gathered.moves.says(one, request.head) for one in said]
        return [Version(request.coming.id if request.coming else None, now, before)]

    def at_turns(self, found: Sequence[Contradiction]) -> list[Version]:
        """Those from which on the tracker was another, by a look at few of the commits."""
        request, graph = self.request, self.ledger.graph
        if request.head is None:
            return []
        line = graph.line(request.head, self._beyond(found))
        turns = request.repository.turns(line, self.path)
        made = {one for turn in turns for one in graph.brought_in(*turn)}
        return self._versions(sorted(made, key=graph.position, reverse=True))

    def everywhere(self, found: Sequence[Contradiction]) -> list[Version]:
        """All that were committed after the records of what contradicts."""
        later = self.ledger.graph.after(self._beyond(found))
        coming = self.request.coming.id if self.request.coming else None
        return self._versions([commit for commit in later if commit != coming])

    def _beyond(self, found: Sequence[Contradiction]) -> int:
        """The place in the fold's order up to which nothing can be a later edit."""
        changes = map(self.ledger.last_change, found)
        return min(-1 if last is None else self.ledger.graph.rank(last) for last in changes)

    def _versions(self, commits: Sequence[str]) -> list[Version]:
        """Those of the commits that changed the tracker themselves, since the baseline."""
        graph, moves, walk = self.ledger.graph, self.gathered.moves, self._walked(commits)
        anew = any(entry.old_blob is None for _, own in walk for entry in own)
        deleted = self.deleted() if anew else ()
        blobs = [blob for _, own in walk for entry in own for blob in (entry.blob, entry.old_blob)]
        blobs += [blob for _, blob in deleted]
        texts = self.request.repository.blobs(blob for blob in blobs if blob)
        says = {blob: self.known.stated(_shown(data)) for blob, data in texts.items()}
        versions = []
        for one, own in walk:
            gone = [blob for place, blob in deleted if place < _place(graph, one.commit)]
            before = [
                moves.says(says[blob], parent)
                for entry, parent in zip(own, one.parents, strict=False)
                for blob in ([entry.old_blob] if entry.old_blob else gone)
            ]
            now = moves.says(says[own[0].blob or ""], one.commit)
            by_us = _OWN.search(one.message) is not None
            versions.append(Version(one.commit, now, before, own=by_us))
        return versions

    def _walked(self, commits: Sequence[str]) -> list[_Step]:
        """What new commits made of the tracker, under the names too that it was moved from."""
        repository, names, found = self.request.repository, [self.path], []
        for name in names:  # which become more
            walk = [(one, _made(one, name)) for one in repository.versions_of(commits, name)]
            walk = [(one, own) for one, own in walk if own and self._is_new(one.commit)]
            moves = repository.moved_to(_added(walk), name)
            names += sorted({move.old_path for move in moves.values()}.difference(names))
            for one, own in walk:
                found.append(
                    (one, [moves.get((one.commit, entry.parent or ""), entry) for entry in own])
                )
        return found

    def _is_new(self, commit: str) -> bool:
        start, graph = self.start, self.ledger.graph
        return start is None or not (commit == start or graph.is_ancestor(commit, start))


def _deleted(request: Request, graph: Graph, path: str) -> list[tuple[int, str]]:
    """The texts with which the tracker was deleted, with the places of the commits."""
    return [
        (_place(graph, one.commit), entry.old_blob)
        for one in request.repository.versions(request.head or "", None, [path])
        for entry in one.entries
        if entry.blob is None and entry.old_blob is not None
    ]


def _place(graph: Graph, commit: str) -> int:
    """Where a commit is in the fold's order; before all where it was not read."""
    return graph.position(commit) if commit in graph else -1


def _made(version: Made, path: str) -> list[Entry]:
    """What a commit made of a file; a merge made only what differs from every parent."""
    own = [entry for entry in version.entries if entry.path == path and entry.blob is not None]
    return own if len(own) == max(len(version.parents), 1) else []


def _added(steps: Sequence[_Step]) -> list[tuple[str, str]]:
    """The commits in which the file is new, each with the parent that has it not."""
    return [
        (one.commit, entry.parent)
        for one, own in steps
        for entry in own
        if entry.old_blob is None and entry.parent is not None
    ]


def _shown(data: bytes | None) -> str:
    """An older text, whatever its bytes; nothing where it is too large."""
    return (data or b"").decode("utf-8", "replace")
