"""Questions and answers in real repositories: reverts, squashes, cherry-picks, other people."""

from __future__ import annotations

import pytest

from studytrack import Study
from tests.cli.studies import ENGLISH, run
from tests.repositories import Builder

WHY = "Study-Question: 1.1 why 4 KB?"
BOB = "Bob <bob@example.org>"


@pytest.fixture
def builder(tmp_path):
    """A study on a branch of its own, with a commit before it."""
    made = Builder.init(tmp_path)
    made.commit("Plan", {"tracker.md": ENGLISH})
    made.branch("topic")
    return made


def told(builder: Builder) -> list[tuple[str, str, list[str]]]:
    """Each question: what it is called, what it asks, what answers it."""
    found = Study.open(builder.root).questions()
    return [(one.name, one.text, [reply.text for reply in one.answers]) for one in found]


def codes(builder: Builder) -> list[str]:
    """The problems with answers and trailers."""
    problems = Study.open(builder.root).state().problems
    return [one.code for one in problems if one.code in {"question-unknown", "trailer-invalid"}]


def reverted(builder: Builder, commit: str) -> str:
    """A commit that reverts another, as git words it."""
    return builder.commit(f'Revert "x"\n\nThis reverts commit {commit}.')


def test_a_question_is_open_until_it_is_answered(builder):
    """It is told with its task, its day, its commit and who asks."""
    commit = builder.commit(f"Study-Task: 1.1 start\n\n{WHY}", date="2026-03-02 23:30 -0800")
    (one,) = Study.open(builder.root).questions("1.1")
    assert (one.task, one.phase, one.text, one.open) == ("1.1", None, "why 4 KB?", True)
    assert (str(one.date), one.commit, one.author) == (
        "2026-03-02",
        commit,
        "Ann <ann@example.org>",
    )
    assert Study.open(builder.root).questions("1.2") == ()
    builder.commit(f"Study-Answer: {one.name} history")
    (one,) = Study.open(builder.root).questions()
    assert ([reply.text for reply in one.answers], one.open) == (["history"], False)
    assert codes(builder) == []


def test_a_question_that_cannot_be_read_keeps_its_number(builder):
    """So nothing is called otherwise once its task is in the tracker."""
    commit = builder.commit(f"Ask\n\nStudy-Question: 1.9 how?\n{WHY}")
    assert told(builder) == [(f"{commit[:7]}.2", "why 4 KB?", [])]
    builder.commit("Plan", {"tracker.md": ENGLISH.replace("| 1.2 B", "| 1.9 B")})
    assert told(builder)[1] == (f"{commit[:7]}.2", "why 4 KB?", [])


def test_a_task_that_moves_takes_its_questions_along(builder):
    """And their answers, which speak of them by the same names."""
    asks = builder.commit(f"Ask\n\n{WHY}\nStudy-Ref: 1.1 a.md")
    builder.commit("Study-Move: 1.1 -> 1.3", {"tracker.md": ENGLISH.replace("1.1 P", "1.3 P")})
    builder.commit(f"Study-Answer: {asks[:7]} history")
    remarks = Study.open(builder.root).remarks("1.3")
    assert [(one.name, one.open) for one in remarks.questions] == [(asks[:7], False)]
    assert [one.target for one in remarks.references] == ["a.md"]


def test_a_reverted_answer_opens_its_question(builder):
    """And the revert of the revert closes it again; a reverted question is not asked."""
    asks = builder.commit(f"Ask\n\n{WHY}")
    says = builder.commit(f"Answer\n\nStudy-Answer: {asks[:7]} history")
    undoes = reverted(builder, says)
    assert told(builder) == [(asks[:7], "why 4 KB?", [])]
    reverted(builder, undoes)
    assert told(builder) == [(asks[:7], "why 4 KB?", ["history"])]
    reverted(builder, asks)
    assert told(builder) == []
    assert codes(builder) == []


def test_a_voided_answer_opens_its_question(builder):
    """As a void takes back whatever a commit says."""
    asks = builder.commit(f"Ask\n\n{WHY}")
    says = builder.commit(f"Study-Answer: {asks[:7]} history")
    builder.commit(f"Study-Void: {says[:9]}")
    assert told(builder) == [(asks[:7], "why 4 KB?", [])]


def test_a_merge_changes_nothing(builder):
    """A question and its answer may stand on different branches."""
    asks = builder.commit(f"Ask\n\n{WHY}")
    builder.branch("other")
    says = f"Study-Answer: {asks[:7]} history"
    builder.commit(says)
    builder.checkout("topic")
    builder.commit("Study-Question: 1.2 how deep?")
    builder.merge("other", message=f"{says} (#1)")
    assert [(text, replies) for _, text, replies in told(builder)] == [
        ("why 4 KB?", ["history"]),
        ("how deep?", []),
    ]


def test_git_s_own_squash_keeps_the_names(builder):
    """Its log says what the commits were called, and so answers still find their questions."""
    builder.commit(f"Ask\n\n{WHY}\nStudy-Question: 1.1 and 8 KB?")
    asks = builder.commit("Study-Question: 1.2 how deep?")
    builder.commit(f"Study-Answer: {asks[:7]} four levels")
    builder.checkout("main")
    builder.git("merge", "--squash", "topic")
    log = (builder.root / ".git/SQUASH_MSG").read_text(encoding="utf-8")
    made = builder.commit(log)
    assert told(builder) == [
        (made[:7], "why 4 KB?", []),
        (f"{made[:7]}.2", "and 8 KB?", []),
        (f"{made[:7]}.3", "how deep?", ["four levels"]),
    ]
    builder.commit(f"Study-Answer: {made[:7]}.2 too")
    assert told(builder)[1] == (f"{made[:7]}.2", "and 8 KB?", ["too"])
    assert codes(builder) == []


def test_a_command_answers_by_the_name_before_a_squash(builder):
    """What is typed means the same question as in a trailer, and is recorded by its name now."""
    asks = builder.commit("Study-Question: 1.2 how deep?")
    builder.checkout("main")
    builder.git("merge", "--squash", "topic")
    made = builder.commit((builder.root / ".git/SQUASH_MSG").read_text(encoding="utf-8"))
    told_now = run(builder.root, "answer", asks[:7], "four levels").stdout
    assert told_now.endswith(f"Study-Answer: {made[:12]} four levels\n")
    assert told(builder) == [(made[:7], "how deep?", ["four levels"])]


def test_github_s_squash_forgets_the_names(builder):
    """So the answer means a commit that is gone, which is told; said again, it is settled."""
    asks = "1234567"
    made = builder.commit(f"Read (#1)\n\n* Ask\n\n{WHY}\n\n* Study-Answer: {asks} history")
    assert told(builder) == [(made[:7], "why 4 KB?", [])]
    (problem,) = (
        one for one in Study.open(builder.root).state().problems if one.code == "question-unknown"
    )
    assert problem.commit == made
    assert f"({made[:7]}?)" in problem.message
    builder.commit(f"Study-Answer: {made[:7]} history")
    assert told(builder) == [(made[:7], "why 4 KB?", ["history"])]
    assert codes(builder) == []


def test_a_cherry_pick_is_the_same_question(builder):
    """It is asked once, and goes by the ids of both."""
    date = "2026-03-02 10:00 +0800"
    first = builder.commit(f"Ask\n\n{WHY}", date=date)
    builder.checkout("main")
    builder.commit("Other")
    second = builder.commit(f"Ask\n\n{WHY}", date=date)
    builder.merge("topic")
    ((name, _, replies),) = told(builder)
    assert replies == []
    for commit in (first, second):
        builder.commit(f"Study-Answer: {commit[:8]} by {commit}")
    assert name in {first[:7], second[:7]}
    assert told(builder)[0][2] == [f"by {first}", f"by {second}"]
    assert codes(builder) == []


def test_only_whose_records_count_asks_and_answers(builder):
    """What others ask is not asked, and what they answer is not answered."""
    builder.commit("Config", {"studytrack.toml": '[learner]\nemails = ["ann@example.org"]\n'})
    builder.commit(f"Ask\n\n{WHY}", author=BOB)
    asks = builder.commit("Study-Question: 1.2 how deep?")
    builder.commit(f"Study-Answer: {asks[:7]} no idea", author=BOB)
    builder.commit("Study-Answer: 7777777 no idea", author=BOB)
    assert told(builder) == [(asks[:7], "how deep?", [])]
    assert codes(builder) == []


def test_an_answer_is_logged_with_its_question_s_task(builder):
    """Also one that was taken back; one to nobody's question is about no task."""
    asks = builder.commit(f"Ask\n\n{WHY}")
    reverted(builder, builder.commit(f"Answer\n\nStudy-Answer: {asks[:7]} history"))
    builder.commit("Study-Answer: 7777777 x")
    log = Study.open(builder.root).log()
    assert [(one.kind, one.task, one.effective) for one in log] == [
        ("question", "1.1", True),
        ("answer", "1.1", False),
        ("answer", None, True),
    ]
    assert [one.kind for one in Study.open(builder.root).log("1.1")] == ["question", "answer"]
    assert "None" not in run(builder.root, "log").output


def test_references_are_kept_once_for_each_task(builder):
    """With the last title; a reverted one is gone."""
    builder.commit("Study-Ref: 1.1 https://a.example/x")
    builder.commit("Study-Ref: 1.1 https://a.example/x The page\nStudy-Ref: phase 2 ./a.md")
    builder.commit("Study-Ref: 1.2 https://a.example/x")
    reverted(builder, builder.commit("Gone\n\nStudy-Ref: 1.1 https://b.example/"))
    found = Study.open(builder.root).references()
    assert [(one.task, one.phase, one.target, one.title) for one in found] == [
        ("1.1", None, "https://a.example/x", "The page"),
        (None, 2, "./a.md", ""),
        ("1.2", None, "https://a.example/x", ""),
    ]
    assert len(Study.open(builder.root).references("1.1")) == 1


def test_a_revision_tells_what_was_asked_then(builder):
    """Nothing of later commits."""
    asks = builder.commit(f"Ask\n\n{WHY}")
    builder.commit(f"Study-Answer: {asks[:7]} history")
    assert [one.open for one in Study.open(builder.root).questions(at=asks)] == [True]
