"""Text from anywhere is harmless once it is shown."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studytrack.shown import inert, json_shown, one_line, shown

HARMLESS = {
    "words": "3.4 done, 100%",
    "chinese": "阶段一：已完成，预计20-30小时",
    "emoji": "🟢 ⏭️ ✔️",
    "joined emoji": "👩‍💻 🏳️‍🌈",
    "combining": "é naïve",
    "tab and line feed": "a\tb\n",
    "backslash": r"\x1b",
    "markup": "[bold]x[/bold] :smile:",
}


@pytest.mark.parametrize("text", HARMLESS.values(), ids=HARMLESS.keys())
def test_harmless_text_stays_as_it_is(text):
    """Nothing that a learner writes is changed."""
    assert shown(text) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        pytest.param("\x1b[31m", r"\x1b[31m", id="ansi"),
        pytest.param("\x1b]8;;http://x\x07", r"\x1b]8;;http://x\x07", id="osc"),
        pytest.param("\x9b31m", r"\x9b31m", id="c1"),
        pytest.param("a\rb", r"a\x0db", id="carriage return"),
        pytest.param("\x08", r"\x08", id="backspace"),
        pytest.param("\u202eabc", r"\u202eabc", id="bidi override"),
        pytest.param("\u2067abc", r"\u2067abc", id="bidi isolate"),
        pytest.param("a\u200bb", r"a\u200bb", id="zero-width space"),
        pytest.param("a\u200db", r"a\u200db", id="joiner in a word"),
        pytest.param("\ufeff", r"\ufeff", id="byte order mark"),
        pytest.param("a\u2028b", r"a\u2028b", id="line separator"),
        pytest.param("\U000e0041", r"\U000e0041", id="tag"),
        pytest.param("\udcff", r"\udcff", id="lone surrogate"),
    ],
)
def test_hidden_characters_are_written_out(text, written):
    """What cannot be seen, or moves the cursor, is shown by its code."""
    assert shown(text) == written
    assert one_line(text) == written


def test_one_line_stays_one_line():
    """A file name with a line feed cannot pretend to be two lines of output."""
    assert one_line("a\nstudytrack: all is well\tb") == r"a\nstudytrack: all is well b"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        pytest.param("a ::error::b", "a ::error::b", id="within a line"),
        pytest.param("::error::b", r"\x3a:error::b", id="at the beginning"),
        pytest.param("a\n  ::stop-commands::b\n", "a\n  \\x3a:stop-commands::b\n", id="indented"),
        pytest.param("x ##[error]y", r"x #\x23[error]y", id="old form"),
    ],
)
def test_workflow_commands_are_inert(text, written):
    """A job's log takes nothing in a commit for a command."""
    assert inert(text) == written


@given(st.text(st.characters(codec=None), max_size=30))
def test_json_keeps_its_value(text):
    """Escapes in JSON change how a text is written, never what it is."""
    written = json_shown(json.dumps(text, ensure_ascii=False))
    assert json.loads(written) == text
    assert shown(written) == written
