"""What stands beneath a task in a list, or below its heading: ``Finished: 2026-03-02``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.markdown.rows import BLANKS
from studytrack.markdown.spans import Span
from studytrack.patterns import pattern
from studytrack.tracker.lexicon import FIELDS, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from studytrack.markdown.blocks import Block, Document
    from studytrack.terms import FieldName
    from studytrack.tracker.lexicon import Lexicon

_LABEL = pattern(
    r"(?:[-*+][ \t]+)?[*_]{0,2}(?P<label>[^:：\r\n]{1,40}?)[*_]{0,2}[:：][*_]{0,2}[ \t]*"
)
_SURE = 3
"""How sure a label's role is where it is a column's name as a whole."""


def details(document: Document, blocks: Iterable[Block], words: Lexicon) -> dict[Role, Span]:
    """The places of values whose labels are the names of columns, the first of each."""
    found: dict[Role, Span] = {}
    for block in blocks:
        if block.kind not in {"item", "paragraph"}:
            continue
        first = document.line_at(block.starts.start)
        spans = (block.starts, *document.lines[first + 1 : block.last])
        for span in spans:
            _read(document.text, span, words, found)
    return found


def is_detail(document: Document, block: Block, words: Lexicon) -> bool:
    """Whether a block begins with such a label."""
    found: dict[Role, Span] = {}
    _read(document.text, block.starts, words, found)
    return bool(found)


def _read(text: str, span: Span, words: Lexicon, found: dict[Role, Span]) -> None:
    line = span.of(text).rstrip(BLANKS)
    match = _LABEL.match(line)
    role = words.role(match["label"]) if match else None
    if match is not None and role is not None and role[1] == _SURE:
        found.setdefault(role[0], Span(span.start + match.end(), span.start + len(line)))


def fields(found: Mapping[Role, Span]) -> dict[FieldName, Span]:
    """Those that may be written."""
    return {FIELDS[role]: span for role, span in found.items() if role in FIELDS}
