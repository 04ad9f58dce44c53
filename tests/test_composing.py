"""Trailers are composed so that they read back as what was meant, or not at all."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studytrack.records import Source
from studytrack.trailers import values
from studytrack.trailers.composing import composed, meant
from studytrack.trailers.drafting import clipped_subject, drafted, extended, is_sound, told
from studytrack.trailers.message import Trailer
from studytrack.trailers.sayings import (
    Answering,
    Asking,
    Confirming,
    Doing,
    Noting,
    Referring,
    Spending,
    Voiding,
)
from studytrack.trailers.vocabulary import Verb, Vocabulary, clean

WORDS = Vocabulary(
    tasks={"3.4": 3, "3.5": 3, "Jack": 1, "Jack plane": 1},
    phases=frozenset({1, 3}),
    titles={"3.4": "KV cache", "3.5": "Eviction", "Jack": "Jack", "Jack plane": "Jack plane"},
)
DAY = date(2026, 3, 2)
DONE = Trailer("Study-Task", "3.4 done")


@pytest.mark.parametrize(
    "saying",
    [
        Doing(Verb.SKIP, ("3.4",)),
        Doing(Verb.DONE, ("9.9",)),
        Doing(Verb.DONE, ("3.4", "3.5"), timedelta(hours=1)),
        Doing(Verb.DONE, ("3.4",), timedelta()),
        Doing(Verb.DONE, ("3.4",), text="a\x01b"),
        Spending(9, timedelta(hours=1)),
        Spending("3.4", timedelta(hours=20_000)),
        Noting("3.4", ""),
        Noting("3.4", " \n "),
        Noting("3.4", ": begins like the end of a name"),
        Referring("3.4", "https://example.org/a b"),
        Answering("nobody", "because"),
        Confirming(2, "words"),
        Voiding("HEAD"),
    ],
    ids=repr,
)
def test_what_would_be_read_otherwise_is_not_composed(saying):
    """No trailer is better than one that says something else."""
    assert composed(saying, WORDS) is None


@pytest.mark.parametrize(
    ("saying", "text"),
    [
        (Doing(Verb.START, ("3.4", "3.5")), "Study-Task: 3.4, 3.5 start"),
        (
            Doing(Verb.DONE, ("3.4",), timedelta(minutes=150), DAY, "it clicks"),
            "Study-Task: 3.4 done 2h30m 2026-03-02: it clicks",
        ),
        (Doing(Verb.DONE, ("3.4",), text="2h"), "Study-Task: 3.4 done: 2h"),
        (Doing(Verb.DONE, ("3.4",), text="Study-Note: x"), "Study-Task: 3.4 done: Study-Note: x"),
        (Doing(Verb.REOPEN, ("Jack plane",), text="why"), "Study-Task: Jack plane reopen: why"),
        (Doing(Verb.SKIP, ("3.4",), text="no\n\ntime"), "Study-Task: 3.4 skip: no time"),
        (Spending("3.4", timedelta(minutes=45), DAY), "Study-Time: 3.4 45m 2026-03-02"),
        (Spending(3, timedelta(hours=2)), "Study-Time: phase 3 2h"),
        (Noting("3.4", "leaves only"), "Study-Note: 3.4 leaves only"),
        (Noting("3.4", ", then"), "Study-Note: 3.4: , then"),
        (Noting("Jack", "plane is heavy"), "Study-Note: Jack: plane is heavy"),
        (Asking(3, "why?"), "Study-Question: phase 3 why?"),
        (Answering("1a2b3c4.2", "because"), "Study-Answer: 1a2b3c4.2 because"),
        (Referring("3.4", "https://a.b/c", "A page"), "Study-Ref: 3.4 https://a.b/c A page"),
        (Confirming(3, "3 kinds"), "Study-Criterion: 3 3 kinds"),
        (Voiding("1a2b3c4"), "Study-Void: 1a2b3c4"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_trailers_are_as_people_write_them(saying, text):
    """The plainest form that is read as it is meant."""
    trailer = composed(saying, WORDS)
    assert trailer is not None
    assert trailer.text == text
    records = values.read(trailer, WORDS, Source(None), DAY).records
    assert records == meant(saying, Source(None, text=text), DAY)


@given(
    st.sampled_from(list(Verb)),
    st.sampled_from([("3.4",), ("3.4", "3.5"), ("Jack",), ("Jack plane", "Jack")]),
    st.none() | st.integers(1, 600_000).map(lambda minutes: timedelta(minutes=minutes)),
    st.none() | st.dates(date(2000, 1, 1)),
    st.text(),
)
def test_whatever_is_composed_counts_in_its_message(verb, tasks, spent, on, text):
    """Read from the whole message, by the reading of commits, it is what was meant."""
    trailer = composed(Doing(verb, tasks, spent, on, text), WORDS)
    if trailer is not None:
        message = drafted("A subject", [trailer])
        assert is_sound(message, b"", [trailer])
        assert told(message) == [("study-task", clean(trailer.value))]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"Read", b"Read\n\nStudy-Task: 3.4 done\n"),
        (b"Read\n\n\n", b"Read\n\nStudy-Task: 3.4 done\n"),
        (b"Read\n\nLong\ntext\n", b"Read\n\nLong\ntext\n\nStudy-Task: 3.4 done\n"),
        (
            b"Read\n\nSigned-off-by: A <a@b>\n",
            b"Read\n\nSigned-off-by: A <a@b>\nStudy-Task: 3.4 done\n",
        ),
        (
            b"Study-Task: 3.5 done\n",
            b"Study-Task: 3.5 done\n\nStudy-Task: 3.4 done\n",
        ),
        (
            "读\n\nStudy-Note: 3.5 一\n 二\n".encode(),
            "读\n\nStudy-Note: 3.5 一\n 二\nStudy-Task: 3.4 done\n".encode(),
        ),
        (b"Read\n\nA: b\n\n# c\n", b"Read\n\nA: b\nStudy-Task: 3.4 done\n\n# c\n"),
    ],
    ids=repr,
)
def test_a_message_is_extended_where_its_trailers_are(before, after):
    """All that stood there stays, in its order."""
    assert extended(before, [DONE]) == after
    assert is_sound(after, before, [DONE])


@pytest.mark.parametrize(
    ("message", "before"),
    [
        (b"Study-Task: 3.5 done\n\nStudy-Task: 3.4 done\n", b""),
        (b"Read\n\n```\nStudy-Task: 3.4 done\n", b""),
        (b"Read\n\nprose\nStudy-Task: 3.4 done\nprose\n", b""),
        (b"Read\n", b""),
    ],
    ids=repr,
)
def test_a_message_that_says_more_or_less_is_not_sound(message, before):
    """A subject that is a trailer itself, a fence that was never closed."""
    assert not is_sound(message, before, [DONE])


def test_subjects_are_short():
    """They are one line, no wider than a log shows."""
    assert clipped_subject("Finish\n3.4") == "Finish 3.4"
    assert clipped_subject("字" * 50) == "字" * 35 + "…"
    assert clipped_subject("字" * 36) == "字" * 36
    assert clipped_subject("Finish \x1b[31mred\u202e") == r"Finish \x1b[31mred\u202e"
