"""Markdown -> tracker: which tables hold tasks, which headings are phases, what is stated."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache, partial
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
from studytrack.tracker.lexicon import Lexicon, Role, lexicon
from studytrack.tracker.shape import Row, Section, Slot, Tracker
from studytrack.values import (
    HoursStyle,
    usual_hours,
    usual_style,
)

if TYPE_CHECKING:
    from studytrack.locales import Locale
    from studytrack.markdown.blocks import Block, Document
    from studytrack.markdown.tables import Table

_FIELDS = {
    Role.STATUS: FieldName.STATUS,
    Role.STARTED: FieldName.STARTED,
    Role.FINISHED: FieldName.FINISHED,
    Role.ACTUAL: FieldName.ACTUAL,
    Role.NOTES: FieldName.NOTES,
}
# In a loop over rows: to look up an enum's member takes long in Python 3.11.
_STATUS, _STARTED, _FINISHED = FieldName.STATUS, FieldName.STARTED, FieldName.FINISHED
_ACTUAL, _NOTES, _ESTIMATE = FieldName.ACTUAL, FieldName.NOTES, Role.ESTIMATE

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
    words = lexicon()
    every = tables.tables(document)
    read_as = partial(task_table, role_of=cache(words.role))
    found = [one for table in every if (one := read_as(table)) is not None]
    if not found and _BOXES.search(text) is None:
        found = [one for table in every if (one := read_as(table, phases=True)) is not None]
    if not found:
        raise TrackerError(
            "no table of tasks: it needs a header with a task (or id) column and a status column, "
            "such as | Task | Status |"
        )
    language = locales.nearest(locale) if locale else guess_locale(text)
    return _Reader(document, found, words, language).tracker()


def guess_locale(text: str) -> Locale:
    """The locale that a text is most likely written in, by the letters of its first part."""
    sample = text[:20_000]
    han = sum("一" <= char <= "鿿" for char in sample)
    letters = sum(char.isascii() and char.isalpha() for char in sample)
    return locales.load("zh-CN" if han * 4 > letters else "en")


def task_table(
    table: Table,
    role_of: Callable[[str], tuple[Role, int] | None],
    *,
    phases: bool = False,
) -> TaskTable | None:
    """The table with its columns' roles, or None where it holds no tasks.

    Only a status and a task or an id are required; a table that begins with phases repeats
    them and is no table of tasks, unless the text has no other tasks (``phases``): then a row
    without a task is its week, module or chapter.
    """
    best: dict[Role, tuple[int, int]] = {}
    for column in range(len(table.header.pieces)):
        found = role_of(table.header.content(column))
        if found is not None and found[1] > best.get(found[0], (0, 0))[0]:
            best[found[0]] = (found[1], column)
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


def _named(title: str) -> tuple[str, str]:
    """The id that a title begins with, and the title without it; no id where it has none."""
    match = _ID.match(title)
    if match is None:
        return "", title
    return match["id"], title[match.end() :].strip(" \t:：.、,，)）—–-") or title


def _counted(source: TaskTable) -> list[str]:
    """What names each row by its day, or week: blanks unless every row has a number there."""
    shown = _column(source, Role.DAY if Role.DAY in source.roles else Role.PHASE)
    unique = len(set(shown)) == len(shown)
    return shown if unique and all(map(_COUNT.fullmatch, shown)) else [""] * len(shown)


def _column(source: TaskTable, role: Role) -> list[str]:
    """What the column of this role says, row by row; blanks where there is none."""
    column = source.roles.get(role)
    if column is None:
        return [""] * len(source.table.rows)
    return [_shown(row, column) for row in source.table.rows]


def _shown(row: tables.Row, column: int) -> str:
    if column >= len(row.pieces):
        return ""
    return inline.plain(tables.unescape(row.content(column))).strip()


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
        starts = {heading.first for heading, _ in phases if heading}
        ends = [
            (heading.first if heading else -1, _section_end(headings, heading, starts))
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
        titles, own = _column(source, Role.TASK), _column(source, Role.ID)
        names = [
            (task, title) if task and title else _named(task or title)
            for task, title in zip(own, titles, strict=True)
        ]
        ids = [task for task, _ in names if task]
        named = (
            len(ids) * 2 > len(names) and max(Counter(ids).values(), default=0) * 2 <= len(ids) + 1
        )
        if not named and Role.ID not in source.roles:
            names = list(zip(_counted(source), titles, strict=True))
        for row, (task, title) in zip(source.table.rows, names, strict=True):
            if not (task or title) or self._sums(title or task):
                continue
            if named and not task and not _shown(row, source.roles[Role.STATUS]):
                continue
            yield _RawRow(task or title, title, source, row)

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
        task, title, source, here = raw
        line, columns, width = here.line + 1, source.fields, len(here.pieces)
        if width < len(source.table.alignments):
            columns = {name: column for name, column in columns.items() if column < width}
        shown = {name: here.content(column) for name, column in columns.items()}
        status = reader.status(shown.get(_STATUS, ""))
        if status is None:
            values = {"text": shown[_STATUS]}
            findings.append(Finding("status-unknown", values, line=line, task=task, phase=phase))
        first = seen.setdefault(task, line)
        if first != line:
            findings.append(
                Finding("task-duplicate", {"first": first}, line=line, task=task, phase=phase)
            )
        estimate = source.roles.get(_ESTIMATE, width)
        return Row(
            task,
            title,
            line,
            source.table,
            here,
            shown,
            source.fields,
            status,
            reader.effort(here.content(estimate) if estimate < width else ""),
            reader.date(shown.get(_STARTED, "")),
            reader.date(shown.get(_FINISHED, "")),
            reader.hours(shown.get(_ACTUAL, "")),
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
            (row.status, row.texts[_STATUS])
            for row in rows
            if row.status is not None and _STATUS in row.texts
        )
        dates = (date for row in rows for date in (row.started, row.finished) if date is not None)
        notes = ((row.id, row.title, row.texts[_NOTES]) for row in rows if _NOTES in row.texts)
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
        texts = (tables.unescape(row.texts[FieldName.ACTUAL]) for row in rows if row.actual)
        return usual_hours(texts, self.words.units)


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


def _section_end(headings: Sequence[Block], own: Block | None, starts: AbstractSet[int]) -> int:
    """The line where a phase ends: at the next phase, or heading of its own level or above."""
    first, level = (own.first, own.level) if own else (-1, 0)
    for heading in headings:
        if heading.first > first and (heading.level <= level or heading.first in starts):
            return heading.first
    return 10**9
