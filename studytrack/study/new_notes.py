"""The notes that tasks are begun with: where they lie, what they are called, what they say."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from studytrack import files
from studytrack.errors import UsageError
from studytrack.history import committing
from studytrack.notes import naming, template
from studytrack.phrases import effort
from studytrack.plan import reading
from studytrack.study.note_files import LARGEST_NOTE, directory_of
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from studytrack.model import Task
    from studytrack.study.gathering import Request
    from studytrack.study.pipeline import Result


class NewNote(NamedTuple):
    """A note that is to be made.

    Attributes:
        path: from the repository's root.
        ignored: whether the learner keeps it out of the repository.
    """

    path: str
    text: str
    ignored: bool


def new_notes(
    request: Request, result: Result, tasks: Iterable[Task], day: date | None
) -> Iterator[NewNote]:
    """A note for each of the tasks that has none, and whose name a file can have.

    Args:
        request: what was read.
        result: what was found out.
        tasks: those that are begun.
        day: when that is.

    Raises:
        UsageError: the template that the config names cannot be read.
    """
    root = request.repository.root
    wanted = [
        (task, path)
        for task in tasks
        if not task.notes and task.id not in result.evidence.refused
        for path in _path(task, request, result)
        if not files.exists(root, path)
    ]
    if not wanted:
        return
    text = _template(request, result)
    for task, path in wanted:
        values = {
            "id": "" if task.title in task.id else task.id,
            "title": task.title,
            "phase": str(_phase(task, result)),
            "estimate": _estimate(task, result),
            "date": day.isoformat() if day else "",
            "steps": template.checklist(_steps(task, request)),
        }
        filled = template.filled(text, values)
        yield NewNote(path, filled, committing.is_ignored(root, path))


def _path(task: Task, request: Request, result: Result) -> Iterator[str]:
    """Where the note belongs, called as those beside it, or else those of other phases."""
    titles = {row.id: row.title for _, row in result.tracker.rows()}
    folder = directory_of(request.path, request.place.config.notes.directory, _phase(task, result))
    known = [path for own in result.outlook.notes.values() for path in own]
    beside = [path for path in known if posixpath.dirname(path) == folder]
    manner = naming.learned(beside, titles, usual=naming.learned(known, titles))
    name = naming.file_name(task.id, task.title, manner, titles)
    if name is not None:
        yield posixpath.join(folder, name)


def _phase(task: Task, result: Result) -> int:
    return next(phase.number for phase in result.outlook.phases if task in phase.tasks)


def _estimate(task: Task, result: Result) -> str:
    if task.estimate is None:
        return ""
    return result.locale.writing["hours"].format(hours=effort(task.estimate))


def _template(request: Request, result: Result) -> str:
    config, folder = request.place.config, request.place.folder
    if config.notes.template is None:
        return result.locale.writing["note"].lstrip("\n")
    path = posixpath.join(folder, config.notes.template)
    try:
        return files.read_bytes(request.repository.root, path, LARGEST_NOTE).decode("utf-8")
    except files.RefusedError as error:
        raise UsageError(
            f"{path}: the template of notes {error}; mend notes.template in "
            f"{request.place.config_path}, or say --no-note"
        ) from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: the template of notes is not UTF-8; save it as UTF-8") from error


def _steps(task: Task, request: Request) -> Sequence[str]:
    """What the plan has a task consist of; nothing where there is no plan to be read."""
    config = request.place.config
    if config.plan is None:
        return ()
    path = posixpath.join(request.place.folder, config.plan)
    try:
        data = files.read_bytes(request.repository.root, path, LARGEST_NOTE)
    except files.RefusedError:
        return ()
    planned = reading.read(data.decode("utf-8", "replace"), config.locale).task(task.id)
    return planned.steps if planned else ()
