"""Beginning a tracker from a plan: the whole of it, and the config that names both."""

from __future__ import annotations

import posixpath
import shlex
from pathlib import Path

from studytrack import locales
from studytrack.config import settings as config_module
from studytrack.config.settings import Config
from studytrack.errors import TrackerError
from studytrack.history import Repository
from studytrack.plan.scaffolding import tracker_of
from studytrack.study import location, planning
from studytrack.study.adoption import Adoption, new_config
from studytrack.study.candidates import candidates
from studytrack.study.shelves import WorkTree


def founded(path: str | Path, plan: str | Path, directory: str | None = None) -> Adoption:
    """What beginning a tracker from a plan would write, beside the plan; nothing is written yet.

    Args:
        path: a path inside the repository; ``plan`` and ``directory`` are relative to it.
        plan: the plan's file.
        directory: the study's folder; the repository's root where None.

    Raises:
        ConfigError: there is a config already.
        TrackerError: there is a tracker already, or the plan cannot be read as one.

    Example:
        ``founded(".", "plans/task.md").write()``
    """
    repository = Repository.open(Path(path))
    folder, config_path = new_config(repository, Path(path), directory)
    source = location.named(repository, Path(path), plan)
    if folder and not source.startswith(f"{folder}/"):
        raise TrackerError(f"{source}: the plan must lie in the study's folder, {folder}")
    found = planning.planned(repository, source)
    locale = locales.nearest(found.language)
    tracker = posixpath.join(posixpath.dirname(source), locale.writing["scaffold-name"])
    _refuse_another(repository, folder, source, tracker)
    try:
        text = tracker_of(found)
    except TrackerError as error:
        raise TrackerError(f"{source}: {error}") from error
    base = folder or "."
    config = Config(
        tracker=posixpath.relpath(tracker, base),
        plan=posixpath.relpath(source, base),
        locale=locale.name,
    )
    return Adoption(
        config_path=config_path,
        config_text=config_module.render(config),
        tracker=tracker,
        locale=locale,
        state=None,
        new_tracker=text,
        plan=found,
        plan_problems=planning.problems(found, source, locale),
        _repository=repository,
    )


def _refuse_another(repository: Repository, folder: str, plan: str, tracker: str) -> None:
    """A study has one tracker: one that is there already is to be adopted."""
    documents = [one for one in WorkTree(repository).documents(folder) if one[0] != plan]
    others = [one.path for one in candidates(documents, folder)]
    if (repository.root / tracker).exists():
        others.insert(0, tracker)
    if others:
        words = shlex.join(["studytrack", "init", others[0]])
        raise TrackerError(
            f"{others[0]}: there is a tracker already; adopt it with {words}, then run: "
            f"{shlex.join(['studytrack', 'plan', plan])}"
        )
