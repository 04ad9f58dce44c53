"""Notes that are older than the code they speak of: frozen models with a stable JSON form."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from studytrack.model import Model


@dataclass(frozen=True, kw_only=True)
class SourceCommit(Model):
    """A commit that changed a source; ``date`` is the author's local day."""

    commit: str
    date: dt.date | None = None
    author: str = ""
    subject: str = ""


@dataclass(frozen=True, kw_only=True)
class ChangedSource(Model):
    """A file or a folder that changed after the note that names it.

    ``path`` is where it is, or was where it is no more (``deleted``), from the repository's root;
    ``named`` is how the note has it, with ``lines`` where it speaks of some alone, and
    ``moved_from`` the path that the note knows, where the file was moved since. ``added`` and
    ``removed`` are lines, None where there are none, as of a picture. ``commits`` are those that
    changed it after the note, the newest first; ``uncommitted`` tells that the work tree has it
    otherwise than the last commit.
    """

    path: str
    named: str
    lines: str | None = None
    moved_from: str | None = None
    deleted: bool = False
    uncommitted: bool = False
    added: int | None = None
    removed: int | None = None
    commits: tuple[SourceCommit, ...] = ()


@dataclass(frozen=True, kw_only=True)
class OutdatedNote(Model):
    """A note that is older than code which it names.

    ``commit`` is the one that last changed the note, ``date`` its author's local day; ``sources``
    are those that changed after it.
    """

    task: str
    title: str
    note: str
    commit: str
    date: dt.date | None = None
    sources: tuple[ChangedSource, ...] = ()
