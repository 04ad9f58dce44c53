"""Edits by place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studytrack.markdown.spans import Edit, Span, apply


@pytest.mark.parametrize(
    ("text", "edits"),
    [
        pytest.param("", [], id="nothing to edit"),
        pytest.param("\ufeffa\r\nb\r", [], id="no edits"),
        pytest.param("abc", [Edit(Span(1, 2), "b")], id="what stands there already"),
        pytest.param("abc", [Edit(Span(3, 3), "")], id="nothing put in"),
    ],
)
def test_nothing_changes(text, edits):
    """Edits that say what is there already leave the text as it is."""
    assert apply(text, edits) == text


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        pytest.param([Edit(Span(4, 5), "y"), Edit(Span(0, 1), "x")], "xbcdyf", id="any order"),
        pytest.param([Edit(Span(0, 2), "x"), Edit(Span(2, 4), "y")], "xyef", id="side by side"),
        pytest.param([Edit(Span(0, 2), "x"), Edit(Span(2, 2), "y")], "xycdef", id="put behind"),
        pytest.param([Edit(Span(6, 6), "!")], "abcdef!", id="at the end"),
    ],
)
def test_edits_are_made(edits, expected):
    """Each edit replaces its span and nothing else, in whatever order they come."""
    assert apply("abcdef", edits) == expected


@pytest.mark.parametrize(
    "edits",
    [
        pytest.param([Edit(Span(0, 3), ""), Edit(Span(2, 4), "")], id="overlap"),
        pytest.param([Edit(Span(0, 6), ""), Edit(Span(2, 4), "")], id="one within the other"),
        pytest.param([Edit(Span(2, 2), "a"), Edit(Span(2, 2), "b")], id="two at one place"),
        pytest.param([Edit(Span(2, 2), "a"), Edit(Span(2, 3), "b")], id="before a replacement"),
        pytest.param([Edit(Span(0, 7), "")], id="beyond the end"),
        pytest.param([Edit(Span(-1, 2), "")], id="before the start"),
        pytest.param([Edit(Span(3, 2), "")], id="backwards"),
    ],
)
def test_ambiguous_edits_are_refused(edits):
    """Where the result would depend on the order, or on luck, nothing is done."""
    with pytest.raises(ValueError, match=r"span|overlap"):
        apply("abcdef", edits)


@given(st.text(), st.lists(st.tuples(st.integers(0, 30), st.text(max_size=3)), max_size=6))
def test_only_the_spans_change(text, cuts):
    """What lies between the edits is found again, in the same order."""
    places = sorted({min(place, len(text)) for place, _ in cuts})
    pairs = list(zip(places[::2], places[1::2], strict=False))
    edits = [Edit(Span(*pair), new) for pair, (_, new) in zip(pairs, cuts, strict=False)]
    kept, at = "", 0
    for (start, end), new in edits:
        kept, at = kept + text[at:start] + new, end
    assert apply(text, reversed(edits)) == kept + text[at:]
