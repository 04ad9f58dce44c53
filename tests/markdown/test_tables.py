"""Tables agree with the Markdown library's own table rule, and with GitHub."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from markdown_it import MarkdownIt

from studytrack.markdown.blocks import read
from studytrack.markdown.rows import BLANKS
from studytrack.markdown.spans import Span
from studytrack.markdown.tables import tables
from tests.markdown.documents import CONTESTED, LINES, documents
from tests.markdown.library import library, library_in_githubs_order


def expected(parser: MarkdownIt, text: str) -> Iterator[list[object]]:
    """Each top-level table's lines, alignments, and rows as the library has them."""
    found: list[object] | None = None
    for token in parser.parse(text.removeprefix("\ufeff")):
        if token.type == "table_open" and token.level == 0:
            found = [token.map, []]
        elif found is not None and token.type == "table_close" and token.level == 0:
            yield found
            found = None
        elif found is not None and token.type == "tr_open":
            found.append((token.map[0], row := []))
        elif found is not None and token.type == "th_open":
            found[1].append(str(token.attrGet("style") or "").rpartition(":")[2] or None)
        elif found is not None and token.type == "inline":
            row.append(token.content)


def actual(text: str) -> Iterator[list[object]]:
    """The same of ours: excess cells dropped and missing ones empty, as GFM says."""
    for table in tables(read(text)):
        columns = range(len(table.header.cells))
        rows = [
            (row.line, [(table.value(row, at) or "").replace("\0", "\ufffd") for at in columns])
            for row in (table.header, *table.rows)
        ]
        yield [[table.first, table.last], list(table.alignments), *rows]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("| a |\n| b |\n", id="no delimiter row"),
        pytest.param("| a | b |\n|---|\n", id="too few delimiters"),
        pytest.param("| a |\n|---|---|\n", id="too many delimiters"),
        pytest.param("| a | b |\n|---||---|\n", id="empty delimiter"),
        pytest.param("a\n-\n", id="no pipe at all"),
        pytest.param("| a |\n|-a-|\n", id="letter in the delimiter row"),
        pytest.param("| a |\n\n|---|\n", id="blank between"),
        pytest.param("| a |\n|---|\xa0\n", id="odd blank behind the delimiter row"),
        pytest.param("    | a |\n    |---|\n", id="code"),
        pytest.param("```\n| a |\n|---|\n```\n", id="fence"),
        pytest.param("> | a |\n> |---|\n", id="quote"),
        pytest.param("- | a |\n  |---|\n", id="list"),
    ],
)
def test_no_tables(text):
    """What is not a table at the top level is not read, here or in the library."""
    assert list(actual(text)) == list(expected(library(), text)) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("```x|y\n--|--\n```\n", id="fence"),
        pytest.param("# a|b\n--|--\n", id="heading"),
        pytest.param("- a|b\n--|--\n", id="item"),
        pytest.param("> a|b\n--|--\n", id="quote"),
        pytest.param("<!-- a|b\n--|--\n-->\n", id="comment"),
        pytest.param("| a |\n---\n", id="underline"),
    ],
)
def test_other_blocks_go_first(text):
    """As on GitHub, a line that opens another block is no header, though the library has it so."""
    assert list(actual(text)) == list(expected(library_in_githubs_order(), text)) == []
    assert list(expected(library(), text))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("| a |\n|---|", id="one column, no rows, no final newline"),
        pytest.param("a |\n:-\nb\n", id="one column without outer pipes"),
        pytest.param("| | |\n|-|-|\n| | |\n", id="empty header and row"),
        pytest.param("|a|b|\n|:-|-:|\n|1|\n|1|2|3|\n1\n|\n||\n", id="ragged rows"),
        pytest.param("a | b\n:-: | -\n1 | 2\n", id="no outer pipes"),
        pytest.param("   | a |\n  |---|\n | b |\n", id="indented"),
        pytest.param("|\ta\t|\tb |\t\n|\t-|-\t|\t\n\t| code |\n", id="tabs"),
        pytest.param("|a|b|\n|-|-|\n|`x \\| y`|z|\n|x\\\\|y|z|\n|x\\|", id="escaped pipes"),
        pytest.param("text\n| a |\n|---|\n| b |\ntext\n\ntext", id="within a paragraph"),
        pytest.param("|a|b|\n|-|-|\n|1|2|\n|-|-|\n", id="a second delimiter row is a row"),
        pytest.param("|a|\n|-|\n|1|\n# h\n|a|\n|-|\n- i\n2. j\n", id="ended by other blocks"),
        pytest.param("|a|\n|-|\n2. x\n|b|\n|-|\n", id="a list that could not end a paragraph"),
        pytest.param("|a|\n|-|\n    x\n|b|\n|-|\n", id="code that could not end a paragraph"),
        pytest.param("- i\na|b\n  -|-\n", id="behind a lazy item"),
        pytest.param("[a]: /u\n'b|c\n-|-\nd'\n", id="behind a link definition"),
        pytest.param("\ufeff|a|\r\n|-|\r|1|\n", id="BOM and mixed endings"),
        pytest.param("| a\u2028b |\n|---|\n| \0 |\n| \x1cc\x85 |\n", id="odd characters"),
        pytest.param("| \u3000状态\u3000 |\xa0\n|---|\n", id="wide and fixed blanks"),
    ],
)
def test_agrees_with_the_library(text):
    """Lines, alignments and cells are the library's."""
    assert list(actual(text)) == list(expected(library(), text)) != []


@given(documents([line for line in LINES if line != "---"]))
@settings(max_examples=200)
def test_always_agrees_with_the_library(text):
    """Any document without contested lines and underlines has the library's own tables."""
    assert list(actual(text)) == list(expected(library(), text))


@given(documents(LINES + CONTESTED * 3))
@settings(max_examples=200)
def test_always_agrees_in_githubs_order(text):
    """Any document has the tables of the library's rule where other blocks go before it."""
    assume(not text.removeprefix("\ufeff").startswith("---"))
    assert list(actual(text)) == list(expected(library_in_githubs_order(), text))


@given(documents(LINES))
def test_cells_stand_where_they_say(text):
    """Between a row's cells there is a pipe, and around each content there are blanks only."""
    for table in tables(read(text)):
        for row in (table.header, *table.rows):
            for left, right in pairwise(row.cells):
                assert text[left.span.end : right.span.start] == "|"
            for cell in row.cells:
                before, after = (
                    (cell.span.start, cell.content.start),
                    (cell.content.end, cell.span.end),
                )
                assert not (Span(*before).of(text) + Span(*after).of(text)).strip(BLANKS)
                assert cell.content.of(text) == cell.content.of(text).strip(BLANKS)
