"""A study with a bit of everything, adopted in its first commit."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from studytrack import Study
from tests.repositories import Builder

if TYPE_CHECKING:
    from pathlib import Path

    from studytrack.model import Problem

TODAY = date(2026, 4, 1)

NAME = "plans/跟踪.md"

TRACKER = """\
# 数据库学习跟踪

## 基本信息
- 学习者：[你的名字]
- 开始日期：[YYYY-MM-DD]
- 预计总时长：23-30小时
- 每周投入：15-20小时

## 阶段一：存储引擎
| 任务 | 预计时长 | 实际开始 | 实际结束 | 状态 | 学习收获/笔记 |
|------|----------|----------|----------|------|---------------|
| 1.1 页与行 | 2-3h | 2026-02-12 | 2026-02-12 | 🟢 已完成 | 定长 \\| 变长，`a \\| b` |
| 1.2 B树 | 4-5h | 2026-02-13 | | 🟡 进行中 | 笔记见 [1.2](./phase1/1.2-btree.md) |
| 1.3 日志 | 5h | | | 🔴 未开始 | |

**阶段一小结**：预计11-13小时，实际8小时，完成日期______

## 阶段二：事务
| 任务 | 预计时长 | 实际开始 | 实际结束 | 状态 | 学习收获/笔记 |
|------|----------|----------|----------|------|---------------|
| 2.1 隔离级别 | 5-6h | | | 🔴 未开始 | |
| 2.2 锁 | 4-5h | | | 🔴 未开始 | |
| 2.3 多版本 | 3-6h | | | 🔴 未开始 | 先读论文 |

**阶段二小结**：预计12-17小时，实际______小时，完成日期______

## 总体总结
- 总预计时长：23-30小时
- 总实际时长：______小时
- 总体完成日期：______

## 状态标记说明
- 🔴 **未开始**：尚未开始
- 🟡 **进行中**：正在进行
- 🟢 **已完成**：已经完成
- ⚫ **跳过**：需说明原因
"""

STORY: tuple[tuple[str, dict[str, str | bytes | None] | None], ...] = (
    (
        "读完B树\n\nStudy-Task: 1.2 done 2h30m: 分裂只在叶子\n",
        {"plans/phase1/1.2-btree.md": "# B\n"},
    ),
    ("Study-Task: 2.1-2.2 start", None),
    ("x\n\nStudy-Task: 2.2 done\nStudy-Time: 2.2 90m\nStudy-Note: 2.2 a | b\n", None),
    (
        "notes",
        {
            "plans/phase2/2.3 多 版本(a).md": (
                "---\nstarted: 2026-03-01\ntime: 1h\nsummary: 快照\n---\n"
            )
        },
    ),
    ("x\n\nStudy-Task: 1.3 skip: 没有时间\n", None),
)


def adopted(root: Path, *options: str, tracker: str | bytes = TRACKER, config: str = "") -> Builder:
    """A study whose tracker is in ``since``, with nothing recorded yet."""
    built = Builder.init(root, *options)
    built.commit("计划", {NAME: tracker})
    adopt(built, built.head(), config)
    return built


def adopt(built: Builder, since: str, config: str = "") -> None:
    """Commits a config."""
    text = f'tracker = "{NAME}"\nsince = "{since}"\n{config}'
    built.commit("Adopt studytrack", {"studytrack.toml": text})


def story(root: Path, *options: str, tracker: str | bytes = TRACKER, config: str = "") -> Builder:
    """An adopted study with trailers and notes."""
    built = adopted(root, *options, tracker=tracker, config=config)
    for message, files in STORY:
        built.commit(message, files)
    return built


def wanted(root: Path, at: str | None = None) -> str:
    """What the tracker should say."""
    return Study.open(root, today=TODAY).reconcile(at).text


def written(root: Path) -> bytes:
    """The tracker's bytes after reconciling."""
    Study.open(root, today=TODAY).reconcile().write()
    return (root / NAME).read_bytes()


def problems(root: Path, *codes: str) -> list[Problem]:
    """The problems with these codes; all of them without any."""
    found = Study.open(root, today=TODAY).state().problems
    return [one for one in found if not codes or one.code in codes]


def told(root: Path) -> list[object]:
    """Everything that a study says of itself."""
    study = Study.open(root, today=TODAY)
    result = study.reconcile()
    return [
        study.state().model_dump_json(),
        result.text,
        result.changes,
        study.log(),
        study.why("2.2"),
    ]
