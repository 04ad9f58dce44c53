"""The weeks that ought to have a checkpoint, and have none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.agenda.weeks import Week, week_of
from studytrack.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import date

    from studytrack.agenda.diary import Diary

MOST = 4
"""Weeks that are made up for of themselves; who was away for longer has to ask for more."""


def missed(diary: Diary, written: Collection[Week], last: Week) -> tuple[Week, ...]:
    """The weeks without a checkpoint, oldest first, whether anything was done in them or not.

    Args:
        diary: the records.
        written: the weeks that have one: the first of them is where the habit began. Where there
            is none, it is to begin with the first record.
        last: the latest week that has ended.
    """
    first = min(written, default=None) or _first(diary)
    if first is None:
        return ()
    return tuple(week for week in _weeks(first, last) if week not in written)


def due(diary: Diary, written: Collection[Week], last: Week) -> tuple[Week, ...]:
    """The weeks whose checkpoint is to be written without being asked for, oldest first.

    Those behind the last checkpoint in which anything was recorded, a few of them at most; where
    there is none, the latest week alone. So neither a pause nor a checkpoint that somebody took
    away brings one up again and again.
    """
    begin = max(written).following() if written else last
    busy = set(_busy(diary, begin.first))
    return tuple(week for week in _weeks(begin, last) if week in busy)[-MOST:]


def _weeks(first: Week, last: Week) -> Iterator[Week]:
    while first <= last:
        yield first
        first = first.following()


def _busy(diary: Diary, begin: date) -> Iterator[Week]:
    """The weeks from a day on in which anything was recorded."""
    for day in _days(diary):
        if day >= begin:
            yield from _week(day, diary.ends)


def _first(diary: Diary) -> Week | None:
    day = min(_days(diary), default=None)
    return None if day is None else next(_week(day, diary.ends), None)


def _days(diary: Diary) -> Iterable[date]:
    """The days of the records that count."""
    return {one.record.on for one in diary.entries if one.effective and one.record.on is not None}


def _week(day: date, ends: str) -> Iterator[Week]:
    """The week of a day, unless the calendar lacks a part of it."""
    try:
        yield week_of(day, ends)
    except UsageError:
        return
