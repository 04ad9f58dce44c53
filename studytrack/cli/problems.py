"""Problems as a page: one line each, the worst first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.cli.output.page import Line, Page, Piece, Style, line
from studytrack.cli.styles import SEVERITIES, problem_line
from studytrack.phrases import commit_text
from studytrack.terms import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from studytrack.locales import Locale
    from studytrack.model import Problem

_RANK = {severity: rank for rank, severity in enumerate(Severity)}


def ordered(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Errors first, then by file and line; those of commits behind, in the order given."""
    return tuple(
        sorted(
            problems,
            key=lambda one: (
                _RANK[one.severity],
                one.path is None,
                one.path or "",
                one.line or 0,
            ),
        )
    )


def failing(problems: Iterable[Problem], *, strict: bool) -> bool:
    """Whether ``check`` fails: there is an error, or with ``strict`` a warning."""
    bad = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(problem.severity in bad for problem in problems)


def listing(problems: tuple[Problem, ...], locale: Locale) -> Page:
    """A line for each problem, and a summary."""
    return (
        *(problem_text(problem) for problem in problems),
        problem_line(locale, problems, hint=False),
    )


def problem_text(problem: Problem) -> Line:
    """``path:line: severity code message``, or ``commit <12 hex>: …``."""
    return line(
        Piece(f"{place(problem)}: ", Style.PLACE),
        Piece(problem.severity.value, SEVERITIES[problem.severity]),
        Piece(f" {problem.code} ", Style.QUIET),
        problem.message,
        indent=4,
    )


def place(problem: Problem) -> str:
    """Where to look: a file and its line, or a commit."""
    if problem.path is None:
        return f"commit {commit_text(problem.commit)}" if problem.commit else "studytrack"
    return problem.path if problem.line is None else f"{problem.path}:{problem.line}"
