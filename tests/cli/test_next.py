"""``studytrack next``: what it says in both languages, and of which hours."""

from __future__ import annotations

import json
from datetime import date

import pytest

from studytrack import Study
from tests.cli.studies import CHINESE, ENGLISH, run, study
from tests.repositories import Builder

EN = """\
Week 2026-W10, 2026-03-02 to 03-08: 2.5 h of 5 h spent, 2.5 h left.

                  task       hours/plan  left  last record
In progress  1.2  B-trees    - / 4       4     2026-03-03
Later        2.1  Isolation  - / 5       5
"""

ZH = """\
2026-W12 周，2026-03-16 至 03-22：已用 0/15-20 小时，还剩 15-20 小时。

             任务      小时/预计  剩余小时  最近记录
进行中  1.2  B树       - / 4      4         2026-03-03，19 天前
本周    2.1  隔离级别  - / 5      5
"""


def test_it_says_what_to_do(tmp_path) -> None:
    """The config's hours, less those of the week, and the tasks that fit."""
    root = study(tmp_path, ENGLISH).root
    (root / "studytrack.toml").write_text("[learner]\nhours-per-week = 5\n", encoding="utf-8")
    assert run(root, "next", "--on", "2026-03-08").stdout == EN


def test_it_speaks_the_trackers_language(tmp_path) -> None:
    """The tracker states the hours itself, and a task is named that was not heard of for long."""
    tracker = CHINESE.replace("- 开始日期", "- 每周投入：15-20小时\n- 开始日期")
    root = study(tmp_path, tracker, "跟踪.md").root
    assert run(root, "next", "--on", "2026-03-22").stdout == ZH


def test_as_json(english) -> None:
    """A document with a schema."""
    found = json.loads(run(english, "next", "--on", "2026-03-04", "--json").stdout)
    assert (found["schema"], found["week"], found["spent"]) == (1, "2026-W10", "PT2H30M")
    assert [task["id"] for task in found["tasks"]] == ["1.2", "2.1"]


@pytest.mark.parametrize(
    ("line", "low", "high"),
    [
        pytest.param("- Weekly: 10 h", 10, 10, id="one number"),
        pytest.param("Hours per week: 15-20", 15, 20, id="no unit"),
        pytest.param("- **Weekly commitment**: 6 hours", 6, 6, id="bold"),
        pytest.param("- 每周投入：15-20小时", 15, 20, id="Chinese"),
        pytest.param("- Weekly: 3 days", None, None, id="days"),
        pytest.param("- Weekly: as much as I can", None, None, id="prose"),
        pytest.param("- Weekly: ____ h", None, None, id="blank"),
        pytest.param("- Weekly hours matter", None, None, id="no colon"),
    ],
)
def test_the_tracker_may_state_the_hours(tmp_path, line, low, high) -> None:
    """Of the whole study, in its own words; reconciling leaves the line as it is."""
    tracker = ENGLISH.replace("- Start date", f"{line}\n- Start date")
    opened = Study.open(study(tmp_path, tracker).root)
    found = opened.agenda(date(2026, 3, 8)).hours
    hours = None if found is None else (found.low.total_seconds(), found.high.total_seconds())
    assert hours == (None if low is None else (low * 3600, high * 3600))
    assert line in opened.reconcile().text


def test_all_is_done(tmp_path) -> None:
    """Then there is nothing to list."""
    builder = Builder.init(tmp_path)
    builder.commit("Plan", {"t.md": "# P\n\n| Task | Status |\n|---|---|\n| 1.1 A | done |\n"})
    assert run(builder.root, "next").stdout.endswith("Nothing is left to do.\n")
