"""Blocks that are kept filled: what they say, and all that stays as it is."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from studytrack import locales
from studytrack.markdown.blocks import split_lines
from studytrack.model import Phase, State, Task, Total
from studytrack.report import generated
from studytrack.report.scene import Filled, Scene
from studytrack.terms import Effort, Status

END = "<!-- studytrack:end -->"
OLD = "old\n"
DAY = dt.date(2026, 3, 2)


def hours(low: int, high: int) -> Effort:
    """An estimate."""
    return Effort(low=dt.timedelta(hours=low), high=dt.timedelta(hours=high))


def state(title: str = "B-trees", note: str = "plans/phase1/1.2 b(a).md") -> State:
    """Two phases: one finished but for a skip, one under way."""
    tasks = (
        Task(
            id="1.1",
            title="Pages",
            status=Status.DONE,
            estimate=hours(4, 5),
            actual=dt.timedelta(hours=6, minutes=30),
            started=DAY,
            finished=dt.date(2026, 3, 5),
        ),
        Task(id="1.2", title=title, status=Status.SKIPPED, notes=(note,)),
    )
    more = (
        Task(id="2.1", title="Locks", status=Status.NOT_STARTED, estimate=hours(2, 3)),
        Task(id="MVCC", title="MVCC", status=Status.IN_PROGRESS, started=DAY, notes=("n.md",)),
        Task(id="2.3", title="Recovery", status=Status.NOT_STARTED),
    )
    one = Phase(
        number=1,
        title="Storage",
        estimate=hours(4, 6),
        actual=dt.timedelta(hours=6, minutes=30),
        started=DAY,
        completed=dt.date(2026, 3, 5),
        done=1,
        skipped=1,
        total=2,
        tasks=tasks,
    )
    two = Phase(number=2, title=title, started=DAY, total=3, tasks=more)
    total = Total(started=DAY, done=1, skipped=1, total=5)
    return State(tracker="plans/plan.md", phases=(one, two), total=total)


def scene(path: str = "README.md", language: str = "en", **values: str) -> Scene:
    """The study as a file tells it."""
    return Scene(state(**values), locales.load(language), path)


def block(asked: str, content: str = "", newline: str = "\n") -> str:
    """A pair of markers, without a newline behind."""
    return f"<!-- studytrack:begin {asked} -->{newline}{content}{END}"


def fill(text: str, where: Scene) -> Filled:
    """The text as it should be."""
    return generated.fill(text, where, 1 << 20)


def said(asked: str, where: Scene | None = None) -> str:
    """What stands between the markers, without the blank lines around."""
    filled = fill(block(asked), where or scene())
    first, *lines, last = filled.text.split("\n")
    assert (first, last) == (f"<!-- studytrack:begin {asked} -->", END)
    assert lines[0] == lines[-1] == ""
    return "\n".join(lines[1:-1])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("# Plan\n\n| a |\n|---|\n", id="nothing of ours"),
        pytest.param("```\n" + block("bar") + "\n```\n", id="fence"),
        pytest.param("> " + block("bar").replace("\n", "\n> "), id="quote"),
        pytest.param("- " + block("bar").replace("\n", "\n  "), id="list"),
        pytest.param("    " + block("bar").replace("\n", "\n    "), id="indented code"),
        pytest.param("<pre>\n" + block("bar") + "\n</pre>\n", id="pre"),
    ],
)
def test_look_alikes_stay(text: str) -> None:
    """What is no block is neither touched nor found fault with."""
    assert fill(text, scene()) == Filled(text)


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        pytest.param("", "block-kind", id="no kind"),
        pytest.param("progres", "block-kind", id="unknown kind"),
        pytest.param("Bar", "block-kind", id="another case"),
        pytest.param("bar phase", "block-argument", id="no value"),
        pytest.param("bar phase=one", "block-argument", id="no number"),
        pytest.param("bar phase=-1", "block-argument", id="a sign"),
        pytest.param("bar phase=１", "block-argument", id="full width"),
        pytest.param("bar phase=0000000001", "block-argument", id="long"),
        pytest.param("bar phase=1 phase=2", "block-argument", id="twice"),
        pytest.param("bar count=1", "block-argument", id="another kind's"),
        pytest.param("bar phase=3", "block-phase", id="unknown phase"),
        pytest.param("review", "block-week", id="no week"),
        pytest.param("plan week=10", "block-week", id="half a week"),
        pytest.param("plan week=2025-W53", "block-week", id="no such week"),
        pytest.param("takeaways week=2026-W10 count=1", "block-week", id="more than a week"),
        pytest.param("difficulties phase=1", "block-week", id="a phase's week"),
        pytest.param("next week=2026-W10", "block-argument", id="no week's"),
        pytest.param("next count=0", "block-count", id="none"),
        pytest.param("next count=101", "block-count", id="too many"),
    ],
)
def test_bad_markers_stay_and_are_named(asked: str, reason: str) -> None:
    """A block that asks for what cannot be is left alone, and so is no other."""
    head = f"x\n\n{block(asked, OLD)}\n\n"
    filled = fill(f"{head}{block('bar')}\n", scene())
    assert filled.text.startswith(head)
    assert [change.block for change in filled.changes] == ["bar"]
    wrong, stale = filled.findings
    assert (wrong.code, wrong.path, wrong.line) == ("block-invalid", "README.md", 3)
    assert wrong.values["reason"] == reason
    assert (stale.code, stale.path, stale.line) == ("block-stale", "README.md", 7)


def test_nested_blocks_stay() -> None:
    """Where a block begins inside another, which is meant is not guessed."""
    text = f"<!-- studytrack:begin bar -->\nmine\n{block('bar', OLD)}\n"
    filled = fill(text, scene())
    assert (filled.text, filled.changes) == (text, ())


def test_progress() -> None:
    """A row for each phase, with a link to the tracker, and one for all."""
    assert said("progress") == (
        "|  | phase | progress | done | hours/plan | dates |\n"
        "|--:|---|---|---|---|---|\n"
        "| 1 | [Storage](./plans/plan.md) | `██████▒▒▒▒▒▒` 50% | 1/2, 1 skipped | 6.5 / 4-6 "
        "| 2026-03-02 to 03-05 |\n"
        "| 2 | [B-trees](./plans/plan.md) | `░░░░░░░░░░░░` 0% | 0/3 |  | from 2026-03-02 |\n"
        "|  | **all** | `██▒▒░░░░░░░░` 20% | 1/5, 1 skipped |  | from 2026-03-02 |"
    )


def test_progress_of_a_phase() -> None:
    """A row for each task; a title leads to the task's note, from the file's own folder."""
    assert said("progress phase=1", scene("docs/a.md")) == (
        "| task | status | hours/plan | dates |\n"
        "|---|---|---|---|\n"
        "| **1.1** Pages | done | 6.5 / 4-5 | 2026-03-02 to 03-05 |\n"
        "| **1.2** [B-trees](../plans/phase1/1.2%20b%28a%29.md) | skipped |  |  |"
    )


def test_columns_without_values_are_left_out() -> None:
    """Where no hours are kept there is no column for them."""
    lines = said("progress phase=2", scene(language="zh-CN")).split("\n")
    assert lines[0] == "| 任务 | 状态 | 小时/预计 | 日期 |"
    bare = replace(state(), phases=(Phase(number=1, title="x", total=2),))
    shown = said("progress", Scene(bare, locales.load("en"), "README.md"))
    assert shown.split("\n")[0] == "|  | phase | progress | done |"


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        pytest.param("bar", "`██▒▒░░░░░░░░` [1/5, 1 skipped](./plans/plan.md) (20%)", id="all"),
        pytest.param("bar phase=2", "`░░░░░░░░░░░░` [0/3](./plans/plan.md) (0%)", id="phase"),
    ],
)
def test_bar(asked: str, expected: str) -> None:
    """One line, of the whole study or of a phase."""
    assert said(asked) == expected


def test_bar_in_the_tracker() -> None:
    """The tracker does not link to itself."""
    assert said("bar phase=2", scene("plans/plan.md")) == "`░░░░░░░░░░░░` 0/3 (0%)"


@pytest.mark.parametrize(
    ("asked", "language", "expected"),
    [
        pytest.param(
            "next",
            "en",
            ["[MVCC](./n.md) (in progress)", "**2.1** Locks (2-3 h)", "**2.3** Recovery"],
            id="those in progress first",
        ),
        pytest.param("next count=2", "zh-CN", [
            "[MVCC](./n.md)（进行中）", "**2.1** Locks（2-3 小时）"], id="as many as asked for"),
        pytest.param("next phase=2 count=1", "en", ["[MVCC](./n.md) (in progress)"], id="phase"),
    ],
)  # fmt: skip
def test_next(asked: str, language: str, expected: list[str]) -> None:
    """The tasks that are under way, then those to come, in the tracker's order."""
    assert said(asked, scene(language=language)) == "\n".join(f"- {line}" for line in expected)


def test_next_where_nothing_is_left() -> None:
    """A block is never empty."""
    assert said("next phase=1") == "Nothing is left to do."


HOSTILE = st.text(st.sampled_from("a|`*_[]()<!->&\\\n\r#@~=:\u2028\u202e 1"), max_size=30)
AROUND = st.text(st.sampled_from("ab|`<>-#* \n\r\u2028\ufeff"), max_size=40)
ASKED = st.sampled_from(["progress", "progress phase=1", "progress phase=2", "bar", "next"])
NEWLINES = st.sampled_from(["\n", "\r\n", "\r"])


@given(AROUND, st.lists(st.tuples(ASKED, AROUND), max_size=3), NEWLINES, st.booleans())
def test_only_what_stands_between_markers_changes(
    before: str, parts: list[tuple[str, str]], newline: str, final: bool
) -> None:
    """Everything else stays, byte for byte, and filling twice changes nothing."""
    pieces = [before]
    for asked, behind in parts:
        pieces += [f"{newline}{block(asked, '', newline)}", f"{newline}{behind}"]
    text = "".join(pieces) + (newline if final else "")
    filled = fill(text, scene())
    rest = iter(filled.text.split(END))
    for old in text.split(END):
        new = next(rest)
        assert new.startswith(old)
        added = new[len(old) :]
        assert set(added) & {"\n", "\r"} <= set(newline)
    again = fill(filled.text, scene())
    assert (again.text, again.changes) == (filled.text, ())
    assert [one for one in filled.findings if one.code != "block-stale"] == [
        one._replace(line=found.line)
        for one, found in zip(
            again.findings,
            [one for one in filled.findings if one.code != "block-stale"],
            strict=True,
        )
    ]


NAMES = st.binary(min_size=1, max_size=20).filter(lambda name: b"\0" not in name).map(os.fsdecode)
"""What a file may be called where names are bytes."""


@given(HOSTILE, NAMES | st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1))
def test_titles_and_paths_are_nothing_but_text(title: str, note: str) -> None:
    """Nothing that a study holds changes a block's shape, or ends it."""
    told = scene(title=title, note=f"n/{note}")
    plain = scene(title="x", note="n/x")
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    for asked in ("progress", "progress phase=1", "next count=9"):
        shapes = [
            [token.type for token in parser.parse(fill(block(asked), one).text)]
            for one in (told, plain)
        ]
        assert shapes[0] == shapes[1]
        text = fill(block(asked), told).text
        assert len(split_lines(text)) == text.count("\n") + 1


def test_what_a_person_wrote_between_is_replaced() -> None:
    """A block is the program's own, and keeps nothing but its markers."""
    filled = fill(block("bar", "words\n\n# more\n"), scene())
    (change,) = filled.changes
    assert (change.line, change.block, change.before) == (1, "bar", "words\n\n# more\n")
    assert "words" not in filled.text


def test_a_document_as_github_shows_it() -> None:
    """The table is a table, whatever stands right above the marker."""
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    for above in ("text\n", "- item\n", "<details>\n<summary>x</summary>\n", "> quote\n"):
        filled = fill(f"{above}{block('progress')}\ntext\n", scene())
        assert parser.render(filled.text).count("<table>") == 1


@pytest.mark.parametrize("room", [0, 1, 100])
def test_a_file_stays_as_small_as_it_can_be_read(room: int) -> None:
    """What would not be read again is not written, and no block is filled by halves."""
    text = f"{block('bar')}\n{block('progress')}\n"
    full = fill(text, scene())
    assert generated.fill(text, scene(), len(full.text.encode())) == full
    short = generated.fill(text, scene(), len(text.encode()) + room)
    assert (short.text, short.changes) == (text, ())
    assert [one.values["reason"] for one in short.findings] == ["block-size"]


def test_many_blocks_of_a_large_study_take_no_memory() -> None:
    """A small file cannot ask for more than may be written."""
    tasks = tuple(state().phases[1].tasks * 1000)
    large = State(tracker="t.md", phases=(Phase(number=1, title="x", tasks=tasks),))
    text = f"{block('progress phase=1')}\n" * 5000
    assert fill(text, Scene(large, locales.load("en"), "README.md")).changes == ()


def test_a_file_tells_of_so_many_weeks() -> None:
    """Each takes a look at all records; those after the last one that counts are refused."""
    weeks = [f"{year}-W{week:02}" for year in (2024, 2025, 2026) for week in range(1, 53)]
    found = fill("\n\n".join(block(f"plan week={week}") for week in weeks), scene())
    reasons = [one.values["reason"] for one in found.findings if one.code == "block-invalid"]
    assert reasons == ["block-weeks"] * (len(weeks) - generated.MOST)
    assert len(found.changes) == generated.MOST
