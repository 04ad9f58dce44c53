"""What a learner may want recorded: typed, named as they would say it, and not checked yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, timedelta

    from studytrack.trailers.vocabulary import Verb


@dataclass(frozen=True, slots=True)
class Doing:
    """Something is done with tasks.

    Attributes:
        verb: begun, finished, left out, taken up again or taken back.
        tasks: their ids.
        spent: the time that one task took.
        on: the day, where it is not that of the commit.
        text: a takeaway, or the reason.
    """

    verb: Verb
    tasks: tuple[str, ...]
    spent: timedelta | None = None
    on: date | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Spending:
    """Time goes into a task, by its id, or into a phase, by its number."""

    about: str | int
    spent: timedelta
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Noting:
    """Something is learned from a task."""

    task: str
    text: str


@dataclass(frozen=True, slots=True)
class Asking:
    """Something of a task or a phase is not understood yet."""

    about: str | int
    text: str


@dataclass(frozen=True, slots=True)
class Answering:
    """A question, by its name, has an answer."""

    question: str
    text: str


@dataclass(frozen=True, slots=True)
class Referring:
    """A page or file is worth reading for a task or a phase."""

    about: str | int
    target: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Confirming:
    """A phase's completion criterion, by how its words begin, is met."""

    phase: int
    text: str


@dataclass(frozen=True, slots=True)
class Voiding:
    """All records of a commit, by its id or the beginning of it, are taken back."""

    commit: str


Saying = Doing | Spending | Noting | Asking | Answering | Referring | Confirming | Voiding
