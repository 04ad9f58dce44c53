"""Which weeks have no checkpoint, and which of them are written without being asked for."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from studytrack.agenda.diary import Diary
from studytrack.agenda.weeks import Week, named
from studytrack.fold.effect import Entry
from studytrack.records import Source, Start
from studytrack.weekly.missing import due, missed


def week(number: int) -> Week:
    """A week of 2026."""
    return named(f"2026-W{number:02}", "sunday")


def recorded(*numbers: int, undone: tuple[int, ...] = ()) -> Diary:
    """A record on the Wednesday of each of the weeks."""
    entries = tuple(
        Entry(
            Start("1.1", Source("c" * 40), week(number).first + timedelta(days=2)),
            "d" * 40 if number in undone else None,
        )
        for number in numbers
    )
    return Diary(entries=entries)


def numbers(weeks: tuple[Week, ...]) -> list[int]:
    """The weeks by their numbers."""
    return [int(one.name[-2:]) for one in weeks]


@pytest.mark.parametrize(
    ("records", "written", "found"),
    [
        pytest.param((), (), [], id="nothing was ever recorded"),
        pytest.param((12,), (), [], id="the week that runs"),
        pytest.param((8,), (), [8, 9, 10, 11], id="since the first record"),
        pytest.param((2, 9), (8, 10), [9, 11], id="since the first checkpoint"),
        pytest.param((8,), (8, 9, 10, 11), [], id="none"),
        pytest.param((8,), (12,), [], id="the habit has just begun"),
    ],
)
def test_missed_weeks(records, written, found) -> None:
    """Weeks that have ended, whether anything was done in them or not."""
    assert numbers(missed(recorded(*records), {week(n) for n in written}, week(11))) == found


@pytest.mark.parametrize(
    ("records", "written", "found"),
    [
        pytest.param((), (), [], id="nothing was ever recorded"),
        pytest.param((9, 10, 11, 12), (), [11], id="the habit begins with the latest"),
        pytest.param((9, 10), (), [], id="nothing was done in it"),
        pytest.param((9, 10, 11, 12), (9,), [10, 11], id="a run was missed"),
        pytest.param((9, 11), (9,), [11], id="a week of rest"),
        pytest.param((8, 9, 10, 11), (8, 10), [11], id="one was taken away"),
        pytest.param((9, 10, 11), (11,), [], id="all is there"),
        pytest.param((9, 10, 11), (12,), [], id="the one that runs is there"),
        pytest.param(tuple(range(2, 12)), (2,), [8, 9, 10, 11], id="the latest ones"),
    ],
)
def test_weeks_that_are_due(records, written, found) -> None:
    """Those behind the last checkpoint in which anything was recorded."""
    assert numbers(due(recorded(*records), {week(n) for n in written}, week(11))) == found


def test_what_was_taken_back_makes_no_week() -> None:
    """A record that does not count is none."""
    diary = recorded(9, 11, undone=(9, 11))
    assert missed(diary, (), week(11)) == due(diary, (), week(11)) == ()


def test_odd_dates_are_no_weeks() -> None:
    """At the ends of the calendar there are none."""
    entries = [Entry(Start("1.1", Source("c" * 40), day)) for day in (date.min, date.max, None)]
    diary = Diary(entries=tuple(entries), ends="wednesday")
    assert due(diary, {week(9)}, week(11)) == ()
    assert len(missed(diary, (), week(11))) < 110_000
