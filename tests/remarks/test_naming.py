"""What questions go by, and which one an answer means; on records alone."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studytrack.fold.effect import Entry
from studytrack.records import Answer, Question, Source
from studytrack.remarks.asking import asked

DAY = date(2026, 3, 2)
ONE, TWO, NEAR = "a" * 40, "b" * 40, "a" * 9 + "c" * 31


def question(commit: str | None, text: str = "why?", **where: str | int | None) -> Entry:
    """A question of a commit; of a note where there is a path."""
    path, nth = where.get("path"), where.get("nth", 1)
    source = Source(commit, path, "Ann <ann@example.org>", "1 +0800", text)
    return Entry(
        Question("1.1", source, DAY, text, nth), where.get("undone_by"), name=where.get("name", "")
    )


def answer(name: str, text: str = "since", commit: str = "d" * 40) -> Entry:
    """What a trailer answers."""
    return Entry(Answer(name, Source(commit, None, "", "", f"Study-Answer: {name}"), DAY, text))


def names(*entries: Entry) -> list[str | None]:
    """What the questions are called."""
    return [one.name for one in asked(entries).questions]


def answered(*entries: Entry) -> list[str]:
    """The questions that something answers, and the reasons of problems."""
    found = asked(entries)
    reasons = [str(one.values["reason"]) for one in found.findings]
    return [one.text for one in found.questions if not one.open] + reasons


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        pytest.param([question(ONE)], ["a" * 7], id="one"),
        pytest.param(
            [question(ONE), question(ONE, "how?", nth=2)], ["a" * 7, "a" * 7 + ".2"], id="two"
        ),
        pytest.param([question(ONE), question(NEAR)], ["a" * 10, "a" * 9 + "c"], id="alike"),
        pytest.param([question(ONE), question(TWO)], ["a" * 7, "b" * 7], id="two commits"),
        pytest.param([question(None)], [None], id="not committed"),
        pytest.param(
            [question(ONE), question(ONE, "how?", path="n.md", nth=3)],
            ["a" * 7, "a" * 7 + ".4"],
            id="others of the note are gone",
        ),
        pytest.param([question(ONE, nth=3)], ["a" * 7 + ".3"], id="others cannot be read"),
        pytest.param(
            [question(ONE, name=TWO), question(ONE, "how?", name="c" * 40)],
            ["a" * 7, "a" * 7 + ".2"],
            id="two squashed commits",
        ),
        pytest.param(
            [question(ONE, path="n.md"), question(ONE, path="m.md")],
            ["a" * 7, "a" * 7 + ".2"],
            id="two notes",
        ),
        pytest.param(
            [question(ONE, undone_by=TWO), question(ONE, "how?", nth=2)],
            ["a" * 7 + ".2"],
            id="one left",
        ),
    ],
)
def test_names(entries, expected):
    """A commit's short id, longer where two begin alike; a number behind the first."""
    assert names(*entries) == expected


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        pytest.param([question(ONE), answer("a" * 7)], ["why?"], id="short"),
        pytest.param([question(ONE), answer(ONE)], ["why?"], id="whole"),
        pytest.param([question(ONE), answer("a" * 7 + ".1")], ["why?"], id="first"),
        pytest.param(
            [question(ONE), question(ONE, "how?", nth=2), answer("a" * 7 + ".2")],
            ["how?"],
            id="second",
        ),
        pytest.param([answer("a" * 7), question(ONE)], ["why?"], id="before it"),
        pytest.param([question(ONE), answer("b" * 7)], ["question-none"], id="nobody asked"),
        pytest.param([question(ONE), answer("a" * 7 + ".2")], ["question-none"], id="no second"),
        pytest.param(
            [question(ONE), question(NEAR), answer("a" * 9)], ["question-several"], id="either"
        ),
        pytest.param([question(ONE, undone_by=TWO), answer("a" * 7)], [], id="taken back"),
        pytest.param(
            [question(ONE), answer("b" * 7), answer("a" * 7)], ["why?"], id="put right later"
        ),
        pytest.param(
            [question(ONE), answer("b" * 7), answer("a" * 7, "so")],
            ["why?", "question-none"],
            id="something else said later",
        ),
        pytest.param(
            [question(ONE), question(TWO, undone_by=ONE), answer("b" * 7)], ["why?"], id="a copy"
        ),
        pytest.param(
            [question(ONE, name=TWO), answer("b" * 7), answer("a" * 7, "so")],
            ["why?"],
            id="as it was called before a squash",
        ),
        pytest.param(
            [
                question(ONE, name=TWO),
                question(ONE, "how?", name=NEAR),
                question(ONE, "when?", name=NEAR, nth=2),
                answer("a" * 9 + "c.2"),
            ],
            ["when?"],
            id="the second of a squashed commit",
        ),
    ],
)
def test_answers(entries, expected):
    """An answer means the question of its name, under whatever id that ever had."""
    assert answered(*entries) == expected


def test_what_may_be_meant_is_told():
    """First what is spelt alike, else what the same commit asks, else nothing."""
    entries = [question("abcdef0" + "1" * 33), question("d" * 40, "how?")]
    said = [answer(name, name) for name in ("abcdef1", "9999999")]
    found = asked([*entries, *said, answer("9999998", "x", "c" * 40)])
    assert [one.values["near"] for one in found.findings] == ["abcdef0", "d" * 7, ""]


ids = st.text("ab", min_size=40, max_size=40)


@given(st.lists(st.tuples(ids, st.integers(1, 3), st.sampled_from([None, "n.md"])), max_size=12))
def test_every_name_means_its_question(given_ids):
    """Whatever commits ask, each question's name is its own, and answers it alone."""
    entries = [
        question(commit, str(place), path=path, nth=nth)
        for place, (commit, nth, path) in enumerate(given_ids)
    ]
    for place, name in enumerate(names(*entries)):
        assert len(name.partition(".")[0]) >= 7
        found = asked([*entries, answer(name)])
        open_now = {one.text for one in found.questions if one.open}
        same = {str(at) for at, other in enumerate(names(*entries)) if other == name}
        assert {one.text for one in found.questions} - open_now <= same
        assert str(place) in same
        assert not found.findings


@given(st.lists(st.tuples(ids, st.booleans())), st.text("abc.1290", max_size=44))
def test_no_answer_raises(given_ids, name):
    """Whatever an answer calls it."""
    entries = [question(one, undone_by=ONE if gone else None) for one, gone in given_ids]
    try:
        asked([*entries, answer(name)])
    except ValueError:
        assert not name.partition(".")[2].isdigit()  # the trailer's reader lets none of it by
