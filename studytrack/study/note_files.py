"""The notes of a study: which files they are, what they say, and since which commit."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cache, partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from studytrack.fold.effect import Statement
from studytrack.graph import Graph, author_day
from studytrack.history.versions import Entry, Version
from studytrack.markdown import inline
from studytrack.notes.front_matter import FrontMatter, front_matter
from studytrack.notes.reading import (
    Origin,
    Origins,
    may_be_note,
    read_note,
    task_of,
    told_task,
)
from studytrack.notes.remarks import ANSWERS, ITEMS, said
from studytrack.notes.sources import Mention, Named, labels_in, sources_of
from studytrack.patterns import pattern
from studytrack.records import NoteFile, NoteStarted, Record, Source, Time
from studytrack.study.testimony import heard
from studytrack.terms import Finding
from studytrack.trailers.vocabulary import clean
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from datetime import tzinfo

    from studytrack.config.settings import Config
    from studytrack.history import Repository
    from studytrack.review.drift import Sighted
    from studytrack.study.shelves import Revision
    from studytrack.tracker.shape import Row, Tracker
    from studytrack.trailers.vocabulary import Vocabulary

    Reviewed = tuple[tuple[Sighted, ...], Sequence[Finding]]
LARGEST_NOTE = 1 << 20
_SCHEME = pattern(r"[A-Za-z][A-Za-z0-9+.-]*:|//|#")
_LINK = "]("
_LOOKS_LIKE_ID = pattern(r"\d+(?:[.-]\d+)+(?![\w.])|\d+(?:[.-]\d+)+(?=[-_ .])")


_Step = tuple[Version, Sequence[Entry]]


class Shelf(Protocol):
    """The files of a revision or of the work tree."""

    def listed(self, paths: Iterable[str]) -> Sequence[str]:
        """The paths of all files that are, or are under, one of the paths."""

    def exists(self, path: str) -> bool:
        """Whether a file or a folder is there."""

    def contents(self, paths: Iterable[str]) -> Iterable[tuple[str, bytes | str]]:
        """Each file's bytes, or the reason in a word why it is not read."""


class Notes(NamedTuple):
    """What was found of notes.

    Attributes:
        of: the paths of each task's notes, from the repository's root; the first one counts.
        before: what notes say that are older than ``since``.
        statements: what commits gave to notes, with each commit's place.
        after: what only the work tree says.
        broken: links that lead nowhere: the row's line, its task, the target.
        refused: the tasks whose note is not read.
        sighted: what notes name as their sources, and what became of it.
    """

    of: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    before: tuple[Statement, ...] = ()
    statements: tuple[Statement, ...] = ()
    after: tuple[Statement, ...] = ()
    findings: tuple[Finding, ...] = ()
    broken: tuple[tuple[int, str, str], ...] = ()
    refused: frozenset[str] = frozenset()
    sighted: tuple[Sighted, ...] = ()


class Search(NamedTuple):
    """Everything that is needed to look for notes.

    Attributes:
        tracker_path: from the repository's root.
        head: the revision; None for a branch without commits.
        since: where the walk over the history ends.
        shelf: the files as they are looked at.
        committed: the files at ``head``.
    """

    repository: Repository
    tracker: Tracker
    tracker_path: str
    config: Config
    vocabulary: Vocabulary
    head: str | None
    since: str | None
    shelf: Shelf
    committed: Revision
    zone: tzinfo | None

    @property
    def base(self) -> str:
        """The tracker's folder."""
        return posixpath.dirname(self.tracker_path)

    def directory(self, phase: int) -> str:
        """A phase's folder, from the repository's root."""
        return directory_of(self.tracker_path, self.config.notes.directory, phase)

    def folders(self) -> frozenset[str]:
        """The folders of all phases."""
        return folders_of(self.tracker_path, self.config, self.tracker)

    def own(self, notes: Iterable[str] = ()) -> Callable[[str], bool]:
        """Whether a path is the study's own, be it a note or another file of it."""
        known, is_own = frozenset(notes), own_files(self.tracker_path, self.config, self.tracker)
        return lambda path: path in known or is_own(path)


def folders_of(tracker_path: str, config: Config, tracker: Tracker) -> frozenset[str]:
    """Where the notes of all phases lie, from the repository's root."""
    return frozenset(
        directory_of(tracker_path, config.notes.directory, section.number)
        for section in tracker.sections
    )


def own_files(tracker_path: str, config: Config, tracker: Tracker) -> Callable[[str], bool]:
    """Whether a path is the study's own: Markdown beside the tracker or in a folder of notes."""
    places = folders_of(tracker_path, config, tracker) | {posixpath.dirname(tracker_path)}
    return lambda path: is_markdown(path) and posixpath.dirname(path) in places


def directory_of(tracker_path: str, directory: str, phase: int) -> str:
    """Where the notes of a phase lie, from the repository's root, by what the config says."""
    own = directory.replace("{phase}", str(phase))
    return posixpath.normpath(posixpath.join(posixpath.dirname(tracker_path), own))


@contextmanager
def started(search: Search) -> Iterator[Callable[[Graph, Mapping[str, str]], Notes]]:
    """Looks for every note of the study, and has git look for their versions.

    What is given waits for git, and says what the notes say: it takes the graph of the log, and
    people by the names that commits have for them.
    """
    found = _look(search)
    with _versions_started(search, found.fronts) as walked:
        versions = cache(walked)  # git shows them once
        with _review_started(search, found, versions) as reviewed:
            yield lambda graph, people: _notes(
                found, _Walk(search, graph, people, found.fronts, versions()), reviewed(graph)
            )


class _Found(NamedTuple):
    """The files that are notes, each task's, and what is wrong with them.

    Attributes:
        of: the paths of each task's notes; the first one counts.
        fronts: the front matter of each that counts, but for those that are not read.
        mentions: what each of those names as its sources, if it names any.
    """

    of: Mapping[str, tuple[str, ...]]
    fronts: Mapping[str, FrontMatter]
    mentions: Mapping[str, tuple[Mention, ...]]
    findings: tuple[Finding, ...]
    broken: tuple[tuple[int, str, str], ...]


class _Read(NamedTuple):
    """What a file that may be a note says of itself: its front matter, task and sources."""

    front: FrontMatter
    task: str | None
    sources: Named


def _look(search: Search) -> _Found:
    linked, broken = _linked(search)
    folders = search.folders()
    listed = set(search.shelf.listed(sorted(folders)))
    inside = [path for path in sorted(listed) if posixpath.dirname(path) in folders]
    inside = [path for path in inside if may_be_note(path)]
    read = _read(search, [*inside, *(path for own in linked.values() for path in own)])
    named, findings = _named(search, inside, linked, read)
    findings += [
        Finding("note-refused", {"reason": reason}, path=path)
        for path, reason in search.shelf.contents(sorted(folders & listed))
        if isinstance(reason, str)  # a link stands where a phase's folder should
    ]
    of: dict[str, tuple[str, ...]] = {}
    noted = linked.keys() | named.keys()
    for task in (one for one in search.vocabulary.tasks if one in noted):
        own = dict.fromkeys((*linked.get(task, ()), *named.get(task, ())))
        of[task] = tuple(sorted(own, key=partial(_tells_of_another, task, read)))
        if len(named.get(task, ())) > 1:
            values = {"paths": ", ".join(named[task])}
            findings.append(Finding("note-duplicate", values, path=named[task][0], task=task))
    fronts: dict[str, FrontMatter] = {}
    mentions: dict[str, tuple[Mention, ...]] = {}
    for path in dict.fromkeys(own[0] for own in of.values()):
        found = read[path]
        if isinstance(found, str):
            findings.append(Finding("note-refused", {"reason": found}, path=path))
            continue
        fronts[path] = found.front
        findings += [one._replace(path=path) for one in found.sources.findings]
        if found.sources.mentions:
            mentions[path] = found.sources.mentions
    return _Found(of, fronts, mentions, tuple(findings), broken)


def _read(search: Search, paths: Iterable[str]) -> dict[str, _Read | str]:
    """What each file says, or the reason in a word why it is not read; all in one go."""
    wanted = dict.fromkeys(paths)
    labels = labels_in(search.tracker.dialect.lexicon.locales)
    is_own = search.own(wanted)
    read: dict[str, _Read | str] = {}
    for path, data in search.shelf.contents(wanted):
        if isinstance(data, str):
            read[path] = data
            continue
        front = front_matter(data)
        task = told_task(front, search.vocabulary)
        read[path] = _Read(front, task, sources_of(data, front, path, labels, is_own))
    return read


def _tells_of_another(task: str, read: Mapping[str, _Read | str], path: str) -> bool:
    return _told(read[path]) not in {None, task}


def _told(read: _Read | str) -> str | None:
    """The task that a file names in its front matter."""
    return None if isinstance(read, str) else read.task


def _versions_started(
    search: Search, notes: Iterable[str]
) -> AbstractContextManager[Callable[[], tuple[Version, ...]]]:
    """A folder shows what its notes were called before; a note alone does not."""
    places = tuple(dict.fromkeys((*search.folders(), *notes)))
    if search.head is None or not notes:
        return nullcontext(tuple)
    return search.repository.versions_started(search.head, search.since, places)


@contextmanager
def _review_started(
    search: Search, found: _Found, versions: Callable[[], tuple[Version, ...]]
) -> Iterator[Callable[[Graph], Reviewed]]:
    """What became of the sources; a study whose notes name none does not pay for it."""
    if search.head is None or not found.mentions:
        yield lambda _: ((), ())
        return
    from studytrack.study import review

    notes = {task: own[0] for task, own in found.of.items() if own[0] in found.mentions}
    if search.since is None:
        yield lambda graph: review.reviewed(search, notes, found.mentions, versions(), graph)
        return
    places = {*search.folders(), *found.mentions}
    with search.repository.versions_started(search.head, None, places) as older:
        yield lambda _: review.reviewed(
            search, notes, found.mentions, older(), search.repository.log(search.head or "").graph
        )


def _notes(found: _Found, walk: _Walk, reviewed: Reviewed) -> Notes:
    """What each task's note says, by the commits behind it."""
    before, within, after = [], [], []
    sighted, drifted = reviewed
    findings = [*found.findings, *drifted]
    search = walk.search
    for task, (path, *_) in found.of.items():
        if path not in found.fronts:
            continue
        if told_task(found.fronts[path], search.vocabulary) not in {None, task}:
            continue  # what it says is another task's, wherever it is linked
        reading = read_note(found.fronts[path], task, path, walk.origins(path), search.vocabulary)
        findings += reading.findings
        for record in reading.records:
            source = record.source
            if source.commit is not None:
                if heard(source.author, search.config.learner.emails):
                    findings += _undated(record, reading.records)
                    within.append(Statement(source.commit, source.commit, (record,)))
            elif source.uncommitted:
                after.append(Statement("", "", (record,)))
            elif not isinstance(record, Time):  # the baseline's hours have it already
                before.append(Statement("", "", (record,)))
    refused = {own[0] for own in found.of.values()} - found.fronts.keys()
    kept = {
        task: tuple(path for path in own if path not in refused) for task, own in found.of.items()
    }
    return Notes(
        of={task: own for task, own in kept.items() if own},
        before=tuple(before),
        statements=tuple(within),
        after=tuple(after),
        findings=tuple(findings),
        broken=found.broken,
        refused=frozenset(task for task, own in found.of.items() if own[0] in refused),
        sighted=sighted,
    )


def _linked(search: Search) -> tuple[dict[str, list[str]], tuple[tuple[int, str, str], ...]]:
    """The Markdown files that each task's row links to, and the links that lead nowhere."""
    linked: dict[str, list[str]] = {}
    broken: list[tuple[int, str, str]] = []
    for row, path, target in links(search.tracker, search.base):
        note = is_markdown(path)
        if search.shelf.exists(path):
            if note:
                linked.setdefault(row.id, []).append(path)
        elif note or path.partition("/")[0] != "..":  # GitHub has issues at ../../issues
            broken.append((row.line, row.id, target))
    return linked, tuple(broken)


def links(tracker: Tracker, base: str) -> Iterator[tuple[Row, str, str]]:
    """Every link of a row to a path: the row, the path from the root, the target as it stands."""
    if _LINK not in tracker.text:
        return
    for _, row in tracker.rows():
        for raw in row.place.texts():
            for link in inline.links(raw) if _LINK in raw else ():
                path = _local(link, base)
                if path is not None:
                    yield row, path, link.target


def _local(link: inline.Link, base: str) -> str | None:
    """The path from the root that a link means, which ``..`` begins outside; None for no path."""
    path = link.path
    if not path or _SCHEME.match(link.target) or "\0" in path:
        return None
    joined = path.lstrip("/") if path.startswith("/") else posixpath.join(base, path)
    return posixpath.normpath(joined)


def is_markdown(path: str) -> bool:
    """Whether a file is Markdown by its name."""
    return path.lower().endswith((".md", ".markdown"))


def _named(
    search: Search,
    inside: Iterable[str],
    linked: Mapping[str, Sequence[str]],
    read: Mapping[str, _Read | str],
) -> tuple[dict[str, list[str]], list[Finding]]:
    """The files that say themselves whose notes they are, those in its own phase's folder first.

    Front matter says it, or else the beginning of the name of a file in a phase's folder.
    """
    by_name = {path: task_of(path, search.vocabulary.tasks) for path in inside}
    rows = dict.fromkeys(path for own in linked.values() for path in own)
    named: dict[str, list[str]] = {}
    findings: list[Finding] = []
    for path in by_name | rows:
        name = by_name.get(path)
        task = _told(read[path]) or name
        if task is None:
            findings += _orphan(search, path, read[path]) if path not in rows else ()
        elif task == name or path not in linked.get(task, ()):
            named.setdefault(task, []).append(path)
    for task, own in named.items():
        own.sort(key=partial(_astray, search, task))
    return named, findings


def _orphan(search: Search, path: str, read: _Read | str) -> Iterable[Finding]:
    """That a file names a task which is none of the tracker's, if it does."""
    front = FrontMatter() if isinstance(read, str) else read.front
    if _LOOKS_LIKE_ID.fullmatch(clean(front.values.get("task", ""))):
        return read_note(front, None, path, Origins(_BEFORE), search.vocabulary).findings
    looks = _LOOKS_LIKE_ID.match(posixpath.basename(path))
    return [Finding("note-orphan", {"id": looks[0]}, path=path)] if looks else ()


def _astray(search: Search, task: str, path: str) -> bool:
    """Whether a file lies in another phase's folder than its task's."""
    return posixpath.dirname(path) != search.directory(search.vocabulary.tasks[task])


def _undated(record: Record, note: Sequence[Record]) -> Iterator[Finding]:
    """That a record has no day, since its commit's author date cannot be read."""
    authored = record.source.authored
    if isinstance(record, NoteFile) and any(isinstance(one, NoteStarted) for one in note):
        return  # the note says itself when it was begun
    if record.on is None and author_day(authored) is None:
        yield Finding("date-invalid", {"value": authored}, commit=record.source.commit)


class _Walk:
    """One walk over the versions of all notes, newest first in the fold's order.

    Args:
        search: what is looked at.
        graph: all commits that were read.
        people: their authors' names as .mailmap has them.
        notes: each note's front matter as it is now.
        versions: every commit that changed one of them.
    """

    def __init__(
        self,
        search: Search,
        graph: Graph,
        people: Mapping[str, str],
        notes: Mapping[str, FrontMatter],
        versions: Iterable[Version],
    ) -> None:
        self.search = search
        self.people = people
        self.notes = notes
        self._versions = sorted(
            versions, key=lambda version: graph.position(version.commit), reverse=True
        )
        self._steps = self._by_note()
        telling = [path for path, front in notes.items() if _tells(front)]
        self._committed = {
            path: front_matter(data)
            for path, data in search.committed.contents(telling)
            if not isinstance(data, str)
        }
        self._blobs = self._loaded(telling)
        self._said = cache(self._said_by)  # many items may be looked for in one version

    def origins(self, path: str) -> Origins:
        """The commits that added a note and gave each of its keys the value it has."""
        if not self.search.committed.exists(path):
            return Origins(_UNCOMMITTED)
        steps = self._steps[path]
        added = next((self._origin(v) for v, entries in steps if _adds(entries)), _BEFORE)
        values = self.notes[path].values
        keys = {key: next(self._gave(path, key, (value,))) for key, value in values.items()}
        items: dict[tuple[str, str], Origin] = {}
        for key in (*ITEMS, ANSWERS):
            texts = said(self.notes[path], key)
            given = zip(texts, self._gave(path, key, texts), strict=True)
            items.update(((key, text), origin) for text, origin in given)
        return Origins(added, keys, items)

    def _by_note(self) -> dict[str, list[_Step]]:
        """The commits that changed each note, newest first; its older names are followed."""
        steps: dict[str, list[_Step]] = {path: [] for path in self.notes}
        called = {path: path for path in self.notes}
        for version in self._versions:
            changed: dict[str, list[Entry]] = {}
            for entry in version.entries:
                if entry.path in called and entry.blob is not None:
                    changed.setdefault(called[entry.path], []).append(entry)
            for note, entries in changed.items():
                # A merge changed only what differs from every parent.
                if len(entries) == max(len(version.parents), 1):
                    steps[note].append((version, entries))
                    called.update((entry.old_path, note) for entry in entries)
        return steps

    def _loaded(self, paths: Iterable[str]) -> dict[str, FrontMatter]:
        """The front matter of every version of the notes, in one go."""
        wanted = {
            blob
            for path in paths
            for _, entries in self._steps[path]
            for entry in entries
            for blob in (entry.blob, entry.old_blob)
            if blob is not None
        }
        if not wanted:
            return {}
        found = self.search.repository.blobs(sorted(wanted), LARGEST_NOTE)
        return {blob: front_matter(data or b"") for blob, data in found.items()}

    def _gave(self, path: str, key: str, texts: Iterable[str]) -> Iterator[Origin]:
        """The commit that gave a note each of the texts that a key of it says."""
        front = self._committed.get(path)
        committed = said(front, key) if front is not None else ()
        for text in texts:
            yield self._giver(path, key, text) if text in committed else _UNCOMMITTED

    def _giver(self, path: str, key: str, text: str) -> Origin:
        for version, entries in self._steps[path]:
            now = self._said(entries[0].blob, key)
            before = [self._said(entry.old_blob, key) for entry in entries]
            if text in now and not any(text in one for one in before):
                given = [one for one in now if not any(one in old for old in before)]
                return self._origin(version)._replace(nth=given.index(text) + 1)
        return _BEFORE

    def _said_by(self, blob: str | None, key: str) -> tuple[str, ...]:
        return said(self._blobs[blob], key) if blob else ()

    def _origin(self, version: Version) -> Origin:
        author = self.people.get(version.author, version.author)
        day = author_day(version.authored, self.search.zone)
        return Origin(Source(version.commit, None, author, version.authored), day)


def _tells(front: FrontMatter) -> bool:
    """Whether it says anything that some commit gave it."""
    return bool(front.values) or any(key in front.lists for key in ITEMS)


def _adds(entries: Sequence[Entry]) -> bool:
    return all(entry.old_blob is None for entry in entries)


_BEFORE = Origin(Source(None), None)
_UNCOMMITTED = Origin(Source(None, uncommitted=True), None)
