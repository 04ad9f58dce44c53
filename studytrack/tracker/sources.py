"""Where the tasks of a text stand: in which of its tables, lists and headings."""

from __future__ import annotations

from functools import cache, partial
from operator import attrgetter
from typing import TYPE_CHECKING

from studytrack.markdown import tables
from studytrack.tracker import items
from studytrack.tracker.items import Bullet
from studytrack.tracker.legend import read_legend
from studytrack.tracker.marked import Marked, marked, with_steps
from studytrack.tracker.marks import is_tick
from studytrack.tracker.naming import has_id
from studytrack.tracker.refusal import refusal
from studytrack.tracker.task_tables import TaskTable, task_table

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from studytrack.markdown.blocks import Block, Document
    from studytrack.tracker.lexicon import Lexicon
    from studytrack.tracker.phases import Headings

Source = TaskTable | Bullet | Marked


def sources(document: Document, words: Lexicon, outline: Headings) -> list[Source]:
    """What holds the tasks of a text, in order: tables, items of lists, or some of both.

    Raises:
        NoTasksError: the text has no tasks.
    """
    every = tables.tables(document)
    table_of = partial(task_table, role_of=cache(words.role), ticks=cache(partial(is_tick, words)))
    found = [one for table in every if (one := table_of(table)) is not None]
    boxes = items.bullets(document)
    bullets = items.tasks(document, boxes, words)
    if not found and not bullets:
        found = [one for table in every if (one := table_of(table, phases=True))]
    if found and sum(len(one.table.rows) for one in found) >= len(bullets):
        beside = _beside(document, found, bullets, outline, words)
        return sorted([*found, *beside], key=attrgetter("first"))
    told = _told(document, bullets, words)
    if not told and not bullets:
        raise refusal(document, every, boxes, words)
    return list(outline.planned(told) if told else outline.planned(bullets))


def _told(document: Document, bullets: Sequence[Bullet], words: Lexicon) -> list[Marked]:
    """The tasks that markers and words tell, if there are no boxes but those of their steps."""
    if any(has_id(items.title_of(document, one, words), words) for one in bullets):
        return []
    legend = read_legend(other_lines(document, ()), words)
    markers = {*words.markers, *legend.markers}
    if not bullets:
        return marked(document, words, markers)
    return with_steps(document, {one.first for one in bullets}, words, markers)


def _beside(
    document: Document,
    found: Sequence[TaskTable],
    bullets: Sequence[Bullet],
    outline: Headings,
    words: Lexicon,
) -> list[Bullet]:
    """The items with ids in numbered phases that have no table of tasks."""
    taken = {one.heading.first for one in outline.groups(found) if one.heading}
    return [
        one
        for group in outline.groups(bullets)
        if group.heading
        and group.heading.first not in taken
        and outline.read(group.heading).number is not None
        for one in group.sources
        if has_id(items.title_of(document, one, words), words)
    ]


def other_lines(document: Document, taken: Collection[int]) -> Iterator[list[str]]:
    """The lines of every block that holds no tasks; adjoining list items stand together.

    Args:
        document: the text.
        taken: the first lines of those that do.
    """
    run: list[str] = []
    previous: Block | None = None
    for block in document.blocks:
        together = block.kind == "item" and previous is not None and previous.kind == "item"
        if not together and run:
            yield run
            run = []
        if block.kind in {"item", "paragraph", "table"} and block.first not in taken:
            run += [document.line(line) for line in range(block.first, block.last)]
        previous = block
    if run:
        yield run
