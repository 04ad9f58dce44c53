"""Edits of a tracker by hand that came after the records of what they say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from studytrack.fold.settle import Contradiction, Ledger, Version, settle
from studytrack.patterns import pattern
from studytrack.tracker import outlook as outlooks
from studytrack.tracker.rereading import Versions
from studytrack.tracker.stated import stated
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from studytrack.fold.accounts import Folded, Key, Value
    from studytrack.study.gathering import Gathered, Request

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
    path = request.path
    if request.head is not None:
        path = request.repository.real_path(request.head, path)
    search = _Search(request, gathered, ledger, path, start, known)
    rest = found
    for look in (search.in_the_work_tree, search.at_turns, search.everywhere):
        stand = {(one.key, one.said) for one in settle(rest, look(rest), ledger)}
        rest = [one for one in rest if (one.key, one.said) not in stand]
        if not rest:
            return tuple(found)
    stale = {(one.key, one.said) for one in rest}
    return tuple(one for one in found if (one.key, one.said) not in stale)


class _Search(NamedTuple):
    """Looks for versions of the tracker that may have given fields what their text says.

    Attributes:
        path: where the tracker really is.
        start: where the baseline was read: nothing older was an edit.
        known: what reads the versions.
    """

    request: Request
    gathered: Gathered
    ledger: Ledger
    path: str
    start: str | None
    known: Versions

    def in_the_work_tree(self, _: Sequence[Contradiction]) -> list[Version]:
        """The one that is not committed yet."""
        request, now = self.request, stated(self.gathered.tracker)
        if request.head is None:
            return [Version(None, now)]
        if request.at:
            return []
        data = request.repository.blob(request.head, request.path)
        said = [self.known.stated(_shown(data))] if data is not None else []
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
        return self._committed(sorted(made, key=graph.position, reverse=True))

    def everywhere(self, found: Sequence[Contradiction]) -> list[Version]:
        """All that were committed after the records of what contradicts."""
        later = self.ledger.graph.after(self._beyond(found))
        coming = self.request.coming.id if self.request.coming else None
        return self._committed([commit for commit in later if commit != coming])

    def _beyond(self, found: Sequence[Contradiction]) -> int:
        """The place in the fold's order up to which nothing can be a later edit."""
        changes = map(self.ledger.last_change, found)
        return min(-1 if last is None else self.ledger.graph.rank(last) for last in changes)

    def _committed(self, commits: Sequence[str]) -> list[Version]:
        """Those of the commits that changed the tracker themselves, since the baseline."""
        repository, moves, path = self.request.repository, self.gathered.moves, self.path
        walk = [one for one in repository.versions_of(commits, path) if self._is_new(one.commit)]
        entries = (entry for one in walk for entry in one.entries)
        blobs = (blob for entry in entries for blob in (entry.blob, entry.old_blob))
        texts = repository.blobs(blob for blob in blobs if blob)
        says = {blob: self.known.stated(_shown(data)) for blob, data in texts.items()}
        versions = []
        for one in walk:
            own = [entry for entry in one.entries if entry.path == path]
            # A merge gave only what differs from every parent.
            if len(own) == max(len(one.parents), 1) and own[0].blob is not None:
                before = [
                    moves.says(says[entry.old_blob], parent)
                    for entry, parent in zip(own, one.parents, strict=False)
                    if entry.old_blob
                ]
                now = moves.says(says[own[0].blob], one.commit)
                by_us = _OWN.search(one.message) is not None
                versions.append(Version(one.commit, now, before, own=by_us))
        return versions

    def _is_new(self, commit: str) -> bool:
        start, graph = self.start, self.ledger.graph
        return start is None or not (commit == start or graph.is_ancestor(commit, start))


def _shown(data: bytes | None) -> str:
    """An older text, whatever its bytes; nothing where it is too large."""
    return (data or b"").decode("utf-8", "replace")
