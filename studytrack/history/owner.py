"""Whose repository it is: the folders that the user told git to trust."""

from __future__ import annotations

import os
from pathlib import Path

from studytrack.history.commands import Git

_SCOPES = {b"system", b"global", b"command"}  # those in which git itself respects the setting
_OF_A_REPOSITORY = {"GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_CONFIG"}


def trusted_folders() -> tuple[str, ...]:
    """The user's and the machine's ``safe.directory`` values, in order; empty ones reset.

    Asked for only when git has refused a repository for its owner, since the rest of that
    config is not read. See ``safe.directory`` in git-config(1).
    """
    environment = {key: os.environ[key] for key in os.environ if key not in _OF_A_REPOSITORY}
    outside = Git(Path(Path.cwd().anchor), environment=environment)
    answer = outside.ask("config", "--show-scope", "-z", "--get-all", "safe.directory")
    words = answer.output.split(b"\0")
    return tuple(
        os.fsdecode(value)
        for scope, value in zip(words[::2], words[1::2], strict=False)
        if scope in _SCOPES
    )
