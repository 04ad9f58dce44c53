"""Inline Markdown as a reader sees it."""

import re
from collections.abc import Iterator
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from studytrack.markdown.inline import link, links, plain
from studytrack.markdown.rows import BLANKS


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "3.4 KV缓存管理分析",
        "2 * 3 ** 4",
        "cached_len/max_device_len",
        "预计2~3小时，实际4~5小时",
        "[ ] open",
        "[x] done",
        "[text][reference]",
        "[a](b c)",
        "a < b > c & d",
        "<your name>",
        "<YYYY-MM-DD>",
        "`unclosed",
        "**unclosed",
        "a\\b",
        "&nosuchentity",
        "实际______小时",
    ],
)
def test_text_stays(raw):
    """What only looks like a mark is text."""
    assert plain(raw) == raw


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param("*a* **b** ***c*** _d_ __e__", "a b c d e", id="emphasis"),
        pytest.param("**a*b**", "a*b", id="mark within emphasis"),
        pytest.param("**状态：**进行中", "状态：进行中", id="punctuation before the mark"),
        pytest.param("~~old~~ new", "old new", id="strikethrough"),
        pytest.param("`a * b` ``c ` d`` `` ` ``", "a * b c ` d `", id="code"),
        pytest.param("\\*a\\* \\`b\\`", "*a* `b`", id="escapes"),
        pytest.param("[a *b*](c)", "a b", id="link"),
        pytest.param("![alt](src 'title')", "alt", id="image"),
        pytest.param("[![alt](img)](target)", "alt", id="linked image"),
        pytest.param("a<br>b<br/>c<BR />d\r\ne", "a b c d e", id="breaks"),
        pytest.param('<span style="color: red">a</span> <b>b</b>', "a b", id="tags"),
        pytest.param("a<!-- b -->c", "ac", id="comment"),
        pytest.param("<https://example.org> <a@b.org>", "https://example.org a@b.org", id="auto"),
        pytest.param("R&amp;D &#x41;&nbsp;", "R&D A", id="entities"),
        pytest.param("🟢 **已完成**", "🟢 已完成", id="status"),
    ],
)
def test_plain(raw, expected):
    """Marks go, their text stays."""
    assert plain(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param("none [x] [y][z] ![i](j) `[c](d)` \\[e](f)", [], id="no links"),
        pytest.param("笔记见 [2.1](./a.md)。", [("2.1", "./a.md", "[2.1](./a.md)")], id="one"),
        pytest.param("[a](<b c>)", [("a", "b c", "[a](<b c>)")], id="pointed destination"),
        pytest.param("[a](b%20%E4%B8%AD)", [("a", "b 中", "[a](b%20%E4%B8%AD)")], id="percent"),
        pytest.param("[a](b_(c).md)", [("a", "b_(c).md", "[a](b_(c).md)")], id="parentheses"),
        pytest.param("[a](b\\)c)", [("a", "b)c", "[a](b\\)c)")], id="escape"),
        pytest.param("[a](b&amp;c)", [("a", "b&c", "[a](b&amp;c)")], id="entity"),
        pytest.param('[a]( b "t" )', [("a", "b", '[a]( b "t" )')], id="title"),
        pytest.param("[a]()", [("a", "", "[a]()")], id="no destination"),
        pytest.param("[**a** `b`](c)", [("a b", "c", "[**a** `b`](c)")], id="marks in the label"),
        pytest.param("[a [b](c) d](e)", [("b", "c", "[b](c)")], id="no link in a link"),
        pytest.param("[![a](b)](c)", [("a", "c", "[![a](b)](c)")], id="image in a link"),
        pytest.param("[a](b)[c](d)", [("a", "b", "[a](b)"), ("c", "d", "[c](d)")], id="two"),
    ],
)
def test_links(raw, expected):
    """Inline links are found with their label, target and place."""
    found = [(one.label, one.target, one.span.of(raw)) for one in links(raw)]
    assert found == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        pytest.param("./phase3/3.4-kv-cache.md", "./phase3/3.4-kv-cache.md", id="plain"),
        pytest.param("笔记/缓存.md", "笔记/缓存.md", id="not ASCII"),
        pytest.param("a b(c).md", "a%20b%28c%29.md", id="blank and parentheses"),
        pytest.param("a|<b>\\\n.md", "a%7C%3Cb%3E%5C%0A.md", id="marks and controls"),
        pytest.param("\u3000.md", "\u3000.md", id="wide blank"),
        pytest.param("C#.md", "C%23.md", id="fragment"),
        pytest.param("100%25.md", "100%2525.md", id="percent"),
        pytest.param("a\udcff.md", "a%FF.md", id="not UTF-8"),
    ],
)
def test_link(path, expected):
    """A path is written so that it reads back as itself."""
    assert link("3.4", path) == f"[3.4]({expected})"
    assert links(link("3.4", path))[0].path == path


@pytest.mark.parametrize("behind", ["", "#what?", "?raw#x", "#%23"])
def test_path_is_without_query_and_fragment(behind):
    """What stands behind a path is no part of it, whatever the path itself has encoded."""
    (found,) = links(f"[3.4](./a%23b%3Fc.md{behind})")
    assert found.path == "./a#b?c.md"


MARKED = st.text(alphabet="ab|[]()<>\\`*_~!&;%# \n'\"中", max_size=12)


@pytest.mark.parametrize("label", ["", "3.4", "kv_cache", "__init__", "*a*", "[x]", "a\\", "&lt;"])
def test_label(label):
    """A label is written so that it reads back as itself."""
    assert links(link(label, "a.md"))[0].label == label


@given(st.text(max_size=12) | MARKED, st.text(max_size=12) | MARKED)
@settings(max_examples=200)
def test_link_round_trip(label, path):
    """A link of any label to any path reads back as both, in the middle of a cell's text."""
    raw = f"see {link(label, path)} `[(<"
    (found,) = links(raw)
    assert found.label == re.sub(r"[\r\n]+", " ", label).strip(BLANKS)
    assert found.target == found.path == path
    assert found.span.of(raw) == link(label, path)


def library_text(tokens: list[Token]) -> Iterator[str]:
    """The text that the library's inline tokens show."""
    for token in tokens:
        if token.type == "image":
            yield from library_text(token.children or [])
        else:
            yield " " if token.type.endswith("break") else token.content


@given(
    st.sampled_from(["ab *", "a _", "ab` ", "ab[]()!` "]).flatmap(
        lambda alphabet: st.text(alphabet, max_size=16)
    )
)
@settings(max_examples=200)
def test_agrees_with_the_library(raw):
    """Where marks stand by letters and blanks only, the text is the library's."""
    raw = f"x{raw}x"
    (paragraph,) = MarkdownIt("commonmark").parseInline(raw)
    assert plain(raw) == "".join(library_text(paragraph.children or []))


SLOW = (
    "*a |**|_a|*_|a**b*c_|~~a|[|](|[](|![](|[a](<|[a](b(|[a](b \"|[a](b '|[a](b (|`|` ``|<|<!--|<a"
)
SLOW += "|<a:|&amp|\\|\n|a@"


@pytest.mark.parametrize("part", SLOW.split("|"))
@pytest.mark.parametrize("middle", ["`" + " " * 99_000, "a"], ids=["blanks", "more"])
def test_linear(part, middle):
    """100,000 characters made to be slow take a moment of work; in quadratic time, minutes."""
    raw = (part * 100_000)[: 100_000 - len(middle)] + middle
    began = process_time()
    plain(raw)
    links(raw)
    assert process_time() - began < 5
