"""What a tracker said before its records is never added again, wherever the tracker has been."""

from __future__ import annotations

import os
import re
from random import Random

import pytest

from studytrack import Study
from tests.cli.studies import ENGLISH
from tests.repositories import Builder

LINKS = pytest.mark.skipif(os.name == "nt", reason="Windows has no links without more")
COLUMN = """\
# Databases

## Phase 1: Storage
| Task | Estimate | Actual hours | Status |
|---|---|---|---|
| 1.1 Pages | 2h | {} | 🔴 Not started |
| 1.2 B-trees | 4h | | 🔴 Not started |
"""
RECORD = "x\n\nStudy-Time: 1.1 1h"


def plan(hours="____"):
    """A tracker whose first phase has taken some hours."""
    return ENGLISH.replace("actual ____ hours", f"actual {hours} hours")


def config(builder, path):
    """Names the tracker, in the work tree."""
    builder.write({"studytrack.toml": f'tracker = "{path}"\n'})


def reconciled(root):
    """The hours of the first phase after each of three runs."""
    return [_hours(Study.open(root)) for _ in range(3)]


def _hours(study):
    result = study.reconcile()
    result.write()
    return re.search(r"(?:actual|2h \|) ([\d.]+)", result.text)[1]


def move(builder, new="p2.md"):
    """Moves the tracker, as ``git mv`` does."""
    builder.git("mv", "plan.md", new)
    config(builder, new)


def test_a_move_that_is_staged(tmp_path):
    """The tracker is nowhere in the last commit, but git knows where it was."""
    builder = Builder.init(tmp_path)
    builder.commit("Plan", {"plan.md": plan(4)})
    builder.commit(RECORD)
    move(builder)
    assert reconciled(tmp_path) == ["5"] * 3


def test_a_move_after_a_record_was_written(tmp_path):
    """The text that was moved has the recorded hours already."""
    builder = Builder.init(tmp_path)
    builder.commit("Plan", {"plan.md": COLUMN.format("")})
    config(builder, "plan.md")
    builder.commit(RECORD)
    assert reconciled(tmp_path) == ["1"] * 3
    builder.commit("Reconcile")
    move(builder)
    assert reconciled(tmp_path) == ["1"] * 3


@pytest.mark.parametrize(("stated", "wanted"), [("____", "1"), ("4", "5")], ids=str)
def test_a_move_with_an_edit(tmp_path, stated, wanted):
    """What was stated before the records is found where the tracker was then."""
    builder = Builder.init(tmp_path)
    builder.commit("Plan", {"plan.md": plan(stated)})
    builder.commit(RECORD)
    Study.open(tmp_path).reconcile().write()
    move(builder)
    builder.commit("Move", {"p2.md": (tmp_path / "p2.md").read_text(encoding="utf-8") + "\nMore\n"})
    assert reconciled(tmp_path) == [wanted] * 3


@pytest.mark.parametrize("column", [plan("{}"), COLUMN], ids=["phase", "task"])
@pytest.mark.parametrize(("stated", "then"), [("____", "1"), ("5", "5")], ids=str)
def test_a_tracker_that_is_younger_than_its_records(tmp_path, column, stated, then):
    """It counts what was recorded before it; what is recorded later comes on top."""
    builder = Builder.init(tmp_path)
    builder.commit(RECORD)
    builder.write({"plan.md": column.format(stated)})
    assert reconciled(tmp_path) == [then] * 3
    builder.commit("Plan")
    builder.commit(RECORD)
    assert reconciled(tmp_path) == [str(int(then) + 1)] * 3


def test_a_tracker_in_a_submodule(tmp_path):
    """Its history is another's, so its own text is all that there is."""
    inner = Builder.init(tmp_path / "inner")
    inner.commit("Plan", {"plan.md": plan()})
    builder = Builder.init(tmp_path / "outer")
    allowed = ("-c", "protocol.file.allow=always")
    builder.git(*allowed, "submodule", "--quiet", "add", str(inner.root), "sub")
    config(builder, "sub/plan.md")
    builder.commit("Adopt")
    builder.commit(RECORD)
    assert reconciled(builder.root) == ["1"] * 3
    builder.commit(RECORD)
    assert reconciled(builder.root) == ["2"] * 3


@LINKS
@pytest.mark.parametrize("when", ["before", "after", "not yet"])
def test_a_tracker_behind_a_linked_folder(tmp_path, when):
    """Its text is where the folder really is, whether or when the link is committed."""
    builder = Builder.init(tmp_path)
    builder.write({"d/plan.md": plan(4)})
    config(builder, "e/plan.md")
    if when == "before":
        (tmp_path / "e").symlink_to("d")
    builder.commit("Plan")
    builder.commit(RECORD)
    if when != "before":
        (tmp_path / "e").symlink_to("d")
    if when == "after":
        builder.commit("Link")
    assert reconciled(tmp_path) == ["5"] * 3
    builder.commit("Reconcile")
    assert reconciled(tmp_path) == ["5"] * 3


def test_notes_before_the_first_commit(tmp_path):
    """Their times are in the text of the work tree, and in it once."""
    builder = Builder.init(tmp_path)
    builder.write({"plan.md": plan(), "phase1/1.1.md": "---\ntime: 1h\n---\n"})
    assert reconciled(tmp_path) == ["1"] * 3


def test_a_tracker_that_came_and_went_often(tmp_path):
    """Its oldest text counts."""
    builder = Builder.init(tmp_path)
    builder.commit("Plan", {"plan.md": plan(4)})
    for _ in range(3):
        builder.commit("Drop", {"plan.md": None})
        builder.commit(RECORD)
        builder.commit("Back", {"plan.md": plan(4)})
    assert reconciled(tmp_path) == ["7"] * 3


@pytest.mark.parametrize("late", [False, True], ids=["planned", "late"])
@pytest.mark.parametrize("seed", range(4))
def test_whatever_becomes_of_a_tracker(tmp_path, seed, late):
    """It says what was stated before its records, and each record once."""
    random, builder = Random(seed), Builder.init(tmp_path)
    names, hours = [f"p{place}.md" for place in range(12)], 1 if late else 4
    if late:
        builder.commit(RECORD)
    builder.write({names[0]: plan("____" if late else 4)})
    config(builder, names[0])
    if not late:
        builder.commit("Plan")
    builder.commit(RECORD)
    hours += 1
    for place in range(9):
        steps = random.sample(["record", "move", "edit", "reconcile", "drop"], 2)
        if "move" in steps:
            builder.git("add", "--all")
            builder.git("mv", names.pop(0), names[0])
            config(builder, names[0])
        text = (tmp_path / names[0]).read_text(encoding="utf-8")
        if "edit" in steps:
            builder.write({names[0]: f"{text}\nMore {place}\n"})
        if "drop" in steps:
            builder.commit("So far")
            builder.commit("Drop", {names[0]: None})
            builder.commit("Back", {names[0]: text})
        if "record" in steps:
            builder.commit(RECORD)
            hours += 1
        if "reconcile" in steps:
            assert reconciled(tmp_path) == [str(hours)] * 3
            builder.commit(random.choice(["Reconcile", RECORD]))
            hours += "Study" in builder.git("log", "-1", "--format=%B")
    assert reconciled(tmp_path) == [str(hours)] * 3
