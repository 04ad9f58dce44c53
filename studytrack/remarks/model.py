"""What was asked, answered, read and remarked: frozen models with a stable JSON form."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from studytrack.model import Model

if TYPE_CHECKING:
    from collections.abc import Mapping

    from studytrack import records


@dataclass(frozen=True, kw_only=True)
class Said(Model):
    """Where something was said.

    ``commit`` is None for what stands in the work tree alone, or is older than ``since``;
    ``path`` is the note's, from the repository's root, and None for a trailer.
    """

    date: dt.date | None = None
    commit: str | None = None
    path: str | None = None
    author: str = ""


@dataclass(frozen=True, kw_only=True)
class About(Model):
    """Of what something is: of a task (its id), or else of a phase (its number)."""

    task: str | None = None
    phase: int | None = None


@dataclass(frozen=True, kw_only=True)
class Remark(About, Said):
    """Something that a trailer or a note says."""


@dataclass(frozen=True, kw_only=True)
class Answer(Said):
    """What answers a question."""

    text: str


@dataclass(frozen=True, kw_only=True)
class Question(Remark):
    """Something that was not understood.

    ``name`` is what an answer calls it: the beginning of its commit's id, with ``.2`` behind it for
    the second question of a commit; None where no commit has it. It is ``open`` until something
    answers it.
    """

    name: str | None = None
    text: str
    answers: tuple[Answer, ...] = ()
    open: bool = True


@dataclass(frozen=True, kw_only=True)
class Reference(Remark):
    """A page or a file worth reading; ``target`` is an address or a path, as it was given."""

    target: str
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class Annotation(About):
    """A comment in the studied code: ``# STUDY 3.4: why lock here?``.

    ``path`` is from the repository's root, ``line`` counts from 1. Where the tracker has no such
    task, ``known`` is False and ``task`` what stands there.
    """

    text: str
    path: str
    line: int
    known: bool = True


def said(record: records.Record) -> Mapping[str, object]:
    """Where a record says it, as the models have it."""
    source = record.source
    return {
        "date": record.on,
        "commit": source.commit,
        "path": source.path,
        "author": source.author,
    }


def said_of(record: records.Question | records.Reference) -> Mapping[str, object]:
    """The same, and of what."""
    about = record.about
    of_task = isinstance(about, str)
    return {
        **said(record),
        "task": about if of_task else None,
        "phase": None if of_task else about,
    }
