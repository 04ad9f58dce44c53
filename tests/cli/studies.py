"""Two small studies, one in each language, and a hostile one."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from click.testing import CliRunner

from studytrack.cli.program import program
from tests.repositories import Builder

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

ENGLISH = """\
# Databases

- Start date: [YYYY-MM-DD]

## Phase 1: Storage
| Task | Estimate | Started | Finished | Status | Notes |
|---|---|---|---|---|---|
| 1.1 Pages | 2-3h | | | 🔴 Not started | |
| 1.2 B-trees | 4h | | | 🔴 Not started | |

**Phase 1 summary**: estimated 6-7 hours, actual ____ hours, completed ____

## Phase 2: Transactions and the many ways in which they can go wrong
| Task | Estimate | Started | Finished | Status | Notes |
|---|---|---|---|---|---|
| 2.1 Isolation | 5h | | | 🔴 Not started | |

- 🔴 **Not started**
- 🟡 **In progress**
- 🟢 **Done**
"""

CHINESE = """\
# 数据库

- 开始日期：[YYYY-MM-DD]

## 阶段一：存储引擎
| 任务 | 预计时长 | 实际开始 | 实际结束 | 状态 | 笔记 |
|---|---|---|---|---|---|
| 1.1 页 | 2-3h | | | 🔴 未开始 | |
| 1.2 B树 | 4h | | | 🔴 未开始 | |

**阶段一小结**：预计6-7小时，实际____小时，完成日期____

## 阶段二：事务以及它们可能出错的种种方式
| 任务 | 预计时长 | 实际开始 | 实际结束 | 状态 | 笔记 |
|---|---|---|---|---|---|
| 2.1 隔离级别 | 5h | | | 🔴 未开始 | |

- 🔴 **未开始**
- 🟡 **进行中**
- 🟢 **已完成**
"""

HOSTILE = "\x1b]0;owned\x07 \x1b[2J \u202eevil\u202c zero\u200bwidth [bold]no[/bold] ::error::x"
"""What a terminal, a reader or a workflow might take for more than text."""

HIDDEN = ("\x1b", "\x07", "\u202e", "\u202c", "\u200b")


def study(root: Path, tracker: str, name: str = "tracker.md") -> Builder:
    """A repository whose tracker has two records: one task done, one begun."""
    builder = Builder.init(root)
    builder.commit("Plan", {name: tracker}, date="2026-03-01 10:00 +0800")
    builder.commit("Read\n\nStudy-Task: 1.1 done 2h30m: fixed size", date="2026-03-02 20:00 +0800")
    builder.commit("Study-Task: 1.2 start", date="2026-03-03 23:30 -0800")
    return builder


def run(root: Path, *arguments: str) -> Result:
    """A command in this process, its output not a terminal."""
    return CliRunner().invoke(program, ["-C", str(root), *arguments])


def started(root: Path, *arguments: str) -> list[str]:
    """The command line of a real process."""
    return [sys.executable, "-W", "error", "-m", "studytrack", "-C", str(root), *arguments]


def plain_environment(**variables: str) -> dict[str, str]:
    """The environment of a process of its own, with some variables set."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), **variables}
