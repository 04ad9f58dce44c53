"""Inline Markdown as a reader sees it, and links; every function takes linear time.

A few things are read more kindly than CommonMark's letter
(https://spec.commonmark.org/0.31.2/#inlines), as learners write them: ``**状态：**进行中``
is strong although punctuation stands before the closing mark; a single ``~`` is a range as
in ``2~3小时`` and never strikes through; unknown tags such as ``<your name>`` are text.
"""

from __future__ import annotations

from html import unescape as decode_entity
from typing import TYPE_CHECKING
from urllib.parse import unquote

from studytrack.markdown.inline_scan import ENTITY, ESCAPED, SPECIAL, Scan
from studytrack.markdown.rows import BLANKS
from studytrack.patterns import pattern
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    import re

    from studytrack.markdown.spans import Span

_LABEL_MARK = pattern(r"[\\`*\[\]<>~&]|(?<![^\W_])_|_(?![^\W_])")
_NEWLINES = pattern(r"[\r\n]+")
# What would end or change a destination: blanks and controls, parentheses and pipes, what
# begins an escape, a code span, an entity, a query or a fragment.
_UNSAFE = pattern(r"[\x00-\x20\x7f-\x9f()|<>\\`%&#?\udc80-\udcff]")
_SURROGATE = pattern(r"[\udc80-\udcff]")
_QUERY = pattern(r"[?#]")


class Link(NamedTuple):
    """An inline link.

    Attributes:
        label: as plain text.
        target: decoded; bytes that are not UTF-8 become U+FFFD.
        span: its place.
        path: the file that it names: the target without query and fragment, where bytes that
            are not UTF-8 survive as surrogates.
    """

    label: str
    target: str
    span: Span
    path: str


def plain(raw: str) -> str:
    r"""The text that is left of inline Markdown without its marks.

    Links give their label, images their alternative text, ``<br>`` a space; escapes and
    entities are resolved; blanks at both ends are dropped.

    >>> plain("🟢 **done**, see [3.4](./3.4.md) \\*")
    '🟢 done, see 3.4 *'
    """
    return (Scan(raw).text() if is_marked(raw) else raw).strip(BLANKS)


def is_marked(raw: str) -> bool:
    """Whether a text has anything that may be a mark; else a reader sees it as it is."""
    return SPECIAL.search(raw) is not None


def links(raw: str) -> tuple[Link, ...]:
    """The inline links, in order; images and reference links are none.

    Targets and paths have their escapes, entities and percent-encodings resolved.

    >>> links("see [3.4](<./a%20b.md>)")[0].target
    './a b.md'
    """
    return tuple(
        _link(plain(label.of(raw)), _resolved(target), span)
        for label, target, span in sorted(Scan(raw).links, key=lambda found: found[2])
    )


def written(text: str) -> str:
    r"""What is to be written so that a reader sees the text: as it is, or its marks escaped.

    >>> written("2~3 pointers"), written("an *arg*")
    ('2~3 pointers', 'an \\*arg\\*')
    """
    return text if plain(text) == text else _LABEL_MARK.sub(r"\\\g<0>", text)


def link(label: str, path: str) -> str:
    r"""An inline link to a file, that reads back as this label and this path.

    The label's marks are escaped; for the path see `destination`.

    >>> link("3.4", "./kv cache (2).md")
    '[3.4](./kv%20cache%20%282%29.md)'
    """
    shown = _SURROGATE.sub("\ufffd", _NEWLINES.sub(" ", label))
    text = _LABEL_MARK.sub(r"\\\g<0>", shown)
    return f"[{text}]({destination(path)})"


def destination(path: str) -> str:
    """A path as a link's destination.

    Blanks, controls, parentheses, pipes and whatever else means something there are
    percent-encoded, and so are bytes that are not UTF-8, which a path has as surrogates.
    """
    return _UNSAFE.sub(_percent, path)


def _percent(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "surrogateescape"))


def _link(label: str, target: str, span: Span) -> Link:
    path = _QUERY.split(target, maxsplit=1)[0]
    return Link(label, unquote(target), span, unquote(path, errors="surrogateescape"))


def _resolved(target: str) -> str:
    """The target without its marks, its escapes and entities resolved."""
    if target.startswith("<"):
        target = target[1:-1]
    return ENTITY.sub(lambda entity: decode_entity(entity[0]), ESCAPED.sub(r"\1", target))
