"""The default branch, and where the current one left it."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from studytrack.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studytrack.history.commands import Git

_ID = pattern(rb"([0-9a-f]{40}|[0-9a-f]{64})\n")
_REMOTE = "refs/remotes/origin/"


def fork_point(git: Git, head: str) -> str:
    """Where ``head`` left the default branch; ``head`` itself on that branch, or without one.

    The default branch is what ``origin/HEAD`` names, else ``init.defaultBranch``, ``main`` or
    ``master``, whichever there is.
    """
    current = _symbolic(git, "HEAD")
    for branch in _default_branches(git):
        if current == f"refs/heads/{branch.removeprefix(_REMOTE).removeprefix('refs/heads/')}":
            return head
        tip = git.ask(
            "rev-parse", "--verify", "--quiet", "--end-of-options", f"{branch}^{{commit}}"
        )
        if found := _ID.fullmatch(tip.output):
            base = git.ask("merge-base", head, found[1].decode())
            match = _ID.match(base.output)
            return match[1].decode() if match else head
    return head


def _default_branches(git: Git) -> Iterator[str]:
    remote = _symbolic(git, f"{_REMOTE}HEAD")
    if remote.startswith(_REMOTE):
        yield remote
    own = replace(git, environment=dict(os.environ))  # it is the user's own config that says it
    named = own.ask("config", "--global", "--get", "init.defaultBranch").output
    for name in (named.decode("utf-8", "replace").strip(), "main", "master"):
        if name:
            yield f"refs/heads/{name}"


def current(git: Git) -> str:
    """The branch that is checked out, ``refs/heads/main``; empty where none is."""
    return _symbolic(git, "HEAD")


def of_origin(git: Git) -> str:
    """The name of the default branch of ``origin``; empty where it is not known here."""
    remote = _symbolic(git, f"{_REMOTE}HEAD")
    return remote.removeprefix(_REMOTE) if remote.startswith(_REMOTE) else ""


def _symbolic(git: Git, name: str) -> str:
    answer = git.ask("symbolic-ref", "--quiet", name)
    return answer.output.decode("utf-8", "surrogateescape").removesuffix("\n")
