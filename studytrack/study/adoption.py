"""Adopting a tracker: the config that `init` writes, or a new tracker where there is none."""

from __future__ import annotations

import posixpath
import shlex
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from studytrack import files, locales
from studytrack.config import settings as config_module
from studytrack.config.settings import Config
from studytrack.config.toml_values import FILE_NAME
from studytrack.errors import ConfigError, NoTasksError, TrackerError
from studytrack.history import Repository
from studytrack.history.repository import FileStatus
from studytrack.study import config_file, location
from studytrack.study.candidates import candidates, find_tracker, list_of_tasks, refusals
from studytrack.study.gathering import Request
from studytrack.study.numbering import Numbering, numbering
from studytrack.study.pipeline import run
from studytrack.study.shelves import WorkTree
from studytrack.terms import Status
from studytrack.tracker.numbering import nameless
from studytrack.tracker.reading import read

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from studytrack.locales import Locale
    from studytrack.model import Problem, State
    from studytrack.plan.model import Plan
    from studytrack.tracker.shape import Tracker


@dataclass(frozen=True, slots=True)
class Adoption:
    """What adopting a tracker would write, and what was recognised in it.

    Attributes:
        config_path: where the config goes, from the repository's root.
        config_text: what it says.
        tracker: the tracker's path, from the repository's root.
        locale: the tracker's language.
        state: what the tracker says; None for a new one.
        new_tracker: the text of a tracker to begin with; None where one was found.
        left_alone: a list that may be a tracker, beside a new one.
        refused: files that look like trackers and are none, each with the reason.
        columns: the header words of the columns that hold fields, by the field's name.
        unknown_columns: header words that mean nothing to studytrack, and stay untouched.
        notes_done: True where every task with a note is done, so that a note may imply it.
        nameless: how many tasks have no ids.
        numbering: the ids that they are given.
        plan: the plan that a new tracker is made of, if it is.
        plan_problems: what of that could not be read.
    """

    config_path: str
    config_text: str
    tracker: str
    locale: Locale
    state: State | None
    new_tracker: str | None = None
    left_alone: str | None = None
    refused: tuple[tuple[str, str], ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    unknown_columns: tuple[str, ...] = ()
    notes_done: bool = False
    nameless: int = 0
    numbering: Numbering | None = None
    plan: Plan | None = None
    plan_problems: tuple[Problem, ...] = ()
    _repository: Repository | None = field(default=None, repr=False)
    _request: Request | None = field(default=None, repr=False)

    def numbered(self) -> Adoption:
        """The same of a tracker in which every task has an id; a new one has them already.

        Raises:
            TrackerError: the tracker, or what is recorded, would not be understood with them; or
                it is not sure which file is meant.
        """
        if self.left_alone is not None:
            raise TrackerError(
                f"{self.left_alone}: it is a list without ids or phases; if it is your tracker, "
                f"name it: studytrack init --number {shlex.quote(self.left_alone)}"
            )
        if self._request is None:
            return self
        made = numbering(self._request)
        return replace(self, state=made.result.state, numbering=made, nameless=0)

    def write(self) -> None:
        """Write the config, and the new tracker or the ids, if any; nothing else is overwritten.

        Raises:
            WriteError: one of the files is there already, or cannot be written.
        """
        if self.numbering is not None:
            self.numbering.write()
        if self._repository is None:
            return
        if self.new_tracker is not None:
            files.write_new(self._repository.root, self.tracker, self.new_tracker.encode())
        files.write_new(self._repository.root, self.config_path, self.config_text.encode())


def adopt(
    path: str | Path = ".",
    tracker: str | None = None,
    directory: str | None = None,
    *,
    today: date,
    language: str | None = None,
    progress: Callable[[int], None] | None = None,
) -> Adoption:
    """What adopting a tracker would write; nothing is written yet.

    Args:
        path: a path inside the repository; ``tracker`` and ``directory`` are relative to it.
        tracker: the file to adopt; looked for where None.
        directory: the study's folder; the repository's root where None.
        today: the day after which a date lies in the future.
        language: the locale of a new tracker where nothing else tells it.
        progress: called now and then with the number of commits read.

    Raises:
        ConfigError: there is a config already.
        TrackerError: no tracker can be recognised, several may be it, or it is not committed.
    """
    repository = Repository.open(Path(path))
    folder, config_path = new_config(repository, Path(path), directory)
    found = _tracker(repository, Path(path), tracker, folder)
    if found is None:
        return _new(repository, folder, config_path, language or "en")
    data = location.read_file(repository, found)
    if repository.status_of(found, data) is not FileStatus.COMMITTED:
        raise TrackerError(
            f"{found}: commit the tracker first, so that what it says now is the baseline; "
            f"run: git add {shlex.quote(found)} && git commit"
        )
    since = _since(repository, found)
    locale = location.language(data, None)
    config = Config(
        tracker=posixpath.relpath(found, folder or "."), since=since, locale=locale.name
    )
    config_text = config_module.render(config)
    place = location.place(config_path, config_text.encode())
    head = repository.head()
    request = Request(repository, place, found, head, False, today, progress)
    result = run(request)
    state = result.state
    columns, unknown = _columns(result.tracker)
    return Adoption(
        config_path=config_path,
        config_text=config_text,
        tracker=found,
        locale=locale,
        state=state,
        columns=columns,
        unknown_columns=unknown,
        notes_done=_all_done(state),
        nameless=len(list(nameless(result.tracker))),
        _repository=repository,
        _request=request,
    )


def new_config(repository: Repository, start: Path, directory: str | None) -> tuple[str, str]:
    """The folder of a study that is to be adopted, and where its config goes.

    Raises:
        ConfigError: there is no such folder, or a config is there already.
    """
    folder = _inside(repository, start, directory or None)
    path = posixpath.join(folder, FILE_NAME)
    if (repository.root / path).exists():
        raise ConfigError(
            f"{path}: this study is adopted already; edit the file, or give another study a "
            "folder of its own with --dir"
        )
    return folder, path


def is_adopted(path: str | Path = ".", directory: str | None = None) -> bool:
    """Whether a study around this path, or in this folder, has a config already."""
    return (
        config_file.find(Repository.open(Path(path)).root, Path(path, directory or ".")) is not None
    )


def _since(repository: Repository, tracker: str) -> str | None:
    """The commit after which records count: one that a squash of this branch cannot drop.

    None for a tracker that this branch has made: all its history counts.
    """
    since = repository.default_branch_merge_base()
    head = repository.head()
    if since is None or head is None:
        return None
    return since if repository.path_at(since, head, tracker) else None


def _inside(repository: Repository, start: Path, directory: str | None) -> str:
    """A folder's path from the root; empty for the root."""
    if directory is None:
        return ""
    base = start if start.is_dir() else start.parent
    folder = (base / directory).resolve()
    root = repository.root.resolve()
    if not folder.is_dir() or not folder.is_relative_to(root):
        raise ConfigError(f"{directory}: no such folder in this repository; make it first")
    found = folder.relative_to(root).as_posix()
    return "" if found == "." else found


def _tracker(repository: Repository, start: Path, given: str | None, folder: str) -> str | None:
    """The tracker's path from the root; None where there is none at all."""
    root = repository.root.resolve()
    if given is not None:
        base = start if start.is_dir() else start.parent
        file = (base / given).resolve()
        if not file.is_file() or not file.is_relative_to(root):
            raise TrackerError(f"{given}: no such file in this repository; check the path")
        path = file.relative_to(root).as_posix()
        if folder and not path.startswith(f"{folder}/"):
            raise TrackerError(f"{given}: the tracker must lie in the study's folder, {folder}")
        return path
    documents = tuple(WorkTree(repository).documents(folder))
    if not candidates(documents, folder):
        return None
    return find_tracker(documents, folder).path


def _columns(tracker: Tracker) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """The headers of the task tables: those that hold fields, and those that mean nothing."""
    words = tracker.dialect.lexicon
    known: dict[str, str] = {}
    unknown: dict[str, None] = {}
    for _, row in tracker.rows():
        for header in row.place.headers():
            role = words.role(header)
            if role is not None:
                known.setdefault(role[0].value, header)
            elif header:
                unknown.setdefault(header)
    return tuple(known.items()), tuple(unknown)


def _all_done(state: State) -> bool:
    noted = [task for phase in state.phases for task in phase.tasks if task.notes]
    return bool(noted) and all(task.status is Status.DONE for task in noted)


def _new(repository: Repository, folder: str, config_path: str, language: str) -> Adoption:
    """A tracker to begin with; ``since`` is left out, since no commit has it yet."""
    locale = locales.nearest(language)
    name = locale.writing["scaffold-name"]
    path = posixpath.join(folder, name)
    if (repository.root / path).exists():
        raise TrackerError(f"{path}: {_why_not(repository, path)}")
    config = Config(tracker=name, locale=locale.name)
    documents = tuple(WorkTree(repository).documents(folder))
    return Adoption(
        config_path=config_path,
        config_text=config_module.render(config),
        tracker=path,
        locale=locale,
        state=None,
        new_tracker=locale.writing["scaffold"],
        left_alone=list_of_tasks(documents),
        refused=tuple((file, str(why)) for file, why in refusals(documents, folder)),
        _repository=repository,
    )


def _why_not(repository: Repository, path: str) -> str:
    """Why a file that stands where a new tracker would begin is none, and what to do."""
    renamed = "or rename it to begin a new tracker"
    try:
        read(location.decode(location.read_file(repository, path), path))
    except NoTasksError as error:
        return f"{error}, {renamed}"
    command = f"studytrack init {shlex.quote(path)}"
    return f"its tasks have no ids or phases; if it is your tracker: {command}, {renamed}"
