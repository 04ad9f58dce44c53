"""The boxes of criteria: the edits that make them say what the records do, and nothing else."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from studytrack.errors import TrackerError
from studytrack.fold.accounts import commits_behind
from studytrack.markdown.spans import Edit
from studytrack.model import Change
from studytrack.terms import FieldName, Status
from studytrack.tracker.criteria.stated import usual_tick
from studytrack.tracker.dialect import Manner
from studytrack.tracker.marks import split_box

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from studytrack.tracker.criteria.stated import StatedCriterion
    from studytrack.tracker.outlook import Outlook
    from studytrack.tracker.shape import Tracker


def edits(tracker: Tracker, outlook: Outlook) -> Iterator[tuple[Edit, Change]]:
    """The boxes of completion criteria that say something else than the records."""
    if not outlook.criteria:
        return
    every = [(section.number, one) for section in tracker.sections for one in section.criteria]
    boxes = tracker.dialect.items[Manner.BOX]
    ticked = usual_tick((one for _, one in every), split_box(boxes[Status.DONE])[0])
    commits = cache(lambda name: commits_behind(outlook.criteria[name].behind))
    for phase, one in every:
        record = outlook.criteria.get((phase, one.name))
        if record is None or one.box is None or one.ticked is record.met:
            continue
        box = one.written(ticked, met=record.met)
        yield (
            Edit(one.box, box),
            Change.of(
                task=None,
                phase=phase,
                field=FieldName.CRITERION,
                before=f"{one.tick} {one.text}",
                after=f"{box} {one.text}",
                line=one.line,
                sources=commits((phase, one.name)),
            ),
        )


def verify(old: Tracker, new: Tracker, changes: Collection[Change]) -> None:
    """The criteria must be those that they were, and none ticked but those that were meant.

    Raises:
        TrackerError: they are not.
    """
    meant = {one.line for one in changes if one.field is FieldName.CRITERION}
    for was, now in zip(old.sections, new.sections, strict=True):
        before, after = ([_shown(each, meant) for each in one.criteria] for one in (was, now))
        if before != after:
            raise TrackerError(
                f"line {was.line}: writing would change the phase's criteria; nothing was written"
            )


def _shown(one: StatedCriterion, meant: Collection[int]) -> tuple[str, int, bool, str]:
    return one.text, one.line, one.box is None, "" if one.line in meant else one.tick
