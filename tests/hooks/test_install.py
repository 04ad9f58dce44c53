"""Putting hooks in place and taking them away again: nothing of anybody's is lost."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from studytrack.errors import HistoryError, HooksError, WriteError
from studytrack.hooks.scripts import Hook
from studytrack.study import hook_files
from studytrack.study.hooks import Hooks, Standing
from tests.cli.studies import run
from tests.repositories import Builder

if TYPE_CHECKING:
    from tests.hooks.conftest import Desk

OWN = {
    "sh": b"#!/bin/sh\necho own >&2\n",
    "no-shebang": b"echo own >&2\n",
    "python": f"#!{sys.executable}\nimport sys\nprint('own', file=sys.stderr)\n".encode(),
    "crlf-and-no-end": b"#!/bin/sh\necho own >&2 #\r\n# end",
}


def everything(folder: Path) -> dict[str, tuple[bytes | str, int]]:
    """All files of a folder: their bytes, or where they lead, and their modes."""
    return {
        path.name: (
            os.readlink(path) if path.is_symlink() else path.read_bytes(),  # noqa: PTH115
            path.lstat().st_mode,
        )
        for path in folder.iterdir()
    }


def own_hook(desk: Desk, text: bytes = OWN["sh"], mode: int = 0o755) -> Path:
    """A commit-msg hook that was there before."""
    path = desk.root / ".git/hooks/commit-msg"
    path.write_bytes(text)
    path.chmod(mode)
    return path


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        *(pytest.param(text, 0o755, id=name) for name, text in OWN.items()),
        pytest.param(OWN["sh"], 0o644, id="not-executable"),
        pytest.param(OWN["sh"], 0o700, id="mine-alone"),
    ],
)
def test_what_was_there_before_is_called_first_and_comes_back(
    desk: Desk, text: bytes, mode: int
) -> None:
    """Byte for byte, with its mode; one that is not executable is not called, as git does not."""
    own_hook(desk, text, mode)
    before = everything(desk.root / ".git/hooks")
    desk.hooks().install()
    done = desk.commit("L\n\nStudy-Task: 9 done\n")
    assert done.status == 1
    assert (done.said.startswith("own")) is bool(mode & 0o100)
    assert "task-unknown" in done.said
    desk.hooks().remove()
    assert everything(desk.root / ".git/hooks") == before


def test_installing_twice_changes_nothing(desk: Desk) -> None:
    """Nor does removing twice."""
    own_hook(desk)
    folder = desk.root / ".git/hooks"
    before = everything(folder)
    assert [one.standing for one in desk.hooks().install()] == [Standing.INSTALLED] * 2
    installed = everything(folder)
    assert desk.hooks().install() == ()
    assert everything(folder) == installed
    assert len(desk.hooks().remove()) == 2
    assert desk.hooks().remove() == ()
    assert everything(folder) == before


def test_the_exit_status_of_what_was_there_is_honoured(desk: Desk) -> None:
    """It refuses for itself, and gets the same arguments and standard input."""
    own_hook(desk, b'#!/bin/sh\necho "$# $1 $(cat)" >&2\nexit 7\n')
    desk.hooks().install()
    done = desk.commit("L")
    assert (done.status, done.said) == (1, "1 .git/COMMIT_EDITMSG \n")
    hook = desk.root / ".git/hooks/commit-msg"
    direct = subprocess.run(
        [hook, "a b", "c"], input=b"in", cwd=desk.root, capture_output=True, check=False
    )
    assert (direct.returncode, direct.stderr) == (7, b"2 a b in\n")


def test_what_was_there_may_be_a_link(desk: Desk) -> None:
    """It is kept as one, and leads where it led."""
    folder = desk.root / ".git/hooks"
    (desk.root / ".git/tools").mkdir()
    program = desk.root / ".git/tools/check"
    program.write_bytes(OWN["sh"])
    program.chmod(0o755)
    (folder / "commit-msg").symlink_to("../tools/check")
    (folder / "prepare-commit-msg").symlink_to("nowhere")
    before = everything(folder)
    desk.hooks().install()
    assert desk.commit("L").said == "own\n"
    desk.hooks().remove()
    assert everything(folder) == before


def test_what_somebody_changed_is_left_alone(desk: Desk) -> None:
    """Neither installing nor removing touches a hook of either name, and the remedy is named."""
    own_hook(desk)
    desk.hooks().install()
    folder = desk.root / ".git/hooks"
    hook = folder / "commit-msg"
    hook.write_bytes(hook.read_bytes() + b"echo more\n")
    before = everything(folder)
    for act in (desk.hooks().install, desk.hooks().remove):
        with pytest.raises(HooksError, match=r"was changed since .* mv \S+ \S+; then run again"):
            act()
    assert everything(folder) == before
    assert desk.hooks().states()[1].standing is Standing.CHANGED


def test_another_python_renews_the_hooks(desk: Desk) -> None:
    """What was there before our first hook stays what was there before."""
    own_hook(desk)
    desk.hooks("/old/python").install()
    assert [one.standing for one in desk.hooks().states()] == [Standing.OUTDATED] * 2
    desk.hooks().install()
    assert [one.standing for one in desk.hooks().states()] == [Standing.INSTALLED] * 2
    desk.hooks().remove()
    assert (desk.root / ".git/hooks/commit-msg").read_bytes() == OWN["sh"]


def test_the_hook_of_another_takes_our_place(desk: Desk) -> None:
    """Where somebody put another hook over ours, nothing is overwritten."""
    own_hook(desk)
    desk.hooks().install()
    hook = own_hook(desk, b"#!/bin/sh\n# another\n")
    with pytest.raises(WriteError, match="there is something already; move it away first"):
        desk.hooks().install()
    desk.hooks().remove()
    assert hook.read_bytes() == b"#!/bin/sh\n# another\n"
    assert hook.with_name("commit-msg.before-studytrack").read_bytes() == OWN["sh"]


def test_where_ours_was_deleted_what_was_there_before_comes_back(desk: Desk) -> None:
    """Removing puts it in place again."""
    hook = own_hook(desk)
    desk.hooks().install()
    hook.unlink()
    desk.hooks().remove()
    assert hook.read_bytes() == OWN["sh"]


@pytest.mark.parametrize("python", ["/a b/it's/python", "/学习/python", "/$(touch x)`y`\n/p", ""])
def test_any_path_to_python_is_quoted(desk: Desk, python: str) -> None:
    """It is a word to the shell, and nothing is run but it; without it the commit goes on."""
    desk.hooks(python).install()
    done = desk.commit("L\n\nStudy-Task: 9 done")
    assert (done.status, done.said.count("\n")) == (0, 1)
    assert "studytrack: not installed any more" in done.said
    assert desk.commit("L").said == ""
    assert not (desk.root / "x").exists()


def test_python_is_found_behind_spaces_and_letters(desk: Desk, tmp_path: Path) -> None:
    """The very Python that installed the hooks is started."""
    folder = tmp_path / "a b 学习's"
    folder.mkdir()
    python = folder / "python"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    desk.hooks(str(python)).install()
    assert desk.commit("L\n\nStudy-Task: 9 done").status == 1


@pytest.mark.parametrize("status", [1, 2, 65, 120, 126, 139])
def test_only_an_answer_stops_a_commit(desk: Desk, tmp_path: Path, status: int) -> None:
    """A Python that cannot run studytrack any more says 1, 2 or worse, and no commit is lost."""
    python = tmp_path / "python"
    python.write_text(f"#!/bin/sh\nexit {status}\n")
    python.chmod(0o755)
    desk.hooks(str(python)).install()
    assert desk.commit("L\n\nStudy-Task: 9 done").status == (1 if status == 65 else 0)


def test_studytrack_on_the_path_takes_the_place_of_a_python_that_is_gone(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when the environment was made again elsewhere."""
    program = tmp_path / "bin/studytrack"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m studytrack "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    desk.hooks("/gone/python").install()
    assert desk.commit("L\n\nStudy-Task: 9 done").status == 1


@pytest.mark.parametrize("shell", ["dash", "bash", "busybox"])
def test_the_scripts_are_plain_sh(desk: Desk, shell: str) -> None:
    """Any POSIX shell runs them."""
    if shutil.which(shell) is None:
        pytest.skip(f"there is no {shell}")
    desk.hooks().install()
    command = [shell, "sh"] if shell == "busybox" else [shell]
    (desk.root / "message").write_text("Study-Task: 9 done\n")
    for hook, status in ((Hook.CHECK, 1), (Hook.PREPARE, 0)):
        path = desk.root / ".git/hooks" / hook
        done = subprocess.run(
            [*command, path, "message"], cwd=desk.root, capture_output=True, check=False
        )
        assert (done.returncode, done.stderr) == (status, b"")


def test_a_message_that_says_nothing_of_a_study_starts_no_python(
    desk: Desk, tmp_path: Path
) -> None:
    """The shell sees it; so it is with one that somebody wrote, for suggestions."""
    mark, python = tmp_path / "mark", tmp_path / "python"
    python.write_text(f"#!/bin/sh\necho \"$6\" >> '{mark}'\n")
    python.chmod(0o755)
    desk.hooks(str(python)).install()
    assert desk.commit("Learn").status == 0
    assert desk.edited(":", "--amend", "--allow-empty").status == 0
    assert not mark.exists()
    assert desk.commit("Learn\n\nsTuDy-task: 1.2 done").status == 0
    assert mark.read_text() == "commit-msg\n"


# Where hooks are.


def test_hooks_path_inside_the_repository_is_respected(desk: Desk) -> None:
    """One in the work tree is made where it is not there, and said to be tracked."""
    desk.builder.git("config", "core.hooksPath", ".githooks/own")
    hooks = desk.hooks()
    hooks.install()
    assert hooks.folder == desk.root / ".githooks/own"
    assert hooks.tracked
    assert desk.commit("L\n\nStudy-Task: 9 done").status == 1
    assert not (desk.root / ".git/hooks/commit-msg").exists()
    desk.builder.git("config", "core.hooksPath", ".git/mine")
    assert not desk.hooks().tracked


@pytest.mark.parametrize("how", ["config", "link", "null"])
def test_hooks_outside_the_repository_are_left_alone(desk: Desk, tmp_path: Path, how: str) -> None:
    """Others may use them; the remedy is named."""
    outside = tmp_path / "shared"
    outside.mkdir()
    if how == "link":
        shutil.rmtree(desk.root / ".git/hooks")
        (desk.root / ".git/hooks").symlink_to(outside)
    else:
        path = str(outside) if how == "config" else os.devnull
        desk.builder.git("config", "core.hooksPath", path)
    with pytest.raises(HooksError, match=r"outside this repository.* core.hooksPath \.git/hooks"):
        desk.hooks()
    assert list(outside.iterdir()) == []


def test_hooks_path_of_the_user_counts(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is git's own answer that counts, from whatever config."""
    config = tmp_path / "config"
    config.write_text(f"[core]\n\thooksPath = {tmp_path}/global\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    with pytest.raises(HooksError, match="global, outside"):
        Hooks.open(desk.root)
    desk.builder.git("config", "core.hooksPath", ".git/hooks")
    assert Hooks.open(desk.root).folder == desk.root / ".git/hooks"


def test_work_trees_share_their_hooks(desk: Desk, tmp_path: Path) -> None:
    """What is installed in one holds in all."""
    other = tmp_path / "other"
    desk.builder.git("worktree", "add", "--quiet", "-b", "other", str(other))
    Hooks.open(other).install()
    assert [one.standing for one in desk.hooks().states()] == [Standing.INSTALLED] * 2
    done = desk.git("-C", str(other), "commit", "--allow-empty", "-m", "Study-Task: 9 done")
    assert done.status == 1
    assert "worktrees/other/COMMIT_EDITMSG:1: error" in done.said


def test_a_submodule_has_hooks_of_its_own(desk: Desk, tmp_path: Path) -> None:
    """They lie in its git directory, in the other's."""
    inner = Builder.init(tmp_path / "inner")
    inner.commit("x", {"a": "a"})
    desk.builder.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(inner.root))
    hooks = Hooks.open(desk.root / "inner")
    hooks.install()
    assert hooks.folder == desk.root / ".git/modules/inner/hooks"


def test_bare_repositories_are_refused(tmp_path: Path) -> None:
    """Nothing is committed there."""
    bare = Builder.init(tmp_path / "bare.git", "--bare")
    with pytest.raises(HistoryError, match="bare"):
        Hooks.open(bare.root)


def test_a_hook_that_looks_at_its_name_is_not_called_by_another(desk: Desk) -> None:
    """It would do less than it did; how to have both is named."""
    own_hook(desk, b'#!/bin/sh\nexec "$0.d/$(basename "$0")" "$@"\n')
    before = everything(desk.root / ".git/hooks")
    with pytest.raises(HooksError, match=r'studytrack hooks run commit-msg "[$]@" [|][|] exit 1'):
        desk.hooks().install()
    assert everything(desk.root / ".git/hooks") == before


# Frameworks that keep hooks.

KEPT_BY = {
    "pre-commit": ({".pre-commit-config.yaml": "repos: []\n"}, None),
    "husky": ({".husky/pre-commit": "npm test\n"}, ".husky/_"),
}


@pytest.mark.parametrize(("name", "given"), KEPT_BY.items(), ids=KEPT_BY)
def test_a_framework_is_asked_and_not_fought(
    desk: Desk, name: str, given: tuple[dict[str, str], str | None]
) -> None:
    """What to tell it is printed, nothing is written, and the exit status says so."""
    files, path = given
    desk.builder.write(files)
    if path:
        desk.builder.git("config", "core.hooksPath", path)
    before = everything(desk.root / ".git/hooks")
    done = run(desk.root, "hooks", "install")
    assert done.exit_code == 1
    assert name in done.stdout
    assert "studytrack hooks run commit-msg" in done.stdout
    assert everything(desk.root / ".git/hooks") == before
    with pytest.raises(HooksError, match=f"{name} keeps these hooks"):
        desk.hooks().install()


@pytest.mark.parametrize(
    "text",
    [
        b"#!/usr/bin/env bash\n# File generated by pre-commit: https://pre-commit.com\n",
        b"#!/bin/sh\n# File generated by prek: https://github.com/j178/prek\n",
        b'#!/bin/sh\n. "$(dirname -- "$0")/_/husky.sh"\n',
        b'#!/bin/sh\ncall_lefthook run "commit-msg" "$@"\n',
    ],
    ids=["pre-commit", "prek", "husky", "lefthook"],
)
def test_a_hook_shows_its_framework(desk: Desk, text: bytes) -> None:
    """Whatever its config is called."""
    own_hook(desk, text)
    assert desk.hooks().framework is not None


def test_hooks_are_taken_away_where_a_framework_came_later(ready: Desk) -> None:
    """Ours are still ours."""
    ready.builder.write({".pre-commit-config.yaml": "repos: []\n"})
    ready.hooks().remove()
    assert not (ready.root / ".git/hooks/commit-msg").exists()


# Faults.


@pytest.mark.parametrize("place", ["commit-msg", "prepare-commit-msg"])
def test_what_is_no_file_is_left_alone(desk: Desk, place: str) -> None:
    """A folder in the place of a hook is named, and nothing was written."""
    (desk.root / ".git/hooks" / place).mkdir()
    before = sorted(path.name for path in (desk.root / ".git/hooks").iterdir())
    with pytest.raises(WriteError, match="this is no file; move it away first"):
        desk.hooks().install()
    assert sorted(path.name for path in (desk.root / ".git/hooks").iterdir()) == before


def test_something_under_the_name_that_is_kept_is_not_overwritten(desk: Desk) -> None:
    """Neither hook is touched."""
    own_hook(desk)
    (desk.root / ".git/hooks/commit-msg.before-studytrack").write_text("precious")
    before = everything(desk.root / ".git/hooks")
    with pytest.raises(WriteError, match="something already"):
        desk.hooks().install()
    assert everything(desk.root / ".git/hooks") == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_named(desk: Desk) -> None:
    """The hook that was there goes on as it was."""
    own_hook(desk)
    folder = desk.root / ".git/hooks"
    folder.chmod(0o555)
    try:
        with pytest.raises(WriteError, match="mend the folder's permissions"):
            desk.hooks().install()
        assert desk.commit("L").said == "own\n"
    finally:
        folder.chmod(0o755)


def test_a_file_in_the_place_of_the_folder_is_named(desk: Desk) -> None:
    """There is no folder to be made."""
    shutil.rmtree(desk.root / ".git/hooks")
    (desk.root / ".git/hooks").write_text("no folder")
    with pytest.raises(WriteError, match=r"not possible"):
        desk.hooks().install()


@pytest.mark.parametrize("failing", ["link", "fsync", "replace"])
def test_a_failure_leaves_the_hook_that_was_there(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    """It is in its place at every moment, no half-written file is left, and a new run is whole."""
    own_hook(desk)
    hooks = desk.hooks()

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        if failing == "link":
            patch.setattr(Path, "rename", fail)
            patch.setattr(os, "link", fail)
        else:
            owner = Path if failing == "replace" else os
            patch.setattr(owner, failing, fail)
        with pytest.raises(WriteError, match="No space left on device"):
            hooks.install()
    assert (desk.root / ".git/hooks/commit-msg").read_bytes() == OWN["sh"]
    assert not list((desk.root / ".git/hooks").glob(".*"))
    hooks.install()
    assert "task-unknown" in desk.commit("L\n\nStudy-Task: 9 done").said
    hooks.remove()
    assert (desk.root / ".git/hooks/commit-msg").read_bytes() == OWN["sh"]


def test_without_links_a_hook_is_renamed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a USB stick."""
    own_hook(desk)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(hook_files.os, "link", refuse)
    desk.hooks().install()
    assert (desk.root / ".git/hooks/commit-msg.before-studytrack").read_bytes() == OWN["sh"]


def test_a_killed_run_is_finished_by_the_next(desk: Desk) -> None:
    """A hook that has both names is set aside already; a half-written file is in nobody's way."""
    hook = own_hook(desk)
    os.link(hook, hook.with_name("commit-msg.before-studytrack"))
    hook.with_name(".commit-msg.studytrack-new").write_text("half")
    desk.hooks().install()
    assert desk.commit("L").said == "own\n"
    desk.hooks().remove()
    assert hook.read_bytes() == OWN["sh"]
    assert not list(hook.parent.glob(".*"))


def test_installing_at_once_is_as_good_as_once(desk: Desk) -> None:
    """One waits for the other; what was there before stays what was there before."""
    own_hook(desk)
    failed: list[BaseException] = []

    def install() -> None:
        try:
            desk.hooks().install()
        except BaseException as error:  # noqa: BLE001
            failed.append(error)

    threads = [threading.Thread(target=install) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert [one.standing for one in desk.hooks().states()] == [Standing.INSTALLED] * 2
    desk.hooks().remove()
    assert (desk.root / ".git/hooks/commit-msg").read_bytes() == OWN["sh"]


# The command.


def test_the_command_says_what_it_did(desk: Desk) -> None:
    """In a line for each hook."""
    own_hook(desk)
    first = "prepare-commit-msg: "
    assert f"{first}no hook" in run(desk.root, "hooks", "status").stdout
    done = run(desk.root, "hooks", "install")
    assert f"{first}installed\n" in done.stdout
    assert "; commit-msg.before-studytrack, which was there before, is called first" in done.stdout
    assert run(desk.root, "hooks", "install").stdout == "Nothing had to be changed.\n"
    found = json.loads(run(desk.root, "hooks", "status", "--json").stdout)
    assert found["schema"] == 1
    assert found["framework"] is None
    assert [(one["hook"], one["standing"]) for one in found["hooks"]] == [
        ("prepare-commit-msg", "installed"),
        ("commit-msg", "installed"),
    ]
    assert found["hooks"][1]["kept"].endswith("commit-msg.before-studytrack")
    gone = run(desk.root, "hooks", "remove").stdout
    assert f"{first}removed\n" in gone
    assert "commit-msg: removed; the one that was there before is back\n" in gone
    assert run(desk.root, "hooks", "remove").stdout == "Nothing had to be changed.\n"


def test_the_command_names_the_remedy(desk: Desk) -> None:
    """One line, exit code 2."""
    desk.builder.git("config", "core.hooksPath", "/shared")
    done = run(desk.root, "hooks", "install")
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
