"""Tasks in tables: which tables hold them, what their columns hold, and every row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.markdown import inline, tables
from studytrack.patterns import pattern
from studytrack.terms import FieldName
from studytrack.tracker.lexicon import FIELDS, Lexicon, Role
from studytrack.tracker.naming import are_ids, split_name
from studytrack.tracker.phases import INSIDE
from studytrack.tracker.shape import Row, TableRow
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import timedelta

    from studytrack.markdown.tables import Table
    from studytrack.terms import Effort, Status
    from studytrack.tracker.cells import CellReader
    from studytrack.values import WrittenDate

_COUNT = pattern(r"[^\W\d]{0,8} ?\d{1,4} ?[^\W\d]{0,2}")
"""A day's or a week's number: ``7``, ``Day 7``, ``第7天``."""


class TaskTable(NamedTuple):
    """A table with tasks in its rows, and what its columns hold; ``fields`` are those written."""

    table: Table
    roles: Mapping[Role, int]
    fields: Mapping[FieldName, int]

    @property
    def first(self) -> int:
        """Its first line, from 0."""
        return self.table.first

    @property
    def level(self) -> int:
        """Below every heading."""
        return INSIDE


def task_table(
    table: Table,
    role_of: Callable[[str], tuple[Role, int] | None],
    ticks: Callable[[str], bool],
    *,
    phases: bool = False,
) -> TaskTable | None:
    """The table with its columns' roles, or None where it holds no tasks.

    Only a status and a task or an id are required; a table that begins with phases repeats
    them and is no table of tasks, unless the text has no other tasks (``phases``): then a row
    without a task is its week, module or chapter. Where no header says status, boxes and ticks
    may: below a blank, a ✅ or ``Completed``.

    Args:
        table: the table.
        role_of: what a header means, and how sure that is.
        ticks: whether a text is a box, a tick or an answer such as Yes, and nothing else.
        phases: whether a table that begins with phases may hold tasks.
    """
    roles = header_roles(table, role_of)
    if Role.STATUS not in roles:
        roles = _with_ticks(table, roles, ticks)
    first = roles.get(Role.PHASE) == 0
    if first and phases:
        roles.setdefault(Role.TASK, 0)
    has_name = Role.TASK in roles or Role.ID in roles
    if Role.STATUS not in roles or not has_name or (first and not phases) or not table.rows:
        return None
    fields = {name: roles[role] for role, name in FIELDS.items() if role in roles}
    return TaskTable(table, roles, fields)


def header_roles(
    table: Table, role_of: Callable[[str], tuple[Role, int] | None]
) -> dict[Role, int]:
    """The column of each role, the one whose header says it most surely."""
    best: dict[Role, tuple[int, int]] = {}
    for column in range(len(table.header.pieces)):
        found = role_of(table.header.content(column))
        if found is not None and found[1] > best.get(found[0], (0, 0))[0]:
            best[found[0]] = (found[1], column)
    return {role: column for role, (_, column) in best.items()}


def _with_ticks(
    table: Table, roles: Mapping[Role, int], ticks: Callable[[str], bool]
) -> dict[Role, int]:
    """The roles with the status in a column of nothing but ticks, if its header allows that."""
    named = {column: role for role, column in roles.items()}
    for column in range(len(table.header.pieces)):
        header = seen(table.header, column)
        free = named.get(column) is Role.FINISHED or not header or ticks(header)
        cells = [shown for row in table.rows if (shown := seen(row, column))] if free else []
        if cells and all(map(ticks, cells)):
            others = {role: place for role, place in roles.items() if place != column}
            return {**others, Role.STATUS: column}
    return dict(roles)


def table_tasks(source: TaskTable, words: Lexicon, reader: CellReader) -> Iterator[Row]:
    """The tasks in a table; rows that say nothing, and those that add up the others, are none."""
    table, roles, fields = source
    names, named = _names(source, words)
    columns = {name: table.contents(column) for name, column in fields.items()}
    full = len(table.alignments)
    for row, (task, title), contents, values in zip(
        table.rows,
        names,
        zip(*columns.values(), strict=True),
        _values(source, columns, reader),
        strict=True,
    ):
        if not (task or title) or words.sums_up(title or task):
            continue
        if named and not task and not seen(row, roles[Role.STATUS]):
            continue
        texts = dict(zip(fields, contents, strict=True))
        if len(row.pieces) < full:
            texts = {name: texts[name] for name in fields if fields[name] < len(row.pieces)}
        place = TableRow(table, row, fields, roles)
        yield Row(task or title, title, row.line + 1, place, texts, fields, *values)


def _names(source: TaskTable, words: Lexicon) -> tuple[list[tuple[str, str]], bool]:
    """The id and the title of each row, and whether ids are what its tasks are told by."""
    titles, own = _column(source, Role.TASK), _column(source, Role.ID)
    names = [
        (task, title) if task and title else split_name(task or title, words)
        for task, title in zip(own, titles, strict=True)
    ]
    named = are_ids((task for task, _ in names), len(names))
    if not named and Role.ID not in source.roles:
        names = list(zip(_counted(source), titles, strict=True))
    return names, named


_Values = tuple[
    "Status | None", "Effort | None", "WrittenDate | None", "WrittenDate | None", "timedelta | None"
]


def _values(
    source: TaskTable, columns: Mapping[FieldName, list[str]], reader: CellReader
) -> Iterator[_Values]:
    """What each row says, column by column: status, estimate, start, end and hours."""
    none = [""] * len(source.table.rows)
    written = columns[FieldName.STATUS]
    states = list(map(reader.status, written))
    ends = (
        map(reader.date, columns[FieldName.FINISHED])
        if FieldName.FINISHED in columns
        else map(reader.finish_beside, written, states)
    )
    return zip(
        states,
        map(reader.effort, _contents(source, Role.ESTIMATE)),
        map(reader.date, columns.get(FieldName.STARTED, none)),
        ends,
        map(reader.hours, columns.get(FieldName.ACTUAL, none)),
        strict=True,
    )


def _counted(source: TaskTable) -> list[str]:
    """What names each row by its day, or week: blanks unless every row has a number there."""
    shown = _column(source, Role.DAY if Role.DAY in source.roles else Role.PHASE)
    unique = len(set(shown)) == len(shown)
    return shown if unique and all(map(_COUNT.fullmatch, shown)) else [""] * len(shown)


def _contents(source: TaskTable, role: Role) -> list[str]:
    """What stands in the column of this role, row by row; blanks where there is none."""
    column = source.roles.get(role)
    return [""] * len(source.table.rows) if column is None else source.table.contents(column)


def _column(source: TaskTable, role: Role) -> list[str]:
    """What the column of this role says, row by row; blanks where there is none."""
    contents = _contents(source, role)
    marked = inline.is_marked("".join(contents))
    return [_plain(one) if marked else one.strip() for one in contents]


def seen(row: tables.Row, column: int) -> str:
    """What a reader sees in a cell; nothing where the row is too short for it."""
    return _plain(row.content(column)) if column < len(row.pieces) else ""


def _plain(content: str) -> str:
    return inline.plain(tables.unescape(content)).strip()
