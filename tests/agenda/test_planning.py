"""An agenda: the order of its tasks, what is left of them, and what fits into a week."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from studytrack.agenda.planning import agenda
from studytrack.agenda.weeks import week_of
from studytrack.fold.effect import Entry
from studytrack.model import Phase, Task
from studytrack.records import NoteFile, PhaseTime, Question, Record, Skip, Source, Takeaway, Time
from studytrack.terms import Effort, Status

if TYPE_CHECKING:
    from studytrack.agenda.model import Agenda

SUNDAY = date(2026, 3, 8)
NOBODY = Source("c" * 40)
FRONT_MATTER = Source("c" * 40, "phase1/1.1.md")


def hours(low: float, high: float | None = None) -> Effort:
    """An estimate."""
    return Effort(timedelta(hours=low), timedelta(hours=low if high is None else high))


def task(name: str, status: str = "not-started", left: Effort | None = None, **values) -> Task:
    """A task with an estimate."""
    return Task(id=name, title=name, status=Status(status), estimate=left, **values)


def planned(
    *tasks: Task, records: tuple[Record, ...] = (), weekly: Effort | None = None, gone: int = 0
) -> Agenda:
    """The agenda of a Sunday; the last records given are taken back."""
    kept = len(records) - gone
    entries = [Entry(one, None if n < kept else "d" * 40) for n, one in enumerate(records)]
    phase = Phase(number=1, title="", tasks=tasks)
    return agenda((phase,), entries, weekly, week_of(SUNDAY, "sunday"), SUNDAY)


def spent(name: str, amount: float, day: date = SUNDAY, source: Source = NOBODY) -> Time:
    """Hours spent on a task."""
    return Time(name, source, day, timedelta(hours=amount))


def fitting(found: Agenda) -> list[str]:
    """The tasks that the week has hours for."""
    return [one.id for one in found.tasks if one.fits]


def test_nothing_to_do() -> None:
    """What is done or skipped is on no agenda."""
    assert planned(task("1.1", "done"), task("1.2", "skipped"), weekly=hours(9)).tasks == ()


def test_the_one_not_heard_of_for_longest_comes_first() -> None:
    """Tasks in progress by their last record, then the others in the tracker's order."""
    records = (
        Takeaway("1.4", NOBODY, date(2026, 3, 5), "new"),
        Question("1.3", NOBODY, date(2026, 3, 3), "why?"),
        spent("1.3", 1, date(2026, 3, 1)),
        NoteFile("1.2", NOBODY, date(2026, 3, 4)),
    )
    tasks = [task("1.1"), *(task(f"1.{n}", "in-progress") for n in (2, 3, 4)), task("0.9")]
    unknown, begun = task("2.1", "in-progress"), task("2.2", "in-progress", started=SUNDAY)
    found = planned(*tasks, begun, unknown, records=records).tasks
    assert [one.id for one in found] == ["2.1", "1.3", "1.2", "1.4", "2.2", "1.1", "0.9"]
    assert found[1].touched == date(2026, 3, 3)


@pytest.mark.parametrize(
    ("record", "idle"),
    [
        pytest.param(spent("1.1", 1, date(2026, 2, 23)), None, id="13 days"),
        pytest.param(spent("1.1", 1, date(2026, 2, 22)), 14, id="14 days"),
        pytest.param(spent("1.2", 1, date(2026, 3, 8)), 36, id="another's, so the start counts"),
    ],
)
def test_a_task_without_a_record_for_two_weeks_is_named(record: Record, idle: int | None) -> None:
    """It is said for how many days."""
    begun = task("1.1", "in-progress", started=date(2026, 1, 31))
    assert planned(begun, records=(record,)).tasks[0].idle == idle


def test_the_hours_of_the_week() -> None:
    """Durations of its seven days count, of tasks and phases, but for those taken back."""
    records = (
        spent("1.1", 8, date(2026, 3, 1)),
        spent("1.1", 1.5, date(2026, 3, 2)),
        PhaseTime(1, NOBODY, SUNDAY, timedelta(hours=2)),
        spent("1.1", 4, date(2026, 3, 9)),
        spent("1.1", 3, source=FRONT_MATTER),
        spent("1.2", 0.5, source=FRONT_MATTER),
        spent("1.1", 16),
    )
    found = planned(records=records, weekly=hours(5, 7), gone=1)
    assert (found.spent, found.left) == (timedelta(hours=4), hours(1, 3))


def test_no_hours_are_left() -> None:
    """Never less than nothing; then nothing fits."""
    records = (spent("1.1", 9),)
    found = planned(task("1.1", "not-started", hours(1)), records=records, weekly=hours(5))
    assert found.left == hours(0)
    assert fitting(found) == []


@pytest.mark.parametrize(
    ("estimates", "fits"),
    [
        pytest.param((hours(2, 4), hours(3), hours(1)), ["1.1", "1.2"], id="by the middle"),
        pytest.param((hours(2), hours(5), hours(1)), ["1.1"], id="in order"),
        pytest.param((hours(40), hours(1)), ["1.1"], id="a first one too large is begun"),
        pytest.param((hours(2), None, None), ["1.1", "1.2", "1.3"], id="average ones"),
        pytest.param((None,) * 7, ["1.1", "1.2", "1.3", "1.4", "1.5"], id="no estimates"),
    ],
)
def test_tasks_fit_into_the_hours_left(
    estimates: tuple[Effort | None, ...], fits: list[str]
) -> None:
    """They are taken one after the other until one does not fit."""
    tasks = [task(f"1.{n}", "not-started", one) for n, one in enumerate(estimates, 1)]
    assert fitting(planned(*tasks, weekly=hours(5, 7))) == fits


def test_what_was_spent_on_a_task_is_off_its_estimate() -> None:
    """Who overran an estimate has nothing left of it, and room for the next task."""
    tasks = (
        task("1.1", "in-progress", hours(2, 4), actual=timedelta(hours=3)),
        task("1.2", "in-progress", hours(2), actual=timedelta(hours=9)),
        task("1.3", "not-started", hours(1)),
    )
    found = planned(*tasks, records=(Skip("1.9", NOBODY, SUNDAY, "no"),), weekly=hours(2))
    assert [one.left for one in found.tasks] == [hours(0, 1), hours(0), hours(1)]
    assert fitting(found) == ["1.1", "1.2", "1.3"]


def test_nobody_says_how_many_hours() -> None:
    """Then a few tasks are as good as any."""
    found = planned(*(task(f"1.{n}", "not-started", hours(1)) for n in range(9)))
    assert (found.hours, found.left, len(fitting(found))) == (None, None, 5)
