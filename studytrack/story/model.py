"""What a tracker's own history tells: frozen models with a stable JSON form."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from studytrack.model import Model
from studytrack.terms import Status


class EventKind(StrEnum):
    """What happened to a task: ``back`` is a status that fell behind the one before."""

    ADDED = "added"
    STATUS = "status"
    BACK = "back"
    REMOVED = "removed"
    RETURNED = "returned"


@dataclass(frozen=True, kw_only=True)
class Moment(Model):
    """A commit; ``date`` is the author's local day, None where the commit has none to be read."""

    commit: str
    date: dt.date | None = None
    author: str = ""


@dataclass(frozen=True, kw_only=True)
class Event(Model):
    """Something that a commit did to a task.

    ``before`` and ``after`` are statuses; None where there was no row, or its text says nothing
    that is known.
    """

    kind: EventKind
    task: str
    title: str
    phase: int
    before: Status | None = None
    after: Status | None = None
    moment: Moment


@dataclass(frozen=True, kw_only=True)
class TaskStory(Model):
    """One task: when it came, was begun, closed and removed; None where that never was.

    ``started`` is the first start since it last was not started, ``closed`` the last close, unless
    the task went back since. ``days`` are calendar days from the one to the other, both among
    them; None where one is not known or the dates run backwards. ``back`` counts how often it
    went back.
    """

    id: str
    title: str
    phase: int
    status: Status | None = None
    added: Moment
    started: Moment | None = None
    closed: Moment | None = None
    removed: Moment | None = None
    days: int | None = None
    back: int = 0


@dataclass(frozen=True, kw_only=True)
class PhaseStory(Model):
    """One phase, of the tasks that it has in the end.

    ``started`` is the first start of a task (or close, where none was seen to start),
    ``completed`` the last close, once all are closed; ``days`` as for a task.
    """

    number: int
    title: str
    started: Moment | None = None
    completed: Moment | None = None
    days: int | None = None
    done: int = 0
    skipped: int = 0
    total: int = 0


@dataclass(frozen=True, kw_only=True)
class Contradiction(Model):
    """Something that the text said against itself, from one commit until another.

    ``code`` is that of a problem of `check`. ``until`` is None where it still says so; ``days``
    are those between the two, None where that cannot be said.
    """

    code: str
    task: str | None = None
    phase: int | None = None
    since: Moment
    until: Moment | None = None
    days: int | None = None


@dataclass(frozen=True, kw_only=True)
class Silence(Model):
    """Commits in which the file could not be read as a tracker.

    ``reason`` is ``no-tracker`` (no table of tasks), ``deleted``, ``too-large`` or ``no-file``
    (a symbolic link or a submodule); ``until`` and ``days`` are as in `Contradiction`.
    """

    reason: str
    since: Moment
    until: Moment | None = None
    days: int | None = None


@dataclass(frozen=True, kw_only=True)
class Stretch(Model):
    """Days in a row, the first and the last among them."""

    first: dt.date
    last: dt.date
    days: int


@dataclass(frozen=True, kw_only=True)
class Story(Model):
    """The biography of a study, as the versions of its tracker tell it.

    ``language`` is the tag of the locale that the tracker is kept in. ``active_days`` counts the
    days on which a task changed (its title, phase, status, dates or hours), came or went;
    ``streaks`` are two or more of them in a row, ``gaps`` fourteen days or more without any.
    """

    schema: Literal[1] = 1
    revision: str
    tracker: str
    language: str
    versions: int
    first: Moment
    last: Moment
    active_days: int = 0
    phases: tuple[PhaseStory, ...] = ()
    tasks: tuple[TaskStory, ...] = ()
    events: tuple[Event, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    silences: tuple[Silence, ...] = ()
    streaks: tuple[Stretch, ...] = ()
    gaps: tuple[Stretch, ...] = ()
