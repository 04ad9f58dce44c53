"""Where a statement of progress may stand: on no task's own lines, and on few others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from studytrack import markers
from studytrack.markdown import blocks, tables
from studytrack.patterns import pattern
from studytrack.terms import FieldName
from studytrack.tracker.claims.words import EMPTY, FULL
from studytrack.tracker.marks import BOX
from studytrack.tracker.shape import Item, TableRow
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studytrack.markdown.blocks import Block, Document
    from studytrack.markdown.spans import Span
    from studytrack.markdown.tables import Table
    from studytrack.tracker.shape import Tracker

_FENCE = pattern(r"[ \t]*(?:```|~~~)")
_BAR = pattern(rf"[{''.join(FULL)}{''.join(EMPTY)}]{{4}}|\[[#=.\-]{{4}}")
_LABELLED = pattern(rf"[:：]|{_BAR.pattern}")
_ENDING = pattern(r"[-–—·|)）\]】]")


class Place(NamedTuple):
    """A line, counted from 0, that may make a claim, and where its content stands."""

    kind: Literal["heading", "line"]
    line: int
    span: Span


class TableRows(NamedTuple):
    """A table, and its rows that are no tasks.

    Attributes:
        has_tasks: whether others are.
        actual: the column of the hours that these took.
    """

    table: Table
    rows: tuple[tables.Row, ...]
    has_tasks: bool
    actual: int | None


def places(tracker: Tracker) -> tuple[list[Place], list[TableRows]]:
    """Every place that is worth a closer look."""
    document = markers.hidden(blocks.read(tracker.text))
    return list(_lines(tracker, document)), list(_tables(tracker, document))


def _lines(tracker: Tracker, document: Document) -> Iterator[Place]:
    every = (row.place for section in tracker.sections for row in section.rows)
    tasks = {line for place in every if isinstance(place, Item) for line in place.lines}
    for block in document.blocks:
        if block.first in tracker.announced:
            continue
        if block.kind == "heading":
            shown = block.text_span.of(tracker.text)
            if block.first not in tasks and _ENDING.search(shown):
                yield Place("heading", block.first, block.text_span)
        elif block.kind == "other":
            yield from _fenced(document, block)
        elif block.kind in {"paragraph", "item"}:
            first = document.line_at(block.starts.start)  # a paragraph may begin with blank lines
            if first not in tasks and not BOX.match(tracker.text, block.starts.start):
                yield from _labelled(document, block, first)


def _labelled(document: Document, block: Block, first: int) -> Iterator[Place]:
    text = document.text
    for line in range(first, block.last):
        span = block.starts if line == first else document.lines[line]
        if _LABELLED.search(text, span.start, span.end):
            yield Place("line", line, span)


def _fenced(document: Document, block: Block) -> Iterator[Place]:
    """The lines of a fence that have a bar."""
    if _FENCE.match(document.line(block.first)):
        for line in range(block.first + 1, block.last):
            if _BAR.search(document.line(line)):
                yield Place("line", line, document.lines[line])


def _tables(tracker: Tracker, document: Document) -> Iterator[TableRows]:
    every = (row.place for section in tracker.sections for row in section.rows)
    taken = [place for place in every if isinstance(place, TableRow)]
    tasks = {place.row.line for place in taken}
    known = {place.table.first: place for place in taken}
    for block in document.blocks:
        if block.kind != "table":
            continue
        place = known.get(block.first)
        table = place.table if place else tables.table(document, block)
        rows = tuple(row for row in table.rows if row.line not in tasks)
        actual = place.columns.get(FieldName.ACTUAL) if place else None
        if rows or place is not None:
            yield TableRows(table, rows, place is not None, actual)
