"""`Study`: a tracker, its notes and the history behind them."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from studytrack.errors import UsageError
from studytrack.history import Repository
from studytrack.study import config_file, location, note_files
from studytrack.study.candidates import find_tracker
from studytrack.study.gathering import Request
from studytrack.study.pipeline import Result, run
from studytrack.study.shelves import Revision, WorkTree
from studytrack.tracker.trailer_words import vocabulary_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from studytrack.agenda.model import Agenda
    from studytrack.config.settings import Config
    from studytrack.locales import Locale
    from studytrack.logged import LoggedRecord, Why
    from studytrack.model import State
    from studytrack.remarks.model import Annotation, Question, Reference
    from studytrack.remarks.reading import Remarks
    from studytrack.review.model import OutdatedNote
    from studytrack.story.model import Story
    from studytrack.study.ahead import Ahead
    from studytrack.study.checkpoints import Checkpoint
    from studytrack.study.desk import Desk
    from studytrack.study.location import Place
    from studytrack.study.notebooks import Notebook
    from studytrack.study.numbering import Numbering
    from studytrack.study.planning import PlanComparison
    from studytrack.study.reconciliation import Reconciliation
    from studytrack.weekly.model import Draft


@dataclass(frozen=True, slots=True)
class Study:
    """A study in a repository.

    Attributes:
        folder: the study's folder, from the repository's root; empty for the root.
        tracker: the tracker's path, from the repository's root.
        config: the settings.

    Example:
        ``Study.open(".").state().task("3.4").status is Status.DONE``
    """

    folder: str
    tracker: str
    config: Config
    _repository: Repository = field(repr=False)
    _place: Place = field(repr=False)
    _config_path: str | None = field(repr=False, default=None)
    _today: date | None = field(repr=False, default=None)
    _progress: Callable[[int], None] | None = field(repr=False, default=None)
    _ahead: Ahead | None = field(repr=False, default=None)
    _named: str | None = field(repr=False, default=None)

    @classmethod
    def open(
        cls,
        path: str | Path = ".",
        *,
        config: str | Path | None = None,
        tracker: str | Path | None = None,
        today: date | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> Study:
        """The study around a path inside a repository.

        Args:
            path: where to look for ``studytrack.toml``: there and upward, to the root.
            config: the config itself, where it is not to be looked for.
            tracker: the tracker, relative to ``path``, where it is not to be looked for.
            today: the day after which a date lies in the future; the clock's where None.
            progress: called now and then with the number of commits read.

        Raises:
            HistoryError: there is no repository, or it cannot tell its history.
            ConfigError: the config cannot be used.
            TrackerError: there is no tracker, or more than one file may be it.
        """
        repository = Repository.open(Path(path))
        given = Path(config) if config is not None else None
        found = config_file.find(repository.root, Path(path), given)
        named = None if tracker is None else location.named(repository, Path(path), tracker)
        return cls._of(repository, found, today, progress, named=named)

    @classmethod
    def begun(
        cls,
        repository: Repository,
        ahead: Ahead | None,
        path: Path,
        progress: Callable[[int], None] | None = None,
    ) -> Study:
        """The study around a path, as `open` finds it, where git reads the history already."""
        found = config_file.find(repository.root, path)
        return cls._of(repository, found, None, progress, ahead)

    @classmethod
    def _of(
        cls,
        repository: Repository,
        found: str | None,
        today: date | None,
        progress: Callable[[int], None] | None,
        ahead: Ahead | None = None,
        named: str | None = None,
    ) -> Study:
        """The study of a config's path, and of the tracker that was named."""
        data = config_file.read(repository.root, found) if found else None
        place = location.place(found, data)
        own = named or place.configured_tracker() or _only_tracker(place, WorkTree(repository))
        about = (repository, place, found, today, progress, ahead, named)
        return cls(place.folder, own, place.config, *about)

    @property
    def root(self) -> Path:
        """The top of the work tree."""
        return self._repository.root

    def state(self, at: str | None = None) -> State:
        """The state of the work tree, or of a revision.

        Args:
            at: a commit, branch or tag; the config of that revision counts.

        Raises:
            UsageError: there is no such revision.
            StudytrackError: the study cannot be read there.

        Example:
            ``Study.open(".").state(at="v1.0").phase(3).actual``
        """
        return run(self._request(at)).state

    def reconcile(self, at: str | None = None, *, weekly: bool = False) -> Reconciliation:
        """What the tracker and the blocks of other files should say; nothing is written.

        Args:
            at: a commit, branch or tag instead of the work tree.
            weekly: whether the checkpoints that are due are among the files, as new ones: those
                of weeks that have ended, in which anything was recorded, since the last there is;
                where there is none, that of the latest week.

        Raises:
            TrackerError: the new text would not read as intended.
            StudytrackError: as for `state`.

        Example:
            ``Study.open(".").reconcile().changes``
        """
        from studytrack.study import reconciliation  # to look at a study takes none

        return reconciliation.reconciliation(self._request(at), at, weekly=weekly)

    def numbering(self) -> Numbering:
        """The ids that tasks without any would be given; nothing is written.

        Raises:
            TrackerError: the tracker, or what is recorded, would not be understood with them.
            StudytrackError: as for `state`.

        Example:
            ``[one.id for one in Study.open(".").numbering().ids]``
        """
        from studytrack.study.numbering import numbering  # only `init` and few others give ids

        return numbering(self._request(None))

    def plan(self, file: str | Path | None = None) -> PlanComparison:
        """What differs between the plan and the tracker; nothing is written.

        Args:
            file: the plan, where it is not the config's.

        Raises:
            UsageError: there is no plan.
            TrackerError: one of the two cannot be read, or the tracker would not read as intended.

        Example:
            ``[change.task for change in Study.open(".").plan("plan.md").changes]``
        """
        from studytrack.study import planning  # only this command reads a plan

        return planning.planning(self._repository, self._place, self.tracker, file)

    def log(self, task: str | None = None, at: str | None = None) -> tuple[LoggedRecord, ...]:
        """Every record in the fold's order, or those of one task.

        Raises:
            UsageError: there is no such task.
            StudytrackError: as for `state`.
        """
        from studytrack.study import logbook  # only `log` and `why` show records

        return logbook.records(*self._result(task, at))

    def why(self, task: str, at: str | None = None) -> Why:
        """The records behind each field of a task, oldest first.

        A field without records is the tracker's own text.

        Raises:
            UsageError: there is no such task.
            StudytrackError: as for `state`.

        Example:
            ``[field.value for field in Study.open(".").why("3.4").fields]``
        """
        from studytrack.study import logbook

        result = run(self._request(at))
        return logbook.why(result, _called(task, result))

    def desk(self) -> Desk:
        """Where records are made: `Desk.record` decides on a commit, whose `commit` makes it.

        Raises:
            StudytrackError: as for `state`.

        Example:
            ``desk.record(Noting("3.4", "leaves only")).commit()``, ``desk`` being
            ``Study.open(".").desk()``
        """
        from studytrack.study.desk import Desk  # most commands record nothing

        request = self._request(None)
        return Desk.of(request, run(request))

    def remarks(self, task: str | None = None, at: str | None = None) -> Remarks:
        """What was asked and what is worth reading, of one task or of all.

        Raises:
            UsageError: there is no such task.
            StudytrackError: as for `state`.
        """
        from studytrack.remarks.reading import remarks_of  # few commands list them

        result, task = self._result(task, at)
        found = remarks_of(result.entries, result.state)
        return found if task is None else found.of(task)

    def questions(self, task: str | None = None, at: str | None = None) -> tuple[Question, ...]:
        """What was asked, of one task or of all, with its answers; in the fold's order.

        Raises:
            UsageError: there is no such task.
            StudytrackError: as for `state`.

        Example:
            ``[one.name for one in Study.open(".").questions() if one.open]``
        """
        return self.remarks(task, at).questions

    def references(self, task: str | None = None, at: str | None = None) -> tuple[Reference, ...]:
        """What is worth reading, for one task or for all; in the fold's order.

        Raises:
            UsageError: there is no such task.
            StudytrackError: as for `state`.

        Example:
            ``[one.target for one in Study.open(".").references("3.4")]``
        """
        return self.remarks(task, at).references

    def notebook(
        self, kind: Literal["questions", "references"], name: str | None = None
    ) -> Notebook:
        """A page of all questions or references, kept filled from then on; nothing is written.

        Args:
            kind: which of the two.
            name: the page, from the tracker's folder: ``questions.md`` or ``references.md`` where
                None.

        Raises:
            TrackerError: the page is no Markdown file of the study, or cannot be read.
            StudytrackError: as for `state`.

        Example:
            ``Study.open(".").notebook("questions").write()``
        """
        from studytrack.study.notebooks import notebook  # only one option asks for it

        request = self._request(None)
        beside = posixpath.dirname(request.path)
        path = posixpath.normpath(posixpath.join(beside, name or f"{kind}.md"))
        return notebook(self._repository, run(request).scene, kind, path, self.folder)

    def annotations(self, task: str | None = None, at: str | None = None) -> tuple[Annotation, ...]:
        """The comments in code that speak of a task or a phase: ``# STUDY 3.4: why lock here?``.

        Args:
            task: the id of the one whose comments are wanted; all where None.
            at: a commit, branch or tag; the work tree where None, with what is not ignored.

        Raises:
            StudytrackError: as for `state`.

        Example:
            ``[(one.path, one.line) for one in Study.open(".").annotations("3.4")]``
        """
        from studytrack.study.comments import comments  # one command looks into code

        found = comments(self._request(at))
        return tuple(one for one in found if task in {None, one.task})

    def agenda(self, on: date | None = None) -> Agenda:
        """What to do until the week ends, by the hours that the learner has for a week.

        Args:
            on: the day from which to look ahead; today where None.

        Raises:
            StudytrackError: as for `state`.

        Example:
            ``[task.id for task in Study.open(".").agenda().tasks if task.fits]``
        """
        diary = run(self._request(None)).scene.diary
        return diary.agenda(self._day()) if on is None else diary.at(on).agenda(on)

    def draft(self) -> Draft:
        """What may go into the parts of the tracker that stay the learner's: takeaways, next tasks.

        Raises:
            StudytrackError: as for `state`.

        Example:
            ``[one.text for one in Study.open(".").draft().takeaways]``
        """
        from studytrack.weekly.telling import draft  # what most commands do without

        return draft(run(self._request(None)).scene.diary)

    def weekly(self, week: str | None = None) -> Checkpoint:
        """The checkpoint of a week; nothing is written until its `write` is called.

        Args:
            week: as ``2026-W10``; where None the one whose end is nearest to today: on its last
                day and the three before it the one that runs, else the one that has just ended.

        Raises:
            UsageError: there is no such week.
            StudytrackError: as for `state`.

        Example:
            ``Study.open(".").weekly("2026-W10").review.spent``
        """
        from studytrack.agenda.weeks import named, nearest  # few commands look at weeks
        from studytrack.study import checkpoints

        ends = self.config.weekly.ends
        chosen = nearest(self._day(), ends) if week is None else named(week, ends)
        return checkpoints.checkpoint(self._request(None), chosen)

    def story(self) -> Story:
        """The biography of the study, as the versions of its tracker up to ``HEAD`` tell it.

        No record counts, and no work tree: only what each commit made of the tracker's text.

        Raises:
            TrackerError: the tracker was never committed, or no version of it can be read.
            HistoryError: history is left out of this clone.

        Example:
            ``[phase.days for phase in Study.open(".").story().phases]``
        """
        from studytrack.study import biography  # only this command reads every version

        return biography.story(
            biography.Wanted(
                self._repository,
                self._repository.head(),
                self.tracker,
                self.config.locale,
                self.config.zone,
                self._progress,
            )
        )

    def review(self, task: str | None = None) -> tuple[OutdatedNote, ...]:
        """The notes whose sources changed after them, in the tracker's order, or one task's.

        Raises:
            UsageError: there is no such task.
            StudytrackError: as for `state`.

        Example:
            ``[(note.note, len(note.sources)) for note in Study.open(".").review()]``
        """
        from studytrack.study import outdated  # only this command tells of lines and authors

        request = self._request(None)
        result = run(request)
        if task is not None:
            task = _called(task, result)
        config = request.place.config
        wanted = outdated.Wanted(
            self._repository,
            request.head or "",
            {row.id: row.title for _, row in result.tracker.rows()},
            note_files.own_files(result.path, config, result.tracker),
            config.zone,
        )
        sighted = [one for one in result.sighted if task in {None, one.task}]
        return outdated.outdated(wanted, sighted) if sighted else ()

    def language(self, at: str | None = None) -> Locale:
        """The language that the study is kept in, or was at a revision.

        Raises:
            StudytrackError: as for `state`.
        """
        place, path, head = self._place, self.tracker, None
        if at is not None:
            head = self._repository.resolve(at)
            place, path = self._at(head)
        data = location.tracker_data(self._repository, path, head)
        return location.language(data, place.config.locale)

    def _head(self, at: str | None) -> str | None:
        if at is not None:
            return self._repository.resolve(at)
        return self._ahead.head if self._ahead else self._repository.head()

    def _request(self, at: str | None) -> Request:
        head = self._head(at)
        place, path = self._place, self.tracker
        if at is not None and head is not None:
            place, path = self._at(head)
        history = (self._progress, self._ahead)
        return Request(self._repository, place, path, head, at is not None, self._day(), *history)

    def _result(self, task: str | None, at: str | None) -> tuple[Result, str | None]:
        """What is true of the study, and the id of the task that is asked for, if one is."""
        result = run(self._request(at))
        return result, None if task is None else _called(task, result)

    def _day(self) -> date:
        """Today in the study's time zone."""
        return self._today or datetime.now(UTC).astimezone(self.config.zone).date()

    def _at(self, commit: str) -> tuple[Place, str]:
        """The config of a revision, and its tracker."""
        path = self._config_path
        data = self._repository.blob(commit, path) if path else None
        place = location.place(path, data) if data is not None else self._place
        tracker = self._named or place.configured_tracker()
        return place, tracker or _only_tracker(place, Revision(self._repository, commit))


def _only_tracker(place: Place, shelf: WorkTree | Revision) -> str:
    return find_tracker(tuple(shelf.documents(place.folder)), place.folder).path


def _called(name: str, result: Result) -> str:
    """The id of a task that is called by its id, or by words of its title as records call it."""
    if any(row.id == name for _, row in result.tracker.rows()):
        return name
    from studytrack.study import naming  # not needed by whoever gives an id

    found = naming.tasks([name], vocabulary_of(result.tracker), result.locale)
    if len(found) > 1:
        values = {"name": repr(name), "ids": ", ".join(found)}
        raise UsageError(result.locale.say("refused-many", **values))
    return found[0]
