"""A consumer's own workflows, run for real: from nothing to a pull request and to its end."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from tests.action.consumers import BOT_BRANCH, DONE
from tests.github import events, runner
from tests.github.fixtures import described, hosted
from tests.repositories import Builder
from tests.threats.studies import NAME, TRACKER

if TYPE_CHECKING:
    from pathlib import Path

    from tests.github.fixtures import Hosting
    from tests.github.runner import Run
    from tests.github.server import GitHub

__all__ = ["described", "hosted"]

QUICK = os.pathsep.join([str(runner.ACT.parent), os.environ["PATH"]])
"""With uv, and in it what was installed before: a runner's own start takes half a minute."""

WORKFLOW = """\
on: [push, pull_request]
permissions: {contents: write, pull-requests: write}
jobs:
  studytrack:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
        with: {fetch-depth: DEPTH, persist-credentials: false}
      - uses: ada/studytrack@v1
        id: studytrack
        with: {mode: MODE}
"""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project as a consumer's runner downloads it."""
    return runner.published(tmp_path_factory.mktemp("published"))


class Learner:
    """Somebody who pushes to a repository on GitHub whose workflow uses the Action."""

    def __init__(self, root: Path, hosted: Hosting, published: Path) -> None:
        self.root, self.published = root, published
        self.work = Builder.init(root / "work")
        first = self.work.commit("计划", {NAME: TRACKER})
        self.work.commit("采用", {"studytrack.toml": f'tracker = "{NAME}"\nsince = "{first}"\n'})
        self.hub: GitHub = hosted(self.work)
        self.runs = 0

    def push(self, message: str = DONE, files: dict[str, str | bytes | None] | None = None) -> str:
        """Commits and pushes."""
        made = self.work.commit(message, files)
        self.work.git("push", "--quiet", "origin", "HEAD:main")
        return made

    def run(
        self, *, mode: str = "update", depth: int = 0, bare: bool = False, **event: object
    ) -> Run:
        """The workflow, after a push unless another event is named; ``bare``: without uv."""
        self.runs += 1
        folder = self.root / f"run-{self.runs}"
        text = WORKFLOW.replace("MODE", mode).replace("DEPTH", str(depth))
        told = {"event": "push", "payload": events.push(self.hub), **event}
        actions = {"ada/studytrack@v1": self.published}
        cache = {} if bare else {"PATH": QUICK, "UV_CACHE_DIR": str(self.published.parent / "uv")}
        done = runner.run(
            folder,
            text,
            self.hub,
            actions=actions,
            variables=cache,
            **told,  # type: ignore[arg-type]
        )
        shutil.rmtree(folder, ignore_errors=True)
        return done

    def wrote(self) -> list[str]:
        """What was changed on GitHub since this was asked last."""
        writes, before = self.hub.writes, getattr(self, "_seen", 0)
        self._seen = len(writes)
        return writes[before:]


@pytest.fixture
def learner(tmp_path: Path, hosted: Hosting, published: Path, described: None) -> Learner:
    """A learner with an adopted study on GitHub; CI on Linux has to have act."""
    del described
    if not runner.ACT.exists():
        needed = os.environ.get("CI") and sys.platform == "linux"
        (pytest.fail if needed else pytest.skip)("act is not installed")
    return Learner(tmp_path, hosted, published)


def test_the_life_of_a_pull_request(learner: Learner) -> None:
    """Created; unchanged; updated; blocked by a human's commit; closed with its branch deleted."""
    learner.push()
    done = learner.run(depth=1, bare=True)
    assert done.code == 0, done.log
    assert done.outputs["studytrack"]["operation"] == "created"
    assert done.outputs["studytrack"]["commit-verified"] == "true"
    assert "### 阶段小结" in done.summary
    assert len(learner.wrote()) == 4

    done = learner.run()
    assert (done.outputs["studytrack"]["operation"], learner.wrote()) == ("none", [])

    learner.push("跳过\n\nStudy-Task: 1.3 skip: 没有时间\n")
    done = learner.run()
    assert done.outputs["studytrack"]["operation"] == "updated"
    assert done.outputs["studytrack"]["tasks-changed"] == '["1.2", "1.3"]'

    bot = learner.hub.state.branch(BOT_BRANCH)
    learner.work.git("fetch", "--quiet", "origin", BOT_BRANCH)
    learner.work.git("checkout", "--quiet", "-b", "human", "FETCH_HEAD")
    learner.work.commit("A better word", {"a.md": "x"})
    learner.work.git("push", "--quiet", "origin", f"HEAD:{BOT_BRANCH}")
    learner.wrote()
    done = learner.run()
    assert done.code == 1
    assert (done.outputs["studytrack"]["operation"], learner.wrote()) == ("blocked", [])
    assert [one.level for one in done.annotations] == ["error"]

    learner.work.git("push", "--quiet", "--force", "origin", f"{bot}:refs/heads/{BOT_BRANCH}")
    learner.work.git("checkout", "--quiet", "main")
    text = learner.hub.state.git.run("show", f"{BOT_BRANCH}:{NAME}")
    learner.push("By hand", {NAME: text})
    done = learner.run()
    assert done.outputs["studytrack"]["operation"] == "closed"
    assert learner.hub.state.branch(BOT_BRANCH) is None
    assert [pull.state for pull in learner.hub.state.pulls] == ["closed"]


def test_a_pull_request_from_a_fork(learner: Learner) -> None:
    """It is only checked: an invalid trailer fails it, drift is a notice, nothing is written."""
    learner.work.git("checkout", "--quiet", "-b", "idea")
    learner.work.commit("x\n\nStudy-Task: 1.2 done\n")
    learner.work.commit("y\n\nStudy-Task: 1.3 skip\n")
    learner.work.git("push", "--quiet", "origin", "HEAD:refs/heads/idea")
    pull = learner.hub.state.open("mallory:idea", "main", "An idea", by="mallory")
    told = {
        "event": "pull_request",
        "payload": events.pull_request(learner.hub, pull),
        "ref": events.merge_ref(learner.hub, pull),
    }
    learner.wrote()
    done = learner.run(**told)
    assert (done.code, learner.wrote()) == (1, [])
    levels = [one.level for one in done.annotations]
    assert (levels.count("error"), levels.count("notice") > 2) == (1, True)
    assert "Study-Task: 1.2 done" in done.summary
    assert done.outputs["studytrack"]["operation"] == "none"


def test_commit_mode(learner: Learner) -> None:
    """`mode: commit` updates the base itself, once."""
    base = learner.push()
    done = learner.run(mode="commit")
    assert done.outputs["studytrack"]["operation"] == "updated", done.log
    assert learner.hub.state.git.commit("main").parents == (base,)
    learner.wrote()
    done = learner.run(mode="commit")
    assert (done.outputs["studytrack"]["operation"], learner.wrote()) == ("none", [])


def test_the_workspace_is_nowhere_to_import_from(learner: Learner) -> None:
    """Files in the workspace that are called like Python's or ours do not run."""
    bad = "raise SystemExit('owned')\n"
    names = ("tomllib", "pip", "uv", "json", "yaml", "git", "sitecustomize", "studytrack/__main__")
    learner.push("x", {f"{name}.py": bad for name in names} | {"studytrack/__init__.py": bad})
    done = learner.run()
    assert done.code == 0, done.log
    assert "owned" not in done.log
    assert done.outputs["studytrack"]["operation"] == "created"
