"""What git's hooks run, beside the command line: everybody waits for it, so it loads little.

Whatever goes wrong in here is no reason to lose a message or to stop a commit.
"""

from __future__ import annotations

import os
import re
import shlex
import sys
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from studytrack.cli.output.page import Line, line
from studytrack.cli.output.plain import plain
from studytrack.cli.output.streams import prepare, say_text
from studytrack.cli.output.wrapping import breaks
from studytrack.errors import StudytrackError
from studytrack.hooks.scripts import REFUSED, Hook
from studytrack.hooks.tidying import inserted
from studytrack.patterns import pattern
from studytrack.study.committing import Commit
from studytrack.terms import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from studytrack.study.committing import Verdict

_PLAIN = frozenset({"", "template"})
"""Where a message may come from that nobody has written yet; see githooks(5)."""

_OF_PRE_COMMIT = "PRE_COMMIT_COMMIT_MSG_SOURCE"
"""Where pre-commit says so, which passes nothing but the file."""

_KEY = pattern(rb"^study-", re.IGNORECASE | re.MULTILINE)

WIDTH = 80
"""Columns, where a terminal has more: what an editor shows of a message has no more."""


def run(arguments: Sequence[str]) -> int:
    """Do what a hook of this name does, and give its exit status: `REFUSED`, or 0.

    Args:
        arguments: the hook's name, and what git gives the hook.
    """
    prepare()
    missed = "the message was not checked"
    try:
        match arguments:
            case [Hook.CHECK, message, *_]:
                return _check(message)
            case [Hook.PREPARE, message, *source]:
                missed = "no trailer is suggested"
                _suggest(message, "".join(source[:1]) or os.environ.get(_OF_PRE_COMMIT, ""))
    except StudytrackError as error:
        _say([line(f"studytrack: {error}; {missed}", indent=4)])
    except Exception as error:  # noqa: BLE001 (a fault of ours stops no commit)
        _say([line(f"studytrack: {type(error).__name__}: {error}; {missed}", indent=4)])
    return 0


def _check(path: str) -> int:
    """Refuse a message whose trailers cannot be read."""
    verdict = Commit(Path.cwd(), os.environ).verdict(Path(path).read_bytes())
    if verdict is None:
        return 0
    _say([*_complaints(verdict, path), *(_ways_out(verdict, path) if verdict.refuses else ())])
    return REFUSED if verdict.refuses else 0


def _suggest(path: str, source: str) -> None:
    """Write trailers that may be meant into a message, as comments that record nothing."""
    commit = Commit(Path.cwd(), os.environ)
    if source not in _PLAIN or not commit.edited or commit.under_way():
        return
    from studytrack.study.suggesting import remarks

    message = Path(path)
    text, settings = message.read_bytes(), commit.manner()
    if _KEY.search(text) is None:
        new = inserted(text, remarks(commit), settings)
        if new != text:
            message.write_bytes(new)


def _complaints(verdict: Verdict, path: str) -> Iterator[Line]:
    """Each bad line, with the reason and the remedy, in the form that ``check`` gives them."""
    for number, finding, refuses in verdict.complaints:
        place = f"{path}:{number}" if number else path
        severity = Severity.ERROR if refuses else Severity.WARNING
        message = verdict.locale.message(finding)
        yield line(f"{place}: {severity.value} {finding.code} {message}", indent=4)


def _ways_out(verdict: Verdict, path: str) -> Iterator[Line]:
    """What became of the commit, and how to go on."""
    # git was called in another folder than it calls its hooks in
    kept = str(Path(path).absolute()) if os.environ.get("GIT_PREFIX") else path
    words, kept = verdict.locale, f"--file={shlex.quote(kept)}"
    verbose = "--verbose " if verdict.cut else ""  # what stands below scissors is cut again
    yield line(words.say("hook-stopped"))
    yield line(words.say("hook-mend"), f"git commit --edit {verbose}{kept}", indent=4)
    yield line(words.say("hook-anyway"), f"git commit --no-verify --edit {verbose}{kept}", indent=4)


def _say(lines: Sequence[Line]) -> None:
    """Print the lines, on a terminal broken at its width."""
    room = _width()
    for one in lines:
        say_text(_broken(plain((one,)), room, one.indent))


def _width() -> int | None:
    try:
        return min(os.get_terminal_size(sys.stdout.fileno()).columns, WIDTH)
    except (OSError, ValueError):
        return None


def _broken(text: str, room: int | None, indent: int) -> str:
    offsets = breaks(text, room, indent) if room else []
    parts = [text[start:end] for start, end in pairwise([0, *offsets, len(text)])]
    return f"\n{' ' * indent}".join(part.rstrip() for part in parts) + "\n"
