"""What a generated block says: a table, a bar, or the tasks that come next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.agenda.order import following, touched
from studytrack.phrases import days, done_of, effort, spent_of, status_text
from studytrack.report.inert import inert
from studytrack.report.naming import with_note
from studytrack.report.tables import bar, table
from studytrack.terms import Status
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studytrack.locales import Locale
    from studytrack.model import Phase, Task, Total
    from studytrack.report.scene import Scene
    from studytrack.weekly.model import Review


class Asked(NamedTuple):
    """What a block is to say.

    Attributes:
        phase: of which phase; None for the whole study.
        limit: how many entries a list may have.
        review: of which week.
    """

    kind: str
    phase: int | None
    limit: int
    review: Review | None = None


def table_of(asked: Asked, scene: Scene) -> str:
    """A row for each phase and one for the whole study; of one phase, a row for each task."""
    if asked.phase is None:
        return _phases(scene)
    return _tasks(scene.state.phase(asked.phase), scene)


def bar_of(asked: Asked, scene: Scene) -> str:
    """One line: how much is done."""
    state = scene.state
    part = state.total if asked.phase is None else state.phase(asked.phase)
    done = scene.linked(done_of(scene.locale, part), state.tracker)
    return f"{bar(part.done, part.skipped, part.total)} {done} ({_percent(part)})"


def next_of(asked: Asked, scene: Scene) -> str:
    """A list: the tasks in progress, then the first that are not started."""
    phases = [one for one in scene.state.phases if asked.phase in {None, one.number}]
    chosen = [task for _, task in following(phases, touched(scene.diary.entries))]
    lines = [f"- {_item(task, scene)}" for task in chosen[: asked.limit]]
    return "\n".join(lines) or scene.locale.say("block-nothing")


def _phases(scene: Scene) -> str:
    locale, state = scene.locale, scene.state
    names = ("phase", "progress", "done", "hours", "dates")
    titles = ["", *(locale.say(f"heading-{name}") for name in names)]
    rows = [
        (str(one.number), scene.linked(_title(one, locale), state.tracker), *_part(one, locale))
        for one in state.phases
    ]
    if len(rows) > 1:
        rows.append(("", f"**{locale.say('all')}**", *_part(state.total, locale)))
    return filled_columns(titles, rows, "r")


def _part(part: Phase | Total, locale: Locale) -> tuple[str, ...]:
    return (
        f"{bar(part.done, part.skipped, part.total)} {_percent(part)}",
        done_of(locale, part),
        spent_of(part.actual, part.estimate or part.estimate_tasks),
        days(locale, part.started, part.completed),
    )


def _tasks(phase: Phase, scene: Scene) -> str:
    locale = scene.locale
    task, hours, dates = (locale.say(f"heading-{name}") for name in ("task", "hours", "dates"))
    rows = [
        (
            with_note(one, scene),
            status_text(locale, one.status),
            spent_of(one.actual, one.estimate),
            days(locale, one.started, one.finished),
        )
        for one in phase.tasks
    ]
    return filled_columns((task, locale.fields["status"], hours, dates), rows)


def filled_columns(titles: Sequence[str], rows: Sequence[Sequence[str]], right: str = "") -> str:
    """A table without the columns in which no row has anything, as where no hours are kept."""
    kept = [place for place in range(len(titles)) if any(row[place].strip("-") for row in rows)]
    return table(
        [titles[place] for place in kept], [[row[place] for place in kept] for row in rows], right
    )


def _item(task: Task, scene: Scene) -> str:
    """A task in a list: under way, or how long it is meant to take."""
    locale = scene.locale
    aside = ""
    if task.status is Status.IN_PROGRESS:
        aside = status_text(locale, task.status)
    elif task.estimate is not None:
        aside = locale.say("hours", hours=effort(task.estimate))
    shown = with_note(task, scene)
    return locale.say("block-task", task=shown, text=aside) if aside else shown


def _title(phase: Phase, locale: Locale) -> str:
    return inert(phase.title) or locale.say("phase", number=phase.number)


def _percent(part: Phase | Total) -> str:
    return f"{part.done * 100 // part.total if part.total else 0}%"
