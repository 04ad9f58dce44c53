"""From notes that name their sources to what became of those: git is asked, `drift` decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.history.trees import same_bytes
from studytrack.review.drift import Seen, Sighted, Source, Trail, differs
from studytrack.review.findings import findings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from studytrack.graph import Graph
    from studytrack.history import Version
    from studytrack.notes.sources import Mention
    from studytrack.review.drift import Step
    from studytrack.study.note_files import Reviewed, Search

    Mentions = Mapping[str, tuple[Mention, ...]]

_MOVES = 8
"""How often a file may have been moved since a note named it."""


def reviewed(
    search: Search,
    notes: Mapping[str, str],
    mentions: Mentions,
    versions: Iterable[Version],
    graph: Graph,
) -> Reviewed:
    """Every committed note with its sources, and what is to be said of them.

    Args:
        search: what is looked at.
        notes: each task's note.
        mentions: what each of the notes names.
        versions: every commit that changed a note.
        graph: all commits.
    """
    head = search.head or ""
    trail = Trail(versions, graph)
    written = {note: one for note in mentions if (one := trail.written(note)) is not None}
    places = _Places(search, trail, [one for note in written for one in mentions[note]])
    sources = {note: places.sources(mentions[note]) for note in written}
    missing = {note: places.missing(mentions[note]) for note in written}
    names = {name for own in sources.values() for one in own for name in one.names}
    commits = [version.commit for version in written.values()]
    otherwise = search.repository.compared(head, commits, names)
    is_own = search.own()
    changed = {
        note: {
            source
            for source in sources[note]
            if differs(otherwise.get(version.commit, ()), source, is_own)
        }
        for note, version in written.items()
    }
    trail.add(_changes(search, trail, [(written[note], own) for note, own in changed.items()]))

    def seen(note: str, source: Source) -> Seen:
        if source not in changed[note]:
            return Seen(source)
        return Seen(source, trail.after(written[note], source, is_own))

    found = tuple(
        Sighted(
            task,
            note,
            written[note],
            tuple(seen(note, source) for source in sources[note]),
            missing[note],
        )
        for task, note in notes.items()
        if note in written
    )
    sighted = _but_edited(search, found)
    return sighted, findings(sighted)


def _changes(
    search: Search, trail: Trail, changed: Iterable[tuple[Version, Collection[Source]]]
) -> tuple[Version, ...]:
    """The commits that changed sources, as far back as notes need them; most often none."""
    needed = [(version.commit, own) for version, own in changed if own]
    if not needed:
        return ()
    names = {name for _, own in needed for source in own for name in source.names}
    oldest = trail.below(commit for commit, _ in needed)
    return search.repository.versions(search.head or "", oldest, names)


class _Places:
    """Where the files and folders are that notes name, in the last commit and before it."""

    def __init__(self, search: Search, trail: Trail, mentions: Iterable[Mention]) -> None:
        self._search = search
        self._trail = trail
        self._known = {mention: self._there(mention) for mention in mentions}
        lost = [mention for mention, source in self._known.items() if source is None]
        paths = {path for one in lost if one.certain for path in one.paths}
        if paths:
            trail.add(search.repository.versions(search.head or "", None, paths))
        chains = self._followed(paths)
        for mention in lost:
            names = next((chains[path] for path in mention.paths if path in chains), None)
            folder = next(filter(trail.under, mention.paths), None)
            if names is not None:
                gone = not search.committed.exists(names[-1])
                self._known[mention] = Source(mention, names, gone=gone)
            elif folder is not None:
                self._known[mention] = Source(mention, (folder,), folder=True, gone=True)

    def sources(self, mentions: Iterable[Mention]) -> tuple[Source, ...]:
        """Those that are there, or were, each once."""
        found = [source for one in mentions if (source := self._known[one]) is not None]
        return tuple({source.path: source for source in reversed(found)}.values())[::-1]

    def missing(self, mentions: Iterable[Mention]) -> tuple[Mention, ...]:
        """Those that are meant for paths, and that neither a commit nor the work tree has."""
        there = self._search.shelf.exists
        return tuple(
            one
            for one in mentions
            if one.certain and self._known[one] is None and not any(map(there, one.paths))
        )

    def _there(self, mention: Mention) -> Source | None:
        committed = self._search.committed
        for path in mention.paths:
            place = committed.around(path)
            if place is not None:
                return Source(mention, (place,), folder=committed.is_folder(place))
        return None

    def _followed(self, paths: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """The names of each file that was there once; moves without a change are followed."""
        names: dict[str, tuple[str, ...]] = {
            path: (path,) for path in paths if self._trail.left(path) is not None
        }
        open_ = set(names)
        for _ in range(_MOVES):
            steps = {path: step for path in open_ if (step := self._trail.left(names[path][-1]))}
            moved = self._moved({names[path][-1]: step for path, step in steps.items()})
            for path in steps:
                if names[path][-1] in moved:
                    names[path] += (moved[names[path][-1]],)
            if not moved:
                break
            repository, head = self._search.repository, self._search.head or ""
            self._trail.add(repository.versions(head, None, moved.values()))
            open_ = {path for path in steps if not self._search.committed.exists(names[path][-1])}
        return names

    def _moved(self, steps: Mapping[str, Step]) -> dict[str, str]:
        """Where files are after the commits that took them away, if those only moved them."""
        asked = [
            (path, (step.version.commit, entry.parent))
            for path, step in steps.items()
            for entry in step.entries
            if entry.parent is not None
        ]
        moves = self._search.repository.moved(pair for _, pair in asked)
        return {
            path: move[path] for (path, _), move in zip(asked, moves, strict=True) if path in move
        }


def _but_edited(search: Search, found: tuple[Sighted, ...]) -> tuple[Sighted, ...]:
    """The same, but that nothing changed after a note which is being edited right now."""
    notes = {one.note for one in found if any(seen.commits for seen in one.sources)}
    blobs = search.committed.blobs(notes)
    edited = {
        path
        for path, data in (
            search.shelf.contents(blobs) if search.shelf is not search.committed else ()
        )
        if isinstance(data, bytes) and not same_bytes(data, blobs[path])
    }
    return tuple(
        one._replace(sources=tuple(Seen(seen.source) for seen in one.sources))
        if one.note in edited
        else one
        for one in found
    )
