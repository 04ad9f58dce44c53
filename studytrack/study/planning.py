"""The plan of a study: what differs from the tracker, and the tracker that follows it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from studytrack import checks, files
from studytrack.errors import TrackerError, UsageError
from studytrack.plan.changes import balance
from studytrack.plan.reading import read as read_plan
from studytrack.plan.writing import followed
from studytrack.study import location
from studytrack.study.candidates import LARGEST_TRACKER
from studytrack.study.rewritten import Rewritten, write
from studytrack.tracker.reading import read

if TYPE_CHECKING:
    from studytrack.history import Repository
    from studytrack.locales import Locale
    from studytrack.model import Problem
    from studytrack.plan.changes import Balance, PlanChange
    from studytrack.plan.model import Plan
    from studytrack.study.location import Place


@dataclass(frozen=True, slots=True)
class PlanComparison:
    """What differs between a plan and its tracker; nothing is written until `write` is called.

    Attributes:
        path: the plan, from the repository's root.
        plan: what it says.
        file: the tracker, and what becomes of it.
        changes: every difference, in the plan's order; then what the plan has no more.
        moves: the old and the new id of every task whose id changes.
        problems: what of the plan could not be read.
        locale: the language that the tracker is kept in.
    """

    path: str
    plan: Plan
    file: Rewritten
    changes: tuple[PlanChange, ...]
    moves: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...]
    locale: Locale
    _repository: Repository = field(repr=False)

    @property
    def tracker(self) -> str:
        """The tracker, from the repository's root."""
        return self.file.path

    @property
    def text(self) -> str:
        """The tracker as it should be."""
        return self.file.text

    @property
    def balance(self) -> Balance:
        """The hours that the plan adds to the tracker, and those that it takes away."""
        return balance(self.changes)

    @property
    def trailer(self) -> str | None:
        """What the commit of the new tracker has to say, so that records follow their tasks."""
        moves = ", ".join(f"{old} -> {new}" for old, new in self.moves)
        return f"Study-Move: {moves}" if moves else None

    def write(self) -> None:
        """Put the new text in the place of the old one, whole or not at all.

        Raises:
            WriteError: the file was changed meanwhile, or cannot be written; its old text is
                still there.

        Example:
            ``Study.open(".").plan().write()``
        """
        write(self._repository, self.file)


def planning(
    repository: Repository, place: Place, tracker: str, file: str | Path | None
) -> PlanComparison:
    """What differs between the plan, the config's or another, and the tracker of a work tree.

    Raises:
        UsageError: there is no plan.
        TrackerError: one of the two cannot be read, or the new text would not read as intended.
    """
    path = _path(repository, place, file)
    plan = planned(repository, path)
    text = location.decode(location.read_file(repository, tracker), tracker)
    locale = location.language(text.encode(), place.config.locale)
    try:
        done = followed(plan, read(text, locale.name))
    except TrackerError as error:
        raise TrackerError(f"{tracker}: {error}") from error
    return PlanComparison(
        path,
        plan,
        Rewritten(tracker, text, done.text),
        done.changes,
        done.moves,
        problems(plan, path, locale),
        locale,
        repository,
    )


def planned(repository: Repository, path: str) -> Plan:
    """The plan in a file of the work tree.

    Raises:
        TrackerError: it cannot be read, or no task is found in it.
    """
    try:
        real = files.real_path(repository.root, path)
        data = files.read_bytes(repository.root, real, LARGEST_TRACKER)
    except files.RefusedError as error:
        raise TrackerError(f"{path}: the plan {error}; name another file") from error
    plan = read_plan(location.decode(data, path))
    if not plan.phases:
        raise TrackerError(
            f"{path}: no tasks were found; write headings such as '## Phase 1: Basics (20-30 h)' "
            "and tasks such as '**Task 1.1: Set up** (2-3 h)'"
        )
    return plan


def problems(plan: Plan, path: str, locale: Locale) -> tuple[Problem, ...]:
    """What of a plan could not be read, in words."""
    found = [one._replace(path=path) for one in plan.findings]
    return checks.problems(found, locale, path)


def _path(repository: Repository, place: Place, file: str | Path | None) -> str:
    if file is not None:
        return location.named(repository, Path(), file)
    found = place.configured_plan()
    if found is None:
        raise UsageError(
            'no plan is named; write studytrack plan FILE, or plan = "plan.md" into studytrack.toml'
        )
    return found
