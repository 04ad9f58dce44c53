"""The style of each status and severity, and the line that counts problems."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.cli.output.page import Line, Piece, Style, line
from studytrack.phrases import problem_counts
from studytrack.terms import Severity, Status

if TYPE_CHECKING:
    from studytrack.locales import Locale
    from studytrack.model import Problem

STYLES = {
    Status.NOT_STARTED: Style.QUIET,
    Status.IN_PROGRESS: Style.UNDER_WAY,
    Status.DONE: Style.DONE,
    Status.SKIPPED: Style.QUIET,
}
SEVERITIES = {
    Severity.ERROR: Style.ERROR,
    Severity.WARNING: Style.WARNING,
    Severity.INFO: Style.INFO,
}


def problem_line(locale: Locale, problems: tuple[Problem, ...], *, hint: bool) -> Line:
    """The counts as a sentence, with the command that lists the problems."""
    if not problems:
        return line(Piece(locale.say("problems-none"), Style.DONE))
    worst = min((problem.severity for problem in problems), key=list(Severity).index)
    text = Piece(locale.say("problems", counts=problem_counts(locale, problems)), SEVERITIES[worst])
    if not hint:
        return line(text)
    return line(text, locale.say("see-check"), Piece("studytrack check", Style.COMMAND), indent=2)
