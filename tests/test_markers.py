"""Pairs of comments between which a text is kept filled."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studytrack.errors import TrackerError
from studytrack.markdown import blocks
from studytrack.markers import Region, hidden, regions
from studytrack.tracker.reading import read

PAIR = "<!-- studytrack:begin bar -->\n<!-- studytrack:end -->\n"
TASKS = "| Task | Status |\n|---|---|\n| 1.1 Go | done |\n"


def found(text: str) -> list[Region]:
    """The pairs of a text that has nothing wrong with it."""
    seen = regions(blocks.read(text))
    assert seen.findings == ()
    return list(seen.pairs)


def wrong(text: str) -> list[tuple[int | None, str | int]]:
    """What is wrong with a text's markers: the line and the reason."""
    return [(one.line, one.values["reason"]) for one in regions(blocks.read(text)).findings]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param(f"```\n{PAIR}```\n", id="fence"),
        pytest.param(f"~~~\n{PAIR}", id="fence without an end"),
        pytest.param("    " + PAIR.replace("\n<", "\n    <"), id="indented code"),
        pytest.param("> " + PAIR.replace("\n<", "\n> <"), id="quote"),
        pytest.param("- " + PAIR.replace("\n<", "\n  <"), id="list item"),
        pytest.param("- a\n\n  " + PAIR.replace("\n<", "\n  <"), id="inside a list item"),
        pytest.param(" " + PAIR.replace("\n<", "\n <"), id="indented"),
        pytest.param("`<!-- studytrack:begin bar -->`\n", id="code span"),
        pytest.param("say <!-- studytrack:begin bar --> so\n", id="in a sentence"),
        pytest.param("<!--\n<!-- studytrack:begin bar -->\n", id="in a comment"),
        pytest.param("<div>\n<!-- a\n<!-- studytrack:end -->\n", id="in a comment among tags"),
        pytest.param(f"<pre>\n{PAIR}</pre>\n", id="pre"),
        pytest.param(f"<SCRIPT>\n{PAIR}</SCRIPT>\n", id="script"),
        pytest.param(f"---\na: |\n  x\n{PAIR}---\n".replace("\n<", "\n  <"), id="front matter"),
        pytest.param("<!-- other:begin bar -->\n<!-- other:end -->\n", id="another tool's"),
        pytest.param("<!-- see studytrack:begin -->\n", id="a comment about it"),
    ],
)
def test_look_alikes_are_none(text: str) -> None:
    """What Markdown does not take for a comment that begins its line is no marker."""
    document = blocks.read(text)
    assert regions(document) == ((), ())
    assert hidden(document) == document


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(PAIR, [Region(0, 1, ("bar",))], id="alone"),
        pytest.param("\ufeff" + PAIR, [Region(0, 1, ("bar",))], id="behind a BOM"),
        pytest.param(PAIR.rstrip(), [Region(0, 1, ("bar",))], id="without a final newline"),
        pytest.param(PAIR.replace("\n", "\r\n"), [Region(0, 1, ("bar",))], id="CRLF"),
        pytest.param(PAIR.replace("\n", "\r"), [Region(0, 1, ("bar",))], id="CR"),
        pytest.param(f"text\n{PAIR}text\n", [Region(1, 2, ("bar",))], id="in a paragraph"),
        pytest.param(f"- a\n{PAIR}", [Region(1, 2, ("bar",))], id="behind a list"),
        pytest.param(
            "<!--studytrack:begin next  phase=3\tcount=2-->  \n\n- a\n\n<!--studytrack:end-->\n",
            [Region(0, 4, ("next", "phase=3", "count=2"))],
            id="blanks",
        ),
        pytest.param(
            f"<details>\n<summary>x</summary>\n{PAIR}</details>\n",
            [Region(2, 3, ("bar",))],
            id="among tags",
        ),
        pytest.param(
            PAIR + PAIR, [Region(0, 1, ("bar",)), Region(2, 3, ("bar",))], id="two of them"
        ),
        pytest.param(
            f"<!-- studytrack:begin bar -->\n{TASKS}<!-- studytrack:end -->\n",
            [Region(0, 4, ("bar",))],
            id="right behind a table",
        ),
    ],
)
def test_pairs(text: str, expected: list[Region]) -> None:
    """A pair is found wherever Markdown sees two comments."""
    assert found(text) == expected


BEGIN, END = PAIR.splitlines(keepends=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(BEGIN, [(1, "block-no-end")], id="begin alone"),
        pytest.param(END, [(1, "block-no-begin")], id="end alone"),
        pytest.param(PAIR + END, [(3, "block-no-begin")], id="ended twice"),
        pytest.param(BEGIN + PAIR, [(2, "block-nested")], id="begun twice"),
        pytest.param(f"{BEGIN}```\n{END}", [(1, "block-no-end")], id="end in a fence"),
        pytest.param("<!-- studytrack:start bar -->\n", [(1, "block-form")], id="unknown word"),
        pytest.param("<!-- studytrack:end bar -->\n", [(1, "block-form")], id="end with words"),
        pytest.param("<!-- studytrack:begin\nbar -->\n", [(1, "block-form")], id="two lines"),
        pytest.param("<!-- studytrack:begin bar --> x\n", [(1, "block-form")], id="text behind"),
        pytest.param(
            BEGIN.rstrip() + PAIR, [(1, "block-form"), (2, "block-no-begin")], id="two on a line"
        ),
    ],
)
def test_what_is_wrong(text: str, expected: list[tuple[int, str]]) -> None:
    """Markers that make no pair are named by their line."""
    assert wrong(text) == expected


def test_a_block_inside_another_is_marked() -> None:
    """The inner pair is the generated one, and which was meant is not guessed."""
    (pair,) = regions(blocks.read(BEGIN + TASKS + PAIR)).pairs
    assert pair == Region(4, 5, ("bar",), nested=True)


def test_nothing_generated_is_read() -> None:
    """Tasks, legends and summaries between markers are no part of the tracker."""
    block = f"{BEGIN}\n# Phase 9: x\n\n{TASKS.replace('1.1', '9.1')}\n- 🔴 done\n\n{END}"
    tracker = read(f"## Phase 1: a\n\n{block}\n{TASKS}\n{block}")
    assert [(section.number, row.id) for section, row in tracker.rows()] == [(1, "1.1")]
    assert tracker.dialect.legend == read(f"## Phase 1: a\n\n{TASKS}").dialect.legend
    with pytest.raises(TrackerError, match="no table of tasks"):
        read(block)


def test_a_forgotten_end_hides_no_task() -> None:
    """Where a block does not end before the next begins, the tasks between are tasks."""
    assert [row.id for _, row in read(BEGIN + "\n" + TASKS + "\n" + PAIR).rows()] == ["1.1"]


LINES = st.sampled_from(
    [BEGIN, END, TASKS, "```\n", "<!--\n", "-->\n", "<div>\n", "</div>\n", "\n", "- a\n", "> b\n"]
)


@given(st.lists(LINES, max_size=12).map("".join))
def test_pairs_are_apart_and_in_order(text: str) -> None:
    """No pair holds another, and every marker is a line of the text."""
    document = blocks.read(text)
    reached = -1
    for pair in regions(document).pairs:
        assert reached < pair.first < pair.last
        assert document.line(pair.first) == BEGIN.rstrip()
        assert document.line(pair.last) == END.rstrip()
        reached = pair.last
