"""What a tracker said before its records: at `since`, or before the first of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.errors import SinceMissingError, UsageError
from studytrack.records import Time
from studytrack.study.gathering import Gathered, Request, tracker_in
from studytrack.study.whereabouts import real_path, staged_move
from studytrack.tracker.identity import carried, renamed
from studytrack.tracker.stated import baseline_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studytrack.fold.accounts import Baseline
    from studytrack.fold.effect import Statement
    from studytrack.fold.settle import Ledger
    from studytrack.graph import Log
    from studytrack.history import Repository
    from studytrack.history.versions import Origin
    from studytrack.tracker.shape import Tracker


def baseline_before(
    request: Request, gathered: Gathered, ledger: Ledger
) -> tuple[str | None, Baseline]:
    """What the tracker said before the first record counts, and the commit it is read at.

    Without ``since`` a note's time may be older than the first trailer. The tracker may state
    it by now, so the hours are those from before it, lest they be added to themselves. The ledger
    has all that is recorded, and no baseline yet.
    """
    tracker, _, log, said, _, notes = gathered
    since = request.place.config.since
    if request.head is None or (since is not None and not log.since_reached):
        return since, _now(request, gathered, ledger)
    if since is not None:
        then = _tracker_at(request, request.repository.resolve(since))
        return since, baseline_of(_as_called_now(then, gathered))
    first = next((one.commit for one in said if one.records), None)
    start, baseline = None, baseline_of(tracker)
    if first is not None:
        start, baseline = _before(request, gathered, ledger, first)
    timed = {one.commit for one in notes.statements if _times(one)}
    earliest = min(timed | ({first} if first else set()), key=log.graph.position, default=None)
    if earliest is not None and earliest != first:
        start, before = _before(request, gathered, ledger, earliest)
        return start, baseline.with_hours(before)
    if first is None and any(map(_times, notes.after)):
        return None, baseline.with_hours(_at(request, gathered, ledger, request.head)[1])
    return start, baseline


def _times(statement: Statement) -> bool:
    return any(isinstance(record, Time) for record in statement.records)


def _before(
    request: Request, gathered: Gathered, ledger: Ledger, commit: str
) -> tuple[str | None, Baseline]:
    """The tracker before a commit, and the commit that it is read at."""
    return _at(request, gathered, ledger, _first_parent(request.repository, gathered.log, commit))


def _at(
    request: Request, gathered: Gathered, ledger: Ledger, commit: str | None
) -> tuple[str | None, Baseline]:
    """The tracker at a commit, and the commit.

    Where it was not there yet, its oldest text stands for it, and no commit. That text may be
    younger than records: it states their hours too then, so what it says beyond them is older.
    """
    origin = _origin(request, gathered.log, commit)
    if origin is None:
        return None, _now(request, gathered, ledger)
    data = request.repository.blob(*origin) or b""
    baseline = _older(data, f"{origin.path} at {origin.commit[:12]}", gathered)
    if origin.commit == commit:
        return commit, baseline
    return None, baseline.less(ledger.until(origin.commit).folded()[1])


def _now(request: Request, gathered: Gathered, ledger: Ledger) -> Baseline:
    """The tracker of the work tree, beyond the records that it was written after."""
    coming = request.coming.id if request.coming else None
    known = tuple(one for one in ledger.statements if one.commit != coming)
    return baseline_of(gathered.tracker).less(ledger._replace(statements=known).folded()[1])


def _origin(request: Request, log: Log, commit: str | None) -> Origin | None:
    """Where the tracker was at a commit, else where its file began; None where git has none."""
    repository, head, path = request.repository, request.head or "", request.path
    found = repository.origins(head, path, commit)
    if not any(one.commit == commit for one in found) and (real := real_path(request)) != path:
        found += repository.origins(head, real, commit)
    if not found and (move := staged_move(request)):
        found = repository.origins(head, move.old_path, commit)
    ages = {one: (one.commit != commit, log.graph.position(one.commit)) for one in found}
    return min(ages, key=ages.__getitem__, default=None)


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
    repository, head = request.repository, request.head or since
    found = (repository.path_at(since, head, name) for name in _names(request))
    path = next((one for one in found if one is not None), None)
    data = repository.blob(since, path) if path else None
    if path is None or data is None:
        committed = request.at or repository.blob(head, request.path) is not None
        raise SinceMissingError(
            f"{request.path} was not there at {since[:12]}, nor moved from another name unchanged; "
            + (
                "set since to a commit that has it"
                if committed
                else "commit it, or its move, first"
            ),
            request.place.config_path,
            request.place.since_line,
        )
    return tracker_in(data, f"{path} at {since[:12]}", request.place.config.locale)


def _names(request: Request) -> Iterator[str]:
    """What the tracker may be called in the last commit, if it is what it was."""
    yield request.path
    yield real_path(request)
    move = staged_move(request)
    if move is not None and move.blob == move.old_blob:
        yield move.old_path
