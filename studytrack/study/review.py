"""From notes that name their sources to what became of those: git is asked, `drift` decides."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from studytrack.review.drift import Seen, Sighted, Source, Trail, differs
from studytrack.review.findings import findings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from studytrack.graph import Graph
    from studytrack.history import Version
    from studytrack.notes.sources import Mention
    from studytrack.review.drift import Step
    from studytrack.study.note_files import Reviewed, Search

    Mentions = Mapping[str, tuple[Mention, ...]]

_MOVES = 8
"""How often a file may have been moved since a note named it."""


@contextmanager
def started(
    search: Search, notes: Mapping[str, str], mentions: Mentions
) -> Iterator[Callable[[Graph], Reviewed]]:
    """Has git look for all that happened to notes and to what they may name.

    What is given waits for git, and says what became of the sources; it takes the graph of the
    log.

    Args:
        search: what is looked at.
        notes: each task's note.
        mentions: what each of the notes names.
    """
    head = search.head or ""
    places = {path for own in mentions.values() for one in own for path in one.paths}
    paths = sorted(places | search.folders() | mentions.keys())
    with search.repository.versions_started(head, None, paths) as versions:
        yield lambda graph: _reviewed(search, notes, mentions, versions(), graph)


def _reviewed(
    search: Search,
    notes: Mapping[str, str],
    mentions: Mentions,
    versions: Iterable[Version],
    graph: Graph,
) -> Reviewed:
    """Every committed note with its sources, and what is to be said of them."""
    head = search.head or ""
    whole = search.repository.log(head).graph if search.since else graph
    trail = Trail(versions, whole)
    written = {note: one for note in mentions if (one := trail.written(note)) is not None}
    places = _Places(search, trail, [one for note in written for one in mentions[note]])
    sources = {note: places.sources(mentions[note]) for note in written}
    missing = {note: places.missing(mentions[note]) for note in written}
    names = {name for own in sources.values() for one in own for name in one.names}
    commits = [version.commit for version in written.values()]
    otherwise = search.repository.compared(head, commits, names)
    is_own, edited = search.own(), _edited(search, written)

    def seen(note: str, source: Source) -> Seen:
        version = written[note]
        if note in edited or not differs(otherwise.get(version.commit, ()), source, is_own):
            return Seen(source)
        return Seen(source, trail.after(version, source, is_own))

    sighted = tuple(
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
    return sighted, findings(sighted)


class _Places:
    """Where the files and folders are that notes name, in the last commit and before it."""

    def __init__(self, search: Search, trail: Trail, mentions: Iterable[Mention]) -> None:
        self._search = search
        self._trail = trail
        self._known: dict[Mention, Source | None] = {}
        self._lost: list[Mention] = []
        for mention in dict.fromkeys(mentions):
            self._known[mention] = self._there(mention)
            if self._known[mention] is None and not any(map(search.shelf.exists, mention.paths)):
                self._lost.append(mention)
        chains = self._followed({path for one in self._lost for path in one.paths})
        for mention in self._lost:
            names = next((chains[path] for path in mention.paths if path in chains), None)
            if names is not None:
                gone = not search.committed.exists(names[-1])
                self._known[mention] = Source(mention, names, gone=gone)

    def sources(self, mentions: Iterable[Mention]) -> tuple[Source, ...]:
        """Those that are there, or were, each once."""
        found = [source for one in mentions if (source := self._known[one]) is not None]
        return tuple({source.path: source for source in reversed(found)}.values())[::-1]

    def missing(self, mentions: Iterable[Mention]) -> tuple[Mention, ...]:
        """Those that are meant for paths, and that neither a commit nor the work tree has."""
        lost = {one for one in self._lost if self._known[one] is None}
        return tuple(one for one in mentions if one in lost and one.certain)

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


def _edited(search: Search, notes: Iterable[str]) -> frozenset[str]:
    """The notes that the work tree has otherwise than the last commit."""
    paths = list(notes)
    committed = dict(search.committed.contents(paths))
    return frozenset(
        path
        for path, data in search.shelf.contents(paths)
        if _plain(data) != _plain(committed.get(path, "missing"))
    )


def _plain(data: bytes | str) -> bytes | str:
    """The bytes without what ``core.autocrlf`` changes, or the word in their place."""
    return data.replace(b"\r\n", b"\n") if isinstance(data, bytes) else data
