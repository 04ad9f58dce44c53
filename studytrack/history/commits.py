"""Reads raw commits from the stream of ``git cat-file --batch``, many at a time."""

from __future__ import annotations

import codecs
import re
from array import array
from contextlib import suppress
from typing import TYPE_CHECKING

from studytrack.errors import HistoryError
from studytrack.graph import Commit, Graph
from studytrack.history.commands import INCOMPLETE, PIPE_SIZE

if TYPE_CHECKING:
    from collections.abc import Callable
    from io import BufferedReader

LONGEST = 1 << 20
"""Bytes of a commit that are kept; a longer message is cut, and marked as truncated."""

_HEADER = re.compile(rb"([0-9a-f]{40,64}) commit ([0-9]+)\n")
_HEADER_LENGTH = 100
_COMMIT = re.compile(
    rb"([0-9a-f]{40,64}) commit ([0-9]+)\n"
    rb"tree [0-9a-f]{40,64}\n"
    rb"((?:parent [0-9a-f]{40,64}\n)*)"
    rb"author [^\n]*\n"
    rb"committer [^\n]*> ([0-9]{1,18})(?![0-9])"
)
_DATE = re.compile(rb"[^\n]*> ([0-9]{1,18})(?![0-9])")
_ID = re.compile(rb"[0-9a-f]{40}|[0-9a-f]{64}")
_RECORD, _REVERT = b"study-", b"This reverts commit"
_OVERLAP = len(_REVERT) - 1
_ASCII = bytes(range(128))
_NO_CHARSETS = {"unicode-escape", "raw-unicode-escape", "mbcs", "oem"}  # Python's own, or Windows'


class CommitReader:
    """Gathers the graph of all commits that pass, and those that may matter to a study.

    A commit may matter where its message contains ``study-`` in any case (a trailer) or
    ``This reverts commit``. The others cost one match of a pattern each.
    """

    def __init__(self, progress: Callable[[int], None] | None = None) -> None:
        self.kept: list[Commit] = []
        self._progress = progress
        self._ids: list[bytes] = []
        self._parents: list[bytes] = []
        self._dates: array[int] = array("q")

    def graph(self) -> Graph:
        """The graph of what was read."""
        return Graph(self._ids, self._parents, self._dates)

    def mentions_parent(self, commit: str) -> bool:
        """Whether a commit that was read has this one as a parent."""
        line = f"parent {commit}\n".encode()
        return any(line in lines for lines in self._parents)

    def read(self, source: BufferedReader) -> None:
        """Reads the stream to its end.

        Raises:
            HistoryError: a commit is missing, or the stream breaks off.
        """
        rest = b""
        while chunk := source.read1(PIPE_SIZE):
            rest = self._take_all(rest + chunk, source)
            if self._progress is not None:
                self._progress(len(self._ids))
        if rest:
            raise _broken_off()

    def _take_all(self, buffer: bytes, source: BufferedReader) -> bytes:
        """Takes what is whole in the buffer, and commits too long for it; gives the rest."""
        while True:
            rest = buffer[self._take(buffer) :]
            header = _HEADER.match(rest)
            if header is None or int(header[2]) <= LONGEST:
                return rest
            buffer = self._take_long(header, rest, source)

    def _take(self, buffer: bytes) -> int:
        """Takes the commits that are whole in the buffer, and says where the rest begins."""
        add_id, add_parents, add_date = self._ids.append, self._parents.append, self._dates.append
        lowered, size, match = buffer.lower(), len(buffer), _COMMIT.match
        record, revert = _next(lowered, _RECORD, 0), _next(buffer, _REVERT, 0)
        place = 0
        while True:
            found = match(buffer, place)
            if found is None:
                end = self._take_odd(buffer, place)
                if not end:
                    return place
            else:
                commit, length, parents, date = found.groups()
                start = found.end(2) + 1
                end = start + int(length)
                if end >= size:  # the line feed behind it is not here yet
                    return place
                add_id(commit)
                add_parents(parents)
                add_date(int(date))
                if record < end or revert < end:
                    self._keep(commit, buffer[start:end])
                    record = record if record >= end else _next(lowered, _RECORD, end)
                    revert = revert if revert >= end else _next(buffer, _REVERT, end)
            place = end + 1

    def _take_odd(self, buffer: bytes, place: int) -> int:
        """Takes one commit of unusual form; 0 where it is not whole, or too long for that."""
        header = _HEADER.match(buffer, place)
        if header is None:
            line, feed, _ = buffer[place : place + _HEADER_LENGTH].partition(b"\n")
            if feed or len(line) == _HEADER_LENGTH:
                raise _unreadable(line)
            return 0
        end = header.end() + int(header[2])
        if end >= len(buffer) or int(header[2]) > LONGEST:
            return 0
        self._add(header[1], buffer[header.end() : end])
        self._keep(header[1], buffer[header.end() : end])
        return end

    def _take_long(self, header: re.Match[bytes], buffer: bytes, source: BufferedReader) -> bytes:
        """Takes a commit of any length in bounded memory; gives what follows it."""
        head, rest = buffer[header.end() :], b""
        while len(head) < LONGEST:
            head += _more(source)
        head, rest = head[:LONGEST], head[LONGEST:]
        matters, tail = _matters(head, _body(head)), head[-_OVERLAP:]
        left = int(header[2]) - LONGEST
        while left:
            rest = rest or _more(source)
            piece, rest = tail + rest[:left], rest[left:]
            left -= len(piece) - len(tail)
            matters = matters or _matters(piece, 0)
            tail = piece[-_OVERLAP:]
        self._add(header[1], head)
        if matters:
            self.kept.append(parsed_commit(header[1].decode(), head, truncated=True))
        return (rest or _more(source))[1:]

    def _add(self, commit: bytes, raw: bytes) -> None:
        """Adds one commit to the graph, whatever its headers look like."""
        parsed = parsed_commit(commit.decode(), raw)
        self._ids.append(commit)
        self._parents.append("".join(f"parent {parent}\n" for parent in parsed.parents).encode())
        self._dates.append(parsed.committed)

    def _keep(self, commit: bytes, raw: bytes) -> None:
        """Keeps the commit where its message matters: so far its headers may have."""
        if _matters(raw, _body(raw[:LONGEST])):
            long = len(raw) > LONGEST
            self.kept.append(parsed_commit(commit.decode(), raw[:LONGEST], truncated=long))


def parsed_commit(commit: str, raw: bytes, *, truncated: bool = False) -> Commit:
    """A commit from the bytes of its object; headers that cannot be read are left empty.

    The form is that of gitformat-signature(5) and git's ``commit.c``: headers, of which a line
    that begins with a space continues the last, an empty line, the message.
    """
    headers, _, message = raw.partition(b"\n\n")
    parents, fields = [], dict[bytes, bytes]()
    for line in headers.split(b"\n"):
        key, _, value = line.partition(b" ")
        if key == b"parent" and _ID.fullmatch(value):
            parents.append(value.decode())
        else:
            fields.setdefault(key, value)
    encoding = fields.get(b"encoding", b"").decode("ascii", "replace").strip() or None
    name, bracket, authored = fields.get(b"author", b"").rpartition(b">")
    committed = _DATE.match(fields.get(b"committer", b""))
    return Commit(
        id=commit,
        parents=tuple(parents),
        author=decoded(name + bracket, encoding).strip(),
        authored=authored.decode("ascii", "replace").strip(),
        committed=int(committed[1]) if committed else 0,
        message=message,
        encoding=encoding,
        truncated=truncated,
    )


def decoded(text: bytes, encoding: str | None) -> str:
    r"""The text in its declared encoding where that contains ASCII, else as UTF-8.

    Bytes that are neither are shown as ``\xff``, so that different names stay different.
    """
    if encoding is not None:
        with suppress(LookupError, ValueError):
            named = codecs.lookup(encoding).name not in _NO_CHARSETS
            if named and _ASCII.decode(encoding) == _ASCII.decode("ascii"):
                return text.decode(encoding)
    return text.decode("utf-8", "backslashreplace")


def _matters(text: bytes, start: int) -> bool:
    return _REVERT in text[start:] or _RECORD in text[start:].lower()


def _body(head: bytes) -> int:
    """Where the message begins; at the end where the headers do not end."""
    end = head.find(b"\n\n")
    return len(head) if end < 0 else end + 2


def _next(text: bytes, wanted: bytes, start: int) -> int:
    place = text.find(wanted, start)
    return len(text) if place < 0 else place


def _more(source: BufferedReader) -> bytes:
    chunk = source.read1(PIPE_SIZE)
    if not chunk:
        raise _broken_off()
    return chunk


def _broken_off() -> HistoryError:
    return HistoryError("git broke off in the middle of a commit; see git fsck")


def _unreadable(line: bytes) -> HistoryError:
    if line.endswith(b" missing"):
        return HistoryError(INCOMPLETE)
    return HistoryError(f"git gave no commit but {line[:80]!r}; see git fsck")
