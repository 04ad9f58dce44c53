"""Which lines of a Markdown text are headings, paragraphs, list items, tables or other.

markdown-it-py reads the blocks, with its own table rule and everything inline switched off:
they take ten times as long as the rest. ``table_rule`` takes the place of the former.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Literal

from markdown_it import MarkdownIt

from studytrack.markdown import table_rule
from studytrack.markdown.rows import BLANKS
from studytrack.markdown.spans import Span
from studytrack.patterns import pattern
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

Kind = Literal["heading", "paragraph", "item", "table", "html", "other"]

BOM = "\ufeff"

_ENDING = pattern(r"(\r\n|\r|\n)")
_YAML_LINE = pattern(r"\s|#|-(?:\s|$)|[\]}]|[\"'\w][^:]*:(?:\s|$)|$")
_SILENT = frozenset({"inline", "list_item_open"})


class Block(NamedTuple):
    """A run of lines of one kind, from ``first`` up to but not including ``last``.

    ``level`` is a heading's (1 to 6) or an item's depth in lists (from 1), else 0. ``starts``
    is the content of the first line, without indentation, bullet or ``#``; ``text_span`` goes
    on to the end of the content, without a heading's closing ``#`` or underline.
    """

    kind: Kind
    level: int
    first: int
    last: int
    starts: Span
    text_span: Span


class Document(NamedTuple):
    """A Markdown text, its lines without their endings, and its blocks in order."""

    text: str
    lines: tuple[Span, ...]
    blocks: tuple[Block, ...]

    def line(self, index: int) -> str:
        """The text of a line, counted from 0, without its ending."""
        return self.lines[index].of(self.text)

    def line_at(self, offset: int) -> int:
        """The index of the line in which the character at this offset stands."""
        return max(bisect_right(self.lines, (offset, len(self.text) + 1)) - 1, 0)


def split_lines(text: str) -> tuple[Span, ...]:
    r"""The lines of a text, without their endings, a leading BOM and a last empty line.

    Lines end as CommonMark says (https://spec.commonmark.org/0.31.2/#line): with ``\r\n``,
    ``\n`` or ``\r``, and not, as for ``str.splitlines``, with U+2028 or a form feed.
    """
    begin = len(BOM) if text.startswith(BOM) else 0
    parts = _parts(text[begin:])
    if not parts[-1]:
        del parts[-1]
    places = [*accumulate(map(len, parts), initial=begin)]
    return tuple(map(Span, places[::2], places[1::2]))


def _parts(text: str) -> list[str]:
    """Each line, and what ends it; the last one has no end."""
    if "\r" in text:
        return _ENDING.split(text)
    return [part for line in text.split("\n") for part in (line, "\n")][:-1]


@lru_cache(maxsize=2)  # a text that is edited is asked for again, and so is the new one
def read(text: str) -> Document:
    r"""The blocks of a text.

    Only paragraphs, items, tables and HTML that stand for themselves are named so: whatever is
    in a quote is ``other``, as are fences, indented code, rules, front matter, and all but the
    paragraphs of a list.

    >>> [block.kind for block in read("# Plan\n\n- one\n\n| a |\n|---|\n").blocks]
    ['heading', 'item', 'table']
    """
    lines = split_lines(text)
    skipped = _front_matter(text, lines)
    blocks: list[Block] = []
    if skipped:
        whole = Span(lines[0].start, lines[skipped - 1].end)
        blocks.append(Block("other", 0, 0, skipped, lines[0], whole))
    if skipped < len(lines):
        tokens = _parser().parse(_normal(text[lines[skipped].start :]))
        blocks += _Reading(text, lines, skipped).blocks(tokens)
    return Document(text, lines, tuple(blocks))


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").disable(["normalize", "inline", "text_join"])
    table_rule.install(parser)
    return parser


def _normal(text: str) -> str:
    """The text as the library's rules want it, which has a slower way to see to that."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")


def _front_matter(text: str, lines: Sequence[Span]) -> int:
    """How many lines at the start are front matter, its fences included.

    A text may also begin with a thematic break: between ``---`` every unindented line must
    look like YAML.
    """
    fence = lines[0].of(text).rstrip(" \t") if lines else ""
    if fence not in {"---", "+++"}:
        return 0
    for index, span in enumerate(lines[1:], start=1):
        line = span.of(text)
        if line.rstrip(" \t") == fence:
            return index + 1
        if fence == "---" and not _YAML_LINE.match(line):
            return 0
    return 0


class _Reading(NamedTuple):
    """Turns the library's tokens into blocks of a text whose first lines it was not given."""

    text: str
    lines: tuple[Span, ...]
    skipped: int

    def blocks(self, tokens: Sequence[Token]) -> Iterator[Block]:
        depth = 0
        quote: int | None = None
        for token, following in zip(tokens, [*tokens, None][1:], strict=True):
            if token.type.endswith("_list_open") or token.type.endswith("_list_close"):
                depth += token.nesting
            elif quote is not None:
                if token.type == "blockquote_close" and token.level == quote:
                    quote = None
            elif token.map and token.nesting >= 0 and token.type not in _SILENT:
                if token.type == "blockquote_open":
                    quote = token.level
                yield self._block(token, depth, following.content if following else "")

    def _block(self, token: Token, depth: int, content: str) -> Block:
        first, last = (self.skipped + line for line in token.map or (0, 0))
        last = min(last, len(self.lines))
        match token.type:
            case "heading_open" if not depth:
                return self._heading(token, first, last, content)
            case "paragraph_open":
                where = self._content(first, last, content)
                return Block("item" if depth else "paragraph", depth, first, last, *where)
            case table_rule.NAME if not depth:
                kind: Kind = "table"
            case "html_block" if not depth:
                kind = "html"
            case _:
                kind = "other"
        starts = self._stripped(first)
        end = max(starts.end, self._stripped(last - 1).end)
        return Block(kind, 0, first, last, starts, Span(starts.start, end))

    def _heading(self, token: Token, first: int, last: int, content: str) -> Block:
        level = int(token.tag[1:])
        if not token.markup.startswith("#"):
            return Block("heading", level, first, last, *self._content(first, last - 1, content))
        begin, end = self._stripped(first)
        behind = self.text[begin + level : end].lstrip(BLANKS)
        starts = Span(end - len(behind), end - len(behind) + len(content))
        return Block("heading", level, first, last, starts, starts)

    def _stripped(self, index: int) -> Span:
        start, end = self.lines[index]
        line = self.text[start:end]
        content = line.strip(BLANKS)
        start += line.find(content) if content else len(line)
        return Span(start, start + len(content))

    def _content(self, first: int, last: int, content: str) -> tuple[Span, Span]:
        """Where this content of some lines stands: its first line, and all of it.

        The library drops indentation and bullets before, and blanks at both ends, which may
        be whole lines of them where they are not ASCII.
        """
        while last - 1 > first and not self._stripped(last - 1).of(self.text):
            last -= 1
        line, *_ = content.split("\n", 1)
        line_end = self._stripped(last - 1 - content.count("\n")).end
        start = line_end - len(line.rstrip(BLANKS))
        return Span(start, line_end), Span(start, self._stripped(last - 1).end)
