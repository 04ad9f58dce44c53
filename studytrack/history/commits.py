"""Reads the log: the graph of all commits, and the raw bytes of those that may matter."""

from __future__ import annotations

import codecs
import os
import re
from array import array
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING, NamedTuple

from studytrack.errors import HistoryError
from studytrack.graph import Commit, Graph
from studytrack.history.commands import INCOMPLETE, Git, Output, running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LONGEST = 1 << 20
"""Bytes of a commit that are kept; a longer message is cut, and marked as truncated."""

_ALL = ("rev-list", "--parents", "--timestamp")
_SILENT = (
    *("rev-list", "--encoding=none", "--regexp-ignore-case", "--fixed-strings"),
    *("--grep=study-", "--grep=This reverts commit", "--invert-grep"),
)
_HEADER = re.compile(rb"([0-9a-f]{40,64}) commit ([0-9]+)\n")
_DATE = re.compile(rb"[^\n]*> ([0-9]{1,18})(?![0-9])")
_LONGEST_DATE = 18
_ID = re.compile(rb"[0-9a-f]{40}|[0-9a-f]{64}")
_ASCII = bytes(range(128))
_NO_CHARSETS = {"unicode-escape", "raw-unicode-escape", "mbcs", "oem"}  # Python's own, or Windows'


class Commits(NamedTuple):
    """What was read of a log.

    Attributes:
        graph: all commits.
        kept: those that may matter to a study, in no order.
        parents: the parents of every commit, with blanks between them.
    """

    graph: Graph
    kept: list[Commit]
    parents: list[bytes]

    def mention_parent(self, commit: str) -> bool:
        """Whether one of the commits has this one as a parent."""
        wanted = commit.encode()
        return any(wanted in listed for listed in self.parents)


class CommitReader(NamedTuple):
    """Gathers the graph of all commits that pass, and those that may matter to a study.

    A commit may matter where a line of its message contains ``study-`` (a trailer) or ``This
    reverts commit``, in any case. Git searches, and like every command of git's that shows a
    message it stops at a NUL: what no reviewer can see is no record.

    Attributes:
        listing: all commits, with their dates and parents.
        silent: those that do not matter. A search for the others would find the same, but git
            frees only what it shows, and so would hold the whole history in memory.
    """

    git: Git
    listing: Output
    silent: Output

    def read(self, progress: Callable[[int], None] | None = None) -> Commits:
        """Waits for git, and reads what it found.

        Raises:
            HistoryError: a commit is missing.
        """
        ids, parents, dates = _rows(self.listing())
        if progress is not None:
            progress(len(ids))
        wanted = dict.fromkeys(ids)
        for line in self.silent():
            wanted.pop(line[:-1], None)
        asked = b"".join(commit + b"\n" for commit in wanted)
        with running(self.git, "cat-file", "--batch", "--buffer", given=asked) as output:
            kept = list(_read(output()))
        return Commits(Graph(ids, parents, dates), kept, parents)


@contextmanager
def started(git: Git, head: str, since: str | None) -> Iterator[CommitReader]:
    """Has git read the commits of ``since..head`` while this process does something else."""
    revisions = (head, f"^{since}", "--") if since else (head, "--")
    with running(git, *_ALL, *revisions) as listing, running(git, *_SILENT, *revisions) as silent:
        yield CommitReader(git, listing, silent)


def _rows(listing: IO[bytes]) -> tuple[list[bytes], list[bytes], array[int]]:
    """The ids, the parents and the dates; as in Git, a date without sense is that of 1970."""
    ids: list[bytes] = []
    parents: list[bytes] = []
    dates: array[int] = array("q")
    for line in listing:
        date, _, rest = line.partition(b" ")
        commit, _, listed = rest[:-1].partition(b" ")
        ids.append(commit)
        parents.append(listed)
        dates.append(int(date) if len(date) <= _LONGEST_DATE else 0)
    return ids, parents, dates


def _read(objects: IO[bytes]) -> Iterator[Commit]:
    """The commits that ``git cat-file --batch`` gave, each up to its first NUL."""
    while line := objects.readline():
        header = _HEADER.fullmatch(line)
        if header is None:
            raise _unreadable(line)
        size = int(header[2])
        raw = objects.read(min(size, LONGEST))
        objects.seek(size - len(raw) + 1, os.SEEK_CUR)
        shown, ended, _ = raw.partition(b"\0")
        yield parsed_commit(header[1].decode(), shown, truncated=size > LONGEST and not ended)


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


def _unreadable(line: bytes) -> HistoryError:
    if line.endswith(b" missing\n"):
        return HistoryError(INCOMPLETE)
    return HistoryError(f"git gave no commit but {line[:80]!r}; see git fsck")
