"""What a week was like, as frozen models with a stable JSON form."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from studytrack.agenda.model import Agenda, Step
from studytrack.model import Duration, Estimate, Model


@dataclass(frozen=True, kw_only=True)
class Deed(Model):
    """Something that was done about a task.

    ``kind`` is ``start``, ``done``, ``skip``, ``reopen``, ``reset`` or ``note-file``; ``text`` the
    reason for a skip, or why a task went back.
    """

    kind: str
    date: dt.date
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Work(Model):
    """What was done about a task in a week; about a phase as a whole where ``task`` is None."""

    task: str | None
    phase: int
    title: str
    deeds: tuple[Deed, ...] = ()
    spent: Duration | None = None
    actual: Duration | None = None
    estimate: Estimate | None = None


@dataclass(frozen=True, kw_only=True)
class Met(Model):
    """A phase's completion criterion that was confirmed."""

    phase: int
    title: str
    text: str
    date: dt.date


@dataclass(frozen=True, kw_only=True)
class Finished(Model):
    """A phase of which nothing was left to do by the end of the week.

    Of so many ``criteria`` as many were ``confirmed``.
    """

    number: int
    title: str
    criteria: int = 0
    confirmed: int = 0
    actual: Duration | None = None
    estimate: Estimate | None = None


@dataclass(frozen=True, kw_only=True)
class Doubt(Model):
    """A question that was asked or answered in a week.

    ``name`` is the short id of its commit; the answers are those up to the end of the week.
    """

    name: str
    task: str | None = None
    phase: int | None = None
    title: str = ""
    date: dt.date | None = None
    text: str
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Lesson(Model):
    """What was learned of a task, in a line."""

    task: str
    title: str
    date: dt.date | None = None
    text: str


@dataclass(frozen=True, kw_only=True)
class Draft(Model):
    """What a learner may want to put into the parts of a tracker that stay theirs.

    ``takeaways`` are those of the whole study, oldest first; ``next`` are the tasks that come next.
    """

    schema: Literal[1] = 1
    takeaways: tuple[Lesson, ...] = ()
    next: tuple[Step, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Review(Model):
    """A week of a study, as it was known at the end of its last day.

    ``work`` is in the tracker's order. ``done``, ``skipped`` and ``total`` count the study's tasks
    at the end, ``before`` those done or skipped at the beginning. ``plan`` is for the week after.
    """

    schema: Literal[1] = 1
    week: str
    first: dt.date
    last: dt.date
    work: tuple[Work, ...] = ()
    hours: Estimate | None = None
    spent: Duration = dt.timedelta(0)
    done: int = 0
    skipped: int = 0
    total: int = 0
    before: int = 0
    finished: tuple[Finished, ...] = ()
    met: tuple[Met, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    plan: Agenda
