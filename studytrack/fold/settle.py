"""Where the tracker and the records disagree: which word came later, and so stands."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from studytrack.fold.accounts import Baseline, Folded, Imply, Key, Value, commits_behind, fold
from studytrack.fold.effect import Entry, Statement, judge
from studytrack.records import OF_NO_TASK, PhaseTime, Record, Time
from studytrack.terms import FieldName, Finding, Status
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from studytrack.graph import Graph


class Ledger(NamedTuple):
    """Everything that the fold needs, to be folded whole or as of an earlier commit."""

    statements: tuple[Statement, ...]
    graph: Graph
    baseline: Baseline
    phase_of: Mapping[str, int]
    imply: Imply = Imply.IN_PROGRESS

    def folded(self) -> tuple[tuple[Entry, ...], Folded, tuple[Finding, ...]]:
        """Every record, the state of all tasks, and the problems of the commits that count."""
        entries, findings = judge(self.statements, self.graph)
        folded = self.folding(entries)
        return entries, folded, (*findings, *folded.findings)

    def folding(self, entries: Sequence[Entry]) -> Folded:
        """What some of the entries, in the fold's order, say on top of the baseline."""
        return fold(entries, self.baseline, self.phase_of, self.imply)

    def until(self, commit: str) -> Ledger:
        """The same with what was stated up to a commit."""
        known = (
            statement
            for statement in self.statements
            if statement.commit == commit or self.graph.is_ancestor(statement.commit, commit)
        )
        return self._replace(statements=tuple(known))

    def entries_at(self, commit: str) -> Mapping[str | None, Sequence[Entry]]:
        """The records up to a commit, as they counted then, by task; under None those of time."""
        found: dict[str | None, list[Entry]] = {}
        for entry in judge(self.until(commit).statements, self.graph)[0]:
            task = _task_of(entry.record)
            if task is not None:
                found.setdefault(task, []).append(entry)
            if isinstance(entry.record, (Time, PhaseTime)):
                found.setdefault(None, []).append(entry)
        return found

    def last_change(self, one: Contradiction) -> str | None:
        """The commit that had the records' last word on a field; None where it was not read."""
        changed = (entry.changed_by for entry in one.behind if entry.changed_by is not None)
        known = {*commits_behind(one.behind), *changed}
        commits = [commit for commit in known if commit in self.graph]
        return max(commits, key=self.graph.position, default=None)

    def value(self, key: Key, entries: Mapping[str | None, Sequence[Entry]]) -> Value:
        """What some records, by task, say of a field; None where they say nothing."""
        scope, name = key
        folded = self.folding(entries.get(scope if isinstance(scope, str) else None, ()))
        if isinstance(scope, str):
            account = folded.tasks.get(scope)
            return account.facts.value(name) if account else None
        hours = folded.phases.get(scope) if scope is not None else folded.total
        return hours.value if hours else None


def _task_of(record: Record) -> str | None:
    return None if isinstance(record, OF_NO_TASK) else record.task


class Contradiction(NamedTuple):
    """A field whose text says something else than the records.

    Attributes:
        said: what the text says.
        derived: what the records say.
        given: all that the baseline or the records ever gave the field.
        behind: the entries that determined it.
    """

    key: Key
    said: Value
    derived: Value
    given: frozenset[Value]
    behind: tuple[Entry, ...]


class Version(NamedTuple):
    """The tracker as a commit, or the working tree, left it.

    Attributes:
        commit: None for the working tree.
        says: its fields; a field that it does not have is left out.
        before: the same of the parents' trackers.
        own: whether studytrack wrote it.
    """

    commit: str | None
    says: Mapping[Key, Value]
    before: Sequence[Mapping[Key, Value]] = ()
    own: bool = False

    def gave(self, key: Key, said: Value) -> bool:
        """Whether this version, and no parent of it, gave the field what it says."""
        return self.says.get(key) == said and all(one.get(key) != said for one in self.before)


def settle(
    contradictions: Iterable[Contradiction], versions: Sequence[Version], ledger: Ledger
) -> tuple[Contradiction, ...]:
    """The contradictions whose text is a hand edit that came after the task's last record.

    Such an edit stays. A text that is blank, says not started, or is anything that the
    baseline or the records gave the field at any time is stale output, and does not.
    """
    entries_at = cache(ledger.entries_at)  # versions are few, contradictions may be many
    return tuple(
        one
        for one in contradictions
        if may_stand(one.said, one.given) and _edited_later(one, versions, ledger, entries_at)
    )


def may_stand(said: Value, given: Collection[Value]) -> bool:
    """Whether a text can be a hand edit that stays: it is neither blank nor stale output."""
    return said not in STALE and said not in given


STALE = frozenset({None, Status.NOT_STARTED})
"""What no hand edit says that stays."""


def _edited_later(
    one: Contradiction,
    versions: Sequence[Version],
    ledger: Ledger,
    entries_at: Callable[[str], Mapping[str | None, Sequence[Entry]]],
) -> bool:
    last = ledger.last_change(one)
    for version in versions:
        if version.own or not version.gave(one.key, one.said):
            continue
        if version.commit is None:
            return True
        on_top = last is None or ledger.graph.is_ancestor(last, version.commit)
        if on_top and ledger.value(one.key, entries_at(version.commit)) != one.said:
            return True
    return False


HAND_EDITABLE = (FieldName.STATUS, FieldName.STARTED, FieldName.FINISHED)
"""The fields of a task that a hand edit may settle; of a phase it is the actual hours."""
