"""A tracker that has been read: its phases, rows and slots, each with its place in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.markdown import tables
from studytrack.markdown.spans import Edit, Span
from studytrack.patterns import pattern
from studytrack.terms import FieldName
from studytrack.tracker.dialect import Manner
from studytrack.tracker.lexicon import Role
from studytrack.tracker.marks import split_box
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import date, timedelta

    from studytrack.markdown.blocks import Block, Document
    from studytrack.markdown.tables import Table
    from studytrack.terms import Effort, Finding, Status
    from studytrack.tracker.criteria.stated import StatedCriterion
    from studytrack.tracker.dialect import Dialect
    from studytrack.values import WrittenDate

_NEWLINE = pattern(r"\r\n?|\n")


class TableRow(NamedTuple):
    """A task's place in a table, and what the columns of its table hold.

    Attributes:
        columns: those of the fields that are written.
        roles: all that are known.
    """

    table: Table
    row: tables.Row
    columns: Mapping[FieldName, int]
    roles: Mapping[Role, int]

    @property
    def manner(self) -> Manner:
        """How its status is written."""
        return Manner.CELL

    def edits(self, name: FieldName, text: str) -> tuple[Edit, ...]:
        """What makes the field say the text."""
        return (tables.fill(self.table, self.row, self.columns[name], text),)

    def below(self, name: FieldName) -> int:
        """How many lines below the task's first the field stands: none, a row is one line."""
        del name
        return 0

    def named(self, task: str) -> Edit:
        """What gives the task an id: in the column of ids, else before its title."""
        own = self.roles.get(Role.ID, len(self.row.pieces))
        column = own if own < len(self.row.pieces) else self.roles[Role.TASK]
        name = f"{task} {tables.unescape(self.row.content(column))}".rstrip()
        return tables.fill(self.table, self.row, column, name)

    def texts(self) -> Iterator[str]:
        """All that is written there, Markdown as it is: the text of every cell."""
        return iter(self.row.pieces)

    def headers(self) -> Iterator[str]:
        """What names its parts: the header of every column."""
        header = self.table.header
        return (tables.unescape(header.content(i)) for i in range(len(header.pieces)))


class Item(NamedTuple):
    """A task's place in a list, or a heading that is a task, with all that belongs to it.

    Attributes:
        text: the whole document.
        spans: itself, and each of its details.
        lines: those of all of them, from 0.
        title: where its title begins.
        cells: where its fields stand.
        tail: a status beside the title, with what parts the two; empty where none is, None
            where the status stands among the details.
        wrap: what stands before and behind a status there.
        manner: how its status is written; where there is a box, the tail only goes with it.
    """

    text: str
    spans: tuple[Span, ...]
    lines: frozenset[int]
    title: int
    cells: Mapping[FieldName, Span]
    tail: Span | None
    wrap: tuple[str, str] = (" ", "")
    manner: Manner = Manner.MARK

    @classmethod
    def of(
        cls,
        document: Document,
        blocks: Collection[Block],
        title: int,
        cells: Mapping[FieldName, Span],
        tail: Span | None,
    ) -> Item:
        """The place that these blocks are, the task's own first."""
        spans = tuple(Span(one.starts.start, one.text_span.end) for one in blocks)
        lines = frozenset(line for one in blocks for line in range(one.first, one.last))
        return cls(document.text, spans, lines, title, cells, tail)

    def edits(self, name: FieldName, text: str) -> tuple[Edit, ...]:
        """What makes the field say the text; a status is a box, beside the title, or both."""
        if name is not FieldName.STATUS or self.tail is None:
            return (Edit(*_filled(self.text, self.cells[name], text)),)
        boxed = self.manner is Manner.BOX
        box, mark = split_box(text) if boxed else ("", text)
        before, behind = self.wrap
        wanted = [Edit(self.tail, f"{before}{mark}{behind}" if mark else "")]
        wanted += [Edit(self.cells[name], box)] if boxed else []
        return tuple(edit for edit in wanted if edit.span.of(self.text) != edit.text)

    def below(self, name: FieldName) -> int:
        """How many lines below the task's first the field stands: details have their own."""
        if name is FieldName.STATUS and self.tail is not None:
            return 0
        above = self.text[self.spans[0].start : self.cells[name].start]
        return len(_NEWLINE.findall(above))

    def named(self, task: str) -> Edit:
        """What gives the task an id: before its title."""
        return Edit(Span(self.title, self.title), f"{task} ")

    def texts(self) -> Iterator[str]:
        """All that is written there, Markdown as it is."""
        return (span.of(self.text) for span in self.spans)

    def headers(self) -> Iterator[str]:
        """What names its parts: nothing."""
        return iter(())


def _filled(text: str, span: Span, value: str) -> tuple[Span, str]:
    """A value behind words, from which a blank parts it; none is needed behind ``：``."""
    before = text[span.start - 1 : span.start]
    glued = value and span.start == span.end and not before.isspace() and before != "："
    return span, f" {value}" if glued else value


class RawTask(NamedTuple):
    """A task of a list before its texts are read; see `Row`.

    Attributes:
        effort: what its estimate is written as.
        under: what the heading above it says of an open box: ``In progress``.
    """

    id: str
    title: str
    line: int
    place: TableRow | Item
    texts: Mapping[FieldName, str]
    fields: Collection[FieldName]
    effort: str
    under: Status | None = None


class Row(NamedTuple):
    """A task as its tracker has it.

    Attributes:
        line: the line's number, from 1.
        place: where it stands: in a table, or in a list.
        texts: what stands in each of its fields, as it is written; a field whose column the
            row is too short for is left out.
        fields: those that the task has a place for, or should have.
        status: None where its text says nothing that is known.
    """

    id: str
    title: str
    line: int
    place: TableRow | Item
    texts: Mapping[FieldName, str]
    fields: Collection[FieldName]
    status: Status | None
    estimate: Effort | None
    started: WrittenDate | None
    finished: WrittenDate | None
    actual: timedelta | None


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
    """A phase: its heading, its tasks' rows and the slots of its summary.

    Attributes:
        parts: for each row the headings between it and the phase's, outermost first: weeks, days.
        criteria: what has to be met before it is complete, wherever that is stated.
    """

    number: int
    title: str
    line: int
    rows: tuple[Row, ...]
    slots: Mapping[FieldName, Slot]
    parts: tuple[tuple[str, ...], ...] = ()
    criteria: tuple[StatedCriterion, ...] = ()


class Tracker(NamedTuple):
    """A tracker's text and all that was found in it.

    Attributes:
        slots: those of the whole study; the estimate may be stated more than once.
        dialect: how this tracker writes.
        findings: what is wrong with the text itself.
        announced: where the blocks of completion criteria begin, whosesoever, by lines from 0.
    """

    text: str
    sections: tuple[Section, ...]
    slots: tuple[Slot, ...]
    dialect: Dialect
    findings: tuple[Finding, ...]
    announced: frozenset[int] = frozenset()

    def rows(self) -> Iterator[tuple[Section, Row]]:
        """Every row with its phase, in the tracker's order."""
        for section in self.sections:
            for row in section.rows:
                yield section, row

    def slot(self, name: FieldName) -> Slot | None:
        """The first slot of the whole study with this name."""
        return next((slot for slot in self.slots if slot.name is name), None)
