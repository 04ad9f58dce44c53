"""Reads the log: the graph of all commits, and the raw bytes of those that may matter."""

from __future__ import annotations

import codecs
import os
from array import array
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING, Protocol

from studytrack.errors import HistoryError
from studytrack.graph import Commit, Graph
from studytrack.history.commands import INCOMPLETE, Git, Running, running
from studytrack.patterns import pattern
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

LONGEST = 1 << 20
"""Bytes of a commit that are kept; a longer message is cut, and marked as truncated."""

_ROWS = ("rev-list", "--parents", "--timestamp")
_SHOWN = (*_ROWS, "--header", "--encoding=none")
_SILENT = (
    *("rev-list", "--encoding=none", "--regexp-ignore-case", "--fixed-strings"),
    *("--grep=study-", "--grep=this reverts commit", "--invert-grep"),
)
_ROW = pattern(rb"\0([^\n]*)")
_SIGNS = (b"study-", b"this reverts commit")
_SEAM = 64  # bytes in which a sign, or the end of the headers, may be cut in two
_HEADER = pattern(rb"([0-9a-f]{40,64}) commit ([0-9]+)\n")
_DATE = pattern(rb"[^\n]*> ([0-9]{1,18})(?![0-9])")
_LONGEST_DATE = 18
_ID = pattern(rb"[0-9a-f]{40}|[0-9a-f]{64}")
_ASCII = bytes(range(128))
_NO_CHARSETS = {"unicode-escape", "raw-unicode-escape", "mbcs", "oem"}  # Python's own, or Windows'


class Commits(NamedTuple):
    """What was read of a log.

    Attributes:
        graph: all commits.
        kept: those that may matter to a study, in no order.
        on_since: whether one of the commits has ``since`` as a parent.
    """

    graph: Graph
    kept: list[Commit]
    on_since: bool


class Reader(Protocol):
    """Reads a log while git looks on.

    A commit may matter to a study where a line of its message contains ``study-`` (a trailer) or
    ``This reverts commit``, in any case. Like every command of git's that shows a message, these
    stop at a NUL: what no reviewer can see is no record.
    """

    def read(self, progress: Callable[[int], None] | None = None) -> Commits:
        """Waits for git, and reads what it finds.

        Raises:
            HistoryError: a commit is missing.
        """


class _ShownReader(NamedTuple):
    """One walk, which shows every message: git has to read the commits whatever is asked.

    Attributes:
        log: all commits with their dates, parents and messages.
    """

    git: Git
    since: str | None
    log: Running

    def read(self, progress: Callable[[int], None] | None = None) -> Commits:
        """As `Reader` has it."""
        rows, wanted = _Rows(), list[bytes]()
        for records in _records(self.log.chunks()):
            rows.take(_ROW.findall(records))
            wanted += _mattering(records)
            if progress is not None:
                progress(len(rows.ids))
        with _objects(self.git, dict.fromkeys(wanted)) as objects:
            return Commits(rows.graph(), list(objects()), rows.mention(self.since))


class _SearchedReader(NamedTuple):
    """Two walks: one by the commit-graph, which knows all but the messages, and a search.

    Attributes:
        log: all commits with their dates and parents.
        silent: those that do not matter. A search for the others would find the same, but git
            frees only what it shows, and so would hold the whole history in memory.
    """

    git: Git
    since: str | None
    log: Running
    silent: Running

    def read(self, progress: Callable[[int], None] | None = None) -> Commits:
        """As `Reader` has it."""
        rows = _Rows()
        for lines in _lines(self.log.chunks()):
            rows.take(lines)
            if progress is not None:
                progress(len(rows.ids))
        graph, wanted = rows.graph(), set(rows.ids)
        for lines in _lines(self.silent.chunks()):
            wanted.difference_update(lines)
        with _objects(self.git, wanted) as objects:
            return Commits(graph, list(objects()), rows.mention(self.since))


@contextmanager
def started(git: Git, head: str, since: str | None, *, graphed: bool) -> Iterator[Reader]:
    """Has git read the commits of ``since..head``, which may have a commit-graph, meanwhile."""
    revisions = (head, f"^{since}", "--") if since else (head, "--")
    if not graphed:
        with running(git, *_SHOWN, *revisions) as log:
            yield _ShownReader(git, since, log)
        return
    with running(git, *_ROWS, *revisions) as log, running(git, *_SILENT, *revisions) as silent:
        yield _SearchedReader(git, since, log, silent)


class _Rows:
    """The commits that were walked over, in git's order."""

    def __init__(self) -> None:
        self.ids: list[bytes] = []
        self.parents: list[bytes] = []
        self.dates: array[int] = array("q")

    def take(self, lines: Iterable[bytes]) -> None:
        """Further commits: of each the date, the id and the parents, with blanks between."""
        rows = [line.split(b" ", 2) for line in lines]
        self.dates.extend(int(row[0]) if len(row[0]) <= _LONGEST_DATE else 0 for row in rows)
        self.ids += [row[1] for row in rows]
        self.parents += [row[2] if len(row) > 2 else b"" for row in rows]

    def graph(self) -> Graph:
        """How they descend from each other."""
        return Graph(self.ids, self.parents, self.dates)

    def mention(self, since: str | None) -> bool:
        """Whether one of them has ``since`` as a parent."""
        start = (since or "").encode()
        return bool(start) and any(start in listed for listed in self.parents)


def _lines(chunks: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Whole lines, some at a time, without their endings."""
    rest = b""
    for chunk in chunks:
        *lines, rest = (rest + chunk).split(b"\n")
        yield lines


def _records(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Whole records, some at a time, each after a NUL.

    A record is a line with the date, the id and the parents, the commit's headers, an empty
    line, and the message with its lines indented; see ``--header`` in git-rev-list(1).
    """
    rest = b"\0"
    for chunk in chunks:
        whole, ended, rest = (rest + chunk).rpartition(b"\0")
        rest = ended + rest
        if whole:
            yield whole
        elif len(rest) > LONGEST:
            rest = _shortened(rest)


def _shortened(record: bytes) -> bytes:
    """What of the beginning of a very long record tells whether it matters, and its seam."""
    row, ended, _ = record.partition(b"\n")
    if not ended:
        return record
    _, parted, message = record.partition(b"\n\n")
    lowered = message.lower()
    signs = b" ".join(sign for sign in _SIGNS if sign in lowered)
    return row + (parted or ended) + signs + record[-_SEAM:]


def _mattering(records: bytes) -> Iterator[bytes]:
    """The ids of the commits with a sign in their message, some of them twice."""
    lowered = records.lower()
    for sign in _SIGNS:
        place = lowered.find(sign)
        while place >= 0:
            start = lowered.rindex(b"\0", 0, place)
            message = lowered.find(b"\n\n", start)
            if message < 0:
                break
            if message < place:
                yield records[start : records.index(b"\n", start)].split(b" ", 2)[1]
                message = lowered.find(b"\0", place)
            place = lowered.find(sign, message) if message >= 0 else -1


@contextmanager
def _objects(git: Git, wanted: Collection[bytes]) -> Iterator[Callable[[], Iterable[Commit]]]:
    """Has git look the commits of these ids up; what is given waits for them."""
    if not wanted:
        yield tuple
        return
    asked = b"".join(commit + b"\n" for commit in wanted)
    with running(git, "cat-file", "--batch", "--buffer", given=asked) as objects:
        yield lambda: _read(objects.whole())


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
