"""Weeks that end on any day, each with the name of an ISO week."""

from __future__ import annotations

import re
from datetime import date, timedelta

from studytrack.errors import UsageError
from studytrack.patterns import pattern
from studytrack.tuples import NamedTuple

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""The days that may end a week, as `date.weekday` counts them."""

_DAY = timedelta(days=1)
_MIDDLE = timedelta(days=3)
_NAME = pattern(r"([0-9]{4})-?W([0-9]{2})", re.ASCII | re.IGNORECASE)


class Week(NamedTuple):
    """Seven days in a row, by the first of them."""

    first: date

    @property
    def last(self) -> date:
        """The day that ends it."""
        return self.first + 6 * _DAY

    @property
    def name(self) -> str:
        """The ISO week of its middle day, in which most of its days lie.

        So ISO 8601 itself tells the year of a week, by its Thursday; of two weeks in a row the
        names are those of two ISO weeks in a row, whichever day ends them.

        >>> Week(date(2026, 3, 2)).name, Week(date(2026, 3, 1)).name
        ('2026-W10', '2026-W10')
        """
        year, number, _ = (self.first + _MIDDLE).isocalendar()
        return f"{year:04}-W{number:02}"

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last

    def following(self) -> Week:
        """The week after it."""
        return Week(self.last + _DAY)

    def before(self) -> Week:
        """The week before it."""
        return Week(self.first - 7 * _DAY)


def week_of(day: date, ends: str) -> Week:
    """The week in which a day lies.

    Raises:
        UsageError: it lies in the calendar's first or last year.

    >>> week_of(date(2026, 3, 8), "sunday").first, week_of(date(2026, 3, 8), "saturday").first
    (datetime.date(2026, 3, 2), datetime.date(2026, 3, 8))
    """
    try:
        return _whole(Week(day - (day.weekday() - WEEKDAYS.index(ends) - 1) % 7 * _DAY))
    except OverflowError as error:
        raise UsageError(f"{day}: the calendar has no whole week there; use another day") from error


def nearest(day: date, ends: str) -> Week:
    """The week whose end is nearest to a day: it runs still, or has just ended.

    >>> nearest(date(2026, 3, 11), "sunday").name, nearest(date(2026, 3, 12), "sunday").name
    ('2026-W10', '2026-W11')
    """
    return week_of(day - _MIDDLE, ends)


def ended(day: date, ends: str) -> Week:
    """The latest week that has ended, or ends on this day.

    >>> ended(date(2026, 3, 8), "sunday").name, ended(date(2026, 3, 14), "sunday").name
    ('2026-W10', '2026-W10')
    """
    return week_of(day + _DAY, ends).before()


def named(name: str, ends: str) -> Week:
    """The week of this name.

    Raises:
        UsageError: there is none.

    >>> named("2026-W53", "sunday").last
    datetime.date(2027, 1, 3)
    """
    match, middle = _NAME.fullmatch(name), (WEEKDAYS.index(ends) - 3) % 7 + 1
    try:
        if match is not None:
            day = date.fromisocalendar(int(match[1]), int(match[2]), middle)
            return _whole(Week(day - _MIDDLE))
    except (ValueError, OverflowError):  # week 53 of a year with 52, or before the first year
        pass
    raise UsageError(f"there is no week {name!r}; write it as 2026-W10, its year and ISO week")


def _whole(week: Week) -> Week:
    """The week, unless it is so near to an end of the calendar that what is beside it may not be.

    Raises:
        OverflowError: it lies in the calendar's first or last year.
    """
    if not date.min.year < week.first.year <= week.last.year < date.max.year:
        raise OverflowError(week)
    return week
