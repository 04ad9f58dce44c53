"""What a tracker says by itself: as values to compare, and as the baseline of a fold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from studytrack.fold.accounts import Baseline, Facts, Key, Value
from studytrack.terms import Effort, FieldName, Status
from studytrack.values import WrittenDate, is_blank, same_time

if TYPE_CHECKING:
    from studytrack.tracker.shape import Row, Section, Tracker

TASK_FIELDS = (FieldName.STATUS, FieldName.STARTED, FieldName.FINISHED, FieldName.ACTUAL)
# In a loop over rows: to look up an enum's member takes long in Python 3.11.
_STATUS, _STARTED, _FINISHED, _ = TASK_FIELDS
_NOT_STARTED = Status.NOT_STARTED


def stated(tracker: Tracker) -> dict[Key, Value]:
    """The value of every field that the text has, by task or phase.

    A text that cannot be read stands for itself; a blank is None.
    """
    says: dict[Key, Value] = {}
    for _, row in tracker.rows():
        for name in TASK_FIELDS:
            if name in row.texts:
                says.setdefault((row.id, name), said(row, name))
    for section in tracker.sections:
        slot = section.slots.get(FieldName.ACTUAL)
        if slot is not None and not isinstance(slot.value, (date,)):
            says[section.number, FieldName.ACTUAL] = _hours(slot.value)
    return says


def said(row: Row, name: FieldName) -> Value:
    """What one cell says."""
    text = row.texts[name]
    if name is _STATUS:
        return row.status if row.status is not None else text
    known: Value = row.actual
    if name is _STARTED:
        known = row.started.on if row.started else None
    elif name is _FINISHED:
        known = row.finished.on if row.finished else None
    return known if known is not None or is_blank(text) else text


def agrees(row: Row, name: FieldName, value: Value) -> bool:
    """Whether a cell already says the value, in whatever manner."""
    written: WrittenDate | None = None
    if name is _STARTED:
        written = row.started
    if name is _FINISHED:
        written = row.finished
    if written is not None and isinstance(value, date):
        return written.means(value)
    known = said(row, name)
    if isinstance(known, timedelta) and isinstance(value, timedelta):
        return same_time(known, value)
    return known == value


def baseline_of(tracker: Tracker) -> Baseline:
    """What the tracker says, as what was true before the first record."""
    total = tracker.slot(FieldName.ACTUAL)
    return Baseline(
        _Told({row.id: row for _, row in reversed(list(tracker.rows()))}),
        {section.number: stated_hours(section) for section in tracker.sections},
        _hours(total.value) if total else None,
        titles(tracker),
        frozenset(
            (section.number, one.name)
            for section in tracker.sections
            for one in section.criteria
            if one.ticked
        ),
    )


def titles(tracker: Tracker) -> dict[str, str]:
    """The title of each task by its id; of two with one id, the first."""
    found: dict[str, str] = {}
    for _, row in tracker.rows():
        found.setdefault(row.id, row.title)
    return found


class _Told(Mapping[str, Facts]):
    """What each row says, put together when it is asked for: most tasks have no records."""

    def __init__(self, rows: Mapping[str, Row]) -> None:
        self._rows = rows

    def __getitem__(self, task: str) -> Facts:
        row = self._rows[task]
        return Facts(
            status=row.status or _NOT_STARTED,
            started=row.started.on if row.started else None,
            finished=row.finished.on if row.finished else None,
            actual=row.actual,
        )

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def stated_hours(section: Section) -> timedelta | None:
    """The hours that a phase's summary states, else those that its tasks' own column adds up to."""
    slot = section.slots.get(FieldName.ACTUAL)
    hours = _hours(slot.value) if slot else None
    own = [row.actual for row in section.rows if row.actual is not None]
    return sum(own, timedelta(0)) if hours is None and own else hours


def hours_per_week(tracker: Tracker) -> Effort | None:
    """The hours of a week that the tracker states: ``每周投入：15-20小时``."""
    slot = tracker.slot(FieldName.WEEKLY)
    value = slot.value if slot is not None else None
    return value if isinstance(value, Effort) and value.high else None


def _hours(value: object) -> timedelta | None:
    return value if isinstance(value, timedelta) else None
