"""A whole new phase, in the manner of a neighbour: heading, tasks and summary line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.markdown import inline
from studytrack.markdown.spans import Edit, Span, apply
from studytrack.plan.additions import Manners, line_of
from studytrack.plan.amending import restyled
from studytrack.terms import Effort, FieldName
from studytrack.tracker.shape import TableRow
from studytrack.values import effort_end

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from studytrack.plan.matching import Known
    from studytrack.plan.model import PlannedPhase
    from studytrack.tracker.lexicon import Lexicon
    from studytrack.tracker.shape import Section, Slot

_PARTS = " \t:：-–—"


def lines_of(phase: PlannedPhase, like: Section, row: Known, manners: Manners) -> list[str] | None:
    """The lines of a new phase, without their endings; None where they cannot be told.

    Args:
        phase: the phase.
        like: another, whose manner it has.
        row: a task of that.
        manners: how this tracker writes.
    """
    heading = _heading(phase, like, manners)
    tasks = [line_of(task, row, manners, place) for place, task in enumerate(phase.tasks)]
    rows = [line for line in tasks if line is not None]
    if heading is None or len(rows) < len(phase.tasks):
        return None
    gap = [""] if _is_blank(like.line, manners) else []
    place = row.row.place
    if isinstance(place, TableRow):
        document = manners.document
        rows = [*(document.line(place.table.first + at) for at in (0, 1)), *rows]
    return [heading, *gap, *rows, *_summary(phase, like, manners)]


def _is_blank(line: int, manners: Manners) -> bool:
    """Whether a line, from 0, is there and says nothing."""
    lines = manners.document.lines
    return 0 <= line < len(lines) and not manners.document.line(line).strip()


def _heading(phase: PlannedPhase, like: Section, manners: Manners) -> str | None:
    """The heading, with its number and its estimate written as the other's are."""
    if not like.line:
        return None
    raw = manners.document.line(like.line - 1)
    titled = manners.words.titled(like.title)
    at = raw.rfind(titled.title)
    if not raw.lstrip().startswith("#") or at < 0 or not titled.title:
        return None
    before = renumbered(raw[:at], like.number, phase.number, manners.words.lexicon)
    if before is None:
        return None
    shown = f"{before}{inline.written(phase.title)}".rstrip(_PARTS)
    effort = manners.words.effort_span(raw, titled.estimate) if titled.estimate else None
    if effort is not None and phase.estimate is not None:
        text = restyled(effort.of(raw), phase.estimate, manners)
        closing = raw[effort.end : effort.end + 1].strip()
        shown += f"{raw[at + len(titled.title) : effort.start]}{text}{closing}"
    return shown


def renumbered(text: str, old: int, new: int, words: Lexicon) -> str | None:
    """The text with another number, in the digits or numerals of the old one.

    A text without that number stays as it is; None where the new one cannot be written so.
    """
    lowered = text.lower()
    for match in words.number.finditer(lowered) if len(lowered) == len(text) else ():
        shown = text[slice(*match.span("n"))]
        if _value(match["n"], words) == old:
            number = _alike(shown, new, words)
            start, end = match.span("n")
            return None if number is None else f"{text[:start]}{number}{text[end:]}"
    return text


def _value(shown: str, words: Lexicon) -> int:
    return int(shown) if shown.isdecimal() else words.numerals[shown]


def _alike(shown: str, number: int, words: Lexicon) -> str | None:
    """A number written as another is: ``四`` and 5 are ``五``, ``IV`` and 5 are ``V``."""
    if shown.isdecimal():
        return str(number).zfill(len(shown)) if shown.startswith("0") else str(number)
    for locale in words.locales:
        if shown.lower() not in locale.numerals:
            continue
        series = _series(locale.numerals)
        place = series[locale.numerals[shown.lower()]].index(shown.lower())
        wanted = series.get(number, [])
        if place >= len(wanted):
            return str(number)
        found = wanted[place]
        return found.upper() if shown.isupper() else found.title() if shown.istitle() else found
    return None


def _series(numerals: Mapping[str, int]) -> dict[int, list[str]]:
    """The words of each number, in their order."""
    found: dict[int, list[str]] = {}
    for word, number in numerals.items():
        found.setdefault(number, []).append(word)
    return found


def _summary(phase: PlannedPhase, like: Section, manners: Manners) -> Iterator[str]:
    """The summary lines of the other, with blanks for what is still to come."""
    slots: dict[int, list[Slot]] = {}
    for slot in like.slots.values():
        if slot.stated:
            slots.setdefault(slot.line - 1, []).append(slot)
    for line, own in sorted(slots.items()):
        span = manners.document.lines[line]
        edits = [_slot(slot, phase, span, manners) for slot in own]
        edits = [Edit(Span(s - span.start, e - span.start), text) for (s, e), text in edits]
        first = min(edit.span.start for edit in edits)
        shown = apply(span.of(manners.document.text), edits)
        label = renumbered(shown[:first], like.number, phase.number, manners.words.lexicon)
        if label is not None:
            yield from [""] if _is_blank(line - 1, manners) else []
            yield label + shown[first:]


def _slot(slot: Slot, phase: PlannedPhase, line: Span, manners: Manners) -> Edit:
    """The place of a value with the plan's estimate, or with the tracker's own blank."""
    text, dialect = manners.document.text, manners.tracker.dialect
    if slot.name is not FieldName.ESTIMATE:
        return Edit(slot.span, slot.template.replace("{}", dialect.blank, 1))
    units = manners.words.lexicon.units
    if isinstance(slot.value, Effort):
        span = Span(slot.span.start, 0)
        end = slot.span.start + effort_end(text[slot.span.start : line.end], units)
        span = Span(slot.span.start, end)
    else:
        span = slot.span
    unit = manners.words.lexicon.hour_unit.search(span.of(text))
    if phase.estimate is not None:
        style = manners.efforts
        if unit is None and manners.words.lexicon.hour_unit.match(text, span.end):
            style = style._replace(about="", unit="", minutes=False)
        shown = restyled(span.of(text), phase.estimate, manners._replace(efforts=style))
        return Edit(span, shown)
    return Edit(span, dialect.blank + (unit[0] if unit else ""))
