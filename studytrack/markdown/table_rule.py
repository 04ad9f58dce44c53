"""Where tables begin and end: a block rule for markdown-it-py in place of its own.

The library's rule makes three tokens for every cell, which is most of the time it takes to
read a tracker. This one finds the same lines by the same conditions and makes one token. It
departs from the library's where GitHub does: what opens another kind of block, or would be
a heading's underline, is no table (https://github.github.com/gfm/#tables-extension-).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from studytrack.markdown.rows import BLANKS, alignments, count
from studytrack.markdown.spans import Span

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

NAME: Final = "gfm_table"

# No other block can begin with any other character, and asking every rule is slow.
_OPENERS = frozenset("`~>*-_+<#0123456789")


def install(parser: MarkdownIt) -> None:
    """Let the parser find tables, as ``gfm_table`` tokens without content."""
    parser.block.ruler.before("reference", NAME, _rule, {"alt": ["paragraph", "reference"]})


def _rule(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    if first + 2 > end or not _begins(state, first):
        return False
    if silent:
        return True
    last = first + 2
    while last < end and _belongs(state, last):
        last += 1
    token = state.push(NAME, "table", 0)
    token.map = [first, last]
    state.line = last
    return True


def _begins(state: StateBlock, line: int) -> bool:
    """True for a header with a delimiter row of as many columns below."""
    start = state.bMarks[line + 1] + state.tShift[line + 1]
    if state.src[start : start + 1] not in {"|", ":", "-"} or not _at_home(state, line + 1):
        return False
    if state.sCount[line + 1] - state.blkIndent >= 4:
        return False
    columns = alignments(state.src[start : state.eMarks[line + 1]])
    if columns is None or not _has_cells(state, line):
        return False
    header = Span(state.bMarks[line] + state.tShift[line], state.eMarks[line])
    return "|" in header.of(state.src) and count(state.src, header) == len(columns)


def _belongs(state: StateBlock, line: int) -> bool:
    """True for another row; most begin with a pipe, and so need no closer look."""
    piped = state.src.startswith("|", state.bMarks[line] + state.tShift[line])
    if piped and state.sCount[line] == state.blkIndent:
        return True
    return _at_home(state, line) and _has_cells(state, line)


def _at_home(state: StateBlock, line: int) -> bool:
    """True where the line is indented as far as the container's content, or further."""
    return state.sCount[line] >= state.blkIndent


def _has_cells(state: StateBlock, line: int) -> bool:
    """True for a line that can be a row: not code, not blank, and no other block's first."""
    if state.sCount[line] - state.blkIndent >= 4:
        return False
    start = state.bMarks[line] + state.tShift[line]
    first = state.src[start : start + 1]
    if first == "|":
        return True
    if first in _OPENERS and _opens_another(state, line):
        return False
    return bool(state.src[start : state.eMarks[line]].strip(BLANKS))


def _opens_another(state: StateBlock, line: int) -> bool:
    # The same rules as the library's own table rule asks; outside of a paragraph any list
    # may begin, which the list rule tells by the parent's type.
    outer, state.parentType = state.parentType, "table"
    try:
        rules = state.md.block.ruler.getRules("blockquote")
        return any(rule(state, line, state.lineMax, True) for rule in rules)
    finally:
        state.parentType = outer
