"""Tasks that are told by a marker or a word alone: ``- 3.4 title ✅``, ``### 3.4 title - done``."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from studytrack.markdown import inline
from studytrack.markdown.rows import BLANKS
from studytrack.markdown.spans import Span
from studytrack.patterns import pattern
from studytrack.terms import FieldName
from studytrack.tracker.details import details, fields, is_detail
from studytrack.tracker.dialect import Manner
from studytrack.tracker.items import before_markers
from studytrack.tracker.lexicon import Role, folded
from studytrack.tracker.marks import BOX, bare, before_mark, is_mark, split_marker
from studytrack.tracker.naming import are_ids, split_name
from studytrack.tracker.phases import INSIDE
from studytrack.tracker.shape import Item, RawTask
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from studytrack.markdown.blocks import Block, Document
    from studytrack.tracker.lexicon import Lexicon

_OPENING = pattern(r"(?<=\S)[:：(（\[【]|[ \t][(（\[【]|(?<=[ \t\w*_)）])[-–—|·]|[ \t][-–—|·]")
_DASHES = frozenset("-–—|·:：")
_PARTS = " \t-–—:：|·"
_BRACKETS = "(（[【"
_CLOSING = tuple(")）]】")
_BEHIND = pattern(
    r"[ \t]*(?:[-–—:：|·][ \t]*|[(（\[【])(?P<words>[^-–—:：|·()（）\[\]【】]{1,24}?)"
    r"[)）\]】]?[*_]{0,3}$"
)


class Beside(NamedTuple):
    """How a status stands beside a title: its manner, and what is before and behind it."""

    manner: Manner = Manner.MARK
    before: str = " "
    behind: str = ""

    @property
    def leads(self) -> bool:
        """Whether it stands before the title."""
        return not self.before and self.behind.isspace()


class Marked(NamedTuple):
    """A list item or a heading that may be a task.

    Attributes:
        level: a heading's; of an item, below all headings.
        details: the blocks that stand beneath it and belong to it.
        title: its text without the status.
        state: where its status stands; empty where it has none.
        tail: the same with what parts it from the title, None where it is a detail.
    """

    block: Block
    level: int
    details: tuple[Block, ...]
    title: Span
    state: Span
    tail: Span | None

    def beside(self, text: str) -> Beside | None:
        """How the status stands there; None where there is none."""
        if self.state.start == self.state.end:
            return None
        _, said = split_marker(inline.plain(self.state.of(text)))
        manner = Manner.WORDS if said else Manner.MARK
        tail = self.tail or self.state
        before = Span(tail.start, self.state.start), Span(self.state.end, tail.end)
        return Beside(manner, before[0].of(text), before[1].of(text))

    @property
    def first(self) -> int:
        """Its first line, from 0."""
        return self.block.first


def marked(document: Document, words: Lexicon, markers: Collection[str]) -> list[Marked]:
    """The tasks of a text without tables and boxes: items of lists, else headings.

    Where they have ids, any known marker or word of a status makes them tasks; else most show
    one, and there are two: a list of good points with ticks is none.
    """
    groups = _groups(document, words, markers)
    found = next((group for group in groups if _are_tasks(document, group, words)), [])
    lines = (one.block.starts.of(document.text) for one in found)
    every_marker = {*markers, *chain.from_iterable(map(_apart, lines))}
    tasks = (
        _marked(document, one.block, one.level, one.details, words, every_marker) for one in found
    )
    return [one for one in tasks if inline.plain(one.title.of(document.text))]


def with_steps(
    document: Document, steps: Collection[int], words: Lexicon, markers: Collection[str]
) -> list[Marked]:
    """The headings with ids and statuses below which all the steps stand, by their first lines."""
    for group in _groups(document, words, markers):
        titles = (inline.plain(one.title.of(document.text)) for one in group)
        named = are_ids((split_name(title, words)[0] for title in titles), len(group))
        beneath = {block.first for one in group for block in one.details}
        told = any(one.state.start < one.state.end for one in group)
        if named and told and beneath.issuperset(steps):
            return group
    return []


def _groups(document: Document, words: Lexicon, markers: Collection[str]) -> list[list[Marked]]:
    """What may be tasks: the items of lists, then the headings of each level."""
    every = [_marked(document, *one, words, markers) for one in _candidates(document, words)]
    levels = sorted({one.level for one in every} - {INSIDE})
    return [[one for one in every if one.level == level] for level in (INSIDE, *levels)]


def _are_tasks(document: Document, found: Sequence[Marked], words: Lexicon) -> bool:
    shown = [
        one.state.of(document.text).strip() for one in found if one.state.start < one.state.end
    ]
    titles = (inline.plain(one.title.of(document.text)) for one in found)
    ids = [split_name(title, words)[0] for title in titles]
    if are_ids(ids, len(ids)):
        return bool(shown)
    return len({*shown}) > 1 and len(shown) * 2 >= len(found)


def _candidates(
    document: Document, words: Lexicon
) -> Iterator[tuple[Block, int, tuple[Block, ...]]]:
    """Items of outer lists, and headings without headings below, with what stands beneath.

    A box that is no task is a legend's.
    """
    blocks = document.blocks
    for place, block in enumerate(blocks):
        if block.kind == "item" and block.level == 1:
            if BOX.match(document.text, block.starts.start) or is_detail(document, block, words):
                continue
            end = _end(blocks, place, _is_within)
            yield block, INSIDE, blocks[place + 1 : end]
        elif block.kind == "heading" and block.level > 1:
            end = _end(blocks, place, lambda one: one.kind != "heading")
            if end == len(blocks) or blocks[end].level <= block.level:
                yield block, block.level, blocks[place + 1 : end]


def _is_within(block: Block) -> bool:
    """Whether a block may stand within an item: what is nested in it, or code."""
    return block.level > 1 if block.kind == "item" else block.kind == "other"


def _end(blocks: Sequence[Block], place: int, belongs: Callable[[Block], bool]) -> int:
    """Where the run of blocks ends that belong to the one at a place."""
    end = place + 1
    while end < len(blocks) and belongs(blocks[end]):
        end += 1
    return end


def _marked(
    document: Document,
    block: Block,
    level: int,
    beneath: tuple[Block, ...],
    words: Lexicon,
    markers: Collection[str],
) -> Marked:
    """The candidate with its status: one of the markers, a word, or what its details say."""
    start = block.starts.start
    line = block.starts.of(document.text).rstrip(BLANKS)
    told = details(document, beneath, words).get(Role.STATUS)
    begin, end = _before(line, markers)
    if begin < end:
        title = len(line) - len(line[end:].lstrip(BLANKS))
        spans = (title, len(line)), (begin, end), (begin, title)
    else:
        begin, end = max(_after(line, markers), _words(line, words))
        title = before_markers(_titled(line, begin, end), markers)
        if begin == end or not title:
            begin, end, title = 0, 0, _end_of_title(line)
        spans = (0, title), (begin, end) if begin < end else (title, title), (title, len(line))
    name, state, tail = (Span(start + first, start + last) for first, last in spans)
    if told is not None:
        return Marked(block, level, beneath, name, told, None)
    return Marked(block, level, beneath, name, state, tail)


def _titled(line: str, begin: int, end: int) -> str:
    """What stands before a status and what parts it from that: a dash, or brackets around it."""
    before = line[:begin].rstrip(BLANKS)
    if line.startswith(_CLOSING, end) and before[-1:] in _BRACKETS:
        before = before[:-1]
    return before.rstrip(_PARTS)


def _end_of_title(line: str) -> int:
    """Where a title ends that has no status; a dash behind it waits for one."""
    title = len(line[:-1].rstrip(BLANKS))
    waiting = line[-1:] in _DASHES and 0 < title < len(line) - 1
    return title if waiting else len(line)


def _apart(line: str) -> Iterator[str]:
    """The markers that a line begins and ends with, known or not, each with a blank beside it."""
    for word in (*line.split(maxsplit=1)[:1], *line.rsplit(maxsplit=1)[1:]):
        if not word.isascii() and all(map(is_mark, word)):
            yield bare(word)


def _before(line: str, markers: Collection[str]) -> tuple[int, int]:
    """A marker that a line begins with."""
    end = 0
    while end < len(line) and is_mark(line[end]) and not line[end].isspace():
        end += 1
    return (0, end) if end < len(line) and bare(line[:end]) in markers else (0, 0)


def _after(line: str, markers: Collection[str]) -> tuple[int, int]:
    """A marker that a line ends with."""
    start = before_mark(line, len(line))
    return (start, len(line)) if start and bare(line[start:]) in markers else (0, 0)


def _words(line: str, words: Lexicon) -> tuple[int, int]:
    """Words of a status behind a dash or a colon, or in brackets, that a line ends with."""
    found = None
    for opening in _OPENING.finditer(line):
        found = _BEHIND.match(line, opening.start()) or found
    shown = found["words"].strip() if found else ""
    named = words.statuses.get(folded(split_marker(shown)[1])) if shown else None
    return found.span("words") if found and named is not None else (0, 0)


class Usual(NamedTuple):
    """How a status stands in most tasks: beside the title, and among the details."""

    title: Beside = Beside()
    detail: Beside = Beside()

    @classmethod
    def of(cls, text: str, found: Iterable[Marked]) -> Usual:
        """What most of these tasks show."""
        votes: tuple[Counter[Beside], Counter[Beside]] = Counter(), Counter()
        for one in found:
            beside = one.beside(text)
            votes[one.tail is None].update([beside] if beside else [])
        return cls(*(counter.most_common(1)[0][0] if counter else Beside() for counter in votes))


def marked_task(document: Document, one: Marked, words: Lexicon, usual: Usual) -> RawTask:
    """The task that an item or a heading is, called by its title.

    Args:
        document: the text that it stands in.
        one: the item or the heading.
        words: the words of labels.
        usual: how a status stands where the task has none.
    """
    text = document.text
    title = inline.plain(one.title.of(text))
    found = details(document, one.details, words)
    cells = {**fields(found), FieldName.STATUS: one.state}
    beside, tail = one.beside(text), one.tail
    if beside is None and tail is not None and usual.title.leads:
        tail = Span(one.title.start, one.title.start)
    manner, *wrap = beside or (usual.detail if tail is None else usual.title)
    place = Item.of(document, (one.block, *one.details), one.title.start, cells, tail)
    return RawTask(
        id=title,
        title=title,
        line=document.line_at(one.block.starts.start) + 1,
        place=place._replace(wrap=(wrap[0], wrap[1]), manner=manner),
        texts={name: span.of(text) for name, span in cells.items()},
        fields=cells.keys(),
        effort=found[Role.ESTIMATE].of(text) if Role.ESTIMATE in found else "",
    )
