"""Which status a text names: by what the tracker explains of its markers, else by the words."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from studytrack.markdown import inline
from studytrack.patterns import pattern
from studytrack.terms import Status
from studytrack.tracker.dated import undated
from studytrack.tracker.lexicon import folded
from studytrack.tracker.marks import STRUCK, bare, is_mark, may_hold_marker, split_box, split_marker
from studytrack.tracker.shortcodes import with_emoji
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from studytrack.tracker.lexicon import Lexicon


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


def read_status(text: str, legend: Legend, lexicon: Lexicon) -> Status | None:
    """The status that a text names; None where nothing in it is known.

    The legend's markers come first, then the words beside the marker, then the locales' markers;
    an empty text is a task that has not been started. An answer such as Yes says it only where
    nothing else stands there.
    """
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
    if not may_hold_marker(line):
        return
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
