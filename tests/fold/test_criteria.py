"""Completion criteria by their words: which one is meant, and what the records make of it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from studytrack.fold.criteria import CriterionName, confirmations, criterion_of
from studytrack.fold.effect import Entry
from studytrack.records import Criterion, Done, Source
from studytrack.trailers.message import Trailer
from studytrack.trailers.values import read
from studytrack.trailers.vocabulary import Vocabulary
from studytrack.wording import compared, without_signs

STATED = [
    "理解Req、Batch、Context等核心数据结构",
    "能够解释prefill和decode的区别",
    "能够解释prefill",
    "Can explain **KV caches**.",
]
DAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        pytest.param("能够解释prefill和decode的区别", STATED[1], id="whole"),
        pytest.param("理解", STATED[0], id="unique prefix"),
        pytest.param("能够解释prefill", STATED[2], id="whole beats prefix"),
        pytest.param("能够解释 prefill 和", STATED[1], id="blanks do not matter"),
        pytest.param("理解Ｒｅｑ", STATED[0], id="nor does width"),
        pytest.param("can EXPLAIN kv caches", STATED[3], id="nor do case, markup and the end"),
        pytest.param("- [x] ✓ **can** explain", STATED[3], id="nor what stands before"),
        pytest.param("能够", None, id="several"),
        pytest.param("explain KV caches", None, id="not the beginning"),
        pytest.param("", None, id="nothing"),
        pytest.param("**", None, id="nothing but markup"),
    ],
)
def test_which_is_meant(words: str, meant: str | None) -> None:
    """The criterion with these words, else the only one that begins so."""
    assert criterion_of(STATED, words).text == meant
    assert criterion_of(STATED[::-1], words).text == meant


def test_near_ones_are_named() -> None:
    """Those that begin so, those that look alike, or a few of what there is."""
    assert criterion_of(STATED, "能够").near == (STATED[2], STATED[1])
    assert criterion_of(STATED, "explain KV caches").near == (STATED[3],)
    assert criterion_of(STATED, "xyz").near == tuple(STATED[:3])
    assert criterion_of([], "x").near == ()


@pytest.mark.parametrize(
    ("text", "shown"),
    [("✓ a", "a"), ("☑️  a ✅", "a"), ("C++", "C++"), ("≥ 90%", "≥ 90%"), ("◻ a", "a"), ("✓", "")],
    ids=str,
)
def test_signs(text: str, shown: str) -> None:
    """Signs around the words are those of a list, not words."""
    assert without_signs(text) == shown


def entry(text: str, undone_by: str | None = None, on: date | None = DAY) -> Entry:
    """A record of the second phase."""
    source = Source("c" * 40, text=f"Study-Criterion: 2 {text}")
    return Entry(Criterion(2, source, on, text), undone_by)


@pytest.mark.parametrize(
    ("entries", "ticked", "met", "on"),
    [
        pytest.param([entry("理解")], (), True, DAY, id="recorded"),
        pytest.param([entry("理解", "d" * 40)], (), False, None, id="taken back"),
        pytest.param([entry("理解", "d" * 40), entry("理解Req")], (), True, DAY, id="twice"),
        pytest.param(
            [entry("理解", "d" * 40)], [(2, compared(STATED[0]))], True, None, id="by hand"
        ),
        pytest.param([entry("理解", on=None)], (), True, None, id="no day"),
    ],
)
def test_what_records_confirm(
    entries: list[Entry], ticked: list[CriterionName], met: bool, on: date | None
) -> None:
    """A criterion is met by any record that counts, or by what was ticked before."""
    found, problems = confirmations(entries, {2: STATED}, ticked)
    assert problems == ()
    assert {name: (one.met, one.on) for name, one in found.items()} == {
        (2, compared(STATED[0])): (met, on)
    }
    assert len(next(iter(found.values())).behind) == len(entries)


@pytest.mark.parametrize(
    ("text", "stated", "reason"),
    [
        pytest.param("能够", STATED, "criterion-several", id="several"),
        pytest.param("xyz", STATED, "criterion-none", id="none"),
        pytest.param("xyz", [], "criterion-unstated", id="none stated"),
    ],
)
def test_what_records_do_not_confirm(text: str, stated: list[str], reason: str) -> None:
    """Each that counts is a problem of its commit; what is taken back is settled."""
    other = Entry(Done("1.1", Source("d" * 40), DAY))
    found, problems = confirmations([entry(text), entry(text, "d" * 40), other], {2: stated})
    assert found == {}
    (problem,) = problems
    assert (problem.code, problem.values["reason"]) == ("criterion-unknown", reason)
    assert (problem.commit, problem.phase) == ("c" * 40, 2)


@given(st.text(st.sampled_from("ab 12解.,:：-*`[]()✓"), min_size=1, max_size=20))
def test_the_trailer_of_a_criterion_confirms_it(words: str) -> None:
    """What ``check`` proposes works, whatever the words are, if they do not begin with a comma."""
    text = without_signs(" ".join(words.split()))
    assume(compared(text) and text[0] not in ".,:：-")
    trailer = Trailer("Study-Criterion", f"2 {text}", f"Study-Criterion: 2 {text}")
    vocabulary = Vocabulary(tasks={"2.1": 2}, phases=frozenset({2}), verbs={}, phase_words=())
    (record,) = read(trailer, vocabulary, Source("c" * 40), DAY).records
    assert isinstance(record, Criterion)
    assert criterion_of(["zz", text], record.text).text == text
