"""An agenda as a page: the hours of the week, and a table of tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.agenda.order import FEW
from studytrack.cli.output.page import BLANK, Column, Line, Page, Piece, Style, Table, line
from studytrack.phrases import counted, days, effort, spent_of
from studytrack.terms import Status
from studytrack.values import hours_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studytrack.agenda.model import Agenda, Step
    from studytrack.locales import Locale


def ahead(agenda: Agenda, locale: Locale) -> Page:
    """The whole page."""
    hours = _hours(agenda, locale)
    if not agenda.tasks:
        return hours, line(Piece(locale.say("block-nothing"), Style.DONE))
    later = [task for task in agenda.tasks if _when(task) == "agenda-later"]
    shown = [task for task in agenda.tasks if task not in later[FEW:]]
    names = ("task", "hours", "left", "touched")
    task, spent, left, touched = (locale.say(f"heading-{name}") for name in names)
    columns = (Column(), Column(), Column(task, whole=False), *map(Column, (spent, left, touched)))
    rows = tuple(_rows(shown, locale))
    more = len(agenda.tasks) - len(shown)
    rest = [line(Piece(counted(locale, "page-more", more), Style.QUIET))] if more else []
    return hours, BLANK, Table(columns, rows), *rest


def _hours(agenda: Agenda, locale: Locale) -> Line:
    """The week, and how many of its hours are left."""
    values = {
        "week": agenda.week,
        "days": days(locale, agenda.first, agenda.last),
        "spent": hours_text(agenda.spent),
    }
    if agenda.hours is None or agenda.left is None:
        return line(locale.say("agenda-week-open", **values))
    known = {"hours": effort(agenda.hours), "left": effort(agenda.left)}
    return line(locale.say("agenda-week", **values, **known))


def _when(task: Step) -> str:
    """The key of what tells when a task is due."""
    if task.status is Status.IN_PROGRESS:
        return "under-way"
    return "agenda-this-week" if task.fits else "agenda-later"


def _rows(tasks: list[Step], locale: Locale) -> Iterator[tuple[Piece, ...]]:
    """A row for each task; what tells when it is due stands on the first."""
    last = ""
    for task in tasks:
        when = _when(task)
        style = Style.UNDER_WAY if when == "under-way" else Style.QUIET
        yield (
            Piece(locale.say(when) if when != last else "", Style.TITLE),
            Piece(task.id, style),
            Piece(task.title if task.title != task.id else ""),
            Piece(spent_of(task.actual, task.estimate)),
            Piece(effort(task.left) if task.left else ""),
            _touched(task, locale),
        )
        last = when


def _touched(task: Step, locale: Locale) -> Piece:
    """The day of the last record, with a word where it is long ago."""
    if task.touched is None:
        return Piece("")
    day = task.touched.isoformat()
    if task.idle is None:
        return Piece(day)
    return Piece(locale.say("idle", date=day, count=task.idle), Style.WARNING)
