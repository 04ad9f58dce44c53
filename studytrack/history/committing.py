"""Commits as the learner would: the only module in which git runs with the user's own config.

Their hooks run, their key signs, their name stands in the commit. Only where the repository is
stays what was found: the variables that say otherwise, which git sets for its hooks, are left out.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from studytrack.errors import CommitError
from studytrack.history.commands import Answer, begun
from studytrack.patterns import pattern
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

PLACES = frozenset(
    {
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_COMMON_DIR",
        "GIT_DIR",
        "GIT_GRAFT_FILE",
        "GIT_INDEX_FILE",
        "GIT_NAMESPACE",
        "GIT_OBJECT_DIRECTORY",
        "GIT_PREFIX",
        "GIT_QUARANTINE_PATH",
        "GIT_SHALLOW_FILE",
        "GIT_WORK_TREE",
    }
)
"""Variables that would have another repository committed to than the one that was read."""

_MARKS = ("fatal: ", "error: ")
_IDENT = pattern(rb"(?P<who>.*>) (?P<when>[0-9]{1,18} [+-][0-9]{4})\n")
_CONFIG = r"^(core\.comment(char|string)|commit\.cleanup)$"
_COMMENT = "#"
_FOLLOWED = b"strip"
"""The one cleanup that takes lines away from a message that nobody edits; see git-commit(1)."""

_CERTAIN = ("-c", "i18n.commitEncoding=UTF-8", "-c", "trailer.separators=:")
"""What a message is for certain, and how its trailers are written, when git adds to them."""


class Author(NamedTuple):
    """Who a commit would be by, ``Name <email>``, and its raw date, ``1772456400 +0800``."""

    who: str
    when: str


class Extras(NamedTuple):
    """What git itself is to add to a commit.

    Attributes:
        amend: whether the last commit is replaced.
        signoff: whether a ``Signed-off-by`` is added.
        trailers: further trailers, as ``git commit --trailer`` takes them.
        verify: whether the hooks may refuse it.
    """

    amend: bool = False
    signoff: bool = False
    trailers: tuple[str, ...] = ()
    verify: bool = True


class Staged(NamedTuple):
    """What of the index was replaced: the entries that were there before, as git lists them."""

    paths: tuple[str, ...]
    before: bytes
    digits: int


def environment(given: Mapping[str, str]) -> dict[str, str]:
    """The user's own environment, but for `PLACES`."""
    return {key: value for key, value in given.items() if key.upper() not in PLACES}


def author(root: Path) -> Author:
    """Who the next commit would be by, and when.

    Raises:
        CommitError: git does not know who that is.
    """
    answer = _run(root, "var", "GIT_AUTHOR_IDENT")
    who = _run(root, "var", "GIT_COMMITTER_IDENT") if not answer.status else answer
    found = _IDENT.fullmatch(answer.output)
    if answer.status or who.status or found is None:
        raise CommitError(
            "git does not know who you are; say git config --global user.name 'Your name' and "
            "git config --global user.email you@example.org",
            _said(answer if answer.status else who),
        )
    return Author(found["who"].decode("utf-8", "backslashreplace"), found["when"].decode())


def is_ignored(root: Path, path: str) -> bool:
    """Whether the user keeps a path out of the repository: by .gitignore, or settings of theirs."""
    return _run(root, "check-ignore", "--quiet", "--", path).status == 0


def stage(root: Path, paths: Sequence[str], digits: int) -> Staged:
    """Puts files into the index as they are in the work tree; says what was there before.

    Args:
        root: the top of the work tree.
        paths: from the root.
        digits: how many hex digits an id has here.

    Raises:
        CommitError: git cannot; the index is as it was.
    """
    before = _run(root, "--literal-pathspecs", "ls-files", "--stage", "-z", "--", *paths)
    staged = Staged(tuple(paths), before.output, digits)
    listed = b"".join(os.fsencode(path) + b"\0" for path in paths)
    answer = _run(root, "update-index", "--add", "-z", "--stdin", given=listed)
    if before.status or answer.status:
        raise _refused(answer if answer.status else before)
    return staged


def unstage(root: Path, staged: Staged) -> None:
    """Puts back what `stage` found.

    Raises:
        CommitError: git cannot.
    """
    gone = "".join(f"0 {'0' * staged.digits}\t{path}\0" for path in staged.paths)
    listed = os.fsencode(gone) + staged.before
    answer = _run(root, "update-index", "-z", "--index-info", given=listed)
    if answer.status:
        raise CommitError(
            f"nothing was committed, but {', '.join(staged.paths)} could not be taken out of the "
            f"index: {_why(answer)}; see git status",
            _said(answer),
        )


def commit(root: Path, message: bytes, extras: Extras) -> str:
    """Commits what is staged, be it nothing, with a message in UTF-8; no editor is opened.

    Returns:
        What git and the hooks had to say.

    Raises:
        CommitError: git or a hook refused; nothing is committed.
    """
    options = ["--quiet", "--allow-empty", "--file=-"]
    options += ["--amend"] if extras.amend else []
    options += ["--signoff"] if extras.signoff else []
    options += [] if extras.verify else ["--no-verify"]
    options += [f"--trailer={one}" for one in extras.trailers]
    options += ["--cleanup=whitespace"] if _would_lose(message, _cleaning(root)) else []
    answer = _run(root, *_CERTAIN, "commit", *options, given=message)
    if answer.status:
        raise _refused(answer)
    return _said(answer)


def _cleaning(root: Path) -> Mapping[bytes, bytes]:
    """What the user's config says of cleaning messages up."""
    answer = _run(root, "config", "-z", "--get-regexp", _CONFIG)
    pairs = (entry.partition(b"\n") for entry in answer.output.split(b"\0"))
    return {key.lower(): value for key, _, value in pairs}


def _would_lose(message: bytes, config: Mapping[bytes, bytes]) -> bool:
    """Whether a line of the message would be taken for a comment and left out."""
    if config.get(b"commit.cleanup") != _FOLLOWED:
        return False
    signs = [value for key, value in config.items() if key.startswith(b"core.comment")]
    comments = tuple(sign for sign in (*signs, _COMMENT.encode()) if sign)
    return any(line.startswith(comments) for line in message.split(b"\n"))


def _refused(answer: Answer) -> CommitError:
    why = _why(answer)
    return CommitError(f"nothing was committed, and everything is as it was: {why}", _said(answer))


def _why(answer: Answer) -> str:
    """The line of git's own words that says why."""
    lines = [line.strip() for line in _said(answer).splitlines() if line.strip()]
    marked = [line for line in lines if line.startswith(_MARKS)]
    why = (marked or lines[-1:] or ["git gave no reason; a hook may have refused"])[0]
    return next((why.removeprefix(mark) for mark in _MARKS if why.startswith(mark)), why)


def _said(answer: Answer) -> str:
    return (answer.errors or answer.output).decode("utf-8", "backslashreplace").strip("\n")


def _run(root: Path, *arguments: str, given: bytes = b"") -> Answer:
    with begun(arguments, root, environment(os.environ)) as command:
        try:
            output, errors = command.communicate(given)
        except BaseException:  # nothing can be put back while git is still at work
            command.terminate()
            command.wait()
            raise
    return Answer(command.returncode, output, errors)
