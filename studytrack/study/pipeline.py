"""From a repository to what is true of its study: every step in order, in one function."""

from __future__ import annotations

import posixpath
import re
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from studytrack import checks
from studytrack.agenda.diary import Diary
from studytrack.errors import SinceMissingError, TrackerError, UsageError
from studytrack.fold.accounts import Baseline, Folded, Imply, Key, Value
from studytrack.fold.criteria import confirmations
from studytrack.fold.moves import Moves, moves_of
from studytrack.fold.settle import Contradiction, Ledger, Version, settle
from studytrack.graph import Commit, Graph, Log
from studytrack.model import State
from studytrack.patterns import pattern
from studytrack.records import Answer, Question, Time
from studytrack.report.scene import Filled, Scene, filled
from studytrack.study import location, note_files, renumbered, testimony
from studytrack.study.candidates import LARGEST_TRACKER
from studytrack.study.documents import Documents
from studytrack.study.shelves import Revision, WorkTree
from studytrack.tracker import outlook as outlooks
from studytrack.tracker.criteria.confirmed import texts
from studytrack.tracker.identity import carried, renamed
from studytrack.tracker.reading import read
from studytrack.tracker.rereading import Versions
from studytrack.tracker.stated import baseline_of, hours_per_week, stated, titles
from studytrack.tracker.trailer_words import vocabulary_of
from studytrack.tracker.writing import Written, refilled, write
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from studytrack.fold.effect import Entry, Statement
    from studytrack.history import Repository
    from studytrack.locales import Locale
    from studytrack.model import Problem
    from studytrack.review.drift import Sighted
    from studytrack.study.ahead import Ahead, Reader
    from studytrack.study.location import Place
    from studytrack.terms import Finding
    from studytrack.tracker.outlook import Outlook
    from studytrack.tracker.shape import Tracker
    from studytrack.trailers.vocabulary import Vocabulary

_OWN = pattern(rb"^[ \t]*+(?:[*-] )?studytrack-update:", re.IGNORECASE | re.MULTILINE)


class Request(NamedTuple):
    """What is to be read.

    Attributes:
        head: the commit; None for a branch without commits.
        path: the tracker, from the repository's root.
        at: whether the revision is read as it is; else the work tree on top of it.
        today: the day after which a date lies in the future.
        ahead: the history, where git reads it already.
        draft: the tracker's text, where it is to be written yet.
        coming: the commit that is to be made, with the tracker in it, on top of ``head``.
        drafts: files of the work tree that are to be written yet.
    """

    repository: Repository
    place: Place
    path: str
    head: str | None
    at: bool
    today: date
    progress: Callable[[int], None] | None = None
    ahead: Ahead | None = None
    draft: str | None = None
    coming: Commit | None = None
    drafts: Mapping[str, bytes] = MappingProxyType({})


class Result(NamedTuple):
    """All that was found out about a study."""

    path: str
    tracker: Tracker
    outlook: Outlook
    written: Written
    scene: Scene
    filled: Filled
    entries: tuple[Entry, ...]
    folded: Folded
    evidence: checks.Evidence
    findings: tuple[Finding, ...]
    since: str | None
    graph: Graph
    sighted: tuple[Sighted, ...] = ()
    documents: Documents = Documents()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that somebody should look at."""
        blocks = [*self.filled.findings, *self.documents.findings]
        found = [*self.findings, *blocks, *checks.check(self.evidence)]
        return checks.problems(found, self.locale, self.path)

    @property
    def left(self) -> tuple[Problem, ...]:
        """The problems once the new text is written: what is true is the same as before."""
        new, move = self.written.tracker, self.filled.moving()
        moved = partial(self._moved, move=move)
        written = Written(new.text, new, findings=tuple(map(moved, self.written.findings)))
        broken = [(move(line), task, target) for line, task, target in self.evidence.broken]
        return self._replace(
            evidence=self.evidence._replace(tracker=new, written=written, broken=broken),
            filled=filled(new.text, self.scene, LARGEST_TRACKER),
            findings=tuple(map(moved, self.findings)),
            documents=Documents(findings=self.documents.left),
        ).problems

    @property
    def state(self) -> State:
        """What the records say, and the problems of the tracker as it is."""
        return self.scene.state.model_copy(update={"problems": self.problems})

    @property
    def locale(self) -> Locale:
        """The language of the tracker and of every message about it."""
        return self.tracker.dialect.locale

    def _moved(self, finding: Finding, move: Callable[[int], int]) -> Finding:
        """A finding as it is placed once the blocks of the tracker are filled."""
        line, elsewhere = finding.line, finding.path not in {None, self.path}
        if line is None or elsewhere or finding.commit is not None:
            return finding
        return finding._replace(line=move(line))


def run(request: Request) -> Result:
    """Read the tracker, the history and the notes, and fold them.

    Raises:
        StudytrackError: something cannot be read at all; lesser problems are in the result.
    """
    config = request.place.config
    gathered = _gathered(request)
    tracker, vocabulary, log, said, _, notes = gathered
    start, baseline = _baseline(request, gathered)
    statements = _in_order(log.graph, notes, said)
    ledger = Ledger(statements, log.graph, baseline, vocabulary.tasks, Imply(config.notes.imply))
    entries, folded, findings = ledger.folded()
    values = outlooks.derived(folded)
    edits = _hand_edits(request, gathered, folded, values, ledger, start)
    edited = {one.key for one in edits}
    kept = {key: value for key, value in values.items() if key not in edited}
    met, unknown = confirmations(entries, texts(tracker), baseline.ticked)
    view = outlooks.outlook(tracker, folded, kept, notes.of, config.learner.name, met)
    weekly = config.learner.weekly or hours_per_week(tracker)
    diary = Diary(view.phases, entries, ledger, weekly, config.weekly.ends)
    asked, unasked = _questions(entries)
    written, scene, blocks = _written(request, tracker, view, diary, asked)
    evidence = checks.Evidence(
        tracker=tracker,
        outlook=view,
        written=written,
        edits=edits,
        broken=notes.broken,
        refused=notes.refused,
        note_path=lambda task, phase: posixpath.join(
            note_files.directory_of(request.path, config.notes.directory, phase), f"{task}.md"
        ),
        today=request.today,
    )
    renumbered = _renumbered(request, gathered, baseline, start)
    told = (*findings, *unknown, *unasked, *notes.findings, *renumbered)
    return Result(
        request.path,
        tracker,
        view,
        written,
        scene,
        blocks,
        entries,
        folded,
        evidence,
        told,
        start,
        log.graph,
        notes.sighted,
    )


def _renumbered(
    request: Request, gathered: _Gathered, baseline: Baseline, start: str | None
) -> Iterator[Finding]:
    """The tasks that were others when they were recorded."""
    tracker = gathered.tracker
    ids = renumbered.suspects(baseline.titles, titles(tracker))
    first = renumbered.recorded(gathered.said, ids) if ids else {}
    if first and request.head is not None:
        history = renumbered.History(
            request.repository, request.head, start, request.path, gathered.moves, baseline.titles
        )
        yield from renumbered.findings(tracker, first, renumbered.reader(history, tracker))


def _questions(entries: Sequence[Entry]) -> tuple[int, tuple[Finding, ...]]:
    """How many questions are open, and what is wrong with answers."""
    if not any(isinstance(one.record, (Question, Answer)) for one in entries):
        return 0, ()
    from studytrack.remarks.asking import asked  # most studies ask nothing

    found = asked(entries)
    return len(found.open), found.findings


def _written(
    request: Request, tracker: Tracker, view: Outlook, diary: Diary, asked: int
) -> tuple[Written, Scene, Filled]:
    """The tracker's new text: its values first, then its blocks, from what is true by then."""
    written = write(tracker, view, posixpath.dirname(request.path))
    state = State.model_construct(
        revision=request.head,
        tracker=request.path,
        phases=view.phases,
        total=view.total,
        open_questions=asked,
    )
    scene = Scene(state, tracker.dialect.locale, request.path, diary)
    blocks = filled(written.text, scene, LARGEST_TRACKER)
    return refilled(written, blocks.text), scene, blocks


class _Gathered(NamedTuple):
    """What a study says of itself."""

    tracker: Tracker
    vocabulary: Vocabulary
    log: Log
    said: Sequence[Statement]
    moves: Moves
    notes: note_files.Notes


def _gathered(request: Request) -> _Gathered:
    """The tracker and the notes, which are read while git reads the history, and the history."""
    repository, config = request.repository, request.place.config
    committed = Revision(repository, request.head)
    with _history(request) as history:
        tracker = tracker_of(request)
        vocabulary = vocabulary_of(tracker)
        search = note_files.Search(
            repository,
            tracker,
            request.path,
            config,
            vocabulary,
            request.head,
            config.since,
            committed if request.at else WorkTree(repository, request.drafts),
            committed,
            config.zone,
        )
        with note_files.started(search) as notes_by:
            log = _with_coming(history(), request.coming)
            people = _people(repository, request.head, log)
            notes = notes_by(log.graph, people)
    emails = config.learner.emails
    said = testimony.statements(log.commits, vocabulary, people, config.zone, emails)
    moves = moves_of(said, log.graph)
    now = moves.carried(said, vocabulary.tasks) if moves.steps else said
    return _Gathered(tracker, vocabulary, log, now, moves, notes)


def _with_coming(log: Log, coming: Commit | None) -> Log:
    """The log as it will be once a commit is made."""
    if coming is None:
        return log
    graph = log.graph.topped(coming.id, coming.parents[0], coming.committed)
    return log._replace(commits=(*log.commits, coming), graph=graph)


def tracker_of(request: Request) -> Tracker:
    """The tracker of the work tree or the revision, or what is to become of it."""
    locale = request.place.config.locale
    if request.draft is not None:
        return read(request.draft, locale)
    commit = request.head if request.at else None
    return _read(
        location.tracker_data(request.repository, request.path, commit), request.path, locale
    )


def _read(data: bytes, path: str, locale: str | None) -> Tracker:
    try:
        return read(location.decode(data, path), locale)
    except TrackerError as error:
        message = str(error)
        raise TrackerError(message if message.startswith(path) else f"{path}: {message}") from error


@contextmanager
def _history(request: Request) -> Iterator[Callable[[], Log]]:
    """Has git read the log; what is given waits for it."""
    if request.head is None:
        yield lambda: Log((), Graph.of(()), None)
        return
    place = request.place
    try:
        with _log_started(request, request.head) as read:
            yield lambda: read(request.progress)
    except SinceMissingError as error:
        raise SinceMissingError(error.cause, place.config_path, place.since_line) from error


def _log_started(request: Request, head: str) -> AbstractContextManager[Reader]:
    """The log that is being read already, if it is the one that is wanted."""
    since, ahead = request.place.config.since, request.ahead
    if ahead is not None and (ahead.head, ahead.since) == (head, since):
        return nullcontext(ahead.read)
    return request.repository.log_started(head, since)


def _people(repository: Repository, head: str | None, log: Log) -> Mapping[str, str]:
    if head is None:
        return {}
    return repository.mailmap(head, sorted({commit.author for commit in log.commits}))


def _in_order(
    graph: Graph, notes: note_files.Notes, said: Sequence[Statement]
) -> tuple[Statement, ...]:
    """What old notes say, then each commit's trailers and notes, then the work tree's notes."""
    within: list[Statement] = [*said, *notes.statements]
    within.sort(key=lambda statement: graph.position(statement.commit))
    return (*notes.before, *within, *notes.after)


def _baseline(request: Request, gathered: _Gathered) -> tuple[str | None, Baseline]:
    """What the tracker said before the first record counts, and the commit it is read at.

    Without ``since`` a note's time may be older than the first trailer. The tracker may state
    it by now, so the hours are those from before it, lest they be added to themselves.
    """
    tracker, _, log, said, _, notes = gathered
    since = request.place.config.since
    if request.head is None or (since is not None and not log.since_reached):
        return since, baseline_of(tracker)
    if since is not None:
        then = _tracker_at(request, request.repository.resolve(since))
        return since, baseline_of(_as_called_now(then, gathered))
    first = next((one.commit for one in said if one.records), None)
    start, baseline = None, baseline_of(tracker)
    if first is not None:
        start, baseline = _before(request, gathered, first)
    timed = {one.commit for one in notes.statements if _times(one)}
    earliest = min(timed | ({first} if first else set()), key=log.graph.position, default=None)
    if earliest is not None and earliest != first:
        start, before = _before(request, gathered, earliest)
        return start, baseline.with_hours(before)
    if first is None and any(map(_times, notes.after)):
        data = request.repository.blob(request.head, request.path)
        before = _older(data, request.path, gathered) if data else Baseline()
        return None, baseline.with_hours(before)
    return start, baseline


def _times(statement: Statement) -> bool:
    return any(isinstance(record, Time) for record in statement.records)


def _before(request: Request, gathered: _Gathered, commit: str) -> tuple[str | None, Baseline]:
    """The tracker before a commit, and the commit that it is read at."""
    repository = request.repository
    parent = _first_parent(repository, gathered.log, commit)
    path = repository.path_at(parent, request.head or commit, request.path) if parent else None
    if parent is None or path is None:
        return None, _first_version(request, gathered)
    data = repository.blob(parent, path)
    return parent, _older(data or b"", f"{path} at {parent[:12]}", gathered)


def _older(data: bytes, path: str, gathered: _Gathered) -> Baseline:
    """What an older version of a tracker says of the tasks that the tracker has by now."""
    older = _read(data, path, gathered.tracker.dialect.locale.name)
    return baseline_of(_as_called_now(older, gathered))


def _as_called_now(older: Tracker, gathered: _Gathered) -> Tracker:
    """The tracker from before the first record with its tasks under the ids of today."""
    return renamed(carried(older, gathered.moves.before()), gathered.vocabulary.names)


def _first_parent(repository: Repository, log: Log, commit: str) -> str | None:
    for known in log.commits:
        if known.id == commit:
            return known.parents[0] if known.parents else None
    try:
        return repository.resolve(f"{commit}^")
    except UsageError:  # the first commit of all
        return None


def _tracker_at(request: Request, since: str) -> Tracker:
    head = request.head or since
    path = request.repository.path_at(since, head, request.path)
    data = request.repository.blob(since, path) if path else None
    if path is None or data is None:
        raise SinceMissingError(
            f"{request.path} was not there at {since[:12]}, nor moved from another name "
            "unchanged; set since to a commit that has it",
            request.place.config_path,
            request.place.since_line,
        )
    return _read(data, f"{path} at {since[:12]}", request.place.config.locale)


def _first_version(request: Request, gathered: _Gathered) -> Baseline:
    """The tracker as the commit that added it has it, where records are older than it is."""
    head = request.head or ""
    path = request.repository.real_path(head, request.path)
    found = request.repository.versions(head, None, [path])
    added = [
        (gathered.log.graph.position(version.commit), entry.blob)
        for version in found
        for entry in version.entries
        if entry.path == path and entry.old_blob is None and entry.blob is not None
    ]
    if not added:
        return baseline_of(gathered.tracker)
    blob = min(added)[1]
    data = request.repository.blobs([blob])[blob] or b""
    return _older(data, request.path, gathered)


def _hand_edits(
    request: Request,
    gathered: _Gathered,
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
    request: Request, gathered: _Gathered, start: str | None, halfway: str | None
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
