"""How one tracker writes: its markers and words, dates, hours, links and blanks.

Everything here is learned from the file itself; a locale fills in what the file does not show.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from enum import Enum
from typing import TYPE_CHECKING

from studytrack.markdown import inline
from studytrack.model import Status
from studytrack.patterns import pattern
from studytrack.tracker.dated import undated
from studytrack.tracker.lexicon import folded
from studytrack.tracker.shortcodes import with_emoji
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from studytrack.locales import Locale
    from studytrack.tracker.lexicon import Lexicon
    from studytrack.values import DateStyle, HoursStyle


class Manner(Enum):
    """How a status is written: in a table's cell, as a box, by a marker alone, or in words."""

    CELL = "cell"
    BOX = "box"
    MARK = "mark"
    WORDS = "words"


class Legend(NamedTuple):
    """What the tracker itself says of its markers and words.

    Attributes:
        markers: the status of each marker; one that is explained twice over is left out.
        words: the status of each word that stands beside a marker.
        texts: marker and word of each status as the legend names them.
    """

    markers: Mapping[str, Status]
    words: Mapping[str, Status]
    texts: Mapping[Status, tuple[str, str]]


class LinkManner(NamedTuple):
    """How a notes cell links to a note: ``，`` + ``笔记见 `` + ``[3.4](./phase3/3.4-x.md)``."""

    join: str
    lead: str
    label: str
    prefix: str

    def write(self, task: str, title: str, path: str) -> str:
        """The link to the note at this path, relative to the tracker's folder."""
        stem = posixpath.splitext(posixpath.basename(path))[0]
        label = {"{id}": task, "{title}": title, "{stem}": stem}.get(self.label, self.label)
        return self.lead + inline.link(label, self.prefix + path)


class Dialect(NamedTuple):
    """The manner of one tracker."""

    locale: Locale
    lexicon: Lexicon
    legend: Legend
    statuses: Mapping[Status, str]
    items: Mapping[Manner, Mapping[Status, str]]
    dated: Mapping[Status, str]
    dates: DateStyle
    link: LinkManner
    blank: str
    hours: HoursStyle

    def status(self, text: str) -> Status | None:
        """The status that a cell's text names; None where nothing in it is known.

        The legend's markers come first, then the words beside the marker, then the locales'
        markers; an empty cell is a task that has not been started.
        """
        return read_status(text, self.legend, self.lexicon)

    def date(self, day: date) -> str:
        """A date as this tracker writes it."""
        return self.dates.write(day, self.lexicon.months)

    def state(self, status: Status, manner: Manner) -> str:
        """A status as this tracker has it in its tables, or in its lists."""
        return self.items.get(manner, self.statuses)[status]

    def cell_hours(self, spent: timedelta) -> str:
        """Hours as a cell of this tracker has them."""
        return self.hours.write(spent)

    def reason(self, reason: str) -> str:
        """A reason for skipping, as a notes cell says it."""
        return self.locale.writing["skip"].format(reason=reason)


def read_status(text: str, legend: Legend, lexicon: Lexicon) -> Status | None:
    """See `Dialect.status`; an answer such as Yes says it only where nothing else stands there."""
    shown = with_emoji(unicodedata.normalize("NFC", inline.plain(text)))
    marker, word = split_marker(shown)
    if not marker and not word:
        return Status.NOT_STARTED
    if bare(marker) in legend.markers:
        return legend.markers[bare(marker)]
    if word.casefold() in legend.words:
        return legend.words[word.casefold()]
    named = lexicon.status(word) if word else None
    if named is None and marker:
        named = lexicon.markers.get(marker) or lexicon.markers.get(bare(marker))
    return named or lexicon.answers.get(folded(marker + word))


def mark_texts(
    states: Sequence[tuple[Status, str]], legend: Legend, locale: Locale, lexicon: Lexicon
) -> dict[Status, str]:
    """How each status is written beside a title; not started is, in most trackers, not at all.

    A box that a legend explains stands before a title alone.
    """
    todo = [text for status, text in states if status is Status.NOT_STARTED]
    silent = bool(todo) and todo.count("") * 2 >= len(todo)
    blank = {Status.NOT_STARTED: ""} if silent else {}
    texts = {status: text for status, text in legend.texts.items() if not BOX.fullmatch(text[0])}
    return status_texts(states, legend._replace(texts=texts), locale, lexicon) | blank


def is_tick(lexicon: Lexicon, text: str) -> bool:
    """Whether a text is a box, a marker of a status or an answer, and nothing else."""
    marker, word = split_marker(with_emoji(text))
    known = bare(marker) in lexicon.markers and not word
    return known or folded(marker + word) in lexicon.answers


STRUCK = "~~"
"""What begins and ends a title that is struck out."""


def split_box(text: str) -> tuple[str, str]:
    """The box of a list's task, and the marker behind its title."""
    return text[:3], text[4:]


def read_box(text: str, legend: Legend, lexicon: Lexicon) -> Status | None:
    """The status of a box, as ``[x]``, or of what goes with an open one: ``[ ] 🔄``, ``[ ] ~~``."""
    box, beside = split_box(text)
    status, behind = (
        legend.markers.get(bare(marker))
        or lexicon.markers.get(bare(marker))
        or (Status.SKIPPED if marker == STRUCK else None)
        for marker in (box, undated(beside))
    )
    open_ = status is Status.NOT_STARTED and behind in {Status.IN_PROGRESS, Status.SKIPPED}
    return behind if open_ else status


BOX = pattern(r"\[(?:[ xX]|[^\w\s\[\]()])\](?=[ \t]|$)")
"""A box to tick at the beginning of a text; what the other marks mean, a legend tells."""


def split_marker(text: str) -> tuple[str, str]:
    """The marker before the words, and the words: ``🟢 已完成``, ``[x] done``.

    A marker behind the words counts as well.
    """
    text = text.strip()
    box = BOX.match(text)
    if box is not None:
        return box[0], text[box.end() :].strip()
    end = next((i for i, char in enumerate(text) if not is_mark(char)), len(text))
    if end:
        return text[:end].strip(), text[end:].strip()
    start = len(text)
    while start and is_mark(text[start - 1]):
        start -= 1
    return text[start:].strip(), text[:start].strip()


def is_mark(char: str) -> bool:
    """Whether a character is a part of a marker, such as an emoji."""
    return char.isspace() or unicodedata.category(char) in {
        "So",
        "Sk",
        "Mn",
        "Cf",
        "Me",
        "Sm",
        "Co",
    }


def bare(marker: str) -> str:
    """The marker without variation selectors, so that ☑ and ☑️ are one."""
    return marker.replace("\ufe0f", "").replace("\ufe0e", "").strip()


_CHUNK = pattern(r"[|,，、;；/]")
_ASIDE = pattern(r"[:：(（,，;；—–]")
_EXPLAINS = pattern(r"[:：=＝→—–]|(?<=\s)-(?=\s)|\s-\s")


def read_legend(blocks: Iterable[Sequence[str]], lexicon: Lexicon) -> Legend:
    """What lines outside the task tables explain: a list, a table or a sentence.

    Args:
        blocks: runs of lines that stand together, as they are written.
        lexicon: the words that give an explanation its meaning.

    Lines that stand together are a legend if they explain at least two statuses.
    """
    found: list[tuple[str, str, Status]] = []
    for lines in blocks:
        entries = [entry for line in lines for entry in _entries(line, lexicon)]
        if len({status for _, _, status in entries}) >= 2:
            found += entries
    markers: dict[str, set[Status]] = {}
    words: dict[str, set[Status]] = {}
    texts: dict[Status, tuple[str, str]] = {}
    for marker, word, status in found:
        markers.setdefault(bare(marker), set()).add(status)
        if word:
            words.setdefault(word.casefold(), set()).add(status)
        texts.setdefault(status, (marker, word))
    return Legend(_unambiguous(markers), _unambiguous(words), texts)


def _unambiguous(meanings: Mapping[str, set[Status]]) -> dict[str, Status]:
    return {key: next(iter(values)) for key, values in meanings.items() if len(values) == 1}


def _entries(line: str, lexicon: Lexicon) -> Iterator[tuple[str, str, Status]]:
    """Marker, word and status of each explanation in a line."""
    if line.lstrip().startswith("|"):
        yield from _row_entries(line, lexicon)
    text = re.sub(r"^\s*(?:[-*+]|\d+[.)])\s+(?!\[)|^\s*(?:[-*+]\s+)(?=\[)", "", line)
    _, label, rest = re.split(r"([:：])", text, maxsplit=1) if _labelled(text) else ("", "", text)
    for chunk in _CHUNK.split(rest if label else text):
        marker, word = split_marker(inline.plain(chunk.strip().strip("`")))
        if not marker or not word or is_mark(word[-1]):
            continue
        head, *tail = _EXPLAINS.split(word, maxsplit=1)
        head = (head.strip() or (tail.pop(0).strip() if tail else "")).strip("`*_ ")
        status = lexicon.status(head) or (lexicon.status(tail[0]) if tail else None)
        if status is not None and len(head) <= 24:
            yield marker, head, status


def _row_entries(line: str, lexicon: Lexicon) -> Iterator[tuple[str, str, Status]]:
    """The explanation in a table's row: a marker in a cell of its own, its word in another."""
    cells = [
        split_marker(inline.plain(cell.strip())) for cell in line.strip().strip("|").split("|")
    ]
    alone = [place for place, (marker, word) in enumerate(cells) if marker and not word]
    if len(alone) != 1:
        return
    beside = [word for marker, word in cells[alone[0] + 1 :] + cells[: alone[0]] if not marker]
    for words in beside:
        word = _ASIDE.split(words, maxsplit=1)[0].strip()
        status = lexicon.statuses.get(folded(word))
        if status is not None:
            yield cells[alone[0]][0], word, status
            return


def _labelled(text: str) -> bool:
    """True for a sentence such as ``状态：⬜ 未开始 | ✅ 完成``: words, a colon, then a marker."""
    label, colon, rest = re.sub(r"[*_]", "", text).replace("：", ":").partition(":")
    if not colon or not label.strip() or is_mark(label.strip()[0]) or label.strip()[0] == "[":
        return False
    return bool(split_marker(rest.split("|")[0])[0])


def mixed(states: Iterable[tuple[Status, str]], lexicon: Lexicon) -> frozenset[str]:
    """The texts whose marker says another status than their words: ``✅ Not started``.

    A marker that always stands beside words of one status means that in this tracker.
    """
    by_marker: dict[str, dict[str, Status]] = {}
    for status, text in set(states):
        marker, word = split_marker(inline.plain(text))
        if marker and word and bare(marker) in lexicon.markers:
            by_marker.setdefault(bare(marker), {})[text] = status
    return frozenset(
        text
        for marker, texts in by_marker.items()
        for text, status in texts.items()
        if len({*texts.values()}) > 1 and status is not lexicon.markers[marker]
    )


def status_texts(
    cells: Iterable[tuple[Status, str]], legend: Legend, locale: Locale, lexicon: Lexicon
) -> dict[Status, str]:
    """How each status is written: as most cells have it, else as the legend has it.

    What neither shows is put together from the locale's marker and word in the cells' manner,
    a box among boxes; where the legend gives that marker another meaning, another marker or the
    word stands alone. A blank says that a task is not started where nothing else does. A date
    beside the words is its own task's, and no other's.
    """
    counted = Counter(cells)
    usual = _usual(counted)
    samples = [split_marker(text) for text in usual.values()] or list(legend.texts.values())
    with_marker = any(marker for marker, _ in samples) or not samples
    with_word = any(word for _, word in samples) or not samples
    shown = next((word for _, word in samples if word), "")
    boxed = any(BOX.fullmatch(marker) for marker, _ in samples)
    if usual and Status.NOT_STARTED not in legend.texts and counted[Status.NOT_STARTED, ""]:
        usual.setdefault(Status.NOT_STARTED, "")
    for status in Status:
        marker, word = legend.texts.get(status, ("", ""))
        word = word or _cased(locale.words[status][0], shown)
        known = _boxes_first(locale.markers[status]) if boxed else locale.markers[status]
        markers = [marker] if marker else known
        texts = [" ".join([one] * with_marker + [word] * with_word) for one in markers]
        read = (text for text in (*texts, word) if read_status(text, legend, lexicon) is status)
        usual.setdefault(status, next(read, texts[0]))
    return usual


def _usual(cells: Mapping[tuple[Status, str], int]) -> dict[Status, str]:
    """How most cells of each status are written, dates aside; nothing for blanks."""
    usual: dict[Status, str] = {}
    votes = Counter[tuple[Status, str]]()
    for (status, text), times in cells.items():
        manner = undated(text)
        votes.update({(status, manner): times} if manner else {})
    for (status, manner), times in votes.items():
        if times > votes[status, usual.get(status, "")]:
            usual[status] = manner
    return usual


def _boxes_first(markers: Iterable[str]) -> list[str]:
    return sorted(markers, key=lambda marker: BOX.fullmatch(marker) is None)


def box_texts(
    states: Iterable[tuple[Status, str]], legend: Legend, lexicon: Lexicon
) -> dict[Status, str]:
    """How each status is written in a list: as most tasks have it that say it beside their title.

    A marker behind the title belongs to it only where two in three have it, or the box alone
    says something else. What no task shows is the legend's box; else a box is ticked for what
    is done, and open for all the rest.
    """
    votes: dict[Status, Counter[str]] = {}
    for status, text in states:
        shown = undated(text.removesuffix(f" {STRUCK}"))
        if read_box(shown, legend, lexicon) is status:
            votes.setdefault(status, Counter())[shown] += 1
    written = {
        status: box
        for status, (box, _) in legend.texts.items()
        if BOX.fullmatch(box) and legend.markers.get(box) is status
    }
    for status, counter in votes.items():
        text, times = counter.most_common(1)[0]
        box, _ = split_box(text)
        rare = times * 3 < counter.total() * 2 and read_box(box, legend, lexicon) is status
        written[status] = box if rare else text
    usual = {status: "[x]" if status is Status.DONE else "[ ]" for status in Status}
    return usual | written


def _cased(word: str, sample: str) -> str:
    """The word in the sample's case: ``Not Started``, ``Not started`` or ``not started``."""
    if sample.istitle() and " " in sample:
        return word.title()
    if sample[:1].isupper() or not sample:
        return word.upper() if sample.isupper() and len(sample) > 1 else word[:1].upper() + word[1:]
    return word


SENTENCE_ENDS = "。！？.!?"
"""What ends words so that nothing but a blank parts them from what follows."""


def link_manner(cells: Iterable[tuple[str, str, str]], locale: Locale) -> LinkManner:
    """How most notes cells link: from ``(id, title, cell)`` of every row."""
    votes = Counter[LinkManner]()
    joins = Counter[str]()
    usual = locale.writing["link"].partition("[")[0]
    for task, title, cell in cells:
        links = inline.links(cell) if "](" in cell else ()
        if not links or not links[-1].path.lower().endswith(".md"):
            continue
        last = links[-1]
        before = cell[: last.span.start]
        cut = re.search(
            r"(?P<join>[，,;；。、][ ]?|\s)?(?P<lead>[^，,;；。、.!?！？|\[\]()]{0,24})$", before
        )
        join, lead = (cut["join"] or "", cut["lead"]) if cut else ("", "")
        if usual and lead.endswith(usual):  # what stands before that are words of the learner
            lead, join = usual, " " if lead != usual else join
        words = before[: len(before) - len(join) - len(lead)].strip()
        if words and (join.strip() or words[-1] not in SENTENCE_ENDS):
            joins[join] += 1
        prefix = "./" if last.target.startswith("./") else ""
        votes[LinkManner("", lead, _label(last, task, title), prefix)] += 1
    shown, times = votes.most_common(1)[0] if votes else (None, 0)
    join = joins.most_common(1)[0][0] if joins else locale.writing["join"]
    if shown is not None:
        # A label that stands once is that note's own name, not a manner.
        own = times == 1 and not shown.label.startswith("{")
        return LinkManner(join, shown.lead, "{id}" if own else shown.label, shown.prefix)
    return LinkManner(join, usual, "{id}", "./")


def _label(link: inline.Link, task: str, title: str) -> str:
    stem = posixpath.splitext(posixpath.basename(link.path))[0]
    known = {task: "{id}", title: "{title}", stem: "{stem}"}
    return known.get(link.label, link.label)
