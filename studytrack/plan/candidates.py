"""What may be a task of a plan, and by what it is known."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from studytrack.markdown import inline, tables
from studytrack.patterns import pattern
from studytrack.tracker.lexicon import Role, folded
from studytrack.tracker.marks import BOX
from studytrack.tracker.naming import are_ids, split_name
from studytrack.tracker.task_tables import header_roles, seen
from studytrack.tuples import NamedTuple
from studytrack.values import read_effort

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from studytrack.markdown.blocks import Document
    from studytrack.markdown.tables import Row, Table
    from studytrack.plan.passages import Passage
    from studytrack.plan.words import Words
    from studytrack.terms import Effort

_NUMBERED = pattern(r"[#A-Za-z]{0,8}-?[0-9]{1,6}[.-][0-9]{1,6}")
"""What an id begins with that no words have to announce."""


class Sign(IntEnum):
    """What a task is known by, the surest first."""

    LABEL = 0  # Task 1.1
    ROW = 1
    HEADING = 2  # ### 1.1 Set up
    BOX = 3
    ID = 4  # 1.1 Set up
    NUMBER = 5  # 1. Set up
    ESTIMATE = 6  # - Set up (2 h)


_NAMED = frozenset({Sign.LABEL, Sign.HEADING, Sign.ID})
"""Signs that are ids themselves."""


class Candidate(NamedTuple):
    """A passage, or a table's row, that may be a task.

    Attributes:
        name: the id that it begins with, or blank.
        unread: what stands in the place of an estimate and is none.
    """

    sign: Sign
    passage: Passage
    first: int
    name: str
    title: str
    estimate: Effort | None
    unread: str = ""

    @property
    def level(self) -> int:
        """Headings of this level and below are not above it."""
        return self.passage.level


def candidates(document: Document, found: Iterable[Passage], words: Words) -> Iterator[Candidate]:
    """All that may be tasks, in their order."""
    for passage in found:
        if passage.kind == "table":
            yield from _rows(document, passage, words)
        elif (one := _candidate(passage, words)) is not None:
            yield one


def _candidate(passage: Passage, words: Words) -> Candidate | None:
    box = BOX.match(passage.text) if passage.bullet else None
    body = passage.plain[len(box[0]) :].lstrip() if box else passage.plain
    title, estimate, unread = words.titled(body)
    name, rest = split_name(title, words.lexicon)
    called = labelled(title, words)
    if called is not None:
        sign, (name, rest) = Sign.LABEL, called
    elif passage.kind == "heading":
        if passage.level == 1 or not _NUMBERED.match(name):
            return None
        sign = Sign.HEADING
    elif box:
        sign = Sign.BOX
    elif _NUMBERED.match(name):
        sign = Sign.ID
    elif passage.bullet == "number":
        sign, name, rest = Sign.NUMBER, "", title
    elif passage.bullet:
        sign, name, rest = Sign.ESTIMATE, "", title
    else:
        return None
    return Candidate(sign, passage, passage.first, name, rest, estimate, unread)


def begins(line: str, words: Words) -> bool:
    """Whether a line begins with an id, a word for a task, or in bold with another such word."""
    shown = inline.plain(line)
    if _NUMBERED.match(shown) or labelled(shown, words):
        return True
    return line.startswith(("**", "__")) and words.opens(shown)


def labelled(title: str, words: Words) -> tuple[str, str] | None:
    """The id and the title behind a word for a task: ``任务1.1：环境准备``."""
    label = words.task.match(title)
    if label is None:
        return None
    rest = title[label.end() :]
    name, behind = split_name(rest, words.lexicon)
    if name:
        return name, behind
    counted = words.lexicon.heading(rest)
    return ("", counted.title) if counted.number is not None and not counted.word else None


def _rows(document: Document, passage: Passage, words: Words) -> Iterator[Candidate]:
    """The rows of a table with tasks or ids; one that begins with phases repeats them."""
    table = tables.table(document, passage.block)
    roles = _with_hours(table, words)
    if not {Role.TASK, Role.ID} & {*roles} or roles.get(Role.PHASE) == 0:
        return
    for row in table.rows:
        name, title = _named(row, roles, words)
        if not title or words.lexicon.sums_up(title):
            continue
        shown = _cell(row, roles, Role.ESTIMATE)
        estimate, unread = read_effort(shown, words.lexicon.units), shown
        if Role.ESTIMATE not in roles:
            title, estimate, unread = words.titled(title)
        yield Candidate(
            Sign.ROW, passage, row.line, name, title, estimate, "" if estimate else unread
        )


def _with_hours(table: Table, words: Words) -> Mapping[Role, int]:
    """The columns; hours are estimates in a plan, as nothing is spent yet."""
    roles = header_roles(table, words.lexicon.role)
    hours = (
        column
        for column in range(len(table.header.pieces))
        if folded(seen(table.header, column)) in words.lexicon.units.hour
    )
    planned = next(hours, roles.get(Role.ACTUAL))
    return roles if planned is None else {Role.ESTIMATE: planned, **roles}


def _named(row: Row, roles: Mapping[Role, int], words: Words) -> tuple[str, str]:
    own, title = _cell(row, roles, Role.ID), _cell(row, roles, Role.TASK)
    if own and title:
        return own, title
    return labelled(own or title, words) or split_name(own or title, words.lexicon)


def _cell(row: Row, roles: Mapping[Role, int], role: Role) -> str:
    return seen(row, roles[role]) if role in roles else ""


def without_ids(found: Sequence[Candidate]) -> list[Candidate]:
    """The same, without names that tell too few of them apart to be ids, and are not meant so."""
    if found[0].sign in _NAMED or are_ids((one.name for one in found), len(found)):
        return list(found)
    return [one._replace(name="") for one in found]
