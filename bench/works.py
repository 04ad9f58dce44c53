"""What is measured, against what, and what it may take."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bench import inputs
from bench.inputs import TRACKER, Inputs
from bench.measure import Command, Comparison, compare

PARSE = """
import sys
from markdown_it import MarkdownIt
parser = MarkdownIt("commonmark").enable("table").disable("inline")
parser.parse(open(sys.argv[1], encoding="utf-8").read())
"""
"""markdown-it-py's own parse, with tables and without what is inline."""

PARSE_ALL = """
import pathlib, sys
from markdown_it import MarkdownIt
parser = MarkdownIt("commonmark").enable("table").disable("inline")
for path in pathlib.Path(sys.argv[1]).iterdir():
    parser.parse(path.read_text(encoding="utf-8"))
"""
"""The same of every file in a folder."""

HEAVY = ("github", "rich", "click", "tomlkit")
"""What ``import studytrack`` must not import."""


@dataclass(frozen=True, slots=True)
class Work:
    """One thing that is measured.

    Attributes:
        title: what is done, and against what.
        budget: what the ratio may be; for memory, megabytes.
        aim: what it should be.
        pair: our command and its peer, made from the inputs.
        runs: how many pairs are run.
        memory: whether it is peak memory that counts, and not time.
    """

    title: str
    budget: float
    pair: Callable[[Inputs], tuple[Command, Command]]
    aim: float | None = None
    runs: int = 5
    memory: bool = False

    def measure(self, given: Inputs) -> Comparison:
        """Make the inputs, and run both commands in turn."""
        ours, peer = self.pair(given)
        return compare(ours, peer, self.runs)


@dataclass(frozen=True, slots=True)
class Count:
    """Something that is counted, once, since it is the same every time."""

    title: str
    budget: int
    count: Callable[[Inputs], int]


def python(*arguments: str, folder: Path = Path()) -> Command:
    """The interpreter that runs the benchmarks."""
    return Command((sys.executable, *arguments), folder)


def studytrack(folder: Path, *arguments: str) -> Command:
    """A command of ours, of the code in this tree."""
    return python("-m", "studytrack", *arguments, folder=folder)


def _log(folder: Path) -> Command:
    """What git itself takes to find the trailers of a history."""
    arguments = ("git", "log", "--format=%H %(trailers:key=Study-Task)")
    return Command(arguments, folder)


def _history(name: str, *, graph: bool) -> Callable[[Inputs], tuple[Command, Command]]:
    def pair(given: Inputs) -> tuple[Command, Command]:
        folder: Path = getattr(given, name)
        inputs.commit_graph(folder, wanted=graph)
        return studytrack(folder, "status"), _log(folder)

    return pair


def _since(given: Inputs) -> tuple[Command, Command]:
    return studytrack(given.adopted, "status"), studytrack(given.short, "status")


def _reconcile(folder: Path) -> Command:
    command = (sys.executable, "-m", "studytrack", "reconcile")
    return Command(command, folder, before=lambda: inputs.restore(folder))


def _parse(given: Inputs) -> tuple[Command, Command]:
    return _reconcile(given.large), python("-c", PARSE, str(given.large / TRACKER))


def _growth(given: Inputs) -> tuple[Command, Command]:
    return _reconcile(given.large), _reconcile(given.medium)


def _listing(given: Inputs) -> tuple[Command, Command]:
    folder = given.listed
    return studytrack(folder, "status"), python("-m", "tmda", "list", "study.tmda", folder=folder)


def _story(given: Inputs) -> tuple[Command, Command]:
    told, versions = given.told
    return studytrack(told, "story", "--json"), python("-c", PARSE_ALL, str(versions))


def _version(given: Inputs) -> tuple[Command, Command]:
    return studytrack(given.folder, "--version"), python("-c", "pass")


def _small(given: Inputs) -> tuple[Command, Command]:
    return studytrack(given.small, "status"), python("-c", "import git, pydantic")


def _hook(given: Inputs) -> tuple[Command, Command]:
    hook, message = given.hook
    return Command(("sh", str(hook), str(message)), given.small), python("-c", "pass")


def _import(given: Inputs) -> tuple[Command, Command]:
    check = f"import sys, studytrack; sys.exit(any(name in sys.modules for name in {HEAVY}))"
    return python("-c", check, folder=given.folder), python("-c", "pass")


def _action(given: Inputs) -> tuple[Command, Command]:
    return given.job.action(), given.job.peer()


def _calls_to_update(given: Inputs) -> int:
    given.job.forget()
    given.job.step()
    inputs.commit(given.job.study, "Work on\n\nStudy-Task: 1.1 reopen: once more")
    given.job.push()
    return given.job.step()


def _calls_without_change(given: Inputs) -> int:
    given.job.forget()
    given.job.step()
    return given.job.step()


def _memory(given: Inputs) -> tuple[Command, Command]:
    inputs.commit_graph(given.plain, wanted=False)
    return studytrack(given.plain, "status"), python("-c", "pass")


WORKS: Mapping[str, Work | Count] = {
    "history": Work("status, 100,000 commits / git log", 1.6, _history("plain", graph=False), 1),
    "history-graph": Work("… with a commit-graph", 1.6, _history("plain", graph=True), 1),
    "notes": Work("… and 100 notes / git log", 2.5, _history("noted", graph=False)),
    "notes-graph": Work("… with a commit-graph", 2.5, _history("noted", graph=True)),
    "edits": Work("… and hand edits / git log", 2.5, _history("edited", graph=False)),
    "edits-graph": Work("… with a commit-graph", 2.5, _history("edited", graph=True)),
    "since": Work("… of which since leaves 100 / 100 commits", 1.3, _since, runs=7),
    "reconcile": Work("reconcile 10,000 tasks / markdown-it-py", 3, _parse),
    "growth": Work("… / the same with 1,000 tasks", 9, _growth),
    "listing": Work("status, 10,000 tasks / tmda list", 2, _listing, 1, runs=7),
    "story": Work("story, 1,000 versions / markdown-it-py", 1, _story, runs=3),
    "version": Work("studytrack --version / python -c pass", 5, _version, runs=21),
    "small": Work("status, 24 tasks / import git, pydantic", 2, _small, runs=11),
    # 150 ms, where `python -c pass` takes 11.5 ms as on the machine of BENCHMARKS.md
    "hook": Work("commit-msg, 24 tasks / python -c pass", 13, _hook, runs=21),
    "import": Work("import studytrack / python -c pass", 5, _import, runs=11),
    "action": Work("the Action, set-up included / venv and pip", 0.7, _action, runs=3),
    "calls-none": Count("the Action's requests, nothing new", 2, _calls_without_change),
    "calls-update": Count("the Action's requests, an update", 8, _calls_to_update),
    "memory": Work("peak, 100,000 commits - python -c pass", 80, _memory, runs=5, memory=True),
}
"""By the name that ``python -m bench NAME`` takes, in the order of the table."""
