"""Builds small real repositories: fixed dates and people, no config of the machine."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ANN = "Ann <ann@example.org>"
FIRST = 1_772_409_600  # 2026-03-02 00:00 UTC


def environment() -> dict[str, str]:
    """The environment without git's variables, and without any config but the repository's."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    return kept | {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
    }


@dataclass
class Builder:
    """A repository that grows commit by commit; each is an hour after the last.

    Example:
        ``ids = [Builder.init(tmp_path).commit("Study-Task: 1.1 done")]``
    """

    root: Path
    clock: int = field(default=FIRST - 3600)

    @classmethod
    def init(cls, root: Path, *options: str) -> Builder:
        """A new repository on ``main``, in a folder that may exist already."""
        root.mkdir(parents=True, exist_ok=True)
        builder = cls(root)
        builder.git("init", "--quiet", "--initial-branch=main", *options)
        return builder

    def git(
        self, *arguments: str, given: bytes = b"", variables: Mapping[str, str] | None = None
    ) -> str:
        """Runs git, and gives what it says without the last line feed."""
        done = subprocess.run(
            ["git", "-c", "core.fsync=none", "-c", "gc.auto=0", *arguments],
            cwd=self.root,
            env=environment() | dict(variables or {}),
            input=given,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode("utf-8", "surrogateescape").removesuffix("\n")

    def write(self, files: Mapping[str, str | bytes | None]) -> None:
        """Writes files of the work tree; None deletes one."""
        for name, content in files.items():
            path = self.root / name
            if content is None:
                path.unlink()
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)

    def commit(
        self,
        message: str | bytes = "x",
        files: Mapping[str, str | bytes | None] | None = None,
        *,
        date: str | None = None,
        committed: str | None = None,
        author: str = ANN,
    ) -> str:
        """Commits everything, and gives the commit's id.

        Dates are whatever git takes, ``2026-03-02 23:30 -0800``; the committer's is the
        author's unless another is given.
        """
        self.write(files or {})
        self.git("add", "--all")
        text = message.encode() if isinstance(message, str) else message
        options = ("--quiet", "--allow-empty", "--allow-empty-message", "--cleanup=verbatim")
        people = self._people(author, date, committed)
        self.git("commit", *options, "--file=-", given=text, variables=people)
        return self.head()

    def branch(self, name: str, at: str = "HEAD") -> None:
        """Goes to a new branch."""
        self.git("checkout", "--quiet", "-b", name, at)

    def checkout(self, rev: str) -> None:
        """Goes to a branch or a commit."""
        self.git("checkout", "--quiet", rev)

    def merge(
        self,
        *branches: str,
        message: str | bytes = "Merge",
        files: Mapping[str, str | bytes | None] | None = None,
        date: str | None = None,
        author: str = ANN,
    ) -> str:
        """Merges branches into the current one, with changes of the merge's own if given."""
        people = self._people(author, date, None)
        self.git("merge", "--quiet", "--no-ff", "--no-commit", *branches, variables=people)
        self.write(files or {})
        self.git("add", "--all")
        text = message.encode() if isinstance(message, str) else message
        self.git(
            "commit", "--quiet", "--cleanup=verbatim", "--file=-", given=text, variables=people
        )
        return self.head()

    def raw_commit(self, content: bytes, *, branch: str | None = None) -> str:
        """Stores the bytes as a commit object, whatever they say; moves the branch to it."""
        made = self.git(
            "hash-object", "-t", "commit", "-w", "--stdin", "--literally", given=content
        )
        if branch is not None:
            self.git("update-ref", f"refs/heads/{branch}", made)
        return made

    def head(self) -> str:
        """The id of the current commit."""
        return self.git("rev-parse", "HEAD")

    def _people(self, author: str, date: str | None, committed: str | None) -> dict[str, str]:
        self.clock += 3600
        name, _, email = author.rstrip(">").partition(" <")
        date = date or f"{self.clock} +0800"
        return {
            "GIT_AUTHOR_NAME": name,
            "GIT_AUTHOR_EMAIL": email,
            "GIT_AUTHOR_DATE": date,
            "GIT_COMMITTER_NAME": name,
            "GIT_COMMITTER_EMAIL": email,
            "GIT_COMMITTER_DATE": committed or date,
        }
