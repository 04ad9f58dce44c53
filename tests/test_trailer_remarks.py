"""Trailers that change no field of a task: questions, answers, references, criteria, moves."""

from datetime import date

import pytest

from studytrack.records import Answer, Criterion, Move, Question, Record, Reference, Source
from studytrack.trailers.message import Trailer, parts
from studytrack.trailers.values import read
from studytrack.trailers.vocabulary import Vocabulary

DAY = date(2026, 3, 1)
WORDS = Vocabulary(
    {"2.1": 2, "3.4": 3, "3.5": 3},
    phases=frozenset({2, 3}),
    phase_words=("phase", "阶段"),
    titles={"2.1": "Threads", "3.4": "KV cache", "3.5": "Eviction"},
)
Given = tuple[str | int, ...]


def told(key: str, value: str):
    return read(Trailer(key, value), WORDS, Source("c" * 40), DAY)


def plain(record: Record) -> Given:
    match record:
        case Question(about=about, text=text):
            return about, text
        case Answer(question=question, text=text):
            return question, text
        case Reference(about=about, target=target, title=title):
            return about, target, title
        case Criterion(phase=phase, text=text):
            return phase, text
        case Move(old=old, new=new):
            return old, new
        case _:
            raise AssertionError(record)


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("Study-Question", "3.4 why lock here?", ("3.4", "why lock here?")),
        ("Study-Question", "3.4：为什么要加锁？", ("3.4", "为什么要加锁？")),
        ("Study-Question", "KV cache: why lock here?", ("3.4", "why lock here?")),
        ("Study-Question", "phase 3 what is next?", (3, "what is next?")),
        ("Study-Question", "阶段三 下一步是什么？", (3, "下一步是什么？")),
        ("Study-Question", "2 is it worth it?", (2, "is it worth it?")),
        ("Study-Answer", "1A2B3C4 it is a leaf", ("1a2b3c4", "it is a leaf")),
        ("Study-Answer", "1a2b3c4.2: since then", ("1a2b3c4.2", "since then")),
        ("Study-Ref", "3.4 https://a.example/x", ("3.4", "https://a.example/x", "")),
        ("Study-Ref", "3.4 ./a.md A page", ("3.4", "./a.md", "A page")),
        ("Study-Ref", "phase 2: https://a.example", (2, "https://a.example", "")),
        ("Study-Criterion", "2 能够解释区别", (2, "能够解释区别")),
        ("Study-Criterion", "phase 2: explain it", (2, "explain it")),
        ("Study-Move", "3.3 -> 3.4", ("3.3", "3.4")),
        ("Study-Move", "3.3→3.4", ("3.3", "3.4")),
        ("study-move", "gone => 3.4", ("gone", "3.4")),
    ],
)
def test_one_record(key, value, expected):
    outcome = told(key, value)
    assert outcome.findings == ()
    assert [plain(record) for record in outcome.records] == [expected]
    assert outcome.records[0].on == DAY


def test_several_moves_at_once():
    outcome = told("Study-Move", "3.5 -> 3.4, 3.4 -> 3.5")
    assert [plain(record) for record in outcome.records] == [("3.5", "3.4"), ("3.4", "3.5")]


@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [
        ("Study-Question", "3.4", "text"),
        ("Study-Question", "3.4, 3.5 why?", "ids"),
        ("Study-Answer", "because", "question"),
        ("Study-Answer", "1a2b3c4", "text"),
        ("Study-Answer", "1a2b3c4x because", "question"),
        ("Study-Ref", "3.4", "text"),
        ("Study-Criterion", "能够解释", "phase"),
        ("Study-Criterion", "2", "text"),
        ("Study-Move", "3.4", "move"),
        ("Study-Move", "3.4 ->", "move"),
        ("Study-Move", "3.4 -> 3.5 -> 3.4", "move"),
        ("Study-Move", "3.4 -> 3.5, 3.4 -> 2.1", "move-twice"),
        ("Study-Move", "3.\u200b4 -> 3.5", "characters"),
    ],
)
def test_refused(key, value, reason):
    outcome = told(key, value)
    assert outcome.records == ()
    assert [one.values["reason"] for one in outcome.findings] == [reason]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("Study-Question", "9.9 why?"),
        ("Study-Question", "phase 9 why?"),
        ("Study-Ref", "9.9 https://a.example"),
        ("Study-Criterion", "9 explain it"),
        ("Study-Move", "3.4 -> 9.9"),
    ],
)
def test_unknown(key, value):
    outcome = told(key, value)
    assert outcome.records == ()
    assert [one.code for one in outcome.findings] == ["task-unknown"]


@pytest.mark.parametrize("key", ["Question", "Answer", "Ref", "Criterion", "Move"])
def test_counts_in_a_squashed_list(key):
    squashed = parts(f"Squash\n\n* Study-{key}: 3.4 text\n\n* Other\n".encode())
    assert [one.key for one in squashed[0].trailers] == [f"Study-{key}"]
