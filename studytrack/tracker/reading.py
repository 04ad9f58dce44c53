"""Markdown -> tracker: which tables hold tasks, which headings are phases, what is stated."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from studytrack import locales, markers
from studytrack.markdown import blocks
from studytrack.terms import FieldName, Finding, Status
from studytrack.tracker import items, slots
from studytrack.tracker.cells import CellReader
from studytrack.tracker.criteria import lists
from studytrack.tracker.criteria.owners import Range, owned
from studytrack.tracker.dialect import Dialect, Manner
from studytrack.tracker.language import guess_locale
from studytrack.tracker.legend import read_legend
from studytrack.tracker.lexicon import Lexicon, folded, lexicon
from studytrack.tracker.marked import Marked, Usual, marked_task
from studytrack.tracker.marks import split_marker
from studytrack.tracker.naming import are_ids, split_name, told_apart, without_status
from studytrack.tracker.phases import Group, Headings, numbers
from studytrack.tracker.shape import Item, RawTask, Row, Section, Tracker
from studytrack.tracker.sources import Source, other_lines, sources
from studytrack.tracker.task_tables import TaskTable, table_tasks

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from studytrack.locales import Locale
    from studytrack.markdown.blocks import Block, Document
    from studytrack.tracker.criteria.stated import StatedCriterion

_Placed = tuple[Row, tuple[str, ...]]
"""A task, and the titles of the headings between it and its phase's."""

# In a loop over rows: to look up an enum's member takes long in Python 3.11.
_STATUS, _STARTED, _FINISHED = FieldName.STATUS, FieldName.STARTED, FieldName.FINISHED
_ACTUAL, _NOTES = FieldName.ACTUAL, FieldName.NOTES


@lru_cache(maxsize=2)  # most often the baseline, HEAD and the work tree are one text
def read(text: str, locale: str | None = None) -> Tracker:
    r"""Everything that a tracker's text says.

    Args:
        text: the whole file, newlines as they are.
        locale: the language to write in; found from the words of the text where None.

    Raises:
        NoTasksError: the text has none; it says what was found instead.

    Example:
        >>> text = "## Phase 1: Go\\n| Task | Status |\\n|-|-|\\n| 1.1 Map | done |\\n"
        >>> [row.id for _, row in read(text).rows()]
        ['1.1']
    """
    own = guess_locale(text)
    language = locales.nearest(locale) if locale else own
    words = lexicon(own.name, language.name)
    return _Reader(markers.hidden(blocks.read(text)), words, language).tracker()


class _Reader:
    """One reading of one document: tasks first, then what they show of the dialect."""

    def __init__(self, document: Document, words: Lexicon, locale: Locale) -> None:
        self.criteria = lists.announced(document, words)
        self.document = lists.without(document, self.criteria)
        self.text = document.text
        self.words = words
        self.locale = locale
        self.outline = Headings(self.document, words)

    def tracker(self) -> Tracker:
        """The whole tracker."""
        groups = self.outline.groups(sources(self.document, self.words, self.outline))
        headings = [group.heading for group in groups]
        taken = {source.first for group in groups for source in group.sources}
        legend = read_legend(other_lines(self.document, taken), self.words)
        markers = {*self.words.markers, *legend.markers}
        numbered = self._numbered(headings)
        told = (one for group in groups for one in group.sources if isinstance(one, Marked))
        usual = Usual.of(self.text, told)
        reader = CellReader(legend, self.words)
        raw = self._named([self._rows(group, markers, usual, reader) for group in groups], numbered)
        lines = slots.lines(self.document, _item_lines(raw))
        starts = {heading.first for heading in headings if heading}
        ends = [
            (heading.first if heading else -1, self.outline.end(heading, starts))
            for heading in headings
        ]
        summaries = [
            slots.phase_segments(self.text, lines, first, end, number, self.words)
            for (first, end), (number, _) in zip(ends, numbered, strict=True)
        ]
        shown = slots.templates(
            self.text, (line for found in summaries for line in found), self.locale
        )
        stated = self._criteria(headings, numbered, ends, raw)
        sections = tuple(
            Section(
                number,
                title,
                first + 1,
                tuple(row for row, _ in tasks),
                slots.phase_slots(found, shown),
                tuple(path for _, path in tasks),
                stated[number],
            )
            for (number, title), (first, _), tasks, found in zip(
                numbered, ends, raw, summaries, strict=True
            )
        )
        total = slots.total_segments(self.text, lines, ends, self.outline.all, self.words)
        rows = [row for section in sections for row in section.rows]
        every = [*(slot for one in sections for slot in one.slots.values()), *total]
        dialect = Dialect(self.text, rows, every, legend, self.words, self.locale)
        announced = lists.lines(self.criteria)
        return Tracker(self.text, sections, total, dialect, tuple(_findings(sections)), announced)

    def _rows(
        self, group: Group[Source], markers: Collection[str], usual: Usual, reader: CellReader
    ) -> list[_Placed]:
        """The tasks of a phase, each with the titles of the headings between."""
        found = []
        for source, path in zip(group.sources, group.paths, strict=True):
            titles = tuple(self.outline.read(heading).whole for heading in path)
            if isinstance(source, TaskTable):
                found += [(row, titles) for row in table_tasks(source, self.words, reader)]
            elif isinstance(source, Marked):
                told = marked_task(self.document, source, self.words, usual)
                found.append((_row(told, reader), titles))
            else:
                task = items.list_task(self.document, source, self.words, markers)
                under = self._state(path[-1] if path else group.heading)
                found.append((_row(task._replace(under=under), reader), titles))
        return found

    def _criteria(
        self,
        headings: Sequence[Block | None],
        numbered: Sequence[tuple[int, str]],
        ends: Sequence[tuple[int, int]],
        raw: Sequence[list[_Placed]],
    ) -> Mapping[int, tuple[StatedCriterion, ...]]:
        """The criteria of each phase by its number."""
        words = (self.outline.read(one).word if one else "" for one in headings)
        phases = [
            Range(first, end, number, word)
            for (first, end), (number, _), word in zip(ends, numbered, words, strict=True)
        ]
        tasks = {task.line - 1: task.id for own in raw for task, _ in own}
        return owned(self.criteria, self.outline, phases, tasks)

    def _state(self, heading: Block | None) -> Status | None:
        """The status that a heading says its tasks have, where an open box cannot say it."""
        title = self.outline.read(heading).whole if heading else ""
        status = self.words.statuses.get(folded(split_marker(title)[1]))
        return status if status in {Status.IN_PROGRESS, Status.SKIPPED} else None

    def _named(
        self, raw: Sequence[list[_Placed]], phases: Sequence[tuple[int, str]]
    ) -> list[list[_Placed]]:
        """The tasks with their ids: of lists, those that most titles begin with."""
        loose = [task for tasks in raw for task, _ in tasks if isinstance(task.place, Item)]
        names = [split_name(task.title, self.words) for task in loose]
        if are_ids((name for name, _ in names), len(names)):
            known = {
                task.line: task._replace(id=name or title, title=title)
                for task, (name, title) in zip(loose, names, strict=True)
            }
            raw = [[(known.get(task.line, task), path) for task, path in tasks] for tasks in raw]
        titled = [
            (task, phase)
            for tasks, (_, phase) in zip(raw, phases, strict=True)
            for task, _ in tasks
            if task.id == task.title
        ]
        apart = told_apart([(task.id, phase) for task, phase in titled])
        renamed = {task.line: name for (task, _), name in zip(titled, apart, strict=True)}
        return [
            [
                (task._replace(id=renamed[task.line]) if task.line in renamed else task, path)
                for task, path in tasks
            ]
            for tasks in raw
        ]

    def _numbered(self, headings: Sequence[Block | None]) -> list[tuple[int, str]]:
        read = [self.outline.read(heading) if heading else None for heading in headings]
        titles = (without_status(one.title, self.words) if one else "" for one in read)
        return list(zip(numbers(read), titles, strict=True))


def _row(raw: RawTask, reader: CellReader) -> Row:
    """A task of a list with what its texts say."""
    task, title, line, place, texts, fields, effort, under = raw
    state = texts.get(_STATUS, "")
    status = reader.box(state) if place.manner is Manner.BOX else reader.status(state)
    if under is not None and status is Status.NOT_STARTED:
        status = under
    return Row(
        task,
        title,
        line,
        place,
        texts,
        fields,
        status,
        reader.effort(effort),
        reader.date(texts.get(_STARTED, "")),
        reader.finish(texts, fields, status),
        reader.hours(texts.get(_ACTUAL, "")),
    )


def _findings(sections: Iterable[Section]) -> Iterator[Finding]:
    """Statuses that say nothing known, and ids that several tasks have."""
    first: dict[str, int] = {}
    for section in sections:
        for row in section.rows:
            task, line = row.id, row.line
            if row.status is None:
                values = {"text": row.texts.get(_STATUS, "")}
                yield Finding("status-unknown", values, None, line, None, task, section.number)
            if first.setdefault(task, line) != line:
                known = {"first": first[task]}
                yield Finding("task-duplicate", known, None, line, None, task, section.number)


def _item_lines(raw: Iterable[Iterable[_Placed]]) -> frozenset[int]:
    """The lines of tasks in lists, from 0, and of their details."""
    return frozenset(
        line
        for tasks in raw
        for task, _ in tasks
        if isinstance(task.place, Item)
        for line in task.place.lines
    )
