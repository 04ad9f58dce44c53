"""A repository: where it is, what a revision names, and the log of its commits."""

from __future__ import annotations

from contextlib import AbstractContextManager, contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from studytrack.errors import HistoryError, SinceMissingError, UsageError
from studytrack.graph import Log
from studytrack.history import branches, commits, comparing, people, search, standing, trees
from studytrack.history import lineage as moves
from studytrack.history import turns as turning
from studytrack.history import versions as walk
from studytrack.history.commands import Git, refusal
from studytrack.history.place import found
from studytrack.patterns import pattern
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from studytrack.graph import Commit
    from studytrack.history.comparing import LineCount
    from studytrack.history.lineage import FileVersion
    from studytrack.history.staging import Change
    from studytrack.history.standing import UnderWay
    from studytrack.history.trees import Replaced, TreeFile
    from studytrack.history.versions import Entry, Origin, Version

LARGEST = 1 << 26
"""The size in bytes above which a file of a revision is not read, unless told otherwise."""

_ID = pattern(rb"([0-9a-f]{40}|[0-9a-f]{64})\n")


class FileStatus(StrEnum):
    """How a file of the work tree stands to the last commit."""

    COMMITTED = "committed"
    MODIFIED = "modified"
    UNTRACKED = "untracked"
    MISSING = "missing"


class Repository(NamedTuple):
    """A repository with a work tree, opened for reading.

    Attributes:
        root: the top of the work tree.
        git_dir: its git directory; that of a linked work tree is its own.
        common_dir: what all work trees share; most often the git directory itself.
    """

    root: Path
    git_dir: Path
    common_dir: Path
    git: Git

    @classmethod
    def open(cls, path: Path | str = ".") -> Repository:
        """The repository around a path: a file, or a folder anywhere in a work tree.

        Raises:
            HistoryError: there is none, it is bare, shallow or somebody else's, or the path is
                inside its git directory.

        Example:
            ``Repository.open(".").head()``
        """
        return cls.with_head(path)[0]

    @classmethod
    def with_head(cls, path: Path | str) -> tuple[Repository, str | None]:
        """The same, with the commit that is checked out; None where `head` must be asked for it.

        Raises:
            HistoryError: as for `open`.
        """
        place = found(Path(path))
        if place.shallow:
            raise HistoryError(
                f"{place.root}: this clone is shallow, which hides history; run: "
                "git fetch --unshallow"
            )
        return cls(place.root, place.git_dir, place.common_dir, place.git), place.head

    def head(self) -> str | None:
        """The id of the commit that is checked out; None for a branch without commits.

        Raises:
            HistoryError: ``HEAD`` names a commit that cannot be read.
        """
        answer = self.git.ask("rev-parse", "--verify", "--end-of-options", "HEAD^{commit}")
        if found := _ID.fullmatch(answer.output):
            return found[1].decode()
        branch = self.git.ask("symbolic-ref", "--quiet", "HEAD")
        name = branch.output.removesuffix(b"\n")
        there = self.git.ask(
            "for-each-ref", "--format=%(refname)", name.decode("utf-8", "surrogateescape")
        )
        if branch.status or there.status or there.errors or name in there.output.split(b"\n"):
            raise refusal(answer.errors)
        return None

    def resolve(self, rev: str) -> str:
        """The id of the commit that a revision names, as gitrevisions(7) has it.

        Raises:
            UsageError: it names none, or more than one.

        Example:
            ``Repository.open(".").resolve("v1.0")``
        """
        if rev and rev.isprintable() and len(rev) <= _LONGEST_REVISION:
            answer = self.git.ask("rev-parse", "--verify", "--end-of-options", rev + "^{commit}")
            if not answer.status and (found := _ID.fullmatch(answer.output)):
                return found[1].decode()
        raise UsageError(f"{rev!r} names no commit here; give a commit, a branch or a tag")

    def log(
        self,
        rev: str,
        since: str | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> Log:
        """The commits of ``since..rev`` (all up to ``rev`` without ``since``), in one pass.

        Args:
            rev: what to read, any revision.
            since: the commit after which records count, any revision.
            progress: called now and then with the number of commits read so far.

        Raises:
            UsageError: ``rev`` names no commit.
            SinceMissingError: ``since`` names none, or one that ``rev`` does not stand on;
                where ``since`` stands on ``rev`` there is just nothing to read.
            HistoryError: a commit cannot be read.
        """
        with self.log_started(rev, since) as read:
            return read(progress)

    @contextmanager
    def log_started(
        self, rev: str, since: str | None = None
    ) -> Iterator[Callable[[Callable[[int], None] | None], Log]]:
        """Has git read the log while this process does something else.

        What is given waits for git; it takes `log`'s ``progress``, and both raise as `log` does.
        """
        head, start = self._commit(rev), None if since is None else self._start(since)
        graphed = any((self.common_dir / path).exists() for path in _COMMIT_GRAPHS)
        with commits.started(self.git, head, start, graphed=graphed) as reader:
            yield lambda progress: _log(rev, head, start, reader.read(progress))

    def blob(self, rev: str, path: str, cap: int = LARGEST) -> bytes | None:
        """The bytes of a file at a revision; None where there is no such file.

        Symbolic links are followed where they lead to a file of the same tree.

        Args:
            rev: any revision.
            path: from the repository's root.
            cap: the size in bytes above which the file is refused.

        Raises:
            UsageError: ``rev`` names no commit.
            HistoryError: the file is too large, or left out of this clone.

        Example:
            ``Repository.open(".").blob("HEAD", "README.md")``
        """
        return trees.blob(self.git, self._commit(rev), path, cap)

    def replaced(
        self, rev: str, texts: Mapping[str, bytes], new: Collection[str] = ()
    ) -> Replaced | None:
        """How the tree of a revision is named with other bytes in files; nothing is written.

        None where one of them is not there, or one of the ``new`` ones is, or cannot be. Symbolic
        links are followed as `blob` does, but for new files.

        Raises:
            UsageError: ``rev`` names no commit.
            HistoryError: trees are left out of this clone.
        """
        return trees.replaced(self.git, self._commit(rev), texts, new)

    def real_path(self, rev: str, path: str) -> str:
        """Where a file of a revision really is: the same path, but for symbolic links."""
        return trees.real_path(self.git, self._commit(rev), path)

    def blobs(self, ids: Iterable[str], cap: int = LARGEST) -> Mapping[str, bytes | None]:
        """The bytes behind many blob ids, in one pass; None for what is larger than ``cap``.

        Raises:
            HistoryError: one is left out of this clone.
        """
        return trees.blobs(self.git, ids, cap)

    def files(self, rev: str, paths: Iterable[str] = (".",)) -> tuple[TreeFile, ...]:
        """The files of a revision that are, or are under, one of the paths.

        Paths that lead out of the repository, or are not there, have none.
        """
        return trees.files(self.git, self._commit(rev), paths)

    def worktree_files(self, folders: Iterable[str] = (".",)) -> tuple[str, ...]:
        """The work tree's files under the folders, new ones too unless they are ignored."""
        return trees.worktree_files(self.git, folders)

    def left_out(self, paths: Iterable[str]) -> set[str]:
        """Those of the files that a sparse checkout keeps out of the work tree."""
        return trees.left_out(self.git, paths)

    def holding(self, text: str, rev: str | None, folder: str = "") -> tuple[str, ...]:
        """The Markdown files under a folder that hold a text, in one pass of git.

        Args:
            text: to be found as it stands.
            rev: any revision; None for the tracked files as they are in the work tree.
            folder: from the repository's root; empty for the root itself.

        Raises:
            UsageError: ``rev`` names no commit.
            HistoryError: a file is left out of this clone.
        """
        return search.holding(self.git, text, self._commit(rev) if rev else None, folder)

    def lines_with(self, word: str, rev: str | None) -> tuple[search.Found, ...]:
        """The lines with a word in text files that are not Markdown, in one pass of git.

        Args:
            word: to be found as it stands, where no letter, digit or ``_`` goes before or behind.
            rev: any revision; None for the files of the work tree, but for ignored ones.

        Raises:
            UsageError: ``rev`` names no commit.
            HistoryError: a file is left out of this clone.
        """
        return search.lines_with(self.git, word, self._commit(rev) if rev else None)

    def status_of(self, path: str, content: bytes | None) -> FileStatus:
        """How a file of the work tree, whose bytes are given, stands to ``HEAD``.

        Line endings do not count: ``core.autocrlf`` may have changed them.
        """
        head = self.head()
        committed = None if head is None else trees.blob(self.git, head, path, LARGEST)
        if content is None:
            return FileStatus.MISSING
        if committed is None:
            return FileStatus.UNTRACKED
        same = content.replace(b"\r\n", b"\n") == committed.replace(b"\r\n", b"\n")
        return FileStatus.COMMITTED if same else FileStatus.MODIFIED

    def versions(self, rev: str, since: str | None, paths: Iterable[str]) -> tuple[Version, ...]:
        """Every commit of ``since..rev`` that changed one of the paths, or a file under one.

        Newest first. One walk of git log, whatever the number of paths.

        Args:
            rev: what to read, any revision.
            since: where to stop.
            paths: from the repository's root.

        Raises:
            UsageError: a revision names no commit.
            HistoryError: trees are left out of this clone.
        """
        start = None if since is None else self.resolve(since)
        return walk.versions(self.git, self._commit(rev), start, paths)

    def versions_of(self, commits: Sequence[str], path: str) -> tuple[Version, ...]:
        """Those of the commits that changed a file, in the order in which they are given.

        Args:
            commits: full ids.
            path: from the repository's root; moves are not looked for.

        Raises:
            HistoryError: a commit is not there, or trees are left out of this clone.
        """
        return walk.versions_of(self.git, commits, path)

    def turns(self, line: Sequence[bytes], path: str) -> Sequence[tuple[str, str]]:
        """Neighbours on a line of commits of which one has a file otherwise than the other.

        Few of them are looked at, so that a change that was soon taken back may be missed.

        Args:
            line: full ids; each one but the last stands right on top of the next.
            path: from the repository's root.
        """
        return turning.turns(self.git, line, path)

    def versions_started(
        self, rev: str, since: str | None, paths: Iterable[str]
    ) -> AbstractContextManager[Callable[[], tuple[Version, ...]]]:
        """Has git look for `versions` while this process does something else.

        What is given waits for git; both raise as `versions` does.
        """
        start = None if since is None else self.resolve(since)
        return walk.started(self.git, self._commit(rev), start, paths)

    def lineage(self, rev: str, path: str) -> tuple[FileVersion, ...]:
        """Every commit up to ``rev`` that changed one file, oldest first.

        Moves without a change are followed to the names that the file had before.

        Raises:
            UsageError: ``rev`` names no commit.
            HistoryError: trees are left out of this clone.
        """
        return moves.lineage(self.git, self._commit(rev), path)

    def path_at(self, since: str, rev: str, path: str) -> str | None:
        """Where a file of ``rev`` was at ``since``: moves without a change are followed.

        None where it was nowhere, or came from elsewhere with a change.
        """
        return walk.path_at(self.git, self._commit(since), self._commit(rev), path)

    def origins(self, rev: str, path: str, at: str | None) -> tuple[Origin, ...]:
        """Where a file of ``rev`` was at a commit, moves followed, be it with changes.

        Where it was nowhere, the commits that added it; none where ``rev`` never had it.
        """
        return walk.origins(self.git, self._commit(rev), path, at)

    def staged_move(self, path: str) -> Change | None:
        """The move of a file to ``path`` that is about to be committed."""
        from studytrack.history.staging import staged  # few trackers are on the move

        found = (one for one in staged(self.git) if one.path == path != one.old_path)
        return next(found, None)

    def compared(
        self, rev: str, commits: Iterable[str], paths: Iterable[str]
    ) -> Mapping[str, tuple[Entry, ...]]:
        """For each commit, the files among the paths, or under one, that ``rev`` has otherwise.

        One process of git, whatever their number, which reads no file.

        Args:
            rev: any revision.
            commits: full ids; each one's entries have it for their parent.
            paths: from the repository's root.

        Raises:
            HistoryError: trees are left out of this clone.
        """
        return comparing.compared(self.git, self._commit(rev), commits, paths)

    def line_counts(
        self, rev: str, commits: Iterable[str], paths: Iterable[str]
    ) -> Mapping[str, tuple[LineCount, ...]]:
        """For each commit, the lines that were added to and removed from files up to ``rev``.

        The arguments are those of `compared`.

        Raises:
            HistoryError: a file is left out of this clone.
        """
        return comparing.line_counts(self.git, self._commit(rev), commits, paths)

    def moved(self, commits: Iterable[tuple[str, str]]) -> Sequence[Mapping[str, str]]:
        """Where commits moved files to without a change, each against one of its parents."""
        return comparing.moved(self.git, commits)

    def moved_to(
        self, commits: Iterable[tuple[str, str]], path: str
    ) -> Mapping[tuple[str, str], Entry]:
        """How commits, each against one of its parents, moved a file to a path, changed or not."""
        return comparing.moved_to(self.git, commits, path)

    def mailmap(self, rev: str, authors: Iterable[str]) -> Mapping[str, str]:
        """Each author, ``Name <email>``, by the .mailmap of a revision and no other."""
        return people.mailmap(self.git, self.git_dir, self._commit(rev), authors)

    def default_branch_merge_base(self) -> str | None:
        """Where the current branch left the default branch: where a study may begin.

        On the default branch, or where there is none, ``HEAD``; None for a branch without
        commits.
        """
        head = self.head()
        return None if head is None else branches.fork_point(self.git, head)

    def commit_of(self, rev: str) -> Commit:
        """One commit, as its raw object tells it.

        Raises:
            UsageError: ``rev`` names no commit.
        """
        commit = self._commit(rev)
        return commits.parsed_commit(commit, self.git.read("cat-file", "commit", commit))

    def under_way(self) -> UnderWay | None:
        """What git has begun here and not ended: a merge, a rebase; None where nothing is."""
        return standing.under_way(self.git, self.git_dir)

    def shared_as(self, commit: str) -> str:
        """A remote's branch that has a commit, ``origin/main``; empty where none is known to."""
        return standing.shared_as(self.git, commit)

    def is_split(self, path: str) -> bool:
        """Whether some of a file's changes are staged, and others are not."""
        return standing.is_split(self.git, path)

    def is_changed(self, path: str) -> bool:
        """Whether a file has changes that are not staged."""
        return standing.is_changed(self.git, path)

    def branch(self) -> str:
        """The branch that is checked out, ``refs/heads/main``; empty where none is."""
        return branches.current(self.git)

    def default_branch(self) -> str:
        """The name of the default branch of ``origin``; empty where it is not known here."""
        return branches.of_origin(self.git)

    def remote(self) -> str:
        """The address of ``origin``; empty where there is none."""
        answer = self.git.ask("config", "--get", "remote.origin.url")
        return answer.output.decode("utf-8", "replace").strip()

    def _commit(self, rev: str) -> str:
        """The id that a revision names; a full id is believed, and spares a process."""
        return rev if _ID.fullmatch(f"{rev}\n".encode("utf-8", "replace")) else self.resolve(rev)

    def _start(self, since: str) -> str:
        try:
            return self.resolve(since)
        except UsageError as error:
            raise SinceMissingError(
                f"since: no commit {since!r} in this repository; was history rewritten, or is "
                "the clone not complete? Set since to the commit that took its place"
            ) from error


def _log(rev: str, head: str, since: str | None, read: commits.Commits) -> Log:
    """What was read, in the fold's order."""
    graph, there = read.graph, len(read.graph) > 0
    if since and there and not read.on_since:
        raise SinceMissingError(
            f"since: {since} is not in the history of {rev}; was it rewritten? "
            "Set since to the commit that took its place"
        )
    kept = sorted(read.kept, key=lambda commit: graph.position(commit.id))
    return Log(tuple(kept), graph, head, there or since in {None, head})


_COMMIT_GRAPHS = ("objects/info/commit-graph", "objects/info/commit-graphs")
"""Where there may be one, see https://git-scm.com/docs/commit-graph."""
_LONGEST_REVISION = 1000
