"""Commit messages with trailers: new ones, and older ones that are given more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.markdown.widths import display_width
from studytrack.patterns import pattern
from studytrack.shown import one_line
from studytrack.trailers.message import Trailer, parts
from studytrack.trailers.paragraphs import is_blank, last_block
from studytrack.trailers.vocabulary import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDEST_SUBJECT = 72
"""Columns: what ``git log --oneline`` and hosts show of a subject whole."""

_TRAILER = pattern(rb"[A-Za-z0-9-]++[ \t]*+:")


def drafted(subject: str, trailers: Sequence[Trailer]) -> bytes:
    """A new message: its subject, and the trailers in its last paragraph."""
    return (f"{subject}\n\n" + "".join(f"{one.text}\n" for one in trailers)).encode()


def extended(message: bytes, trailers: Sequence[Trailer]) -> bytes:
    r"""A message with more trailers, behind those of its last paragraph or in one of their own.

    >>> extended(b"Read\n", [Trailer("Study-Task", "3.4 done")])
    b'Read\n\nStudy-Task: 3.4 done\n'
    """
    lines = message.split(b"\n")
    block = last_block(lines, _TRAILER)
    found = block.start < block.end
    end = block.end if found else len(lines)
    while end and is_blank(lines[end - 1]):
        end -= 1
    more = [one.text.encode() for one in trailers]
    rest = lines[end:] if any(map(bytes.strip, lines[end:])) else [b""]
    return b"\n".join([*lines[:end], *([] if found else [b""]), *more, *rest])


def told(message: bytes, encoding: str | None = None) -> list[tuple[str, str]]:
    """The trailers of ours that count in a message: their keys in lower case, their values."""
    return [
        (one.key.lower(), clean(one.value))
        for part in parts(message, encoding)
        for one in part.trailers
    ]


def is_sound(message: bytes, before: bytes, trailers: Sequence[Trailer]) -> bool:
    """Whether a message says all that it said before, then these trailers, and nothing else."""
    wanted = [*told(before), *told(drafted("x", trailers))]
    doubtful = sum(len(part.suspects) + len(part.findings) for part in parts(message))
    known = sum(len(part.suspects) + len(part.findings) for part in parts(before))
    return len(told(drafted("x", trailers))) == len(trailers) and (
        told(message) == wanted and doubtful == known
    )


def subject_of(message: bytes) -> str:
    """The first line of a message."""
    return message.decode("utf-8", "replace").lstrip("\n").partition("\n")[0]


def clipped_subject(text: str) -> str:
    """The text on one line, harmless wherever a log shows it, and no wider than it should be."""
    line = one_line(clean(text))
    if display_width(line) <= WIDEST_SUBJECT:
        return line
    width = 0
    for index, character in enumerate(line):
        width += display_width(character)
        if width >= WIDEST_SUBJECT:
            return line[:index].rstrip() + "…"
    return line
