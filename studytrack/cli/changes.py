"""What a reconciliation changes, as a page: one line for each value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.cli.output.page import Line, Page, Piece, Style, line
from studytrack.cli.styles import problem_line
from studytrack.phrases import commit_text, counted

if TYPE_CHECKING:
    from studytrack.locales import Locale
    from studytrack.model import Change, Problem

_MOST_SOURCES = 3
_BECOMES = Piece(" -> ")


def report(
    path: str,
    changes: tuple[Change, ...],
    problems: tuple[Problem, ...],
    locale: Locale,
    *,
    written: bool,
) -> Page:
    """The changes, how many there are, and how many problems."""
    return (
        *(change_line(change, locale) for change in changes),
        _summary(path, len(changes), locale, written=written),
        problem_line(locale, problems, hint=True),
    )


def _summary(path: str, count: int, locale: Locale, *, written: bool) -> Line:
    if not count:
        return line(Piece(locale.say("current", path=path), Style.DONE))
    if written:
        return line(Piece(counted(locale, "written", count, path=path), Style.STRONG))
    text = Piece(counted(locale, "due", count, path=path), Style.STRONG)
    return line(text, Piece("studytrack reconcile", Style.COMMAND), indent=2)


def change_line(change: Change, locale: Locale) -> Line:
    """The task and field, the text before and after, and the commits behind it."""
    name = locale.fields[change.field]
    pieces = [
        Piece(locale.say("change", what=_what(change, locale), field=name)),
        Piece(change.before.strip() or locale.say("blank"), Style.REMOVED),
        _BECOMES,
        Piece(change.after.strip() or locale.say("blank"), Style.ADDED),
    ]
    if change.sources:
        named = [commit_text(commit) for commit in change.sources[-_MOST_SOURCES:]]
        more = ["..."] if len(change.sources) > _MOST_SOURCES else []
        pieces.append(Piece(f"  {' '.join(more + named)}", Style.COMMIT))
    return Line(tuple(pieces), 4)


def _what(change: Change, locale: Locale) -> str:
    if change.task is not None:
        return change.task
    if change.phase is not None:
        return locale.say("phase", number=change.phase)
    return locale.say("whole")
