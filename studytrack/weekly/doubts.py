"""The questions of a week: those that were asked in it, and those that were answered."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from studytrack.records import Answer, Question
from studytrack.weekly.model import Doubt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from studytrack.agenda.weeks import Week
    from studytrack.fold.effect import Entry
    from studytrack.model import Phase

_SHORT = 7
"""Hex digits by which git calls a commit."""


def doubts(phases: Sequence[Phase], entries: Sequence[Entry], week: Week) -> Iterator[Doubt]:
    """The questions that were asked or answered in a week, in the order in which they were asked.

    Args:
        phases: those of the tracker.
        entries: the records up to the end of the week.
        week: the seven days.
    """
    said = [entry.record for entry in entries if entry.effective]
    answers = [record for record in said if isinstance(record, Answer)]
    titles: dict[str | int, str] = {phase.number: phase.title for phase in phases}
    titles |= {task.id: task.title for phase in phases for task in phase.tasks}
    counts: Counter[str] = Counter()
    for record in said:
        if not isinstance(record, Question):
            continue
        commit = record.source.commit or ""
        counts[commit] += 1
        own = [one for one in answers if _means(one.question, commit, counts[commit])]
        if record.on in week or any(one.on in week for one in own):
            yield _doubt(record, titles.get(record.about, ""), counts[commit], own)


def _means(name: str, commit: str, number: int) -> bool:
    """Whether a question's name is that of the commit's question of this number."""
    prefix, _, place = name.partition(".")
    return commit.startswith(prefix) and place == ("" if number == 1 else str(number))


def _doubt(record: Question, title: str, number: int, answers: Sequence[Answer]) -> Doubt:
    about, commit = record.about, record.source.commit or ""
    return Doubt(
        name=commit[:_SHORT] + (f".{number}" if number > 1 else ""),
        task=about if isinstance(about, str) else None,
        phase=about if isinstance(about, int) else None,
        title=title,
        date=record.on,
        text=record.text,
        answers=tuple(one.text for one in answers),
    )
