"""What a claim counts, and of which tasks: found by the headings, its label and its total."""

from __future__ import annotations

from datetime import timedelta
from enum import Enum
from fractions import Fraction
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from studytrack.terms import Status
from studytrack.tracker.claims.outline import WHOLE, Outline, Part
from studytrack.tuples import NamedTuple
from studytrack.values import hours_text

if TYPE_CHECKING:
    from studytrack.markdown.spans import Span
    from studytrack.markdown.tables import Row, Table
    from studytrack.tracker.claims.forms import Form
    from studytrack.tracker.shape import Tracker


class Counting(Enum):
    """What is counted."""

    TASKS = "tasks"
    HEADINGS = "headings"
    SPENT = "spent"
    PLANNED = "planned"
    CREDITED = "credited"
    MEAN = "mean"
    STATE = "state"
    SUM = "sum"


class Measure(NamedTuple):
    """What a claim counts.

    Attributes:
        name: the heading that it speaks of; empty for the whole.
        ranges: the lines of the tasks, from 0; for headings, those of each of them.
        whole: the number that it is a part of, where the claim states one.
        status: the status of what is counted.
        sample: the title of the first heading that is counted.
        added: what a column adds up to, without the hours spent that are in its ranges.
    """

    counting: Counting
    name: str
    ranges: tuple[tuple[int, int], ...]
    whole: Fraction | None = None
    status: Status = Status.DONE
    sample: str = ""
    added: Fraction = Fraction(0)


class Claim(NamedTuple):
    """A statement of progress.

    Attributes:
        line: the line's number, from 1.
        span: all that it says.
        forms: its numbers, or its status, in their order.
        measures: what it may count, and the first is what it is made to say; none if unclear.
        sure: whether that would be right, where none of them is stated.
        cell: the table, row and column that it fills.
    """

    line: int
    span: Span
    forms: tuple[Form, ...]
    measures: tuple[Measure, ...]
    sure: bool = True
    cell: tuple[Table, Row, int] | None = None


class Scopes:
    """Finds what a claim counts.

    Args:
        tracker: as it was read.
    """

    def __init__(self, tracker: Tracker) -> None:
        self.outline = Outline(tracker)
        self._tracker = tracker

    def measure(self, counting: Counting, part: Part) -> Measure:
        """What is counted of one part."""
        return measure(counting, self._name(part), (part,))

    def counted(self, scope: Part, whole: Fraction, unit: str, named: bool) -> Measure | None:
        """What there are so many of: tasks or headings of a part, else of the whole text.

        A unit such as *weeks* says which; a part that the claim names is the only one it may mean.
        """
        for part in (scope,) if named else tuple(dict.fromkeys((scope, WHOLE))):
            family = self.outline.family(part, unit)
            if len(family) == whole:
                return measure(Counting.HEADINGS, self._name(part), family, whole)
            if self.outline.size(part) == whole:
                return measure(Counting.TASKS, self._name(part), (part,), whole)
            for family in self.outline.families(part):
                if len(family) == whole:
                    return measure(Counting.HEADINGS, self._name(part), family, whole)
        other = None if named or not unit else self.outline.speaking_of(unit, int(whole))
        if other is not None:
            return measure(Counting.TASKS, self._name(other), (other,), whole)
        for family in () if named else self.outline.mains:
            if sum(map(self.outline.size, family)) == whole:
                return measure(Counting.TASKS, "", family, whole)
        return None

    def credited(self, scope: Part, whole: Fraction) -> Measure | None:
        """So many planned hours of a part, of which those of its finished tasks count."""
        for part in dict.fromkeys((scope, WHOLE)):
            if hours_text(timedelta(hours=float(whole))) == self._planned(part):
                return measure(Counting.CREDITED, self._name(part), (part,), whole)
        return None

    def share(self, scope: Part) -> tuple[Measure, ...]:
        """What a percentage alone may mean: the tasks, else the headings, else the hours."""
        families = self.outline.families(scope)
        return (
            measure(Counting.TASKS, self._name(scope), (scope,)),
            *(measure(Counting.HEADINGS, self._name(scope), family) for family in families),
            measure(Counting.CREDITED, self._name(scope), (scope,)),
        )

    def _name(self, part: Part) -> str:
        """What a part is called; nothing where it holds every task."""
        return "" if self.outline.is_all(part) else part.title

    def _planned(self, part: Part) -> str | None:
        """The planned hours of a part's tasks, of those that have one number for them."""
        first, last = self.outline.places(part.first, part.last)
        hours = self._plans[last] - self._plans[first]
        return hours_text(hours) if hours else None

    @cached_property
    def _plans(self) -> list[timedelta]:
        rows = sorted((row for _, row in self._tracker.rows()), key=lambda row: row.line)
        known = (row.estimate for row in rows)
        exact = (one.low if one and one.low == one.high else timedelta(0) for one in known)
        return list(accumulate(exact, initial=timedelta(0)))


def measure(
    counting: Counting, name: str, parts: tuple[Part, ...], whole: Fraction | None = None
) -> Measure:
    """What is counted of some parts."""
    ranges = tuple((part.first, part.last) for part in parts)
    return Measure(counting, name, ranges, whole, sample=parts[0].title)
