"""Why a text is no tracker: what of tasks was found in it, and what would make it one."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from studytrack.errors import NoTasksError
from studytrack.markdown.inline import plain
from studytrack.markdown.tables import unescape
from studytrack.patterns import pattern
from studytrack.tracker import items
from studytrack.tracker.lexicon import Role
from studytrack.tracker.marks import BOX
from studytrack.values import is_blank, is_placeholder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from studytrack.markdown.blocks import Block, Document
    from studytrack.markdown.tables import Table
    from studytrack.tracker.items import Bullet
    from studytrack.tracker.lexicon import Lexicon

_ITEMS = "items such as - [ ] 1.1 Title"
_COLUMNS = "a header needs a task (or id) column and a status column, such as | Task | Status |"
_HIDDEN = {
    "<!--": ("only in a comment", "take them out of it"),
    "<": ("only as HTML, which is not read", "write them as Markdown"),
    ">": ("only in a quote", "take them out of it"),
    "```": ("all of it stands in a code fence", "take the fence away"),
    "~~~": ("all of it stands in a code fence", "take the fence away"),
}
"""Where tasks do not count, by how that begins: what is said of it, and the remedy."""

_TASKS = pattern(
    rf"^[ \t>]*(?:(?:[-*+]|\d{{1,9}}[.)])[ \t]+{BOX.pattern}|\|.*\|)|<(?:table|td)\b",
    re.MULTILINE | re.IGNORECASE,
)
_MOST_HEADERS = 8
_LONGEST_HEADER = 24


def refusal(
    document: Document, tables: Sequence[Table], bullets: Sequence[Bullet], words: Lexicon
) -> NoTasksError:
    """The error that a text without tasks is.

    Args:
        document: the text.
        tables: all that it has.
        bullets: its items with boxes.
        words: the words of headers.
    """
    reasons = (*_of_tables(tables, words), *_of_bullets(document, bullets, words))
    found, remedy = next(
        iter((*reasons, *_hidden(document))), ("", f"{_COLUMNS}, or write {_ITEMS}")
    )
    return NoTasksError(found, remedy)


def _of_tables(tables: Sequence[Table], words: Lexicon) -> Iterator[tuple[str, str]]:
    """What the tables lack, by the one that lacks least."""
    if not tables:
        return
    role_of = cache(words.role)
    known = {
        place: {found[0] for header in _headers(table) if (found := role_of(header))}
        for place, table in enumerate(tables)
    }
    best = max(known, key=lambda place: (Role.STATUS in known[place], len(tables[place].rows)))
    lacking = "rows" if known[best] >= {Role.STATUS, Role.TASK} else "a task (or id) column"
    if Role.STATUS not in known[best]:
        lacking = "a status column"
    headers = _shown(_headers(tables[best]))
    yield f"{_counted(len(tables), 'table')}, none with {lacking} (headers: {headers})", _COLUMNS


def _headers(table: Table) -> list[str]:
    return [unescape(table.header.content(i)) for i in range(len(table.header.pieces))]


def _shown(headers: Iterable[str]) -> str:
    texts = [" ".join(plain(header).split()) or "(blank)" for header in headers]
    short = [
        text if len(text) <= _LONGEST_HEADER else text[: _LONGEST_HEADER - 1] + "…"
        for text in texts[:_MOST_HEADERS]
    ]
    return ", ".join([*short, "…"] if len(texts) > _MOST_HEADERS else short)


def _of_bullets(
    document: Document, bullets: Sequence[Bullet], words: Lexicon
) -> Iterator[tuple[str, str]]:
    if not bullets:
        return
    titles = (items.title_of(document, one, words) for one in bullets)
    titled = any(not is_blank(title) and not is_placeholder(title) for title in titles)
    where = "all in a legend" if titled else "all of them blank"
    yield f"{_counted(len(bullets), 'box', 'boxes')}, {where}", f"add {_ITEMS}"


def _hidden(document: Document) -> Iterator[tuple[str, str]]:
    """What looks like tasks where none count."""
    for block in document.blocks:
        text = block.text_span.of(document.text)
        begins = next((one for one in _HIDDEN if text.startswith(one)), None)
        if begins is not None and _looks_like_tasks(block, document):
            yield _HIDDEN[begins]


def _looks_like_tasks(block: Block, document: Document) -> bool:
    lines = (document.line(line) for line in range(block.first, block.last))
    return any(_TASKS.search(line) for line in lines)


def _counted(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or f'{one}s'}"
