"""Edits of a tracker by hand that came after the records of what they say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from studytrack.fold.settle import Contradiction, Ledger, Version, settle
from studytrack.patterns import pattern
from studytrack.tracker import outlook as outlooks
from studytrack.tracker.rereading import Versions
from studytrack.tracker.stated import stated

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    """The contradictions whose text is a later hand edit, and so stands."""
    if request.place.config.hand_edits == "overwrite":
        return ()
    found = outlooks.contradictions(gathered.tracker, folded, values)
    if not found:
        return ()
    versions = _versions(request, gathered, start, ledger.graph.halfway())
    return settle(found, versions, ledger)


def _versions(
    request: Request, gathered: Gathered, start: str | None, halfway: str | None
) -> list[Version]:
    """The tracker as each commit after the baseline left it, and the work tree."""
    tracker = gathered.tracker
    if request.head is None:
        return [Version(None, stated(tracker))]
    repository = request.repository
    path = repository.real_path(request.head, request.path)
    walk = repository.versions(request.head, start, [path], halfway)
    entries = (entry for one in walk for entry in one.entries)
    blobs = (blob for entry in entries for blob in (entry.blob, entry.old_blob))
    texts = repository.blobs(blob for blob in blobs if blob)
    known = Versions(tracker, gathered.vocabulary.names)
    says = {blob: known.stated(_shown(data)) for blob, data in texts.items()}
    moves = gathered.moves
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
    if not request.at:
        data = repository.blob(request.head, request.path)
        said = [known.stated(_shown(data))] if data is not None else []
        before = [moves.says(one, request.head) for one in said]
        commit = request.coming.id if request.coming else None
        versions.append(Version(commit, stated(tracker), before))
    return versions


def _shown(data: bytes | None) -> str:
    """An older text, whatever its bytes; nothing where it is too large."""
    return (data or b"").decode("utf-8", "replace")
