"""Which trailers are suggested for the notes that are staged, in real repositories."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from studytrack.locales import load
from tests.hooks.conftest import CONFIG, PLAN

if TYPE_CHECKING:
    from pathlib import Path

    from tests.hooks.conftest import Desk

HINT = load("en").say("hook-hint")
NOTE = "phase1/1.2-projections.md"
LONG = "# A long enough note\n" * 9
DONE = "---\nstatus: done\n---\n"
TIMED = "---\nstatus: done\ntime: 2h\n---\n"
START_12, DONE_12 = "Study-Task: 1.2 start", "Study-Task: 1.2 done"


def shown(desk: Desk, *options: str) -> list[str]:
    """The lines that an editor is given."""
    desk.edited('cp "$1" "$PWD/../seen"', *options)
    return (desk.root.parent / "seen").read_text().split("\n")


def suggested(desk: Desk, *options: str) -> list[str]:
    """The trailers that stand there as comments, whatever begins one."""
    return [line[2:] for line in shown(desk, *options) if line[1:].startswith(" Study-")]


def stage(desk: Desk, files: dict[str, str | bytes | None]) -> None:
    """Files that are about to be committed."""
    desk.builder.write(files)
    desk.builder.git("add", "--all")


NOTHING = {
    "no-note": ({}, {"other.md": "# Other\n"}),
    "no-markdown": ({}, {"phase1/1.2.txt": "x\n"}),
    "no-task": ({}, {"phase1/9.9-x.md": "x\n"}),
    "readme": ({}, {"phase1/README.md": "---\ntask: 1.2\n---\n"}),
    "no-task-of-its-own": ({}, {"phase1/x.md": "---\ntask: chores\n---\n"}),
    "elsewhere": ({}, {"notes/1.2-x.md": "x\n"}),
    "done-already": ({}, {"phase1/1.1-dot.md": "x\n"}),
    "says-started": ({}, {NOTE: "---\nstarted: 2026-02-01\n---\n"}),
    "says-status": ({}, {NOTE: "---\nstatus: in-progress\n---\n"}),
    "says-all": ({}, {NOTE: TIMED}),
    "typo": ({NOTE: "teh\n"}, {NOTE: "the\n"}),
    "done-before": ({NOTE: DONE}, {NOTE: f"{DONE}More.\n"}),
    "moved": (
        {NOTE: "# A long enough note\n" * 9},
        {NOTE: None, "phase1/1.2-new.md": "# A long enough note\n" * 9},
    ),
    "deleted": ({NOTE: "x\n"}, {NOTE: None}),
}


@pytest.mark.parametrize(("before", "now"), NOTHING.values(), ids=NOTHING)
def test_nothing_is_suggested_that_says_nothing_new(
    ready: Desk, before: dict[str, str], now: dict[str, str]
) -> None:
    """The message is as git wrote it."""
    ready.builder.commit("before", before)
    stage(ready, {**now, "more.md": "more\n"})
    with_hook = shown(ready)
    ready.hooks().remove()
    assert with_hook == shown(ready)


SOMETHING = {
    "new-note": ({}, {NOTE: "# Projections\n"}, [START_12]),
    "new-and-done": ({}, {NOTE: DONE}, [DONE_12]),
    "newly-done": ({NOTE: "# P\n"}, {NOTE: f"{DONE}# P\n"}, [DONE_12]),
    "finished": ({NOTE: "# P\n"}, {NOTE: "---\nfinished: 2026-02-02\n---\n"}, [DONE_12]),
    "two": ({}, {NOTE: "x\n", "phase1/1.3.md": DONE}, [START_12, "Study-Task: 1.3 done"]),
    "twice": ({}, {NOTE: "x\n", "phase1/1.2-b.md": "x\n"}, [START_12]),
    "names-another": ({}, {NOTE: "---\ntask: 1.3\n---\n"}, ["Study-Task: 1.3 start"]),
    "named-by-itself": ({}, {"phase1/x.md": "---\ntask: 1.3\n---\n"}, ["Study-Task: 1.3 start"]),
    "name-with-spaces": ({}, {"phase1/1.2 \u5411 量.md": "x\n"}, [START_12]),
}


@pytest.mark.parametrize(("before", "now", "wanted"), SOMETHING.values(), ids=SOMETHING)
def test_a_trailer_is_suggested(
    ready: Desk, before: dict[str, str], now: dict[str, str], wanted: list[str]
) -> None:
    """Above git's own comments, a blank line below the subject that is to be written."""
    ready.builder.commit("before", before)
    stage(ready, now)
    lines = shown(ready)
    head = ["", "", *(f"# {one}" for one in wanted), f"# {HINT}", "#"]
    assert lines[: len(head)] == head
    assert lines[len(head)].startswith("# Please enter")


def test_a_suggestion_records_nothing_until_it_is_uncommented(ready: Desk) -> None:
    """As a comment it is gone; without the mark it is a trailer that counts."""
    stage(ready, {NOTE: "x\n"})
    assert ready.edited("sed -i '1s/^/Learn/' \"$1\"").status == 0
    assert ready.message() == "Learn"
    stage(ready, {"phase1/1.3-cross.md": "x\n"})
    assert ready.edited("sed -i -e '1s/^/Learn/' -e 's/^# Study-/Study-/' \"$1\"").status == 0
    assert ready.message() == "Learn\n\nStudy-Task: 1.3 start"
    assert ready.builder.git("log", "-1", "--format=%(trailers)").strip() == "Study-Task: 1.3 start"


def test_linked_notes_count_wherever_they_lie(ready: Desk) -> None:
    """A row's link makes a file its note."""
    row = "| 1.2 Projections | not started | | | |"
    stage(ready, {"plan.md": PLAN.replace(row, f"{row[:-2]} [n](n/p.md) |"), "n/p.md": "x\n"})
    assert suggested(ready) == [START_12]


@pytest.mark.parametrize(
    ("config", "wanted"),
    [
        pytest.param('[notes]\nimply = "nothing"', [START_12], id="nothing"),
        pytest.param('[notes]\nimply = "done"', [DONE_12], id="done"),
        pytest.param('[notes]\ndirectory = "notes/{phase}"', [], id="elsewhere"),
        pytest.param("notes = 3", [START_12], id="no-table"),
    ],
)
def test_the_config_says_what_notes_are(ready: Desk, config: str, wanted: list[str]) -> None:
    """Their folder, and what one says by itself."""
    stage(ready, {"studytrack.toml": f"{CONFIG}{config}\n", NOTE: "x\n"})
    assert suggested(ready) == wanted


@pytest.mark.parametrize(
    ("settings", "mark"),
    [
        pytest.param(["core.commentChar=;"], "; ", id="other"),
        pytest.param(["core.commentChar=auto"], "# ", id="auto"),
        pytest.param(["commit.cleanup=strip"], "# ", id="strip"),
        pytest.param(["commit.verbose=true"], "# ", id="verbose"),
        pytest.param(["commit.cleanup=scissors"], None, id="scissors"),
        pytest.param(["commit.cleanup=whitespace"], None, id="whitespace"),
        pytest.param(["commit.cleanup=verbatim"], None, id="verbatim"),
        pytest.param(["commit.status=false"], None, id="no-comments"),
    ],
)
def test_comments_are_those_that_git_takes_out(
    ready: Desk, settings: list[str], mark: str | None
) -> None:
    """Nothing is added where git would keep it."""
    for setting in settings:
        ready.builder.git("config", *setting.split("=", 1))
    stage(ready, {NOTE: "x\n"})
    lines = shown(ready)
    assert (f"{mark}{START_12}" in lines) is (mark is not None)
    assert any(START_12 in line for line in lines) is (mark is not None)


def test_auto_takes_another_mark_where_the_text_has_one(ready: Desk, tmp_path: Path) -> None:
    """A template that begins a line with # makes git choose another."""
    template = tmp_path / "template"
    template.write_text("\n\n#1 is mentioned\n")
    ready.builder.git("config", "core.commentChar", "auto")
    stage(ready, {NOTE: "x\n"})
    assert f"; {START_12}" in shown(ready, f"--template={template}")


def test_a_template_stays_above(ready: Desk, tmp_path: Path) -> None:
    """One with a trailer of its own is left alone."""
    template = tmp_path / "template"
    template.write_text("Why:\n")
    stage(ready, {NOTE: "x\n"})
    assert shown(ready, f"--template={template}")[:3] == ["Why:", "", f"# {START_12}"]
    template.write_text("Why:\n\nStudy-Task: \n")
    assert suggested(ready, f"--template={template}") == []


@pytest.mark.parametrize(
    "options",
    [("-m", "x", "--edit"), ("--amend",), ("-C", "HEAD", "--edit"), ("--squash=HEAD",)],
    ids=lambda options: options[0],
)
def test_a_message_that_somebody_wrote_is_left_alone(ready: Desk, options: tuple[str, ...]) -> None:
    """Given on the command line, or taken from a commit."""
    stage(ready, {NOTE: "x\n"})
    assert suggested(ready, *options) == []


def test_merges_and_rebases_are_left_alone(ready: Desk) -> None:
    """Git writes those messages, or is amid something larger."""
    builder = ready.builder
    builder.branch("side")
    builder.commit("side", {NOTE: "x\n"})
    builder.checkout("main")
    builder.commit("main", {"more.md": "more\n"})
    assert ready.git("merge", "--no-commit", "--no-ff", "--quiet", "side").status == 0
    assert suggested(ready) == []
    builder.git("reset", "--quiet", "--hard")
    assert ready.git("merge", "--squash", "--quiet", "side").status == 0
    assert suggested(ready) == []
    builder.git("reset", "--quiet", "--hard")
    stage(ready, {NOTE: "x\n"})
    (ready.root / ".git/rebase-merge").mkdir()
    assert suggested(ready) == []


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        pytest.param((), [], id="index"),
        pytest.param(("--all",), [DONE_12], id="all"),
        pytest.param(("--only", NOTE), [DONE_12], id="only"),
        pytest.param(("--include", NOTE), [DONE_12], id="include"),
    ],
)
def test_it_is_the_index_of_the_commit_that_counts(
    ready: Desk, options: tuple[str, ...], wanted: list[str]
) -> None:
    """``--all`` and ``--only`` have one of their own."""
    ready.builder.commit("before", {NOTE: "x\n"})
    stage(ready, {"more.md": "more\n"})
    ready.builder.write({NOTE: DONE})
    assert suggested(ready, *options) == wanted


def test_the_first_commit_and_other_work_trees_have_suggestions(ready: Desk) -> None:
    """Without a commit all is new; a linked work tree has a git directory of its own."""
    other = ready.root.parent / "other tree"
    ready.builder.git("worktree", "add", "--quiet", "-b", "other", str(other))
    (other / "phase1").mkdir()
    (other / NOTE).write_text("x\n")
    ready.builder.git("-C", str(other), "add", "--all")
    ready.git("-C", str(other), "commit", variables={"GIT_EDITOR": f"cp -t '{other.parent}'"})
    assert f"# {START_12}\n" in (other.parent / "COMMIT_EDITMSG").read_text()
    stage(ready, {NOTE: "x\n"})
    ready.builder.git("checkout", "--quiet", "--orphan", "new")
    assert suggested(ready) == [START_12]


def test_notes_and_config_that_mean_harm_change_nothing(ready: Desk, tmp_path: Path) -> None:
    """No program runs, no link is followed, and what cannot be read suggests nothing."""
    mark, program = tmp_path / "mark", tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch '{mark}'\n")
    program.chmod(0o755)
    (ready.root / ".gitattributes").write_text("*.md diff=x\n")
    for name in ("diff.external", "diff.x.textconv", "diff.x.command", "core.pager"):
        ready.builder.git("config", name, str(program))
    (ready.root / "phase1").mkdir()
    (ready.root / "phase1/1.3-link.md").symlink_to("/etc/passwd")
    stage(ready, {NOTE: b"---\n\xff: [\n---\n", "phase1/1.2-x.md": "---\nstatus: &a [*a]\n---\n"})
    assert suggested(ready) == [START_12]
    assert not mark.exists()


def test_without_a_study_the_message_is_as_git_wrote_it(ready: Desk) -> None:
    """So it is where the study cannot be read."""
    stage(ready, {NOTE: "x\n", "plan.md": "# Nothing\n"})
    assert suggested(ready) == []
    stage(ready, {"studytrack.toml": "tracker ="})
    assert suggested(ready) == []


def test_many_notes_are_cut_short(ready: Desk) -> None:
    """A page of suggestions is no help."""
    rows = "".join(f"| 1.{n} Task {n} | not started | | | |\n" for n in range(4, 20))
    stage(ready, {"plan.md": PLAN + rows} | {f"phase1/1.{n}-x.md": "x\n" for n in range(4, 20)})
    lines = shown(ready)
    assert len([line for line in lines if "Study-Task" in line]) == 8
    assert "# 8 more" in lines


def test_a_title_that_would_be_read_otherwise_is_not_suggested(ready: Desk) -> None:
    """A task without an id goes by its title, which may hold anything."""
    tasks = "| Task | Status | Notes |\n| - | - | - |\n"
    rows = "| Zero\u200bwidth | not started | [n](a.md) |\n| Vectors | not started | [n](b.md) |\n"
    stage(ready, {"plan.md": f"## Phase 1: A\n{tasks}{rows}", "a.md": "x\n", "b.md": "x\n"})
    assert suggested(ready) == ["Study-Task: Vectors start"]
