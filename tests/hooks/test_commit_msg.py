"""What the hook says of messages that are about to be committed, in real repositories."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.hooks.conftest import CONFIG, PLAN
from tests.repositories import environment

if TYPE_CHECKING:
    from pathlib import Path

    from tests.hooks.conftest import Desk

ENTRY = "commit {}\nAuthor: A <a@b.c>\nDate:   Mon Mar 2 00:00:00 2026 +0000\n\n"
SQUASHED = "Squashed commit of the following:\n\n" + ENTRY.format("2" * 40)
GOOD = {
    "no-trailer": "Learn",
    "done": "Learn\n\nStudy-Task: 1.2 done\n",
    "subject": "Study-Task: 1.2 done 2h",
    "mentioned": "Learn\n\nThe study-group met today.\n",
    "fixup": "fixup! Study-Task: 1.2 done",
    "other-case": "Learn\n\nstudy-task: 1.2 DONE\n",
    "revert": 'Revert "Learn"\n\nThis reverts commit 1a2b3c4d5e6f7a8b9c0d1a2b3c4d5e6f7a8b9c0d.\n',
    "squash": f"{SQUASHED}    Take it back\n\n    Study-Void: 1111111\n\n"
    + ENTRY.format("1" * 40)
    + "    Mistyped\n\n    Study-Task: 9.9 done\n",
}
BAD = {
    "unknown": ("Learn\n\nStudy-Task: 1.4 done\n", 3, "task-unknown", "(1.3, 1.2, 1.1?)"),
    "no-reason": ("Learn\n\nStudy-Task: 1.2 skip\n", 3, "skip-without-reason", "1.2 skip: why"),
    "void": ("Learn\n\nStudy-Void: 1a2b3c4\n", 3, "trailer-invalid", "correct the id"),
    "key": ("Learn\n\nStudy-Tsk: 1.2 done\n", 3, "trailer-invalid", "use Study-Task"),
    "verb": ("Learn\n\nText\n\nStudy-Task: 1.2 dnoe\n", 5, "trailer-invalid", "say start"),
    "duration": ("Learn\n\nStudy-Time: 1.2 2x\n", 3, "trailer-invalid", "2h30m"),
    "characters": ("Learn\n\nStudy-Note: 1.2 a\x01b\n", 3, "trailer-invalid", "type it anew"),
    "second": ("L\n\nStudy-Task: 1.2 done\nStudy-Task: 7 done\n", 4, "task-unknown", "7"),
    "squash-log": (f"{SQUASHED}    Mistyped\n\n    Study-Task: 9.9 done\n", 9, "task-unknown", "9"),
}


@pytest.mark.parametrize("message", GOOD.values(), ids=GOOD)
def test_a_message_without_a_mistake_is_committed_in_silence(ready: Desk, message: str) -> None:
    """It says exactly what was written, and nobody is told anything."""
    done = ready.commit(message)
    assert (done.status, done.said) == (0, "")
    assert ready.message() == message.rstrip("\n")


@pytest.mark.parametrize(("message", "line", "code", "remedy"), BAD.values(), ids=BAD)
def test_a_bad_trailer_stops_the_commit(
    ready: Desk, message: str, line: int, code: str, remedy: str
) -> None:
    """Its line, the reason, the remedy and both ways on are named; the message is kept."""
    head = ready.builder.head()
    done = ready.commit(message)
    assert done.status == 1
    assert f".git/COMMIT_EDITMSG:{line}: error {code} " in done.said
    assert remedy in done.said
    assert "git commit --no-verify" in done.said
    assert ready.builder.head() == head
    assert (ready.root / ".git/COMMIT_EDITMSG").read_text().startswith(message.rstrip("\n"))
    assert ready.commit(message, "--no-verify").status == 0
    assert ready.message() == message.rstrip("\n")


def test_all_bad_lines_are_named_at_once(ready: Desk) -> None:
    """In their order, warnings among them."""
    done = ready.commit("L\n\nStudy-Task: 8 done\ntext\n\nStudy-Task: 9 done\nStudy-Time: 1.2\n")
    places = [line.partition(" ")[0] for line in done.said.splitlines() if "EDITMSG:" in line]
    assert places == [f".git/COMMIT_EDITMSG:{line}:" for line in (3, 6, 7)]
    assert " warning trailer-suspect Study-Task: 8 done" in done.said


def test_a_suspect_line_is_a_warning(ready: Desk) -> None:
    """It is named, and committed."""
    done = ready.commit("Learn\n\nStudy-Task: 1.2 done\nand more text\n")
    assert done.status == 0
    assert ".git/COMMIT_EDITMSG:3: warning trailer-suspect" in done.said
    assert "--no-verify" not in done.said


@pytest.mark.parametrize(
    ("settings", "text", "status"),
    [
        pytest.param([], "L\n\n# Study-Task: 9 done", 0, id="comment"),
        pytest.param([], "L\n\nStudy-Task: 1.2 done\n# more", 0, id="comment-below"),
        pytest.param(["core.commentChar=;"], "L\n\nStudy-Task: 1.2 done\n; x", 0, id="other-char"),
        pytest.param(["core.commentChar=;"], "L\n\nStudy-Task: 9 done\n; x", 1, id="other-bad"),
        pytest.param(["core.commentChar=S"], "L\n\nStudy-Task: 9 done\n", 0, id="S-comments"),
        pytest.param(["core.commentChar=auto"], "L\n\nStudy-Task: 1.2 done", 0, id="auto"),
        pytest.param(["commit.cleanup=scissors"], "L\n\nStudy-Task: 1.2 done", 0, id="scissors"),
        pytest.param(["commit.cleanup=scissors"], "L\n\nStudy-Task: 9 done", 1, id="scissors-bad"),
        pytest.param(["commit.cleanup=whitespace"], "L\n\nStudy-Task: 1.2 done", 0, id="kept"),
        pytest.param(["commit.verbose=true"], "L\n\nStudy-Task: 1.2 done", 0, id="verbose"),
        pytest.param(["commit.verbose=true"], "L\n\nStudy-Task: 9 done", 1, id="verbose-bad"),
    ],
)
def test_what_git_takes_out_of_a_message_is_no_matter(
    ready: Desk, settings: list[str], text: str, status: int
) -> None:
    """Comments, the list of changes and the diff are not committed, and not looked at."""
    for setting in settings:
        ready.builder.git("config", *setting.split("=", 1))
    ready.builder.write({"new.md": "- Study-Task: 9.9 done\n\n\nStudy-Task: 9.8 done\n"})
    ready.builder.git("add", "--all")
    lines = f'printf \'%s\\n\' \'{text}\' > "$1.new" && cat "$1" >> "$1.new" && mv "$1.new" "$1"'
    done = ready.edited(lines)
    assert done.status == status, done.said
    assert "9.8" not in done.said
    if status:
        assert ".git/COMMIT_EDITMSG:3: error task-unknown" in done.said
    else:
        assert "EDITMSG" not in done.said


def test_a_stopped_message_can_be_mended_with_the_command_that_is_named(ready: Desk) -> None:
    """What stood below the scissors of ``--verbose`` does not come into the message."""
    ready.builder.write({"new.md": "new\n"})
    ready.builder.git("add", "--all")
    write = 'printf \'L\\n\\nStudy-Task: 9 done\\n\' | cat - "$1" > "$1.n" && mv "$1.n" "$1"'
    stopped = ready.edited(write, "--verbose")
    assert "git commit --edit --verbose --file=.git/COMMIT_EDITMSG" in stopped.said
    mended = ready.edited(
        "sed -i 's/: 9/: 1.2/' \"$1\"", "--edit", "--verbose", "--file=.git/COMMIT_EDITMSG"
    )
    assert mended.status == 0, mended.said
    assert ready.message() == "L\n\nStudy-Task: 1.2 done"


def test_a_void_names_a_commit_that_is_there(ready: Desk) -> None:
    """Its id, or the beginning of it."""
    assert ready.commit(f"L\n\nStudy-Void: {ready.builder.head()[:9].upper()}").said == ""
    assert ready.commit(f"L\n\nStudy-Void: {ready.builder.head()}").said == ""
    (ready.root / ".git/shallow").write_text(f"{ready.builder.head()}\n")
    assert ready.commit("L\n\nStudy-Void: 1a2b3c4").said == ""


def test_merges_reverts_fixups_and_amends_are_held_to_the_same(ready: Desk) -> None:
    """Each kind of commit goes through, and its own trailers are read."""
    ready.builder.git("checkout", "--quiet", "-b", "side")
    assert ready.commit("S\n\nStudy-Task: 1.2 start").status == 0
    ready.builder.git("checkout", "--quiet", "main")
    assert ready.commit("M").status == 0
    assert ready.git("merge", "--no-ff", "-m", "J\n\nStudy-Task: 9 done", "side").status == 1
    assert ready.git("merge", "--abort").status == 0
    assert ready.git("merge", "--no-ff", "-m", "J\n\nStudy-Task: 1.2 done", "side").status == 0
    assert ready.commit("A\n\nStudy-Task: 9 done", "--amend").status == 1
    assert ready.commit("A\n\nStudy-Task: 1.3 done", "--amend").status == 0
    assert ready.git("commit", "--allow-empty", "--fixup=HEAD", "--quiet").status == 0
    ready.builder.commit("More", {"more.md": "more\n"})
    assert ready.git("revert", "--no-edit", "HEAD").status == 0


def test_the_tracker_counts_as_it_lies_in_the_work_tree(ready: Desk) -> None:
    """A task that was added just now is known before it is committed."""
    row = "| 1.4 Norms | not started | | | |\n"
    ready.builder.write({"plan.md": PLAN + row})
    assert ready.commit("L\n\nStudy-Task: 1.4 start").status == 0


def test_without_a_config_the_one_tracker_is_found(ready: Desk) -> None:
    """With several files that may be it, nobody can tell, and nothing is said."""
    ready.builder.commit("x", {"studytrack.toml": None})
    assert ready.commit("L\n\nStudy-Task: 9 done").status == 1
    ready.builder.write({"other.md": PLAN})
    assert ready.commit("L\n\nStudy-Task: 9 done").said == ""


def test_with_several_studies_what_one_understands_is_no_mistake(ready: Desk) -> None:
    """That of the folder where git was called speaks first; without any at the top, all do."""
    other = PLAN.replace("1.", "7.").replace("Phase 1", "Phase 7")
    ready.builder.write({"b/plan.md": other, "b/studytrack.toml": CONFIG})
    assert ready.commit("L\n\nStudy-Task: 7.2 done").status == 0
    assert ready.commit("L\n\nStudy-Task: 8.2 done").status == 1
    ready.builder.write({"studytrack.toml": None, "a/plan.md": PLAN, "a/studytrack.toml": CONFIG})
    assert ready.commit("L\n\nStudy-Task: 7.2 done").status == 0
    inside = ready.git("-C", "b", "commit", "--allow-empty", "-m", "Study-Task: 7.9 done")
    assert "(7.3, 7.2, 7.1?)" in inside.said
    assert f"--file={ready.root}/.git/COMMIT_EDITMSG" in inside.said


@pytest.mark.parametrize(
    ("files", "said"),
    [
        pytest.param({"plan.md": None, "studytrack.toml": None}, "", id="no-study"),
        pytest.param({"plan.md": None}, "does not exist", id="no-tracker"),
        pytest.param({"studytrack.toml": "tracker = 3"}, "EDITMSG:3: error", id="no-text"),
        pytest.param({"studytrack.toml": "tracker ="}, "not TOML", id="no-config"),
        pytest.param({"studytrack.toml": 'tracker = "../x"'}, "outside", id="outside"),
        pytest.param({"studytrack.toml": 'tracker = "/etc/passwd"'}, "outside", id="absolute"),
        pytest.param({"studytrack.toml": f'{CONFIG}locale = "xx"'}, "xx", id="no-locale"),
        pytest.param({"plan.md": b"\xff\xfe\x00"}, "no table of tasks", id="no-text-at-all"),
        pytest.param({"plan.md": ""}, "no table of tasks", id="empty"),
    ],
)
def test_what_is_wrong_with_the_study_stops_no_commit(
    ready: Desk, files: dict[str, str | bytes | None], said: str
) -> None:
    """It is said in a line, and the commit goes on."""
    ready.builder.write(files)
    done = ready.commit("L\n\nStudy-Task: 9 done")
    assert said in done.said
    if "EDITMSG" not in said:
        assert done.status == 0
        assert done.said.count("\n") <= 1


def test_a_fault_of_ours_stops_no_commit(ready: Desk, tmp_path: Path) -> None:
    """Neither an exception nor a message that is not there."""
    broken = tmp_path / "sitecustomize.py"
    broken.write_text(
        "import studytrack.tracker.reading as r\ndef read(*_): 1 / 0\nr.read = read\n"
    )
    done = ready.git(
        "commit",
        "--allow-empty",
        "-qm",
        "Study-Task: 9 done",
        variables={"PYTHONPATH": str(tmp_path)},
    )
    assert (done.status, done.said.count("\n")) == (0, 1)
    assert "ZeroDivisionError: division by zero; the message was not checked" in done.said
    gone = subprocess.run(
        [sys.executable, "-m", "studytrack", "hooks", "run", "commit-msg", "gone"],
        cwd=ready.root,
        env=environment(),
        capture_output=True,
        check=False,
    )
    assert (gone.returncode, gone.stderr) == (0, b"")


@pytest.mark.parametrize("options", [(), ("--all",), ("--only", "plan.md")], ids=str)
def test_the_index_of_the_commit_is_the_one_that_is_asked(
    ready: Desk, options: tuple[str, ...]
) -> None:
    """``--all`` and ``--only`` have an index of their own."""
    ready.builder.commit("x", {"studytrack.toml": None})
    ready.builder.write({"plan.md": PLAN + "\nmore\n"})
    done = ready.git("commit", "--allow-empty", "-qm", "Study-Task: 9 done", *options)
    assert done.status == 1
    assert "task-unknown" in done.said


def test_config_that_means_harm_runs_nothing(ready: Desk, tmp_path: Path) -> None:
    """Programs in the repository's config are not started by what the hook asks git."""
    mark, program = tmp_path / "mark", tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch '{mark}'\n")
    program.chmod(0o755)
    ready.builder.commit("x", {"studytrack.toml": None, ".gitattributes": "*.md diff=x\n"})
    for name in ("diff.external", "diff.x.textconv", "diff.x.command", "core.pager"):
        ready.builder.git("config", name, str(program))
    assert ready.commit("L\n\nStudy-Task: 9 done").status == 1
    assert not mark.exists()


def test_control_characters_do_not_reach_the_terminal(ready: Desk) -> None:
    """They are written out."""
    done = ready.commit("L\n\nStudy-Task: 9\x1b[31m done")
    assert "\x1b" not in done.said
    assert "\\x1b[31m" in done.said


def test_a_module_of_the_work_tree_is_not_imported(ready: Desk) -> None:
    """Python looks for nothing in the folder that git starts the hook in."""
    ready.builder.write({"re.py": "raise SystemExit(65)\n", "studytrack/__init__.py": "1 / 0\n"})
    assert ready.commit("L\n\nStudy-Task: 1.2 done").said == ""
    assert ready.commit("L\n\nStudy-Task: 9 done").status == 1


HEAVY = ("pydantic", "git", "click", "rich", "tomlkit", "yaml", "filelock", "github")


@pytest.mark.parametrize("configured", [True, False], ids=["config", "found"])
@pytest.mark.parametrize("task", ["1.2", "9"], ids=["good", "bad"])
def test_what_takes_long_to_load_is_not(ready: Desk, task: str, configured: bool) -> None:
    """Everybody waits for the hook."""
    if not configured:
        ready.builder.write({"studytrack.toml": None})
    (ready.root / "message").write_text(f"Study-Task: {task} done")
    program = (
        "import sys, studytrack.cli.committing as c\n"
        "c.run(['commit-msg', 'message', ''])\n"
        f"print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ready.root,
        env=environment(),
        capture_output=True,
        check=True,
    )
    assert done.stderr.decode() == "[]\n"
