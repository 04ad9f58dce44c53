"""What notes ask and name in their front matter, by the commits that gave it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studytrack import Study
from studytrack.notes.front_matter import FrontMatter, front_matter
from studytrack.notes.remarks import ITEMS, Listed, answer_of, listed, said
from tests.cli.studies import ENGLISH
from tests.repositories import Builder

PATH = "phase1/1.1-pages.md"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"# Notes\n", []),
        (b"---\nquestions:\n---\n", []),
        (b"---\nquestions: why\n---\n", [("why", "")]),
        (b"---\nquestions: [why, '', how, why]\n---\n", [("why", ""), ("how", "")]),
        (b"---\nquestions:\n  - question: why\n    answer: so\n---\n", [("why", "so")]),
        (b"---\nquestions:\n  - question: why\n    answer:\n---\n", [("why", "")]),
        (b"---\nquestions:\n  - |\n    one\n    two\n  - x: y\n---\n", [("one two", "")]),
        (
            b"+++\nquestions = ['why', {question = 'how', answer = 'so'}]\n+++\n",
            [("why", ""), ("how", "so")],
        ),
        (b"+++\n[[questions]]\nquestion = 'how'\n+++\n", [("how", "")]),
    ],
    ids=lambda value: repr(value)[:50] if isinstance(value, bytes) else "",
)
def test_a_note_lists_questions(data, expected):
    """Texts, or mappings to a question and its answer; YAML and TOML alike."""
    assert listed(front_matter(data), "questions")[0] == tuple(expected)


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("https://a.example/x", ("https://a.example/x", "")),
        ("https://a.example/x The  page", ("https://a.example/x", "The page")),
        ("{url: ./a b.md, title: A page}", ("./a b.md", "A page")),
        ("{url: https://a.example/}", ("https://a.example/", "")),
    ],
)
def test_a_note_lists_references(item, expected):
    """A target with a title behind it, as a trailer has it, or a mapping."""
    assert listed(front_matter(f"---\nreferences:\n  - {item}\n---\n".encode()), "references") == (
        (expected,),
        (),
    )


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("{question: why}", "items-questions"),
        ("[[why]]", "items-questions"),
        ("[{question: [why]}]", "items-questions"),
        ("[{answer: so}]", "items-questions"),
        ("[{question: why, by: me}]", "items-questions"),
        ("[{question: why, question: how}]", "items-questions"),
        ("[why: 4 KB]", "items-questions"),
        ('["a\\e[31m"]', "characters"),
        ("[" + "".join(f"q{n}, " for n in range(101)) + "]", "texts-many"),
    ],
    ids=lambda value: value[:30],
)
def test_what_is_no_list_of_questions_is_named(value, reason):
    """With the key, and how an item is written."""
    _, findings = listed(front_matter(f"---\nquestions: {value}\n---\n".encode()), "questions")
    assert [(one.code, one.values["reason"]) for one in findings] == [
        ("front-matter-invalid", reason)
    ]
    assert str(findings[0].values["given"]).startswith("questions")


texts = st.text(max_size=8)
items = st.one_of(texts, st.dictionaries(st.sampled_from(["question", "answer", "url"]), texts))


@given(st.lists(items, max_size=5), st.sampled_from(list(ITEMS)))
def test_whatever_a_list_holds_is_read_or_named(given_items, key):
    """Nothing raises, nothing is told twice, and every text is one that a commit gave."""
    front = FrontMatter(lists={key: tuple(filter(None, given_items))})
    found, _ = listed(front, key)
    assert len({one.text for one in found}) == len(found)
    assert said(front, key) == tuple(one.text for one in found)
    answers = [answer_of(one) for one in found if one.more]
    assert list(said(front, "answers")) == (answers if key == "questions" else [])
    assert all(isinstance(one, Listed) and one.text == " ".join(one.text.split()) for one in found)


@pytest.fixture
def builder(tmp_path):
    """A study with a plan."""
    made = Builder.init(tmp_path)
    made.commit("Plan", {"tracker.md": ENGLISH})
    return made


def note(*questions: str, key: str = "questions", more: str = "") -> dict[str, str]:
    """The note of a task, with a list in it."""
    lines = "".join(f"  - {one}\n" for one in questions)
    return {PATH: f"---\n{more}{key}:\n{lines}---\n# Pages\n"}


def told(builder: Builder) -> list[tuple[str | None, str, list[str]]]:
    """Each question: what it is called, what it asks, what answers it."""
    found = Study.open(builder.root).questions()
    return [(one.name, one.text, [reply.text for reply in one.answers]) for one in found]


def test_each_question_is_dated_by_the_commit_that_asked_it(builder):
    """Neither an answer, nor another question, nor a new name of the file moves it."""
    first = builder.commit("a", note("why", "how"), date="2026-03-02 10:00 +0800")
    second = builder.commit(
        "b", note("{question: why, answer: so}", "how", "when"), date="2026-03-03 10:00 +0800"
    )
    (builder.root / PATH).rename(builder.root / "phase1/1.1.md")
    builder.commit("c", date="2026-03-04 10:00 +0800")
    assert told(builder) == [
        (first[:7], "why", ["so"]),
        (f"{first[:7]}.2", "how", []),
        (second[:7], "when", []),
    ]
    asked = Study.open(builder.root).questions("1.1")
    assert [one.date.day for one in asked] == [2, 2, 3]
    assert asked[0].answers[0].date.day == 3
    assert {one.path for one in asked} == {"phase1/1.1.md"}


def test_a_question_that_is_removed_is_not_asked(builder):
    """And those beside it keep their names."""
    commit = builder.commit("a", note("why", "how"))
    builder.commit("b", note("how"))
    assert told(builder) == [(f"{commit[:7]}.2", "how", [])]
    builder.commit(f"Study-Answer: {commit[:7]}.2 so")
    assert told(builder) == [(f"{commit[:7]}.2", "how", ["so"])]


def test_a_trailer_and_a_note_of_one_commit_count_on(builder):
    """The trailer's question is the first of the commit."""
    commit = builder.commit("a\n\nStudy-Question: 1.1 who", note("why"))
    assert [(name, text) for name, text, _ in told(builder)] == [
        (commit[:7], "who"),
        (f"{commit[:7]}.2", "why"),
    ]


def test_what_is_not_committed_has_no_name(builder):
    """It is asked nevertheless, and can be answered where it stands."""
    builder.commit("a", note("why"))
    builder.write(note("why", "how", "{question: when, answer: now}"))
    (name, *_), *others = told(builder)
    assert name == builder.head()[:7]
    assert others == [(None, "how", []), (None, "when", ["now"])]


def test_a_question_of_before_the_adoption_has_no_day(builder):
    """It is as old as the study does not look back."""
    since = builder.commit("a", note("why"))
    builder.commit("b", {"studytrack.toml": f'since = "{since}"\n'})
    (one,) = Study.open(builder.root).questions()
    assert (one.name, one.date, one.text) == (None, None, "why")


def test_a_reverted_commit_of_a_note_asks_nothing(builder):
    """As its other records do not count."""
    commit = builder.commit("a", note("why"))
    builder.commit(f"x\n\nThis reverts commit {commit}.")
    assert told(builder) == []


def test_a_merge_moves_no_question(builder):
    """Each keeps the commit of its branch."""
    builder.branch("other")
    asks = builder.commit("a", note("why"))
    builder.checkout("main")
    builder.commit("b", {"phase1/1.2.md": "---\nquestions: [how]\n---\n"})
    builder.merge("other")
    assert {name for name, *_ in told(builder)} == {asks[:7], builder.git("rev-parse", "HEAD^")[:7]}


def test_references_of_a_note_are_dated_by_their_targets(builder):
    """A title that is mended moves no date."""
    first = builder.commit("a", note("https://a.example/ Page", key="references"))
    builder.commit("b", note("{url: https://a.example/, title: The page}", key="references"))
    (one,) = Study.open(builder.root).references()
    assert (one.target, one.title, one.commit) == ("https://a.example/", "The page", first)
    assert (one.task, one.path) == ("1.1", PATH)


def test_what_is_wrong_in_a_list_is_a_problem_of_the_note(builder):
    """And the items beside it count."""
    builder.commit("a", note("why: 4 KB", "how"))
    (problem,) = (
        one
        for one in Study.open(builder.root).state().problems
        if one.code == "front-matter-invalid"
    )
    assert (problem.path, problem.task) == (PATH, "1.1")
    assert "questions: why: 4 KB" in problem.message
    assert [text for _, text, _ in told(builder)] == ["how"]
