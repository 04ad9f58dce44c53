"""Makes the studies that are measured: trackers, notes, histories, and tmda's task list."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

from bench.actions import Job
from bench.histories import Shape, make
from bench.measure import environment
from studytrack.hooks.scripts import Hook, script

TRACKER = "plans/tracker.md"
CONFIG = f'tracker = "{TRACKER}"\nlocale = "zh-CN"\n'
FIRST_DAY = date(2026, 2, 12)

_HEAD = """\
# 学习进度跟踪

## 基本信息
- 学习者：林
- 开始日期：2026-02-12
- 每周投入：15-20小时

"""
_COLUMNS = """\
| 任务 | 预计时长 | 实际开始 | 实际结束 | 状态 | 学习收获/笔记 |
|------|----------|----------|----------|------|---------------|
"""
_SUMMARY = "\n**阶段{phase}小结**：预计{low}-{high}小时，实际______小时，完成日期______\n\n"
_TAIL = """\
## 总体总结
- 总预计时长：{low}-{high}小时
- 总实际时长：______小时
- 总体完成日期：______
- 关键收获：______
"""
_TOPICS = ("调度器prefill阶段分析", "KV缓存管理", "FlashAttention实现分析", "分布式通信分析")
_TEXTS = (
    "分析PrefillManager/PrefillAdder，理解token budget限制、分块prefill机制、前缀缓存复用",
    "",
    "深入分析`RadixCache`的结构与**LRU驱逐**策略",
)


def ids(phases: int, tasks: int) -> tuple[str, ...]:
    """The ids of a tracker of so many phases and tasks altogether."""
    each = tasks // phases
    return tuple(f"{p}.{t}" for p in range(1, phases + 1) for t in range(1, each + 1))


def tracker(phases: int, tasks: int, done: int = 0) -> bytes:
    """A tracker in the manner of real ones; the first ``done`` tasks are done, by hand."""
    each = tasks // phases
    parts = [_HEAD]
    for place, task in enumerate(ids(phases, tasks)):
        phase, number = task.split(".")
        if number == "1":
            parts += [f"## 阶段{phase}：第{phase}部分\n", _COLUMNS]
        parts.append(_row(task, place, done=place < done))
        if int(number) == each:
            parts.append(_SUMMARY.format(phase=phase, low=3 * each, high=4 * each))
    parts.append(_TAIL.format(low=3 * tasks, high=4 * tasks))
    return "".join(parts).encode()


def _row(task: str, place: int, *, done: bool) -> str:
    topic, text = _TOPICS[place % len(_TOPICS)], _TEXTS[place % len(_TEXTS)]
    if not done:
        return f"| {task} {topic} | 3-4h | | | 🔴 未开始 | |\n"
    day = FIRST_DAY + timedelta(days=place % 300)
    return f"| {task} {topic} | 3-4h | {day} | {day} | 🟢 已完成 | {text} |\n"


def _entry(place: int) -> bytes:
    return f"\n- 2026-03-{place % 28 + 1:02}：读完一节，整理了笔记。\n".encode()


def ledger(tasks: int) -> str:
    """A task list as tmda has it, with as many tasks: each with an id, a title and a state."""
    head = "---\ntmda: 1\nid: study\ntitle: Study\ndetail: ./study.md\nstatus: active\n---\n\n"
    lines = [head, "# Study\n"]
    for place in range(tasks):
        if place % 50 == 0:
            lines.append(f"\n## {place // 50 + 1}. Phase\n\n")
        mark = "x" if place % 2 else " "
        topic = _TOPICS[place % len(_TOPICS)]
        lines.append(f"- [{mark}] T-{place + 1:03} {topic} @owner=lin @weight=3\n")
    return "".join(lines)


@dataclass(frozen=True)
class Inputs:
    """The studies, each made in a temporary folder when it is first asked for."""

    folder: Path

    @cached_property
    def plain(self) -> Path:
        """100,000 commits, every hundredth with a trailer; the tracker says what they say."""
        shape = Shape(100_000, tasks=ids(20, 1000), trackers=(tracker(20, 1000),), tracker=TRACKER)
        return self._settled("plain", shape)

    @cached_property
    def noted(self) -> Path:
        """The same with 100 notes, added one by one throughout the history."""
        front = "---\nsummary: 前缀缓存复用是关键\n---\n\n# 笔记\n"
        notes = tuple(
            (f"plans/phase{task.split('.')[0]}/{task}-note.md", front.encode())
            for task in ids(20, 1000)[::10]
        )
        start = (tracker(20, 1000),)
        shape = Shape(100_000, tasks=ids(20, 1000), trackers=start, tracker=TRACKER, notes=notes)
        return self._settled("noted", shape)

    @cached_property
    def edited(self) -> Path:
        """The same with 20 hand edits of the tracker, and one that contradicts the records."""
        versions = tuple(tracker(20, 1000, done) for done in range(0, 100, 5))
        shape = Shape(100_000, tasks=ids(20, 1000), trackers=versions, tracker=TRACKER)
        folder = self._settled("edited", shape)
        file = folder / TRACKER
        text = file.read_text("utf-8")
        file.write_text(text.replace("🟢 已完成", "🟡 进行中", 5), "utf-8")
        commit(folder, "Look at the first tasks again")
        return folder

    @cached_property
    def adopted(self) -> Path:
        """100,000 commits of which `since` leaves 100."""
        shape = Shape(100_000, tasks=ids(20, 1000), trackers=(tracker(20, 1000),), tracker=TRACKER)
        folder = make(self.folder / "adopted", shape)
        since = _git(folder, "rev-parse", "HEAD~100").strip()
        return settle(folder, f'since = "{since}"\n' + CONFIG)

    @cached_property
    def short(self) -> Path:
        """100 commits."""
        shape = Shape(100, tasks=ids(20, 1000), trackers=(tracker(20, 1000),), tracker=TRACKER)
        return self._settled("short", shape)

    @cached_property
    def large(self) -> Path:
        """A tracker of 10,000 tasks in 200 phases that says nothing of what 10,000 trailers do."""
        return self._drifted("large", 200, 10_000)

    @cached_property
    def medium(self) -> Path:
        """The same with 1,000 tasks."""
        return self._drifted("medium", 200, 1000)

    @cached_property
    def listed(self) -> Path:
        """A tracker of 10,000 tasks, half of them done, in one commit; and tmda's list."""
        text = tracker(200, 10_000, 5000)
        shape = Shape(1, trailer_every=0, trackers=(text,), tracker=TRACKER)
        folder = self._settled("listed", shape)
        (folder / "study.tmda").write_text(ledger(10_000), "utf-8")
        (folder / "study.md").write_text("# Study\n\nSee study.tmda.\n", "utf-8")
        return folder

    @cached_property
    def told(self) -> tuple[Path, Path]:
        """A tracker of 20 KB in 1,000 versions, and a folder with each of them as a file.

        Each has a line more in a journal; every sixth does a task.
        """
        versions = tuple(
            tracker(8, 160, place // 6) + b"".join(map(_entry, range(place % 40)))
            for place in range(1000)
        )
        shape = Shape(3000, trailer_every=0, trackers=versions, tracker=TRACKER)
        folder = self.folder / "versions"
        folder.mkdir()
        for place, text in enumerate(versions):
            (folder / f"{place}.md").write_bytes(text)
        return make(self.folder / "told", shape), folder

    @cached_property
    def small(self) -> Path:
        """A study as it is when somebody adopts it: 24 tasks, 18 done, with notes."""
        tasks = ids(4, 24)
        notes = tuple(
            (f"plans/phase{task[0]}/{task}-note.md", b"# notes\n") for task in tasks[6:18]
        )
        text = tracker(4, 24, 18)
        shape = Shape(20, trailer_every=0, trackers=(text,), tracker=TRACKER, notes=notes)
        return self._settled("small", shape)

    @cached_property
    def hook(self) -> tuple[Path, Path]:
        """The script that git runs there before it commits, and a message with a trailer."""
        hook, message = self.folder / "commit-msg", self.folder / "message"
        hook.write_bytes(script(Hook.CHECK, os.fsencode(sys.executable)))
        message.write_text("学习\n\nStudy-Task: 1.2 done 2h30m\n", encoding="utf-8")
        return hook, message

    @cached_property
    def job(self) -> Job:
        """A job in a study of 1,000 commits, every tenth with a trailer that is not written yet."""
        shape = Shape(1000, 10, ids(4, 100), trackers=(tracker(4, 100),), tracker=TRACKER)
        study = make(self.folder / "acted", shape)
        (study / "studytrack.toml").write_text(CONFIG, "utf-8")
        commit(study, "Adopt the tracker")
        return Job(study, self.folder / "job")

    def _settled(self, name: str, shape: Shape) -> Path:
        return settle(make(self.folder / name, shape), CONFIG)

    def _drifted(self, name: str, phases: int, tasks: int) -> Path:
        text = tracker(phases, tasks)
        shape = Shape(tasks, 1, ids(phases, tasks), trackers=(text,), tracker=TRACKER)
        folder = make(self.folder / name, shape)
        (folder / "studytrack.toml").write_text(CONFIG, "utf-8")
        commit(folder, "Adopt the tracker")
        return folder


def settle(folder: Path, config: str) -> Path:
    """Adopt the tracker, and commit what reconciling makes of it."""
    (folder / "studytrack.toml").write_text(config, "utf-8")
    command = [sys.executable, "-m", "studytrack", "reconcile"]
    subprocess.run(command, cwd=folder, env=environment(), check=True, capture_output=True)
    commit(folder, "Adopt the tracker")
    return folder


def commit(folder: Path, message: str) -> None:
    """Commit everything, as somebody who is known by name, a minute after the last commit.

    Made histories reach into the future, and git walks far past ``since`` below a commit that
    is older than its parents.
    """
    _git(folder, "add", "--all")
    who = ("-c", "user.name=Lin", "-c", "user.email=lin@example.org")
    date = int(_git(folder, "log", "-1", "--format=%ct")) + 60
    what = ("--quiet", "--allow-empty", f"--message={message}")
    _git(folder, *who, "commit", *what, dates=f"@{date} +0800")


def commit_graph(folder: Path, *, wanted: bool) -> None:
    """Write the repository's commit-graph, or take it away."""
    graph = folder / ".git" / "objects" / "info" / "commit-graph"
    graph.unlink(missing_ok=True)
    if wanted:
        _git(folder, "commit-graph", "write", "--reachable")


def restore(folder: Path) -> None:
    """Give the tracker back the text that is committed."""
    _git(folder, "checkout", "--quiet", "--", TRACKER)


def _git(folder: Path, *arguments: str, dates: str | None = None) -> str:
    command = ["git", "-C", str(folder), *arguments]
    dated = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), dates) if dates else {}
    told = {**environment(), **dated}
    done = subprocess.run(command, env=told, check=True, capture_output=True, text=True)
    return done.stdout
