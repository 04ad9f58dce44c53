"""Two versions of a tracker side by side: where only rows and plain prose differ."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain, takewhile
from typing import TYPE_CHECKING

from studytrack.patterns import pattern
from studytrack.tracker.criteria.labels import announces
from studytrack.tracker.marks import BOX
from studytrack.tracker.slots import LONGEST_LABEL

if TYPE_CHECKING:
    from studytrack.tracker.lexicon import Lexicon

_MOST_PROSE = 40
"""Lines; where more came or went, a version is cheaper to read whole."""
_PLAIN = pattern(
    # No mark of Markdown but a bullet and emphasis, and no sign that a status might have.
    r"(?!\d{1,9}[.)])(?:[-*] )?\*{0,2}[\w“‘「（(]"
    r"[\w \t,，.。;；:：、()（）!！?？'\"“”‘’「」—–…·《》【】*/／%％-]*[\r\n]*"
)
_BULLET = pattern(r"\s*(?:[-*+]|\d{1,9}[.)])\s")
BOXED = pattern(rf"([ \t]*(?:[-*+]|\d{{1,9}}[.)])[ \t]+)(?P<box>{BOX.pattern})")
"""A list's task up to its box, and what stands before it."""
_LEAD = pattern(r"[\W_]*")
_COLON = pattern(r"[:：]")

_UNDERLINE = pattern(r"[ \t]*(?:-+|=+)[ \t\r\n]*")

Lines = Sequence[str]
Pairs = list[tuple[int, str]]


def replaced(
    old: Lines, new: Lines, words: Lexicon, in_table: Callable[[int], bool]
) -> Pairs | None:
    """The new lines that stand in the place of others, by the old line's number from 1.

    None where more differs than rows, and prose that says nothing to a reader of trackers: a date
    of the last update on a line of its own, and in one place a paragraph of a journal.

    Args:
        old: the lines of one version with their endings.
        new: those of the other.
        words: what a line of prose must not begin with.
        in_table: whether an old line, by its number, is the row of a task.
    """
    if len(old) == len(new) and all(
        (in_table(place + 1) and _alike_row(was, line))
        or _is_prose_for_prose(old, place, line, words)
        for place, (was, line) in enumerate(zip(old, new, strict=True))
        if was != line
    ):
        return [(number, line) for number, line in _differing(old, new) if in_table(number)]
    start = _alike(old, new, lambda place: in_table(place + 1))
    size, room = len(old), min(len(old), len(new)) - start
    end = min(_alike(old[::-1], new[::-1], lambda place: in_table(size - place)), room)
    before, after = old[:start], old[size - end :]
    was, now = old[start : size - end], new[start : len(new) - end]
    if not all(len(lines) <= _MOST_PROSE and _silent(lines, words) for lines in (was, now)):
        return None
    if not (_alternates(before, after, was, now) or _stands_apart(before, after, was, now)):
        return None
    tail = _differing(after, new[len(new) - end :], size - end)
    return _differing(before, new[:start]) + tail


def _is_prose_for_prose(old: Lines, place: int, line: str, words: Lexicon) -> bool:
    was, now = [old[place]], [line]
    return all(_silent(lines, words) for lines in (was, now)) and _alternates(
        old[max(place - _MOST_PROSE, 0) : place], old[place + 1 : place + _MOST_PROSE], was, now
    )


def _alike(old: Lines, new: Lines, in_table: Callable[[int], bool]) -> int:
    """How many lines from the beginning are the same, or rows of one task."""
    for place, (was, line) in enumerate(zip(old, new, strict=False)):
        if was != line and not (in_table(place) and _alike_row(was, line)):
            return place
    return min(len(old), len(new))


def _alike_row(was: str, line: str) -> bool:
    """Whether both are rows of tables, or both items with boxes."""
    return was[:1] == line[:1] == "|" or bool(BOXED.match(was) and BOXED.match(line))


def _differing(old: Lines, new: Lines, offset: int = 0) -> Pairs:
    pairs = enumerate(zip(old, new, strict=True), offset + 1)
    return [(number, line) for number, (was, line) in pairs if was != line]


def _alternates(before: Lines, after: Lines, was: Lines, now: Lines) -> bool:
    """Whether lines of prose stand where others stood, in no table and no heading."""
    paragraph = chain(takewhile(_filled, reversed(before)), takewhile(_filled, after))
    return (
        len(was) == len(now)
        and all(_kind(one) == _kind(other) for one, other in zip(was, now, strict=True))
        and not any("|" in line or _UNDERLINE.fullmatch(line) for line in paragraph)
    )


def _kind(line: str) -> tuple[bool, bool]:
    return _blank(line), _BULLET.match(line) is not None


def _stands_apart(before: Lines, after: Lines, was: Lines, now: Lines) -> bool:
    """Whether lines came or went between blank ones, and belong to nothing around them."""
    if not before:  # front matter may begin there
        return False
    for lines in (was, now):
        whole = [before[-1], *lines, *(after[:1] or [""])]
        if not all(map(_parted, [(whole[0], whole[1]), (whole[-2], whole[-1])])):
            return False
    previous = next((line for line in reversed(before) if not _blank(line)), "")
    following = next((line for line in after if not _blank(line)), "")
    items = all(_blank(line) or _BULLET.match(line) for line in (*was, *now))
    between_items = _BULLET.match(previous) and _BULLET.match(following)
    return not following[:1].isspace() and not (between_items and not items)


def _parted(lines: tuple[str, str]) -> bool:
    """Whether two lines are no part of one paragraph or table."""
    return any(map(_blank, lines)) or all(map(_BULLET.match, lines))


def _silent(lines: Lines, words: Lexicon) -> bool:
    return all(_blank(line) or _says_nothing(line, words) for line in lines)


def _says_nothing(line: str, words: Lexicon) -> bool:
    """Whether a line is prose that no reader of trackers asks: no summary, total or criterion.

    How much of something it says is done does not matter.
    """
    if _PLAIN.fullmatch(line) is None or announces(line, words):
        return False
    start = _LEAD.match(line).end()  # type: ignore[union-attr]
    colon = _COLON.search(line, start, start + LONGEST_LABEL + 1)
    labels = (words.summary_label, words.total_label) if colon else ()
    opening = (pattern.match(line, start) for pattern in (words.summary_words, words.total_words))
    labelled = (pattern.search(line, start, colon.start()) for pattern in labels if colon)
    return not any(chain(opening, labelled))


def _blank(line: str) -> bool:
    return not line.strip(" \t\r\n")


def _filled(line: str) -> bool:
    return not _blank(line)
