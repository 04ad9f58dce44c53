"""Which Markdown files hold a text: one pass of ``git grep``, whatever their number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.history.commands import refusal
from studytrack.history.trees import path_of
from studytrack.patterns import pattern

if TYPE_CHECKING:
    from studytrack.history.commands import Git

_LOST = b"error: "
_MEANT = pattern(r"[*?\[\]\\]")
_OPTIONS = ("-l", "-z", "-F", "--no-color", "--no-recurse-submodules", "--no-textconv")
_KINDS = ("md", "markdown")


def holding(git: Git, text: str, commit: str | None, folder: str) -> tuple[str, ...]:
    """The Markdown files of a commit's folder that hold a text; the empty one is the root.

    Without a commit, the work tree's tracked ones.

    Raises:
        HistoryError: a file of the commit cannot be read, as in a clone that leaves blobs out.
    """
    inside = _MEANT.sub(r"\\\g<0>", folder) + "/" if folder else ""
    where = (f":(top,icase,glob){inside}**/*.{kind}" for kind in _KINDS)
    revision = (commit,) if commit else ()
    answer = git.ask(
        "--no-literal-pathspecs", "grep", *_OPTIONS, "-e", text, *revision, "--", *where
    )
    if answer.status not in {0, 1} or (commit and _LOST in answer.errors):  # 1: there is none
        raise refusal(answer.errors)
    names = answer.output.split(b"\0")[:-1]
    start = len(commit) + 1 if commit else 0  # "COMMIT:path"
    found = (path_of(name[start:]) for name in names)
    return tuple(path for path in found if not folder or path.startswith(f"{folder}/"))
