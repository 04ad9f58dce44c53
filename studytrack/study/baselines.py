"""What a tracker said before its records: at `since`, or before the first of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.errors import SinceMissingError, UsageError
from studytrack.fold.accounts import Baseline
from studytrack.records import Time
from studytrack.study.gathering import Gathered, Request, tracker_in
from studytrack.tracker.identity import carried, renamed
from studytrack.tracker.stated import baseline_of

if TYPE_CHECKING:
    from studytrack.fold.effect import Statement
    from studytrack.graph import Log
    from studytrack.history import Repository
    from studytrack.tracker.shape import Tracker


def baseline_before(request: Request, gathered: Gathered) -> tuple[str | None, Baseline]:
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


def _before(request: Request, gathered: Gathered, commit: str) -> tuple[str | None, Baseline]:
    """The tracker before a commit, and the commit that it is read at."""
    repository = request.repository
    parent = _first_parent(repository, gathered.log, commit)
    path = repository.path_at(parent, request.head or commit, request.path) if parent else None
    if parent is None or path is None:
        return None, _first_version(request, gathered)
    data = repository.blob(parent, path)
    return parent, _older(data or b"", f"{path} at {parent[:12]}", gathered)


def _older(data: bytes, path: str, gathered: Gathered) -> Baseline:
    """What an older version of a tracker says of the tasks that the tracker has by now."""
    older = tracker_in(data, path, gathered.tracker.dialect.locale.name)
    return baseline_of(_as_called_now(older, gathered))


def _as_called_now(older: Tracker, gathered: Gathered) -> Tracker:
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
    return tracker_in(data, f"{path} at {since[:12]}", request.place.config.locale)


def _first_version(request: Request, gathered: Gathered) -> Baseline:
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
