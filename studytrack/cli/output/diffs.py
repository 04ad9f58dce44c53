"""What a reconciliation changes, as a unified diff.

https://www.gnu.org/software/diffutils/manual/html_node/Detailed-Unified.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from studytrack.cli.output.page import Piece, Style, Verbatim

CONTEXT = 3
_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_UNFINISHED = "\\ No newline at end of file\n"


def unified(path: str, before: str, after: str) -> Verbatim:
    """The difference of two texts with as many lines; nothing where they are the same.

    Reconciling never adds or removes a line, so line n is compared with line n.

    Raises:
        ValueError: one text has more lines.
    """
    pairs = list(zip(_LINES.findall(before), _LINES.findall(after), strict=True))
    changed = [number for number, (old, new) in enumerate(pairs) if old != new]
    if not changed:
        return Verbatim(())
    name = path.replace("\n", r"\n").replace("\t", r"\t")
    pieces = [Piece(f"--- a/{name}\n", Style.STRONG), Piece(f"+++ b/{name}\n", Style.STRONG)]
    for first, last in _hunks(changed, len(pairs)):
        pieces.extend(_hunk(pairs, first, last))
    return Verbatim(tuple(pieces))


def _hunks(changed: list[int], length: int) -> Iterator[tuple[int, int]]:
    """Ranges of lines, the last excluded, that hold changed lines and their context."""
    first = last = changed[0]
    for number in [*changed[1:], length + 2 * CONTEXT + 2]:
        if number - last > 2 * CONTEXT + 1:
            yield max(first - CONTEXT, 0), min(last + CONTEXT + 1, length)
            first = number
        last = number


def _hunk(pairs: list[tuple[str, str]], first: int, last: int) -> Iterator[Piece]:
    size = last - first
    span = f"{first + 1}" if size == 1 else f"{first + 1},{size}"
    yield Piece(f"@@ -{span} +{span} @@\n", Style.INFO)
    at = first
    while at < last:
        run = at
        while run < last and pairs[run][0] != pairs[run][1]:
            run += 1
        if run == at:
            yield _line(" ", pairs[at][0], Style.PLAIN)
            at += 1
            continue
        for old, _ in pairs[at:run]:
            yield _line("-", old, Style.REMOVED)
        for _, new in pairs[at:run]:
            yield _line("+", new, Style.ADDED)
        at = run


def _line(sign: str, text: str, style: Style) -> Piece:
    ending = "" if text.endswith("\n") else f"\n{_UNFINISHED}"
    return Piece(f"{sign}{text}{ending}", style)
