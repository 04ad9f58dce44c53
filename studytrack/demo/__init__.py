"""A small study to look at: a real repository, built commit by commit and reconciled."""

from __future__ import annotations

import os
import tempfile
import tomllib
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from studytrack import locales
from studytrack.errors import UsageError, WriteError
from studytrack.history.commands import Git, clean_environment
from studytrack.study.adoption import adopt
from studytrack.study.study import Study

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from studytrack.logged import Why
    from studytrack.model import State
    from studytrack.study.reconciliation import Reconciliation


@dataclass(frozen=True, slots=True)
class Step:
    """A commit of the story: its id once it is made, the author's day, and its message."""

    commit: str
    on: date
    subject: str
    body: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Demonstration:
    """What was built, and what reconciling it gave.

    Attributes:
        folder: where the repository is.
        steps: the commits that tell of progress, oldest first.
        result: the tracker before and after.
        state: the study as it stands then.
        why: a task with a history worth telling.
    """

    folder: Path
    steps: tuple[Step, ...]
    result: Reconciliation
    state: State
    why: Why


def languages() -> tuple[str, ...]:
    """The locales that there is a story in."""
    stories = resources.files(__name__)
    return tuple(name for name in locales.names() if stories.joinpath(f"{name}.toml").is_file())


def demonstrate(folder: Path | None, language: str) -> Demonstration:
    """Build the study of a language and reconcile it.

    The same commits come of it everywhere, with the same ids: dates and people are fixed, and
    no config of git counts.

    Args:
        folder: absent or empty; a new temporary folder where None.
        language: one of `languages`.

    Raises:
        UsageError: the folder is not empty.
        WriteError: it cannot be made.
        HistoryError: git failed, or is not there.
    """
    source = resources.files(__name__).joinpath(f"{language}.toml")
    story = tomllib.loads(source.read_text(encoding="utf-8"))
    folder = _empty(folder)
    steps = _built(folder, story)
    study = Study.open(folder, today=steps[-1].on)
    result = study.reconcile()
    result.write()
    return Demonstration(folder, steps, result, study.state(), study.why(story["why"]))


def _empty(folder: Path | None) -> Path:
    if folder is None:
        return Path(tempfile.mkdtemp(prefix="studytrack-demo-"))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise UsageError(f"{folder}: this folder is not empty; give a new or an empty one")
    except OSError as error:
        raise WriteError(f"{folder}: {error.strerror}; give a folder that can be made") from error
    return folder.resolve()


def _built(folder: Path, story: Mapping[str, object]) -> tuple[Step, ...]:
    """The repository: a plan, its adoption, then the story's commits."""
    commits = story["commits"]
    assert isinstance(commits, list)  # noqa: S101
    first = commits[0]["date"]
    teller = _Teller(folder, str(story["author"]), str(story["email"]))
    teller.git(first).read("init", "--quiet", "--initial-branch=main", "--template=")
    tracker = str(story["tracker"]).removeprefix("\n")
    teller.commit(first, str(story["plan"]), {str(story["path"]): tracker})
    adopt(folder, today=first.date()).write()
    teller.commit(first, str(story["adopt"]), {})
    steps: list[Step] = []
    for told in commits:
        message = told["message"].strip().format("", *(step.commit for step in steps))
        made = teller.commit(told["date"], message, told.get("files", {}))
        subject, *body = message.splitlines()
        steps.append(Step(made, told["date"].date(), subject, tuple(filter(None, body))))
    return tuple(steps)


@dataclass(frozen=True, slots=True)
class _Teller:
    """Whoever commits."""

    folder: Path
    name: str
    email: str

    def git(self, now: datetime) -> Git:
        """Git at this time, under this name, with nobody's config."""
        people = {
            f"GIT_{role}_{key}": value
            for role in ("AUTHOR", "COMMITTER")
            for key, value in (("NAME", self.name), ("EMAIL", self.email), ("DATE", _raw(now)))
        }
        return Git(self.folder, environment=clean_environment(os.environ) | people)

    def commit(self, now: datetime, message: str, files: Mapping[str, str]) -> str:
        """Write some files, commit everything, and give the commit's id."""
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        git = self.git(now)
        git.read("add", "--all")
        git.read("commit", "--quiet", "--allow-empty", "--file=-", given=message.encode())
        return git.read("rev-parse", "HEAD").decode().strip()


def _raw(moment: datetime) -> str:
    """A date as git stores it."""
    return f"{int(moment.timestamp())} {moment:%z}"
