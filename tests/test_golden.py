"""Histories and what reconciling makes of their trackers: a folder of `golden` for each.

``history.sh`` builds the repository with the commands of `golden/commands.sh`, from
``before.md`` and, where there is one, ``studytrack.toml``. Reconciling must give
``expected.md``, byte for byte, and leave the problems of ``problems.txt`` (none without it).
"""

from __future__ import annotations

import datetime as dt
import subprocess
from pathlib import Path

import pytest

from studytrack import Problem, Study
from tests.repositories import environment

GOLDEN = Path(__file__).parent / "golden"
CASES = sorted(path.name for path in GOLDEN.iterdir() if (path / "history.sh").is_file())
TODAY = dt.date(2026, 12, 31)


def build(case: Path, root: Path) -> None:
    """Runs the case's history in a new repository."""
    script = 'git init --quiet --initial-branch=main --template= && . "$1" && . "$2"'
    done = subprocess.run(
        ["bash", "-c", script, "bash", GOLDEN / "commands.sh", case / "history.sh"],
        cwd=root,
        env=environment() | {"CASE": str(case)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def subjects(root: Path) -> dict[str, str]:
    """The first line of every commit's message, by its id."""
    shown = subprocess.run(
        ["git", "log", "--all", "--format=%H %s"],
        cwd=root,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return {line[:40]: line[41:] for line in shown.splitlines()}


def place(problem: Problem, said: dict[str, str]) -> str:
    """A problem as ``problems.txt`` has it: code, place, and the commit's subject."""
    line = f":{problem.line}" if problem.line else ""
    where = f" {problem.path}{line}" if problem.path else ""
    commit = f" ({said[problem.commit]})" if problem.commit else ""
    return f"{problem.severity} {problem.code}{where}{commit}"


@pytest.mark.parametrize("name", CASES)
def test_history(name: str, tmp_path: Path) -> None:
    """The history gives the expected tracker, once and for all, and the expected problems."""
    case = GOLDEN / name
    build(case, tmp_path)
    first = Study.open(tmp_path, today=TODAY).reconcile()
    assert first.before.encode() == (tmp_path / "tracker.md").read_bytes()
    assert first.text.splitlines(True) == (case / "expected.md").read_bytes().decode().splitlines(
        True
    )
    assert bool(first.changes) == (first.text != first.before)
    first.write()
    assert (tmp_path / "tracker.md").read_bytes() == (case / "expected.md").read_bytes()
    again = Study.open(tmp_path, today=TODAY).reconcile()
    assert again.changes == ()
    assert again.text == first.text
    assert again.problems == first.left
    listed = case / "problems.txt"
    wanted = listed.read_text("utf-8").splitlines() if listed.is_file() else []
    said = subjects(tmp_path) if again.problems else {}
    assert [place(problem, said) for problem in again.problems] == wanted
