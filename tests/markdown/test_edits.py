"""Edits that would change more than they should are not made."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studytrack.markdown.blocks import read
from studytrack.markdown.edits import EditRefused, replace
from studytrack.markdown.spans import Edit, Span, apply
from studytrack.markdown.tables import tables
from tests.markdown.documents import CONTESTED, LINES, documents

TEXT = "# Plan\n\n| a | b |\n|---|---|\n| c | d |\ne | f\n\ntotal: 5\n"


def at(part: str) -> Span:
    """The place of a part of the text."""
    return Span(TEXT.index(part), TEXT.index(part) + len(part))


@given(documents(LINES + CONTESTED))
def test_no_edit_no_change(text):
    """Without edits, and with edits that put back what is there, the text stays as it is."""
    document = read(text)
    cells = [cell for table in tables(document) for row in table.rows for cell in row.cells]
    same = [Edit(cell.span, cell.span.of(text)) for cell in cells]
    assert replace(document, []) == replace(document, same) == text


@pytest.mark.parametrize(
    ("part", "new"),
    [
        pytest.param(" d ", " x \\| y ", id="escaped pipe"),
        pytest.param(" c ", "", id="cell emptied between pipes"),
        pytest.param("5", "6|7", id="pipe in a paragraph"),
        pytest.param("Plan", "计划", id="heading"),
        pytest.param("f", "x\u2028y", id="what only looks like a newline"),
    ],
)
def test_edits_within_a_cell_or_a_line(part, new):
    """An edit that leaves the structure alone is made."""
    edit = Edit(at(part), new)
    assert replace(read(TEXT), [edit]) == apply(TEXT, [edit])


@pytest.mark.parametrize(
    ("part", "new", "why"),
    [
        pytest.param(" d ", " x | y ", "line 5: .* from 2 to 3 cells", id="pipe"),
        pytest.param(" c ", " \\", "line 5: .* from 2 to 1 cells", id="pipe swallowed"),
        pytest.param("e", "", "line 6: .* from 2 to 1 cells", id="emptied without a pipe"),
        pytest.param(" d ", " x\ny ", "line 5: .* line breaks", id="newline"),
        pytest.param(" d ", " x\ry ", "line 5: .* line breaks", id="carriage return"),
        pytest.param(" |\ne", "\r\n|e", "line 5: .* line breaks", id="another newline"),
        pytest.param("\n| c | d |", "", "line 4: .* line breaks", id="row taken out"),
        pytest.param("e", "- e", "line 3: .* table", id="row becoming an item"),
        pytest.param(" a ", " a | a ", "line 3: .* table", id="header"),
        pytest.param("|---|---|", "|---|", "line 3: .* table", id="delimiter row"),
        pytest.param("total", "# total", "line 8: .* paragraph here a heading", id="heading"),
        pytest.param("# Plan", "```", "line 1: .* heading here a other", id="fence"),
        pytest.param("total: 5", "", "blocks at the document's end", id="paragraph lost"),
    ],
)
def test_refused(part, new, why):
    """An edit that makes other lines, cells or blocks is refused, with its place and cause."""
    with pytest.raises(EditRefused, match=why):
        replace(read(TEXT), [Edit(at(part), new)])


def test_overlap_is_refused():
    """Two edits of the same place are refused as any unsafe edit."""
    with pytest.raises(EditRefused, match="overlap"):
        replace(read(TEXT), [Edit(at("total: 5"), "x"), Edit(at("5"), "6")])


@given(documents(LINES + CONTESTED), st.data())
@settings(max_examples=200)
def test_made_or_refused(text, data):
    """Whatever is put into a cell, the rows' cells are as many as before, or nothing is done."""
    text = "| a | b |\n|---|---|\n| c | d |\ne | f\n" + text
    document = read(text)
    cells = [cell for table in tables(document) for row in table.rows for cell in row.cells]
    cell = data.draw(st.sampled_from(cells))
    new = data.draw(st.text(alphabet="|\\\n\r #->`a", max_size=4))
    try:
        after = replace(document, [Edit(cell.span, new)])
    except EditRefused:
        return
    assert shape(after) == shape(text)


def shape(text):
    """The tables' lines and how many cells each has."""
    rows = [row for table in tables(read(text)) for row in (table.header, *table.rows)]
    return [(row.line, len(row.cells)) for row in rows]
