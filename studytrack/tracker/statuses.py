"""How a tracker writes each status: as most of its tasks have it, else as its legend has."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from studytrack.markdown import inline
from studytrack.terms import Status
from studytrack.tracker.dated import undated
from studytrack.tracker.legend import read_box, read_status
from studytrack.tracker.marks import BOX, STRUCK, bare, split_box, split_marker

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from studytrack.locales import Locale
    from studytrack.tracker.legend import Legend
    from studytrack.tracker.lexicon import Lexicon


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


def mixed(states: Iterable[tuple[Status, str]], lexicon: Lexicon) -> frozenset[str]:
    """The texts whose marker says another status than their words: ``✅ Not started``.

    A marker that always stands beside words of one status means that in this tracker.
    """
    by_marker: dict[str, dict[str, Status]] = {}
    for status, text in dict.fromkeys(states):
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
