"""Notes that are hard to name, to read or to trust."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from studytrack import Study
from tests.threats.studies import NAME, adopted, problems, written

if TYPE_CHECKING:
    from pathlib import Path

    from tests.repositories import Builder

ODD = [
    "a\nb",
    "C#",
    "why?",
    "100%25",
    "a|b\\c",
    "[x](y)",
    "&lt;",
    "`q`",
    "\u3000",
    os.fsdecode(b"\xff"),
]


@pytest.mark.parametrize("stem", ODD, ids=ascii)
def test_any_name_is_linked_and_found_again(fresh: Builder, stem: str) -> None:
    """A name is linked so that the link leads to the file, whatever bytes it has."""
    path = f"plans/phase2/2.1-{stem}.md"
    fresh.commit("Take notes", {path: "# Notes\n"})
    once = written(fresh.root)
    assert once.count(b"](./phase2/2.1-") == 1
    assert written(fresh.root) == once
    assert Study.open(fresh.root).state().task("2.1").notes == (path,)
    assert not [one for one in problems(fresh.root) if one.task == "2.1"]


def test_a_link_to_a_place_in_the_note_is_a_link_to_it(fresh: Builder) -> None:
    """Who links to a heading of the note needs no second link."""
    text = (fresh.root / NAME).read_text(encoding="utf-8")
    linked = text.replace("先读论文", "先读[论文](phase2/2.3.md#paper)")
    fresh.commit("Take notes", {"plans/phase2/2.3.md": "# paper\n", NAME: linked})
    row = next(line for line in written(fresh.root).decode().splitlines() if "2.3 多版本" in line)
    assert row.count("](") == 1


def test_only_notes_of_the_learner_count(tmp_path: Path) -> None:
    """With emails in the config another's note is linked, and says nothing."""
    built = adopted(tmp_path, config='[learner]\nemails = ["ANN@example.org"]\n')
    note = "---\nstatus: done\ntime: 2h\n---\n"
    built.commit("Take notes", {"plans/phase2/2.1.md": note})
    built.commit("Help", {"plans/phase2/2.2.md": note}, author="Bob <bob@example.org>")
    state = Study.open(built.root).state()
    assert [state.task(one).status for one in ("2.1", "2.2")] == ["done", "not-started"]
    assert state.task("2.2").notes == ("plans/phase2/2.2.md",)
    assert state.phase(2).actual == timedelta(hours=2)


@pytest.mark.parametrize("at", [None, "HEAD"], ids=["work-tree", "revision"])
def test_a_linked_folder_is_refused_by_name(fresh: Builder, at: str | None) -> None:
    """Notes behind a symbolic link are not read, and somebody is told."""
    (fresh.root / "plans/phase2").symlink_to("elsewhere")
    fresh.commit("Take notes", {"plans/elsewhere/2.1.md": "---\nstatus: done\n---\n"})
    state = Study.open(fresh.root).state(at)
    assert state.task("2.1").status == "not-started"
    assert [one.path for one in state.problems if one.code == "note-refused"] == ["plans/phase2"]


def test_of_two_notes_the_one_in_its_own_phase_counts(fresh: Builder) -> None:
    """A file that lies in another phase's folder is told of, and says nothing."""
    own, astray = "plans/phase2/2.1.md", "plans/phase1/2.1-x.md"
    fresh.commit("Notes", {own: "---\nstatus: done\n---\n", astray: "---\nstatus: skipped\n---\n"})
    task = Study.open(fresh.root).state().task("2.1")
    assert (task.status, task.notes) == ("done", (own, astray))
    assert b"](./phase2/2.1.md)" in written(fresh.root)
    (problem,) = problems(fresh.root, "note-duplicate")
    assert own in problem.message
    assert astray in problem.message


@pytest.mark.parametrize("at", [None, "HEAD"], ids=["work-tree", "revision"])
@pytest.mark.parametrize(
    ("target", "named"),
    [
        pytest.param("../../issues/3", False, id="GitHub's own page"),
        pytest.param("https://example.org/x.md", False, id="an address"),
        pytest.param("../../x.md", True, id="above the root"),
        pytest.param("/../x.md", True, id="above the root, from it"),
        pytest.param("/etc/x.md", True, id="absolute"),
        pytest.param("../.git/x.md", True, id="git's own folder"),
    ],
)
def test_links_out_of_the_repository_are_named(
    fresh: Builder, target: str, named: bool, at: str | None
) -> None:
    """A note outside the repository is never read; its link is told of, and the run goes on."""
    (fresh.root.parent / "x.md").write_text("---\nstatus: done\n---\n")
    text = (fresh.root / NAME).read_text(encoding="utf-8")
    fresh.commit("Link", {NAME: text.replace("先读论文", f"[x]({target})")})
    state = Study.open(fresh.root).state(at)
    found = [one for one in state.problems if one.code == "link-broken" and one.task == "2.3"]
    assert [target in one.message for one in found] == [True] * named
    assert state.task("2.3").status == "not-started"
