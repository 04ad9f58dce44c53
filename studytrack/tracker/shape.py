"""A tracker that has been read: its phases, rows and slots, each with its place in the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from studytrack.markdown import tables
    from studytrack.markdown.spans import Span
    from studytrack.markdown.tables import Table
    from studytrack.model import Effort, FieldName, Finding, Status
    from studytrack.tracker.dialect import Dialect
    from studytrack.values import WrittenDate


class Row(NamedTuple):
    """A task's row.

    Attributes:
        line: the line's number, from 1.
        texts: what stands in the cells that hold fields, pipes escaped; a field whose column
            the row is too short for is left out, and named in ``short``.
        status: None where the cell's text says nothing that is known.
    """

    id: str
    title: str
    line: int
    table: Table
    row: tables.Row
    texts: Mapping[FieldName, str]
    columns: Mapping[FieldName, int]
    status: Status | None
    estimate: Effort | None
    started: WrittenDate | None
    finished: WrittenDate | None
    actual: timedelta | None

    @property
    def short(self) -> frozenset[FieldName]:
        """The fields that the table has a column for and this row has no cell for."""
        return frozenset(self.columns) - frozenset(self.texts)


class Slot(NamedTuple):
    """A place for one value in a line of prose: ``实际______小时``.

    Attributes:
        phase: the phase's number, None for the whole study.
        span: what a new value replaces; empty where nothing is stated yet.
        template: how a new value is written there, ``{}`` where it stands.
        value: what is stated now.
        stated: whether the line has a place for the value at all.
        malformed: whether the line names the value and then leaves it out.
    """

    name: FieldName
    phase: int | None
    line: int
    span: Span
    template: str
    value: date | timedelta | Effort | None
    stated: bool = True
    malformed: bool = False
    placeholder: bool = False


class Section(NamedTuple):
    """A phase: its heading, its tasks' rows and the slots of its summary."""

    number: int
    title: str
    line: int
    rows: tuple[Row, ...]
    slots: Mapping[FieldName, Slot]


class Tracker(NamedTuple):
    """A tracker's text and all that was found in it.

    Attributes:
        slots: those of the whole study; the estimate may be stated more than once.
        dialect: how this tracker writes.
        findings: what is wrong with the text itself.
    """

    text: str
    sections: tuple[Section, ...]
    slots: tuple[Slot, ...]
    dialect: Dialect
    findings: tuple[Finding, ...]

    def rows(self) -> Iterator[tuple[Section, Row]]:
        """Every row with its phase, in the tracker's order."""
        for section in self.sections:
            for row in section.rows:
                yield section, row

    def slot(self, name: FieldName) -> Slot | None:
        """The first slot of the whole study with this name."""
        return next((slot for slot in self.slots if slot.name is name), None)
