"""Completion criteria of phases: lists that a heading, a paragraph or an item announces."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING

from studytrack.fold.criteria import cleaned, without_signs
from studytrack.markdown import inline
from studytrack.markdown.spans import Span
from studytrack.patterns import pattern
from studytrack.tracker.marks import BOX
from studytrack.tracker.naming import has_id
from studytrack.tuples import NamedTuple
from studytrack.values import is_blank, is_placeholder

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from studytrack.markdown.blocks import Block, Document
    from studytrack.tracker.lexicon import Heading, Lexicon

LONGEST_LABEL = 80
_COLON = pattern(r"[:：]")
_AROUND = pattern(r"^[\W_]+|[\W_]+$")
_EMPHASISED = pattern(r"(\*\*|__)(?!\1).*\1[:：]?")
OPEN = "[ ]"
"""A box that is not ticked."""


class StatedCriterion(NamedTuple):
    """A criterion as a tracker states it.

    Attributes:
        text: its words, as a reader sees them, without the box and the signs around.
        name: the same, cleaned.
        line: the line's number, from 1.
        box: where its box stands; None where it has none.
        tick: what stands there.
    """

    text: str
    name: str
    line: int
    box: Span | None = None
    tick: str = ""

    @property
    def ticked(self) -> bool:
        """Whether there is a box, and anything in it."""
        return self.box is not None and self.tick != OPEN


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


class Label(NamedTuple):
    """What announces criteria.

    Attributes:
        phase: the phase that it names, if any.
        rest: what stands behind its colon, as it is written.
    """

    phase: Heading | None
    rest: str = ""


def announced(document: Document, words: Lexicon) -> list[Announced]:
    """Every list of criteria, whosesoever they are, in order."""
    reader = _Reader(document, words)
    for block in document.blocks:
        reader.take(block)
    return [one for one in reader.found if one.criteria and not _are_tasks(one, words)]


def _are_tasks(one: Announced, words: Lexicon) -> bool:
    """Whether most items begin with ids, as tasks of a lesson on acceptance criteria do."""
    return sum(has_id(each.text, words) for each in one.criteria) * 2 > len(one.criteria)


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


def label(raw: str, words: Lexicon) -> Label | None:
    """What a heading or a line announces, if that is criteria: ``**Exit criteria for week 2:**``.

    Nothing else may stand there but the phase that they are of, and what is behind a colon.
    """
    if not announces(raw[:LONGEST_LABEL], words):
        return None
    shown = inline.plain(raw)
    whole = _named(shown, words) if len(shown) <= LONGEST_LABEL else None
    if whole is not None:
        return whole
    colon = _COLON.search(shown, 0, LONGEST_LABEL)
    told = _named(shown[: colon.start()], words) if colon else None
    return told._replace(rest=shown[colon.end() :].strip()) if told and colon else None


def announces(text: str, words: Lexicon) -> bool:
    """Whether a text has a word for criteria, whatever else it has."""
    said = _folded(text)
    return any(word in said for word in words.criteria)


def _named(text: str, words: Lexicon) -> Label | None:
    """The label that a whole text is."""
    heading = words.heading(_folded(text))
    core = heading.whole if heading.number is None else heading.title
    word = next((word for word in words.criteria if word in core), None)
    if word is None:
        return None
    left = words.criteria_joins.sub(" ", core.replace(word, " ", 1))
    left = _AROUND.sub("", left)
    numbered = heading if heading.number is not None and heading.word else None
    if not left:
        return Label(numbered)
    other = words.heading(left)
    whole = other.number is not None and other.title == other.whole and other.word
    return Label(other) if whole and numbered is None else None


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


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
        text = self.document.text
        raw = block.starts.of(text)
        told = label(raw, self.words)
        phase = self._phase(raw) if self._section is not None and told is None else None
        if told is not None or phase is not None:
            self._list = self._new(block, told.phase if told else phase)
            self._list.blocks.add(block.first)
            self._item = 0
            self._lines(block, told.rest if told else "")
        elif self._section is None or _EMPHASISED.fullmatch(raw.strip()):
            self._list = None

    def _lines(self, block: Block, rest: str) -> None:
        """Criteria of the announcing paragraph itself: behind its colon, or a line for each."""
        first = self.document.line_at(block.starts.start)
        if rest:
            self._add(rest, first)
        for line in range(first + 1, block.last):
            self._add(self.document.line(line), line)

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
        box = BOX.match(text, start, block.starts.end)
        begin = box.end() if box else start
        place = Span(*box.span()) if box else None
        self._add(text[begin : block.text_span.end], block.first, place)

    def _add(self, raw: str, line: int, box: Span | None = None) -> None:
        text = without_signs(" ".join(inline.plain(raw).split()))
        name = cleaned(text)
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


class Range(NamedTuple):
    """The lines of a phase, from its heading's up to the next, its number and its word."""

    first: int
    end: int
    number: int
    word: str


def by_phase(
    found: Iterable[Announced], phases: Sequence[Range], others: Collection[str]
) -> dict[int, tuple[StatedCriterion, ...]]:
    """The criteria of each phase: of the one that is named, else of the one around.

    Args:
        found: what `announced` gives.
        phases: where they stand, in order.
        others: the words that number what is no phase: the weeks of a phase.
    """
    own = {one.word for one in phases}
    ordered = sorted(phases)
    result: dict[int, list[StatedCriterion]] = {one.number: [] for one in phases}
    for one in found:
        named = one.phase
        if named is not None and (named.word in own or named.word not in others):
            number = named.number
        else:
            number = _around(one.line, ordered)
        if number in result:
            result[number] += one.criteria
    return {number: tuple(criteria) for number, criteria in result.items()}


def _around(line: int, phases: Sequence[Range]) -> int | None:
    """The phase within which a line stands."""
    place = bisect_right(phases, (line,))
    return phases[place - 1].number if place and line < phases[place - 1].end else None


def usual_tick(every: Iterable[StatedCriterion], tasks: str) -> str:
    """What a box is ticked with: as most criteria have it, else as the tasks of lists have."""
    votes = Counter(one.tick for one in every if one.ticked)
    return votes.most_common(1)[0][0] if votes else tasks
