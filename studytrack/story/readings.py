"""What one version of a tracker says: its tasks, and where it contradicts itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.checks import of_text
from studytrack.errors import TrackerError
from studytrack.tracker.identity import NONE, renamed
from studytrack.tracker.outlook import TextOutlooks
from studytrack.tracker.reading import read
from studytrack.tracker.rereading import Versions
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import timedelta

    from studytrack.terms import Status
    from studytrack.tracker.identity import Names
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
    """What a version says: its tasks by id, its phases' titles by number, its contradictions.

    The contradictions are the keys, in the order in which they were found.
    """

    tasks: Mapping[str, Said]
    phases: Mapping[int, str]
    statements: Mapping[Statement, None]


class Readings:
    """Reads versions of one tracker, each by what differs from one that was read before.

    Args:
        locale: the language to read in; found from the words of the first version where None.
        names: the ids of tasks that went by their titles once.
    """

    def __init__(self, locale: str | None = None, names: Names = NONE) -> None:
        self._locale = locale
        self._names = names
        self._versions: Versions | None = None
        self._outlooks = TextOutlooks()
        self._before: Mapping[str, Said] = {}

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
                    tasks[row.id] = self._said(section.number, row)
        found = of_text(tracker, self._outlooks.outlook(tracker))
        self._before = tasks
        statements = dict.fromkeys((one.code, one.task, one.phase) for one in found)
        return Reading(tasks, {one.number: one.title for one in tracker.sections}, statements)

    def _tracker(self, text: str) -> Tracker:
        if self._versions is not None:
            return self._versions.tracker(text)
        tracker = renamed(read(text, self._locale), self._names)
        self._versions = Versions(tracker, self._names)
        return tracker

    def _said(self, phase: int, row: Row) -> Said:
        """What a row says; the same object as in the version before where it says the same."""
        said = Said(row.title, phase, row.status, row.started, row.finished, row.actual)
        before = self._before.get(row.id)
        return before if before == said else said
