"""What a cell becomes when a value is put into it."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studytrack.markdown.blocks import read
from studytrack.markdown.edits import replace
from studytrack.markdown.rows import BLANKS, count, split
from studytrack.markdown.spans import Span
from studytrack.markdown.tables import Padding, escape, fill, tables, unescape
from studytrack.markdown.widths import display_width
from tests.markdown.documents import VALUES

PADDED = "| id  | 状态       |\n|-----|-----------:|\n| 1.1 |  🟢 已完成 |\n| 1.2 |            |\n"
PLAIN = "| id | status |\n|---|---|\n| 1 | open |\n|2|done|\n"
BARE = "id | status\n---|---\n1 | open  \n2 | done\n"


@given(st.text(alphabet="|\\ a\t"))
def test_cells_are_counted_as_they_are_split(line):
    """To count them is to split the line, but for making the pieces."""
    span = Span(0, len(line))
    assert count(line, span) == len(split(line, 0, span).pieces)


def filled(text, line, column, value):
    """The line after one cell of the only table has been filled."""
    (table,) = tables(read(text))
    row = next(row for row in (table.header, *table.rows) if row.line == line)
    edit = fill(table, row, column, value)
    return read(replace(read(text), [edit])).line(line)


@pytest.mark.parametrize("value", ["", "a", "🟢 已完成", "a`b\\c`", "\x1c", "<br>"])
def test_plain_values_are_written_as_they_are(value):
    """What holds no pipe and no newline needs no escape."""
    assert escape(value) == unescape(value) == value


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("a|b", "a\\|b", id="pipe"),
        pytest.param("`a|b`", "`a\\|b`", id="pipe in code"),
        pytest.param("a\\|b", "a\\\\|b", id="pipe behind a backslash"),
        pytest.param(" a\r\n\nb\n", "a b", id="newlines"),
        pytest.param("a\\", "a\\", id="backslash at the end"),
    ],
)
def test_escape(value, expected):
    """Pipes are escaped, newlines folded, blanks at the ends dropped."""
    assert escape(value) == expected


@pytest.mark.parametrize(
    ("text", "line", "column", "value", "expected"),
    [
        pytest.param(PLAIN, 2, 1, "done", "| 1 | done |", id="one space each side"),
        pytest.param(PLAIN, 3, 1, "open", "|2| open |", id="only this cell"),
        pytest.param(PLAIN, 2, 1, "", "| 1 | |", id="empty is one space"),
        pytest.param(PLAIN, 2, 1, "a\\", "| 1 | a\\ |", id="backslash kept off the pipe"),
        pytest.param(PADDED, 3, 0, "2", "| 2   |            |", id="padded on the right"),
        pytest.param(PADDED, 3, 1, "进行中", "| 1.2 |     进行中 |", id="padded on the left"),
        pytest.param(PADDED, 2, 1, "", "| 1.1 |            |", id="empty keeps the width"),
        pytest.param(PADDED, 2, 0, "1.10", "| 1.10 |  🟢 已完成 |", id="too wide grows"),
        pytest.param(BARE, 2, 1, "done", "1 | done  ", id="no trailing pipe, blanks kept"),
        pytest.param(BARE, 2, 0, "3", "3 | open  ", id="no leading pipe"),
        pytest.param(BARE, 2, 1, "", "1 | |  ", id="emptied without a trailing pipe"),
        pytest.param(BARE, 2, 0, "", "| | open  ", id="emptied without a leading pipe"),
        pytest.param("|a|b|\n|-|-|\nx\n", 2, 0, "", "| |", id="emptied without any pipe"),
        pytest.param("|a|\n|-|\n|x|y|\n", 2, 1, "z", "|x| z |", id="excess cell"),
        pytest.param(
            "| a   |\n|:---:|\n| bcd |\n", 2, 0, "e", "|  e  |", id="padded on both sides"
        ),
    ],
)
def test_fill(text, line, column, value, expected):
    """A filled cell is one space, value, one space, or as wide as its column is padded."""
    assert filled(text, line, column, value) == expected


def test_fill_of_a_missing_cell():
    """A row that is too short has no such cell."""
    (table,) = tables(read("| a | b |\n|---|---|\n| 1 |\n"))
    assert table.value(table.rows[0], 1) is None
    with pytest.raises(IndexError):
        fill(table, table.rows[0], 1, "2")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("| a |\n|---|\n| bb |\n", [None], id="uneven"),
        pytest.param("| ab |\n|---|\n| cd |\n", [None], id="even by chance"),
        pytest.param("| ab |\n|----|\n| cd |\n", [Padding(4, display_width)], id="delimiter"),
        pytest.param("| a\t|\n|---|\n| b\t|\n", [None], id="tabs"),
        pytest.param("| ab  |\n|---|\n| 中  |\n", [Padding(5, display_width)], id="by width"),
        pytest.param("| a |\n|---|\n| 中 |\n", [Padding(3, len)], id="by length"),
        pytest.param("|a|b|\n|-|-|\n|c|\n", [Padding(1, display_width)] * 2, id="short row"),
        pytest.param("|a|b|\n|-|-|\n|c|中|\n", [Padding(1, len)] * 2, id="as the others"),
    ],
)
def test_paddings(text, expected):
    """A column is padded if all its cells are as wide as each other, in one way of counting."""
    (table,) = tables(read(text))
    assert list(table.paddings) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", 0, id="empty"),
        pytest.param("abc", 3, id="ASCII"),
        pytest.param("状态", 4, id="wide"),
        pytest.param("ｱ（）", 5, id="half and full width"),
        pytest.param("e\u0301", 1, id="combining mark"),
        pytest.param("🟢", 2, id="emoji"),
        pytest.param("⚠", 1, id="text style"),
        pytest.param("⚠\ufe0f", 2, id="emoji style"),
        pytest.param("⏳\ufe0f", 2, id="emoji style on an emoji"),
        pytest.param("1\ufe0f\u20e3", 2, id="keycap"),
        pytest.param("👩\u200d💻", 2, id="joined"),
        pytest.param("👍🏽", 2, id="skin tone"),
        pytest.param("🇨🇳", 2, id="flag"),
    ],
)
def test_display_width(text, expected):
    """A text is as wide as an editor with a fixed grid shows it."""
    assert display_width(text) == expected


@given(VALUES)
def test_escape_round_trip(value):
    """What is escaped reads back as the value, stripped and on one line."""
    folded = re.sub(r"[\r\n]+", " ", value).strip(BLANKS)
    assert unescape(escape(value)) == folded
    assert "|" not in escape(value).replace("\\|", "")


@given(
    st.sampled_from([PLAIN, PADDED, BARE]),
    st.sampled_from([0, 2]),
    st.sampled_from([0, 1]),
    VALUES,
    st.sampled_from(["\n", "\r\n", "\r"]),
)
@settings(max_examples=200)
def test_a_cell_takes_any_value(text, line, column, value, ending):
    """Any value reads back from its cell, and nothing else in the text has changed."""
    if text == BARE:
        column = 1  # what begins a line without a pipe may begin another block
    text = text.replace("\n", ending)
    document = read(text)
    (before,) = tables(document)
    row = next(row for row in (before.header, *before.rows) if row.line == line)
    span = row.cells[column].span
    written = replace(document, [fill(before, row, column, value)])
    assert written.startswith(text[: span.start])
    assert written.endswith(text[span.end :])
    (after,) = tables(read(written))
    again = next(row for row in (after.header, *after.rows) if row.line == line)
    assert after.value(again, column) == unescape(escape(value))


@given(VALUES)
def test_filling_twice_changes_nothing(value):
    """A value that is in a cell already is written as it stands there."""
    once = filled(PADDED, 3, 0, value)
    text = PADDED.replace("| 1.2 |            |", once)
    assert filled(text, 3, 0, value) == once
    assert once.strip(BLANKS) == once
