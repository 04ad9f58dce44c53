"""What a study says of itself: its tracker, the history behind it, and its notes."""

from __future__ import annotations

from contextlib import AbstractContextManager, contextmanager, nullcontext
from types import MappingProxyType
from typing import TYPE_CHECKING

from studytrack.errors import SinceMissingError, TrackerError
from studytrack.fold.moves import Moves, moves_of
from studytrack.graph import Commit, Graph, Log
from studytrack.study import location, note_files, testimony
from studytrack.study.shelves import Revision, WorkTree
from studytrack.tracker.reading import read
from studytrack.tracker.trailer_words import vocabulary_of
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from studytrack.fold.effect import Statement
    from studytrack.history import Repository
    from studytrack.study.ahead import Ahead, Reader
    from studytrack.study.location import Place
    from studytrack.tracker.shape import Tracker
    from studytrack.trailers.vocabulary import Vocabulary


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


class Gathered(NamedTuple):
    """What a study says of itself."""

    tracker: Tracker
    vocabulary: Vocabulary
    log: Log
    said: Sequence[Statement]
    moves: Moves
    notes: note_files.Notes


def gathered_of(request: Request) -> Gathered:
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
    return Gathered(tracker, vocabulary, log, now, moves, notes)


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
    return tracker_in(
        location.tracker_data(request.repository, request.path, commit), request.path, locale
    )


def tracker_in(data: bytes, path: str, locale: str | None) -> Tracker:
    """The tracker in the bytes of a file.

    Raises:
        TrackerError: it cannot be read, and the message names the path.
    """
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
