"""`Study`: a tracker, its notes and the history behind them."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from studytrack import files
from studytrack.errors import TrackerError, UsageError
from studytrack.history import Repository
from studytrack.model import Change, LoggedRecord, Problem, State, Why, WhyField
from studytrack.records import NoteFile
from studytrack.study import location
from studytrack.study.logbook import logged, shown_value
from studytrack.study.pipeline import Request, Result, run
from studytrack.study.shelves import Revision, WorkTree
from studytrack.tracker.outlook import WHY_FIELDS

if TYPE_CHECKING:
    from studytrack.config.settings import Config
    from studytrack.fold.effect import Entry
    from studytrack.history import Replaced
    from studytrack.locales import Locale
    from studytrack.story.model import Story
    from studytrack.study.location import Place


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What reconciling makes of a tracker; nothing is written until `write` is called.

    Attributes:
        path: the tracker, from the repository's root.
        before, text: the tracker as it is, and as it should be.
        changes: every value that differs, in the tracker's order.
        revision: the commit it was computed of; None for a branch without commits.
    """

    path: str
    before: str
    text: str
    changes: tuple[Change, ...]
    revision: str | None
    _result: Result = field(repr=False)
    _repository: Repository = field(repr=False)
    _at: str | None = None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems of the tracker as it is, those of `State`."""
        return self._result.problems

    @property
    def left(self) -> tuple[Problem, ...]:
        """The problems that are left once the new text is written."""
        return self._result.left

    @property
    def state(self) -> State:
        """What the records say, and the problems of the tracker as it is."""
        return _state(self.revision, self.path, self._result)

    @property
    def locale(self) -> Locale:
        """The language that the tracker is kept in."""
        return self._result.locale

    def write(self) -> None:
        """Put the new text in the place of the old one, whole or not at all.

        Nothing is touched where nothing changed.

        Raises:
            WriteError: the file was changed meanwhile, or cannot be written; the old text
                is still there.
            UsageError: this is the tracker of a revision, which is history.

        Example:
            ``Study.open(".").reconcile().write()``
        """
        if self._at is not None:
            raise UsageError(f"{self.path} at {self._at} is history; reconcile the work tree")
        if self.text != self.before:
            files.write_atomically(
                self._repository.root,
                self.path,
                self.text.encode(),
                expected=self._result.data,
                lock_dir=self._repository.git_dir,
            )

    def replaced(self) -> Replaced:
        """How the revision's tree is named once the tracker has the new text; nothing is written.

        Raises:
            TrackerError: the revision has no such file, as when it was never committed.
        """
        data = self.text.encode()
        found = self._repository.replaced(self.revision, self.path, data) if self.revision else None
        if found is None:
            raise TrackerError(
                f"{self.path}: not in commit {self.revision}; commit the tracker first"
            )
        return found


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
        found = location.find_config(repository, Path(path), given)
        data = location.read_config(repository, found) if found else None
        place = location.place(found, data)
        named = None if tracker is None else location.named(repository, Path(path), tracker)
        own = named or place.configured_tracker() or _only_tracker(place, WorkTree(repository))
        return cls(
            place.folder, own, place.config, repository, place, found, today, progress, named
        )

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
        return _state(*self._result(at))

    def reconcile(self, at: str | None = None) -> Reconciliation:
        """What the tracker should say; nothing is written.

        Raises:
            TrackerError: the new text would not read as intended.
            StudytrackError: as for `state`.

        Example:
            ``Study.open(".").reconcile().changes``
        """
        head, path, result = self._result(at)
        return Reconciliation(
            path,
            result.tracker.text,
            result.written.text,
            result.written.changes,
            head,
            result,
            self._repository,
            at,
        )

    def log(self, task: str | None = None, at: str | None = None) -> tuple[LoggedRecord, ...]:
        """Every record in the fold's order, or those of one task.

        Raises:
            UsageError: there is no such task.
            StudytrackError: as for `state`.
        """
        _, path, result = self._result(at)
        if task is not None:
            _known(task, path, result)
        return tuple(
            logged(entry)
            for entry in result.entries
            if (task is None or getattr(entry.record, "task", None) == task)
            and _tells(entry, result)
        )

    def why(self, task: str, at: str | None = None) -> Why:
        """The records behind each field of a task, oldest first.

        A field without records is the tracker's own text.

        Raises:
            UsageError: there is no such task.
            StudytrackError: as for `state`.

        Example:
            ``[field.value for field in Study.open(".").why("3.4").fields]``
        """
        _, path, result = self._result(at)
        _known(task, path, result)
        found = next(
            one for phase in result.outlook.phases for one in phase.tasks if one.id == task
        )
        account = result.folded.tasks.get(task)
        fields = tuple(
            WhyField(
                field=name,
                value=shown_value(found, name, account),
                records=tuple(map(logged, result.outlook.behind.get((task, name), ()))),
            )
            for name in WHY_FIELDS
        )
        return Why(task=task, fields=fields)

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
        return self._repository.head() if at is None else self._repository.resolve(at)

    def _result(self, at: str | None) -> tuple[str | None, str, Result]:
        head = self._head(at)
        place, path = self._place, self.tracker
        if at is not None and head is not None:
            place, path = self._at(head)
        today = self._today or datetime.now().astimezone().date()
        request = Request(
            self._repository, place, path, head, at is not None, today, self._progress
        )
        return head, path, run(request)

    def _at(self, commit: str) -> tuple[Place, str]:
        """The config of a revision, and its tracker."""
        path = self._config_path
        data = self._repository.blob(commit, path) if path else None
        place = location.place(path, data) if data is not None else self._place
        tracker = self._named or place.configured_tracker()
        return place, tracker or _only_tracker(place, Revision(self._repository, commit))


def _state(head: str | None, path: str, result: Result) -> State:
    return State.model_construct(
        revision=head,
        tracker=path,
        phases=result.outlook.phases,
        total=result.outlook.total,
        problems=result.problems,
    )


def _only_tracker(place: Place, shelf: WorkTree | Revision) -> str:
    return location.find_tracker(shelf.documents(place.folder), place.folder).path


def _tells(entry: Entry, result: Result) -> bool:
    """Whether a record says anything; that there is an old note does not, of a task under way."""
    if not isinstance(entry.record, NoteFile):
        return True
    behind = result.folded.tasks[entry.record.task].behind
    return any(entry in own for own in behind.values())


def _known(task: str, path: str, result: Result) -> None:
    ids = [row.id for _, row in result.tracker.rows()]
    if task not in ids:
        near = difflib.get_close_matches(task, ids, n=3)
        hint = f"; did you mean {', '.join(near)}?" if near else "; see studytrack status"
        raise UsageError(f"{path}: no task is called {task!r}{hint}")
