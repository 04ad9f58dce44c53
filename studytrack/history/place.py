"""Where the repository around a path is: git is asked, and only its refusals are looked into."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from studytrack.errors import HistoryError
from studytrack.history.commands import NO_GIT, Git, refusal
from studytrack.history.owner import trusted_folders
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from git import Repo

    from studytrack.history.commands import Answer

_ABOUT = "--is-shallow-repository", "--absolute-git-dir", "--git-common-dir", "--show-toplevel"
_HEAD = "--revs-only", "HEAD^{commit}"
"""Told beside it where there is one, and nothing where there is none or it cannot be read."""
_FOREIGN = b"dubious ownership"


class Place(NamedTuple):
    """A repository with a work tree: the top of it, and the folders that git keeps it in.

    Attributes:
        root: the top of the work tree.
        git_dir: its git directory; that of a linked work tree is its own.
        common_dir: what all work trees share; most often the git directory itself.
        git: starts git at the top.
        shallow: whether history is cut off.
        head: the commit that is checked out, where git told it at once.
    """

    root: Path
    git_dir: Path
    common_dir: Path
    git: Git
    shallow: bool
    head: str | None


def found(path: Path) -> Place:
    """The repository around a path: a file, or a folder anywhere in a work tree.

    Raises:
        HistoryError: there is none, it is bare or somebody else's, its work tree is elsewhere,
            the path is inside its git directory, or begins in a working directory that is gone.
    """
    try:
        folder = path.absolute()
    except OSError as error:
        raise HistoryError(
            f"{path}: the working directory is not there any more; go to a folder that is"
        ) from error
    start = folder.parent if folder.is_file() else folder
    if not start.is_dir():
        raise HistoryError(f"{path}: there is no such folder")
    git, answer = _asked(start)
    if answer.status:
        git, answer = _asked(_looked_for(start, path))
    if _FOREIGN in answer.errors:
        raise HistoryError(
            f"{git.folder}: this repository belongs to another user; if you trust it, run: "
            f"git config --global --add safe.directory {git.folder}"
        )
    if answer.status:
        raise refusal(answer.errors)
    place = _place(git, answer.output)
    if place.git_dir.resolve() in (folder.resolve(), *folder.resolve().parents):
        raise HistoryError(f"{path}: this is inside a git directory; go to the work tree")
    link = place.root / ".git"
    if not link.is_file() and not _same(link, place.git_dir):
        raise HistoryError(
            f"{start}: core.worktree puts the work tree elsewhere, at {place.root}; unset it"
        )
    return place


def _asked(folder: Path) -> tuple[Git, Answer]:
    """What git says of the repository around a folder, told whom the user trusts if it asks."""
    git = Git(folder)
    answer = git.ask("rev-parse", *_ABOUT, *_HEAD)
    if _FOREIGN in answer.errors:
        git = Git(folder, tuple(f"safe.directory={one}" for one in trusted_folders()))
        answer = git.ask("rev-parse", *_ABOUT, *_HEAD)
    return git, answer


def _looked_for(folder: Path, path: Path) -> Path:
    """The top of the work tree around a folder, by GitPython: it looks itself, without git.

    Git says in words why it refuses, and other words in each version; GitPython has a kind of
    error for each reason. It also finds what lies beyond the border of a file system, where git
    stops unless it is started at the top. What it finds is shown to git before it is believed.

    It takes as long to import as half of all else, so it is asked only then.

    Raises:
        HistoryError: there is no repository, or it is bare.
    """
    try:
        from git import InvalidGitRepositoryError, Repo
    except ImportError as error:  # it looks for the git program while it is imported
        raise HistoryError(NO_GIT) from error
    try:
        repo: Repo = Repo(folder, search_parent_directories=True, expand_vars=False)
    except (InvalidGitRepositoryError, OSError, ValueError) as error:
        raise HistoryError(
            f"{path}: this is not in a git repository; run git init, or go to one"
        ) from error
    with repo:
        if repo.working_tree_dir is None:
            raise HistoryError(
                f"{path}: this repository is bare; studytrack needs a work tree (git worktree add)"
            )
        return Path(repo.working_tree_dir)


def _place(git: Git, output: bytes) -> Place:
    """What git said, with the top of the work tree as the path that was given names it."""
    said = output.splitlines()
    if not 0 <= len(said) - len(_ABOUT) <= 1:  # a folder's name has line breaks
        said = [git.read("rev-parse", one).removesuffix(b"\n") for one in _ABOUT]
    shallow, git_dir, common_dir, top, *head = map(os.fsdecode, said)
    start = Path(os.path.normpath(git.folder))
    root = next((one for one in (start, *start.parents) if _same(one, Path(top))), Path(top))
    return Place(
        root,
        Path(git_dir),
        git.folder / common_dir,
        Git(root, git.options, git.environment),
        shallow == "true",
        head[0] if head else None,
    )


def _same(one: Path, other: Path) -> bool:
    with suppress(OSError):
        return one.samefile(other)
    return False
