"""Repositories of every kind, from init to why: a defined result, or one line that refuses."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from studytrack import Study
from tests.cli.studies import run
from tests.repositories import Builder
from tests.threats.studies import NAME, STORY, TODAY, TRACKER, adopted, story, told, wanted

if TYPE_CHECKING:
    from pathlib import Path

COMMANDS = (
    ("init",),
    ("status",),
    ("reconcile",),
    ("check",),
    ("log",),
    ("questions",),
    ("refs",),
    ("why", "1.1"),
    ("status", "--at", "HEAD"),
    ("reconcile", "--check"),
)


READING = COMMANDS[1:]


def refused(root: Path, *commands: tuple[str, ...]) -> set[str]:
    """What every command says to standard error, where each refuses in one line."""
    said = set()
    for command in commands or COMMANDS:
        done = run(root, *command)
        assert (done.exit_code, done.stdout) == (2, ""), command
        assert done.stderr.count("\n") == 1, done.stderr
        said.add(done.stderr)
    return said


def codes(root: Path) -> list[int]:
    """The exit codes of all commands."""
    return [run(root, *command).exit_code for command in COMMANDS]


def test_no_repository(tmp_path: Path) -> None:
    """Outside every repository there is one line, and no folder is made."""
    assert len(refused(tmp_path)) == 1
    assert not any(tmp_path.iterdir())


def test_bare_repository_and_git_folder(tmp_path: Path, shared: Builder) -> None:
    """A bare repository has no tracker to write; a git directory is nobody's study."""
    shared.git("clone", "--quiet", "--bare", str(shared.root), str(tmp_path / "bare"))
    assert all("bare" in line for line in refused(tmp_path / "bare"))
    for inside in (".git", ".git/objects"):
        assert all("inside a git directory" in line for line in refused(shared.root / inside))


def test_unborn_branch(tmp_path: Path) -> None:
    """Without a commit the tracker is shown as it stands; adopting it waits for a commit."""
    built = Builder.init(tmp_path)
    assert all("no tracker here" in run(tmp_path, *one).stderr for one in READING)
    built.write({NAME: TRACKER})
    assert codes(tmp_path) == [2, 0, 0, 0, 0, 0, 0, 0, 2, 0]
    state = Study.open(tmp_path, today=TODAY).state()
    assert (state.revision, state.total.done, state.total.total) == (None, 1, 6)
    assert Study.open(tmp_path).log() == ()
    built.commit("x")
    assert codes(tmp_path)[0] == 0


def test_unborn_branch_with_a_config_that_has_a_since(built: Builder) -> None:
    """On a new branch without commits only notes say something, and nothing is lost."""
    built.git("checkout", "--quiet", "--orphan", "fresh")
    study = Study.open(built.root, today=TODAY)
    assert {record.commit for record in study.log()} == {None}
    assert study.state().revision is None
    assert study.state().task("2.2").recorded is False


def test_new_tracker_in_an_empty_repository(tmp_path: Path) -> None:
    """Init begins a study where there is nothing; the first record on it counts."""
    built = Builder.init(tmp_path)
    assert run(tmp_path, "init").exit_code == 0
    assert codes(tmp_path)[1:] == [0, 0, 0, 0, 0, 0, 0, 2, 0]
    built.commit("Begin\n\nStudy-Task: 1.1 done 1h\n")
    assert run(tmp_path, "reconcile").exit_code == 0
    assert Study.open(tmp_path).state().task("1.1").status == "done"
    assert run(tmp_path, "reconcile", "--check").exit_code == 0
    assert run(tmp_path, "init").exit_code == 2


def test_detached_head_and_worktrees(built: Builder, shared: Builder, tmp_path: Path) -> None:
    """A detached head and a linked work tree give what the branch gave, and can be written."""
    clean = told(shared.root)
    built.git("checkout", "--quiet", "--detach")
    assert told(built.root) == clean
    linked = tmp_path / "linked"
    built.git("worktree", "add", "--quiet", str(linked), "HEAD")
    assert told(linked) == clean
    assert run(linked, "reconcile").exit_code == 0
    assert (linked / NAME).read_text() == wanted(shared.root)
    assert (built.root / NAME).read_text() == TRACKER
    assert not any(path.name.startswith("studytrack") for path in (linked / "plans").iterdir())


def test_submodule(shared: Builder, tmp_path: Path) -> None:
    """A study in a submodule is the submodule's; the outer repository has none of its notes."""
    outer = Builder.init(tmp_path / "outer")
    outer.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(shared.root), "plans")  # fmt: skip  # noqa: E501
    outer.commit("x\n\nStudy-Task: 2.1 done\n")
    assert told(outer.root / "plans") == told(shared.root)
    assert run(outer.root / "plans/plans", "reconcile").exit_code == 0
    assert all("no tracker here" in run(outer.root, *one).stderr for one in READING)
    (outer.root / "plans/studytrack.toml").unlink()
    outer.write({"studytrack.toml": f'tracker = "plans/{NAME}"\n'})
    done = run(outer.root, "status")
    assert done.exit_code in {0, 2}
    assert done.stderr.count("\n") <= 1


@pytest.mark.parametrize("option", ["--object-format=sha256", "--ref-format=reftable"])
def test_other_formats(tmp_path: Path, shared: Builder, option: str) -> None:
    """The whole story is the same in a repository of another format."""
    try:
        built = story(tmp_path / "study", option)
    except AssertionError:
        pytest.skip("this git does not know the format")
    assert wanted(built.root) == wanted(shared.root)
    assert wanted(built.root, "HEAD~2") == wanted(shared.root, "HEAD~2")
    typo = built.commit("x\n\nStudy-Task: 2.1 done\n")
    built.commit(f"x\n\nStudy-Void: {typo[:10]}\n")
    built.commit(f'Revert "x"\n\nThis reverts commit {built.git("rev-parse", "HEAD~2")}.\n')
    assert codes(built.root) == [2, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    assert Study.open(built.root).state().task("2.1").status == "in-progress"
    assert Study.open(built.root).state().task("1.3").status == "not-started"
    built.git("checkout", "--quiet", "--", ".")
    (built.root / "studytrack.toml").unlink()
    assert run(built.root, "init").exit_code == 0
    assert codes(built.root)[1] == 0


def test_shallow_clones_are_refused(shared: Builder, tmp_path: Path) -> None:
    """No command runs where history is hidden; the remedy it names works."""
    clone = Builder(tmp_path / "clone")
    shared.git("clone", "--quiet", "--depth=2", shared.root.as_uri(), str(clone.root))
    assert all("git fetch --unshallow" in line for line in refused(clone.root))
    assert (clone.root / NAME).read_text() == TRACKER
    clone.git("fetch", "--quiet", "--unshallow")
    assert told(clone.root) == told(shared.root)


@pytest.mark.parametrize("leaving_out", ["blob:none", "tree:0"])
def test_partial_clones_fetch_nothing(built: Builder, tmp_path: Path, leaving_out: str) -> None:
    """A clone that left out what is needed gives the remedy, stays offline and writes nothing."""
    edited = TRACKER.replace("2.3 多版本", "2.3 MVCC")
    built.commit("The tracker at since is no longer checked out", {NAME: edited})
    for key in ("allowFilter", "allowAnySHA1InWant"):
        built.git("config", f"uploadpack.{key}", "true")
    clone = Builder(tmp_path / "clone")
    built.git("clone", "--quiet", f"--filter={leaving_out}", built.root.as_uri(), str(clone.root))
    clone.git("config", "protocol.file.allow", "always")
    packs = sorted((clone.root / ".git/objects/pack").iterdir())
    assert all("git fetch --refetch --no-filter" in line for line in refused(clone.root, *READING))
    assert (clone.root / NAME).read_text() == edited
    assert sorted((clone.root / ".git/objects/pack").iterdir()) == packs
    clone.git("fetch", "--quiet", "--refetch", "--no-filter")
    assert told(clone.root) == told(built.root)


def test_lost_object_is_no_smaller_study(built: Builder) -> None:
    """Where a commit is lost every command says so; none shows fewer records."""
    commit = built.git("rev-parse", "HEAD~2")
    lost = built.root / ".git/objects" / commit[:2] / commit[2:]
    lost.chmod(0o600)
    lost.unlink()
    assert {run(built.root, *one).exit_code for one in COMMANDS} == {2}


OTHER = 54_321


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root gives away")
def test_safe_directory(built: Builder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else's repository is refused; the user's own trust counts, and nothing else of it.

    The user's config that trusts it would also forge records, if it were read.
    """
    clean = told(built.root)
    subprocess.run(["chown", "-R", f"{OTHER}:{OTHER}", str(built.root)], check=True)
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.delenv("GIT_CONFIG_GLOBAL")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "none"))
    assert all(
        f"git config --global --add safe.directory {built.root}" in line
        for line in refused(built.root)
    )
    poison = "[trailer]\n\tseparators = %\n[log]\n\tshowSignature = true\n"
    (home / ".gitconfig").write_text(f"{poison}[safe]\n\tdirectory = {tmp_path}/elsewhere\n")
    assert len(refused(built.root)) == 1
    (home / ".gitconfig").write_text(f"{poison}[safe]\n\tdirectory = {built.root}\n")
    assert told(built.root) == clean
    assert run(built.root, "reconcile").exit_code == 0
    assert (built.root / NAME).stat().st_uid == OTHER
    (home / ".gitconfig").write_text(f"{poison}[safe]\n\tdirectory = *\n")
    assert run(built.root, "status").exit_code == 0


def test_study_in_a_folder_of_a_large_repository(tmp_path: Path) -> None:
    """Several studies of one repository keep to their own folders."""
    built = adopted(tmp_path)
    for message, files in STORY[:2]:
        built.commit(message, files)
    built.commit("second", {"b/t.md": TRACKER})
    assert run(tmp_path / "b", "init", "--dir", ".").exit_code == 0
    built.commit("x\n\nStudy-Task: 2.3 done\n")
    first, second = Study.open(tmp_path / "plans"), Study.open(tmp_path / "b")
    assert (first.tracker, second.tracker) == (NAME, "b/t.md")
    assert first.state().task("1.2").status == "done"
    assert second.state().task("1.2").status == "in-progress"
    assert second.state().task("2.3").status == "done"
