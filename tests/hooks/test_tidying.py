"""What git will make of a text, and where comments of ours can go: text in, text out."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studytrack.hooks import frameworks, scripts, tidying
from studytrack.hooks.scripts import Author, Hook, author, minds_its_name, script
from studytrack.hooks.tidying import USUAL, Manner, inserted, manner, tidied

CUT = b"------------------------ >8 ------------------------"


@pytest.mark.parametrize("module", [frameworks, scripts, tidying], ids=lambda one: one.__name__)
def test_examples(module: object) -> None:
    """The docstrings' examples hold."""
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize(
    ("answer", "wanted"),
    [
        pytest.param(b"", USUAL, id="nothing"),
        pytest.param(b"core.commentchar\n;\0", Manner(b";"), id="char"),
        pytest.param(b"core.commentchar\n;\0core.commentstring\n//\0", Manner(b"//"), id="last"),
        pytest.param(b"core.commentchar\n;\0core.commentchar\n\0", Manner(b";"), id="empty"),
        pytest.param(b"core.commentchar\0", USUAL, id="no-value"),
        pytest.param(b"commit.cleanup\nstrip\0", Manner(cleanup=b"strip"), id="cleanup"),
        pytest.param(b"i18n.commitencoding\nGBK\0", Manner(encoding="GBK"), id="encoding"),
    ],
)
def test_settings_are_read_as_git_gives_them(answer: bytes, wanted: Manner) -> None:
    """The last value counts, and both names of the comment's mark are one setting."""
    assert manner(answer) == wanted


@pytest.mark.parametrize(
    ("text", "settings", "edited", "message"),
    [
        pytest.param(b"a\n# b\nc", USUAL, True, b"a\nc", id="edited"),
        pytest.param(b"a\n# b\nc", USUAL, False, b"a\n# b\nc", id="given"),
        pytest.param(b"a\n# b", Manner(cleanup=b"strip"), False, b"a", id="strip"),
        pytest.param(b"a\n# b", Manner(cleanup=b"verbatim"), True, b"a\n# b", id="verbatim"),
        pytest.param(b"a\n // b\n// c", Manner(b"//"), True, b"a\n // b", id="string"),
        pytest.param(b"a\n# " + CUT + b"\n+b", USUAL, True, b"a", id="scissors"),
        pytest.param(b"a\n# " + CUT + b"\n+b", USUAL, False, b"a", id="scissors-given"),
        pytest.param(b"a\n#" + CUT, Manner(b";"), True, b"a\n#" + CUT, id="no-scissors"),
        pytest.param(b"a\n; " + CUT + b"\nb", Manner(b"auto"), True, b"a", id="auto-scissors"),
        pytest.param(b"#1\n\n; b\n", Manner(b"auto"), True, b"#1\n\n", id="auto"),
        pytest.param(b"a\n\n# b\nc\n", Manner(b"auto"), True, b"a\n\nc\n", id="auto-unknown"),
    ],
)
def test_a_message_is_what_git_keeps(
    text: bytes, settings: Manner, edited: bool, message: bytes
) -> None:
    """Each of its lines knows where it stood."""
    found = tidied(text, settings, edited=edited)
    assert found.message == message
    lines = text.split(b"\n")
    assert [lines[number - 1] for number in found.lines] == (message.split(b"\n"))


@given(st.text("#; \nab-\r", max_size=60), st.sampled_from([USUAL, Manner(b";"), Manner(b"auto")]))
def test_what_is_inserted_is_nothing_to_git(text: str, settings: Manner) -> None:
    """With the comments taken out, the message is the same but for blank lines."""
    before = text.encode()
    after = inserted(before, ["Study-Task: 1.1 done"], settings)
    told = [
        [line for line in tidied(one, settings, edited=True).message.split(b"\n") if line.strip()]
        for one in (before, after)
    ]
    assert told[0] == told[1]


def test_a_script_knows_its_author() -> None:
    """A changed letter is a change, wherever it is."""
    whole = script(Hook.CHECK, b"/usr/bin/python3")
    assert author(whole) is Author.STUDYTRACK
    assert author(b"#!/bin/sh\nexit 0\n") is Author.OTHER
    assert author(b"") is Author.OTHER
    assert author(whole + b"\n") is Author.CHANGED
    assert author(whole.replace(b"python3", b"python4")) is Author.CHANGED
    assert author(whole.replace(b"\n# sha256", b"\n# SHA256")) is Author.CHANGED


@pytest.mark.parametrize(
    "text",
    [
        b'name=$(basename "$0")',
        b'exec "$0.d/x"',
        b'exec "${0}.d/x"',
        b'name="${0##*/}"',
        b"File.basename($PROGRAM_NAME)",
        b"name = sys.argv[0]",
    ],
    ids=str,
)
def test_some_hooks_look_at_their_name(text: bytes) -> None:
    """The commonest ways, in sh, Ruby and Python."""
    assert minds_its_name(text)
    assert not minds_its_name(b'cd "$(dirname "$0")"; sys.argv[1]; echo "$01"')
