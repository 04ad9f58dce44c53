"""Plan and tracker -> the tracker's text as the plan has it, with every actual kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from studytrack.errors import TrackerError
from studytrack.markdown.spans import apply
from studytrack.plan.comparing import compared
from studytrack.plan.drafting import Draft
from studytrack.plan.verifying import verified
from studytrack.tracker.reading import read
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from studytrack.plan.changes import PlanChange
    from studytrack.plan.model import Plan
    from studytrack.tracker.shape import Tracker


class Followed(NamedTuple):
    """A tracker that follows its plan.

    Attributes:
        text: the tracker's new text.
        tracker: the same, read again.
        changes: what differed from the plan, and whether it still does.
        moves: the ids that tasks had and have now, of those whose ids changed.
    """

    text: str
    tracker: Tracker
    changes: tuple[PlanChange, ...]
    moves: tuple[tuple[str, str], ...] = ()


def followed(plan: Plan, tracker: Tracker) -> Followed:
    """The tracker with the tasks, titles, ids and estimates of the plan, and all its actuals.

    Raises:
        TrackerError: the new text would not read as intended; nothing is lost, nothing written.
    """
    changes = compared(plan, tracker)
    draft = Draft.of(plan, tracker)
    edits = draft.edits()
    if not edits:
        return Followed(tracker.text, tracker, _marked(changes, changes))
    try:
        text = apply(tracker.text, edits)
    except ValueError as error:
        raise TrackerError(f"{error}; nothing was written") from error
    new = read(text, tracker.dialect.locale.name)
    moves = verified(draft, edits, new)
    return Followed(text, new, _marked(changes, compared(plan, new)), moves)


def _marked(
    changes: tuple[PlanChange, ...], left: tuple[PlanChange, ...]
) -> tuple[PlanChange, ...]:
    """The changes, of which those that are left are to be made by hand."""
    open_ = {one.what for one in left}
    return tuple(replace(one, by_hand=one.what in open_) for one in changes)
