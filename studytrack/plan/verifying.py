"""A tracker's new text, read again: it must differ from the old one as intended, and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from studytrack.errors import TrackerError
from studytrack.patterns import pattern
from studytrack.plan.comparing import estimate
from studytrack.plan.matching import known, title_key
from studytrack.terms import FieldName, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from studytrack.markdown.spans import Edit
    from studytrack.plan.drafting import Draft
    from studytrack.plan.matching import Known, Pair
    from studytrack.plan.model import PlannedPhase
    from studytrack.tracker.shape import Row, Section, Slot, Tracker

_ENDING = pattern(r"\r\n|\r|\n")


def verified(draft: Draft, edits: Sequence[Edit], new: Tracker) -> tuple[tuple[str, str], ...]:
    """The ids that tasks had and have now, of a text in which every actual is what it was.

    Raises:
        TrackerError: something reads otherwise than before that was not meant to.
    """
    moved = _lines(draft, edits)
    rows = {row.line: row for _, row in new.rows()}
    names = {one.row.line: one for one in known(new, draft.manners.words)}
    pairs = {pair.known.row.line: pair for pair in draft.found.tasks if pair.known}
    moves = []
    for _, was in draft.tracker.rows():
        now = rows.pop(moved(was.line), None)
        kept = now is not None and _says_the_same(was, now)
        if (
            now is None
            or not kept
            or not _is_named(pairs.get(was.line), names.get(now.line), draft)
        ):
            _refuse(f"line {was.line}: task {was.id} would read otherwise")
        if was.id != now.id:
            moves.append((was.id, now.id))
    _verify_added([names[line] for line in rows if line in names], len(rows), draft)
    _verify_phases(draft, new, moved)
    if len(new.findings) > len(draft.tracker.findings):
        finding = new.findings[-1]
        _refuse(f"line {finding.line}: {finding.code} would come of it")
    return tuple(moves)


def _refuse(why: str) -> NoReturn:
    raise TrackerError(f"{why}; nothing was written; change the tracker by hand")


def _lines(draft: Draft, edits: Iterable[Edit]) -> Callable[[int], int]:
    """Where a line, from 1, of the old text stands in the new one."""
    lines = draft.manners.document.lines
    added = sorted(
        (edit.span.start, len(_ENDING.findall(edit.text)))
        for edit in edits
        if edit.span.start == edit.span.end
    )
    shifts: dict[int, int] = {}
    total, place = 0, 0
    for number, line in enumerate(lines, 1):
        while place < len(added) and added[place][0] <= line.start:
            total += added[place][1]
            place += 1
        shifts[number] = number + total
    return lambda line: shifts.get(line, line)


def _says_the_same(was: Row, now: Row) -> bool:
    """Whether a row has every actual that it had."""
    return (was.texts, was.status, was.started, was.finished, was.actual) == (
        now.texts,
        now.status,
        now.started,
        now.finished,
        now.actual,
    )


def _is_named(pair: Pair | None, now: Known | None, draft: Draft) -> bool:
    """Whether a task has the id and the title that it had, or those of the plan."""
    if pair is None or pair.known is None:
        return now is None  # another has its id, and stands before it
    was, task = pair.known, pair.task
    titles, efforts = {title_key(was.titled.title)}, [estimate(was)]
    if task is not None:
        titles.add(title_key(task.title))
        efforts.append(task.estimate)
    return (
        now is not None
        and now.name == draft.ids.get(was.row.line, was.name)
        and title_key(now.titled.title) in titles
        and estimate(now) in efforts
    )


def _verify_added(new: Iterable[Known], count: int, draft: Draft) -> None:
    """What is new must be tasks of the plan that nobody has begun."""
    wanted = {(task.id, title_key(task.title)) for task in draft.added.values()}
    titles = {title for _, title in wanted}
    for one in new:
        row, title = one.row, title_key(one.titled.title)
        open_ = row.status is Status.NOT_STARTED and not row.started and not row.finished
        meant = (one.name, title) in wanted if draft.manners.named else title in titles
        count -= 1
        if not (open_ and meant):
            _refuse(f"a new task would read as {row.id}")
    if count:
        _refuse("two tasks would have one id")


def _verify_phases(draft: Draft, new: Tracker, moved: Callable[[int], int]) -> None:
    """Every phase must be there with its values, and beside them only those of the plan."""
    sections = {one.line: one for one in new.sections}
    for phase, was in draft.found.phases:
        if was is None:
            continue
        now = sections.pop(moved(was.line) if was.line else 0, None)
        if now is None or not _is_same(was, now, phase):
            _refuse(f"line {was.line}: phase {was.number} would read otherwise")
    fresh = {phase.number for phase, section in draft.found.phases if phase and not section}
    for one in sections.values():
        if one.number not in fresh:
            _refuse(f"line {one.line}: there would be a phase {one.number}")
    if [*map(_value, draft.tracker.slots)] != [*map(_value, new.slots)]:
        _refuse("the summary of the whole would read otherwise")


def _is_same(was: Section, now: Section, phase: PlannedPhase | None) -> bool:
    kept = [
        name
        for name, slot in was.slots.items()
        if name is not FieldName.ESTIMATE
        and (name not in now.slots or _value(slot) != _value(now.slots[name]))
    ]
    stated = now.slots.get(FieldName.ESTIMATE)
    before = was.slots.get(FieldName.ESTIMATE)
    values = [before.value if before else None, phase.estimate if phase else None]
    return (
        not kept
        and was.slots.keys() == now.slots.keys()
        and was.number == now.number
        and (stated is None or stated.value in values)
    )


def _value(slot: Slot) -> object:
    return slot.name, slot.phase, slot.value, slot.stated, slot.malformed, slot.placeholder
