"""Renumbered tasks: what was recorded under an old id belongs to the task that had it then.

A commit that stands on top of a move knows the new ids; every other one means the old ids, on
whatever branch it stands.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from studytrack.fold.effect import judge
from studytrack.records import (
    Answer,
    Criterion,
    Move,
    PhaseTime,
    Question,
    Record,
    Reference,
)
from studytrack.terms import Finding
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from studytrack.fold.accounts import Key, Value
    from studytrack.fold.effect import Statement
    from studytrack.graph import Graph


class Step(NamedTuple):
    """The moves of one message, which happen at once: it may exchange two ids.

    Attributes:
        place: of the statement among all.
        names: the old ids and what they have become; None where the id was given to another.
    """

    place: int
    commit: str
    names: Mapping[str, str | None]


class Moves(NamedTuple):
    """Every renumbering that counts, in the fold's order."""

    steps: tuple[Step, ...]
    graph: Graph

    def names_at(self, commit: str | None, place: int = -1) -> Mapping[str, str | None]:
        """What the ids that a commit speaks of have become; the work tree knows them all.

        Args:
            commit: whose message or tracker has the ids.
            place: of its statement, which may be in the same squash as a move.
        """
        names: dict[str, str | None] = {}
        if commit is None:
            return names
        for step in self.steps:
            if step.commit == commit:
                known = place < 0 or step.place <= place
            else:
                known = self.graph.is_ancestor(step.commit, commit)
            if not known:
                names = _after(names, step.names)
        return names

    def before(self) -> Mapping[str, str | None]:
        """What the ids have become that a tracker had before the first move."""
        names: dict[str, str | None] = {}
        for step in self.steps:
            names = _after(names, step.names)
        return names

    def carried(
        self, statements: Sequence[Statement], tasks: Mapping[str, int]
    ) -> tuple[Statement, ...]:
        """The statements with every record under the id that its task has by now.

        A record whose id was given to another task, or is nobody's any more, is a finding.
        """
        names_at = cache(self.names_at)
        return tuple(
            _carried(statement, names_at(statement.commit, place), tasks)
            for place, statement in enumerate(statements)
        )

    def says(self, said: Mapping[Key, Value], commit: str | None) -> Mapping[Key, Value]:
        """What a commit's tracker says, by the ids that its tasks have by now."""
        names = self.names_at(commit)
        if not names:
            return said
        return {
            (names.get(scope, scope) if isinstance(scope, str) else scope, name): value
            for (scope, name), value in said.items()
            if not isinstance(scope, str) or names.get(scope, scope) is not None
        }


def moves_of(statements: Sequence[Statement], graph: Graph) -> Moves:
    """The moves that are in effect: neither reverted nor voided.

    Example:
        ``moves_of(statements, graph).before()`` may be ``{"3.4": "3.5", "3.5": None}``.
    """
    if not any(isinstance(one, Move) for statement in statements for one in statement.records):
        return Moves((), graph)
    entries = iter(judge(statements, graph)[0])
    steps = []
    for place, statement in enumerate(statements):
        own = [next(entries) for _ in statement.records]
        moves = [one.record for one in own if one.effective]
        names = {move.old: move.new for move in moves if isinstance(move, Move)}
        if names:
            displaced: dict[str, str | None] = dict.fromkeys(names.values())
            steps.append(Step(place, statement.commit, displaced | names))
    return Moves(tuple(steps), graph)


def _after(
    names: Mapping[str, str | None], step: Mapping[str, str | None]
) -> dict[str, str | None]:
    """What ids have become after one more step."""
    known = {old: step.get(new, new) if new else None for old, new in names.items()}
    return {**step, **known}


def _carried(
    statement: Statement, names: Mapping[str, str | None], tasks: Mapping[str, int]
) -> Statement:
    records: list[Record] = []
    findings = list(statement.findings)
    for record in statement.records:
        task = _task_of(record)
        now = names.get(task, task) if task is not None else None
        if task is None or (now == task and now in tasks):
            records.append(record)
        elif now is not None and now in tasks:
            records.append(_renamed(record, now))
        else:
            reason = "moved-over" if task in names else "unknown"
            values = {"value": record.source.text, "id": task, "near": "", "reason": reason}
            findings.append(Finding("task-unknown", values, commit=statement.commit))
    return statement._replace(records=tuple(records), findings=tuple(findings))


def _task_of(record: Record) -> str | None:
    """The task that a trailer names; None where it is about no task."""
    match record:
        case Move(new=new):
            return new
        case Question(about=str(about)) | Reference(about=str(about)):
            return about
        case _:
            return getattr(record, "task", None)


def _renamed(record: Record, task: str) -> Record:
    match record:
        case Move():
            return record._replace(new=task)
        case Question() | Reference():
            return record._replace(about=task)
        case PhaseTime() | Criterion() | Answer():
            return record
        case _:
            return record._replace(task=task)
