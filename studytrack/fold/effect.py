"""Which records count: what reverts, voids and copies take back."""

from __future__ import annotations

from bisect import bisect_left
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from studytrack.records import Record, subject
from studytrack.terms import Finding
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from studytrack.graph import Graph


class Undoing(NamedTuple):
    """A statement that takes back another commit.

    Attributes:
        target: at least seven hex digits of the commit that is taken back.
        mainline: the parent that the revert of a merge goes back to.
        void: True for a ``Study-Void``, whose target must be found.
    """

    target: str
    mainline: str | None = None
    void: bool = False


class Statement(NamedTuple):
    """All that one message says; the log in a squash holds several, one a squashed commit.

    Attributes:
        commit: the commit that holds the message.
        name: what a revert or void calls it: the commit's id, or the squashed commit's.
        merged_into: for a merge, its first parent.
    """

    commit: str
    name: str
    records: tuple[Record, ...] = ()
    undoings: tuple[Undoing, ...] = ()
    findings: tuple[Finding, ...] = ()
    merged_into: str | None = None


class Entry(NamedTuple):
    """A record in the fold's order, and whether it counts.

    ``undone_by`` is the commit that took it back, or whose record it repeats; ``changed_by``
    the last one that took it back or brought it back; ``name`` what its statement is called.
    """

    record: Record
    undone_by: str | None = None
    changed_by: str | None = None
    name: str = ""

    @property
    def effective(self) -> bool:
        """Whether the record counts."""
        return self.undone_by is None


def judge(
    statements: Sequence[Statement], graph: Graph
) -> tuple[tuple[Entry, ...], tuple[Finding, ...]]:
    """Every record with its effect, and the problems that still stand.

    Args:
        statements: in the fold's order.
        graph: the commits that were read.

    A statement that is taken back takes nothing back itself, so the revert of a revert brings
    records back; they are judged newest first for that. The problems of a commit that is
    taken back are settled.
    """
    undone, changed, lost = _undone(statements, graph)
    copies = _copies(statements, graph, undone)
    entries = tuple(
        Entry(
            record,
            undone.get(place) or copies.get((place, index)),
            changed.get(place),
            statement.name,
        )
        for place, statement in enumerate(statements)
        for index, record in enumerate(statement.records)
    )
    findings = [
        finding
        for place, statement in enumerate(statements)
        if place not in undone
        for finding in statement.findings
    ]
    return entries, (*findings, *lost)


def _undone(
    statements: Sequence[Statement], graph: Graph
) -> tuple[dict[int, str], dict[int, str], list[Finding]]:
    """The places of the statements that are taken back, with the commit that does it.

    Also those of all that were ever taken back or brought back, with the last one to do it.
    """
    undone: dict[int, str] = {}
    latest: dict[int, int] = {}
    lost: list[Finding] = []
    named = _places(statements)
    squashed = sorted({one.name for one in statements if one.name != one.commit})
    for place in range(len(statements) - 1, -1, -1):
        statement = statements[place]
        by = latest.get(place, place)
        for undoing in statement.undoings:
            targets = _targets(undoing, squashed, graph)
            if undoing.void and len(targets) != 1:
                if place not in undone:
                    lost.append(_lost(undoing, statement, ambiguous=bool(targets)))
                continue
            for target in targets:
                for earlier in _reached(target, undoing.mainline, named, graph):
                    if earlier >= place:
                        continue
                    latest[earlier] = max(by, latest.get(earlier, by))
                    if place not in undone:
                        undone.setdefault(earlier, statement.commit)
    return undone, {place: statements[by].commit for place, by in latest.items()}, lost


def _places(statements: Sequence[Statement]) -> dict[str, list[int]]:
    """Where the statements of each commit stand, by its id."""
    named: dict[str, list[int]] = {}
    for place, statement in enumerate(statements):
        for name in {statement.name, statement.commit}:
            named.setdefault(name, []).append(place)
    return named


def _lost(undoing: Undoing, statement: Statement, *, ambiguous: bool) -> Finding:
    """The problem of a void whose commit cannot be told."""
    reason = "void-ambiguous" if ambiguous else "void-unknown"
    values = {"value": f"Study-Void: {undoing.target}", "reason": reason}
    return Finding("trailer-invalid", values, commit=statement.commit)


def _targets(undoing: Undoing, squashed: Sequence[str], graph: Graph) -> list[str]:
    """The commits that an abbreviated id may mean; a revert of an unclear one does nothing."""
    prefix = undoing.target.lower()
    start = bisect_left(squashed, prefix)
    in_squashes = takewhile(lambda name: name.startswith(prefix), islice(squashed, start, None))
    found = {*graph.resolve(prefix), *in_squashes}
    return sorted(found) if undoing.void or len(found) == 1 else []


def _reached(
    target: str, mainline: str | None, named: Mapping[str, Sequence[int]], graph: Graph
) -> Iterable[int]:
    names = {target}
    if mainline is not None:
        full = graph.resolve(mainline.lower())
        names |= graph.brought_in(target, full[0] if len(full) == 1 else mainline)
    return (place for name in names for place in named.get(name, ()))


def _copies(
    statements: Sequence[Statement], graph: Graph, undone: Mapping[int, str]
) -> dict[tuple[int, int], str]:
    """Records that repeat another commit's: cherry-picks, rebased copies, a merge's title.

    So do those of a squash's log whose commit was read itself, since its branch was merged too.
    """
    copies: dict[tuple[int, int], str] = {}
    first: dict[tuple[str, str, tuple[str, str, object]], str] = {}
    squashed = {one.name for one in statements if one.name != one.commit}
    told = {
        (one.commit, _identity(record))
        for place, one in enumerate(statements)
        if one.commit in squashed and place not in undone and one.name == one.commit
        for record in one.records
    }
    for place, statement in enumerate(statements):
        if place in undone:
            continue
        brought = _brought_in(statement, statements, graph)
        for index, record in enumerate(statement.records):
            source, same = record.source, _identity(record)
            original = first.setdefault((source.author, source.authored, same), statement.commit)
            if original != statement.commit:
                copies[place, index] = original
            elif statement.name != statement.commit and (statement.name, same) in told:
                copies[place, index] = statement.name
            elif same in brought:
                copies[place, index] = brought[same]
    return copies


def _identity(record: Record) -> tuple[str, str, object]:
    """What makes two records the same: the trailer's text, and which of its facts this is."""
    return record.source.text, type(record).__name__, subject(record)


def _brought_in(
    statement: Statement, statements: Sequence[Statement], graph: Graph
) -> dict[tuple[str, str, object], str]:
    """The records of the commits that a merge with records of its own brings in."""
    if statement.merged_into is None or not statement.records:
        return {}
    names = graph.brought_in(statement.commit, statement.merged_into) - {statement.commit}
    return {
        _identity(record): other.commit
        for other in statements
        if other.commit in names
        for record in other.records
    }
