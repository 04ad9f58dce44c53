"""Who wrote a commit, by the .mailmap of a revision."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from studytrack.history.trees import files
from studytrack.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from studytrack.history.commands import Git

_CONTACT = pattern(r"[^<>\n\r\0]*<[^<>\n\r\0]*>")


def mailmap(git: Git, git_dir: Path, commit: str, authors: Iterable[str]) -> dict[str, str]:
    """Each ``Name <email>`` as the commit's own .mailmap has it; no other mailmap is read.

    Git reads the file of the work tree too, but not where it is told that there is none; so it
    is started in the git directory. See gitmailmap(5).
    """
    names = {author: author for author in authors}
    asked = [author for author in names if _CONTACT.fullmatch(author)]
    found = files(git, commit, [".mailmap"]) if asked else ()
    if not found or not found[0].regular:
        return names
    output = replace(git, folder=git_dir).read(
        "--bare",
        *("-c", f"mailmap.blob={found[0].blob}", "-c", f"mailmap.file={os.devnull}"),
        *("check-mailmap", "--stdin"),
        given="".join(f"{author}\n" for author in asked).encode("utf-8", "surrogateescape"),
    )
    answers = output.decode("utf-8", "backslashreplace").split("\n")[:-1]
    return names | dict(zip(asked, answers, strict=True))
