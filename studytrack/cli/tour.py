"""The demonstration as a page: the commits, what they changed, and why."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from studytrack.cli.account import account
from studytrack.cli.output.diffs import unified
from studytrack.cli.output.page import BLANK, Line, Page, Piece, Style, line
from studytrack.cli.overview import phases
from studytrack.phrases import commit_text

if TYPE_CHECKING:
    from studytrack.demo import Demonstration, Step
    from studytrack.locales import Locale


def tour(demonstration: Demonstration, locale: Locale) -> Page:
    """The whole page."""
    result = demonstration.result
    return (
        _title("1", locale.say("demo-commits"), "git log"),
        *(part for step in demonstration.steps for part in _step(step)),
        BLANK,
        _title("2", locale.say("demo-diff"), "studytrack reconcile --diff"),
        *map(unified, result.files),
        BLANK,
        _title("3", locale.say("demo-status"), "studytrack status"),
        *phases(demonstration.state, locale),
        BLANK,
        _title("4", locale.say("demo-why"), f"studytrack why {demonstration.why.task}"),
        *account(demonstration.why, locale),
        BLANK,
        line(locale.say("demo-folder")),
        line("  ", Piece(f"cd {shlex.quote(str(demonstration.folder))}", Style.COMMAND), indent=4),
    )


def _title(number: str, text: str, command: str) -> Line:
    return line(
        Piece(f"{number}. {text}  ", Style.TITLE), Piece(f"$ {command}", Style.COMMAND), indent=3
    )


def _step(step: Step) -> tuple[Line, ...]:
    return (
        line(
            Piece(commit_text(step.commit), Style.COMMIT),
            Piece(f"  {step.on.isoformat()}  ", Style.QUIET),
            step.subject,
            indent=26,
        ),
        *(line(" " * 26, Piece(text, Style.INFO), indent=28) for text in step.body),
    )
