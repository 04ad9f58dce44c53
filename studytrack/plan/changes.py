"""What differs between a plan and its tracker: frozen models with a stable JSON form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from studytrack.model import Estimate, Model
from studytrack.terms import Effort

if TYPE_CHECKING:
    from collections.abc import Iterable


class ChangeKind(StrEnum):
    """How a task, or a phase, differs."""

    NEW = "new"
    GONE = "gone"
    RENAMED = "renamed"
    RENUMBERED = "renumbered"
    MOVED = "moved"
    ESTIMATED = "re-estimated"


@dataclass(frozen=True, kw_only=True)
class PlanChange(Model):
    """One difference, of a task or, where ``task`` is None, of a phase.

    ``task`` and ``phase`` are the tracker's, or the plan's where they are new; ``title`` is the
    plan's, or the tracker's where it is gone. ``before`` and ``after`` are titles, ids (a phase's
    number), the numbers of the phases between which a task moved, or hours. ``line`` is the
    tracker's and ``plan_line`` the plan's, from 1; None where there is none. ``estimate_before``
    and ``estimate_after`` tell the hours that come and go. ``by_hand`` is True for what is not
    written: a row is never taken away or put into another phase, and no id is given twice.
    """

    kind: ChangeKind
    task: str | None = None
    phase: int
    title: str
    before: str = ""
    after: str = ""
    line: int | None = None
    plan_line: int | None = None
    estimate_before: Estimate | None = None
    estimate_after: Estimate | None = None
    by_hand: bool = False

    @property
    def what(self) -> tuple[object, ...]:
        """What differs, whether some of it is written yet or not."""
        if self.kind is ChangeKind.GONE:
            return self.kind, self.task, self.before
        return self.kind, self.task is None, self.plan_line


@dataclass(frozen=True, kw_only=True)
class Balance(Model):
    """The hours of tasks that a plan adds to a tracker, and those that it takes away."""

    added: Estimate
    removed: Estimate


_NONE = Effort(timedelta(), timedelta())


def balance(changes: Iterable[PlanChange]) -> Balance:
    """The sum of all tasks' differences; of a range either end counts for itself."""
    added = removed = _NONE
    for one in changes:
        if one.task is None:
            continue
        before, after = one.estimate_before or _NONE, one.estimate_after or _NONE
        added += _more(before, after)
        removed += _more(after, before)
    return Balance(added=added, removed=removed)


def _more(one: Effort, other: Effort) -> Effort:
    """How much more the other is, at either end."""
    return Effort(
        max(other.low - one.low, timedelta()),
        max(other.high - one.high, timedelta()),
    )
