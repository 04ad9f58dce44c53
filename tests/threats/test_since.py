"""Where ``since`` is lost, and where the tracker was called something else."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from studytrack import Study
from studytrack.errors import SinceMissingError
from tests.cli.studies import run
from tests.threats.studies import NAME, TODAY, TRACKER, adopt, told, wanted

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.repositories import Builder

GONE = "1" * 40


def _gone(built: Builder) -> None:
    adopt(built, GONE)


def _a_tree(built: Builder) -> None:
    adopt(built, built.git("rev-parse", "HEAD^{tree}"))


def _rewritten(built: Builder) -> None:
    """Every commit is made anew, as by filter-repo; the old ones are still there."""
    tree, head = built.git("rev-parse", "HEAD^{tree}"), built.head()
    built.git("checkout", "--quiet", "--orphan", "new")
    built.commit("new")
    assert built.git("rev-parse", "HEAD^{tree}") == tree
    assert built.git("cat-file", "-t", head) == "commit"


def _beside(built: Builder) -> None:
    """``since`` is on a branch that was never merged."""
    main = built.git("symbolic-ref", "HEAD")
    built.branch("side", built.git("rev-list", "--max-parents=0", "HEAD"))
    side = built.commit("beside")
    built.git("symbolic-ref", "HEAD", main)
    built.git("reset", "--quiet", "--hard")
    adopt(built, side)


def names_the_line(root: Path) -> bool:
    """Whether ``check`` finds one problem, that ``since`` is lost, at its line of the config."""
    done = run(root, "check")
    said = done.stdout.startswith("studytrack.toml:2: error since-missing ")
    return (done.exit_code, done.stderr, said) == (1, "", True)


@pytest.mark.parametrize(
    "lose", [_gone, _a_tree, _rewritten, _beside], ids=lambda one: one.__name__
)
def test_lost_since(built: Builder, lose: Callable[[Builder], None]) -> None:
    """No command runs, each names the line of the config, and nothing is written."""
    lose(built)
    before = (built.root / NAME).read_bytes()
    for command in ("status", "reconcile", "log", "why 1.1", "status --json"):
        done = run(built.root, *command.split())
        assert (done.exit_code, done.stdout) == (2, "")
        assert done.stderr.startswith("studytrack: studytrack.toml:2: since")
        assert done.stderr.count("\n") == 1
    assert names_the_line(built.root)
    assert (built.root / NAME).read_bytes() == before
    assert not (built.root / "owned").exists()


@pytest.mark.parametrize("since", ["no-such-tag", "--output=owned", "HEAD", "", "7a9e30"])
def test_since_is_an_id(built: Builder, since: str) -> None:
    """A name in the place of an id is an error of the config: names move."""
    adopt(built, since)
    for command in ("status", "check", "reconcile"):
        done = run(built.root, command)
        assert (done.exit_code, done.stdout) == (2, "")
        assert done.stderr.startswith("studytrack: studytrack.toml:2: since is ")
    assert not (built.root / "owned").exists()


def test_since_of_a_folder_s_config(built: Builder) -> None:
    """The line is that of the config that counts, at a revision that of its own."""
    (built.root / "studytrack.toml").unlink()
    built.commit(
        "x", {"plans/studytrack.toml": f'\n\n# here\ntracker = "跟踪.md"\nsince="{GONE}"\n'}
    )
    study = Study.open(built.root / "plans", today=TODAY)
    for at in (None, "HEAD"):
        with pytest.raises(SinceMissingError, match=r"plans/studytrack\.toml:5: ") as caught:
            study.state(at)
        assert (caught.value.path, caught.value.line) == ("plans/studytrack.toml", 5)


def test_since_ahead_or_at_the_head(built: Builder) -> None:
    """Where nothing lies after ``since`` there are no records, and it is no error."""
    later = built.commit("x\n\nStudy-Task: 2.1 done\n")
    adopt(built, later)
    study = Study.open(built.root, today=TODAY)
    assert {record.commit for record in study.log()} == {None}
    assert wanted(built.root).count("🟢 已完成") == 1
    built.git("checkout", "--quiet", f"{later}~1")
    adopt(built, later)
    assert run(built.root, "status").exit_code == 2  # a commit of its own: beside, not ahead


def test_renamed_exactly(built: Builder, shared: Builder) -> None:
    """A tracker that was only moved keeps its baseline; the dates of records stay too."""
    text = (built.root / "studytrack.toml").read_text()
    for old, new in ((NAME, "plans/tracker.md"), ("plans/tracker.md", "plans/again.md")):
        built.git("mv", old, new)
        built.commit("move", {"studytrack.toml": text.replace(NAME, new)})
        built.commit("between")
        assert wanted(built.root) == wanted(shared.root)
        assert wanted(built.root, "HEAD~1") == wanted(shared.root)
    assert told(built.root)[-2:] == told(shared.root)[-2:]


def test_renamed_and_not_committed(built: Builder, shared: Builder) -> None:
    """A move that is staged counts already; of one that git does not know, it is told."""
    text = (built.root / "studytrack.toml").read_text()
    built.git("mv", NAME, "plans/tracker.md")
    built.write({"studytrack.toml": text.replace(NAME, "plans/tracker.md")})
    assert wanted(built.root) == wanted(shared.root)
    built.git("reset", "--quiet")
    with pytest.raises(SinceMissingError, match="commit it, or its move, first"):
        wanted(built.root)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no links without more")
def test_behind_a_linked_folder(built: Builder, shared: Builder) -> None:
    """A link that is younger than ``since`` leads to the same tracker."""
    text = (built.root / "studytrack.toml").read_text()
    (built.root / "link").symlink_to("plans")
    name = NAME.replace("plans/", "link/")
    built.commit("link", {"studytrack.toml": text.replace(NAME, name)})
    assert wanted(built.root).count("🟢 已完成") == wanted(shared.root).count("🟢 已完成")
    assert wanted(built.root, "HEAD") == wanted(built.root)


@pytest.mark.parametrize("how", ["edited", "deleted and made anew", "copied"])
def test_renamed_otherwise(built: Builder, how: str) -> None:
    """A tracker that was moved with a change has no baseline: an error, and never an empty one."""
    config = (built.root / "studytrack.toml").read_text().replace(NAME, "tracker.md")
    if how == "edited":
        built.git("mv", NAME, "tracker.md")
        files = {"tracker.md": TRACKER.replace("页与行", "页和行")}
    elif how == "copied":
        files = {"tracker.md": TRACKER.replace("锁", "锁与闩")}
    else:
        built.commit("drop", {NAME: None})
        files = {"tracker.md": TRACKER}
    built.commit("move", {**files, "studytrack.toml": config})
    for command in ("status", "reconcile"):
        done = run(built.root, command)
        assert (done.exit_code, done.stdout) == (2, "")
        assert done.stderr.startswith("studytrack: studytrack.toml:2: tracker.md was not there at ")
    assert names_the_line(built.root)
    assert (built.root / "tracker.md").read_text() == files["tracker.md"]


def test_deleted_and_put_back(built: Builder, shared: Builder) -> None:
    """A tracker that was away for a while is the same tracker."""
    built.commit("drop", {NAME: None})
    assert run(built.root, "status").stderr.count("does not exist") == 1
    assert run(built.root, "reconcile", "--at", "HEAD").exit_code == 2
    built.commit("back", {NAME: TRACKER})
    assert wanted(built.root) == wanted(shared.root)
    built.commit("drop again", {NAME: None})
    shutil.copy(shared.root / NAME, built.root / NAME)  # not committed yet
    assert wanted(built.root) == wanted(shared.root)


def test_without_since_all_history_counts(built: Builder, shared: Builder) -> None:
    """Without ``since`` the baseline is the parent of the first record: here the same."""
    text = (built.root / "studytrack.toml").read_text()
    lines = [line for line in text.splitlines(keepends=True) if not line.startswith("since")]
    built.write({"studytrack.toml": "".join(lines)})
    assert told(built.root)[1:] == told(shared.root)[1:]
