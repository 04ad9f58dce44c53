"""Weeks that end on any day: their days, their names, and back again."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studytrack.agenda.weeks import WEEKDAYS, ended, named, nearest, week_of
from studytrack.errors import UsageError

DAYS = st.dates(date(2, 2, 1), date(9998, 11, 30))
ENDS = st.sampled_from(WEEKDAYS)


@pytest.mark.parametrize("name", ["", "10", "2026-10", "2026-W00", "2025-W53", "2026-W5４"])
def test_what_names_no_week_is_refused(name: str) -> None:
    """The message says how a week is written."""
    with pytest.raises(UsageError, match="2026-W10"):
        named(name, "sunday")


@pytest.mark.parametrize("ends", WEEKDAYS)
@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_calendar_ends_somewhere(day: date, ends: str) -> None:
    """At either end there is a whole week, or an error that says so."""
    with suppress(UsageError):
        week = week_of(day, ends)
        assert day in week
        assert named(week.name, ends) == week


@pytest.mark.parametrize(
    ("day", "ends", "first", "name"),
    [
        pytest.param("2026-03-08", "sunday", "2026-03-02", "2026-W10", id="its last day"),
        pytest.param("2026-03-09", "sunday", "2026-03-09", "2026-W11", id="its first day"),
        pytest.param("2027-01-01", "sunday", "2026-12-28", "2026-W53", id="week 53"),
        pytest.param("2024-12-30", "sunday", "2024-12-30", "2025-W01", id="of the next year"),
        pytest.param("2026-03-07", "saturday", "2026-03-01", "2026-W10", id="ends on Saturday"),
        pytest.param("2026-03-08", "saturday", "2026-03-08", "2026-W11", id="begins on Sunday"),
        pytest.param("2026-03-09", "monday", "2026-03-03", "2026-W10", id="ends on Monday"),
        pytest.param("2026-03-05", "wednesday", "2026-03-05", "2026-W10", id="middle on Sunday"),
        pytest.param("2026-03-05", "thursday", "2026-02-27", "2026-W10", id="middle on Monday"),
    ],
)
def test_a_week_is_named_by_its_middle_day(day: str, ends: str, first: str, name: str) -> None:
    """It is the ISO week in which most of its days lie."""
    week = week_of(date.fromisoformat(day), ends)
    assert (week.first.isoformat(), week.name) == (first, name)


@given(DAYS, ENDS)
def test_weeks_are_seven_days_with_names_of_their_own(day: date, ends: str) -> None:
    """A day lies in one week, which ends as asked and is found by its name."""
    week = week_of(day, ends)
    assert day in week
    assert WEEKDAYS[week.last.weekday()] == ends
    assert named(week.name, ends) == week
    iso = {f"{year:04}-W{number:02}" for year, number, _ in map(date.isocalendar, _days(week))}
    assert week.name in iso
    assert week.following().before() == week != week.following()


def _days(week) -> list[date]:
    return [week.first + timedelta(days=count) for count in range(7)]


@given(DAYS, ENDS)
def test_a_checkpoint_is_of_the_week_that_ends_nearby(day: date, ends: str) -> None:
    """It is never further than three days off, and what has ended is over by then."""
    assert abs((nearest(day, ends).last - day).days) <= 3
    assert 0 <= (day - ended(day, ends).last).days <= 6


@pytest.mark.parametrize("name", ["0001-W01", "0001-W30", "9999-W10", "9999-W50", "9999-W52"])
@pytest.mark.parametrize("ends", WEEKDAYS)
def test_a_week_at_an_end_of_the_calendar_is_refused(name: str, ends: str) -> None:
    """A checkpoint tells what was true before its week, and looks weeks ahead."""
    with pytest.raises(UsageError, match=name):
        named(name, ends)
