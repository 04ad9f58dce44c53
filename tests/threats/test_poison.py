"""Config, attributes, hooks, replacements and revisions that mean harm, through a full run."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from studytrack import Study
from studytrack.errors import UsageError
from tests.cli.studies import run
from tests.test_history import poison
from tests.threats.studies import NAME, TODAY, told, wanted, written

if TYPE_CHECKING:
    from pathlib import Path

    from tests.repositories import Builder


def test_poisoned_config_gives_the_same_bytes(
    built: Builder, shared: Builder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reconciling under every bad setting writes the same tracker, and runs no program."""
    mark = poison(built, tmp_path / "poison")
    home = tmp_path / "home"
    home.mkdir()
    shutil.copy(built.root / ".git/config", home / ".gitconfig")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(home / ".gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_PARAMETERS", "'trailer.separators=%' 'core.commentchar=S'")
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "i18n.logOutputEncoding")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "UTF-16")
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", str(tmp_path / "poison/program"))
    monkeypatch.delenv("GIT_CONFIG_NOSYSTEM")
    assert told(built.root) == told(shared.root)
    for at in ("HEAD", "HEAD~2"):
        assert wanted(built.root, at) == wanted(shared.root, at)
    assert written(built.root) == wanted(shared.root).encode()
    assert not mark.exists(), mark.read_text()


def test_environment_of_a_hook_changes_nothing(
    shared: Builder, fresh: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Inside another repository's hook a study still reads its own repository."""
    clean, other = told(shared.root), fresh
    other.commit("x\n\nStudy-Task: 2.1 done\n")
    monkeypatch.setenv("GIT_DIR", str(other.root / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other.root))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other.root / ".git/index"))
    monkeypatch.setenv("GIT_PREFIX", "plans/")
    monkeypatch.setenv("GIT_OBJECT_DIRECTORY", str(other.root / ".git/objects"))
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(shared.root.parent))
    assert told(shared.root) == clean


def test_replaced_commits_and_grafts_give_no_records(built: Builder) -> None:
    """What refs/replace and info/grafts put in a commit's place never was."""
    clean = told(built.root)
    head, first = built.head(), built.git("rev-parse", "HEAD~3")
    tree = built.git("rev-parse", f"{first}^{{tree}}")
    evil = built.raw_commit(
        f"tree {tree}\nauthor E <e@x> 1 +0000\ncommitter E <e@x> 1 +0000\n\n"
        "x\n\nStudy-Task: 2.1 done\n".encode()
    )
    built.git("replace", first, evil)
    (built.root / ".git/info").mkdir(exist_ok=True)
    (built.root / ".git/info/grafts").write_text(f"{head}\n")
    assert built.git("rev-list", "--count", "HEAD") == "1"  # the grafts are known to work
    assert told(built.root) == clean


@pytest.mark.parametrize(
    "rev",
    [
        "--output=owned",
        "-o",
        "--exec=touch owned",
        "--help",
        "^HEAD",
        "HEAD^{/x}{",
        "HEAD..HEAD~1",
        "HEAD HEAD",
        "HEAD\n--output=owned",
        "HEAD\0",
        "@{-1}",
        ":/x",
        ":plans",
        "HEAD:plans",
        "$(touch owned)",
        "`touch owned`",
        "",
        " ",
        "\udcff",
        "a" * 100_000,
        "ref\u202eer",
    ],
    ids=lambda rev: ascii(rev)[:24],
)
def test_hostile_revisions(shared: Builder, rev: str) -> None:
    """A revision that is no single commit is refused in one line, and touches nothing."""
    root = shared.root
    before = sorted(path.name for path in root.iterdir())
    for ask in (Study.open(root, today=TODAY).state, Study.open(root, today=TODAY).reconcile):
        with pytest.raises(UsageError):
            ask(rev)
    for command in ("status", "reconcile"):
        done = run(root, command, f"--at={rev}")
        assert done.exit_code == 2
        assert done.stderr.count("\n") == 1
        assert "\u202e" not in done.stderr
    assert sorted(path.name for path in root.iterdir()) == before


@pytest.mark.parametrize(
    "name", ["--output=owned", "HEAD", "\u202e\u6d4b\u8bd5;touch${IFS}owned"], ids=ascii
)
def test_hostile_branch_names(built: Builder, shared: Builder, name: str) -> None:
    """A branch may be called anything that a ref may be: the current one is read as it is."""
    clean = told(shared.root)
    built.git("update-ref", f"refs/heads/{name}", "HEAD")
    built.git("symbolic-ref", "HEAD", f"refs/heads/{name}")
    assert told(built.root) == clean
    (built.root / "studytrack.toml").unlink()
    done = run(built.root, "init")
    assert done.exit_code == 0, done.stderr
    assert "\u202e" not in done.output
    assert not (built.root / "owned").exists()


def test_a_tracker_called_like_an_option(built: Builder) -> None:
    """File and folder names never become options of git, or magic pathspecs."""
    for name in ("--output=owned", ":(exclude)plans", "*"):
        built.git("mv", NAME, f"./{name}.md")
        built.commit(
            "move", {"studytrack.toml": f"tracker = '{name}.md'\nnotes.directory = '{name}'\n"}
        )
        study = Study.open(built.root, today=TODAY)
        assert study.state().task("2.2").finished is not None
        study.reconcile("HEAD")
        built.git("mv", f"./{name}.md", NAME)
    assert sorted(path.name for path in built.root.iterdir()) == [
        ".git",
        "plans",
        "studytrack.toml",
    ]


def test_checked_out_filters_are_not_run(fresh: Builder, tmp_path: Path) -> None:
    """An attribute that names a filter or a textconv of the config runs neither."""
    built, mark = fresh, tmp_path / "owned"
    for key in ("filter.evil.clean", "filter.evil.smudge", "diff.evil.textconv", "core.fsmonitor"):
        built.git("config", key, f"touch {mark}; cat")
    built.write({".gitattributes": "* filter=evil diff=evil merge=evil\n"})
    os.utime(built.root / NAME, (1, 1))  # so that git would have to look at the content
    for command in ("init", "status", "check", "reconcile", "log"):
        run(built.root, command)
    assert not mark.exists()
    subprocess.run(["git", "status"], cwd=built.root, check=True, capture_output=True)
    assert mark.exists()
