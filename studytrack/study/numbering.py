"""Ids for the tasks of a study that have none, without a record being lost."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from studytrack.errors import TrackerError
from studytrack.model import GivenId
from studytrack.study.pipeline import Result, run
from studytrack.study.rewritten import Rewritten, write
from studytrack.tracker.numbering import numbered

if TYPE_CHECKING:
    from collections.abc import Mapping

    from studytrack.history import Repository
    from studytrack.model import Task
    from studytrack.study.gathering import Request
    from studytrack.terms import Finding
    from studytrack.tracker.shape import Tracker


@dataclass(frozen=True, slots=True)
class Numbering:
    """What numbering makes of a tracker; nothing is written until `write` is called.

    Attributes:
        file: the tracker, and what becomes of it.
        ids: those that are given, in the tracker's order.
        result: the study as it is with them.
        config_path: the config, from the repository's root; None where there is none.
    """

    file: Rewritten
    ids: tuple[GivenId, ...]
    result: Result = field(repr=False)
    config_path: str | None
    _repository: Repository = field(repr=False)

    @property
    def tracker(self) -> str:
        """The tracker, from the repository's root."""
        return self.file.path

    def write(self) -> None:
        """Put the ids into the tracker; nothing is touched where none are given.

        Raises:
            WriteError: the file was changed meanwhile, or cannot be written; its old text is
                still there.
        """
        write(self._repository, self.file)


def numbering(request: Request) -> Numbering:
    """The ids that the tasks of a study in the work tree would be given.

    Raises:
        TrackerError: the tracker would say something else with them, or a record or a note
            would not be known by its task's title any more.
    """
    before = run(request)
    try:
        done = numbered(before.tracker)
    except TrackerError as error:
        raise TrackerError(f"{request.path}: {error}") from error
    text = done.tracker.text
    after = run(request._replace(draft=text)) if done.ids else before
    _verify(before, after)
    file = Rewritten(request.path, before.tracker.text, text)
    return Numbering(
        file, _given(done.tracker, done.ids), after, request.place.config_path, request.repository
    )


def _given(tracker: Tracker, ids: Mapping[int, str]) -> tuple[GivenId, ...]:
    return tuple(
        GivenId(id=row.id, title=row.title, phase=section.number, line=row.line)
        for section, row in tracker.rows()
        if row.line in ids
    )


def _verify(before: Result, after: Result) -> None:
    """What is true of every task must be the same, and nothing less may be understood."""
    tasks = (
        [task for phase in one.outlook.phases for task in phase.tasks] for one in (before, after)
    )
    changed = [was.id for was, now in zip(*tasks, strict=True) if _true(was) != _true(now)]
    known = set(map(_told, before.findings))
    changed += [
        str(one.values.get("value", one.path)) for one in after.findings if _told(one) not in known
    ]
    if changed:
        raise TrackerError(
            f"{before.path}: with ids, a commit or a note that names a task by its title would "
            f"not be understood any more: {changed[0]}; no ids were written; link the note in the "
            "task's row, or take the commit back with Study-Void and record it anew with the id"
        )


def _told(finding: Finding) -> tuple[object, ...]:
    """What is wrong, and where, but for the ids that a message may suggest."""
    return finding.code, finding.commit, finding.path, finding.values.get("value")


def _true(task: Task) -> Task:
    return replace(task, id="", title="")
