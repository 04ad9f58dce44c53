"""Renumbered tasks: what was recorded under an old id belongs to the task that had it then.

A commit that stands on top of a move knows the new ids; every other one means the old ids, on
whatever branch it stands.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise, takewhile
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
        ends: what such an id of a step has become by now, all later steps followed.
        trunk: how many of the first steps stand on each other, so that who knows one of them
            knows those before it.
    """

    steps: tuple[Step, ...]
    graph: Graph
    mentions: Mapping[str, Sequence[int]]
    ends: Mapping[tuple[int, str], str | None]
    trunk: int

    def name(self, task: str, commit: str | None, place: int = -1) -> str | None:
        """What the id that a commit speaks of has become; the work tree knows them all.

        Args:
            task: the id; None is given where it was given to another, and its task to none.
            commit: whose message or tracker has it.
            place: of its statement, which may be in the same squash as a move.
        """
        if commit is None or task not in self.mentions:
            return task
        behind = bisect_right(self.steps, self.graph.rank(commit), key=self._rank)
        now: str | None = task
        following = self._known(commit, place, behind)
        while now is not None:
            steps = self.mentions.get(now, ())
            later = (steps[at] for at in range(bisect_left(steps, following), len(steps)))
            step = next((one for one in later if not self._knows(commit, place, one)), None)
            if step is None:
                break
            if step >= behind:
                return self.ends[step, now]
            now, following = self.steps[step].names[now], step + 1
        return now

    def _rank(self, step: Step) -> int:
        return self.graph.rank(step.commit)

    def _known(self, commit: str, place: int, behind: int) -> int:
        """How many of the first steps a commit knows for certain; behind it none is known."""
        last = min(behind, self.trunk) - 1
        return last + 1 if last >= 0 and self._knows(commit, place, last) else 0

    def _knows(self, commit: str, place: int, number: int) -> bool:
        step = self.steps[number]
        if step.commit == commit:
            return place < 0 or step.place <= place
        return self.graph.is_ancestor(step.commit, commit)

    def before(self) -> Mapping[str, str | None]:
        """What the ids have become that a tracker had before the first move."""
        return {task: self.ends[steps[0], task] for task, steps in self.mentions.items()}

    def carried(
        self, statements: Sequence[Statement], tasks: Mapping[str, int]
    ) -> tuple[Statement, ...]:
        """The statements with every record under the id that its task has by now.

        A record whose id was given to another task, or is nobody's any more, is a finding.
        """
        told: dict[object, tuple[str, str | None]] = {}
        return tuple(
            self._carried(statement, place, tasks, told)
            for place, statement in enumerate(statements)
        )

    def _carried(
        self,
        statement: Statement,
        place: int,
        tasks: Mapping[str, int],
        told: dict[object, tuple[str, str | None]],
    ) -> Statement:
        """One statement; a copy of a commit means the task that the commit itself meant."""
        records: list[Record] = []
        findings = list(statement.findings)
        for record in statement.records:
            task = _task_of(record)
            now = self.name(task, statement.commit, place) if task is not None else None
            source = record.source
            if source.authored:
                same = (source.author, source.authored, source.text, type(record), task)
                first, meant = told.setdefault(same, (statement.commit, now))
                now = now if first == statement.commit else meant
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
        return Moves((), graph, {}, {}, 0)
    entries = iter(judge(statements, graph)[0])
    steps = []
    for place, statement in enumerate(statements):
        own = [next(entries) for _ in statement.records]
        moves = [one.record for one in own if one.effective]
        names = {move.old: move.new for move in moves if isinstance(move, Move)}
        if names:
            displaced: dict[str, str | None] = dict.fromkeys(names.values())
            steps.append(Step(place, statement.commit, displaced | names))
    return Moves(tuple(steps), graph, _mentions(steps), _ends(steps), _trunk(steps, graph))


def _mentions(steps: Sequence[Step]) -> Mapping[str, Sequence[int]]:
    mentions: dict[str, list[int]] = {}
    for number, step in enumerate(steps):
        for old in step.names:
            mentions.setdefault(old, []).append(number)
    return mentions


def _ends(steps: Sequence[Step]) -> Mapping[tuple[int, str], str | None]:
    ends: dict[tuple[int, str], str | None] = {}
    names: dict[str, str | None] = {}
    for number, step in reversed(tuple(enumerate(steps))):
        names |= {old: names.get(new, new) if new else None for old, new in step.names.items()}
        ends.update(((number, old), names[old]) for old in step.names)
    return ends


def _trunk(steps: Sequence[Step], graph: Graph) -> int:
    ids = [step.commit for step in steps]
    stands = (old == new or graph.is_ancestor(old, new) for old, new in pairwise(ids))
    return 1 + sum(1 for _ in takewhile(bool, stands)) if steps else 0


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
