"""Statements of progress: what is one, what it counts, and how it is written when it is wrong."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import pytest

from studytrack.records import Done, Record, Reopen, Skip, Source, Start, Time
from studytrack.tracker.reading import read
from studytrack.tracker.stated import baseline_of
from tests.tracker.drafts import reconciled

SOURCE, DAY = Source("c" * 40), dt.date(2026, 6, 30)
TABLE = """\
# Plan

{head}

## Phase 1: Maps

{one}

| Task | Estimate | Status | Spent |
|------|----------|--------|-------|
| 1.1 Read | 2 | ✅ Done | 2h |
| 1.2 Draw | 3 | ✅ Done | 1.5h |
| 1.3 Walk | 5 | ⬜ Not started | |
{row}
## Phase 2: Seas

| Task | Estimate | Status | Spent |
|------|----------|--------|-------|
| 2.1 Swim | 4 | 🔄 In progress | |
| 2.2 Sail | 4 | ⬜ Not started | |

## Overview

{tail}
"""
LIST = """\
# Curso

## Progreso

{head}

## 1. Uno

{one}

- [x] 1.1 alfa
- [x] 1.2 beta

## 2. Dos

- [x] 2.1 gama
- [ ] 2.2 delta
- [ ] 2.3 épsilon

## 3. Tres

- [ ] 3.1 zeta
- [ ] 3.2 eta
"""


def table(head: str = "", one: str = "", tail: str = "", row: str = "") -> str:
    """A tracker of two phases: 2 of 3 tasks done and 0 of 2, 3.5 hours spent, 18 planned."""
    return TABLE.format(head=head, one=one, tail=tail, row=f"{row}\n" if row else "")


def tasks(head: str = "", one: str = "") -> str:
    """A tracker of three lists: 2 of 2, 1 of 3 and 0 of 2 tasks done."""
    return LIST.format(head=head, one=one)


NO_CLAIMS = {
    "prose": table(head="Progress was slow: 1/5 of the time I was ill, the rest I spent reading."),
    "prose-comma": table(head="Progress: 1/5, which is less than I had hoped for this month"),
    "date": table(head="Exam: 1/5\n\nLast update: 3/5\n\nCompletion date: 3/5"),
    "score": table(head="Score: 1/5\n\nRating: 4/5 (80%)\n\nQuiz 1: 1/5"),
    "url": table(
        head="Progress: <https://example.org/1/5>\n\nSee [progress: 1/5](https://a.b/1/5)"
    ),
    "code": table(head="Progress: `1/5`\n\n`Progress: 1/5`"),
    "version": table(head="Progress: 1.5/5.2.1\n\nCompleted: v1/5"),
    "position": table(head="Current phase: 2/2\n\nPhase: 2/2\n\nWeek: 1/5\n\nProgress: Phase 2/2"),
    "rate": table(head="Average progress: 4 hours/task\n\nHours per week: 15"),
    "weight": table(tail="## Exam (40%)\n\n| Part | Weight |\n|-|-|\n| Phase 1 | 30% |"),
    "log": table(tail="### 2026-02-03\n\nProgress: 1/5 (20%)\n\nTotal hours: 9h\n\n**Done**: 1"),
    "week": table(tail="## Week 7\n\nProgress: 1/5 (20%)\n\nTotal time: 9h"),
    "ornament": table(head="██████████\n\n████░░ Plan ░░████\n\nParts: ■■■■□□"),
    "separator": table(head="Progress: 1/5 and 3/4\n\nDone: 1/5 / 3"),
    "fence": table(tail="```\nprogress: 1/5\n```"),
    "quote": table(head="> Progress: 1/5"),
    "title": table(row="| 1.4 Progress: 1/5 | 1 | ⬜ Not started | |"),
    "own-row": tasks().replace("1.1 alfa", "1.1 progreso: 1/7 (14%)"),
    "detail": tasks().replace("alfa\n", "alfa\n  - progreso: 1/7 (14%)\n  - total: 9h\n"),
    "cumulative": table(tail="| Week | Cumulative progress |\n|-|-|\n| Phase 1 | 40% |"),
    "heading": table(tail="## Arrays (1/5)\n\n### Loops 20%"),
    "begun": table(one="**Status**: 🔄 In progress").replace("✅ Done", "⬜ Not started"),
    "heading-task": "# Plan\n\n### 1.1 Read - done\n\n### 1.2 Draw - in progress\n\n"
    "- Progress: 1/7\n- Status: done\n",
    "other-list": tasks(head="- [ ] Terminado: 1/7"),
    "comment": table(head="<!-- Progress: 1/5 -->"),
    "block": table(
        tail="<!-- studytrack:begin progress -->\n\nProgress: 1/5\n\n<!-- studytrack:end -->"
    ),
}


@pytest.mark.parametrize("text", NO_CLAIMS.values(), ids=NO_CLAIMS)
def test_what_is_no_claim_stays(text: str) -> None:
    """However many fractions stand there, nothing is changed, and nothing is said of it."""
    done = reconciled(text)
    assert done.text == text
    assert [one for one in done.findings if one.code.startswith("claim")] == []


RIGHT = {
    "whole": table(head="Progress: 2/5 (40%)"),
    "phase": table(one="- **Done**: 2 / 3 tasks (67%)"),
    "cut-off": table(one="Progress: 66%"),
    "headings": table(head="Completed: 0/2 phases (0%)"),
    "statuses": table(tail="- ✅ Done: 2/5\n- 🔄 In progress: 1/5 (20%)\n- ⬜ Not started: 2/5"),
    "counts": table(tail="Progress: 2/5\n\n- Done: 2\n- In progress: 1"),
    "named": table(tail="- Phase 1: 2/3\n- Seas: 0/2\n- **Total**: 2/5 (40.0%)"),
    "credited": table(one="Completed: 5 of 10 hours (50%)", head="Completed: 5/18 hours"),
    "spent": table(one="Progress: 67% (2/3) | Planned: 9-12 hours | Time spent: 3.5h"),
    "rounded": table(one="Time spent: 4h"),
    "about": table(tail="Total hours: about 3.5h\n\nHours so far: ~3h\n\nTotal: ~4h"),
    "sum": table(row="| Total | 10 | 67% | 3.5h |"),
    "bar": table(head="[███░░░░░] 2/5", tail="```\n██░░░ 40% complete\n```"),
    "ascii-bar": table(head="Progress: [####------] 40%"),
    "overview": table(
        tail="| Phase | Progress | Status |\n|-|-|-|\n"
        "| Phase 1: Maps | 67% | In Progress |\n| Phase 2: Seas | 0/2 | 🔄 In progress |"
    ),
    "counts-column": table(
        tail="| Phase | Tasks | Done | In progress |\n|-|-|-|-|\n"
        "| Phase 1 | 3 | 2 | 0 |\n| Seas | 2 | 0 | 1 |\n| Total | 5 | 2 | 1 |"
    ),
    "other-columns": table(tail="| Phase | Pages | Done |\n|-|-|-|\n| Phase 1 | 90 | 14 |"),
    "state": table(one="**Status**: 🔄 In progress").replace(
        "Phase 1: Maps", "Phase 1: Maps - WIP"
    ),
    "list": tasks(head="`[████░░░░░░]` 1/3 secciones | 3/7 lecciones", one="Progreso: 100% (2/2)"),
}


@pytest.mark.parametrize("text", RIGHT.values(), ids=RIGHT)
def test_what_is_right_stays(text: str) -> None:
    """A claim that is true, in whatever form, is left alone."""
    done = reconciled(text)
    assert done.text == text
    assert [one for one in done.findings if one.code.startswith("claim")] == []


class Wrong(NamedTuple):
    """A claim, and what it should say; the rest of the text stays."""

    text: str
    before: str
    after: str


WRONG = {
    "whole": Wrong(table(head="Progress: 1/5 (20%)"), "1/5 (20%)", "2/5 (40%)"),
    "decimals": Wrong(table(one="- **Done**: 1 / 3 (33.3 %)"), "1 / 3 (33.3 %)", "2 / 3 (66.7 %)"),
    "comma": Wrong(table(one="Progress: 33,3%"), "33,3%", "66,7%"),
    "percent-only": Wrong(table(one="Progress: 2/3 (50%)"), "(50%)", "(67%)"),
    "phases": Wrong(table(head="Completed: 1/2 phases"), "1/2", "0/2"),
    "status": Wrong(table(tail="- 🔄 In progress: 2/5 (40%)"), "2/5 (40%)", "1/5 (20%)"),
    "count": Wrong(table(tail="Progress: 2/5\n\n- In progress: 2"), "progress: 2", "progress: 1"),
    "named": Wrong(table(tail="- Phase 2: 1/2"), "1/2", "0/2"),
    "credited": Wrong(
        table(one="Done: 2 of 10 hours (20%)"), "2 of 10 hours (20%)", "5 of 10 hours (50%)"
    ),
    "spent": Wrong(table(one="Progress: 67% | Time spent: 3h15m"), "3h15m", "3h30m"),
    "clock": Wrong(table(tail="Total hours: 2:45"), "2:45", "3:30"),
    "about": Wrong(table(tail="Total hours: about 5.0h"), "5.0h", "3.5h"),
    "sum": Wrong(
        table(row="| Total | 11 | 2/3 | 4.5h |"), "| 11 | 2/3 | 4.5h |", "| 10 | 2/3 | 3.5h |"
    ),
    "bar": Wrong(table(head="[█░░░░░░░] 1/5"), "[█░░░░░░░] 1/5", "[███░░░░░] 2/5"),
    "bar-alone": Wrong(table(head="▓▓▓▓▓░░░░░ 40%"), "▓▓▓▓▓░░░░░", "▓▓▓▓░░░░░░"),
    "empty-bar": Wrong(table(head="⬜⬜⬜⬜⬜ 0/5"), "⬜⬜⬜⬜⬜ 0/5", "🟩🟩⬜⬜⬜ 2/5"),
    "fence": Wrong(
        table(tail="```text\n█████░░░░░  50% complete\n```"), "█████░░░░░  50%", "████░░░░░░  40%"
    ),
    "padded": Wrong(
        table(tail="| Phase   | Progress |\n|---------|----------|\n| Phase 1 | 0%       |"),
        "| 0%       |",
        "| 67%      |",
    ),
    "overview": Wrong(
        table(tail="| Phase | Progress | Status |\n|-|-|-|\n| Phase 1: Maps | 67% | Not Started |"),
        "Not Started",
        "In Progress",
    ),
    "counts-column": Wrong(
        table(
            tail="| Phase | Tasks | Done |\n|-|-|-|\n"
            "| Phase 1 | 3 | 1 |\n| Phase 2 | 2 | 1 |\n| Total | 5 | 9 |"
        ),
        "| Phase 1 | 3 | 1 |\n| Phase 2 | 2 | 1 |\n| Total | 5 | 9 |",
        "| Phase 1 | 3 | 2 |\n| Phase 2 | 2 | 0 |\n| Total | 5 | 2 |",
    ),
    "state": Wrong(
        table(one="**Status**: ⬜ Not started"), "⬜ Not started\n\n|", "🔄 In progress\n\n|"
    ),
    "heading": Wrong(
        table().replace("1: Maps", "1: Maps - done"), "Maps - done", "Maps - in progress"
    ),
    "phases-missing": Wrong(
        table(
            head="Progress: 9%",
            tail="| Phase | Progress |\n|-|-|\n"
            "| Phase 1 | 67% |\n| Phase 2 | 0% |\n| Phase 3 | 0% |",
        ),
        "Progress: 9%",
        "Progress: 22%",
    ),
    "list": Wrong(
        tasks(head="[█░░░░░░░░░] 0/3 secciones | 1/7 lecciones"),
        "[█░░░░░░░░░] 0/3 secciones | 1/7 lecciones",
        "[████░░░░░░] 1/3 secciones | 3/7 lecciones",
    ),
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_made_right(wrong: Wrong) -> None:
    """It says the truth in its own form, not a byte besides changes, and once is enough."""
    assert wrong.text.count(wrong.before) == 1
    done = reconciled(wrong.text)
    assert done.text == wrong.text.replace(wrong.before, wrong.after)
    assert done.changes
    assert set(done.changes) == set(done.claims)
    again = reconciled(done.text)
    assert again.text == done.text
    assert again.changes == ()


@pytest.mark.parametrize(
    "text",
    [
        table(head="Progress: 4/17 (24%)"),
        table(tail="- Phase 2: 1/7"),
        table(tail="| Milestone | Progress |\n|-|-|\n| First harbour | 1/4 |"),
        table(tail="| Phase | Progress |\n|-|-|\n| Phase 1 | 55% |\n| Phase 3 | 0% |"),
        table(one="Completed: ____ of 99 hours (___%)"),
    ],
    ids=["whole", "named", "milestone", "phases-missing", "blank"],
)
def test_an_unclear_claim_is_left_and_told(text: str) -> None:
    """Where nothing adds up to what it speaks of, nobody knows what it means."""
    done = reconciled(text)
    assert done.text == text
    assert [one.code for one in done.findings] == ["claim-unclear"]


BLANKS = table(one="**Total:** ____ of 10 hours (___%)", head="- Completed tasks: ____ of 5 (___%)")


def test_a_blank_waits_for_a_record() -> None:
    """What nobody filled in is not wrong; with the first record it is filled."""
    assert reconciled(BLANKS).text == BLANKS
    done = _recorded(BLANKS, Done("1.3", SOURCE, DAY))
    assert "**Total:** 10 of 10 hours (100%)" in done
    assert "- Completed tasks: 3 of 5 (60%)" in done


def test_claims_follow_the_records() -> None:
    """They are counted after the statuses were written, in the tracker's own words."""
    text = table(
        head="Progress: 2/5 (40%) ████░░░░░░",
        one="**Status**: 🔄 In progress | never mind\n\nProgress: 67% | Time spent: 3.5h",
        tail="- Phase 1: 2/3\n- Completed: 0/2 phases",
        row="| Total | 10 | 67% | 3.5h |",
    ).replace("Phase 2: Seas", "Phase 2: Seas (in progress)")
    done = _recorded(
        text,
        Done("1.3", SOURCE, DAY),
        Time("1.3", SOURCE, DAY, dt.timedelta(hours=4)),
        Skip("2.2", SOURCE, DAY, "no boat"),
        Done("2.1", SOURCE, DAY),
    )
    assert "Progress: 4/5 (80%) ████████░░" in done
    assert "Progress: 100% | Time spent: 7.5h" in done
    assert "- Phase 1: 3/3\n- Completed: 2/2 phases" in done
    assert "| Total | 10 | 100% | 7.5h |" in done
    assert "## Phase 2: Seas (done)" in done


def test_a_skipped_task_may_count_as_done() -> None:
    """Both readings are right; what is wrong under both is written by the strict one."""
    text = table(one="Progress: {}/3").replace("⬜ Not started", "skipped", 1)
    for right in ("2", "3"):
        assert reconciled(text.format(right)).changes == ()
    assert "Progress: 2/3" in reconciled(text.format("1")).text


def test_hours_need_all_of_the_finished_tasks() -> None:
    """Where a finished task has no hours, what a line says of them may well be true."""
    text = table(one="Time spent: 20h", tail="Total hours: 30h").replace("| 1.5h |", "| |")
    assert reconciled(text).text == text


def test_rows_that_share_a_cell_have_its_hours() -> None:
    """An approximate sum may be rounded up or down; another is corrected."""
    text = """\
# 計画

|No.|分類|コース|目安時間|ステータス|
|---|----|------|--------|----------|
|1-1|地図<br>(約3.5h)|読む|1h50m|完了|
|1-2||描く|2h|未着手|
|2-1|海<br>(約5h)|泳ぐ|3h|未着手|
|2-2||漕ぐ|3h40m|未着手|

目安時間合計：約8h
"""
    done = reconciled(text)
    assert done.text == text.replace("約5h", "約7h").replace("約8h", "約11h")


def test_a_heading_keeps_the_names_of_its_tasks() -> None:
    """Tasks that are told apart by their phase's title are called the same when it is done."""
    text = "# P\n\n## Maps - in progress\n\n- [x] Read\n\n## Seas (done)\n\n- [ ] Read\n"
    done = reconciled(text)
    assert done.text == text.replace("(done)", "(not started)").replace("in progress", "done")
    for tracker in (read(text), done.tracker):
        assert [row.id for _, row in tracker.rows()] == ["Maps / Read", "Seas / Read"]
        assert [section.title for section in tracker.sections] == ["Maps", "Seas"]


def test_a_third_of_an_hour_is_written_once() -> None:
    """What has no short decimal is right as it is written."""
    rows = "".join(f"| {n} | 20m | {s} |\n" for n, s in (("a", "done"), ("b", ""), ("c", "")))
    text = f"## P\n\nDone: {{}} of 1 hours\n\n| Task | Estimate | Status |\n|-|-|-|\n{rows}"
    done = reconciled(text.format("0"))
    assert done.text == text.format("0.33")
    assert reconciled(done.text).changes == ()


def test_minutes_are_added_to_hours() -> None:
    """A column may have both."""
    text = table(row="| Total | 10 | 67% | 9h |").replace("1.5h", "45m")
    assert "| Total | 10 | 67% | 2.75h |" in reconciled(text).text


def test_a_change_names_its_phase_and_field() -> None:
    """What is told of a claim: where it stands, what it says, and how that was counted."""
    text = table(one="**Status**: done\n\nProgress: 1/3 | Time spent: 9h")
    told = {
        (one.line, one.phase, one.task, one.field.value, one.before, one.after)
        for one in reconciled(text).changes
    }
    assert told == {
        (7, 1, None, "status", "done", "in progress"),
        (9, 1, None, "progress", "1/3", "2/3"),
        (9, 1, None, "actual", "9h", "3.5h"),
    }
    locale = read(text).dialect.locale
    under = "under Phase 1: Maps"
    assert {locale.message(one) for one in reconciled(text).claims.values()} == {
        f"it says 1/3, but 2 of 3 tasks {under} are done; studytrack reconcile writes 2/3",
        f"it says 9h, but the hours spent {under} add up to 3.5; studytrack reconcile writes 3.5h",
        f"it says done, but 2 of 3 tasks {under} are done; studytrack reconcile writes in progress",
    }


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_every_other_byte_stays(ending: str) -> None:
    """Line endings, a BOM and a missing newline at the end."""
    text = "\ufeff" + table(head="Progress: 1/5").rstrip().replace("\n", ending)
    assert reconciled(text).text == text.replace("1/5", "2/5")


def _recorded(text: str, *records: Record) -> str:
    """The text that records make, which is the same when they make it again."""
    baseline = baseline_of(read(text))
    done = reconciled(text, records, None, baseline)
    assert reconciled(done.text, records, None, baseline).changes == ()
    return done.text


def test_a_reopened_task_takes_back_what_was_claimed() -> None:
    """Claims go down as they go up."""
    text = table(one="**Status**: done\n\nProgress: 100% (3/3)").replace(
        "⬜ Not started", "✅ Done", 1
    )
    assert reconciled(text).text == text
    done = _recorded(text, Start("2.2", SOURCE, DAY), Reopen("1.1", SOURCE, DAY))
    assert "**Status**: in progress\n\nProgress: 67% (2/3)" in done
