"""What git says of a task: dated facts, each from one commit or one note.

A trailer such as ``Study-Task: 3.4 done 2h30m: it clicks`` gives three facts: a `Done`, a
`Time` and a `Takeaway` with the same `Source`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.tuples import Distinct, NamedTuple

if TYPE_CHECKING:
    from datetime import date, timedelta


class Source(NamedTuple):
    """Where a record comes from.

    Attributes:
        commit: the commit's full id; None for a note that no commit after ``since`` gave.
        path: the note's path from the repository's root; None for a trailer.
        author: ``Name <email>``, after .mailmap; empty where there is no commit.
        authored: the raw author date (``1772456400 +0800``); empty where there is no commit.
        text: the trailer as it stands, ``Study-Task: 3.4 done``, or the note's key and value.
        uncommitted: True for what stands in the work tree alone; without that and without a
            commit, a note is from before ``since``.
    """

    commit: str | None
    path: str | None = None
    author: str = ""
    authored: str = ""
    text: str = ""
    uncommitted: bool = False


class Start(Distinct):
    """A task was begun. ``on`` is the author's local day, None where none can be told."""

    task: str
    source: Source
    on: date | None


class Done(Distinct):
    """A task was finished."""

    task: str
    source: Source
    on: date | None


class Skip(Distinct):
    """A task will not be done, for a reason."""

    task: str
    source: Source
    on: date | None
    reason: str


class Reopen(Distinct):
    """A finished or skipped task is in progress again."""

    task: str
    source: Source
    on: date | None
    why: str = ""


class Reset(Distinct):
    """A task is not started after all."""

    task: str
    source: Source
    on: date | None
    why: str = ""


class Time(Distinct):
    """Time was spent on a task."""

    task: str
    source: Source
    on: date | None
    spent: timedelta


class PhaseTime(Distinct):
    """Time was spent on a phase as a whole."""

    phase: int
    source: Source
    on: date | None
    spent: timedelta


class Takeaway(Distinct):
    """What was learned, in a line."""

    task: str
    source: Source
    on: date | None
    text: str


class NoteFile(Distinct):
    """A note of the task exists; ``on`` is the day of the commit that added it."""

    task: str
    source: Source
    on: date | None


class NoteStarted(Distinct):
    """A note says when its task was begun."""

    task: str
    source: Source
    on: date


class Question(Distinct):
    """Something that is not understood yet, of a task (its id) or a phase (its number).

    ``nth`` tells which of its message's questions it is, or of those that its commit gave a note.
    """

    about: str | int
    source: Source
    on: date | None
    text: str
    nth: int = 1


class Answer(Distinct):
    """What answers a question, which goes by the beginning of its commit's id.

    ``question`` is that, in lower case; behind it ``.2`` for the second question of a commit. In
    a note it is the question itself, as it stands there.
    """

    question: str
    source: Source
    on: date | None
    text: str


class Reference(Distinct):
    """A page or file worth reading, for a task (its id) or a phase (its number)."""

    about: str | int
    source: Source
    on: date | None
    target: str
    title: str = ""


class Criterion(Distinct):
    """A phase's completion criterion is met; ``text`` is how its words begin."""

    phase: int
    source: Source
    on: date | None
    text: str


class Move(Distinct):
    """A task has another id from now on: what was recorded of ``old`` belongs to ``new``."""

    old: str
    new: str
    source: Source
    on: date | None


TaskRecord = Start | Done | Skip | Reopen | Reset | Time | Takeaway | NoteFile | NoteStarted
Remark = Question | Answer | Reference | Criterion
Record = TaskRecord | PhaseTime | Remark | Move

OF_NO_TASK = (PhaseTime, Question, Answer, Reference, Criterion, Move)
"""The kinds of records that change no field of a task."""


def subject(record: Record) -> str | int:
    """What a record is about: a task's id, a phase's number, or a question's name."""
    match record:
        case PhaseTime(phase=phase) | Criterion(phase=phase):
            return phase
        case Question(about=about) | Reference(about=about):
            return about
        case Answer(question=question):
            return question
        case Move(new=new):
            return new
        case _:
            return record.task
