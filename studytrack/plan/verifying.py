"""A tracker's new text, read again: it must differ from the old one as intended, and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from studytrack.errors import TrackerError
from studytrack.patterns import pattern
from studytrack.plan.matching import title_key
from studytrack.terms import FieldName, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from studytrack.markdown.spans import Edit
    from studytrack.plan.drafting import Draft
    from studytrack.plan.matching import Pair
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
    pairs = {pair.known.row.line: pair for pair in draft.found.tasks if pair.known}
    moves = []
    for _, was in draft.tracker.rows():
        now = rows.pop(moved(was.line), None)
        if now is None or not _is_kept(was, now, pairs.get(was.line), draft):
            _refuse(f"line {was.line}: task {was.id} would read otherwise")
        if was.id != now.id:
            moves.append((was.id, now.id))
    _verify_added(rows.values(), draft)
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


def _is_kept(was: Row, now: Row, pair: Pair | None, draft: Draft) -> bool:
    """Whether a row says of its task what it said, but for what the plan says of it."""
    task = pair.task if pair else None
    names = {draft.ids.get(was.line, was.id)}
    titles, efforts = {title_key(was.title)}, [was.estimate]
    if pair is not None and pair.known is not None and task is not None:
        titles.add(title_key(task.title))
        efforts.append(task.estimate)
        names |= {now.title} if not pair.known.name else set()
    title = title_key(draft.manners.words.titled(now.title).title)
    return (
        was.texts == now.texts
        and (was.status, was.started, was.finished) == (now.status, now.started, now.finished)
        and was.actual == now.actual
        and now.id in names
        and any(title.endswith(one) for one in titles | {title_key(was.title)})
        and now.estimate in efforts
    )


def _verify_added(rows: Iterable[Row], draft: Draft) -> None:
    """What is new must be tasks of the plan that nobody has begun."""
    wanted = {title_key(task.title): task for task in draft.added.values()}
    for row in rows:
        title = title_key(draft.manners.words.titled(row.title).title)
        task = next((one for key, one in wanted.items() if title.endswith(key)), None)
        open_ = row.status is Status.NOT_STARTED and not row.started and not row.finished
        if task is None or not open_ or (draft.manners.named and row.id != task.id):
            _refuse(f"a new task would read as {row.id}")


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
