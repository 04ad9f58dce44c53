"""Problems as annotations of a GitHub workflow.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.shown import shown
from studytrack.terms import Severity

if TYPE_CHECKING:
    from studytrack.model import Problem

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_SHORT = 12


def annotation(problem: Problem) -> str:
    """One workflow command, with its line feed.

    Nothing in a problem can end the command or begin another: the escapes are those of GitHub's
    own toolkit (https://github.com/actions/toolkit, ``packages/core/src/command.ts``).
    """
    properties = {"file": problem.path, "line": problem.line, "title": problem.code}
    given = ",".join(
        f"{name}={_property(str(value))}" for name, value in properties.items() if value is not None
    )
    message = problem.message
    if problem.path is None and problem.commit is not None:
        message = f"commit {problem.commit[:_SHORT]}: {message}"
    return f"::{_COMMANDS[problem.severity]} {given}::{_data(message)}\n"


def message_line(level: str, text: str) -> str:
    """One workflow command of a level, ``error`` or ``warning``, that names no place."""
    return f"::{level} title=studytrack::{_data(text)}\n"


def _data(text: str) -> str:
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return shown(escaped)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
