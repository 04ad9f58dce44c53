"""The log that ``git merge --squash`` leaves in a commit's message.

It is a medium ``git log`` of the squashed commits, newest first, each message indented by
four spaces (``git-merge(1)``, ``--squash``; ``builtin/merge.c``). People replace its heading,
``Squashed commit of the following:``, by a subject, so an entry counts without it where it
names an author.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.patterns import pattern
from studytrack.trailers.paragraphs import is_blank
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_HEADING = b"Squashed commit of the following:"
_BEGINNING = b"commit "
_COMMIT = pattern(_BEGINNING + rb"(?P<id>[0-9a-f]{40}(?:[0-9a-f]{24})?)[ \t\r]*+\Z")
_HEADER = pattern(rb"(?:Author|AuthorDate|Commit|CommitDate|Date|Merge):")
_AUTHOR = b"Author:"
_INDENT = b"    "


class Entry(NamedTuple):
    """A squashed commit.

    Attributes:
        id: its full id.
        start: index of its ``commit`` line.
        end: index behind its last line.
        above: how many lines stand before its message.
        message: the lines of its message, without the indent.
    """

    id: str
    start: int
    end: int
    above: int
    message: tuple[bytes, ...]


def split(lines: Sequence[bytes], hidden: Collection[int]) -> list[Entry]:
    """The entries among these lines, as they stand, so newest first.

    Args:
        lines: the lines of a message.
        hidden: the indexes of lines in code fences.
    """
    entries: list[Entry] = []
    if not any(line.startswith(_BEGINNING) for line in lines):
        return entries
    headed = False
    index = 0
    while index < len(lines):
        line = lines[index]
        commit = _COMMIT.match(line) if index not in hidden else None
        headed = headed or line.rstrip() == _HEADING
        if commit:
            body = _header_end(lines, index + 1)
            if headed or any(line.startswith(_AUTHOR) for line in lines[index + 1 : body]):
                entries.append(_entry(commit["id"].decode("ascii"), lines, index, body))
                index = entries[-1].end
                continue
        index += 1
    return entries


def _header_end(lines: Sequence[bytes], start: int) -> int:
    end = start
    while end < len(lines) and _HEADER.match(lines[end]):
        end += 1
    return end


def _entry(name: str, lines: Sequence[bytes], start: int, body: int) -> Entry:
    while body < len(lines) and is_blank(lines[body]):
        body += 1
    end = body
    while end < len(lines) and (is_blank(lines[end]) or lines[end].startswith(_INDENT)):
        end += 1
    message = tuple(line[len(_INDENT) :] for line in lines[body:end])
    return Entry(name, start, end, body, message)
