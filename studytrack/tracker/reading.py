"""Markdown -> tracker: which tables hold tasks, which headings are phases, what is stated."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple

from studytrack import locales
from studytrack.errors import TrackerError
from studytrack.markdown import blocks, inline, tables
from studytrack.model import FieldName, Finding
from studytrack.tracker import slots
from studytrack.tracker.cells import CellReader
from studytrack.tracker.dialect import (
    Dialect,
    Legend,
    link_manner,
    read_legend,
    status_texts,
)
from studytrack.tracker.language import guess_locale
from studytrack.tracker.lexicon import Lexicon, Role, lexicon
from studytrack.tracker.shape import Row, Section, Slot, Tracker
from studytrack.values import (
    HoursStyle,
    usual_hours,
    usual_point,
    usual_style,
)

if TYPE_CHECKING:
    from studytrack.locales import Locale
    from studytrack.markdown.blocks import Block, Document
    from studytrack.markdown.tables import Cell, Table

_FIELDS = {
    Role.STATUS: FieldName.STATUS,
    Role.STARTED: FieldName.STARTED,
    Role.FINISHED: FieldName.FINISHED,
    Role.ACTUAL: FieldName.ACTUAL,
    Role.NOTES: FieldName.NOTES,
}
_ID = re.compile(
    r"(?P<id>[#A-Za-z]{0,8}-?\d{1,6}(?:[.-]\d{1,6}){0,5}[a-z]?)(?=$|[\s:：.、,，)）—–-])", re.ASCII
)

_BOXES = re.compile(r"^[ \t]{0,12}[-*+] \[[ xX]\] ", re.MULTILINE)
"""A list of tasks, which a table of phases may sum up."""
_COUNT = re.compile(r"[^\W\d]{0,8} ?\d{1,4} ?[^\W\d]{0,2}")
"""A day's or a week's number: ``7``, ``Day 7``, ``第7天``."""


class TaskTable(NamedTuple):
    """A table with tasks in its rows, and what its columns hold; ``fields`` are those written."""

    table: Table
    roles: Mapping[Role, int]
    fields: Mapping[FieldName, int]


@lru_cache(maxsize=2)  # most often the baseline, HEAD and the work tree are one text
def read(text: str, locale: str | None = None) -> Tracker:
    r"""Everything that a tracker's text says.

    Args:
        text: the whole file, newlines as they are.
        locale: the language to write in; found from the words of the text where None.

    Raises:
        TrackerError: the text has no table of tasks.

    Example:
        >>> text = "## Phase 1: Go\\n| Task | Status |\\n|-|-|\\n| 1.1 Map | done |\\n"
        >>> [row.id for _, row in read(text).rows()]
        ['1.1']
    """
    document = blocks.read(text)
    own = guess_locale(text)
    language = locales.nearest(locale) if locale else own
    words = lexicon(own.name, language.name)
    every = tables.tables(document)
    read_as = partial(task_table, document, words=words)
    found = [one for table in every if (one := read_as(table)) is not None]
    if not found and _BOXES.search(text) is None:
        found = [one for table in every if (one := read_as(table, phases=True)) is not None]
    if not found:
        raise TrackerError(
            "no table of tasks: it needs a header with a task (or id) column and a status column, "
            "such as | Task | Status |"
        )
    return _Reader(document, found, words, language).tracker()


def task_table(
    document: Document, table: Table, words: Lexicon, *, phases: bool = False
) -> TaskTable | None:
    """The table with its columns' roles, or None where it holds no tasks.

    Only a status and a task or an id are required; a table that begins with phases repeats
    them and is no table of tasks, unless the text has no other tasks (``phases``): then a row
    without a task is its week, module or chapter.
    """
    best: dict[Role, tuple[int, int]] = {}
    for column, cell in enumerate(table.header.cells):
        role = words.role(cell.content.of(document.text))
        if role is not None and role[1] > best.get(role[0], (0, 0))[0]:
            best[role[0]] = (role[1], column)
    roles = {role: column for role, (_, column) in best.items()}
    first = roles.get(Role.PHASE) == 0
    if first and phases:
        roles.setdefault(Role.TASK, 0)
    has_name = Role.TASK in roles or Role.ID in roles
    if Role.STATUS not in roles or not has_name or (first and not phases) or not table.rows:
        return None
    fields = {name: roles[role] for role, name in _FIELDS.items() if role in roles}
    return TaskTable(table, roles, fields)


class _RawRow(NamedTuple):
    """A row before the dialect is known."""

    id: str
    title: str
    source: TaskTable
    row: tables.Row


class _Reader:
    """One reading of one document: rows first, then what they show of the dialect."""

    def __init__(
        self,
        document: Document,
        found: Sequence[TaskTable],
        words: Lexicon,
        locale: Locale,
    ) -> None:
        self.document = document
        self.text = document.text
        self.words = words
        self.locale = locale
        self.found = found

    def tracker(self) -> Tracker:
        """The whole tracker."""
        headings = [block for block in self.document.blocks if block.kind == "heading"]
        phases = list(_phases(self.found, headings, self._has_number))
        raw = [[row for source in group for row in self._rows(source)] for _, group in phases]
        legend = read_legend(self._legend_lines(), self.words)
        reader = CellReader(legend, self.words)
        numbered = self._numbered([heading for heading, _ in phases])
        lines = slots.lines(self.document)
        ends = [
            (
                heading.first if heading else -1,
                _section_end(headings, heading, [h for h, _ in phases if h]),
            )
            for heading, _ in phases
        ]
        summaries = [
            slots.phase_segments(self.text, lines, first, end, number, self.words)
            for (first, end), (number, _) in zip(ends, numbered, strict=True)
        ]
        shown = slots.templates(
            self.text, (line for found in summaries for line in found), self.locale
        )
        findings: list[Finding] = []
        seen: dict[str, int] = {}
        sections = tuple(
            Section(
                number,
                title,
                first + 1,
                tuple(self._row(row, reader, number, seen, findings) for row in rows),
                slots.phase_slots(found, shown),
            )
            for (number, title), (first, _), rows, found in zip(
                numbered, ends, raw, summaries, strict=True
            )
        )
        total = slots.total_segments(self.text, lines, ends, headings, self.words)
        dialect = self._dialect(sections, total, legend)
        return Tracker(self.text, sections, total, dialect, tuple(findings))

    def _has_number(self, heading: Block) -> bool:
        return self.words.heading(heading.text_span.of(self.text)).number is not None

    def _numbered(self, headings: Sequence[Block | None]) -> list[tuple[int, str]]:
        read = [
            self.words.heading(heading.text_span.of(self.text)) if heading else None
            for heading in headings
        ]
        numbers = [one.number for one in read if one and one.number is not None]
        unique = len(set(numbers)) == len(numbers)
        taken = set(numbers) if unique else set()
        result = []
        for place, one in enumerate(read, 1):
            number = one.number if one and unique else None
            if number is None:
                number = place
                while number in taken:
                    number += 1
                taken.add(number)
            result.append((number, one.title if one else ""))
        return result

    def _rows(self, source: TaskTable) -> Iterator[_RawRow]:
        names = [self._name(source, row.cells) for row in source.table.rows]
        ids = [task for task, _ in names if task]
        named = (
            len(ids) * 2 > len(names) and max(Counter(ids).values(), default=0) * 2 <= len(ids) + 1
        )
        if not named and Role.ID not in source.roles:
            titles = [self._cell(source, row.cells, Role.TASK) for row in source.table.rows]
            names = list(zip(self._counted(source), titles, strict=True))
        for row, (task, title) in zip(source.table.rows, names, strict=True):
            if not (task or title) or self._sums(title or task):
                continue
            if named and not task and not self._cell(source, row.cells, Role.STATUS):
                continue
            yield _RawRow(task or title, title, source, row)

    def _counted(self, source: TaskTable) -> list[str]:
        """What names each row by its day, or week: blanks unless every row has a number there."""
        role = Role.DAY if Role.DAY in source.roles else Role.PHASE
        shown = [self._cell(source, row.cells, role) for row in source.table.rows]
        unique = len(set(shown)) == len(shown)
        return shown if unique and all(map(_COUNT.fullmatch, shown)) else [""] * len(shown)

    def _name(self, source: TaskTable, cells: Sequence[Cell]) -> tuple[str, str]:
        title = self._cell(source, cells, Role.TASK)
        if Role.ID in source.roles:
            own = self._cell(source, cells, Role.ID)
            if own and title:
                return own, title
            title = own or title
        match = _ID.match(title)
        if match is None:
            return "", title
        return match["id"], title[match.end() :].strip(" \t:：.、,，)）—–-") or title

    def _cell(self, source: TaskTable, cells: Sequence[Cell], role: Role) -> str:
        column = source.roles.get(role)
        if column is None or column >= len(cells):
            return ""
        return inline.plain(tables.unescape(cells[column].content.of(self.text))).strip()

    def _sums(self, title: str) -> bool:
        """True for a row that adds up the others: 合计, Total."""
        word = self.words.summary_label.match(title) or self.words.total_label.match(title)
        return word is not None and word.end() >= len(title) - 1

    def _row(
        self,
        raw: _RawRow,
        reader: CellReader,
        phase: int,
        seen: dict[str, int],
        findings: list[Finding],
    ) -> Row:
        here, cells_of, line = raw.row, raw.row.cells, raw.row.line + 1
        width = len(cells_of)
        columns = raw.source.fields
        cells = {name: cells_of[column] for name, column in columns.items() if column < width}
        shown = {name: cell.content.of(self.text) for name, cell in cells.items()}
        status = reader.status(shown.get(FieldName.STATUS, ""))
        if status is None:
            findings.append(
                Finding(
                    "status-unknown",
                    {"text": shown[FieldName.STATUS]},
                    line=line,
                    task=raw.id,
                    phase=phase,
                )
            )
        if raw.id in seen:
            findings.append(
                Finding(
                    "task-duplicate", {"first": seen[raw.id]}, line=line, task=raw.id, phase=phase
                )
            )
        seen.setdefault(raw.id, line)
        estimate = raw.source.roles.get(Role.ESTIMATE)
        effort = (
            cells_of[estimate].content.of(self.text)
            if estimate is not None and estimate < width
            else ""
        )
        return Row(
            id=raw.id,
            title=raw.title,
            line=line,
            table=raw.source.table,
            row=here,
            cells=cells,
            columns=columns,
            status=status,
            estimate=reader.effort(effort),
            started=reader.date(shown.get(FieldName.STARTED, "")),
            finished=reader.date(shown.get(FieldName.FINISHED, "")),
            actual=reader.hours(shown.get(FieldName.ACTUAL, "")),
        )

    def _legend_lines(self) -> Iterator[list[str]]:
        """The lines of every block that holds no tasks; adjoining list items stand together."""
        taken = {t.table.first for t in self.found}
        run: list[str] = []
        previous: Block | None = None
        for block in self.document.blocks:
            together = block.kind == "item" and previous is not None and previous.kind == "item"
            if not together and run:
                yield run
                run = []
            if block.kind in {"item", "paragraph", "table"} and block.first not in taken:
                run += [self.document.line(line) for line in range(block.first, block.last)]
            previous = block
        if run:
            yield run

    def _dialect(
        self, sections: Sequence[Section], total: Sequence[Slot], legend: Legend
    ) -> Dialect:
        rows = [row for section in sections for row in section.rows]
        states = (
            (row.status, row.cells[FieldName.STATUS].content.of(self.text))
            for row in rows
            if row.status is not None and FieldName.STATUS in row.cells
        )
        dates = (date for row in rows for date in (row.started, row.finished) if date is not None)
        notes = (
            (row.id, row.title, row.cells[FieldName.NOTES].content.of(self.text))
            for row in rows
            if FieldName.NOTES in row.cells
        )
        return Dialect(
            locale=self.locale,
            lexicon=self.words,
            legend=legend,
            statuses=status_texts(states, legend, self.locale, self.words),
            dates=usual_style(dates),
            link=link_manner(notes, self.locale),
            blank=slots.usual_blank(
                self.text, [*(slot for one in sections for slot in one.slots.values()), *total]
            ),
            hours=self._hours_style(rows),
        )

    def _hours_style(self, rows: Iterable[Row]) -> HoursStyle:
        """How cells write time spent; a zero stands there from the beginning and shows nothing."""
        cells = (row.cells[FieldName.ACTUAL] for row in rows if row.actual)
        usual = usual_hours((cell.value(self.text) for cell in cells), self.words.units)
        return usual._replace(point=usual_point(self.text, self.words.units))


def _phases(
    found: Sequence[TaskTable], headings: Sequence[Block], has_number: Callable[[Block], bool]
) -> Iterator[tuple[Block | None, list[TaskTable]]]:
    """The tables of each phase that has any; tables before every heading come first.

    A phase is the nearest heading above, or the numbered one that this one is a part of.
    """
    levels = Counter(heading.level for heading in headings)
    groups: dict[int, tuple[Block | None, list[TaskTable]]] = {}
    rest = iter([*headings, None])
    heading = next(rest)
    above: list[Block] = []
    for one in found:
        while heading is not None and heading.first < one.table.first:
            above = [outer for outer in above if outer.level < heading.level] + [heading]
            heading = next(rest)
        chain = [
            outer for outer in reversed(above) if levels[outer.level] > 1 and has_number(outer)
        ]
        phase = next(iter(chain), above[-1] if above else None)
        groups.setdefault(phase.first if phase else -1, (phase, []))[1].append(one)
    yield from groups.values()


def _section_end(headings: Sequence[Block], own: Block | None, phases: Sequence[Block]) -> int:
    """The line where a phase ends: at the next phase, or heading of its own level or above."""
    first, level = (own.first, own.level) if own else (-1, 0)
    starts = {phase.first for phase in phases}
    for heading in headings:
        if heading.first > first and (heading.level <= level or heading.first in starts):
            return heading.first
    return 10**9
