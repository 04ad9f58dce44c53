"""A state as a page: a bar for each phase, and the tasks under way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.cli.output.page import BLANK, Bar, Column, Line, Page, Piece, Style, Table, line
from studytrack.cli.styles import problem_line
from studytrack.model import Part, Phase, State, Total
from studytrack.phrases import commit_text, confirmed_of, counted, days, done_of, spent_of
from studytrack.terms import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studytrack.locales import Locale


def overview(state: State, locale: Locale) -> Page:
    """The whole page."""
    return (
        _heading(state),
        BLANK,
        *phases(state, locale),
        BLANK,
        *_under_way(state, locale),
        *_questions(state, locale),
        problem_line(locale, state.problems, hint=True),
        *_at_the_end(state, locale),
    )


def _at_the_end(state: State, locale: Locale) -> Page:
    """Where nothing is left to do, a word on what was learned."""
    if not _is_closed(state.total):
        return ()
    command = Piece("studytrack status --paste", Style.COMMAND)
    return (line(locale.say("draft-hint"), command, indent=2),)


def _heading(state: State) -> Line:
    place = Piece(state.tracker, Style.PLACE)
    if state.revision is None:
        return line(place)
    return line(place, "  ", Piece(commit_text(state.revision), Style.COMMIT))


def phases(state: State, locale: Locale) -> Page:
    """A table with a row for each phase, and one for the whole study."""
    names = ("phase", "progress", "done", "hours", "dates", "criteria")
    phase, *others = (locale.say(f"heading-{name}") for name in names)
    columns = (Column(right=True), Column(phase, whole=False), *map(Column, others))
    rows = [row for one in state.phases for row in _phase(one, locale)]
    if len(state.phases) > 1:
        rows.append(_row("", locale.say("all"), state.total, locale))
    if not any(one.criteria for one in state.phases):
        columns, rows = columns[:-1], [row[:-1] for row in rows]
    return (Table(columns, tuple(rows)),) if rows else ()


def _phase(phase: Phase, locale: Locale) -> Iterator[tuple[Piece | Bar, ...]]:
    """A phase, and below it the weeks or topics that it is made of, if it has several."""
    yield _row(str(phase.number), phase.title, phase, locale)
    parts = phase.parts if sum(part.level == 1 for part in phase.parts) > 1 else ()
    for part in parts:
        yield (
            Piece(""),
            Piece("  " * part.level + part.title, Style.QUIET),
            Bar(part.done, part.skipped, part.total),
            Piece(done_of(locale, part), Style.DONE if _is_closed(part) else Style.QUIET),
            Piece(""),
            Piece(""),
            Piece(""),
        )


def _is_closed(part: Part | Phase | Total) -> bool:
    return part.total > 0 and part.done + part.skipped >= part.total


def _row(number: str, title: str, part: Phase | Total, locale: Locale) -> tuple[Piece | Bar, ...]:
    style = Style.PLAIN if isinstance(part, Phase) else Style.STRONG
    return (
        Piece(number, Style.QUIET),
        Piece(title, style),
        Bar(part.done, part.skipped, part.total),
        Piece(done_of(locale, part), Style.DONE if _is_closed(part) else style),
        Piece(spent_of(part.actual, part.estimate or part.estimate_tasks), style),
        Piece(days(locale, part.started, part.completed), style),
        Piece(confirmed_of(part) if isinstance(part, Phase) else "", style),
    )


def _questions(state: State, locale: Locale) -> Page:
    """How many questions are open, if any are, with the command that lists them."""
    if not state.open_questions:
        return ()
    text = counted(locale, "questions-open", state.open_questions)
    command = Piece("studytrack questions", Style.COMMAND)
    return (line(text, locale.say("see-check"), command, indent=2),)


def _under_way(state: State, locale: Locale) -> Page:
    tasks = [
        task for phase in state.phases for task in phase.tasks if task.status is Status.IN_PROGRESS
    ]
    if not tasks:
        return ()
    rows = tuple(
        (
            Piece(f"  {task.id}", Style.UNDER_WAY),
            Piece(task.title if task.title != task.id else ""),
            Piece(spent_of(task.actual, task.estimate)),
            Piece(days(locale, task.started, task.finished)),
        )
        for task in tasks
    )
    columns = (Column(), Column(whole=False), Column(), Column())
    return line(Piece(locale.say("under-way"), Style.TITLE)), Table(columns, rows), BLANK
