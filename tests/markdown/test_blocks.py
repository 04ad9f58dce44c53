"""Which lines are what."""

import re
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings

from studytrack.markdown.blocks import read, split_lines
from studytrack.markdown.rows import BLANKS
from tests.markdown.documents import CONTESTED, LINES, documents
from tests.markdown.library import library_in_githubs_order


def kinds(text):
    return [(block.kind, block.level, block.first, block.last) for block in read(text).blocks]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("```\n| a |\n|---|\n```\n", id="fence"),
        pytest.param("~~~ x\n\n# a\n", id="unclosed fence"),
        pytest.param("    | a |\n    |---|\n", id="indented code"),
        pytest.param("> <!-- a -->\n", id="quoted comment"),
        pytest.param("> | a |\n> |---|\n> # b\n> - c\n", id="quote"),
        pytest.param("***\n", id="thematic break"),
        pytest.param("---\ntitle: x\n\nlist:\n- a\n---\n", id="YAML front matter"),
        pytest.param("\ufeff---\r\n# note\r\nid: 3.4\r\n---", id="YAML with BOM and CRLF"),
        pytest.param("+++\n| a |\n|---|\n+++\n", id="TOML front matter"),
    ],
)
def test_look_alikes_are_other(text):
    """What only looks like a table, a heading or an item is one block of no interest."""
    assert [kind for kind, *_ in kinds(text)] == ["other"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<!--\n| a |\n\n|---|\n-->\n", id="comment"),
        pytest.param("<div>\n| a |\n|---|\n</div>\n", id="tags"),
    ],
)
def test_html_is_one_block(text):
    """Whatever stands in HTML is a part of it."""
    assert [kind for kind, *_ in kinds(text)] == ["html"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", [], id="empty"),
        pytest.param("\ufeff", [], id="BOM alone"),
        pytest.param(" \n\t", [], id="blank"),
        pytest.param("\ufeff# a\n", [("heading", 1, 0, 1)], id="heading behind a BOM"),
        pytest.param("a\nb\n===\n", [("heading", 1, 0, 3)], id="setext"),
        pytest.param("a\rb\r\rc", [("paragraph", 0, 0, 2), ("paragraph", 0, 3, 4)], id="CR only"),
        pytest.param("a\u2028# b\n", [("paragraph", 0, 0, 1)], id="U+2028 ends no line"),
        pytest.param(
            "- a\n  - b\n\n  c\n",
            [("item", 1, 0, 1), ("item", 2, 1, 2), ("item", 1, 3, 4)],
            id="nested items",
        ),
        pytest.param(
            "- > q\n- ```\n  x\n  ```\n- # h\n- | a |\n  |---|\n",
            [("other", 0, 0, 1), ("other", 0, 1, 4), ("other", 0, 4, 5), ("other", 0, 5, 7)],
            id="no paragraphs in items",
        ),
        pytest.param(
            "- <!-- a -->\n\n  <b>\n",
            [("other", 0, 0, 1), ("other", 0, 2, 3)],
            id="HTML in an item",
        ),
        pytest.param(
            "> - q\n\n- a\n", [("other", 0, 0, 1), ("item", 1, 2, 3)], id="items behind a quote"
        ),
        pytest.param(
            "---\n\n# Plan\n\n| a |\n|---|\n\n---\n",
            [("other", 0, 0, 1), ("heading", 1, 2, 3), ("table", 0, 4, 6), ("other", 0, 7, 8)],
            id="a break first, and no front matter",
        ),
        pytest.param(
            "---\na: 1\n---\n| a |\n|---|",
            [("other", 0, 0, 3), ("table", 0, 3, 5)],
            id="a table right behind front matter",
        ),
        pytest.param("text\n| a |\n|---|\n| b |", [
            ("paragraph", 0, 0, 1), ("table", 0, 1, 4)], id="a table ends a paragraph"),
        pytest.param("| a |\n|---|\n- b\n", [
            ("table", 0, 0, 2), ("item", 1, 2, 3)], id="a list ends a table"),
    ],
)  # fmt: skip
def test_blocks(text, expected):
    """Headings, paragraphs, items and tables are found with their lines."""
    assert kinds(text) == expected


@pytest.mark.parametrize(
    ("text", "starts", "whole"),
    [
        pytest.param("## 阶段一 ##  \n", "阶段一", "阶段一", id="closed heading"),
        pytest.param("#\n", "", "", id="empty heading"),
        pytest.param("  #\ta#b\n", "a#b", "a#b", id="heading with tab"),
        pytest.param("a \r\n b\r\n---\r\n", "a", "a \r\n b", id="setext"),
        pytest.param("\ufeff a  \n", "a", "a", id="paragraph"),
        pytest.param("- [ ] a  \n", "[ ] a", "[ ] a", id="item"),
        pytest.param("1.\t- \0b\nc \n", "\0b", "\0b\nc", id="item in an item, with NUL"),
        pytest.param("- a\n\n  b\n", "a", "a", id="first paragraph of an item"),
        pytest.param("- \xa0\n  a\n  \xa0\n", "a", "a", id="lines of odd blanks"),
        pytest.param("\xa0\na\nb\n\xa0\n---\n", "a", "a\nb", id="the same in a heading"),
        pytest.param("- \xa0\n", "", "", id="nothing but odd blanks"),
    ],
)
def test_contents(text, starts, whole):
    """A block's content is its text without bullets, marks, indentation and underline."""
    block = read(text).blocks[0]
    assert (block.starts.of(text), block.text_span.of(text)) == (starts, whole)


@given(documents(LINES + CONTESTED))
@settings(max_examples=150)
def test_lines_are_complete(text):
    """Lines and what stands between them are the whole text, and only endings are between."""
    lines = split_lines(text)
    between = [
        text[end:start]
        for end, start in zip(
            [0, *(line.end for line in lines)], [*(line.start for line in lines), len(text)],
            strict=True,
        )
    ]  # fmt: skip
    assert between[0] in {"", "\ufeff"}
    assert all(re.fullmatch(r"\r\n|\r|\n", ending) for ending in between[1:-1])
    assert between[-1] in {"", "\r\n", "\r", "\n", "\ufeff"}


@given(documents(LINES))
@settings(max_examples=150)
def test_headings_agree_with_the_library(text):
    """Headings at the top level are the library's, with the same text."""
    document = read(text)
    assume(not text.removeprefix("\ufeff").startswith("---"))
    tokens = library_in_githubs_order().parse(text.removeprefix("\ufeff"))
    expected = [
        (int(token.tag[1]), token.map, inline.content.replace("\ufffd", "\0"))
        for token, inline in pairwise(tokens)
        if token.type == "heading_open" and token.level == 0
    ]
    found = [
        (block.level, [block.first, block.last], re.sub(r"\r\n?", "\n", block.text_span.of(text)))
        for block in document.blocks
        if block.kind == "heading"
    ]
    assert found == expected


@given(documents(LINES))
def test_contents_agree_with_the_library(text):
    """Paragraphs and items have the library's content, indentation and line endings aside."""
    assume(not text.removeprefix("\ufeff").startswith("---"))
    tokens = library_in_githubs_order().parse(text.removeprefix("\ufeff"))
    contents = {
        token.map[0]: inline.content.replace("\ufffd", "\0").split("\n")
        for token, inline in pairwise(tokens)
        if token.type == "paragraph_open"
    }
    for block in read(text).blocks:
        if block.kind in {"paragraph", "item"}:
            lines = re.split(r"\r\n|\r|\n", block.text_span.of(text))
            assert [line.strip(BLANKS) for line in lines] == [
                line.strip(BLANKS) for line in contents[block.first]
            ]
            assert block.starts.of(text) == lines[0].rstrip(BLANKS)


def test_line_at():
    """An offset belongs to the line whose text or ending it is in."""
    document = read("\ufeffa\r\nb\n")
    assert [document.line_at(offset) for offset in range(7)] == [0, 0, 0, 0, 1, 1, 1]
    assert document.line(1) == "b"
