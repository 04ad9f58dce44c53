"""Where a work tree stands: what is under way in it, and what of it was shared already."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from studytrack.history.commands import Git


class UnderWay(StrEnum):
    """What git has begun and not ended; the next commit would belong to it."""

    MERGE = "a merge"
    SQUASH = "a squashed merge"
    CHERRY_PICK = "a cherry-pick"
    REVERT = "a revert"
    REBASE = "a rebase"
    CONFLICT = "a conflict"

    @property
    def remedy(self) -> str:
        """How it is ended."""
        return _REMEDIES[self]


_REMEDIES = {
    UnderWay.MERGE: "git merge --continue or git merge --abort",
    UnderWay.SQUASH: "git commit, or git reset --merge",
    UnderWay.CHERRY_PICK: "git cherry-pick --continue or git cherry-pick --abort",
    UnderWay.REVERT: "git commit --allow-empty --no-edit or git revert --abort",
    UnderWay.REBASE: "git rebase --continue or git rebase --abort",
    UnderWay.CONFLICT: "git add the files that are resolved",
}
_MARKS = {
    "rebase-merge": UnderWay.REBASE,
    "rebase-apply": UnderWay.REBASE,
    "MERGE_HEAD": UnderWay.MERGE,
    "CHERRY_PICK_HEAD": UnderWay.CHERRY_PICK,
    "REVERT_HEAD": UnderWay.REVERT,
    "SQUASH_MSG": UnderWay.SQUASH,
}
"""What git keeps in the git directory of a work tree meanwhile; see gitrepository-layout(5)."""


def under_way(git: Git, git_dir: Path) -> UnderWay | None:
    """What is under way in a work tree; None where a commit would be one of its own."""
    for name, what in _MARKS.items():
        if (git_dir / name).exists():
            return what
    return UnderWay.CONFLICT if git.read("ls-files", "--unmerged", "-z") else None


def shared_as(git: Git, commit: str) -> str:
    """A branch of a remote that has a commit: ``origin/main``; empty where none is known to."""
    found = git.read(
        *("for-each-ref", "--count=1", "--format=%(refname:lstrip=2)", "--contains", commit),
        "refs/remotes",
    )
    return found.decode("utf-8", "replace").strip()


def is_split(git: Git, path: str) -> bool:
    """Whether some of a file's changes are staged, and others are not."""
    staged, left = _changes(git, path)
    return staged and left


def is_changed(git: Git, path: str) -> bool:
    """Whether a file has changes that are not staged."""
    return _changes(git, path)[1]


def _changes(git: Git, path: str) -> tuple[bool, bool]:
    """Whether changes of a file are staged, and whether others are not; see git-status(1)."""
    shown = git.read("status", "--porcelain=v1", "-z", "--no-renames", "--", path).decode()[:2]
    return shown[:1] not in {"", " ", "?", "!"}, shown[1:] not in {"", " ", "?", "!"}
