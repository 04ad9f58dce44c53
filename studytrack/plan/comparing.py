"""Plan and tracker -> what differs, in the plan's order, and then what the plan has no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.plan.changes import ChangeKind, PlanChange
from studytrack.plan.matching import differ, matched
from studytrack.plan.words import words
from studytrack.terms import Effort, FieldName
from studytrack.tracker.lexicon import Role
from studytrack.tracker.outlook import effort_text
from studytrack.tracker.shape import TableRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from studytrack.plan.matching import Known, Matched, Pair
    from studytrack.plan.model import Plan, PlannedPhase, PlannedTask
    from studytrack.plan.words import Titled, Words
    from studytrack.tracker.shape import Section, Tracker


def compared(plan: Plan, tracker: Tracker) -> tuple[PlanChange, ...]:
    """Every difference between a plan and its tracker.

    An estimate that the plan leaves out, or that the tracker has no place for, is none.
    """
    known = words(plan.language, tracker.dialect.locale.name)
    return tuple(differences(matched(plan, tracker, known), known))


def differences(found: Matched, known: Words) -> Iterator[PlanChange]:
    """The same of what has been matched."""
    pairs = found.by_phase()
    for phase, section in found.phases:
        if phase is not None:
            yield from _of_phase(phase, section, known)
            for pair in pairs.get(phase.line, ()):
                yield from _of_task(pair, phase, section)
        elif section is not None:
            yield _change(ChangeKind.GONE, section, before=section.title, line=section.line)
    for pair in pairs.get(-1, ()):
        if pair.known is not None:
            yield _gone(pair.known)


def _of_phase(phase: PlannedPhase, section: Section | None, known: Words) -> Iterator[PlanChange]:
    if section is None:
        yield _change(
            ChangeKind.NEW, phase, after=phase.title, plan_line=phase.line,
            estimate_after=phase.estimate,
        )  # fmt: skip
        return
    titled = known.titled(section.title)
    lines = {"line": section.line, "plan_line": phase.line}
    if phase.number != section.number:
        numbers = {"before": str(section.number), "after": str(phase.number)}
        yield _change(ChangeKind.RENUMBERED, section, **numbers, **lines)
    if differ(titled.title, phase.title):
        yield _change(ChangeKind.RENAMED, section, before=titled.title, after=phase.title, **lines)
    stated = phase_estimates(section, titled)
    if phase.estimate is not None and any(one != phase.estimate for one in stated):
        yield _estimated(section, None, stated[0], phase.estimate, lines)


def phase_estimates(section: Section, titled: Titled) -> list[Effort | None]:
    """What a phase states in its summary line and in its heading; None for a blank."""
    slot = section.slots.get(FieldName.ESTIMATE)
    stated: list[Effort | None] = []
    if slot is not None and slot.stated and (slot.value is None or isinstance(slot.value, Effort)):
        stated.append(slot.value)
    return stated + ([titled.estimate] if titled.estimate else [])


def _of_task(pair: Pair, phase: PlannedPhase, section: Section | None) -> Iterator[PlanChange]:
    task, known = pair.task, pair.known
    if task is None:
        return
    home = section or phase
    if known is None:
        yield _change(
            ChangeKind.NEW, home, task.id, title=task.title, after=task.title,
            plan_line=task.line, estimate_after=task.estimate,
        )  # fmt: skip
        return
    row = known.row
    about = {"title": task.title, "line": row.line, "plan_line": task.line}
    if section is None or section.line != known.section.line:
        numbers = {"before": str(known.section.number), "after": str(home.number)}
        yield _change(ChangeKind.MOVED, known.section, row.id, **numbers, **about)
    if is_renumbered(task, known):
        ids = {"before": known.name, "after": task.id}
        yield _change(ChangeKind.RENUMBERED, known.section, row.id, **ids, **about)
    if is_renamed(task, known):
        titles = {"before": known.titled.title, "after": task.title}
        yield _change(ChangeKind.RENAMED, known.section, row.id, **titles, **about)
    if is_estimated(task, known):
        yield _estimated(known.section, row.id, estimate(known), task.estimate, about)


def is_renumbered(task: PlannedTask, known: Known) -> bool:
    """Whether both have ids, and those differ."""
    return task.named and bool(known.name) and task.id != known.name


def is_renamed(task: PlannedTask, known: Known) -> bool:
    """Whether the titles differ, but for case, width and blanks."""
    return differ(task.title, known.titled.title)


def is_estimated(task: PlannedTask, known: Known) -> bool:
    """Whether the plan has an estimate that the tracker has a place for, and not in it."""
    place = known.row.place
    column = isinstance(place, TableRow) and place.roles.get(Role.ESTIMATE, 10**6) < len(
        place.row.pieces
    )
    stated = estimate(known)
    if task.estimate is None or not (column or stated):
        return False
    return stated is None or effort_text(stated) != effort_text(task.estimate)


def estimate(known: Known) -> Effort | None:
    """What a row, or its title, is estimated at."""
    return known.row.estimate or known.titled.estimate


def _gone(known: Known) -> PlanChange:
    return _change(
        ChangeKind.GONE,
        known.section,
        known.row.id,
        title=known.titled.title,
        before=known.titled.title,
        line=known.row.line,
        estimate_before=estimate(known),
    )


def _estimated(
    section: Section,
    task: str | None,
    before: Effort | None,
    after: Effort | None,
    about: Mapping[str, object],
) -> PlanChange:
    texts = (effort_text(one) if one else "" for one in (before, after))
    return _change(
        ChangeKind.ESTIMATED,
        section,
        task,
        **dict(zip(("before", "after"), texts, strict=True)),
        estimate_before=before,
        estimate_after=after,
        **about,
    )


def _change(
    kind: ChangeKind, home: Section | PlannedPhase, task: str | None = None, /, **values: object
) -> PlanChange:
    given = {"kind": kind, "task": task, "phase": home.number, "title": home.title, **values}
    return PlanChange.model_validate(given)
