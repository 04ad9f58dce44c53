"""Whole trackers made of a plan: complete, in its language, and nothing in them invented."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studytrack import locales
from studytrack.errors import TrackerError
from studytrack.plan.comparing import compared
from studytrack.plan.model import Plan, PlannedPhase, PlannedTask
from studytrack.plan.reading import read as read_plan
from studytrack.plan.scaffolding import tracker_of
from studytrack.records import Done, Source
from studytrack.terms import Effort, FieldName, Status
from studytrack.tracker.reading import read
from tests.plan.plans import EFFORTS, TITLES
from tests.tracker.drafts import reconciled

PLAN = """\
# 航海学习计划

- 每周投入：4-5小时

## 阶段一：绳结（3-4小时）
**任务1.1：称人结** (2-3小时)
**任务1.2：平结** (1小时)

**阶段一完成标准**：
- 能够蒙眼打结

## 阶段二：风（5小时）
**任务2.1：潮汐 | 海流**
"""


def test_a_whole_tracker() -> None:
    """Phases, tables, summary lines and criteria are the plan's; what it leaves open is blank."""
    text = tracker_of(read_plan(PLAN))
    before, rest = text.split("## 阶段一：绳结\n", 1)
    phases, after = rest.split("## 总体总结\n", 1)
    assert before.startswith("# 学习跟踪：航海学习计划\n")
    assert "- 总预计时长：8-9小时\n- 每周投入：4-5小时\n" in before
    assert (
        phases
        == """
| 任务 | 预计时长 | 实际开始 | 实际结束 | 状态 | 笔记 |
|------|----------|----------|----------|------|------|
| 1.1 称人结 | 2-3h | | | 🔴 未开始 | |
| 1.2 平结 | 1h | | | 🔴 未开始 | |

**阶段一小结**：预计3-4小时，实际______小时，完成日期______

## 阶段二：风

| 任务 | 预计时长 | 实际开始 | 实际结束 | 状态 | 笔记 |
|------|----------|----------|----------|------|------|
| 2.1 潮汐 \\| 海流 | | | | 🔴 未开始 | |

**阶段二小结**：预计5小时，实际______小时，完成日期______

"""
    )
    assert after.endswith(
        "**阶段一完成标准**：\n\n- [ ] 能够蒙眼打结\n\n**阶段二完成标准**：\n\n- [ ] ______\n"
    )


@pytest.mark.parametrize("name", locales.names())
def test_every_language(name: str) -> None:
    """A tracker of the plan is read back as such in each language, and records are written."""
    hour = Effort(timedelta(hours=1), timedelta(hours=2))
    tasks = tuple(PlannedTask(f"{n}.1", f"X{n}", hour, (), n) for n in range(1, 25))
    plan = Plan(
        tuple(
            PlannedPhase(n, f"P{n}", None, (task,), (), n, "") for n, task in enumerate(tasks, 1)
        ),
        "",
        name,
    )
    text = tracker_of(plan)
    tracker = read(text)
    assert tracker.dialect.locale.name == name
    assert compared(plan, tracker) == ()
    assert {row.status for _, row in tracker.rows()} == {Status.NOT_STARTED}
    slot = tracker.slot(FieldName.ESTIMATE)
    assert slot is not None
    assert slot.value == Effort(timedelta(hours=24), timedelta(hours=48))
    new = reconciled(text, [Done("24.1", Source("a" * 40), None)])
    assert new.text != text
    assert len(new.text.splitlines()) == len(text.splitlines())


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Plans of some phases and tasks."""
    phases, line = [], 0
    for number in range(1, draw(st.integers(1, 4)) + 1):
        tasks = []
        for place in range(1, draw(st.integers(1, 4)) + 1):
            line += 1
            effort = draw(st.none() | EFFORTS)
            title = f"{draw(TITLES)} {line}"
            tasks.append(PlannedTask(f"{number}.{place}", title, effort, (), line))
        title, effort = draw(TITLES), draw(st.none() | EFFORTS)
        criteria = draw(st.sampled_from([(), ("can do it",), ("一", "`two`")]))
        phases.append(PlannedPhase(number, title, effort, tuple(tasks), criteria, line, title))
    title, language = draw(st.sampled_from(["", "Sea"])), draw(st.sampled_from(["en", "zh-CN"]))
    return Plan(tuple(phases), title, language)


@settings(max_examples=60)
@given(plans())
def test_a_tracker_follows_the_plan_that_it_is_made_of(plan: Plan) -> None:
    """Whatever a plan says, its tracker says, or none is made."""
    try:
        text = tracker_of(plan)
    except TrackerError:
        return
    assert compared(plan, read(text, plan.language)) == ()
