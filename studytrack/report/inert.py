"""Text from trackers, commits and notes as Markdown in which it is nothing but text.

On GitHub a text may mention people, refer to and close issues, hold HTML, links or pictures
(https://docs.github.com/get-started/writing-on-github). In a code span it does none of these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.patterns import pattern
from studytrack.shown import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST = 300
"""Characters of a text that are shown."""

_TICKS = pattern(r"`+")
# Letters of any script, digits, blanks and punctuation that means nothing to Markdown.
_HARMLESS = pattern(r"[^\W_](?:[^\W_]|[ ,./()%+?!;='\"–—－·•、，。：；（）《》“”？！～-])*")
# Plain words that GitHub turns into links: web addresses, issues, commits.
_LINKED = pattern(r"(?i)www\.|//|\bGH-\d|\b[0-9a-f]{7,}\b")


def code(text: str, longest: int = LONGEST) -> str:
    """The text as a code span, whatever backticks are in it, up to a number of characters.

    https://github.github.com/gfm/#code-spans

    >>> code("a ` @b")
    '`` a ` @b ``'
    """
    text = _cut(one_line(text), longest).strip()
    if not text:
        return ""
    longest = max(map(len, _TICKS.findall(text)), default=0)
    fence = "`" * (longest + 1)
    return f"{fence} {text} {fence}" if longest else f"`{text}`"


def fenced(lines: Sequence[str]) -> str:
    """Lines in a fence that none of them can close."""
    longest = max((len(line) - len(line.lstrip("`")) for line in lines), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join([f"{fence}text", *lines, fence])


def inert(text: str, longest: int = LONGEST) -> str:
    """The text as it is where it can only be text, else as a code span.

    >>> inert("KV cache 与 LRU"), inert("Fixes #1")
    ('KV cache 与 LRU', '`Fixes #1`')
    """
    text = _cut(one_line(text), longest).strip()
    if _HARMLESS.fullmatch(text) and not _LINKED.search(text):
        return text
    return code(text, longest)


def cell(markdown: str) -> str:
    r"""Markdown as it stands in a table's cell; a pipe there is escaped in a code span too.

    https://github.github.com/gfm/#tables-extension-
    """
    return markdown.replace("|", "\\|")


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
