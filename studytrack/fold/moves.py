"""Renumbered tasks: what was recorded under an old id belongs to the task that had it then.

A commit that stands on top of a move knows the new ids; every other one means the old ids, on
whatever branch it stands.
"""

from __future__ import annotations

from bisect import bisect_left
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
    """Every renumbering that counts, in the fold's order.

    Attributes:
        mentions: the steps that say what an id has become, by their numbers from 0.
    """

    steps: tuple[Step, ...]
    graph: Graph
    mentions: Mapping[str, Sequence[int]]

    def name(self, task: str, commit: str | None, place: int = -1) -> str | None:
        """What the id that a commit speaks of has become; the work tree knows them all.

        Args:
            task: the id; None is given where it was given to another, and its task to none.
            commit: whose message or tracker has it.
            place: of its statement, which may be in the same squash as a move.
        """
        now: str | None = task
        following = 0
        while now is not None and commit is not None and now in self.mentions:
            steps = self.mentions[now]
            later = (steps[at] for at in range(bisect_left(steps, following), len(steps)))
            news = (one for one in later if not self._knows(commit, place, self.steps[one]))
            step = next(news, None)
            if step is None:
                break
            now, following = self.steps[step].names[now], step + 1
        return now

    def _knows(self, commit: str, place: int, step: Step) -> bool:
        if step.commit == commit:
            return place < 0 or step.place <= place
        return self.graph.is_ancestor(step.commit, commit)

    def before(self) -> Mapping[str, str | None]:
        """What the ids have become that a tracker had before the first move."""
        names: dict[str, str | None] = {}
        for step in reversed(self.steps):
            names |= {old: names.get(new, new) if new else None for old, new in step.names.items()}
        return names

    def carried(
        self, statements: Sequence[Statement], tasks: Mapping[str, int]
    ) -> tuple[Statement, ...]:
        """The statements with every record under the id that its task has by now.

        A record whose id was given to another task, or is nobody's any more, is a finding.
        """
        return tuple(
            self._carried(statement, place, tasks) for place, statement in enumerate(statements)
        )

    def _carried(self, statement: Statement, place: int, tasks: Mapping[str, int]) -> Statement:
        records: list[Record] = []
        findings = list(statement.findings)
        for record in statement.records:
            task = _task_of(record)
            now = self.name(task, statement.commit, place) if task is not None else None
            if task is None or (now == task and now in tasks):
                records.append(record)
            elif now is not None and now in tasks:
                records.append(_renamed(record, now))
            else:
                reason = "unknown" if now == task else "moved-over"
                values = {"value": record.source.text, "id": task, "near": "", "reason": reason}
                findings.append(Finding("task-unknown", values, commit=statement.commit))
        return statement._replace(records=tuple(records), findings=tuple(findings))

    def says(self, said: Mapping[Key, Value], commit: str | None) -> Mapping[Key, Value]:
        """What a commit's tracker says, by the ids that its tasks have by now."""
        if commit is None or not self.steps:
            return said
        scopes = {scope for scope, _ in said if isinstance(scope, str)}
        names = {scope: self.name(scope, commit) for scope in scopes}
        return {
            (names.get(scope, scope) if isinstance(scope, str) else scope, name): value
            for (scope, name), value in said.items()
            if not isinstance(scope, str) or names[scope] is not None
        }


def moves_of(statements: Sequence[Statement], graph: Graph) -> Moves:
    """The moves that are in effect: neither reverted nor voided.

    Example:
        ``moves_of(statements, graph).before()`` may be ``{"3.4": "3.5", "3.5": None}``.
    """
    if not any(isinstance(one, Move) for statement in statements for one in statement.records):
        return Moves((), graph, {})
    entries = iter(judge(statements, graph)[0])
    steps = []
    for place, statement in enumerate(statements):
        own = [next(entries) for _ in statement.records]
        moves = [one.record for one in own if one.effective]
        names = {move.old: move.new for move in moves if isinstance(move, Move)}
        if names:
            displaced: dict[str, str | None] = dict.fromkeys(names.values())
            steps.append(Step(place, statement.commit, displaced | names))
    mentions: dict[str, list[int]] = {}
    for number, step in enumerate(steps):
        for old in step.names:
            mentions.setdefault(old, []).append(number)
    return Moves(tuple(steps), graph, mentions)


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
