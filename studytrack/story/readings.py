"""What one version of a tracker says: its tasks, and where it contradicts itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from studytrack.checks import of_text
from studytrack.errors import TrackerError
from studytrack.tracker.outlook import TextOutlooks
from studytrack.tracker.reading import read
from studytrack.tracker.rereading import Versions
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from studytrack.model import Status
    from studytrack.tracker.shape import Row, Tracker
    from studytrack.values import WrittenDate

Statement = tuple[str, str | None, int | None]
"""What contradicts itself: a problem's code, its task and its phase."""


class Said(NamedTuple):
    """What one row says."""

    title: str
    phase: int
    status: Status | None
    started: WrittenDate | None
    finished: WrittenDate | None
    actual: timedelta | None


class Reading(NamedTuple):
    """What a version says: its tasks by id, its phases' titles by number, its contradictions."""

    tasks: Mapping[str, Said]
    phases: Mapping[int, str]
    statements: frozenset[Statement]


class Readings:
    """Reads versions of one tracker, each by what differs from one that was read before.

    Args:
        locale: the language to read in; found from the words of the first version where None.
    """

    def __init__(self, locale: str | None = None) -> None:
        self._locale = locale
        self._versions: Versions | None = None
        self._outlooks = TextOutlooks()

    def reading(self, text: str) -> Reading | None:
        """What a text says; None where it is no tracker. Of two rows with one id the first."""
        try:
            tracker = self._tracker(text)
        except TrackerError:
            return None
        tasks: dict[str, Said] = {}
        for section in tracker.sections:
            for row in section.rows:
                if row.id not in tasks:
                    tasks[row.id] = _said(section.number, row)
        found = of_text(tracker, self._outlooks.outlook(tracker))
        statements = frozenset((one.code, one.task, one.phase) for one in found)
        return Reading(tasks, {one.number: one.title for one in tracker.sections}, statements)

    def _tracker(self, text: str) -> Tracker:
        if self._versions is not None:
            return self._versions.tracker(text)
        tracker = read(text, self._locale)
        self._versions = Versions(tracker)
        return tracker


def _said(phase: int, row: Row) -> Said:
    return Said(row.title, phase, row.status, row.started, row.finished, row.actual)
