"""Criteria and records together: which of a phase's criteria are met."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.model import Criterion

if TYPE_CHECKING:
    from collections.abc import Mapping

    from studytrack.fold.criteria import Confirmation, CriterionName
    from studytrack.tracker.criteria.stated import StatedCriterion
    from studytrack.tracker.shape import Section, Tracker


def texts(tracker: Tracker) -> dict[int, list[str]]:
    """The completion criteria that each phase states."""
    return {section.number: [one.text for one in section.criteria] for section in tracker.sections}


def confirmed(
    section: Section, known: Mapping[CriterionName, Confirmation]
) -> tuple[Criterion, ...]:
    """A phase's completion criteria, each once, however often it is stated."""
    stated: dict[str, list[StatedCriterion]] = {}
    for one in section.criteria:
        stated.setdefault(one.name, []).append(one)
    found = []
    for name, same in stated.items():
        record = known.get((section.number, name))
        found.append(
            Criterion.of(
                text=same[0].text,
                confirmed=record.met if record else any(one.ticked for one in same),
                on=record.on if record else None,
                line=same[0].line,
            )
        )
    return tuple(found)
