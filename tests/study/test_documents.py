"""Files beside the tracker that have blocks: which are filled, and which are left alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from studytrack import Study
from studytrack.errors import HistoryError, WriteError
from studytrack.history.commands import Git
from tests.cli.studies import ENGLISH, run, study
from tests.repositories import Builder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from studytrack import Problem

EMPTY = "<!-- studytrack:begin bar -->\n<!-- studytrack:end -->\n"
BAR = "`████░░░░░░░░` [1/3](./tracker.md) (33%)"
FILLED = EMPTY.replace("-->\n<", f"-->\n\n{BAR}\n\n<")
LARGE = EMPTY + "x" * (1 << 20)


@pytest.fixture
def built(tmp_path: Path) -> Builder:
    """A study with a record, of which the tracker says nothing yet."""
    return study(tmp_path / "study", ENGLISH)


def reconciled(built: Builder) -> dict[str, str]:
    """The files that change, and their new texts, the tracker aside."""
    result = Study.open(built.root).reconcile()
    assert result.files[0].path == "tracker.md"
    return {file.path: file.text for file in result.files[1:]}


def problems(built: Builder) -> list[Problem]:
    """What is wrong with blocks."""
    found = Study.open(built.root).reconcile().problems
    return [one for one in found if one.code.startswith("block")]


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({"README.md": "# Study\n"}, id="nothing of ours"),
        pytest.param({"README.md": FILLED}, id="filled already"),
        pytest.param({"README.md": f"```\n{EMPTY}```\n"}, id="fence"),
        pytest.param({"README.txt": EMPTY, "md": EMPTY}, id="no Markdown"),
        pytest.param({"b/studytrack.toml": "", "b/c/README.md": EMPTY}, id="another study"),
    ],
)
def test_files_that_stay(built: Builder, files: dict[str, str]) -> None:
    """What is no block of this study's is neither touched nor found fault with."""
    built.commit("More", dict(files))
    assert reconciled(built) == {}
    assert problems(built) == []


def test_untracked_and_ignored_files_stay(built: Builder) -> None:
    """Only what git tracks is written, as it is in the work tree."""
    built.commit("Ignore", {".gitignore": "secret.md\n", "gone.md": EMPTY, "late.md": "x\n"})
    built.write({"secret.md": EMPTY, "new.md": EMPTY, "gone.md": None, "late.md": EMPTY})
    assert reconciled(built) == {"late.md": FILLED}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(EMPTY, FILLED, id="empty"),
        pytest.param(f"a\n{EMPTY}b", f"a\n{FILLED}b", id="between lines"),
        pytest.param("\ufeff" + EMPTY, "\ufeff" + FILLED, id="BOM"),
        pytest.param(EMPTY.rstrip("\n"), FILLED.rstrip("\n"), id="no final newline"),
        pytest.param(EMPTY.replace("\n", "\r\n"), FILLED.replace("\n", "\r\n"), id="CRLF"),
        pytest.param(
            f"{EMPTY}\n{EMPTY.replace('bar', 'pie')}{EMPTY}",
            f"{FILLED}\n{EMPTY.replace('bar', 'pie')}{FILLED}",
            id="around a bad one",
        ),
        pytest.param(f"a\r\n{EMPTY}b\r", f"a\r\n{FILLED}b\r", id="mixed endings"),
    ],
)
def test_a_block_is_filled(built: Builder, before: str, after: str) -> None:
    """It tells what is true once the tracker is written; a second run changes nothing."""
    built.commit("Read me", {"README.md": before})
    result = Study.open(built.root).reconcile()
    result.write()
    assert (built.root / "README.md").read_bytes() == after.encode()
    assert (built.root / "tracker.md").read_bytes() == result.text.encode()
    again = Study.open(built.root).reconcile()
    assert not again.changed
    assert again.problems == result.left


def test_deep_files_with_odd_names(built: Builder) -> None:
    """Links start at the file's own folder."""
    built.commit("Docs", {"docs/读 我.MD": EMPTY, "docs/b [c]/d.markdown": EMPTY})
    assert reconciled(built) == {
        "docs/b [c]/d.markdown": FILLED.replace("./tracker", "../../tracker"),
        "docs/读 我.MD": FILLED.replace("./tracker", "../tracker"),
    }


def test_a_study_in_a_folder_keeps_to_it(tmp_path: Path) -> None:
    """Files outside the study's folder are not its own, and neither are those of one within."""
    built = Builder.init(tmp_path)
    config = 'tracker = "tracker.md"\n'
    built.commit(
        "Plan",
        {
            "README.md": EMPTY,
            "a/studytrack.toml": config,
            "a/tracker.md": ENGLISH.replace("🔴", "🟢", 1).replace("Not started", "Done", 1),
            "a/docs/x.md": EMPTY,
            "a/b/studytrack.toml": config,
            "a/b/x.md": EMPTY,
            "ab/x.md": EMPTY,
        },
    )
    result = Study.open(tmp_path / "a").reconcile()
    assert [file.path for file in result.files] == ["a/tracker.md", "a/docs/x.md"]


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        pytest.param({"a.md": LARGE}, "too large", id="large"),
        pytest.param({"a.md": EMPTY.encode() + b"\xff"}, "not UTF-8", id="bytes"),
    ],
)
def test_files_that_are_not_read(
    built: Builder, files: dict[str, str | bytes | None], reason: str
) -> None:
    """They are named with the reason, and the others are filled."""
    built.commit("More", {"README.md": EMPTY, **files})
    assert reconciled(built) == {"README.md": FILLED}
    stale, refused = problems(built)
    assert (refused.code, refused.path) == ("block-refused", "a.md")
    assert reason in refused.message
    assert (stale.code, stale.path, stale.line) == ("block-stale", "README.md", 1)


def test_symbolic_links_are_not_followed(built: Builder, tmp_path: Path) -> None:
    """Neither a link that git tracks, nor one that has taken a folder's place."""
    built.commit("Docs", {"docs/a.md": EMPTY})
    (tmp_path / "outside").mkdir()
    (built.root / "docs").rename(tmp_path / "outside/docs")
    (built.root / "docs").symlink_to(tmp_path / "outside/docs")
    (built.root / "b.md").symlink_to(tmp_path / "outside/docs/a.md")
    built.git("add", "b.md")
    assert reconciled(built) == {}
    (refused,) = problems(built)
    assert (refused.code, refused.path) == ("block-refused", "docs/a.md")
    assert (tmp_path / "outside/docs/a.md").read_text() == EMPTY


def test_names_that_are_not_utf8_are_refused(built: Builder) -> None:
    """GitHub takes no such name in a request, so that it would stop everything else."""
    name = b"\xff.md".decode("utf-8", "surrogateescape")
    built.commit("Odd", {name: EMPTY})
    assert [one.code for one in problems(built)] == ["block-refused"]


def test_a_tracker_behind_a_link_is_filled_once(tmp_path: Path) -> None:
    """The file that a link leads to is the tracker, and no other file."""
    built = study(tmp_path, f"{EMPTY}\n{ENGLISH}", "plans/real.md")
    (tmp_path / "tracker.md").symlink_to("plans/real.md")
    built.commit("Link", {"studytrack.toml": 'tracker = "tracker.md"\n'})
    for at in (None, "HEAD"):
        result = Study.open(tmp_path).reconcile(at)
        assert [file.path for file in result.files] == ["tracker.md"]
        assert [block.line for block in result.blocks] == [1]


def test_a_revision_has_its_own_files(built: Builder) -> None:
    """The blocks and the records are those of the revision, whatever is checked out."""
    built.commit("Read me", {"README.md": EMPTY})
    built.commit("More\n\nStudy-Task: 1.2 done\n", {"README.md": "gone\n", "b.md": EMPTY})
    first = Study.open(built.root).reconcile("HEAD~1")
    assert [(file.path, file.text) for file in first.files[1:]] == [("README.md", FILLED)]
    later = Study.open(built.root).reconcile("HEAD")
    assert [file.path for file in later.files[1:]] == ["b.md"]
    assert "2/3" in later.files[1].text


def test_the_tree_with_every_file(built: Builder) -> None:
    """A tree is named as git names it, whatever folders its files are in."""
    built.commit("Docs", {"README.md": EMPTY, "docs/a.md": EMPTY, "docs/b/c.md": EMPTY, "z.md": ""})
    result = Study.open(built.root).reconcile("HEAD")
    replaced = result.replaced()
    assert replaced.before == built.git("rev-parse", "HEAD^{tree}")
    assert [file.path for file in replaced.files] == [file.path for file in result.files]
    Study.open(built.root).reconcile().write()
    built.git("add", "--all")
    assert replaced.after == built.git("write-tree")


def test_nobodys_edit_is_lost(built: Builder) -> None:
    """A file that changes while the study is read is left as it is."""
    built.commit("Read me", {"README.md": EMPTY})
    result = Study.open(built.root).reconcile()
    built.write({"README.md": "mine\n"})
    with pytest.raises(WriteError, match=r"README\.md: the file was changed meanwhile"):
        result.write()
    assert (built.root / "README.md").read_text() == "mine\n"


def test_a_lost_file_is_an_error(built: Builder) -> None:
    """A clone that lacks a file never proposes to leave its blocks as they are."""
    config = 'tracker = "tracker.md"\n'
    built.commit("Read me", {"README.md": EMPTY, "studytrack.toml": config})
    blob = built.git("rev-parse", "HEAD:README.md")
    (built.root / ".git/objects" / blob[:2] / blob[2:]).unlink()
    with pytest.raises(HistoryError, match="could not read"):
        Study.open(built.root).reconcile("HEAD")


@pytest.mark.parametrize(
    ("asks", "searches"),
    [
        pytest.param(lambda one: one.state(), 0, id="state"),
        pytest.param(lambda one: one.why("1.1"), 0, id="why"),
        pytest.param(lambda one: one.reconcile(), 1, id="reconcile"),
    ],
)
def test_git_looks_once(
    built: Builder,
    asks: Callable[[Study], object],
    searches: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A study without blocks pays for one search, and only where files may be written."""
    started: list[str] = []
    start = Git.start

    def counted(self: Git, *arguments: str, **streams: object) -> object:
        started.extend(one for one in arguments if one in {"grep", "ls-tree"})
        return start(self, *arguments, **streams)  # type: ignore[arg-type]

    monkeypatch.setattr(Git, "start", counted)
    asks(Study.open(built.root, config=None))
    assert started.count("grep") == searches


def test_what_the_command_says(built: Builder) -> None:
    """Blocks are listed by their place, counted by their file, and shown in the diff."""
    built.commit("Read me", {"README.md": f"# Study\n\n{EMPTY}"})
    assert run(built.root, "reconcile", "--check").exit_code == 1
    diff = run(built.root, "reconcile", "--diff").output
    assert f"+++ b/README.md\n@@ -1,4 +1,7 @@\n # Study\n \n {EMPTY.splitlines()[0]}\n+\n+" in diff
    assert diff.startswith("--- a/tracker.md\n")
    told = json.loads(run(built.root, "reconcile", "--check", "--json").output)
    (block,) = told["blocks"]
    assert (block["path"], block["line"], block["block"]) == ("README.md", 3, "bar")
    assert (block["before"], block["after"]) == ("", f"\n{BAR}\n\n")
    lines = run(built.root, "reconcile").output.splitlines()
    assert "README.md:3, block: bar" in lines
    assert lines[-2] == "README.md: 1 block filled."
    after = run(built.root, "reconcile", "--check")
    assert (after.exit_code, after.output.splitlines()[0]) == (0, "tracker.md is up to date.")


def test_a_stale_readme_alone(built: Builder) -> None:
    """A tracker that is true does not hide a README that is not."""
    Study.open(built.root).reconcile().write()
    built.commit("Read me", {"README.md": EMPTY})
    due = run(built.root, "reconcile", "--check")
    assert due.exit_code == 1
    assert due.output.splitlines()[:2] == [
        "README.md:1, block: bar",
        "README.md: 1 block is out of date; fill it with: studytrack reconcile",
    ]
    assert "README.md:1: warning block-stale" in run(built.root, "check").output
