"""Lists of criteria, which a heading, a paragraph or an item announces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.markdown import inline
from studytrack.markdown.spans import Span
from studytrack.patterns import pattern
from studytrack.tracker.criteria.labels import LONGEST_LABEL, Label, label
from studytrack.tracker.criteria.stated import SIGN, StatedCriterion
from studytrack.tracker.marks import BOX
from studytrack.tracker.naming import split_name
from studytrack.tuples import NamedTuple
from studytrack.values import is_blank, is_placeholder
from studytrack.wording import compared, without_signs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from studytrack.markdown.blocks import Block, Document
    from studytrack.tracker.lexicon import Heading, Lexicon

_COLONS = tuple(":：")
_EMPHASISED = pattern(r"(\*\*|__)(?!\1).*\1[:：]?")


class Announced(NamedTuple):
    """A list of criteria with what announces it.

    Attributes:
        line: where it is announced, from 0.
        phase: the heading that is named there: ``Phase 2``; None where none is.
        criteria: the outermost items.
        blocks: the first lines of all blocks that belong to it, but for headings.
    """

    line: int
    phase: Heading | None
    criteria: list[StatedCriterion]
    blocks: set[int]


def announced(document: Document, words: Lexicon) -> list[Announced]:
    """Every list of criteria, whosesoever they are, in order."""
    reader = _Reader(document, words)
    for block in document.blocks:
        reader.take(block)
    return [one for one in reader.found if one.criteria and not _are_tasks(one, words)]


def _are_tasks(one: Announced, words: Lexicon) -> bool:
    """Whether most items begin with ids, as tasks of a lesson on acceptance criteria do.

    A number alone is none: ``3 exercises are done``.
    """
    ids = (split_name(each.text, words)[0] for each in one.criteria)
    named = sum(bool(found) and not found.isdecimal() for found in ids)
    return named * 2 > len(one.criteria)


def lines(found: Iterable[Announced]) -> frozenset[int]:
    """Where the blocks of all of them begin."""
    return frozenset(line for one in found for line in one.blocks)


def without(document: Document, found: Iterable[Announced]) -> Document:
    """The document without its criteria, which are no tasks, no legend and no statements."""
    taken = lines(found)
    if not taken:
        return document
    kept = tuple(block for block in document.blocks if block.first not in taken)
    return document._replace(blocks=kept)


class _Reader:
    """One walk over the blocks of a document.

    ``_section`` is the list that the heading above announces, if it does; ``_list`` the one that
    an item belongs to.
    """

    def __init__(self, document: Document, words: Lexicon) -> None:
        self.document = document
        self.words = words
        self.found: list[Announced] = []
        self._level = 0
        self._section: Announced | None = None
        self._list: Announced | None = None
        self._item = 0

    def take(self, block: Block) -> None:
        """Reads one more block."""
        match block.kind:
            case "heading":
                self._heading(block)
            case "paragraph":
                self._paragraph(block)
            case "item":
                self._of_list(block)
            case "html":
                pass
            case _:
                self._list = self._section

    def _heading(self, block: Block) -> None:
        raw = block.text_span.of(self.document.text)
        told = label(raw, self.words)
        if self._section is not None and block.level > self._level:
            phase = told.phase if told else self._phase(raw)
            self._list = self._new(block, phase) if phase else self._section
            self._item = 0
        elif told is not None:
            self._level, self._item = block.level, 0
            self._section = self._list = self._new(block, told.phase)
        else:
            self._section = self._list = None

    def _paragraph(self, block: Block) -> None:
        raw = block.starts.of(self.document.text)
        whole = _EMPHASISED.fullmatch(raw.strip()) is not None
        told = label(raw, self.words)
        if told is None and self._section is not None and (whole or raw.rstrip()[-1:] in _COLONS):
            phase = self._phase(raw)
            told = Label(phase) if phase else None
        if told is not None:
            self._list, self._item = self._new(block, told.phase), 0
            self._list.blocks.add(block.first)
            self._behind(block, told.rest)
        elif self._section is None or whole:
            self._list = None

    def _behind(self, block: Block, rest: str) -> None:
        """Criteria of the announcing paragraph itself: a line for each, or all that is left of it.

        A count of those in the list below may stand there too.
        """
        first = self.document.line_at(block.starts.start)
        lines = [self.document.line(line) for line in range(first + 1, block.last)]
        if not rest and lines and all(one != without_signs(one) for one in map(str.strip, lines)):
            for line, text in enumerate(lines, first + 1):
                self._add(text, line)
        elif any(map(str.isalpha, rest)) or lines:
            self._add("\n".join([rest, *lines]), first)
            self._list = self._section

    def _of_list(self, block: Block) -> None:
        bullet = self.document.line(block.first)[: self._indent(block)].strip() != ""
        if self._list is not None and block.level <= self._item and bullet:
            self._list = self._section
            self._item = 0
        if self._list is None:
            told = self._label(block) if bullet and block.level == 1 else None
            if told is None or told.rest:
                return
            self._list, self._item = self._new(block, told.phase), block.level
        elif bullet and block.level == self._item + 1:
            self._item_of(block)
        self._list.blocks.add(block.first)

    def _label(self, block: Block) -> Label | None:
        """What an item announces; one with a box may be a task that has steps."""
        if BOX.match(self.document.text, block.starts.start):
            return None
        return label(block.starts.of(self.document.text), self.words)

    def _indent(self, block: Block) -> int:
        return block.starts.start - self.document.lines[block.first].start

    def _item_of(self, block: Block) -> None:
        text, start = self.document.text, block.starts.start
        box = BOX.match(text, start, block.starts.end) or SIGN.match(text, start, block.starts.end)
        begin = box.end() if box else start
        place = Span(*box.span()) if box else None
        self._add(text[begin : block.text_span.end], block.first, place)

    def _add(self, raw: str, line: int, box: Span | None = None) -> None:
        text = without_signs(" ".join(inline.plain(raw).split()))
        name = compared(text)
        if self._list is None or not name or is_blank(text) or is_placeholder(text):
            return
        tick = box.of(self.document.text) if box else ""
        self._list.criteria.append(StatedCriterion(text, name, line + 1, box, tick))

    def _phase(self, raw: str) -> Heading | None:
        """The phase that a heading or a label below a heading of criteria names."""
        if len(raw) > LONGEST_LABEL:
            return None
        found = self.words.heading(raw)
        return found if found.number is not None and found.word else None

    def _new(self, block: Block, phase: Heading | None) -> Announced:
        self.found.append(Announced(block.first, phase, [], set()))
        return self.found[-1]
