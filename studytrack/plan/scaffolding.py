"""Plan -> a whole new tracker, in the words and the manner of its language's own."""

from __future__ import annotations

from functools import reduce
from operator import add
from typing import TYPE_CHECKING

from studytrack import locales
from studytrack.errors import TrackerError
from studytrack.markdown import blocks, inline
from studytrack.markdown.spans import apply
from studytrack.plan.additions import Manners
from studytrack.plan.amending import slot_edit
from studytrack.plan.comparing import compared
from studytrack.plan.efforts import EffortStyle
from studytrack.plan.matching import known
from studytrack.plan.new_phase import lines_of, renumbered
from studytrack.plan.words import words
from studytrack.terms import FieldName
from studytrack.tracker.criteria.labels import label
from studytrack.tracker.phases import Headings
from studytrack.tracker.reading import read

if TYPE_CHECKING:
    from studytrack.locales import Locale
    from studytrack.plan.model import Plan, PlannedPhase
    from studytrack.terms import Effort


def tracker_of(plan: Plan) -> str:
    """The text of a tracker that follows the plan, in the plan's language, with no actuals yet.

    What the plan leaves open, criteria among it, is a blank.

    Raises:
        TrackerError: the text would not read as the plan says.
    """
    locale = locales.nearest(plan.language)
    template = read(locale.writing["scaffold"], locale.name)
    document = blocks.read(template.text)
    manners = Manners(template, document, words(locale.name), True, EffortStyle())
    summary, announced = _end(manners), _label(manners)
    lines = [
        *_opening(plan, manners, locale),
        *(line for phase in plan.phases for line in (*_phase(phase, manners), "")),
        *(document.line(line) for line in range(summary, announced)),
        *(line for phase in plan.phases for line in (*_criteria(phase, announced, manners), "")),
    ]
    text = "\n".join(lines).rstrip("\n") + "\n"
    _verify(plan, text, locale)
    return text


def _opening(plan: Plan, manners: Manners, locale: Locale) -> list[str]:
    """What stands above the phases: the title, and basic information."""
    text, tracker = manners.document.text, manners.tracker
    start = manners.document.lines[tracker.sections[0].line - 1].start
    hours = {FieldName.ESTIMATE: plan.estimate or _sum(plan), FieldName.WEEKLY: plan.weekly}
    edits = [
        slot_edit(slot, effort, manners)
        for name, effort in hours.items()
        if effort is not None and (slot := tracker.slot(name)) is not None
    ]
    title, *rest = apply(text[:start], edits).split("\n")[:-1]
    return [f"{title}{locale.say('colon')}{plan.title}" if plan.title else title, *rest]


def _sum(plan: Plan) -> Effort | None:
    """The estimate of the whole, where every phase has one, or every task of it."""
    phases = [
        [phase.estimate] if phase.estimate else [task.estimate for task in phase.tasks]
        for phase in plan.phases
    ]
    known = [effort for own in phases for effort in own if effort is not None]
    return reduce(add, known) if len(known) == sum(map(len, phases)) else None


def _end(manners: Manners) -> int:
    """The line, from 0, behind the template's only phase."""
    outline = Headings(manners.document, manners.words.lexicon)
    first = manners.tracker.sections[0].line - 1
    heading = next(one for one in outline.all if one.first == first)
    return outline.end(heading, {first})


def _label(manners: Manners) -> int:
    """The line, from 0, that announces the criteria of the template's phase; they end it."""
    lines = range(len(manners.document.lines))
    announce = (line for line in lines if label(manners.document.line(line), manners.words.lexicon))
    return max(announce)


def _phase(phase: PlannedPhase, manners: Manners) -> list[str]:
    like = manners.tracker.sections[0]
    row = next(known(manners.tracker, manners.words))
    lines = lines_of(phase, like, row, manners)
    if lines is None:
        raise TrackerError(f"phase {phase.number} cannot be written; nothing was written")
    return lines


def _criteria(phase: PlannedPhase, announced: int, manners: Manners) -> list[str]:
    """What tells that a phase is complete, or a blank for it."""
    document, tracker = manners.document, manners.tracker
    number = tracker.sections[0].number
    *between, item = (document.line(line) for line in range(announced, len(document.lines)))
    titles = (renumbered(one, number, phase.number, manners.words.lexicon) for one in between)
    blank = tracker.dialect.blank
    texts = tuple(map(inline.written, phase.criteria)) or (blank,)
    return [
        *(title or "" for title in titles),
        *(item.replace(blank, text, 1) for text in texts),
    ]


def _verify(plan: Plan, text: str, locale: Locale) -> None:
    new = read(text, locale.name)
    for change in compared(plan, new):
        raise TrackerError(
            f"line {change.plan_line or 1} of the plan would read otherwise in a tracker: "
            f"{change.before or change.after}; nothing was written; simplify it"
        )
    for finding in new.findings:
        raise TrackerError(f"{finding.code} would come of it on line {finding.line}")
