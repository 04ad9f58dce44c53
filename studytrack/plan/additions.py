"""New rows and items, each in the manner of another that stands there already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.markdown import tables
from studytrack.markdown.spans import Edit, Span, apply
from studytrack.patterns import pattern
from studytrack.plan.efforts import alike
from studytrack.plan.naming import Naming, named_alike, naming
from studytrack.terms import FieldName, Status
from studytrack.tracker.dialect import Manner
from studytrack.tracker.lexicon import Role
from studytrack.tracker.marks import split_box
from studytrack.tracker.shape import TableRow
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from studytrack.markdown.blocks import Document
    from studytrack.plan.efforts import EffortStyle
    from studytrack.plan.matching import Known
    from studytrack.plan.model import PlannedTask
    from studytrack.plan.words import Words
    from studytrack.tracker.shape import Item, Tracker

_COUNTED = pattern(r"(?P<indent>[ \t]*)(?P<number>[0-9]{1,9})(?P<behind>[.)].*)")
_STRUCK = "~~"


class Manners(NamedTuple):
    """How a tracker writes what a plan adds to it.

    Attributes:
        named: whether its tasks have ids.
        efforts: the usual manner of its estimates.
    """

    tracker: Tracker
    document: Document
    words: Words
    named: bool
    efforts: EffortStyle


def name_of(known: Known, manners: Manners) -> Naming:
    """How a task is named where its title stands."""
    place = known.row.place
    if isinstance(place, TableRow):
        raw = place.row.content(title_column(place))
        return naming(tables.unescape(raw), known, manners.words)
    end = manners.document.lines[known.row.line - 1].end
    if place.tail is not None and place.tail.start < place.tail.end:
        end = place.tail.start
    return naming(manners.document.text[place.title : end], known, manners.words)


def title_column(place: TableRow) -> int:
    """The column in which a task is named."""
    return place.roles.get(Role.TASK, place.roles.get(Role.ID, 0))


def line_of(task: PlannedTask, like: Known, manners: Manners, place: int) -> str | None:
    """The line that a new task is, without its ending; None where that cannot be told.

    Args:
        task: the task.
        like: another of the same table or list.
        manners: how this tracker writes.
        place: how many places the task stands behind the other.
    """
    where = like.row.place
    if isinstance(where, TableRow):
        return _row(task, like, where, manners)
    if where.manner is Manner.BOX:
        return _item(task, like, where, manners, place)
    return None


def _called(task: PlannedTask, name: str, like: Known, manners: Manners) -> str:
    """A new task's name, as the other has it."""
    found, style = name_of(like, manners), manners.efforts
    if found.estimate is not None:
        style = alike(found.estimate.of(found.raw), style, manners.words.lexicon.units)
    return named_alike(found, name, task.title, task.estimate, style)


def _row(task: PlannedTask, like: Known, place: TableRow, manners: Manners) -> str | None:
    """A row of a table: blank but for what the plan says, and a status."""
    table, row = place.table, place.row
    if len(row.pieces) != len(table.alignments):
        return None
    own = place.roles.get(Role.ID)
    name = task.id if manners.named else ""
    values = dict.fromkeys(range(len(row.pieces)), "")
    if own is not None and own != title_column(place):
        values[own] = name
        name = ""
    called = _called(task, name, like, manners)
    values[title_column(place)] = called
    if Role.ESTIMATE in place.roles and task.estimate is not None:
        point = manners.tracker.dialect.hours.point
        values[place.roles[Role.ESTIMATE]] = manners.efforts.write(task.estimate, point)
    if Role.PHASE in place.roles:
        column = place.roles[Role.PHASE]
        values[column] = tables.unescape(row.content(column))
    values[place.roles[Role.STATUS]] = manners.tracker.dialect.statuses[Status.NOT_STARTED]
    line = manners.document.lines[row.line]
    filled = [tables.fill(table, row, column, value) for column, value in values.items()]
    edits = [
        Edit(Span(span.start - line.start, span.end - line.start), text) for span, text in filled
    ]
    return apply(line.of(manners.document.text), edits)


def _item(task: PlannedTask, like: Known, item: Item, manners: Manners, place: int) -> str | None:
    """An item of a list of boxes, with an open one."""
    line = manners.document.lines[like.row.line - 1]
    box = item.cells[FieldName.STATUS]
    text = manners.document.text
    before, behind = text[line.start : box.start], text[box.end : item.title]
    name = task.id if manners.named else ""
    called = _called(task, name, like, manners)
    own, mark = split_box(manners.tracker.dialect.state(Status.NOT_STARTED, Manner.BOX))
    counted = _COUNTED.fullmatch(before)
    if counted is not None:
        number = int(counted["number"]) + place
        before = f"{counted['indent']}{number}{counted['behind']}"
    return f"{before}{own}{behind.replace(_STRUCK, '')}{called} {mark}".rstrip()
