"""State -> text: the edits that make a tracker say what is true, and nothing else."""

from __future__ import annotations

import posixpath
from datetime import date, timedelta
from functools import lru_cache, partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from studytrack.errors import TrackerError
from studytrack.fold.accounts import Key, Value, commits_behind
from studytrack.markdown import blocks, tables
from studytrack.markdown import edits as markdown_edits
from studytrack.markdown.spans import Edit
from studytrack.model import Change
from studytrack.terms import FieldName, Finding, Status
from studytrack.tracker import notes_cell
from studytrack.tracker.claims.verdicts import judged
from studytrack.tracker.criteria import ticks
from studytrack.tracker.reading import read
from studytrack.tracker.stated import TASK_FIELDS, agrees
from studytrack.tuples import NamedTuple
from studytrack.values import same_time

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from studytrack.tracker.dialect import Dialect, Manner
    from studytrack.tracker.outlook import Outlook
    from studytrack.tracker.shape import Row, Section, Slot, Tracker

_STATUS, _FINISHED = FieldName.STATUS, FieldName.FINISHED
_NOTES, _NOT_STARTED = FieldName.NOTES, Status.NOT_STARTED


class Written(NamedTuple):
    """A tracker's new text, what changed in it, and what could not be written.

    ``tracker`` is the new text, read again; ``filled`` are the changes that put a value of the
    learner's own where a placeholder or a blank stood, which no record contradicts; ``claims``
    are those that make a statement of progress true, each with what was wrong.
    """

    text: str
    tracker: Tracker
    changes: tuple[Change, ...] = ()
    findings: tuple[Finding, ...] = ()
    filled: frozenset[Change] = frozenset()
    claims: Mapping[Change, Finding] = MappingProxyType({})


def write(tracker: Tracker, outlook: Outlook, folder: str) -> Written:
    """The tracker's text with every derived value in it.

    Args:
        tracker: the text as it is.
        outlook: what it should say.
        folder: the tracker's folder, from the repository's root; links to notes start there.

    Raises:
        TrackerError: the new text would not read as intended; nothing is lost, nothing written.
    """
    pairs: list[tuple[Edit, Change]] = []
    findings: list[Finding] = []
    filled: set[Change] = set()
    told = {*(key[0] for key in outlook.wanted), *outlook.accounts, *outlook.notes}
    shown = lru_cache(maxsize=None, typed=True)(partial(row_text, dialect=tracker.dialect))
    for section, row in tracker.rows():
        if row.id not in told:
            continue
        told.remove(row.id)  # of rows with one id the first is meant
        for name, text in _row_values(tracker, row, outlook, folder, shown):
            if name not in row.texts:
                values: Mapping[str, str | int] = {"field": name.value, "value": text}
                findings.append(
                    Finding("row-short", values, line=row.line, task=row.id, phase=section.number)
                )
                continue
            before = tables.unescape(row.texts[name])
            line = row.line + row.place.below(name)
            change = _change(outlook, (row.id, name), before, text, line, section.number)
            pairs += [(edit, change) for edit in row.place.edits(name, text)]
    for slot, edit, change in _slot_edits(tracker, outlook):
        pairs.append((edit, change))
        if slot.placeholder or slot.name is FieldName.ESTIMATE:
            filled.add(change)
    pairs += ticks.edits(tracker, outlook)
    claims = judged(tracker, outlook)
    pairs += [(edit, one.change) for one in claims.wrong for edit in one.edits]
    findings += claims.unclear
    if not pairs:
        return Written(tracker.text, tracker, (), tuple(findings))
    try:
        text = markdown_edits.replace(blocks.read(tracker.text), [edit for edit, _ in pairs])
    except markdown_edits.EditRefused as error:
        raise TrackerError(f"{error}; nothing was written") from error
    made = dict.fromkeys(change for _, change in pairs)  # a box and its marker are one change
    changes = tuple(sorted(made, key=lambda change: change.line))
    new = _verified(tracker, text, changes)
    if claims.any:
        _verify_claims(new, outlook)
    wrong = {one.change: one.finding for one in claims.wrong}
    return Written(text, new, changes, tuple(findings), frozenset(filled), wrong)


def _verify_claims(new: Tracker, outlook: Outlook) -> None:
    """Every claim of the new text, read again, must be true."""
    for one in judged(new, outlook).wrong:
        raise TrackerError(
            f"line {one.change.line}: {one.change.before} would stay wrong; nothing was written"
        )


def refilled(written: Written, text: str) -> Written:
    """The same, with another text in its generated blocks, of which no row is a part.

    Raises:
        TrackerError: the text has other rows.
    """
    if text == written.text:
        return written
    tracker = read(text, written.tracker.dialect.locale.name)
    if _rows(tracker) != _rows(written.tracker):
        raise TrackerError("filling a block would change the tasks; nothing was written")
    return written._replace(text=text, tracker=tracker)


def _rows(tracker: Tracker) -> list[tuple[int, str, list[str]]]:
    return [(section.number, row.id, list(row.texts.values())) for section, row in tracker.rows()]


def _row_values(
    tracker: Tracker, row: Row, outlook: Outlook, folder: str, shown: Callable[[Value, Manner], str]
) -> Iterator[tuple[FieldName, str]]:
    """The fields of a row whose text has to change, each with its new text."""
    manner = row.place.manner
    for name in TASK_FIELDS:
        key = row.id, name
        if name not in row.fields or key not in outlook.wanted:
            continue
        value = outlook.wanted[key]
        if name not in row.texts:
            if value is not None and value is not _NOT_STARTED:
                yield name, shown(value, manner)
        elif not agrees(row, name, value):
            text = _with_date(row, name, value, outlook, tracker.dialect) or shown(value, manner)
            if name is not FieldName.STATUS or text != row.texts[name]:  # a box says but little
                yield name, text
    if _NOTES in row.fields:
        raw = row.texts.get(_NOTES, "")
        found = outlook.notes.get(row.id, ())
        note = posixpath.relpath(found[0], folder or ".") if found else None
        new = notes_cell.wanted(raw, row, note, outlook.accounts.get(row.id), tracker.dialect)
        if new is not None:
            yield _NOTES, new


def _with_date(
    row: Row, name: FieldName, value: Value, outlook: Outlook, dialect: Dialect
) -> str | None:
    """A status with its date in one cell, where this tracker has it so."""
    if name is not _STATUS or _FINISHED in row.fields or not isinstance(value, Status):
        return None
    manner, day = dialect.dated.get(value), outlook.wanted.get((row.id, _FINISHED))
    return manner.format(dialect.date(day)) if manner and isinstance(day, date) else None


def row_text(value: Value, manner: Manner, dialect: Dialect) -> str:
    """A value as a row of a table, or a task of a list, has it; nothing for None."""
    if isinstance(value, Status):
        return dialect.state(value, manner)
    return cell_text(value, dialect)


def cell_text(value: Value, dialect: Dialect) -> str:
    """A value as a cell of this tracker has it; nothing for None."""
    match value:
        case Status():
            return dialect.statuses[value]
        case date():
            return dialect.date(value)
        case timedelta():
            return dialect.cell_hours(value)
        case _:
            return value or ""


def _change(
    outlook: Outlook, key: Key, before: str, after: str, line: int, phase: int | None
) -> Change:
    scope, name = key
    return Change.of(
        task=scope if isinstance(scope, str) else None,
        phase=phase,
        field=name,
        before=before,
        after=after,
        line=line,
        sources=commits_behind(outlook.behind.get(key, ())),
    )


def _slot_edits(tracker: Tracker, outlook: Outlook) -> Iterator[tuple[Slot, Edit, Change]]:
    for section, slot in _slots(tracker):
        key: Key = (section.number if section else None, slot.name)
        if key not in outlook.wanted or _slot_agrees(slot, outlook.wanted[key]):
            continue
        text = slot_text(outlook.wanted[key], tracker.dialect)
        edit = Edit(slot.span, slot.template.replace("{}", text, 1))
        stands = slot.span.of(tracker.text)
        if edit.text == stands:  # as a date without a year, which is of any year
            continue
        before = stands if slot.stated else ""
        yield slot, edit, _change(outlook, key, before, text, slot.line, slot.phase)


def _slots(tracker: Tracker) -> Iterator[tuple[Section | None, Slot]]:
    for section in tracker.sections:
        for slot in section.slots.values():
            yield section, slot
    first = {slot.name: slot for slot in reversed(tracker.slots)}
    for slot in tracker.slots:
        if slot is first[slot.name]:
            yield None, slot


def _slot_agrees(slot: Slot, value: Value) -> bool:
    if isinstance(slot.value, timedelta) and isinstance(value, timedelta):
        return same_time(slot.value, value)
    return slot.value == value


def slot_text(value: Value, dialect: Dialect) -> str:
    """A value as a line of prose has it; the tracker's own blank for None."""
    match value:
        case None:
            return dialect.blank
        case date():
            return dialect.date(value)
        case timedelta():
            return dialect.hours.number(value)
        case _:
            return str(value)


def _verified(old: Tracker, text: str, changes: tuple[Change, ...]) -> Tracker:
    """The new text, read again: nothing outside the intended fields may say something else."""
    new = read(text, old.dialect.locale.name)
    meant: dict[str, set[FieldName]] = {}
    for change in changes:
        if change.task is not None:
            meant.setdefault(change.task, set()).add(change.field)
    before, after = list(old.rows()), list(new.rows())
    if len(before) != len(after) or len(old.sections) != len(new.sections):
        raise TrackerError("the new text has other rows than the old one; nothing was written")
    for (_, was), (_, now) in zip(before, after, strict=True):
        touched = meant.pop(was.id, set())  # of tasks with one id the first is written
        others = (name for name in {**was.texts, **now.texts} if name not in touched)
        if (was.id, was.line) != (now.id, now.line) or any(
            was.texts.get(name) != now.texts.get(name) for name in others
        ):
            raise TrackerError(
                f"line {was.line}: writing would change more than was meant; nothing was written"
            )
    ticks.verify(old, new, changes)
    return new
