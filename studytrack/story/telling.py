"""Versions of a tracker -> the story that they tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.story import days
from studytrack.story.model import Contradiction, Silence, Story
from studytrack.story.readings import Reading, Statement
from studytrack.story.spells import Spells
from studytrack.story.tasks import Lives, phases
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from studytrack.story.model import Moment


class Version(NamedTuple):
    """A commit that changed the tracker.

    Attributes:
        reading: what the tracker says after it, or in a word why it cannot be read.
        before: what it said in each of the commit's parents, where it could be read.
    """

    moment: Moment
    reading: Reading | str
    before: tuple[Reading, ...]


class Telling:
    """A story while it is told: every version in turn, oldest first, then the whole."""

    def __init__(self) -> None:
        self._lives = Lives()
        self._statements = Spells[Statement]()
        self._silences = Spells[str]()
        self._moments: list[Moment] = []
        self._active: set[date] = set()
        self._known: Reading | None = None

    def tell(self, version: Version) -> None:
        """The next version."""
        moment, now, before = version
        self._moments.append(moment)
        self._silences.tell(moment, {now} if isinstance(now, str) else (), ())
        if isinstance(now, str):
            return
        if not before and self._known is not None:
            before = (self._known,)
        self._lives.tell(moment, now, before)
        self._statements.tell(moment, now.statements, [one.statements for one in before])
        if moment.date is not None and all(one.tasks != now.tasks for one in before):
            self._active.add(moment.date)
        self._known = now

    def story(self, last: Reading | None, tracker: str, revision: str, language: str) -> Story:
        """All that was told; at least one version has to be.

        Args:
            last: what the tracker says in the end; None where it cannot be read then.
            tracker: its path.
            revision: the commit up to which the story goes.
            language: the tag of the locale that the tracker is kept in.
        """
        end = last or self._known or Reading({}, {}, {})
        tasks = self._lives.stories(end)
        order = [moment.commit for moment in self._moments]
        return Story(
            revision=revision,
            tracker=tracker,
            language=language,
            versions=len(order),
            first=self._moments[0],
            last=self._moments[-1],
            active_days=len(self._active),
            phases=tuple(phases(end, tasks, order)),
            tasks=tasks,
            events=tuple(self._lives.events),
            contradictions=tuple(self._contradictions(end)),
            silences=tuple(self._silent()),
            streaks=tuple(days.streaks(self._active)),
            gaps=tuple(days.gaps(self._active)),
        )

    def _contradictions(self, end: Reading) -> Iterator[Contradiction]:
        """What is not in the end, and no commit ended, a merge ended that took the other side."""
        for what, since, until in self._statements.found():
            code, task, phase = what
            ended = until if until or what in end.statements else self._moments[-1]
            yield Contradiction(
                code=code,
                task=task,
                phase=phase,
                since=since,
                until=ended,
                days=days.between(since, ended),
            )

    def _silent(self) -> Iterator[Silence]:
        for reason, since, until in self._silences.found():
            yield Silence(reason=reason, since=since, until=until, days=days.between(since, until))
