"""Tasks in lists: which items they are, what stands beneath them, and how they are written."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest

from studytrack.errors import TrackerError
from studytrack.markdown.blocks import Block, Document
from studytrack.markdown.spans import Span
from studytrack.records import Done, Record, Reopen, Reset, Skip, Source, Start, Time
from studytrack.terms import Status
from studytrack.tracker.lexicon import lexicon
from studytrack.tracker.marked import marked
from studytrack.tracker.reading import read
from studytrack.tracker.stated import baseline_of
from studytrack.tracker.trailer_words import vocabulary_of
from tests.tracker.drafts import reconciled

SOURCE = Source("c" * 40)
DAY = date(2026, 3, 2)


def tasks(text: str) -> list[str]:
    """The ids of all tasks, in order."""
    return [row.id for _, row in read(text).rows()]


def after(text: str, *records: Record) -> str:
    """The text with what the records say; a second time changes nothing."""
    baseline = baseline_of(read(text))
    done = reconciled(text, records, None, baseline)
    assert reconciled(done.text, records, None, baseline).text == done.text
    return done.text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("- [ ]\n- [x]\n", id="nothing behind the box"),
        pytest.param("- [ ] ____\n- [ ] [Task]\n- [ ] ...\n", id="blanks to fill in"),
        pytest.param("```\n- [ ] 1.1 Ports\n```\n", id="in a fence"),
        pytest.param("<!--\n- [ ] 1.1 Ports\n- [ ] 1.2 Adapters\n-->\n", id="in a comment"),
        pytest.param("> - [ ] 1.1 Ports\n", id="in a quote"),
        pytest.param("- [ ] not started\n- [~] in progress\n- [x] done\n", id="a legend"),
        pytest.param("- [x](1.md)\n- [ ](2.md)\n- [1] a\n- [ab] b\n", id="links and look-alikes"),
        pytest.param("- 1.1 Ports\n- 1.2 Adapters\n", id="no boxes"),
    ],
)
def test_what_holds_no_tasks(text: str) -> None:
    """Legends, templates and lists without boxes are left alone."""
    with pytest.raises(TrackerError):
        read(text)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        pytest.param("- [ ] 3.4 Ports\n* [x] **3.5** Adapters\n", ["3.4", "3.5"], id="numbers"),
        pytest.param(
            "1. [ ] [3.4 Ports](a.md)\n2. [ ] [3.5](b.md): Q\n", ["3.4", "3.5"], id="links"
        ),
        pytest.param("- [ ] Day 12 — Ports\n- [ ] Day 13 — Q\n", ["Day 12", "Day 13"], id="days"),
        pytest.param("- [ ] Week 2 Day 3: Ports\n", ["Week 2 Day 3"], id="a week's day"),
        pytest.param("- [ ] Week 2 Day 3: İ\n", ["Week 2 Day 3"], id="a letter that grows"),
        pytest.param(
            "- [ ] 第12天 端口\n- [ ] 第13天：适配器\n", ["第12天", "第13天"], id="Chinese"
        ),
        pytest.param("- [ ] #0-1 Ports\n- [ ] #0-2 Q\n", ["#0-1", "#0-2"], id="hashes"),
        pytest.param("- [ ] step07 Ports\n- [ ] W3 - Q\n", ["step07", "W3"], id="words"),
        pytest.param("- [x] **01-ports.md** ✅\n- [ ] 02-q.md\n", ["01", "02"], id="files"),
        pytest.param(
            "- [ ] Ports\n- [ ] 5 adapters\n- [ ] Q\n", ["Ports", "5 adapters", "Q"], id="titles"
        ),
        pytest.param("- [ ] 1.1 Ports\n  - [ ] read\n  - [x] try\n", ["1.1"], id="steps of a task"),
        pytest.param("- [ ] Ports\n  - [ ] serial\n", ["Ports", "serial"], id="tasks in tasks"),
        pytest.param("- [ ] 1.1 Ports\r\n- [ ] 1.2 Q", ["1.1", "1.2"], id="CRLF, no end"),
        pytest.param(
            "## A\n- [ ] Quiz\n## B\n- [ ] Quiz\n- [ ] Q\n- [ ] Q\n",
            ["A / Quiz", "B / Quiz", "B / Q #1", "B / Q #2"],
            id="the same titles",
        ),
        pytest.param(
            "## Chapter 1\n- [ ] 1.1 P\n## Chapter 2\n- [ ] 2.1 Q\n## Criteria\n- [ ] know P\n",
            ["1.1", "2.1"],
            id="criteria beside phases",
        ),
        pytest.param(
            "## Chapter 1\n- [ ] P\n- [ ] Q\n## Chapter 2\n- [ ] R\n"
            "## Week 1\n- [ ] P, Q\n## Week 2\n- [ ] R\n",
            ["P", "Q", "R"],
            id="weeks that tell chapters again",
        ),
        pytest.param(
            "## Phase 1\n| Task | Status |\n|-|-|\n| 1.1 P | done |\n| 1.2 Q | done |\n"
            "## Phase 2\n- [ ] 2.1 R\n## Wishes\n- [ ] rest\n",
            ["1.1", "1.2", "2.1"],
            id="a table, then a list",
        ),
    ],
)
def test_ids(text: str, ids: list[str]) -> None:
    """An item goes by the id that it begins with, if most have one; else by its title."""
    assert tasks(text) == ids


@pytest.mark.parametrize(
    ("line", "status"),
    [
        pytest.param("- [ ] Ports", Status.NOT_STARTED, id="open"),
        pytest.param("- [x] Ports", Status.DONE, id="ticked"),
        pytest.param("- [X] Ports ⚠️ (50% quiz)", Status.DONE, id="ticked, with a warning"),
        pytest.param("- [~] Ports", Status.IN_PROGRESS, id="tilde"),
        pytest.param("- [/] Ports", Status.IN_PROGRESS, id="slash"),
        pytest.param("- [-] Ports", Status.SKIPPED, id="dash"),
        pytest.param("- [ ] Ports 🔄", Status.IN_PROGRESS, id="open, with a marker"),
        pytest.param("- [ ] Ports ✅", Status.NOT_STARTED, id="the box beats the marker"),
        pytest.param("- [?] Ports", None, id="not explained"),
        pytest.param("- [ ] ~~Ports~~", Status.SKIPPED, id="struck out"),
        pytest.param("- [x] ~~Ports~~", Status.DONE, id="ticked and struck out"),
        pytest.param(
            "## Phase 1\n### 🔄 In progress\n- [ ] P", Status.IN_PROGRESS, id="a heading says so"
        ),
        pytest.param("## Phase 1\n### In progress\n- [x] P", Status.DONE, id="but not of ticks"),
    ],
)
def test_statuses(line: str, status: Status | None) -> None:
    """A box says the status, and behind an open one a marker may."""
    ((_, row),) = read(line).rows()
    assert row.status is status


def test_a_legend_explains_boxes() -> None:
    """What a list of boxes and statuses says, counts for all."""
    text = "- [ ] todo\n- [>] in progress\n- [x] done\n- [~] skipped\n\n## A\n- [>] P\n- [~] Q\n"
    assert [row.status for _, row in read(text).rows()] == [Status.IN_PROGRESS, Status.SKIPPED]


LEGEND = "- [ ] todo\n- [~] in progress\n- [x] done\n- [-] skipped\n\n## A\n"
DETAILED = """\
- [x] **1.1 Ports** ✅
  - Finished: 2026-02-01
  - Time spent: 2h
  - Notes: read twice
- [x] 1.2 Adapters ✅
  - Finished: 2026-02-03
- [ ] 1.3 Tests
  - Started:
  - Finished:
  - Time spent:
- [ ] 1.4 Rest
"""


def test_details_are_fields() -> None:
    """Dates and hours may stand beneath a task."""
    first, _, third, _ = (row for _, row in read(DETAILED).rows())
    assert first.finished is not None
    assert first.finished.on == date(2026, 2, 1)
    assert first.actual == timedelta(hours=2)
    assert third.finished is None


@pytest.mark.parametrize(
    "between", ["  a note\n\n", "  ```\n  code\n  ```\n  a note\n", "  - a note\n"]
)
def test_an_item_goes_on_behind_a_paragraph(between: str) -> None:
    """Its details are its own, and no statement about the phase."""
    text = f"## Phase 1: P\n\n- [x] 1.1 P\n\n{between}  - Time spent: 2h\n  - Status: started\n"
    ((_, row),) = read(text).rows()
    assert row.actual == timedelta(hours=2)
    assert reconciled(text).text == text


@pytest.mark.parametrize(
    ("text", "records", "wanted"),
    [
        pytest.param(
            DETAILED,
            [Done("1.3", SOURCE, DAY), Time("1.3", SOURCE, DAY, timedelta(hours=2, minutes=30))],
            DETAILED.replace("[ ] 1.3 Tests", "[x] 1.3 Tests ✅")
            .replace("Started:\n  - Finished:\n", "Started: 2026-03-02\n  - Finished: 2026-03-02\n")
            .replace("spent:\n", "spent: 2.5h\n"),
            id="details are filled in",
        ),
        pytest.param(
            DETAILED,
            [Done("1.4", SOURCE, DAY)],
            DETAILED.replace("[ ] 1.4 Rest", "[x] 1.4 Rest ✅"),
            id="no line is added",
        ),
        pytest.param(
            "- [x] 1.1 P\n- [ ] 1.2 Q\n",
            [Reopen("1.1", SOURCE, DAY, "wrong")],
            "- [ ] 1.1 P\n- [ ] 1.2 Q\n",
            id="reopened",
        ),
        pytest.param(
            "- [x] 1.1 P\n- [ ] 1.2 Q\n",
            [Start("1.2", SOURCE, DAY)],
            "- [x] 1.1 P\n- [ ] 1.2 Q\n",
            id="a box cannot say in progress",
        ),
        pytest.param(
            "- [x] 1.1 P\n- [ ] 1.2 Q 🔄\n- [ ] 1.3 R\n",
            [Start("1.3", SOURCE, DAY), Done("1.2", SOURCE, DAY)],
            "- [x] 1.1 P\n- [x] 1.2 Q\n- [ ] 1.3 R 🔄\n",
            id="a marker can",
        ),
        pytest.param(
            LEGEND + "- [x] P\n- [ ] Q\n",
            [Skip("Q", SOURCE, DAY, "old")],
            LEGEND + "- [x] P\n- [-] Q\n",
            id="as the legend has it",
        ),
        pytest.param(
            "- [x] 1.1 P ✅ (80%)\n- [x] 1.2 Q ⚠️ (20%)\n- [ ] 1.3 R (5 min)  \n",
            [Done("1.3", SOURCE, DAY)],
            "- [x] 1.1 P ✅ (80%)\n- [x] 1.2 Q ⚠️ (20%)\n- [x] 1.3 R (5 min)  \n",
            id="a marker that only some have",
        ),
        pytest.param(
            "- [x] P 📅 2026-02-01 ✅ 2026-02-02\n- [ ] Q ⏫ 📅 2026-03-05\n- [ ] R\n",
            [Done("Q ⏫", SOURCE, DAY), Reopen("P", SOURCE, DAY, "wrong")],
            "- [ ] P 📅 2026-02-01\n- [x] Q ⏫ 📅 2026-03-05 ✅ 2026-03-02\n- [ ] R\n",
            id="dates behind signs",
        ),
        pytest.param(
            "- [x] P ✅ (80%)\n- [x] Q (80%) ✅\n- [ ] R\n",
            [Reopen("P (80%)", SOURCE, DAY, "wrong"), Reopen("Q (80%)", SOURCE, DAY, "wrong")],
            "- [ ] P (80%)\n- [ ] Q (80%)\n- [ ] R\n",
            id="an aside behind a marker",
        ),
        pytest.param(
            "- [ ] P\r\n\r\n- [ ] Q",
            [Done("Q", SOURCE, DAY)],
            "- [ ] P\r\n\r\n- [x] Q",
            id="CRLF and no end",
        ),
    ],
)
def test_records_are_written(text: str, records: list[Record], wanted: str) -> None:
    """A task is ticked in the list's own manner, and every other byte stays."""
    assert after(text, *records) == wanted


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("- ✅ Fast\n- ✅ Small\n- ✅ Sound\n", id="good points"),
        pytest.param("- 1.1 Ports ✅\n- see below\n- and above\n", id="one marker"),
        pytest.param("## Ports ✅\n## Adapters\n## Tests\n", id="one heading"),
        pytest.param("# Done\n\n## Open\n\ntext\n", id="headings that are statuses"),
    ],
)
def test_markers_that_make_no_tasks(text: str) -> None:
    """A marker here and there, or one for all, tells of no plan."""
    with pytest.raises(TrackerError):
        read(text)


@pytest.mark.parametrize(
    ("text", "records", "wanted"),
    [
        pytest.param(
            "- 1.1 P ✅\n- 1.2 Q 🔄\n- 1.3 R\n",
            [Done("1.3", SOURCE, DAY), Reopen("1.1", SOURCE, DAY, "wrong")],
            "- 1.1 P 🔄\n- 1.2 Q 🔄\n- 1.3 R ✅\n",
            id="behind the title",
        ),
        pytest.param(
            "- 🟢 1.1 P\n- 🟡 1.2 Q\n- 🔴 1.3 R\n",
            [Done("1.2", SOURCE, DAY)],
            "- 🟢 1.1 P\n- 🟢 1.2 Q\n- 🔴 1.3 R\n",
            id="before the title",
        ),
        pytest.param(
            "## Phase 1\n### 1.1 P - done\n### 1.2 Q - in progress\ntext\n## Phase 2\n### 2.1 R\n",
            [Done("1.2", SOURCE, DAY), Start("2.1", SOURCE, DAY)],
            "## Phase 1\n### 1.1 P - done\n### 1.2 Q - done\ntext\n"
            "## Phase 2\n### 2.1 R - in progress\n",
            id="headings with a dash",
        ),
        pytest.param(
            "## 1.1 环境（已完成）\n## 1.2 工具（进行中）\n## 1.3 测试\n",
            [Done("1.3", SOURCE, DAY)],
            "## 1.1 环境（已完成）\n## 1.2 工具（进行中）\n## 1.3 测试（已完成）\n",
            id="headings with brackets",
        ),
        pytest.param(
            "- 🟢 1.1 P\n- 🟡 1.2 Q\n- 1.3 R\n",
            [Done("1.3", SOURCE, DAY), Reset("1.1", SOURCE, DAY)],
            "- 1.1 P\n- 🟡 1.2 Q\n- 🟢 1.3 R\n",
            id="before a title that has none",
        ),
        pytest.param(
            "- 1.1 C++ ✅\n- 1.2 C++\n- 1.3 R~ 🌱\n",
            [Done("1.2", SOURCE, DAY), Reset("1.1", SOURCE, DAY)],
            "- 1.1 C++\n- 1.2 C++ ✅\n- 1.3 R~ 🌱\n",
            id="signs of a title",
        ),
        pytest.param(
            "- 1.1 P - done\n- 1.2 Q -\n",
            [Done("1.2", SOURCE, DAY)],
            "- 1.1 P - done\n- 1.2 Q - done\n",
            id="a dash that waits",
        ),
        pytest.param(
            "- 1.1 P ✅\n- 1.2 Q ✅\n- 1.3 R [skipped]\n- 1.4 S\n",
            [Start("1.3", SOURCE, DAY), Start("1.4", SOURCE, DAY)],
            "- 1.1 P ✅\n- 1.2 Q ✅\n- 1.3 R [in progress]\n- 1.4 S 🟡\n",
            id="markers and words in one list",
        ),
        pytest.param(
            "- [ ] todo\n- [>] in progress\n- [x] done\n\n## A\n- 1.1 P ✅\n- 1.2 Q\n",
            [Done("1.2", SOURCE, DAY)],
            "- [ ] todo\n- [>] in progress\n- [x] done\n\n## A\n- 1.1 P ✅\n- 1.2 Q ✅\n",
            id="a legend of boxes that no task has",
        ),
        pytest.param(
            "### 1.1 P\n- Status: ✅ Done\n- Finished: 2026-01-02\n"
            "### 1.2 Q\n- Status: 🔴 Not started\n- Finished:\n",
            [Done("1.2", SOURCE, DAY)],
            "### 1.1 P\n- Status: ✅ Done\n- Finished: 2026-01-02\n"
            "### 1.2 Q\n- Status: ✅ Done\n- Finished: 2026-03-02\n",
            id="a status below the heading",
        ),
    ],
)
def test_markers_and_words_are_written(text: str, records: list[Record], wanted: str) -> None:
    """Tasks without boxes show their status beside the title, as the others do."""
    assert after(text, *records) == wanted


def test_boxes_below_headings_that_are_tasks_are_steps() -> None:
    """Where headings have ids and statuses, what is to tick below them has no say."""
    text = "## Phase 1\n### 1.1 P - done\n- [x] read\n- [ ] try\n### 1.2 Q\n- [ ] read\n"
    assert tasks(text) == ["1.1", "1.2"]
    assert after(text, Done("1.2", SOURCE, DAY)) == text.replace("1.2 Q", "1.2 Q - done")


def test_a_week_within_a_phase_is_no_phase() -> None:
    """Where phases are made of weeks, the third week's hours are not the third phase's."""
    text = "## Phase {n}\n### Week {w}\n- [ ] {n}.1 P\n"
    nested = "".join(text.format(n=n, w=n + 4) for n in (1, 2, 3))
    words = vocabulary_of(read(nested))
    assert words.phase_at("phase 3", 0) is not None
    assert words.phase_at("week 3", 0) is None
    assert vocabulary_of(read("## Week 3\n- [ ] 3.1 P\n")).phase_at("week 3", 0) is not None


def test_a_hundred_thousand_bullets_take_linear_time() -> None:
    """A long list that is no plan is looked through once."""
    line, count = Span(0, 4), 100_000
    items = (Block("item", 1, first, first + 1, line, line) for first in range(count))
    document = Document("word", (line,) * count, tuple(items))
    begun = time.process_time()
    assert marked(document, lexicon("en"), {"✅"}) == []
    assert time.process_time() - begun < 20  # in quadratic time it were minutes


def test_a_list_ends_where_a_heading_begins() -> None:
    """What stands below the next heading tells nothing of the last item."""
    text = "# P\n- 1.1 P ✅\n- 1.2 Q 🔄\n## R\n### S\nFinished: 2026-03-01\n"
    *_, last = (row for _, row in read(text).rows())
    assert len(last.place.lines) == 1


@pytest.mark.parametrize(
    ("line", "title"),
    [
        pytest.param("1.1 Ports (serial)", "Ports (serial)", id="brackets"),
        pytest.param("1.1) — Ports.", "Ports.", id="what parts it"),
        pytest.param("1.1: - Ports -", "Ports -", id="a dash"),
        pytest.param("1.1 .NET", ".NET", id="a point"),
        pytest.param("1.1 -1", "-1", id="a sign"),
    ],
)
def test_a_title_behind_an_id_is_whole(line: str, title: str) -> None:
    """What it begins and ends with is its own, as far as it does not part it from the id."""
    ((_, row),) = read(f"- [ ] {line}\n").rows()
    assert (row.id, row.title) == ("1.1", title)


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param(
            "# P\n\n- [ ] 1.1 A\n  - Started:\n  - Finished:\n- [ ] 1.2 B\n  - Started:\n\n  - x\n"
            "  - Finished:\n",
            [3, 4, 5, 6, 7, 10],
            id="boxes",
        ),
        pytest.param(
            "# P\n- 🔴 1.1 A\n  - Finished:\n- 🔴 1.2 B\n  - Finished:\n", [2, 3, 4, 5], id="signs"
        ),
        pytest.param(
            "# P\n### 1.1 A\n- Status: 🔴 Not started\n- Finished:\n"
            "### 1.2 B\n- Status: 🔴 Not started\n- Finished:\n",
            [3, 4, 6, 7],
            id="headings",
        ),
        pytest.param(
            "# P\n| ID | Task | Finished | Status |\n|-|-|-|-|\n| 1.1 | A | | 🔴 Not started |\n"
            "| 1.2 | B | | 🔴 Not started |\n",
            [4, 5],
            id="a table",
        ),
    ],
)
def test_a_change_is_on_the_line_that_changes(text: str, lines: list[int], newline: str) -> None:
    """A detail beneath a task has a line of its own; a status beside the title has the task's."""
    text = text.replace("\n", newline)
    records = [Done(one, SOURCE, DAY) for one in ("1.1", "1.2")]
    done = reconciled(text, records, None, baseline_of(read(text)))
    pairs = zip(text.split(newline), done.text.split(newline), strict=True)
    assert [number for number, (was, now) in enumerate(pairs, 1) if was != now] == lines
    assert sorted({change.line for change in done.changes}) == lines
