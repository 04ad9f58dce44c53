"""Where a trailer counts: the structure of a commit message, found on its raw bytes.

A trailer counts in git's own block, the last paragraph; in any paragraph of nothing but
trailers; and as a bullet of GitHub's squash lists. The log that ``git merge --squash``
writes is read as the messages that it holds.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from studytrack.patterns import pattern
from studytrack.terms import Finding
from studytrack.trailers.encoding import codec_of
from studytrack.trailers.paragraphs import (
    BLANKS,
    fenced,
    is_all_trailers,
    is_blank,
    is_continuation,
    last_block,
    paragraphs,
)
from studytrack.trailers.squash_log import split
from studytrack.trailers.vocabulary import clean, has_controls
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

LARGEST_MESSAGE = 1 << 20
LONGEST_VALUE = 1 << 16
MOST_TRAILERS = 10_000
DEEPEST_SQUASH = 8
CLIPPED = 200

_MENTIONS = (b"study-", b"this reverts commit ")
_REVERTS = b"This reverts commit "
_REVERT = pattern(_REVERTS + rb"(?P<id>[0-9a-fA-F]{7,64})(?![0-9A-Za-z])")
_MAINLINE = pattern(rb"changes made to (?P<id>[0-9a-fA-F]{7,64})(?![0-9A-Za-z])")
_REVERSING = b", reversing"
_PULL_REQUEST = pattern(rb" \(#[0-9]{1,18}\)[ \t\r]*+\Z")
_BULLETS = (b"* ", b"- ")
_NESTS = (b"```", b"~~~", b"commit ")
"""One of these is in every message with a code fence, or with the log of a squash."""
_TOLD = pattern(rb"(?:[*-] {1,4})?study-|" + _REVERTS, re.IGNORECASE)
_SUSPECT = pattern(
    rb"study-|[*-] {1,4}study-"
    rb"(?:task|time|note|void|question|answer|ref|criterion|move)\b",
    re.IGNORECASE,
)
_FOLD = pattern(rb"\r?\n[ \t\r\n]*+")
VOID = pattern(r"[0-9a-fA-F]{7,64}")
VOID_KEY = "study-void"
MOVE_KEY = "study-move"


class Trailer(NamedTuple):
    """A ``Study-`` trailer that counts.

    Attributes:
        key: as it is written.
        value: unfolded and decoded.
        line: its line in the message, from 1.
    """

    key: str
    value: str
    line: int = 1

    @property
    def text(self) -> str:
        """The trailer in one line: ``Study-Task: 3.4 done``."""
        return f"{self.key}: {self.value}"


class Revert(NamedTuple):
    """A line of ``git revert``: the reverted commit, and of a merge the parent kept.

    Both are ids or the beginnings of ids, in lower case.
    """

    commit: str
    mainline: str | None = None


class Suspect(NamedTuple):
    """A line that begins like a trailer and does not count; ``line`` counts from 1."""

    text: str
    line: int


class Part(NamedTuple):
    """One message in a commit's message: the commit's own, or one of a squash's log.

    Attributes:
        id: the id that the log of a squash gives; None for the commit's own.
        trailers: those that count, in their order.
        voids: ids or their beginnings that ``Study-Void`` names, in lower case.
        reverts: what the message says it reverts.
        suspects: lines that begin like a trailer and do not count.
        findings: what cannot be read, with its line; the commit is for the caller to fill in.
    """

    id: str | None = None
    trailers: tuple[Trailer, ...] = ()
    voids: tuple[str, ...] = ()
    reverts: tuple[Revert, ...] = ()
    suspects: tuple[Suspect, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def size(self) -> int:
        """How much is in it."""
        return len(self.trailers) + len(self.reverts) + len(self.suspects) + len(self.findings)


def parts(message: bytes, encoding: str | None = None) -> tuple[Part, ...]:
    r"""The messages that a commit's message holds, oldest first, its own last.

    Args:
        message: the raw message, as the commit object has it.
        encoding: what the commit's ``encoding`` header declares, if anything.

    Returns:
        Nothing where no trailer and no revert is mentioned. A message beyond all measure
        gives one part that is nothing but a finding.

    Example:
        ``parts(b"Read about caches\n\nStudy-Task: 3.4 done\n")[0].trailers[0].value``
    """
    folded = message.lower()
    if not any(map(folded.__contains__, _MENTIONS)):
        return ()
    if len(message) > LARGEST_MESSAGE:
        return (Part(findings=(invalid(message[:CLIPPED].decode("utf-8", "replace"), "size"),)),)
    found = tuple(_Message(_lines(message), 0, codec_of(encoding)).parts())
    if sum(part.size for part in found) > MOST_TRAILERS:
        return (Part(findings=(invalid(f"> {MOST_TRAILERS}", "many"),)),)
    return found


def _lines(message: bytes) -> list[bytes]:
    """The lines as git splits them; a message with carriage returns only is split at those."""
    if b"\n" not in message.rstrip(b"\r\n"):
        message = message.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    lines = message.split(b"\n")
    if not lines[-1]:
        lines.pop()
    return lines


class _Message(NamedTuple):
    """The lines of one message, the first of which is line ``above`` + 1 of the commit's."""

    lines: Sequence[bytes]
    above: int
    codec: str
    id: str | None = None
    depth: int = 0

    def parts(self) -> Iterator[Part]:
        """The messages of a squash's log, oldest first, and the message itself."""
        if not any(map(b"\n".join(self.lines).__contains__, _NESTS)):
            yield self._part(self.lines, set(), set())
            return
        fences = list(fenced(self.lines))
        hidden = {index for span, _ in fences for index in range(*span)}
        closed = {index for span, is_closed in fences if is_closed for index in range(*span)}
        own = list(self.lines)
        entries = split(self.lines, hidden) if self.depth < DEEPEST_SQUASH else []
        for entry in reversed(entries):
            own[entry.start : entry.end] = [b""] * (entry.end - entry.start)
            above = self.above + entry.above
            inner = _Message(entry.message, above, self.codec, entry.id, self.depth + 1)
            yield from inner.parts()
        yield self._part(own, hidden, closed)

    def _part(self, lines: Sequence[bytes], hidden: set[int], closed: set[int]) -> Part:
        told = [index for index, line in enumerate(lines) if _TOLD.match(line)]
        study = _patterns(self.codec).study
        named = {index: match for index in told if (match := study.match(lines[index]))}
        counted, titles = self._counted(lines, named.keys(), hidden, closed)
        trailers, suspects, findings = list[Trailer](), list[Suspect](), list[Finding]()
        for index in told:
            if index in counted:
                match = named[index]
                value = _unfolded(lines, index, match.end())
                if index in titles:
                    value = _PULL_REQUEST.sub(b"", value)
                found = self._trailer(match["key"], value, self.above + index + 1)
                findings.append(found) if isinstance(found, Finding) else trailers.append(found)
            elif _SUSPECT.match(lines[index]):
                text = lines[index][:CLIPPED].decode(self.codec, "replace")
                suspects.append(Suspect(text.rstrip(), self.above + index + 1))
        return Part(
            id=self.id,
            trailers=tuple(trailers),
            voids=tuple(void for t in trailers if (void := void_of(t)) is not None),
            reverts=tuple(_reverts(lines, told, hidden)),
            suspects=tuple(suspects),
            findings=tuple(findings),
        )

    def _counted(
        self, lines: Sequence[bytes], named: AbstractSet[int], hidden: set[int], closed: set[int]
    ) -> tuple[AbstractSet[int], AbstractSet[int]]:
        """Which of the lines that begin like a trailer of ours are one, and which are titles."""
        if not named:
            return named, named
        trailer = _patterns(self.codec).any
        block = set(range(*last_block(self.lines, trailer))) - closed
        if named <= block:
            return named, set()
        titles = {i for i in named if lines[i].startswith(_BULLETS) and i not in hidden}
        counted = named & (block | titles)
        if counted != named:
            left = named - counted
            counted |= left & _conforming(lines, left, hidden, titles, trailer)
        titles.add(next((i for i, line in enumerate(lines) if not is_blank(line)), 0))
        return counted, titles - block

    def _trailer(self, key: bytes, value: bytes, line: int) -> Trailer | Finding:
        """The trailer, or why its value cannot be read."""
        name = key.decode("ascii")
        try:
            text = value.decode(self.codec)
        except UnicodeDecodeError:
            text, reason = value[:CLIPPED].decode(self.codec, "replace"), "encoding"
        else:
            reason = "size" if len(value) > LONGEST_VALUE else ""
            reason = "characters" if has_controls(text) else reason
        if reason:
            return invalid(f"{name}: {text}", reason)._replace(line=line)
        return Trailer(name, text, line)


class _Patterns(NamedTuple):
    """What a line with any trailer begins with, and what a bullet or line with one of ours."""

    any: re.Pattern[bytes]
    study: re.Pattern[bytes]


@lru_cache(maxsize=16)
def _patterns(codec: str) -> _Patterns:
    try:
        colon = rb"(?::|" + re.escape("：".encode(codec)) + rb")"
    except UnicodeEncodeError:
        colon = b":"
    return _Patterns(
        re.compile(rb"[A-Za-z0-9-]++[ \t]*+" + colon),
        re.compile(
            rb"(?:[*-] {1,4})?(?P<key>study-[a-z0-9-]*+)[ \t]*+" + colon,
            re.IGNORECASE,
        ),
    )


def _conforming(
    lines: Sequence[bytes],
    named: AbstractSet[int],
    hidden: set[int],
    bullets: set[int],
    trailer: re.Pattern[bytes],
) -> set[int]:
    """The lines of paragraphs of nothing but trailers; bullets stand by themselves."""
    apart = list(lines)
    for bullet in bullets:
        end = _folded_end(lines, bullet)
        apart[bullet:end] = [b""] * (end - bullet)
    counted: set[int] = set()
    for span in paragraphs(apart):
        indexes = range(*span)
        if (
            not named.isdisjoint(indexes)
            and is_all_trailers(apart[span.start : span.end], trailer)
            and hidden.isdisjoint(indexes)
        ):
            counted.update(indexes)
    return counted


def _folded_end(lines: Sequence[bytes], index: int) -> int:
    """The index behind the last line of the value that begins in this one."""
    end = index + 1
    while end < len(lines) and is_continuation(lines[end]) and not is_blank(lines[end]):
        end += 1
    return end


def _unfolded(lines: Sequence[bytes], index: int, start: int) -> bytes:
    """The value that begins at this offset of this line, in one line as git unfolds it."""
    first, end = lines[index][start:], _folded_end(lines, index)
    if end == index + 1:
        return first.strip(BLANKS)
    folded = b"\n".join([first, *lines[index + 1 : end]])
    return _FOLD.sub(b" ", folded.strip(BLANKS + b"\n")).strip(BLANKS)


def _reverts(lines: Sequence[bytes], told: Iterable[int], hidden: set[int]) -> Iterator[Revert]:
    for index in told:
        line = lines[index]
        match = _REVERT.match(line)
        if match is None or index in hidden:
            continue
        mainline = None
        if line.rstrip(BLANKS).endswith(_REVERSING):
            mainline = _MAINLINE.match(lines[index + 1]) if index + 1 < len(lines) else None
        yield Revert(_hex(match), _hex(mainline) if mainline else None)


def _hex(match: re.Match[bytes]) -> str:
    return match["id"].decode("ascii").lower()


def void_of(trailer: Trailer) -> str | None:
    """The id, or its beginning, that a ``Study-Void`` names in a way that can be read."""
    if trailer.key.lower() != VOID_KEY:
        return None
    value = clean(trailer.value)
    return value.lower() if VOID.fullmatch(value) else None


def invalid(value: str, reason: str) -> Finding:
    """A trailer that cannot be read, and a word for the reason."""
    return Finding("trailer-invalid", {"value": clipped(value), "reason": reason})


def clipped(text: str) -> str:
    """The text, or its beginning if it is too long for a message."""
    return text if len(text) <= CLIPPED else text[:CLIPPED] + "…"
