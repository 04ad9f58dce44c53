"""Rows that stand already: another title, id or estimate in the place of the old one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.markdown import inline, tables
from studytrack.markdown.spans import Edit, Span, apply
from studytrack.plan.additions import name_of, title_column
from studytrack.plan.comparing import is_estimated, is_renamed
from studytrack.plan.efforts import alike
from studytrack.plan.matching import differ
from studytrack.terms import Effort, FieldName
from studytrack.tracker.lexicon import Role
from studytrack.tracker.shape import TableRow
from studytrack.values import effort_end

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studytrack.plan.additions import Manners
    from studytrack.plan.efforts import EffortStyle
    from studytrack.plan.matching import Known
    from studytrack.plan.model import PlannedPhase, PlannedTask
    from studytrack.tracker.shape import Section, Slot


def row_edits(task: PlannedTask, known: Known, name: str | None, manners: Manners) -> list[Edit]:
    """What makes a row say what the plan says of its task.

    Args:
        task: the task.
        known: the row.
        name: the id that it gets; None where it keeps its own.
        manners: how this tracker writes.
    """
    found = name_of(known, manners)
    title = inline.written(task.title) if is_renamed(task, known) else None
    estimate = task.estimate if is_estimated(task, known) else None
    stated = None
    if estimate is not None and found.estimate is not None:
        stated = restyled(found.estimate.of(found.raw), estimate, manners)
    place = known.row.place
    if not isinstance(place, TableRow):
        return list(found.edits(place.title, name, title, stated))
    column = title_column(place)
    cells: dict[int, str] = {}
    own = place.roles.get(Role.ID, column)
    if name is not None and own != column and own < len(place.row.pieces):
        cells[own] = name
        name = None
    raw = apply(found.raw, found.edits(0, name, title, stated))
    cells[column] = raw
    effort = place.roles.get(Role.ESTIMATE, len(place.row.pieces))
    if estimate is not None and effort < len(place.row.pieces):
        written = tables.unescape(place.row.content(effort))
        cells[effort] = restyled(written, estimate, manners)
    return [
        tables.fill(place.table, place.row, at, text)
        for at, text in cells.items()
        if tables.unescape(place.row.content(at)) != text
    ]


def phase_edits(phase: PlannedPhase, section: Section, manners: Manners) -> Iterator[Edit]:
    """What makes a phase's heading and summary line say what the plan says."""
    document = manners.document
    titled = manners.words.titled(section.title)
    line = document.lines[section.line - 1] if section.line else Span(0, 0)
    raw = line.of(document.text)
    if differ(titled.title, phase.title) and raw.count(titled.title) == 1:
        start = line.start + raw.find(titled.title)
        span = Span(start, start + len(titled.title))
        yield Edit(span, inline.written(phase.title))
    if phase.estimate is None:
        return
    if titled.estimate is not None and titled.estimate != phase.estimate:
        yield from _bracket(line, titled.estimate, phase.estimate, manners)
    slot = section.slots.get(FieldName.ESTIMATE)
    if slot is not None and slot.stated and slot.value != phase.estimate:
        yield slot_edit(slot, phase.estimate, manners)


def _bracket(line: Span, old: Effort, new: Effort, manners: Manners) -> Iterator[Edit]:
    """The estimate in a heading."""
    found = manners.words.effort_span(line.of(manners.document.text), old)
    if found is not None:
        span = Span(line.start + found.start, line.start + found.end)
        yield Edit(span, restyled(span.of(manners.document.text), new, manners))


def slot_edit(slot: Slot, effort: Effort, manners: Manners) -> Edit:
    """The estimate in a summary line: in the manner of the old one, or before its unit."""
    text, start = manners.document.text, slot.span.start
    end = manners.document.lines[slot.line - 1].end
    units = manners.words.lexicon.units
    if slot.value is not None:
        span = Span(start, start + effort_end(text[start:end], units))
        return Edit(span, restyled(span.of(text), effort, manners))
    style = manners.efforts
    if manners.words.lexicon.hour_unit.match(text, slot.span.end):
        style = style._replace(about="", unit="", minutes=False)
    written = style.write(effort, manners.tracker.dialect.hours.point)
    return Edit(slot.span, slot.template.replace("{}", written, 1))


def restyled(old: str, effort: Effort, manners: Manners) -> str:
    """An estimate in the manner of an old one, and the usual one in what that does not show."""
    style: EffortStyle = alike(old, manners.efforts, manners.words.lexicon.units)
    return style.write(effort, manners.tracker.dialect.hours.point)
