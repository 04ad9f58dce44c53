"""Edits of a document that leave its structure alone, or are not made at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.markdown.blocks import Block, Document, read
from studytrack.markdown.rows import count
from studytrack.markdown.spans import apply
from studytrack.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from studytrack.markdown.spans import Edit

_ENDING = pattern(r"\r\n|\r|\n")


class EditRefused(ValueError):  # noqa: N818 - says what happened to the edit
    """An edit would have changed more than the cell or the field that it is meant for."""


def replace(document: Document, edits: Iterable[Edit]) -> str:
    r"""The document's text with the edits made.

    Raises:
        EditRefused: The edits overlap, or the result, read again, has other lines, other
            blocks, or a row with more or fewer cells than before.

    >>> from studytrack.markdown.spans import Edit, Span
    >>> replace(read("| a |\n|---|\n| b |\n"), [Edit(Span(13, 16), " c ")])
    '| a |\n|---|\n| c |\n'
    """
    wanted = tuple(edits)
    try:
        text = apply(document.text, wanted)
    except ValueError as error:
        raise EditRefused(str(error)) from error
    if not wanted:
        return text
    if _ENDING.findall(text) != _ENDING.findall(document.text):
        line = document.line_at(min(wanted).span.start) + 1
        raise EditRefused(f"line {line}: the edits would change the line breaks; leave them out")
    after = read(text)
    _compare_blocks(document.blocks, after.blocks)
    _compare_rows(document, after)
    return text


def _compare_blocks(before: Sequence[Block], after: Sequence[Block]) -> None:
    shapes = (
        [(one.kind, one.level, one.first, one.last) for one in blocks] for blocks in (before, after)
    )
    for old, new in zip(*shapes, strict=False):
        if old != new:
            raise EditRefused(
                f"line {old[2] + 1}: the edits would make of the {old[0]} here "
                f"a {new[0]} on lines {new[2] + 1} to {new[3]}"
            )
    if len(before) != len(after):
        raise EditRefused("the edits would change the blocks at the document's end")


def _compare_rows(before: Document, after: Document) -> None:
    for block in before.blocks:
        for line in range(block.first, block.last) if block.kind == "table" else ():
            if before.line(line) == after.line(line):
                continue
            old, new = (count(one.text, one.lines[line]) for one in (before, after))
            if old != new:
                raise EditRefused(
                    f"line {line + 1}: the edits would change the row from {old} to {new} cells; "
                    "escape the pipes of its values"
                )
