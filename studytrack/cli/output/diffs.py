"""What a reconciliation changes, as a unified diff.

https://www.gnu.org/software/diffutils/manual/html_node/Detailed-Unified.html
"""

from __future__ import annotations

from itertools import islice, takewhile, zip_longest
from typing import TYPE_CHECKING

from studytrack.cli.output.page import Piece, Style, Verbatim
from studytrack.markdown.blocks import split_lines
from studytrack.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from studytrack.study.rewritten import Rewritten

CONTEXT = 3
_LINES = pattern(r"[^\n]*\n|[^\n]+")
_UNFINISHED = "\\ No newline at end of file\n"

Pair = tuple[str | None, str | None]
"""A line of the one text, and what becomes of it; None where there is none to it."""


def unified(file: Rewritten) -> Verbatim:
    """What becomes of a file; nothing where it stays the same."""
    pairs = list(_pairs(file))
    changed = [number for number, (old, new) in enumerate(pairs) if old != new]
    if not changed:
        return Verbatim(())
    name = file.path.replace("\n", r"\n").replace("\t", r"\t")
    pieces = [Piece(f"--- a/{name}\n", Style.STRONG), Piece(f"+++ b/{name}\n", Style.STRONG)]
    at, done = (0, 0), 0
    for first, last in _hunks(changed, len(pairs)):
        start, end = _behind(at, pairs[done:first]), _behind(at, pairs[done:last])
        pieces.extend(_hunk(pairs[first:last], start, end))
        at, done = end, last
    return Verbatim(tuple(pieces))


def _pairs(file: Rewritten) -> Iterator[Pair]:
    """The lines of both texts, side by side: only blocks have more or fewer than before."""
    old, new = iter(_LINES.findall(file.before)), iter(_LINES.findall(file.text))
    starts = split_lines(file.before)
    place = 0
    for block in file.blocks:
        start = starts[block.line].start
        above = file.before.count("\n", place, start)
        yield from zip_longest([*islice(old, above)], [*islice(new, above)])
        place = start + len(block.before)
        was, now = block.before.count("\n"), block.after.count("\n")
        yield from _aligned([*islice(old, was)], [*islice(new, now)])
    yield from zip_longest(old, new)


def _aligned(old: list[str], new: list[str]) -> Iterator[Pair]:
    """The lines of a block side by side, and those at its end where they are the same."""
    backward = zip(reversed(old), reversed(new), strict=False)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], backward))
    yield from zip_longest(old[: len(old) - same], new[: len(new) - same])
    yield from zip(old[len(old) - same :], new[len(new) - same :], strict=True)


def _hunks(changed: list[int], length: int) -> Iterator[tuple[int, int]]:
    """Ranges of pairs, the last excluded, that hold changed lines and their context."""
    first = last = changed[0]
    for number in [*changed[1:], length + 2 * CONTEXT + 2]:
        if number - last > 2 * CONTEXT + 1:
            yield max(first - CONTEXT, 0), min(last + CONTEXT + 1, length)
            first = number
        last = number


def _behind(at: tuple[int, int], pairs: Sequence[Pair]) -> tuple[int, int]:
    """How many lines of each text stand before what follows these pairs."""
    old, new = (sum(pair[side] is not None for pair in pairs) for side in (0, 1))
    return at[0] + old, at[1] + new


def _hunk(pairs: Sequence[Pair], start: tuple[int, int], end: tuple[int, int]) -> Iterator[Piece]:
    old, new = map(_span, start, end)
    yield Piece(f"@@ -{old} +{new} @@\n", Style.INFO)
    place = 0
    while place < len(pairs):
        run = place
        while run < len(pairs) and pairs[run][0] != pairs[run][1]:
            run += 1
        if run == place:
            yield from _side(" ", pairs[place : place + 1], 0, Style.PLAIN)
            place += 1
            continue
        yield from _side("-", pairs[place:run], 0, Style.REMOVED)
        yield from _side("+", pairs[place:run], 1, Style.ADDED)
        place = run


def _span(start: int, stop: int) -> str:
    """A range of lines; one without any is named by the line above."""
    size = stop - start
    if size == 1:
        return f"{stop}"
    return f"{start + 1 if size else start},{size}"


def _side(sign: str, pairs: Sequence[Pair], side: int, style: Style) -> Iterator[Piece]:
    for pair in pairs:
        text = pair[side]
        if text is not None:
            ending = "" if text.endswith("\n") else f"\n{_UNFINISHED}"
            yield Piece(f"{sign}{text}{ending}", style)
