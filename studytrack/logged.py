"""Records as `log` and `why` show them: frozen models with a stable JSON form."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

from studytrack.model import Model
from studytrack.terms import FieldName


@dataclass(frozen=True, kw_only=True)
class LoggedRecord(Model):
    """One record as ``log`` and ``why`` show it.

    ``kind`` is ``start``, ``done``, ``skip``, ``reopen``, ``reset``, ``time``, ``note`` (a
    takeaway), ``note-file``, ``started``, ``question``, ``answer``, ``reference``, ``criterion``
    or ``move``; ``value`` is a duration as in JSON, a text, a date, or the id before a move.
    ``undone_by`` is the commit that took the record back or whose record it repeats.
    """

    task: str | None = None
    phase: int | None = None
    kind: str
    value: str | None = None
    date: dt.date | None = None
    commit: str | None = None
    author: str = ""
    path: str | None = None
    effective: bool = True
    undone_by: str | None = field(default=None, metadata={"exclude": True})
    text: str = field(default="", metadata={"exclude": True})


@dataclass(frozen=True, kw_only=True)
class WhyField(Model):
    """A field of a task, its value in JSON's form, and the records behind it, oldest first."""

    field: FieldName
    value: str | None
    records: tuple[LoggedRecord, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Why(Model):
    """Each field of a task and the records behind it; none where the tracker's text stands."""

    schema: Literal[1] = 1
    task: str
    fields: tuple[WhyField, ...] = ()
