"""Where records are made: a study's words, and what is true of its tasks by now."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from studytrack.errors import UsageError
from studytrack.history.committing import Extras
from studytrack.study import naming, possible, targets
from studytrack.study.footing import footing
from studytrack.study.foreseen import NOTHING, edited_tracker, foreseen
from studytrack.study.headlines import headline
from studytrack.study.new_notes import new_notes
from studytrack.study.recording import Recording
from studytrack.terms import Finding
from studytrack.tracker import unrecorded
from studytrack.tracker.trailer_words import vocabulary_of
from studytrack.trailers import drafting
from studytrack.trailers.composing import composed
from studytrack.trailers.sayings import Doing, Saying, Voiding
from studytrack.trailers.vocabulary import Verb, clean
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date, timedelta

    from studytrack.fold.settle import Contradiction
    from studytrack.locales import Locale
    from studytrack.model import Task
    from studytrack.study.footing import Footing
    from studytrack.study.gathering import Request
    from studytrack.study.new_notes import NewNote
    from studytrack.study.pipeline import Result
    from studytrack.trailers.message import Trailer
    from studytrack.trailers.vocabulary import Vocabulary


class Wishes(NamedTuple):
    """How a record is to be committed.

    Attributes:
        subject: the commit's first line, where it is to be another than studytrack's.
        extras: what git is to add.
        note: whether a task that is begun may get a note.
        reconcile: whether the tracker follows in the same commit; None leaves it to the config.
        tracker: whether edits of the tracker by hand are committed along.
    """

    subject: str = ""
    extras: Extras = Extras()
    note: bool = True
    reconcile: bool | None = None
    tracker: bool = False


AS_USUAL = Wishes()


@dataclass(frozen=True, slots=True)
class Desk:
    """What is needed to record something in a study.

    Attributes:
        vocabulary: the words that count in the study.
    """

    vocabulary: Vocabulary
    _request: Request = field(repr=False)
    _result: Result = field(repr=False)

    @classmethod
    def of(cls, request: Request, result: Result) -> Desk:
        """The desk of a study that was read."""
        return cls(vocabulary_of(result.tracker), request, result)

    @property
    def locale(self) -> Locale:
        """The language that the tracker is kept in."""
        return self._result.locale

    def tasks(self, names: Iterable[str]) -> tuple[str, ...]:
        """The ids of tasks: by their ids, by lists and ranges of them, or by words of titles.

        Raises:
            UsageError: there is no such task, or more than one.
        """
        return naming.tasks(names, self.vocabulary, self.locale)

    def about(self, name: str) -> str | int:
        """A task's id or a phase's number.

        Raises:
            UsageError: there is no such task or phase, or more than one.
        """
        return naming.about(name, self.vocabulary, self.locale)

    def phase(self, name: str) -> int:
        """A phase's number.

        Raises:
            UsageError: there is no such phase.
        """
        return naming.phase(name, self.vocabulary, self.locale)

    def spent(self, text: str) -> timedelta:
        """A time that was spent: ``2h30m``, ``2小时``.

        Raises:
            UsageError: it is none.
        """
        return naming.spent(text, self.vocabulary, self.locale)

    def day(self, text: str) -> date:
        """A day, which is not in the future: ``2026-03-02``.

        Raises:
            UsageError: it is, or it is no day.
        """
        return naming.day(text, self._request.today, self.locale)

    def question(self, name: str) -> str:
        """A question's whole name, by the beginning of it.

        Raises:
            UsageError: there is no such question, or more than one.
        """
        return targets.question(name, self._result.graph, self._result.entries, self.locale)

    def criterion(self, phase: int, words: str) -> str:
        """A phase's criterion as it is stated, by how its words begin.

        Raises:
            UsageError: there is none, or more than one; or it is met already.
        """
        found = next(one for one in self._result.outlook.phases if one.number == phase)
        return targets.criterion(found, words, self.locale)

    def voidable(self, rev: str) -> str:
        """The digits that name a commit whose records can be taken back.

        Raises:
            UsageError: there is no such commit, it has no records, or they are taken back already.
        """
        commit = self._request.repository.commit_of(rev)
        return targets.voidable(commit, self._result.graph, self._result.entries, self.locale)

    def unrecorded(self, reason: str = "") -> tuple[Saying, ...]:
        """What was edited by hand and is no record yet, as `record` takes it.

        Args:
            reason: why tasks are skipped, where their notes do not say so.

        Raises:
            UsageError: a task was skipped, and nothing says why; or nobody can tell which record
                has to go.
        """
        found = unrecorded.sayings(self._edits, self._tasks)
        return tuple(self._reasoned(one, clean(reason)) for one in found)

    @property
    def unsayable(self) -> tuple[str, ...]:
        """What was edited by hand and cannot be recorded, each with what to do about it."""
        dialect, tasks = self._result.tracker.dialect, self._tasks
        return tuple(
            self.locale.message(Finding("edit-unrecorded", unrecorded.told(one, tasks, dialect)))
            for one in self._edits
            if not any(unrecorded.sayings([one], tasks))
        )

    def trailers(self, *sayings: Saying) -> tuple[str, ...]:
        """The lines that record something, to be put into a commit by whoever asks.

        Raises:
            UsageError: it is impossible as things stand, or cannot be said.
        """
        return tuple(one.text for one in self._trailers(sayings))

    def record(self, *sayings: Saying, wishes: Wishes = AS_USUAL) -> Recording:
        """A commit that records something; nothing is touched yet.

        Raises:
            UsageError: it is impossible as things stand, or cannot be said.
            CommitError: git does not know who commits.

        Example:
            ``desk.record(Doing(Verb.DONE, desk.tasks(["3.4"]))).commit()``
        """
        trailers = self._trailers(sayings)
        base = footing(self._request, amend=wishes.extras.amend)
        if wishes.extras.amend:
            message = drafting.extended(base.message, trailers)
        else:
            titles = {one.id: one.title for one in self._tasks.values()}
            subject = clean(wishes.subject) or headline(sayings, titles, self.locale)
            message = drafting.drafted(subject, trailers)
        if not drafting.is_sound(message, base.message, trailers):
            raise UsageError(self.locale.say("refused-subject"))
        notes = tuple(self._notes(sayings, base)) if wishes.note else ()
        usual = self._request.place.config.record.reconcile
        follows = usual if wishes.reconcile is None else wishes.reconcile
        return Recording(
            trailers=tuple(one.text for one in trailers),
            message=message,
            locale=self.locale,
            notes=notes,
            makes=foreseen(self._request, base, trailers, notes) if follows else NOTHING,
            edited=edited_tracker(self._request) if wishes.tracker else (),
            _repository=self._request.repository,
            _extras=wishes.extras,
        )

    def _notes(self, sayings: Iterable[Saying], base: Footing) -> Iterator[NewNote]:
        """A note for every task that is begun without one, if the config has it so."""
        for saying in sayings if self._request.place.config.notes.create else ():
            if isinstance(saying, Doing) and saying.verb is Verb.START:
                tasks = [self._tasks[one] for one in saying.tasks]
                yield from new_notes(self._request, self._result, tasks, saying.on or base.day)

    def _trailers(self, sayings: Iterable[Saying]) -> tuple[Trailer, ...]:
        found = []
        for saying in sayings:
            if isinstance(saying, Doing):
                known = self._tasks, self._edited
                for refused in possible.refusals(saying, *known, self.locale):
                    raise UsageError(refused)
            trailer = composed(saying, self.vocabulary)
            if trailer is None:
                raise UsageError(possible.unsayable(saying, self.locale))
            found.append(trailer)
        return tuple(found)

    def _reasoned(self, saying: Saying, reason: str) -> Saying:
        """What says why a task is skipped: its notes, or the reason that is given."""
        if isinstance(saying, Voiding) and saying.commit == unrecorded.MISSING:
            raise UsageError(self.locale.say("refused-less"))
        if not isinstance(saying, Doing) or saying.verb is not Verb.SKIP:
            return saying
        rows = {row.id: row for _, row in self._result.tracker.rows()}
        why = unrecorded.reason(rows[saying.tasks[0]], self._result.tracker.dialect) or reason
        return replace(saying, text=why)

    @property
    def _tasks(self) -> Mapping[str, Task]:
        return {task.id: task for phase in self._result.outlook.phases for task in phase.tasks}

    @property
    def _edits(self) -> tuple[Contradiction, ...]:
        """What was edited by hand: after the last record of it, or before there was any."""
        found, ledger = self._result, self._result.scene.diary.ledger
        untold = unrecorded.untold(found.tracker, found.folded, ledger.baseline)
        return (*found.evidence.edits, *untold)

    @property
    def _edited(self) -> frozenset[str]:
        """The tasks that were edited by hand to what is no record yet."""
        scopes = (one.key[0] for one in self._edits)
        return frozenset(scope for scope in scopes if isinstance(scope, str))
