"""Versions of a tracker are read by their differences, and say what reading them whole says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studytrack.errors import TrackerError
from studytrack.terms import FieldName, Status
from studytrack.tracker import rereading
from studytrack.tracker.identity import names
from studytrack.tracker.reading import read
from studytrack.tracker.rereading import Versions
from studytrack.tracker.stated import stated
from tests.tracker.drafts import CHINESE, ENGLISH, PROSE, drafts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from studytrack.fold.accounts import Key, Value
    from studytrack.tracker.shape import Tracker

CELLS = st.one_of(
    st.sampled_from([*ENGLISH.statuses, *ENGLISH.dates, *CHINESE.statuses, *CHINESE.dates]),
    st.sampled_from(["1.5h", "1.1", "1.2 x", "Total", "", " ", "a\\|b", "|", "---", "**", "`"]),
    PROSE,
)
LINES = st.one_of(
    st.sampled_from(["", "|", "| |", "|---|---|", "text", "# 2", "```", "> |", "    | 1.1 |"]),
    st.lists(CELLS, max_size=7).map(lambda cells: "|".join(["", *cells, ""])),
)


JOURNAL = st.one_of(
    st.sampled_from(["", "2026-03-01: read on", "- a bullet", "继续看书。", "3 done", "1. one"]),
    st.sampled_from(["Total actual time: 12 hours", "**Phase 1 summary**: actual 3 hours", "===="]),
    st.sampled_from(
        ["预计20小时，实际12小时", "- 🟢 finished", "   indented", "---", "<div>", "~~~"]
    ),
    st.sampled_from(["- [ ] 1.9 Ports", "- [x] 2.1 Ports ✅", "  - Finished: 2026-01-02"]),
    st.sampled_from(["Progress: 1/2 (50%)", "**Progress**: 12 of 40 done", "进度：3/4（75%）"]),
    st.sampled_from(
        ["**Completion criteria**:", "### Done when", "**阶段一完成标准**：", "**Tips**:"]
    ),
    LINES,
)


def whole(tracker: Tracker, text: str) -> Mapping[Key, Value]:
    """What a version says when all of it is read."""
    try:
        return stated(read(text, tracker.dialect.locale.name))
    except TrackerError:
        return {}


@st.composite
def histories(draw: st.DrawFn) -> list[str]:
    """Versions of one tracker, each with some cells or lines that the one before has not."""
    versions = [draw(drafts()).text]
    for _ in range(draw(st.integers(1, 3))):
        lines = versions[-1].split("\n")
        for _ in range(draw(st.integers(1, 3))):
            place = draw(st.integers(0, len(lines) - 1))
            cells = lines[place].split("|")
            if len(cells) > 2 and draw(st.integers(0, 3)):
                cells[draw(st.integers(1, len(cells) - 2))] = f" {draw(CELLS)} "
                lines[place] = "|".join(cells)
            elif draw(st.booleans()):
                lines[place] = draw(LINES)
            elif draw(st.booleans()):
                count = draw(st.integers(0, 2))
                lines[place : place + count] = draw(st.lists(JOURNAL, max_size=4))
                lines = lines or [""]
        versions.append("\n".join(lines))
    return versions


@given(histories())
def test_differences_say_what_the_whole_says(texts: list[str]) -> None:
    """However versions differ, each says what it says by itself."""
    tracker = read(texts[0])
    versions = Versions(tracker)
    for text in texts:
        assert versions.stated(text) == whole(tracker, text)


def test_tasks_are_the_ones_that_have_their_titles_by_now() -> None:
    """A version from before there were ids speaks of the tasks that have them."""
    old = "## A\n- [x] Quiz\n- [ ] P\n## B\n- [ ] Quiz\n- [x] gone\n"
    now = read("## A\n- [ ] 1.1 Quiz\n- [ ] 1.2 P\n## B\n- [ ] 2.1 Quiz\n")
    status = FieldName.STATUS
    assert {
        task: value for (task, name), value in Versions(now, names(now)).stated(old).items()
    } == {
        "1.1": Status.DONE,
        "1.2": Status.NOT_STARTED,
        "2.1": Status.NOT_STARTED,
        "gone": Status.DONE,
    }
    assert Versions(now).stated(old)["A / Quiz", status] is Status.DONE
    ids = "- [ ] 1.1 Q\n- [ ] P\n- [x] 1.3 R\n"
    assert Versions(read(ids), {"P": "1.1"}).stated(ids)["P", status] is Status.NOT_STARTED


def told(tracker: Tracker) -> list[object]:
    """What a tracker says, wherever it says it."""
    slots = [slot for section in tracker.sections for slot in section.slots.values()]
    findings = [(one.code, one.task, one.phase) for one in tracker.findings]
    return [
        [(section.number, section.title) for section in tracker.sections],
        [(section.number, *row[:2], *row[7:]) for section, row in tracker.rows()],
        [slot[:2] + slot[5:] for slot in (*slots, *tracker.slots)],
        sorted(findings, key=str),
    ]


@given(histories())
def test_versions_are_trackers_that_say_the_same(texts: list[str]) -> None:
    """Rows, slots and findings say what they say in the text that is read whole."""
    tracker = read(texts[0])
    versions = Versions(tracker)
    for text in texts:
        try:
            expected = told(read(text, tracker.dialect.locale.name))
        except TrackerError:
            with pytest.raises(TrackerError):
                versions.tracker(text)
        else:
            assert told(versions.tracker(text)) == expected


TABLE = """\
# Plan

| ID | Task | Started | Status |
|----|------|---------|--------|
| 1.1 | Map | | {status} |
| 1.2 | Trie | 2026-02-03 | done |
| 1.1 | Map again | | |
|     | No name | | done |
"""
TEXT = TABLE.format(status="done")


@pytest.mark.parametrize(
    ("text", "differs"),
    [
        pytest.param(TEXT, {}, id="nothing"),
        pytest.param(
            TABLE.format(status="skipped"),
            {("1.1", FieldName.STATUS): Status.SKIPPED},
            id="status",
        ),
        pytest.param(
            TABLE.format(status="who knows"),
            {("1.1", FieldName.STATUS): "who knows"},
            id="no-status",
        ),
        pytest.param(
            TEXT.replace("2026-02-03", "soon"), {("1.2", FieldName.STARTED): "soon"}, id="date"
        ),
        pytest.param(TEXT.replace("again | | |", "again | | done |"), {}, id="second-of-its-name"),
    ],
)
def test_rows_that_differ_are_read_alone(
    text: str, differs: Mapping[Key, Value], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No version is read whole where only the fields of tasks differ."""
    tracker = read(TEXT)
    versions = Versions(tracker)
    monkeypatch.delattr(rereading, "read")
    assert versions.stated(text) == {**stated(tracker), **differs}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("1.2", "1.3", id="id"),
        pytest.param("# Plan", "# Phase 2", id="heading"),
        pytest.param("| Status |", "| Notes |", id="header"),
        pytest.param("| done |\n| 1.1 | Map again", "|\n| 1.1 | Map again", id="cell-missing"),
        pytest.param("|     | No name | | done |", "|     | No name | | |", id="no-task-any-more"),
        pytest.param("| 1.2 |", "1.2 |", id="no-pipe-before-it"),
        pytest.param("| 1.2 | Trie | 2026-02-03 | done |", "", id="blank"),
        pytest.param("# Plan\n", "", id="fewer-lines"),
        pytest.param(TEXT, "", id="nothing-left"),
    ],
)
def test_other_differences_are_read_with_the_whole(old: str, new: str) -> None:
    """What may change the meaning of other lines makes the version be read anew."""
    tracker, text = read(TEXT), TEXT.replace(old, new, 1)
    assert text != TEXT
    assert Versions(tracker).stated(text) == whole(tracker, text)


TICKS = """\
| Lesson | Completed |
|--------|-----------|
| Maps | Yes |
| Tries | No |
"""


@pytest.mark.parametrize("cell", ["No", "2026-03-01", "", "soon"])
def test_a_column_that_its_cells_make_the_status_is_read_whole(cell: str) -> None:
    """Whether it is the status hangs on every one of them."""
    tracker, text = read(TICKS), TICKS.replace("| Yes |", f"| {cell} |")
    assert Versions(tracker).stated(text) == whole(tracker, text)


PLAN = """\
# Plan

Last updated: 2026-02-01

| Task | Status |
|------|--------|
| 1.1 Map | todo |

A word about it.

- first thought

## Phase 2

| Task | Status |
|------|--------|
| 2.1 Trie | todo |
"""
DONE = PLAN.replace("Map | todo", "Map | done")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(DONE, id="row"),
        pytest.param(DONE.replace("02-01", "02-09"), id="date-of-the-update"),
        pytest.param(DONE.replace("about it.\n", "about it.\n\nAnother.\n"), id="paragraph"),
        pytest.param(DONE.replace("thought\n", "thought\n- second: 第二个想法\n"), id="bullet"),
        pytest.param(DONE.replace("A word about it.\n\n", ""), id="paragraph-gone"),
        pytest.param(DONE.replace("A word about it", "Progress: 1/2 done (50%)"), id="count"),
    ],
)
def test_plain_prose_may_come_and_go(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No version is read whole where prose differs that says nothing of tasks."""
    expected = told(read(text))
    versions = Versions(read(PLAN))
    monkeypatch.delattr(rereading, "read")
    assert told(versions.tracker(text)) == expected


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("A word", "Summary: actual 3 hours", id="summary"),
        pytest.param("A word", "# A word", id="heading"),
        pytest.param("| 1.1 Map | todo |\n", "| 1.1 Map | todo |\ntext\n", id="row-without-pipe"),
        pytest.param("| 1.1 Map | todo |\n", "| 1.1 Map | todo |\n| 1.2 | todo |\n", id="new-row"),
        pytest.param("# Plan", "---\n\n# Plan", id="front-matter"),
        pytest.param("Phase 2: Trees\n---", "Phase 3: Graphs\n---", id="underlined-heading"),
    ],
)
def test_what_may_say_something_is_read_whole(
    old: str, new: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a line could be more than prose, the reader is asked."""
    plan = PLAN.replace("## Phase 2\n", "Phase 2: Trees\n---\n")
    text = plan.replace(old, new, 1)
    versions, reads = Versions(read(plan)), []
    monkeypatch.setattr(rereading, "read", lambda *given: reads.append(given) or read(*given))
    assert told(versions.tracker(text)) == told(read(text))
    assert len(reads) == 1
