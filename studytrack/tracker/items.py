"""Tasks in lists, ``- [x] 3.4 title``, with the details that stand beneath them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.markdown import inline
from studytrack.markdown.rows import BLANKS
from studytrack.markdown.spans import Span
from studytrack.patterns import pattern
from studytrack.terms import FieldName
from studytrack.tracker.details import details, fields
from studytrack.tracker.dialect import Manner
from studytrack.tracker.lexicon import Role, folded
from studytrack.tracker.marks import BOX, STRUCK, bare, before_mark
from studytrack.tracker.naming import has_id
from studytrack.tracker.phases import INSIDE
from studytrack.tracker.shape import Item, RawTask
from studytrack.tuples import NamedTuple
from studytrack.values import is_blank, is_placeholder

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from studytrack.markdown.blocks import Block, Document
    from studytrack.tracker.lexicon import Lexicon

_ASIDE_AT_END = pattern(r"[(（][^()（）]*[)）]$")
_DATE = pattern(r"(?<!\d)[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATE_LENGTH = 10
_EXPLAINS = " \t=:：→—–-"
_EXPLAINED = pattern(r"[:：=(（,，;；—–]")


class Bullet(NamedTuple):
    """A list item that may be a task, and the items beneath it that are its details."""

    block: Block
    details: tuple[Block, ...] = ()
    within: Block | None = None

    @property
    def first(self) -> int:
        """Its first line, from 0."""
        return self.block.first

    @property
    def level(self) -> int:
        """Below every heading."""
        return INSIDE


def bullets(document: Document) -> list[Bullet]:
    """Every list item with a box."""
    text = document.text
    open_: list[tuple[Block, list[Block]]] = []
    found: list[tuple[Block, list[Block], Block | None]] = []
    for block in document.blocks:
        if block.kind != "item":
            if block.kind in {"heading", "paragraph", "table"}:
                open_.clear()
            continue
        outer = block.level - 1 if _begins_item(document, block) else block.level
        while open_ and open_[-1][0].level > outer:
            open_.pop()
        if BOX.match(text, block.starts.start) is None:
            if open_:
                open_[-1][1].append(block)
            continue
        details: list[Block] = []
        found.append((block, details, open_[-1][0] if open_ else None))
        open_.append((block, details))
    return [Bullet(block, tuple(details), within) for block, details, within in found]


def _begins_item(document: Document, block: Block) -> bool:
    """Whether a bullet or a number stands before a block, which else goes on with an item."""
    start = document.lines[document.line_at(block.starts.start)].start
    return bool(document.text[start : block.starts.start].strip(BLANKS))


def tasks(document: Document, found: Iterable[Bullet], words: Lexicon) -> list[Bullet]:
    """The bullets that are tasks.

    A legend explains its boxes, a blank or a placeholder is still to be filled in, and what
    stands without an id beneath an item that has one are its steps.
    """
    every = list(found)
    legend = {
        bullet.block.first
        for run in _runs(every)
        for bullet in run
        if _explains(document, run, words)
    }
    kept = []
    for bullet in every:
        title = title_of(document, bullet, words)
        step = (
            bullet.within is not None
            and has_id(title_of(document, Bullet(bullet.within), words), words)
            and not has_id(title, words)
        )
        blank = is_blank(title) or is_placeholder(title)
        if bullet.first not in legend and not step and not blank:
            kept.append(bullet)
    return kept


def _runs(found: Sequence[Bullet]) -> Iterator[list[Bullet]]:
    """Bullets that stand together, line by line."""
    run: list[Bullet] = []
    for bullet in found:
        if run and bullet.block.first > run[-1].block.last:
            yield run
            run = []
        run.append(bullet)
    if run:
        yield run


def _explains(document: Document, run: Sequence[Bullet], words: Lexicon) -> bool:
    """Whether items explain what boxes mean: each names a status and nothing else."""
    meant = set()
    for bullet in run:
        title = title_of(document, bullet, words).lstrip(_EXPLAINS)
        status = words.statuses.get(folded(_EXPLAINED.split(title, maxsplit=1)[0]))
        if status is None:
            return False
        meant.add(status)
    return len(meant) > 1


def title_of(document: Document, bullet: Bullet, words: Lexicon) -> str:
    """An item's text as a reader sees it, without its box and the marker behind it."""
    start = _behind_box(document.text, bullet.block)
    tail = _tail(document.text, Span(start, bullet.block.starts.end), words.markers)
    return _title(document.text, Span(start, bullet.block.starts.end), tail)


def _title(text: str, span: Span, tail: Span) -> str:
    """What stands around the marker, so that a task is called the same with it and without."""
    return _without_dates(inline.plain(text[span.start : tail.start] + text[tail.end : span.end]))


def _without_dates(title: str) -> str:
    """A title without the dates behind it that signs announce: ``Ports ⏫ 📅 2026-03-05``."""
    end = len(title)
    while dated := _DATE.fullmatch(title, max(end - _DATE_LENGTH, 0), end):
        start = _behind_words(title, dated.start())
        sign = before_mark(title, start)
        words = _behind_words(title, sign)
        if not 0 < words < sign < start or title[sign:start].isascii():
            break
        end = words
    return title[:end]


def _behind_words(text: str, end: int) -> int:
    """The end without the blanks before it."""
    while end and text[end - 1] in BLANKS:
        end -= 1
    return end


def list_task(
    document: Document, bullet: Bullet, words: Lexicon, markers: Collection[str]
) -> RawTask:
    """The task that an item is, called by its title.

    Args:
        document: the text that it stands in.
        bullet: the item.
        words: the words of labels.
        markers: those that tell a status.
    """
    text, block = document.text, bullet.block
    start = _behind_box(text, block)
    box = Span(*BOX.match(text, block.starts.start).span())  # type: ignore[union-attr]
    tail = _tail(text, Span(start, block.starts.end), markers)
    cells = {FieldName.STATUS: box}
    found = details(document, bullet.details, words)
    cells |= {name: span for name, span in fields(found).items() if name not in cells}
    content = text[start : tail.start]
    raw = content.strip(BLANKS)
    struck = raw.startswith(STRUCK) and raw.find(STRUCK, len(STRUCK)) > 0
    begin = start + content.find(raw) + len(STRUCK) * struck
    title = _title(text, Span(start, block.starts.end), tail)
    mark = STRUCK if struck else tail.of(text).strip(BLANKS)
    blocks = (block, *bullet.details)
    return RawTask(
        id=title,
        title=title,
        line=document.line_at(block.starts.start) + 1,
        place=Item.of(document, blocks, begin, cells, tail)._replace(manner=Manner.BOX),
        texts={name: cell.of(text) for name, cell in cells.items()}
        | {FieldName.STATUS: f"{box.of(text)} {mark}".rstrip()},
        fields=cells.keys(),
        effort=found[Role.ESTIMATE].of(text) if Role.ESTIMATE in found else "",
    )


def _behind_box(text: str, block: Block) -> int:
    box = BOX.match(text, block.starts.start, block.starts.end)
    return box.end() if box else block.starts.start


def _tail(text: str, span: Span, markers: Collection[str]) -> Span:
    """Known markers behind a title, with the blanks before, where only an aside may follow.

    A date behind a marker is its own: ``✅ 2026-03-04``.
    """
    content = text[span.start : span.end].rstrip(BLANKS)
    dated = _DATE.fullmatch(content, max(len(content) - _DATE_LENGTH, 0))
    title = before_markers(content[: dated.start()].rstrip(BLANKS), markers) if dated else 0
    if dated and title < len(content[: dated.start()].rstrip(BLANKS)):
        return Span(span.start + title, span.start + len(content))
    aside = _ASIDE_AT_END.search(content)
    for end in (len(content), aside.start() if aside else 0):
        before = content[:end].rstrip(BLANKS)
        title = before_markers(before, markers)
        if title < len(before):
            return Span(span.start + title, span.start + len(before))
    return Span(span.start + len(content), span.start + len(content))


def before_markers(content: str, markers: Collection[str]) -> int:
    """Where a title ends that known markers follow, each behind a blank; its end without any."""
    end = len(content)
    while end:
        start = before_mark(content, end)
        words = _behind_words(content, start)
        if not 0 < words < start < end or bare(content[start:end]) not in markers:
            break
        end = words
    return end
