"""Tasks whose ids were given to others after something was recorded of them.

Every run compares the titles of the baseline with today's; only where one stands beneath
another id by now are the tracker's versions read, to see what the records meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.errors import TrackerError
from studytrack.terms import Finding
from studytrack.tracker.identity import shifted
from studytrack.tracker.rereading import Versions
from studytrack.tracker.stated import titles
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from studytrack.fold.effect import Statement
    from studytrack.fold.moves import Moves
    from studytrack.history import Repository
    from studytrack.tracker.shape import Tracker

MOST_SHOWN = 12


def suspects(then: Mapping[str, str], now: Mapping[str, str]) -> frozenset[str]:
    """The ids that stand for another task than they did.

    Args:
        then: the titles of tasks by their ids, before the first record.
        now: the same today.
    """
    moved = shifted(then, now)
    return frozenset(moved.keys() | (moved.values() & then.keys()))


def recorded(said: Sequence[Statement], ids: frozenset[str]) -> dict[str, str]:
    """The commit with the first trailer about each of these tasks."""
    found: dict[str, str] = {}
    for statement in said:
        for record in statement.records:
            task = getattr(record, "task", None)
            if task in ids:
                found.setdefault(task, statement.commit)
    return found


def findings(
    tracker: Tracker, first: Mapping[str, str], titles_at: Callable[[str], Mapping[str, str]]
) -> Iterator[Finding]:
    """The tasks that were others when they were first recorded.

    Args:
        tracker: as it is today.
        first: the commit of each task's first trailer.
        titles_at: the titles by their ids that the tracker had at a commit.
    """
    now = titles(tracker)
    lines = {row.id: (row.line, section.number) for section, row in tracker.rows()}
    for task, commit in first.items():
        then = titles_at(commit)
        moved = shifted(then, now)
        if task in then and (task in moved or task in moved.values()):
            shown = [f"{old} -> {new}" for old, new in moved.items()][:MOST_SHOWN]
            more = ["…"] if len(moved) > MOST_SHOWN else []
            values = {"was": then[task], "trailer": f"Study-Move: {', '.join(shown + more)}"}
            line, phase = lines[task]
            yield Finding("task-renumbered", values, line=line, task=task, phase=phase)


class History(NamedTuple):
    """Where the versions of a tracker are.

    Attributes:
        head: the commit that is read, since: the one of the baseline.
        path: the tracker's, from the repository's root.
        before: the titles by their ids that the baseline has.
    """

    repository: Repository
    head: str
    since: str | None
    path: str
    moves: Moves
    before: Mapping[str, str]


def reader(history: History, tracker: Tracker) -> Callable[[str], Mapping[str, str]]:
    """Tells the titles of the tracker at a commit, by the ids that count today; one walk of git."""
    repository, moves = history.repository, history.moves
    real = repository.real_path(history.head, history.path)
    graph = moves.graph
    walk = repository.versions(history.head, history.since, [real])
    given = {
        one.commit: entry.blob
        for one in walk
        for entry in one.entries
        if entry.path == real and entry.blob is not None
    }
    order = sorted(given, key=graph.position, reverse=True)
    texts = repository.blobs(set(given.values()))
    known = Versions(tracker)

    def titles_at(commit: str) -> Mapping[str, str]:
        for version in order:
            if version == commit or graph.is_ancestor(version, commit):
                text = (texts[given[version]] or b"").decode("utf-8", "replace")
                named = _titles(known, text).items()
                now = ((moves.name(task, commit), title) for task, title in named)
                return {task: title for task, title in now if task is not None}
        return history.before

    return titles_at


def _titles(known: Versions, text: str) -> Mapping[str, str]:
    try:
        return titles(known.tracker(text))
    except TrackerError:
        return {}
