"""The Action as a job runs it, against a GitHub that stands in on this machine."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tomllib
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bench.measure import ROOT, Command, environment
from tests.github.plumbing import Git
from tests.github.server import serving
from tests.github.state import State

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.github.server import GitHub

_SETUP = f"bash '{ROOT}/.github/action/install.sh'"
_STEP = f"""PYTHONPATH='{ROOT}' "$RUNNER_TEMP/studytrack/venv/bin/python" -P -m studytrack action"""
_PEER = (
    "python3 -m venv venv && venv/bin/python -m pip install --quiet "
    "--disable-pip-version-check --no-cache-dir --requirement requirements.txt"
)


@dataclass
class Job:
    """A job of a study's repository: a checkout of it, and a folder for all else.

    Attributes:
        study: the repository that is checked out.
        folder: where GitHub's copy, the runner's files and the peer's environment are.
    """

    study: Path
    folder: Path
    hub: GitHub = field(init=False)
    _open: ExitStack = field(default_factory=ExitStack, repr=False)

    def __post_init__(self) -> None:
        """Puts the study on GitHub, for as long as this process runs."""
        self.folder.mkdir()
        bare = self.folder / "hub.git"
        clone = ["git", "clone", "--quiet", "--bare", str(self.study), str(bare)]
        subprocess.run(clone, env=environment(), check=True, capture_output=True)
        self.hub = self._open.enter_context(serving(State(Git(bare))))
        (self.folder / "event.json").write_text(json.dumps({}), encoding="utf-8")
        with (ROOT / "pyproject.toml").open("rb") as file:
            wanted = tomllib.load(file)["project"]["dependencies"]
        (self.folder / "requirements.txt").write_text("\n".join(wanted), encoding="utf-8")

    def action(self) -> Command:
        """The Action's own steps, from a runner without it to a pull request that is open."""
        return Command(self._in_job(f"{_SETUP} && {_STEP}"), self.study, before=self.forget)

    def peer(self) -> Command:
        """A virtual environment with the same packages, made by venv and pip."""
        before = self._without("venv")
        return Command(("sh", "-c", _PEER), self.folder, before=before)

    def step(self) -> int:
        """Runs the Action alone, in this project's own environment; gives how much it asked."""
        (self.folder / "runner").mkdir(exist_ok=True)
        before = len(self.hub.exchanges)
        command = self._in_job(f"exec '{sys.executable}' -P -m studytrack action")
        subprocess.run(command, cwd=self.study, env=environment(), check=True, capture_output=True)
        return len(self.hub.exchanges) - before

    def push(self) -> None:
        """Pushes what was committed."""
        push = ["git", "push", "--quiet", str(self.folder / "hub.git"), "HEAD:main"]
        subprocess.run(push, cwd=self.study, env=environment(), check=True, capture_output=True)

    def forget(self) -> None:
        """Takes back what a run left, here and on GitHub."""
        self._without("runner")()
        (self.folder / "runner").mkdir()
        git = self.hub.state.git
        for name in git.refs("refs/heads/studytrack/"):
            git.move(name, None)
        self.hub.state.pulls.clear()

    def _without(self, name: str) -> Callable[[], None]:
        return lambda: shutil.rmtree(self.folder / name, ignore_errors=True)

    def _in_job(self, script: str) -> tuple[str, ...]:
        runner = self.folder / "runner"
        told = {
            "GITHUB_REPOSITORY": self.hub.state.full_name,
            "GITHUB_EVENT_NAME": "push",
            "GITHUB_EVENT_PATH": self.folder / "event.json",
            "GITHUB_REF": "refs/heads/main",
            "GITHUB_ACTOR": "ada",
            "GITHUB_WORKSPACE": self.study,
            "GITHUB_API_URL": self.hub.url,
            "GITHUB_SERVER_URL": self.hub.site,
            "GITHUB_OUTPUT": runner / "output",
            "GITHUB_STEP_SUMMARY": runner / "summary",
            "RUNNER_TEMP": runner,
            "UV_CACHE_DIR": runner / "cache",
            "INPUT_TOKEN": self.hub.state.token,
        }
        return ("env", *(f"{name}={value}" for name, value in told.items()), "sh", "-c", script)
