"""Hand edits are found wherever in the history they are, however they are looked for."""

from __future__ import annotations

import os
from random import Random

import pytest

from studytrack import Study
from studytrack.history import Repository
from tests.cli.studies import ENGLISH
from tests.histories import Made, drawn, imported
from tests.repositories import Builder

ROW = "| 1.1 Pages | 2-3h | | | {} | |"
STATES = ("🔴 Not started", "🟡 In progress", "🟢 Done", "⏭️ Skipped", "on paper")


def said(state, title="Databases"):
    """A tracker in which 1.1 has a status."""
    assert ROW.format(STATES[0]) in ENGLISH
    text = ENGLISH.replace(ROW.format(STATES[0]), ROW.format(state))
    return text.replace("# Databases", f"# {title}")


def outcome(root, **where):
    """All that is true of the study."""
    state = Study.open(root).state(**where)
    return state, state.problems


def unrecorded(root):
    """The tasks with an edit by hand that stands."""
    problems = Study.open(root).state().problems
    return [problem.task for problem in problems if problem.code == "edit-unrecorded"]


def straight(*commits):
    """A history without branches, of (status, message)."""
    return [
        Made((place - 1,) if place else (), said(state), message)
        for place, (state, message) in enumerate(commits)
    ]


NEW, DOING, DONE, SKIPPED, PAPER = STATES
RECORD = "Study-Task: 1.1 done"
OURS = "x\n\nStudytrack-Update: 1"


@pytest.mark.parametrize(
    ("commits", "stands"),
    [
        pytest.param([(NEW, RECORD), (PAPER, "x")], True, id="at-the-end"),
        pytest.param([(NEW, RECORD), (PAPER, "x"), (PAPER, "x")], True, id="earlier"),
        pytest.param([(PAPER, "x"), (PAPER, RECORD)], False, id="before-the-record"),
        pytest.param([(NEW, "x"), (PAPER, RECORD)], False, id="with-the-record"),
        pytest.param(
            [(PAPER, "x"), (PAPER, RECORD), (DOING, "x"), (PAPER, "x")], True, id="and-back"
        ),
        pytest.param(
            [(PAPER, "x"), (PAPER, RECORD), (DOING, "x"), (PAPER, OURS)], False, id="back-by-us"
        ),
        pytest.param(
            [(NEW, RECORD), (PAPER, "x"), (DOING, "x"), (PAPER, OURS)], True, id="twice-once-by-us"
        ),
        pytest.param([(NEW, RECORD), (PAPER, OURS)], False, id="by-us"),
    ],
)
def test_where_an_edit_stands(tmp_path, commits, stands):
    """It was made after the record, and not by studytrack, even if it was made twice."""
    builder = Builder.init(tmp_path)
    imported(builder, "tracker.md", straight((NEW, "Plan"), *commits))
    assert unrecorded(tmp_path) == (["1.1"] if stands else [])


def test_an_edit_on_a_branch_that_was_merged(tmp_path):
    """What a merge brings in was written by the commits on its side."""
    builder = Builder.init(tmp_path)
    made = [*straight((NEW, "Plan"), (NEW, RECORD)), Made((1,), said(PAPER)), Made((1,), said(NEW))]
    imported(builder, "tracker.md", [*made, Made((3, 2), said(PAPER), "Merge")])
    assert unrecorded(tmp_path) == ["1.1"]


def moved(builder, new=None):
    """A tracker that was moved, without a change or with another text."""
    builder.git("mv", "tracker.md", "p2.md")
    builder.write({"studytrack.toml": 'tracker = "p2.md"\n'} | ({"p2.md": new} if new else {}))


@pytest.mark.parametrize("title", [None, "Elsewhere"], ids=["as-it-is", "with-another-edit"])
@pytest.mark.parametrize("committed", [True, False], ids=["committed", "staged"])
@pytest.mark.parametrize(
    ("before", "after", "new", "stands"),
    [
        pytest.param(PAPER, PAPER, PAPER, False, id="older-than-the-record"),
        pytest.param(NEW, PAPER, PAPER, True, id="before-the-move"),
        pytest.param(NEW, NEW, PAPER, True, id="with-the-move"),
    ],
)
def test_a_move_is_no_edit(tmp_path, before, after, new, stands, committed, title):
    """A tracker that is moved has what it had, and what was edited under its old name."""
    builder = Builder.init(tmp_path)
    since = builder.commit("Plan", {"tracker.md": said(NEW)})
    builder.commit("By hand", {"tracker.md": said(before)})
    builder.commit(RECORD)
    builder.commit("By hand", {"tracker.md": said(after)})
    edited = title is not None or new != after
    moved(builder, said(new, title or "Databases") if edited else None)
    if not (edited and committed):
        config = builder.root / "studytrack.toml"
        config.write_text(f'{config.read_text()}since = "{since}"\n')
    if committed:
        builder.commit("Move")
    assert unrecorded(tmp_path) == (["1.1"] if stands else [])


@pytest.mark.parametrize("committed", [True, False], ids=["committed", "not-yet"])
@pytest.mark.parametrize(("text", "stands"), [(PAPER, False), (DOING, True)], ids=["same", "new"])
def test_a_tracker_that_is_put_back(tmp_path, text, stands, committed):
    """What it said before it was deleted is no edit."""
    builder = Builder.init(tmp_path)
    builder.commit("Plan", {"tracker.md": said(NEW)})
    builder.commit("Study-Task: 2.1 start")
    builder.commit("By hand", {"tracker.md": said(PAPER)})
    builder.commit("Drop", {"tracker.md": None})
    builder.commit(RECORD)
    builder.write({"tracker.md": said(text)})
    if committed:
        builder.commit("Back")
    assert unrecorded(tmp_path) == (["1.1"] if stands else [])


@pytest.mark.skipif(os.name == "nt", reason="Windows has no links without more")
def test_an_edit_behind_a_linked_folder(tmp_path):
    """The tracker is named through a link, and a later commit changes it where it is."""
    builder = Builder.init(tmp_path)
    (tmp_path / "e").symlink_to("d")
    builder.commit("Plan", {"d/plan.md": said(NEW), "studytrack.toml": 'tracker = "e/plan.md"\n'})
    builder.commit(RECORD)
    builder.commit("By hand", {"d/plan.md": said(PAPER)})
    assert unrecorded(tmp_path) == ["1.1"]
    assert PAPER in Study.open(tmp_path).reconcile("HEAD").text


@pytest.mark.skipif(os.name == "nt", reason="Windows has no links without more")
@pytest.mark.parametrize(("text", "stands"), [(NEW, False), (PAPER, True)], ids=["old", "new"])
def test_a_linked_folder_that_is_not_committed(tmp_path, text, stands):
    """A text that was there before the record is none of the work tree's."""
    builder = Builder.init(tmp_path)
    builder.commit("Plan", {"d/plan.md": said(NEW)})
    builder.commit("Study-Task: 2.1 start")
    builder.commit("By hand", {"d/plan.md": said(SKIPPED)})
    builder.commit(RECORD)
    builder.commit("By hand", {"d/plan.md": said(text if stands else SKIPPED)})
    (tmp_path / "e").symlink_to("d")
    builder.write({"studytrack.toml": 'tracker = "e/plan.md"\n'})
    assert unrecorded(tmp_path) == (["1.1"] if stands else [])


@pytest.mark.parametrize("place", [0, 1, 300, 599], ids=str)
def test_one_edit_in_a_long_history(tmp_path, place, monkeypatch):
    """It is found without a look at every commit."""
    monkeypatch.delattr(Repository, "versions")
    builder = Builder.init(tmp_path)
    after = [(PAPER if place <= number else NEW, "x") for number in range(600)]
    imported(builder, "tracker.md", straight((NEW, "Plan"), (NEW, RECORD), *after))
    asked = []
    looked_at = Repository.versions_of

    def counted(self, commits, path):
        asked.extend(commits)
        return looked_at(self, commits, path)

    monkeypatch.setattr(Repository, "versions_of", counted)
    assert unrecorded(tmp_path) == ["1.1"]
    assert len(asked) == 1


@pytest.mark.parametrize("seed", range(12))
def test_what_is_found_at_once_is_what_is_there(tmp_path, seed, monkeypatch):
    """In any history the same is true where every commit is looked at from the first."""
    random = Random(seed)
    texts = [said(state, title) for state in STATES for title in ("One", "Two")]
    messages = ["x", "x", OURS, "Study-Task: 1.1 start", RECORD, "Study-Task: 1.1 skip: no"]
    builder = Builder.init(tmp_path)
    ids = imported(builder, "tracker.md", drawn(random, 40, texts, messages))
    places = [{}, {"at": ids[30]}, {"at": ids[20]}]
    found = [outcome(tmp_path, **where) for where in places]
    monkeypatch.setattr(Repository, "turns", lambda *_: ())
    assert [outcome(tmp_path, **where) for where in places] == found
    builder.git("commit-graph", "write", "--reachable")
    assert [outcome(tmp_path, **where) for where in places] == found
    monkeypatch.undo()
    assert [outcome(tmp_path, **where) for where in places] == found
