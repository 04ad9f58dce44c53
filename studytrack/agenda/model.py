"""What to do now, as frozen models with a stable JSON form."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from studytrack.model import Duration, Estimate, Model
from studytrack.terms import Status


@dataclass(frozen=True, kw_only=True)
class Step(Model):
    """A task that is to be done.

    ``left`` is what is left of its estimate, never less than nothing. ``touched`` is the day of
    its last record, else of its start; ``idle`` counts the days since, of a task in progress that
    had none for two weeks. ``fits`` tells whether the hours that are left hold it.
    """

    id: str
    title: str
    phase: int
    status: Status
    estimate: Estimate | None = None
    actual: Duration | None = None
    left: Estimate | None = None
    touched: dt.date | None = None
    idle: int | None = None
    fits: bool = False


@dataclass(frozen=True, kw_only=True)
class Agenda(Model):
    """What to do in the rest of a week.

    ``hours`` are those of any week, ``spent`` those recorded in this one up to ``day``, ``left``
    the rest; None where nobody says how many hours a week has. ``tasks`` are all that are to be
    done, those in progress first, then in the tracker's order.
    """

    schema: Literal[1] = 1
    day: dt.date
    week: str
    first: dt.date
    last: dt.date
    hours: Estimate | None = None
    spent: Duration = dt.timedelta(0)
    left: Estimate | None = None
    tasks: tuple[Step, ...] = ()
