"""The questions of a week: those that were asked in it, and those that were answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.remarks.asking import asked
from studytrack.weekly.model import Doubt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from studytrack.agenda.weeks import Week
    from studytrack.fold.effect import Entry
    from studytrack.model import Phase


def doubts(phases: Sequence[Phase], entries: Sequence[Entry], week: Week) -> Iterator[Doubt]:
    """The questions that were asked or answered in a week, in the order in which they were asked.

    Args:
        phases: those of the tracker.
        entries: the records up to the end of the week.
        week: the seven days.
    """
    titles: dict[str | int | None, str] = {phase.number: phase.title for phase in phases}
    titles |= {task.id: task.title for phase in phases for task in phase.tasks}
    for one in asked(entries).questions:
        if one.date in week or any(answer.date in week for answer in one.answers):
            yield Doubt(
                name=one.name or "",
                task=one.task,
                phase=one.phase,
                title=titles.get(one.phase if one.task is None else one.task, ""),
                date=one.date,
                text=one.text,
                answers=tuple(answer.text for answer in one.answers),
            )
