"""What a study is told in: statuses, fields, estimates, and problems before they have words.

Nothing here is slow to import; the models that are built of it are in `studytrack.model`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta  # at run time: pydantic looks here for it
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Status(StrEnum):
    """Where a task stands."""

    NOT_STARTED = "not-started"
    IN_PROGRESS = "in-progress"
    DONE = "done"
    SKIPPED = "skipped"

    @property
    def closed(self) -> bool:
        """True when nothing more is to be done."""
        return self in _CLOSED


_CLOSED = frozenset({Status.DONE, Status.SKIPPED})


class Severity(StrEnum):
    """How much a problem matters: somebody must act, should look, or may like to know."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class FieldName(StrEnum):
    """A value in the tracker that studytrack reads and may write."""

    STATUS = "status"
    STARTED = "started"
    FINISHED = "finished"
    ESTIMATE = "estimate"
    ACTUAL = "actual"
    NOTES = "notes"
    COMPLETED = "completed"
    LEARNER = "learner"
    PROGRESS = "progress"
    WEEKLY = "weekly"
    CRITERION = "criterion"


@dataclass(frozen=True, slots=True)
class Effort:
    """An estimate as a range; both ends are equal where one number was given."""

    low: timedelta
    high: timedelta

    def __add__(self, other: Effort) -> Effort:
        return Effort(self.low + other.low, self.high + other.high)


def iso_duration(value: timedelta) -> str:
    """ISO 8601 in hours and minutes only.

    >>> iso_duration(timedelta(hours=30, minutes=5))
    'PT30H5M'
    """
    minutes = round(value.total_seconds() / 60)
    hours, rest = divmod(minutes, 60)
    return "PT" + (f"{hours}H" if hours or not rest else "") + (f"{rest}M" if rest else "")


class Finding(NamedTuple):
    """A problem before it has words: its code, the values its message needs, and its place.

    ``line`` counts from 1; ``path`` is filled in by who knows it.
    """

    code: str
    values: Mapping[str, str | int] = MappingProxyType({})
    path: str | None = None
    line: int | None = None
    commit: str | None = None
    task: str | None = None
    phase: int | None = None
