"""Plans: what is a phase, a task, an estimate, a step or a criterion, and what is none."""

from __future__ import annotations

from datetime import timedelta
from time import process_time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studytrack.plan.reading import read

if TYPE_CHECKING:
    from studytrack.plan.model import Plan
    from studytrack.terms import Effort

CHINESE = """\
# 编译器学习计划

- 预计总时长：50-70小时

## 阶段一：词法分析（20-30小时）

目标：读懂扫描器。

**任务1.1：搭建环境** (2-3小时)
- 安装工具链
- 编译一次
  - 记下耗时
1. 运行测试

**任务1.2：扫描器** (3-4小时)
* 画出状态图

**阶段一完成标准**：
- ✓ 能够编译
- ✓ 能够解释记号

## 阶段二：语法分析 (30-40 小时)
**任务2.1：递归下降** (6-8小时)
- 手写一个
**任务2.2：优先级爬升** (1.5小时)
- 对比两者

## 学习方法
1. 每天两小时
2. 做笔记

## 评估标准
### 阶段二
- 能够解释左递归
"""

ENGLISH = """\
# A compiler

## Phase 1: Scanning (20-30 h)

**Task 1.1: Set up** (2-3 h)
- install `gcc`
- compile once

**Task 1.2: The scanner** (90 min)

## Phase 2: Parsing - 10 h

- **Task 2.1: Recursive descent** (6 h)
  1. write one
  2. compare
- **Task 2.2: Climbing**
  - Estimate: 2 h
  - read on

### Completion criteria

- [ ] can explain left recursion
"""


def hours(effort: Effort | None) -> str:
    """An estimate in hours: ``2-3``; nothing for none."""
    if effort is None:
        return ""
    low, high = (f"{end / timedelta(hours=1):g}" for end in (effort.low, effort.high))
    return low if low == high else f"{low}-{high}"


def told(plan: Plan) -> dict[str, list[str]]:
    """The phases of a plan and their tasks, each on a line."""
    return {
        f"{phase.number} {phase.title} {hours(phase.estimate)}".rstrip(): [
            f"{task.id} {task.title} {hours(task.estimate)}".rstrip() for task in phase.tasks
        ]
        for phase in plan.phases
    }


def reasons(plan: Plan) -> list[tuple[int | None, str]]:
    """What could not be read: the lines, and why."""
    return [(one.line, str(one.values["reason"])) for one in plan.findings]


def test_a_chinese_plan() -> None:
    """Headings with estimates are phases, labelled lines tasks; other lists are neither."""
    plan = read(CHINESE)
    assert plan.title == "编译器学习计划"
    assert plan.language == "zh-CN"
    assert told(plan) == {
        "1 词法分析 20-30": ["1.1 搭建环境 2-3", "1.2 扫描器 3-4"],
        "2 语法分析 30-40": ["2.1 递归下降 6-8", "2.2 优先级爬升 1.5"],
    }
    assert [task.steps for _, task in plan.tasks()] == [
        ("安装工具链", "编译一次", "记下耗时", "运行测试"),
        ("画出状态图",),
        ("手写一个",),
        ("对比两者",),
    ]
    assert [phase.criteria for phase in plan.phases] == [
        ("能够编译", "能够解释记号"),
        ("能够解释左递归",),
    ]
    assert plan.findings == ()


def test_an_english_plan() -> None:
    """Tasks may be items, with steps and an estimate beneath; steps stay Markdown."""
    plan = read(ENGLISH)
    assert told(plan) == {
        "1 Scanning 20-30": ["1.1 Set up 2-3", "1.2 The scanner 1.5"],
        "2 Parsing 10": ["2.1 Recursive descent 6", "2.2 Climbing 2"],
    }
    assert [task.steps for _, task in plan.tasks()] == [
        ("install `gcc`", "compile once"),
        (),
        ("write one", "compare"),
        ("read on",),
    ]
    assert [phase.criteria for phase in plan.phases] == [(), ("can explain left recursion",)]
    assert plan.findings == ()
    assert [phase.line for phase in plan.phases] == [3, 11]
    assert [task.line for _, task in plan.tasks()] == [5, 9, 13, 16]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "## Phase 1: Go\n1. Set up (2 h)\n   - install\n2. Run\n",
            ["1.1 Set up 2", "1.2 Run"],
            id="numbered list",
        ),
        pytest.param(
            "## Phase 1: Go\n1.1 Set up - 2h\n1.2 Run — 3-4 h\n",
            ["1.1 Set up 2", "1.2 Run 3-4"],
            id="lines with ids",
        ),
        pytest.param(
            "## Phase 1: Go\n- 1.1 Set up: 2h\n- 1.2 Run\n",
            ["1.1 Set up 2", "1.2 Run"],
            id="items with ids",
        ),
        pytest.param(
            "## 1. Go\n### 1.1 Set up (2h)\n- x\n#### Why\n- y\n### 1.2 Run [3 h]\n",
            ["1.1 Set up 2", "1.2 Run 3"],
            id="headings",
        ),
        pytest.param(
            "## Phase 1: Go\n### Task 1.1: Set up (2h)\nx\n### Task 1.2: Run\n",
            ["1.1 Set up 2", "1.2 Run"],
            id="labelled headings",
        ),
        pytest.param(
            "## Phase 1: Go\n| ID | Task | Estimate |\n|-|-|-|\n| 1.1 | Set up | 2-3 |\n"
            "| 1.2 | Run | 4 h |\n| | Total | 6-7 |\n",
            ["1.1 Set up 2-3", "1.2 Run 4"],
            id="table",
        ),
        pytest.param(
            "## Phase 1: Go\n| # | Topic | Hours |\n|-|-|-:|\n| 1 | Joins | 3 |\n"
            "| 2 | Indexes | 3-4 |\n",
            ["1 Joins 3", "2 Indexes 3-4"],
            id="table with hours",
        ),
        pytest.param(
            "## Phase 1: Go\n| Task | Hours | Planned |\n|-|-|-|\n| 1.1 Set up | 1 | 2 |\n",
            ["1.1 Set up 2"],
            id="table with hours and estimates",
        ),
        pytest.param(
            "## 阶段一：Go\n| 任务 | 学习时长 |\n|-|-|\n| 1.1 环境 | 2小时 |\n",
            ["1.1 环境 2"],
            id="table with a learner's hours",
        ),
        pytest.param(
            "## Phase 1: Go\n| Task | Why |\n|-|-|\n| 1.1 Set up (2 h) | so |\n| 1.2 Run | |\n",
            ["1.1 Set up 2", "1.2 Run"],
            id="table without estimates",
        ),
        pytest.param(
            "## Phase 1: Go\n- [ ] Set up (2 h)\n  - step\n- [x] Run\n",
            ["1.1 Set up 2", "1.2 Run"],
            id="boxes",
        ),
        pytest.param(
            "## Phase 1: Go\n1. Set up\n   - [ ] step\n2. Run\n",
            ["1.1 Set up", "1.2 Run"],
            id="boxes are steps",
        ),
        pytest.param(
            "## Phase 1: Go\n### Goals\n1. Learn\n2. Know\n### Plan\n1. Set up (2 h)\n2. Run\n",
            ["1.1 Set up 2", "1.2 Run"],
            id="the list with estimates",
        ),
        pytest.param(
            "## Phase 1: Go\n### Goals\n1. Learn\n### Tasks\n1. Set up\n2. Run\n",
            ["1.1 Set up", "1.2 Run"],
            id="the list beneath a word for tasks",
        ),
        pytest.param(
            "## Phase 1: Go\n- Set up (2 h)\n- Run\n", ["1.1 Set up 2", "1.2 Run"], id="bullets"
        ),
        pytest.param(
            "## 阶段一：开始\n**任务一：准备**（约2小时）\n**任务二：运行**（预计2～3小时）\n",
            ["1.1 准备 2", "1.2 运行 2-3"],
            id="numerals",
        ),
        pytest.param("1. Set up (2 h)\n2. Run\n", ["1.1 Set up 2", "1.2 Run"], id="no heading"),
        pytest.param(
            "## Fase 1: Inicio\n**Tarea 1.1: Preparar** (2 horas)\n",
            ["1.1 Preparar 2"],
            id="Spanish",
        ),
        pytest.param(
            "## Этап 1: Начало\n**Задача 1.1: Среда** (2-3 часа)\n", ["1.1 Среда 2-3"], id="Russian"
        ),
    ],
)
def test_forms_of_tasks(text: str, wanted: list[str]) -> None:
    """Each form of a list of tasks is read alike."""
    plan = read(text)
    assert list(told(plan).values()) == [wanted]
    assert plan.findings == ()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("# Plan\n\nWe shall see.\n", id="prose"),
        pytest.param("```\n## Phase 1\n**Task 1.1: A** (2 h)\n```\n", id="a fence"),
        pytest.param("<!--\n## Phase 1\n**Task 1.1: A** (2 h)\n-->\n", id="a comment"),
        pytest.param("> **Task 1.1: A** (2 h)\n", id="a quote"),
        pytest.param("## Why\n- it is fun\n- it is good\n", id="bullets"),
        pytest.param(
            "| Week | Content | Estimate |\n|-|-|-|\n| 1 | Go | 2 |\n", id="a table of phases"
        ),
    ],
)
def test_what_is_no_task(text: str) -> None:
    """Nothing is guessed of what does not say that it is a task."""
    assert read(text).phases == ()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "## Phase 1: A\n**Task 1.1: B**\n**Task 1.1: C**\n", [(3, "plan-twice")], id="id twice"
        ),
        pytest.param(
            "## Phase 1: A (2 weeks)\n**Task 1.1: B** (3 days)\n",
            [(1, "plan-estimate"), (2, "plan-estimate")],
            id="days",
        ),
        pytest.param(
            "## Phase 1: A\n**Task 1.1: B**\n## Phase 2: C\nsoon\n", [(3, "plan-empty")], id="empty"
        ),
        pytest.param(
            "## Phase 1: A\n**Task 1.1: B**\n\n**Task: C** (2 h)\n",
            [(4, "plan-nameless")],
            id="no id",
        ),
        pytest.param(
            "## Phase 1: A\n**Task 1.1: B**\n# End\n**Phase 7 completion criteria**:\n- x\n",
            [(4, "plan-criteria")],
            id="criteria of no phase",
        ),
        pytest.param(
            "## Phase 1: A\n| Task | Estimate |\n|-|-|\n| 1.1 B | a day |\n",
            [(4, "plan-estimate")],
            id="a cell",
        ),
    ],
)
def test_what_cannot_be_read(text: str, wanted: list[tuple[int, str]]) -> None:
    """Each line that looks like a part of the plan and is none is named with its reason."""
    assert reasons(read(text)) == wanted


PIECES = st.sampled_from(
    [
        "## Phase 1: A (2-3 h)", "## 阶段二：乙（1小时）", "### 1.1 B (2h)", "**Task 1.2: C** (2h)",
        "- [ ] D", "1. E - 2h", "  - f", "**Completion criteria**:", "- ✓ g", "", "text", "```",
        "| Task | Estimate |", "|-|-|", "| 1.3 H | 2 |", "<!--", "-->", "\u2028", "- - 1. x", "**",
    ]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=12), max_size=24), st.sampled_from(["\n", "\r\n"]))
def test_any_text_is_read(lines: list[str], newline: str) -> None:
    """No text is an error; ids are unique, and every line is one of the text's."""
    text = newline.join(lines)
    plan = read(text)
    ids = [task.id for _, task in plan.tasks()]
    assert len({*ids}) == len(ids)
    last = len(text.splitlines()) + 1
    places = [task.line for _, task in plan.tasks()] + [one.line or 0 for one in plan.findings]
    assert all(0 < line <= last for line in places)


@pytest.mark.parametrize(
    "piece",
    [
        "**Task 1.{n}: A** (2 h)\n- step\n",
        "## Phase {n}: A (2 h)\n1. b (2 h)\n",
        "- ((((((2 h - 2 - 3 : ",
        "**Phase 1 completion criteria**:\n- x\n\n",
        "- [ ] a\n  - b (2 h)\n",
    ],
)
def test_time_is_linear(piece: str) -> None:
    """Ten times the text takes no more than some thirty times as long."""

    def seconds(times: int) -> float:
        text = "".join(piece.replace("{n}", str(n)) for n in range(times))
        begin = process_time()
        read(text)
        return process_time() - begin

    seconds(200)
    assert seconds(4000) < max(seconds(400), 0.02) * 35
