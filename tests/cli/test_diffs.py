"""Unified diffs, against git's own."""

from __future__ import annotations

import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studytrack.cli.output.diffs import unified


def text(before, after, path="t.md"):
    """The diff as one text."""
    return "".join(piece.text for piece in unified(path, before, after).pieces)


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
    for folder, content in (("a", before), ("b", after)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "t.md").write_bytes(content.encode())
    command = ["git", "diff", "--no-index", "--no-prefix", "--no-color", "a/t.md", "b/t.md"]
    output = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).stdout
    lines = output.decode().split("\n")[2:]
    hunks = [one.split(" @@")[0] + " @@" if one.startswith("@@") else one for one in lines]
    assert text(before, after) == "\n".join(hunks)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), max_size=40))
def test_a_diff_leads_from_one_text_to_the_other(pairs):
    """Removed and common lines are in the first text, added and common ones in the second."""
    before, after = ("".join(f"{pair[side]}\n" for pair in pairs) for side in (0, 1))
    lines = text(before, after).splitlines()[2:]
    for sign, whole in (("-", before), ("+", after)):
        part = [line[1:] for line in lines if line[:1] in {sign, " "}]
        rest = iter(whole.splitlines())
        assert all(line in rest for line in part)
