"""Where a text stands: one pass of ``git grep``, whatever the number of files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.history.commands import refusal, running
from studytrack.history.trees import path_of
from studytrack.patterns import pattern
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studytrack.history.commands import Git

_LOST = b"error: "
_MEANT = pattern(r"[*?\[\]\\]")
_OPTIONS = ("-z", "-F", "--no-color", "--no-recurse-submodules", "--no-textconv")
_KINDS = ("md", "markdown")

MOST_OUTPUT = 1 << 24
"""Bytes of found lines that are read: no study has so many, a generated file may."""

LONGEST_LINE = 1000
"""Bytes of a line that somebody may have written."""


class Found(NamedTuple):
    """A line that holds a text; ``line`` counts from 1, bytes that are not UTF-8 are U+FFFD."""

    path: str
    line: int
    text: str


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
        "--no-literal-pathspecs", "grep", "-l", *_OPTIONS, "-e", text, *revision, "--", *where
    )
    if answer.status not in {0, 1} or (commit and _LOST in answer.errors):  # 1: there is none
        raise refusal(answer.errors)
    names = answer.output.split(b"\0")[:-1]
    start = len(commit) + 1 if commit else 0  # "COMMIT:path"
    found = (path_of(name[start:]) for name in names)
    return tuple(path for path in found if not folder or path.startswith(f"{folder}/"))


def lines_with(git: Git, word: str, commit: str | None) -> tuple[Found, ...]:
    """The lines that hold a word, in all text files of a commit that are not Markdown.

    Without a commit, in those of the work tree, new ones too unless they are ignored. Lines that
    are too long for somebody to have written them are left out.

    Raises:
        HistoryError: as for `holding`.
    """
    where = [":(top)", *(f":(top,exclude,icase,glob)**/*.{kind}" for kind in _KINDS)]
    start = ("-c", "grep.column=false", "--no-literal-pathspecs", "grep", "-I", "-n", "-w")
    revision = (commit,) if commit else ("--untracked",)
    with running(git, *start, *_OPTIONS, "-e", word, *revision, "--", *where) as grep:
        status = grep.command.wait()
        grep.errors.seek(0)
        errors = grep.errors.read(MOST_OUTPUT)
        if status not in {0, 1} or (commit and _LOST in errors):
            raise refusal(errors)
        output = grep.output.read(MOST_OUTPUT)
    return tuple(_lines(output, len(commit) + 1 if commit else 0))


def _lines(output: bytes, start: int) -> Iterator[Found]:
    """What is found: path, number and text, with a NUL between them, each on a line."""
    at = 0
    while (end := output.find(b"\0", at)) >= 0:
        behind = output.find(b"\0", end + 1)
        stop = output.find(b"\n", behind)
        if min(behind, stop) < 0:
            return
        text = output[behind + 1 : stop]
        if len(text) <= LONGEST_LINE:
            path = path_of(output[at + start : end])
            yield Found(path, int(output[end + 1 : behind]), text.decode("utf-8", "replace"))
        at = stop + 1
