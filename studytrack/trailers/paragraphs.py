"""The lines of a commit message: which are trailers by git's rule, and which stand in fences.

The rule for the last paragraph is git's own, as ``git-interpret-trailers(1)`` tells it and
``trailer.c`` has it, without any configuration and with ``--no-divider``. Lines are bytes
without their line feeds.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from studytrack.patterns import pattern
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BLANKS = b" \t\r"

_SCISSORS = b"# ------------------------ >8 ------------------------"
_CONFLICTS = b"Conflicts:"
_ENDINGS = frozenset({b"", b"#", b"\t", _CONFLICTS[:1]})
"""How the last line begins where it, or more, is none of the message."""
_CHERRY_PICKED = b"(cherry picked from commit "
_SIGNED_OFF = b"Signed-off-by: "
_FENCE = pattern(rb" {0,3}(?P<fence>`{3,}+|~{3,}+)(?P<info>.*+)", re.DOTALL)


class Span(NamedTuple):
    """Some lines, by index; ``end`` is behind the last one."""

    start: int
    end: int


def is_blank(line: bytes) -> bool:
    """Whether git takes the line for a blank one."""
    return not line.strip(BLANKS)


def is_continuation(line: bytes) -> bool:
    """Whether the line goes on with the value before it."""
    return line[:1] in {b" ", b"\t", b"\r"}


def last_block(lines: Sequence[bytes], trailer: re.Pattern[bytes]) -> Span:
    """The lines that git searches for trailers: those of the last paragraph, if it is one.

    Args:
        lines: the lines of a whole message.
        trailer: matches a line that begins with a key and a separator.
    """
    end = _end_of_trailers(lines)
    trailers = others = continuations = 0
    recognized = text_seen = False
    for index in range(end - 1, -1, -1):
        line = lines[index]
        if line[:1] == b"#":
            others += continuations
            continuations = 0
        elif is_blank(line):
            if text_seen:
                others += continuations
                counts = trailers * 3 >= others if recognized else trailers and not others
                return Span(index + 1, end) if counts else Span(end, end)
        elif line.startswith((_SIGNED_OFF, _CHERRY_PICKED)):
            text_seen = recognized = True
            trailers, continuations = trailers + 1, 0
        elif trailer.match(line):
            text_seen = True
            trailers, continuations = trailers + 1, 0
        elif is_continuation(line):
            text_seen = True
            continuations += 1
        else:
            text_seen = True
            others, continuations = others + continuations + 1, 0
    return Span(end, end)


def _end_of_trailers(lines: Sequence[bytes]) -> int:
    """Where comments, blank lines and an old list of conflicts begin to end the message.

    This is ``ignore_non_trailer`` of git's ``commit.c``; like there, a first line that is
    such a one does not count as the beginning.
    """
    cutoff = lines.index(_SCISSORS) if _SCISSORS in lines else len(lines)
    if cutoff and lines[cutoff - 1][:1] not in _ENDINGS:
        return cutoff
    beginning = 0
    conflicts = False
    for index in range(cutoff):
        line = lines[index]
        if line == b"" or line[:1] == b"#":
            beginning = beginning or index
        elif line == _CONFLICTS:
            conflicts = True
            beginning = beginning or index
        elif not (conflicts and line[:1] == b"\t"):
            beginning, conflicts = 0, False
    return beginning or cutoff


def fenced(lines: Sequence[bytes]) -> Iterator[tuple[Span, bool]]:
    """The lines of each code fence, fences included, and whether it is closed.

    By CommonMark (https://spec.commonmark.org/0.31.2/#fenced-code-blocks).
    """
    fence, start = b"", 0
    for index, line in enumerate(lines):
        match = _FENCE.match(line)
        if match is None:
            continue
        mark, info = match["fence"], match["info"]
        if not fence:
            if mark[:1] == b"~" or b"`" not in info:
                fence, start = mark, index
        elif mark.startswith(fence) and is_blank(info):
            yield Span(start, index + 1), True
            fence = b""
    if fence:
        yield Span(start, len(lines)), False


def paragraphs(lines: Sequence[bytes]) -> Iterator[Span]:
    """The runs of lines between blank ones."""
    start = 0
    for index, line in enumerate(lines):
        if is_blank(line):
            if start < index:
                yield Span(start, index)
            start = index + 1
    if start < len(lines):
        yield Span(start, len(lines))


def is_all_trailers(lines: Sequence[bytes], trailer: re.Pattern[bytes]) -> bool:
    """Whether these lines are nothing but trailers, what continues them, and comments."""
    continuable = False
    for line in lines:
        if line[:1] == b"#":
            continuable = False
        elif trailer.match(line) or line.startswith(_CHERRY_PICKED):
            continuable = True
        elif not (continuable and is_continuation(line)):
            return False
    return True
