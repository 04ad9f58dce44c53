"""What a pull request and a summary say, in both languages."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from studytrack import locales
from studytrack.agenda.model import Step
from studytrack.model import BlockChange, Change, Criterion, Phase, Problem, State, Task, Total
from studytrack.remarks.model import Question
from studytrack.report import pages
from studytrack.report.chart import chart
from studytrack.report.drafts import folded
from studytrack.report.inert import cell, code, inert
from studytrack.report.links import Links
from studytrack.report.pages import Story
from studytrack.terms import Effort, FieldName, Severity, Status
from studytrack.trailers.message import parts
from studytrack.weekly.model import Draft, Lesson

GOLDEN = Path(__file__).parent / "golden"
SPOKEN = [name for name in locales.names() if locales.load(name).messages == name]
COMMIT, OTHER = "c" * 40, "d" * 40
LINKS = Links("https://github.com", "ada/study")
DAY = dt.date(2026, 3, 2)
WORDS = {
    "en": ("Storage engines", "B-trees", "Transactions", "Isolation", "open", "done", "____"),
    "zh-CN": ("存储引擎", "B树", "事务", "隔离级别", "🔴 未开始", "🟢 已完成", "______"),
}


def draft(language: str) -> Draft:
    """Two takeaways, one of them hostile, and the task that comes next."""
    _, trees, _, isolation, *_ = WORDS[language]
    lessons = (
        Lesson(task="1.1", title=trees, text="```\n</details> <b> @ada fixes #1"),
        Lesson(task="1.1", title=trees, text="splits happen in leaves"),
    )
    step = Step(id="2.1", title=isolation, phase=2, status=Status.IN_PROGRESS)
    return Draft(takeaways=lessons, next=(step,))


def hours(low: int, high: int) -> Effort:
    """An estimate."""
    return Effort(low=dt.timedelta(hours=low), high=dt.timedelta(hours=high))


def story(language: str) -> Story:
    """Two phases, one of them finished, with a skip, changes and problems."""
    storage, trees, transactions, isolation, before, after, blank = WORDS[language]
    spent = dt.timedelta(hours=6, minutes=30)
    first = Task(
        id="1.1",
        title=trees,
        status=Status.DONE,
        estimate=hours(4, 5),
        actual=spent,
        started=DAY,
        finished=dt.date(2026, 3, 5),
        recorded=True,
    )
    second = Task(id="2.1", title=isolation, status=Status.IN_PROGRESS, started=dt.date(2026, 3, 6))
    third = Task(id="2.2", title="MVCC", status=Status.SKIPPED, recorded=True)
    phases = (
        Phase(
            number=1,
            title=storage,
            estimate=hours(4, 6),
            actual=spent,
            started=DAY,
            completed=dt.date(2026, 3, 5),
            done=1,
            total=1,
            tasks=(first,),
        ),
        Phase(
            number=2,
            title=transactions,
            estimate_tasks=hours(8, 10),
            started=dt.date(2026, 3, 6),
            skipped=1,
            total=2,
            tasks=(second, third),
            criteria=(
                Criterion(text="can explain MVCC", confirmed=True, line=20),
                Criterion(text="can read a plan", line=21),
            ),
        ),
    )
    total = Total(estimate=hours(12, 16), started=DAY, done=1, skipped=1, total=3)
    state = State(revision=COMMIT, tracker="plans/study plan.md", phases=phases, total=total)
    change = Change(task="1.1", phase=1, field=FieldName.STATUS, before=before, after=after, line=9)
    changes = (
        replace(change, sources=(COMMIT,)),
        replace(
            change, field=FieldName.FINISHED, before="", after="2026-03-05", sources=(OTHER, COMMIT)
        ),
        Change(
            phase=1, field=FieldName.ACTUAL, before=blank, after="6.5", line=12, sources=(COMMIT,)
        ),
        Change(field=FieldName.COMPLETED, before=blank, after="", line=30),
    )
    problems = (
        Problem(
            code="task-unknown",
            severity=Severity.ERROR,
            message="Study-Task: 9.9 done; @ada <b>",
            commit=OTHER,
        ),
        Problem(
            code="link-broken",
            severity=Severity.WARNING,
            message="x",
            path="plans/study plan.md",
            line=9,
        ),
        Problem(
            code="note-orphan",
            severity=Severity.INFO,
            message="y",
            path="plans/笔记(1).md",
        ),
    )
    about = (changes, state, problems, locales.load(language), LINKS)
    return Story(COMMIT, *about, draft=draft(language))


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize("page", ["body", "check"])
def test_golden(language: str, page: str) -> None:
    """The pages read as they were looked at; ``golden`` holds them."""
    told = story(language)
    text = (
        pages.body(told) if page == "body" else pages.check(told, ["Study-Task: 1.1 done", "```"])
    )
    assert text == (GOLDEN / f"{page}.{language}.md").read_text("utf-8")


@pytest.mark.parametrize("language", SPOKEN)
def test_no_page_is_a_record(language: str) -> None:
    """Nothing that the bot writes parses as a trailer, not even as one that was meant to be."""
    told = story(language)
    hostile = "Study-Task: 1.1 done"
    bad = Problem(
        code="x", severity=Severity.ERROR, message=f"{hostile}\n\n{hostile}", path=hostile
    )
    lesson = Lesson(task="Study-Task", title="", text="1.1 done")
    told = told._replace(problems=(bad,), draft=Draft(takeaways=(lesson,)))
    message = f"{pages.title(told)}\n\n{pages.subject(told.locale)}\n\n{pages.body(told)}"
    for squashed in (message, "\n".join(f"* {line}" for line in message.split("\n"))):
        assert not any(part.size for part in parts(squashed.encode()))


@given(st.text(max_size=80))
@example("a ` b")
@example("``")
@example("`")
@example(" x ")
@example("\\|")
@example("a|b`")
def test_code_is_one_code_span(text: str) -> None:
    """Any text is one code span, in a paragraph and in a table's cell."""
    shown = code(text)
    if not shown:
        return
    parser = MarkdownIt("commonmark").enable("table")
    (paragraph,) = [token for token in parser.parse(shown) if token.type == "inline"]
    assert [child.type for child in paragraph.children or ()] == ["code_inline"]
    table = parser.parse(f"| a | b |\n|---|---|\n| {cell(shown)} | c |\n")
    cells = [token for token in table if token.type == "inline"][2:]
    assert [token.content for token in cells][1:] == ["c"]
    assert [child.type for child in cells[0].children or ()] == ["code_inline"]


def test_open_questions_of_changed_tasks_are_shown() -> None:
    """Neither answered ones nor those of other tasks, and none at all without a change."""
    given = story("en")
    changed = next(one.task for one in given.changes if one.task)
    asked = (
        Question(task=changed, name="1a2b3c4", text="why @ada?", date=DAY),
        Question(task=changed, text="how?", open=False),
        Question(task="9.9", text="when?"),
        Question(phase=1, text="what?"),
    )
    text = pages.body(given._replace(questions=asked))
    shown = f"- **{changed}** `why @ada?` (`1a2b3c4`, 2026-03-02, open)"
    assert f"### Open questions\n\n{shown}\n\n###" in text
    assert not any(word in text for word in ("how?", "when?", "what?"))
    assert "Open questions" not in pages.body(given._replace(questions=asked, changes=()))


@pytest.mark.parametrize(
    "text",
    [
        "KV cache 与 LRU",
        "第3章（上）",
        "a-b, c.d",
        "入门：基础",
        "C++",
        "50%",
        'Isn\'t it? "x" = y; so!',
    ],
)
def test_plain_text_stays_plain(text: str) -> None:
    """What can only be text is shown as it is."""
    assert inert(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "@ada", "see #1", "GH-12", "www.example.org", "a//b", "<b>", "[a](b)", "a_b_c", "*x*",
        "deadbeef", "-x", "1. x:", "x\ny", "\u202ex", "a|b", "`x`", "&amp;", ":tada:", "~~x~~",
    ],
)  # fmt: skip
def test_everything_else_is_code(text: str) -> None:
    """What might be more than text is a code span."""
    assert inert(text).startswith("`")


def test_chart_is_text_only() -> None:
    """A title cannot say anything to Mermaid; without a day there is no chart."""
    locale = locales.load("en")
    phase = Phase(number=1, title="a:done, 2020\nend; %%{init}%% `click`", started=DAY)
    state = State(tracker="x.md", phases=(phase, Phase(number=2, title="later")))
    assert chart(state, locale).split("\n")[5:] == [
        "    phase 1 a done 2020 end init click :active, 2026-03-02, 1d",
        "```",
    ]
    assert chart(State(tracker="x.md"), locale) == ""


def filled(*paths: str) -> list[BlockChange]:
    """A block of each file."""
    return [BlockChange(path=one, line=1, block="bar", before="", after="") for one in paths]


@pytest.mark.parametrize("language", SPOKEN)
def test_a_draft_is_text_only(language: str) -> None:
    """It is folded, in fences that no takeaway can close; where there is no room there is none."""
    shown = folded(draft(language), 100, locales.load(language))
    kinds = [token.type for token in MarkdownIt("commonmark").parse("\n\n".join(shown))]
    assert kinds.count("fence") == 2
    assert kinds.count("html_block") == 2
    few = "\n".join(folded(draft(language), 1, locales.load(language)))
    assert "splits happen" in few
    assert "fixes" not in few
    assert folded(draft(language), 0, locales.load(language)) == ()
    assert folded(Draft(), 100, locales.load(language)) == ()


@pytest.mark.parametrize(
    ("changes", "blocks", "lead"),
    [
        pytest.param(1, ["a.md"], "`a.md` follow.\n\n`w.md` is new: the checkpoint", id="all"),
        pytest.param(0, ["a.md"], "as it is.\n\n`w.md` is new: the checkpoint", id="and blocks"),
        pytest.param(0, [], "`w.md` is new: the checkpoint of a week. Every other", id="alone"),
    ],
)
def test_the_lead_names_new_checkpoints(changes: int, blocks: list[str], lead: str) -> None:
    """Behind what else there is, or first of all."""
    told = story("en")
    told = told._replace(changes=told.changes[:changes], blocks=filled(*blocks), added=["w.md"])
    assert lead in pages.body(told)


@pytest.mark.parametrize(
    ("changes", "paths", "lead"),
    [
        pytest.param(1, [], "1 value of `plan.md` is", id="values"),
        pytest.param(
            1,
            ["a.md", "b.md", "a.md"],
            "every other byte stays as it is.\n\nThe generated blocks of `a.md`, `b.md` follow.",
            id="both",
        ),
        pytest.param(
            0, ["`@x`.md"], "the generated blocks of `` `@x`.md `` are to be", id="blocks"
        ),
        pytest.param(0, [f"{n}.md" for n in range(11)], "`9.md`, … are to be", id="many"),
    ],
)
def test_the_lead_names_the_files(changes: int, paths: list[str], lead: str) -> None:
    """A page begins with what is to change, be it the tracker or other files."""
    told = story("en")
    told = told._replace(changes=told.changes[:changes], blocks=filled(*paths))
    told = told._replace(state=replace(told.state, tracker="plan.md"))
    assert lead in pages.body(told)
