"""Repositories with hooks in them, and commits as a learner makes them."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from studytrack.study.hooks import Hooks
from tests.repositories import Builder, environment

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PLAN = """\
# Plan

## Phase 1: Vectors
| Task | Status | Started | Finished | Notes |
| --- | --- | --- | --- | --- |
| 1.1 Dot product | done | 2026-02-01 | 2026-02-02 | |
| 1.2 Projections | not started | | | |
| 1.3 Cross product | not started | | | |
"""
CONFIG = 'tracker = "plan.md"\n'


@dataclass(frozen=True)
class Outcome:
    """What a command came to: its exit status, and all that it said."""

    status: int
    said: str


@dataclass(frozen=True)
class Desk:
    """A learner's repository."""

    builder: Builder

    @property
    def root(self) -> Path:
        """The top of the work tree."""
        return self.builder.root

    def git(
        self, *arguments: str, given: str | None = None, variables: Mapping[str, str] | None = None
    ) -> Outcome:
        """Runs git as the learner does; an editor would write what is given."""
        people = {"GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.org"}
        people |= {"GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@example.org"}
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.root,
            env=environment() | people | {"LC_ALL": "C.UTF-8"} | dict(variables or {}),
            input=given.encode() if given is not None else None,
            stdin=subprocess.DEVNULL if given is None else None,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        return Outcome(done.returncode, done.stdout.decode())

    def commit(self, message: str, *options: str) -> Outcome:
        """Commits with a message, changes or not."""
        return self.git("commit", "--allow-empty", "--quiet", *options, "--file=-", given=message)

    def edited(self, program: str, *options: str) -> Outcome:
        """Commits with an editor: a shell script that is given the file as ``$1``."""
        editor = self.root.parent / "editor"
        editor.write_text(f"#!/bin/sh\n{program}\n")
        editor.chmod(0o755)
        return self.git("commit", "--quiet", *options, variables={"GIT_EDITOR": f"'{editor}'"})

    def message(self) -> str:
        """The message of the last commit."""
        return self.git("log", "-1", "--format=%B").said.rstrip("\n")

    def hooks(self, python: str = sys.executable) -> Hooks:
        """The repository's hooks."""
        return Hooks.open(self.root, python=python, environment=environment())


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A repository with a plan, a config and one commit."""
    builder = Builder.init(tmp_path / "study")
    builder.commit("Plan", {"plan.md": PLAN, "studytrack.toml": CONFIG})
    return Desk(builder)


@pytest.fixture
def ready(desk: Desk) -> Desk:
    """The same with the hooks in place."""
    desk.hooks().install()
    return desk


@pytest.fixture(autouse=True)
def _without_path(monkeypatch: pytest.MonkeyPatch) -> None:
    """No ``studytrack`` is on the PATH unless a test puts one there."""
    kept = [
        folder
        for folder in os.environ["PATH"].split(os.pathsep)
        if not os.path.exists(os.path.join(folder, "studytrack"))  # noqa: PTH110, PTH118
    ]
    monkeypatch.setenv("PATH", os.pathsep.join(kept))
