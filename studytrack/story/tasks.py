"""The life of each task: what each version did to it, and what that amounts to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from studytrack.story.days import calendar
from studytrack.story.model import Event, EventKind, PhaseStory, TaskStory
from studytrack.terms import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from studytrack.story.model import Moment
    from studytrack.story.readings import Reading, Said

_RANK = {Status.NOT_STARTED: 0, Status.IN_PROGRESS: 1, Status.DONE: 2, Status.SKIPPED: 2}


@dataclass(slots=True)
class Life:
    """One task so far.

    Attributes:
        said: what its row says, or said last.
        there: whether there is a row.
    """

    said: Said
    added: Moment
    there: bool = True
    started: Moment | None = None
    closed: Moment | None = None
    removed: Moment | None = None
    back: int = 0

    def turn(self, event: Event) -> None:
        """Live through something that happened."""
        if event.kind is EventKind.REMOVED:
            self.there, self.removed = False, event.moment
            return
        self.there, self.removed = True, None
        self.back += event.kind is EventKind.BACK
        if event.after is Status.NOT_STARTED:
            self.started = self.closed = None
        elif event.after is Status.IN_PROGRESS:
            self.started, self.closed = self.started or event.moment, None
        elif event.after is not None:
            self.closed = event.moment


class Lives:
    """Gathers what happens to tasks, version by version."""

    def __init__(self) -> None:
        self._lives: dict[str, Life] = {}
        self.events: list[Event] = []

    def tell(self, moment: Moment, now: Reading, before: Sequence[Reading]) -> None:
        """A commit, what the tracker says after it, and what it said in each of its parents."""
        for task, said in now.tasks.items():
            told = task in self._lives
            if told and before and all(one.tasks.get(task) is said for one in before):
                continue
            kind = self._change(task, said, before)
            if kind is not None:
                self._turn(kind, task, said, moment)
            self._lives[task].said = said
        for task, life in self._lives.items():
            if life.there and task not in now.tasks and _some(task, before):
                self._turn(EventKind.REMOVED, task, life.said, moment)

    def _change(self, task: str, said: Said, before: Sequence[Reading]) -> EventKind | None:
        """What a version does to a task; None where a parent says the same of it already."""
        life = self._lives.get(task)
        if life is None:
            return EventKind.ADDED
        parents = [one.tasks[task] for one in before if task in one.tasks]
        if not life.there and len(parents) < max(len(before), 1):
            return EventKind.RETURNED
        same = [parent for parent in parents if parent.status is said.status]
        if same or life.said.status is said.status or not parents:
            return None
        ranks = [_RANK[one.status] for one in parents if one.status is not None]
        fell = said.status is not None and all(rank > _RANK[said.status] for rank in ranks)
        return EventKind.BACK if ranks and fell else EventKind.STATUS

    def _turn(self, kind: EventKind, task: str, said: Said, moment: Moment) -> None:
        life = self._lives.get(task)
        event = Event(
            kind=kind,
            task=task,
            title=said.title,
            phase=said.phase,
            before=life.said.status if life else None,
            after=said.status if kind is not EventKind.REMOVED else None,
            moment=moment,
        )
        self.events.append(event)
        self._lives.setdefault(task, Life(said, moment)).turn(event)

    def stories(self, last: Reading) -> tuple[TaskStory, ...]:
        """Each task, in the order in which they came; the last version says how it stands."""
        return tuple(_story(task, life, last.tasks.get(task)) for task, life in self._lives.items())


def _some(task: str, before: Sequence[Reading]) -> bool:
    return any(task in one.tasks for one in before)


def _story(task: str, life: Life, last: Said | None) -> TaskStory:
    said = last or life.said
    closed = life.closed if last and last.status and last.status.closed else None
    return TaskStory(
        id=task,
        title=said.title,
        phase=said.phase,
        status=last.status if last else None,
        added=life.added,
        started=life.started,
        closed=closed,
        removed=None if last else life.removed,
        days=calendar(life.started, closed),
        back=life.back,
    )


def phases(last: Reading, tasks: Sequence[TaskStory], order: Sequence[str]) -> Iterator[PhaseStory]:
    """The phases that the last version has.

    Args:
        last: the last version.
        tasks: all tasks.
        order: the commits, oldest first: their dates may run backwards.
    """
    place = {commit: number for number, commit in enumerate(order)}
    there: dict[int, list[TaskStory]] = {number: [] for number in last.phases}
    for task in tasks:
        if task.id in last.tasks:
            there[task.phase].append(task)
    for number, title in last.phases.items():
        own = there[number]
        begun = [one for task in own if (one := task.started or task.closed)]
        closed = [task.closed for task in own if task.closed]
        started = min(begun, key=lambda one: place[one.commit], default=None)
        ended = max(closed, key=lambda one: place[one.commit], default=None)
        completed = ended if len(closed) == len(own) else None
        statuses = [task.status for task in own]
        yield PhaseStory(
            number=number,
            title=title,
            started=started,
            completed=completed,
            days=calendar(started, completed),
            done=statuses.count(Status.DONE),
            skipped=statuses.count(Status.SKIPPED),
            total=len(own),
        )
