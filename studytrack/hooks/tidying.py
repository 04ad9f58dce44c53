"""What git will make of the text in an editor: which lines are comments, and where it ends.

See ``--cleanup`` and ``--verbose`` in https://git-scm.com/docs/git-commit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.trailers.encoding import codec_of
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SETTINGS = r"^(core\.comment(char|string)|commit\.cleanup|i18n\.commitencoding)$"
"""A pattern of the settings that matter, for ``git config --get-regexp``."""

_SCISSORS = b" ------------------------ >8 ------------------------"
_CANDIDATES = b"#;@!$%^&|:"
"""What ``core.commentChar=auto`` chooses from."""


class Manner(NamedTuple):
    """How git is set to tidy messages.

    Attributes:
        comment: what begins a comment; ``auto`` where git chooses.
        cleanup: ``strip``, ``whitespace``, ``verbatim``, ``scissors``, or ``default``.
        encoding: what messages are encoded in; None for UTF-8.
    """

    comment: bytes = b"#"
    cleanup: bytes = b"default"
    encoding: str | None = None

    def strips(self, *, edited: bool) -> bool:
        """Whether comments are taken out of a message that came from an editor, or did not."""
        return self.cleanup == b"strip" or (self.cleanup == b"default" and edited)

    def prefix(self, lines: Sequence[bytes]) -> bytes:
        """What begins a comment in this text: of ``auto`` its end or its scissors show it."""
        if self.comment != b"auto":
            return self.comment
        for line in lines:
            if line[1:] == _SCISSORS and line[:1] in _CANDIDATES:
                return line[:1]
        last = next((line for line in reversed(lines) if line.strip()), b"")
        return last[:1] if last and last[:1] in _CANDIDATES else b"#"


USUAL = Manner()
"""How git is set unless somebody set it."""


class Tidied(NamedTuple):
    """A message as git will keep it.

    Attributes:
        message: without comments, and without what stands below the scissors.
        lines: for each of its lines, which one of the text it was, from 1.
        cut: whether there were scissors.
    """

    message: bytes
    lines: tuple[int, ...]
    cut: bool


def manner(answer: bytes) -> Manner:
    r"""What ``git config -z --get-regexp`` says; the last of several counts.

    >>> manner(b"core.commentchar\n;\0commit.cleanup\nscissors\0").comment
    b';'
    """
    said = [entry.partition(b"\n") for entry in answer.split(b"\0") if entry]
    values = {name.lower(): value for name, _, value in said}
    comments = [value for name, _, value in said if name.lower().startswith(b"core.comment")]
    encoding = values.get(b"i18n.commitencoding", b"").decode("ascii", "replace")
    return Manner(
        next((value for value in reversed(comments) if value), b"#"),
        values.get(b"commit.cleanup") or b"default",
        encoding or None,
    )


def tidied(text: bytes, settings: Manner, *, edited: bool) -> Tidied:
    r"""The message that git will make of the text.

    Args:
        text: what stands in the file, as an editor left it.
        settings: how git is set to tidy it.
        edited: whether there was an editor; without one, comments are kept by default.

    >>> tidied(b"One\n# two\nthree\n", Manner(), edited=True)
    Tidied(message=b'One\nthree\n', lines=(1, 3, 4), cut=False)
    """
    lines = text.split(b"\n")
    prefix = settings.prefix(lines)
    end = scissors(lines, prefix)
    strips = settings.strips(edited=edited)
    kept = [
        (number, line)
        for number, line in enumerate(lines[:end], start=1)
        if not (strips and line.startswith(prefix))
    ]
    message = b"\n".join(line for _, line in kept)
    return Tidied(message, tuple(number for number, _ in kept), end < len(lines))


def scissors(lines: Sequence[bytes], prefix: bytes) -> int:
    """The index of the line below which git reads nothing; behind all lines without one."""
    line = prefix + _SCISSORS
    return lines.index(line) if line in lines else len(lines)


def inserted(text: bytes, remarks: Sequence[str], settings: Manner) -> bytes:
    r"""The text with comments above those that git ends it with.

    Nothing is added where git writes none, or would keep them.

    Args:
        text: what git lets the user edit.
        remarks: the comments, without what begins one.
        settings: how git is set to tidy messages.

    >>> inserted(b"\n# Please\n", ["Study-Task: 1.1 done"], Manner())
    b'\n\n# Study-Task: 1.1 done\n#\n# Please\n'
    """
    lines = text.split(b"\n")
    prefix = settings.prefix(lines)
    end = scissors(lines, prefix)
    while end and not lines[end - 1].strip():
        end -= 1
    start = end
    while start and lines[start - 1].startswith(prefix):
        start -= 1
    if start == end or not remarks or not settings.strips(edited=True):
        return text
    codec = codec_of(settings.encoding)
    comments = [prefix + b" " + one.encode(codec, "replace") for one in remarks] + [prefix]
    return b"\n".join([*lines[:start], *_gap(lines[:start]), *comments, *lines[start:]])


def _gap(above: Sequence[bytes]) -> Iterator[bytes]:
    """Blank lines, so that a trailer stands apart from the subject that is yet to be written."""
    if not any(line.strip() for line in above):
        yield from [b""] * (2 - len(above))
    elif above[-1].strip():
        yield b""
