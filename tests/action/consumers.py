"""A consumer of the Action: a study on a stand-in for GitHub, a checkout of it, and jobs in it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from studytrack.action.run import run
from tests.github.conformity import violations
from tests.github.description import PART
from tests.github.plumbing import Git
from tests.github.server import serving
from tests.github.state import State
from tests.repositories import Builder
from tests.threats.studies import NAME, TRACKER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tests.github.server import GitHub

BOT_BRANCH = "studytrack/update-main"
DONE = "读完\n\nStudy-Task: 1.2 done 2h30m: 分裂只在叶子\n"


@dataclass(frozen=True)
class Ended:
    """How a job's step ended: its exit code, log, outputs and summary."""

    code: int
    log: str
    outputs: dict[str, str]
    summary: str


@dataclass
class Consumer:
    """A repository on GitHub, and somebody's clone of it that jobs run in as well."""

    hub: GitHub
    clone: Builder
    folder: Path
    runs: int = 0
    told: int = 0
    heard: int = 0

    def push(self, message: str = DONE, files: Mapping[str, str] | None = None) -> str:
        """Commits to the branch that is checked out, and pushes it."""
        made = self.clone.commit(message, files)
        self.clone.git("push", "--quiet", "origin", "HEAD")
        return made

    def job(
        self,
        event: str = "push",
        payload: Mapping[str, object] | None = None,
        environment: Mapping[str, str] | None = None,
        **inputs: str,
    ) -> Ended:
        """Runs the Action's step in the clone as it is now."""
        self.runs += 1
        files = {name: self.folder / f"{name}-{self.runs}" for name in ("event", "out", "summary")}
        told = {"repository": {"default_branch": "main"}, **(payload or {})}
        files["event"].write_text(json.dumps(told), encoding="utf-8")
        variables = {
            "GITHUB_REPOSITORY": self.hub.state.full_name,
            "GITHUB_EVENT_NAME": event,
            "GITHUB_EVENT_PATH": str(files["event"]),
            "GITHUB_REF": f"refs/heads/{self.clone.git('branch', '--show-current') or 'main'}",
            "GITHUB_ACTOR": "ada",
            "GITHUB_WORKSPACE": str(self.clone.root),
            "GITHUB_API_URL": self.hub.url,
            "GITHUB_SERVER_URL": self.hub.site,
            "GITHUB_OUTPUT": str(files["out"]),
            "GITHUB_STEP_SUMMARY": str(files["summary"]),
            "INPUT_TOKEN": self.hub.state.token,
            **{f"INPUT_{name.upper()}": value for name, value in inputs.items()},
            **(environment or {}),
        }
        said: list[str] = []
        code = run(variables, said.append)
        return Ended(code, "".join(said), _outputs(_text(files["out"])), _text(files["summary"]))

    def tree_file(self, revision: str, path: str = NAME) -> str:
        """A file's text as GitHub has it at a revision."""
        return self.hub.state.git.run("show", f"{revision}:{path}").decode()

    def wrote(self) -> list[str]:
        """What the jobs changed on GitHub since this was asked last, without the owner."""
        root = f"/repos/{self.hub.state.full_name}"
        writes = [line.replace(root, "") for line in self.hub.writes]
        self.told, told = len(writes), self.told
        return writes[told:]

    def asked(self) -> list[str]:
        """All requests since this was asked last."""
        self.heard, heard = len(self.hub.log), self.heard
        return self.hub.log[heard:]


def consumer(
    folder: Path, *, prefix: str = "", tracker: str = TRACKER, **state: object
) -> Iterator[Consumer]:
    """A study on GitHub, adopted, and a clone; what passes is held to GitHub's description."""
    origin = Builder.init(folder / "first")
    first = origin.commit("计划", {NAME: tracker})
    origin.commit("采用", {"studytrack.toml": f'tracker = "{NAME}"\nsince = "{first}"\n'})
    bare = folder / "hub.git"
    origin.git("clone", "--quiet", "--bare", ".", str(bare))
    for name in ("uploadpack.allowFilter", "uploadpack.allowAnySHA1InWant"):
        origin.git("-C", str(bare), "config", name, "true")
    clone = Builder(folder / "clone", clock=origin.clock)
    origin.git("clone", "--quiet", f"file://{bare}", str(clone.root))
    with serving(State(Git(bare), **state), prefix=prefix) as hub:  # type: ignore[arg-type]
        yield Consumer(hub, clone, folder)
        said = violations(hub.exchanges) if PART.exists() else []
    assert not said, "\n".join(said)


def human(study: Consumer) -> str:
    """Somebody commits to the bot's branch."""
    study.clone.git("fetch", "--quiet")
    study.clone.git("checkout", "--quiet", "-B", "fix", f"origin/{BOT_BRANCH}")
    made = study.clone.commit("A better word", {"words.md": "x"})
    study.clone.git("push", "--quiet", "origin", f"fix:{BOT_BRANCH}")
    study.clone.git("checkout", "--quiet", "main")
    return made


_OUTPUT = re.compile(
    r"^(?P<name>[^\n<]+)<<(?P<end>[^\n]+)\n(?P<value>.*?)\n(?P=end)$", re.MULTILINE | re.DOTALL
)


def _text(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""


def _outputs(text: str) -> dict[str, str]:
    return {match["name"]: match["value"] for match in _OUTPUT.finditer(text)}
