"""Where a text has blocks that are kept filled: pairs of comments, each alone on its line.

``<!-- studytrack:begin progress phase=3 -->`` and ``<!-- studytrack:end -->`` are comments to
Markdown too; whatever stands in a fence, in code, in a quote or in a list is none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from studytrack.markdown.blocks import read
from studytrack.patterns import pattern
from studytrack.terms import Finding
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studytrack.markdown.blocks import Document

PREFIX = "studytrack:"
"""Begins what every marker says."""

BEGIN, END = f"{PREFIX}begin", f"{PREFIX}end"
LONGEST = 100
"""Characters of a marker that are shown where something is wrong with it."""

_OPEN, _CLOSE = "<!--", "-->"
# https://github.github.com/gfm/#html-blocks: of the kinds of HTML, tags alone may hold Markdown.
_TAGS = pattern(r"</?(?!(?:pre|script|style|textarea)\b)[a-z]", re.IGNORECASE)


class Region(NamedTuple):
    """The lines of a pair of markers.

    Attributes:
        first, last: the indexes, from 0, of the lines on which the two stand.
        words: what the first one says: ``("progress", "phase=3")``.
        nested: whether another block begins above it and has not ended.
    """

    first: int
    last: int
    words: tuple[str, ...]
    nested: bool = False


class Regions(NamedTuple):
    """The pairs of a text, and what is wrong with its markers."""

    pairs: tuple[Region, ...] = ()
    findings: tuple[Finding, ...] = ()


def regions(document: Document) -> Regions:
    r"""The innermost pair of every begin and end.

    >>> from studytrack.markdown.blocks import read
    >>> regions(read("<!-- studytrack:begin bar -->\n<!-- studytrack:end -->\n")).pairs
    (Region(first=0, last=1, words=('bar',), nested=False),)
    """
    if PREFIX not in document.text:
        return Regions()
    pairs: list[Region] = []
    findings: list[Finding] = []
    begun: Region | None = None
    for line, words in _markers(document):
        match words:
            case [word, *rest] if word == BEGIN:
                if begun is not None:
                    findings.append(invalid(document, line, "block-nested"))
                begun = Region(line, line, tuple(rest), nested=begun is not None)
            case [word] if word == END and begun is not None:
                pairs.append(begun._replace(last=line))
                begun = None
            case [word] if word == END:
                findings.append(invalid(document, line, "block-no-begin"))
            case _:
                findings.append(invalid(document, line, "block-form"))
    if begun is not None:
        findings.append(invalid(document, begun.first, "block-no-end"))
    return Regions(tuple(pairs), tuple(findings))


def invalid(document: Document, line: int, reason: str) -> Finding:
    """What is wrong with the marker on a line."""
    text = document.line(line).strip()[:LONGEST]
    return Finding("block-invalid", {"text": text, "reason": reason}, line=line + 1)


def hidden(document: Document) -> Document:
    """The document without what is generated in it: none of that is anybody's own word."""
    kept, pairs = [], list(reversed(regions(document).pairs))
    if not pairs:
        return document
    for block in document.blocks:
        while pairs and pairs[-1].last <= block.first:
            pairs.pop()
        if not pairs or block.first <= pairs[-1].first:
            kept.append(block)
    return document._replace(blocks=tuple(kept))


def outside(text: str) -> str:
    """The text without the lines that are generated in it."""
    if PREFIX not in text:
        return text
    document = read(text)
    begins = [0, *(document.lines[pair.last].start for pair in regions(document).pairs)]
    ends = [*(document.lines[pair.first].end for pair in regions(document).pairs), len(text)]
    return "".join(text[begin:end] for begin, end in zip(begins, ends, strict=True))


def _markers(document: Document) -> Iterator[tuple[int, list[str]]]:
    """Each line that is a marker, or means to be one, and its words."""
    for block in document.blocks:
        if block.kind == "html":
            start = document.lines[block.first].start
            lines = range(block.first, block.last)
            if not _TAGS.match(document.text, start):
                lines = lines[:1]
            for line in lines:
                words = _words(document.line(line))
                if words and not _commented(document, start, line):
                    yield line, words


def _words(line: str) -> list[str]:
    """What a comment says that begins a line and speaks to studytrack; one word where it is odd."""
    if not line.startswith(_OPEN):
        return []
    inside = line.rstrip().removeprefix(_OPEN)
    words = inside.removesuffix(_CLOSE).split()
    if not words or not words[0].startswith(PREFIX):
        return []
    return words if inside.endswith(_CLOSE) and _CLOSE not in inside[:-1] else [PREFIX]


def _commented(document: Document, start: int, line: int) -> bool:
    """Whether a comment has begun on a line above, and has not ended."""
    end = document.lines[line].start
    begun = document.text.rfind(_OPEN, start, end)
    return begun >= 0 and document.text.find(_CLOSE, begun, end) < 0
