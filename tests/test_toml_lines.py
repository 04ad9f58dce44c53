"""Where the keys of a TOML text stand."""

import time
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studytrack.config.toml_lines import key_lines


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("# a = 1\n# [b]\n", id="comments"),
        pytest.param("\n\r\n\t\n", id="blank lines"),
    ],
)
def test_nothing_to_find(text):
    """A text without keys has no lines."""
    assert key_lines(text) == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a = 1\nb = 2", {("a",): 1, ("b",): 2}, id="pairs"),
        pytest.param("a = 1\r\nb = 2\r\n", {("a",): 1, ("b",): 2}, id="CRLF"),
        pytest.param("\n[t] # [x]\n a=1", {("t",): 2, ("t", "a"): 3}, id="table"),
        pytest.param(
            "[ t . u ]\na=1", {("t",): 1, ("t", "u"): 1, ("t", "u", "a"): 2}, id="spaced header"
        ),
        pytest.param("[[t]]\na = 1", {("t",): 1, ("t", "a"): 2}, id="array of tables"),
        pytest.param("t . a = 1", {("t",): 1, ("t", "a"): 1}, id="dotted"),
        pytest.param(
            "[t]\n[t.u]\n[v.w]\n[v]",
            {("t",): 1, ("t", "u"): 2, ("v",): 3, ("v", "w"): 3},
            id="headers that name two",
        ),
        pytest.param("t = { a = 1 }\nb = 2", {("t",): 1, ("b",): 2}, id="inline table"),
        pytest.param('"\\u0061.b" = 1', {("a.b",): 1}, id="quoted"),
        pytest.param("'a = b' = 1", {("a = b",): 1}, id="literal"),
        pytest.param('a = """\nb = 1\n[t]\n"""\nc = 1', {("a",): 1, ("c",): 5}, id="long string"),
        pytest.param("a = '''\nb = 1'''''\nc = 1", {("a",): 1, ("c",): 3}, id="quotes at the end"),
        pytest.param('a = "# \\" ["\nb = 1', {("a",): 1, ("b",): 2}, id="marks in a string"),
        pytest.param(
            'a = [ # [\n "b = 1",\n [1],\n]\nc = 1', {("a",): 1, ("c",): 5}, id="array over lines"
        ),
    ],
)
def test_first_line_of_each_key(text, expected):
    """Each key is found where it is first named, and nothing else is taken for one."""
    assert tomllib.loads(text) is not None
    assert key_lines(text) == expected


@given(st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=5))
def test_any_key_is_found(values):
    """Keys and values of any characters are told apart."""

    def quoted(text: str) -> str:
        return '"' + "".join(f"\\U{ord(character):08x}" for character in text) + '"'

    text = "".join(f"{quoted(key)} = {quoted(value)}\n" for key, value in values.items())
    assert list(key_lines(text)) == [(key,) for key in values]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('a = "' + '\\"' * 30_000, id="open string"),
        pytest.param('a = """' + '""' * 30_000, id="open long string"),
        pytest.param("a" * 60_000, id="long word"),
        pytest.param("[" * 60_000, id="brackets"),
        pytest.param(" " * 60_000, id="blanks"),
    ],
)
def test_hostile_text_takes_linear_time(text):
    """A text made to wear the reader out is read in moments; quadratic time would be a minute."""
    started = time.process_time()
    key_lines(text)
    assert time.process_time() - started < 5
