"""``studytrack review`` as it is seen."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from studytrack import ChangedSource, OutdatedNote, SourceCommit, locales
from studytrack.cli.outdated import MOST_COMMITS, page
from studytrack.cli.output.plain import plain
from studytrack.markdown.widths import display_width
from tests.cli.studies import CHINESE, ENGLISH, run, study

if TYPE_CHECKING:
    from pathlib import Path

NOTE = "phase1/1.2-b-trees.md"


def outdated(tmp_path: Path, tracker: str, subject: str = "Split leaves") -> Path:
    """A study with code that changed after its note."""
    builder = study(tmp_path, tracker)
    builder.commit("Code", {"src/树.py": "1\n2\n", "src/a b.py": "1\n"})
    builder.commit("Note", {NOTE: "> Source: `src/树.py#L1-L2`, `src/a b.py`\n"})
    builder.commit(subject, {"src/树.py": "1\n2\n3\n", "src/a b.py": None})
    return builder.root


def test_in_english(tmp_path: Path) -> None:
    """The note, each source with its lines and commits, the command that shows more, what to do."""
    lines = run(outdated(tmp_path, ENGLISH), "review").stdout.splitlines()
    assert lines[0] == "1.2 B-trees"
    assert lines[1].startswith(f"  {NOTE}  written 2026-03-")
    assert lines[2] == "  src/树.py  lines 1-2  +1  -0"
    assert lines[3].endswith("  Split leaves")
    assert lines[4] == "  src/a b.py  +0  -1  deleted"
    assert lines[6].startswith("  git diff ")
    assert lines[6].endswith(" -- 'src/树.py' 'src/a b.py'")
    assert lines[8].startswith("1 note is older than code that it studied; ")


def test_in_chinese(tmp_path: Path) -> None:
    """The words are the tracker's language's."""
    lines = run(outdated(tmp_path, CHINESE), "review", "1.2").stdout.splitlines()
    assert lines[1].startswith(f"  {NOTE}  写于 2026-03-")
    assert lines[2] == "  src/树.py  第 1-2 行  +1  -0"
    assert lines[8].startswith("1 篇笔记比所学代码更旧；")


def test_as_json(tmp_path: Path) -> None:
    """All of it, under a schema's number."""
    said = json.loads(run(outdated(tmp_path, ENGLISH), "review", "--json").stdout)
    (note,) = said["notes"]
    assert said["schema"] == 1
    assert (note["task"], note["note"], len(note["commit"])) == ("1.2", NOTE, 40)
    tree, gone = note["sources"]
    assert (tree["path"], tree["lines"], tree["added"], tree["deleted"]) == (
        "src/树.py",
        "1-2",
        1,
        False,
    )
    assert (gone["path"], gone["deleted"], gone["commits"][0]["subject"]) == (
        "src/a b.py",
        True,
        "Split leaves",
    )


def test_nothing_is_outdated(tmp_path: Path) -> None:
    """A study without such notes says so; a task that is none is an error."""
    root = study(tmp_path, ENGLISH).root
    assert run(root, "review").stdout == "No note is older than the code that it studied.\n"
    assert json.loads(run(root, "review", "--json").stdout) == {"schema": 1, "notes": []}
    result = run(root, "review", "9.9")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)


def test_hostile_names_and_subjects_are_harmless(tmp_path: Path) -> None:
    """No escape sequence of a commit or a file gets through."""
    root = outdated(tmp_path, ENGLISH, "\x1b[2J::error::x\u202e")
    for options in ((), ("--json",)):
        shown = run(root, "review", *options).stdout
        assert not {"\x1b", "\u202e"} & set(shown)


@pytest.mark.parametrize("name", ["en", "zh-CN"])
def test_many_commits_are_counted(name: str) -> None:
    """Only the newest are listed."""
    commit = SourceCommit(commit="a" * 40, subject="词" * 20)
    source = ChangedSource(path="a.py", named="a.py", commits=(commit,) * 30, uncommitted=True)
    note = OutdatedNote(task="1.1", title="1.1", note=NOTE, commit="b" * 40, sources=(source,))
    lines = plain(page([note], locales.load(name))).splitlines()
    assert sum("词" in line for line in lines) == MOST_COMMITS
    assert str(30 - MOST_COMMITS) in lines[3 + MOST_COMMITS]
    assert all(display_width(line) <= 80 for line in lines[:-1])
