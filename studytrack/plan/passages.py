"""The lines of a plan that may say something, one by one, in their order."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from studytrack.markdown import inline
from studytrack.markdown.rows import BLANKS
from studytrack.patterns import pattern
from studytrack.tracker.marks import BOX
from studytrack.tracker.phases import INSIDE
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from studytrack.markdown.blocks import Block, Document, Kind

_BULLET = pattern(r"(?:[-*+]|(?P<number>[0-9]{1,9})[.)])$")
_BLANKS = pattern(r"\s+")


class Passage(NamedTuple):
    """A heading, a line of a paragraph, an item of a list, or a table.

    Attributes:
        block: that it is, or is a part of.
        kind: what it is itself; a line that begins something else in an item is a paragraph's.
        first: its line, from 0.
        depth: an item's in lists, from 1; else 0.
        text: its Markdown, on one line.
        plain: the same as a reader sees it.
        bullet: what begins an item: ``number``, ``mark``, or nothing where it goes on.
    """

    block: Block
    kind: Kind
    first: int
    depth: int
    text: str
    plain: str
    bullet: str = ""

    @property
    def level(self) -> int:
        """Headings of this level and below are not above it."""
        return self.block.level if self.kind == "heading" else INSIDE


def passages(document: Document, begins: Callable[[str], bool]) -> Iterator[Passage]:
    """Every passage of a text; fences, quotes, comments and the like are none.

    Args:
        document: the text.
        begins: whether a line begins something of its own, though it stands right below an item
            or in the middle of a paragraph.
    """
    for block in document.blocks:
        first = document.line_at(block.starts.start)
        match block.kind:
            case "heading":
                yield _passage(block, block.kind, first, block.text_span.of(document.text))
            case "item":
                yield from _item(document, block, first, begins)
            case "paragraph":
                for line, text in enumerate(_lines(document, block, first), first):
                    yield _passage(block, block.kind, line, text)
            case "table":
                yield Passage(block, block.kind, block.first, 0, "", "")


def _passage(block: Block, kind: Kind, first: int, text: str) -> Passage:
    whole = _BLANKS.sub(" ", text).strip(BLANKS)
    return Passage(block, kind, first, 0, whole, inline.plain(whole))


def _lines(document: Document, block: Block, first: int) -> Iterator[str]:
    yield block.starts.of(document.text)
    for line in range(first + 1, block.last):
        yield document.line(line)


def _item(
    document: Document, block: Block, first: int, begins: Callable[[str], bool]
) -> Iterator[Passage]:
    """An item, and the lines of others that stand right below it without a blank between."""
    own, *rest = _lines(document, block, first)
    begun = [
        line
        for line, text in enumerate(rest, first + 1)
        if text[:1] not in {" ", "\t", ""} and begins(text)
    ]
    cuts = [line - first for line in begun]
    lines = [own, *rest]
    whole = "\n".join(lines[: cuts[0] if cuts else None])
    yield _passage(block, block.kind, first, whole)._replace(
        depth=block.level, bullet=_bullet(document, block, first)
    )
    for cut, end in pairwise([*cuts, len(lines)]):
        yield _passage(block, "paragraph", first + cut, "\n".join(lines[cut:end]))


def _bullet(document: Document, block: Block, first: int) -> str:
    before = document.text[document.lines[first].start : block.starts.start]
    found = _BULLET.search(before.rstrip())
    if found is None:
        return ""
    return "number" if found["number"] else "mark"


def step(text: str) -> str:
    """An item's text without its box."""
    box = BOX.match(text)
    return text[box.end() :].lstrip() if box else text
