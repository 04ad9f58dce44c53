"""Trailers that may be meant, by the notes that are about to be committed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.notes.reading import Origin, Origins, read_note
from studytrack.records import Done, NoteFile, Source, Time
from studytrack.terms import Status
from studytrack.trailers import values
from studytrack.trailers.message import Trailer
from studytrack.trailers.vocabulary import Verb
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from studytrack.notes.front_matter import FrontMatter
    from studytrack.notes.reading import NoteReading
    from studytrack.records import Record
    from studytrack.trailers.vocabulary import Vocabulary

MOST = 8
"""How many trailers are suggested at most: more are no help."""

KEY = "Study-Task"
_NOWHERE = Origins(Origin(Source(None), None))


class Staged(NamedTuple):
    """A note as it is about to be committed.

    Attributes:
        task: whose note it is by its name or by a link, if any; its front matter may name another.
        now: its front matter.
        before: what was committed of that; None for a new note.
    """

    task: str | None
    now: FrontMatter
    before: FrontMatter | None


class Standing(NamedTuple):
    """What a study says already.

    Attributes:
        vocabulary: its words.
        statuses: the status of each task by its tracker.
        imply: what a note without a status says by itself, as the config has it.
    """

    vocabulary: Vocabulary
    statuses: Mapping[str, Status | None]
    imply: str


def suggested(notes: Iterable[Staged], standing: Standing) -> list[str]:
    """The trailers that say more than the notes do by themselves, each once.

    A note that says itself that its task is done leaves only the time to be said, and one with
    a time leaves nothing.
    """
    found: dict[str, None] = {}
    for note in notes:
        now = _read(note.now, note.task, standing)
        verb = _verb(note, now, standing) if now.task is not None else None
        if verb is not None and (trailer := _trailer(now.task or "", verb, standing)):
            found[trailer] = None
    return list(found)


def _verb(note: Staged, now: NoteReading, standing: Standing) -> Verb | None:
    status = standing.statuses.get(now.task or "")
    if _finishes(now.records, standing) and status is not Status.DONE:
        before = _read(note.before, note.task, standing).records if note.before else ()
        timed = any(isinstance(one, Time) for one in now.records)
        return None if timed or _finishes(before, standing) else Verb.DONE
    silent = all(isinstance(one, NoteFile) for one in now.records)
    new = note.before is None and status in {Status.NOT_STARTED, None}
    return Verb.START if silent and new else None


def _read(front: FrontMatter, task: str | None, standing: Standing) -> NoteReading:
    return read_note(front, task, "", _NOWHERE, standing.vocabulary)


def _finishes(records: Sequence[Record], standing: Standing) -> bool:
    """Whether a note says that its task is done, or implies it."""
    told = any(isinstance(one, Done) for one in records)
    silent = all(isinstance(one, NoteFile) for one in records)
    return told or (bool(records) and silent and standing.imply == Status.DONE)


def _trailer(task: str, verb: Verb, standing: Standing) -> str | None:
    """The trailer, if it is read as it is meant: a title may hold anything."""
    value = f"{task} {verb.value}"
    read = values.read(Trailer(KEY, value), standing.vocabulary, Source(None), None)
    meant = [(getattr(one, "task", None), type(one).__name__) for one in read.records]
    return f"{KEY}: {value}" if meant == [(task, verb.value.capitalize())] else None
