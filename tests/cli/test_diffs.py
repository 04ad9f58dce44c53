"""Unified diffs, against git's own."""

from __future__ import annotations

import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studytrack import locales
from studytrack.cli.output.diffs import _pairs, unified
from studytrack.model import Phase, State, Task
from studytrack.report.generated import fill
from studytrack.report.scene import Scene
from studytrack.study.rewritten import Rewritten
from studytrack.terms import Status


def text(before, after, blocks=()):
    """The diff as one text."""
    return shown(Rewritten("t.md", before, after, blocks))


def shown(file):
    """A file's diff as one text."""
    return "".join(piece.text for piece in unified(file).pieces)


def test_same_texts_have_no_diff():
    """Where nothing changed, nothing is printed."""
    assert text("a\nb\n", "a\nb\n") == ""


LONG = "".join(f"{n}\n" for n in range(30))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("a\n", "b\n", id="one line"),
        pytest.param("a\nb\nc\n", "A\nB\nc\n", id="a run of lines"),
        pytest.param(LONG, LONG.replace("3\n", "x\n").replace("25\n", "y\n"), id="hunks"),
        pytest.param(LONG, LONG.replace("\n10\n", "\nx\n").replace("\n17\n", "\ny\n"), id="joined"),
        pytest.param(LONG, LONG.replace("\n10\n", "\nx\n").replace("\n18\n", "\ny\n"), id="apart"),
        pytest.param("a\nb", "a\nc", id="no final line feed"),
        pytest.param("a\r\nb\r\n", "a\r\nc\r\n", id="crlf"),
        pytest.param("a\u2028b\x0cc\nd\n", "a\u2028b\x0cc\ne\n", id="other separators"),
    ],
)
def test_git_gives_the_same_diff(before, after, tmp_path):
    """The hunks and their headers are those of git."""
    assert text(before, after) == gits(before, after, tmp_path)


def gits(before, after, tmp_path):
    """The diff that git gives, without what it says of the text behind a hunk's place."""
    for folder, content in (("a", before), ("b", after)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "t.md").write_bytes(content.encode())
    command = ["git", "diff", "--no-index", "--no-prefix", "--no-color", "a/t.md", "b/t.md"]
    output = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).stdout
    lines = output.decode().split("\n")[2:]
    hunks = [one.split(" @@")[0] + " @@" if one.startswith("@@") else one for one in lines]
    return "\n".join(hunks)


BEGIN, END = "<!-- studytrack:begin next -->\n", "<!-- studytrack:end -->\n"
FEW = "".join(f"{n}\n" for n in range(5))


@pytest.mark.parametrize(
    ("before", "wanted"),
    [
        pytest.param(f"{BEGIN}{END}", "", id="filled at first"),
        pytest.param(f"a\n{BEGIN}\n- old\n\n{END}b\n", "", id="between lines"),
        pytest.param(f"{FEW}{BEGIN}{END}{LONG}{BEGIN}{END}{FEW}", "", id="two of them"),
        pytest.param(
            f"{LONG}{BEGIN}{END}{LONG}".replace("\n3\n", "\nx\n"), "\n3\n", id="lines too"
        ),
        pytest.param(f"{BEGIN}{END}".rstrip(), "", id="no final line feed"),
    ],
)
def test_git_gives_the_same_diff_of_blocks(before, wanted, tmp_path):
    """Blocks may have more lines than before."""
    state = State(tracker="t.md", phases=(PHASE,))
    filled = fill(before, Scene(state, locales.load("en"), "t.md"), 1 << 20)
    after = filled.text.replace("\nx\n", wanted) if wanted else filled.text
    assert filled.changes
    assert text(before, after, filled.changes) == gits(before, after, tmp_path)


TASKS = tuple(Task(id=f"1.{n}", title=f"Task {n}", status=Status.NOT_STARTED) for n in range(1, 4))
PHASE = Phase(number=1, title="One", total=3, tasks=TASKS)


@given(st.text(st.sampled_from("ab\n\r"), max_size=30), st.sampled_from(["\n", "\r", "\r\n"]))
def test_a_diff_of_blocks_loses_no_line(around, newline):
    """Whatever ends the lines, both texts can be had from the diff."""
    block = f"{BEGIN}old\n{END}".replace("\n", newline)
    before = f"{around}{newline}{block}{around}{newline}{block}{around}"
    state = State(tracker="t.md", phases=(PHASE,))
    filled = fill(before, Scene(state, locales.load("en"), "t.md"), 1 << 20)
    pairs = list(_pairs(Rewritten("t.md", before, filled.text, filled.changes)))
    assert "".join(old for old, _ in pairs if old is not None) == before
    assert "".join(new for _, new in pairs if new is not None) == filled.text


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), max_size=40))
def test_a_diff_leads_from_one_text_to_the_other(pairs):
    """Removed and common lines are in the first text, added and common ones in the second."""
    before, after = ("".join(f"{pair[side]}\n" for pair in pairs) for side in (0, 1))
    lines = text(before, after).splitlines()[2:]
    for sign, whole in (("-", before), ("+", after)):
        part = [line[1:] for line in lines if line[:1] in {sign, " "}]
        rest = iter(whole.splitlines())
        assert all(line in rest for line in part)
