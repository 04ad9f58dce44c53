"""``studytrack weekly``: the page, the file, the JSON, and the weeks that were missed."""

from __future__ import annotations

import json

import pytest

from tests.cli.studies import CHINESE, ENGLISH, HIDDEN, HOSTILE, run
from tests.repositories import Builder
from tests.weekly.test_checkpoints import PATH, studied

EN = """\
Week 2026-W10, 2026-03-02 to 03-08

Progress review
  phase 1  Storage                                           +0.5  4 / 6-7
  1.1      Pages    done 2026-03-02                          +2.5  3.5 / 2-3
  1.2      B-trees  skipped 2026-03-03, reopened 2026-03-04        - / 4
  Hours: 3 h, of 5-6 h planned for a week
  Tasks done: 1/3; closed in this week: 1

Difficulties
  2026-02-27 question, 1.1 Pages: fixed or variable?
    answer: fixed
  2026-03-05 question, 1.2 B-trees: why does `<b>` split?
    still open, {name}
  skipped 2026-03-03, 1.2 B-trees: no time, see #12
  reopened 2026-03-04, 1.2 B-trees: it is needed for 2.1

Takeaways
  1.1 Pages: fixed size, so that pages are found

Plan for next week
  For 2026-03-09 to 03-15, with 5-6 h:
  1.2  B-trees  In progress, 4 h left
"""

ZH = """\
2026-W11 周，2026-03-09 至 03-15

进度回顾
  1.2  B树  2026-03-09 完成  +4  4 / 4
  时长：4 小时，每周计划 5-6 小时
  任务：累计完成 2/3；本周了结 1 个
  结束：阶段 1 存储引擎（8 / 6-7 小时）

难点分析
  没有记录。

收获总结
  1.2 B树：later than the week

下周计划
  2026-03-16 至 03-22，共 5-6 小时：
  2.1  隔离级别  还需 5 小时
"""


def test_the_page(tmp_path) -> None:
    """The four parts of a checkpoint, without the marks of Markdown."""
    shown = run(studied(tmp_path).root, "weekly", "--week", "2026-W10").stdout
    name = shown.split("still open, ")[1].split("\n")[0]
    assert shown.replace("In progress", "in progress") == EN.format(name=name).replace(
        "In progress", "in progress"
    )


def test_the_page_in_chinese(tmp_path) -> None:
    """It speaks the tracker's language, and counts the width of its characters."""
    root = studied(tmp_path, CHINESE, "跟踪.md").root
    assert run(root, "weekly", "--week", "2026-W11").stdout == ZH


def test_write(tmp_path) -> None:
    """A file for each week that is asked for; a second run has nothing to do."""
    root = studied(tmp_path).root
    asked = ("weekly", "--write", "--week", "2026-W10", "--week", "2026-w11")
    assert run(root, *asked).stdout.splitlines() == [
        "checkpoints/2026-W10.md: written.",
        "checkpoints/2026-W11.md: written.",
    ]
    assert run(root, *asked).stdout.splitlines() == [
        "checkpoints/2026-W10.md is up to date.",
        "checkpoints/2026-W11.md is up to date.",
    ]


def test_missed_weeks_are_named_with_the_command(tmp_path) -> None:
    """A few of them, however many there are."""
    root = studied(tmp_path).root
    shown = " ".join(run(root, "weekly").stdout.split())
    assert "weeks have no checkpoint: …, " in shown
    command = shown.rpartition("write them with: studytrack ")[2].split()
    assert command[:2] == ["weekly", "--write"]
    assert len(command) == 2 + 2 * 4
    assert run(root, *command).exit_code == 0
    assert "have no checkpoint" not in run(root, "weekly").stdout


def test_json(tmp_path) -> None:
    """A document with a schema, and the weeks that were missed."""
    root = studied(tmp_path).root
    found = json.loads(run(root, "weekly", "--week", "2026-W10", "--json").stdout)
    (week,) = found["weeks"]
    assert (found["schema"], week["week"], week["spent"], found["missed"]) == (
        1,
        "2026-W10",
        "PT3H",
        [],
    )
    assert [one["task"] for one in week["work"]] == [None, "1.1", "1.2"]
    assert not (root / PATH).exists()


@pytest.mark.parametrize("option", ["--write", "--week=2026-W10"])
def test_somebodys_own_page(tmp_path, option: str) -> None:
    """Whoever only looks sees the week; whoever writes is told what to do."""
    root = studied(tmp_path).root
    (root / PATH).parent.mkdir()
    (root / PATH).write_text("# Mine\n", encoding="utf-8")
    result = run(root, "weekly", "--week", "2026-W10", option)
    assert result.exit_code == (2 if option == "--write" else 0)
    assert (root / PATH).read_text(encoding="utf-8") == "# Mine\n"
    if option == "--write":
        assert "move it away" in result.stderr


def test_hostile_texts_are_text(tmp_path) -> None:
    """Neither a terminal nor a reader of the file takes them for more."""
    builder = Builder.init(tmp_path)
    builder.commit("Plan", {"tracker.md": ENGLISH}, date="2026-02-01 10:00 +0800")
    text = HOSTILE + " <!-- studytrack:end --> @all fixes #1 [a](http://x)"
    trailers = f"Study-Question: 1.1 {text}\nStudy-Note: 1.2 {text}\nStudy-Task: 2.1 skip: {text}"
    builder.commit(f"Study\n\n{trailers}", date="2026-03-05 10:00 +0800")
    shown = run(builder.root, "weekly", "--week", "2026-W10").stdout
    assert not [sign for sign in HIDDEN if sign in shown]
    assert run(builder.root, "weekly", "--week", "2026-W10", "--write").exit_code == 0
    written = (builder.root / PATH).read_text(encoding="utf-8")
    assert not [sign for sign in HIDDEN if sign in written]
    for line in written.splitlines():
        assert "@all" not in line or line.count("`") == 2
    again = run(builder.root, "weekly", "--week", "2026-W10", "--write").stdout
    assert again == f"{PATH} is up to date.\n"


def test_what_may_be_pasted(tmp_path) -> None:
    """Takeaways and next tasks, each on a line, and nothing else; also as JSON."""
    root = studied(tmp_path, CHINESE, "跟踪.md").root
    shown = run(root, "status", "--paste").stdout
    assert shown == (
        "收获\n1.1 页：fixed size, so that pages are found\n1.2 B树：later than the week\n\n"
        "下一步\n2.1 隔离级别\n"
    )
    found = json.loads(run(root, "status", "--paste", "--json").stdout)
    assert [one["task"] for one in found["takeaways"]] == ["1.1", "1.2"]
    assert [one["id"] for one in found["next"]] == ["2.1"]
    assert run(root, "status", "--paste", "--at", "HEAD").exit_code == 2


def test_a_study_that_is_finished_has_something_to_sum_up(tmp_path) -> None:
    """Only then `status` speaks of it."""
    builder = studied(tmp_path)
    assert "--paste" not in run(builder.root, "status").stdout
    builder.commit("Study\n\nStudy-Task: 2.1 done 5h: serial is an order", date="2026-03-20 20:00")
    assert run(builder.root, "status").stdout.endswith("studytrack status --paste\n")
    assert run(builder.root, "status", "--paste").stdout.endswith("serial is an order\n")


def test_nothing_to_paste(tmp_path) -> None:
    """Then it is said so."""
    builder = Builder.init(tmp_path)
    builder.commit("Plan", {"t.md": "# P\n\n| Task | Status |\n|---|---|\n| 1.1 A | done |\n"})
    assert "no takeaways yet" in run(builder.root, "status", "--paste").stdout
