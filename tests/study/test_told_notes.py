"""Notes that say themselves whose they are, by the key ``task`` of their front matter."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from studytrack import Study
from tests.cli.studies import ENGLISH
from tests.repositories import Builder

if TYPE_CHECKING:
    from pathlib import Path

    from studytrack import State, Task

SAYS = "---\ntask: {}\nstatus: done\ntime: 2h\n---\n"
NOTE_CODES = ("note-missing", "note-orphan", "note-duplicate", "note-refused", "task-unknown")


def noted(root: Path, files: dict[str, str], tracker: str = ENGLISH) -> Builder:
    """A study with these files in one commit."""
    builder = Builder.init(root)
    builder.commit("Plan", {"tracker.md": tracker})
    builder.commit("Notes", files)
    return builder


def codes(state: State) -> list[str]:
    """What is wrong with notes."""
    return [one.code for one in state.problems if one.code in NOTE_CODES]


def tasks(state: State) -> list[Task]:
    """All tasks, in order."""
    return [task for phase in state.phases for task in phase.tasks]


def notes(state: State) -> dict[str, tuple[str, ...]]:
    """The notes of each task that has some."""
    return {task.id: task.notes for task in tasks(state) if task.notes}


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("phase1/notes.md", id="its-name-tells-nothing"),
        pytest.param("phase1/1.1.md", id="its-name-tells-another"),
        pytest.param("phase1/9.9.md", id="its-name-tells-no-task"),
        pytest.param("phase2/shadows.MARKDOWN", id="in-another-phase"),
    ],
)
@pytest.mark.parametrize("at", [None, "HEAD"], ids=["work-tree", "revision"])
def test_a_note_is_of_the_task_that_it_names(tmp_path, path, at):
    """Its records, its link and its place in the state are all that task's."""
    noted(tmp_path, {path: SAYS.format("1.2")})
    study = Study.open(tmp_path)
    state = study.state(at)
    assert notes(state) == {"1.2": (path,)}
    assert [task.status for task in tasks(state)] == ["not-started", "done", "not-started"]
    assert state.phase(1).actual == timedelta(hours=2)
    assert codes(state) == []
    study.reconcile().write()
    rows = (tmp_path / "tracker.md").read_text("utf-8").splitlines()
    assert [row.split(" | ")[0] for row in rows if path in row] == ["| 1.2 B-trees"]
    assert codes(Study.open(tmp_path).state()) == []


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({"phase1/README.md": SAYS.format("1.2")}, id="a-readme"),
        pytest.param({"elsewhere/notes.md": SAYS.format("1.2")}, id="elsewhere"),
        pytest.param({"phase1/notes.txt": SAYS.format("1.2")}, id="no-markdown"),
        pytest.param({"phase1/notes.md": SAYS.format("chores")}, id="a-task-of-another-kind"),
        pytest.param({"phase1/notes.md": "---\ntask: [1.2]\n---\n"}, id="a-list"),
        pytest.param({"phase1/notes.md": "task: 1.2\n"}, id="no-front-matter"),
    ],
)
def test_other_files_are_no_notes(tmp_path, files):
    """Nor is anything wrong with them."""
    noted(tmp_path, files)
    state = Study.open(tmp_path).state()
    assert (notes(state), codes(state)) == ({}, [])
    assert {task.status for task in tasks(state)} == {"not-started"}


def test_a_task_that_is_none_is_told(tmp_path):
    """What looks like an id was meant as one."""
    noted(tmp_path, {"phase1/notes.md": SAYS.format("9.9")})
    (problem,) = [one for one in Study.open(tmp_path).state().problems if one.code in NOTE_CODES]
    assert (problem.code, problem.path) == ("task-unknown", "phase1/notes.md")


def test_two_notes_of_a_task_are_told(tmp_path):
    """The one with the name counts no more than the one with the key; the first does."""
    noted(tmp_path, {"phase1/1.2.md": "x\n", "phase1/notes.md": SAYS.format("1.2")})
    state = Study.open(tmp_path).state()
    assert notes(state) == {"1.2": ("phase1/1.2.md", "phase1/notes.md")}
    assert codes(state) == ["note-duplicate"]


@pytest.mark.parametrize("rows", [("1.1",), ("1.1", "1.2")], ids=["by-another", "by-both"])
def test_a_note_that_other_rows_link_to_counts_once(tmp_path, rows):
    """Those rows keep their link to it; what it says is of the task that it names."""
    text = ENGLISH
    for row in rows:
        line = next(one for one in text.splitlines() if one.startswith(f"| {row} "))
        text = text.replace(line, line.removesuffix("| |") + "| [week](docs/week.md) |")
    noted(tmp_path, {"docs/week.md": SAYS.format("1.2")}, text)
    state = Study.open(tmp_path).state()
    assert notes(state) == dict.fromkeys(("1.1", "1.2"), ("docs/week.md",))
    assert [task.status for task in tasks(state)] == ["not-started", "done", "not-started"]
    assert state.phase(1).actual == timedelta(hours=2)
    assert codes(state) == []


def test_a_link_where_a_note_might_be_is_not_followed(tmp_path):
    """A file that cannot be read is no note of anybody's unless its name says so."""
    (tmp_path / "phase1").mkdir()
    (tmp_path / "secret").write_text(SAYS.format("1.2"), "utf-8")
    (tmp_path / "phase1/notes.md").symlink_to("../secret")
    noted(tmp_path, {})
    state = Study.open(tmp_path).state()
    assert (notes(state), codes(state)) == ({}, [])
