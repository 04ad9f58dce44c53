"""The story of a learner who adopts a tracker, studies for four days, and takes one day back.

It is told for the user's own tracker, where that is at hand, and for two of the same shape.
"""

from __future__ import annotations

import datetime as dt
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from studytrack import Severity, Study
from studytrack.study.adoption import adopt
from tests.repositories import ANN, Builder

if TYPE_CHECKING:
    from collections.abc import Mapping

HERE = Path(__file__).parent
TODAY = dt.date(2026, 3, 10)


@dataclass(frozen=True)
class Story:
    """A tracker, what a learner does with it, and what it must say then.

    Attributes:
        source: the file, byte for byte.
        counts: phases, tasks, tasks done.
        problems: code and line of every problem that ``check`` finds in it as adopted.
        start: the line that reconciling fills in at once.
        takeaway, reason: what the learner writes of 4.1 and 4.2.
        studied: the lines after four days of study, by their numbers.
        closed: the lines that ten more hours change.
        reverted: the lines after the commit that finished 4.1 is reverted.
        squashed: the row of 4.1 where all four days came in one commit of 8 March.
    """

    source: Path
    counts: tuple[int, int, int]
    problems: Mapping[str, tuple[int, ...]]
    start: tuple[int, str]
    takeaway: str
    reason: str
    studied: Mapping[int, str]
    closed: Mapping[int, str]
    reverted: Mapping[int, str]
    squashed: Mapping[int, str]

    @property
    def path(self) -> str:
        """Where the tracker lies in the repository."""
        return f"plans/{self.source.name}"

    @property
    def note(self) -> str:
        """The note that the learner adds."""
        return "plans/phase4/4.1-utils.md"

    def days(self) -> list[tuple[str, str, Mapping[str, str]]]:
        """Message, date and files of each commit."""
        return [
            ("Begin 4.1\n\nStudy-Task: 4.1 start\n", "2026-03-02 21:10 +0800", {self.note: "x\n"}),
            (
                f"Finish 4.1\n\nStudy-Task: 4.1 done 4h30m: {self.takeaway}\n",
                "2026-03-03 23:30 +0800",
                {"work/second.txt": "2\n"},
            ),
            (
                f"Leave 4.2 out\n\nStudy-Task: 4.2 skip: {self.reason}\n",
                "2026-03-04 09:00 -0800",
                {"work/third.txt": "3\n"},
            ),
            (
                "Add up phase 2\n\nStudy-Time: 2 12h\n",
                "2026-03-05 10:00 +0800",
                {"work/fourth.txt": "4\n"},
            ),
        ]


SEED = Story(
    source=HERE / "../../shared/seed/跟踪.md",
    counts=(4, 23, 18),
    problems={
        "summary-malformed": (31,),
        "hours-missing": (43,),
        "estimate-mismatch": (6, 19, 31, 54, 57),
        "placeholder": (4, 5),
        "note-missing": (12, 13, 14, 15, 16, 17),
    },
    start=(5, "- 开始日期：2026-02-12"),
    takeaway="ZMQ队列封装与日志初始化",
    reason="没有GPU，测试跑不起来",
    studied={
        31: "**阶段二小结**：预计30-40小时，实际12小时，完成日期2026-02-20",
        48: "| 4.1 工具类分析 | 4-5h | 2026-03-02 | 2026-03-03 | 🟢 已完成 "
        "| ZMQ队列封装与日志初始化，笔记见 [4.1](./phase4/4.1-utils.md) |",
        49: "| 4.2 测试框架学习 | 5-6h | | | ⚫ 跳过 | 跳过原因：没有GPU，测试跑不起来 |",
        54: "**阶段四小结**：预计20-30小时，实际4.5小时，完成日期______",
    },
    closed={
        43: "**阶段三小结**：预计30-40小时，实际10小时，完成日期2026-02-20",
        58: "- 总实际时长：34.5小时",
    },
    reverted={
        48: "| 4.1 工具类分析 | 4-5h | 2026-03-02 | | 🟡 进行中 "
        "| 笔记见 [4.1](./phase4/4.1-utils.md) |",
        54: "**阶段四小结**：预计20-30小时，实际______小时，完成日期______",
    },
    squashed={
        48: "| 4.1 工具类分析 | 4-5h | 2026-03-08 | 2026-03-08 | 🟢 已完成 "
        "| ZMQ队列封装与日志初始化，笔记见 [4.1](./phase4/4.1-utils.md) |",
    },
)

PHOTOGRAPHY = Story(
    source=HERE / "seeds/摄影.md",
    counts=(4, 9, 6),
    problems={
        "summary-malformed": (23,),
        "hours-missing": (31,),
        "estimate-mismatch": (6, 15, 23, 40, 43),
        "placeholder": (4, 5),
        "note-missing": (12, 13),
    },
    start=(5, "- 开始日期：2026-01-05"),
    takeaway="先动中间调，再收黑白场",
    reason="没有装批处理软件",
    studied={
        23: "**阶段二小结**：预计15-20小时，实际12小时，完成日期2026-01-12",
        36: "| 4.1 曲线与色阶 | 4-5h | 2026-03-02 | 2026-03-03 | 🟢 已完成 "
        "| 先动中间调，再收黑白场，笔记见 [4.1](./phase4/4.1-utils.md) |",
        37: "| 4.2 批量处理 | 5-6h | | | ⚫ 跳过 | 跳过原因：没有装批处理软件 |",
        40: "**阶段四小结**：预计10-20小时，实际4.5小时，完成日期______",
    },
    closed={
        31: "**阶段三小结**：预计11-14小时，实际10小时，完成日期2026-01-20",
        44: "- 总实际时长：31.5小时",
    },
    reverted={
        36: "| 4.1 曲线与色阶 | 4-5h | 2026-03-02 | | 🟡 进行中 "
        "| 笔记见 [4.1](./phase4/4.1-utils.md) |",
        40: "**阶段四小结**：预计10-20小时，实际______小时，完成日期______",
    },
    squashed={
        36: "| 4.1 曲线与色阶 | 4-5h | 2026-03-08 | 2026-03-08 | 🟢 已完成 "
        "| 先动中间调，再收黑白场，笔记见 [4.1](./phase4/4.1-utils.md) |",
    },
)

BREAD = Story(
    source=HERE / "seeds/bread.md",
    counts=(4, 9, 6),
    problems={
        "summary-malformed": (23,),
        "hours-missing": (31,),
        "estimate-mismatch": (6, 15, 23, 40, 43),
        "placeholder": (4, 5),
        "note-missing": (12, 13),
    },
    start=(5, "- Start date: 2026-01-05"),
    takeaway="Steam in the first ten minutes only",
    reason="no stone",
    studied={
        23: "**Phase 2 summary**: estimated 15-20 hours, actual 12 hours, completed 2026-01-12",
        36: "| 4.1 Steam | 4-5h | 2026-03-02 | 2026-03-03 | 🟢 Done "
        "| Steam in the first ten minutes only, notes: [4.1](./phase4/4.1-utils.md) |",
        37: "| 4.2 Stone and steel | 5-6h | | | ⚫ Skipped | skipped: no stone |",
        40: "**Phase 4 summary**: estimated 10-20 hours, actual 4.5 hours, completed ______",
    },
    closed={
        31: "**Phase 3 summary**: estimated 11-14 hours, actual 10 hours, completed 2026-01-20",
        44: "- Total actual time: 31.5 hours",
    },
    reverted={
        36: "| 4.1 Steam | 4-5h | 2026-03-02 | | 🟡 In progress "
        "| notes: [4.1](./phase4/4.1-utils.md) |",
        40: "**Phase 4 summary**: estimated 10-20 hours, actual ______ hours, completed ______",
    },
    squashed={
        36: "| 4.1 Steam | 4-5h | 2026-03-08 | 2026-03-08 | 🟢 Done "
        "| Steam in the first ten minutes only, notes: [4.1](./phase4/4.1-utils.md) |",
    },
)


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(
            SEED,
            id="seed",
            marks=pytest.mark.skipif(not SEED.source.is_file(), reason="the seed is not here"),
        ),
        pytest.param(PHOTOGRAPHY, id="chinese"),
        pytest.param(BREAD, id="english"),
    ],
)
def story(request: pytest.FixtureRequest) -> Story:
    """One story after the other."""
    told: Story = request.param
    return told


@dataclass(frozen=True)
class Model:
    """A repository to copy, and the ids of the four days of study in it."""

    root: Path
    days: tuple[str, ...] = ()

    def copy(self, target: Path) -> Builder:
        """The same repository in another folder."""
        shutil.copytree(self.root, target, symlinks=True)
        return Builder(target)


@pytest.fixture(scope="module")
def adopted(story: Story, tmp_path_factory: pytest.TempPathFactory) -> Model:
    """The tracker with its notes in a repository, adopted, reconciled and committed."""
    builder = begun(story, tmp_path_factory.mktemp("adopted"))
    adopt(builder.root, today=TODAY).write()
    reconcile(builder.root)
    builder.commit("Adopt studytrack", date="2026-03-01 10:00 +0800")
    return Model(builder.root)


@pytest.fixture(scope="module")
def studied(story: Story, adopted: Model, tmp_path_factory: pytest.TempPathFactory) -> Model:
    """The same after four days of study, not reconciled."""
    builder = adopted.copy(tmp_path_factory.mktemp("studied") / "copy")
    ids = [builder.commit(message, files, date=date) for message, date, files in story.days()]
    return Model(builder.root, tuple(ids))


def begun(story: Story, root: Path) -> Builder:
    """A repository with the tracker, and a note of one line wherever it links to one."""
    data = story.source.read_bytes()
    targets = re.findall(r"\]\(\./([^)]+)\)", data.decode())
    notes = {f"plans/{target}": "A line.\n" for target in targets}
    builder = Builder.init(root, "--template=")
    builder.commit("Begin", {story.path: data, **notes}, date="2026-02-28 10:00 +0800")
    return builder


def reconcile(root: Path) -> str:
    """Reconciles, writes, and gives the tracker's text; a second run must change nothing."""
    first = Study.open(root, today=TODAY).reconcile()
    first.write()
    again = Study.open(root, today=TODAY).reconcile()
    assert again.changes == ()
    assert again.text == again.before == first.text
    assert again.problems == first.left
    return first.text


def changed(story: Story, lines: Mapping[int, str]) -> str:
    """The story's tracker with its start date filled in, and with these lines instead of its."""
    text = story.source.read_bytes().decode().split("\n")
    for number, line in {**dict([story.start]), **lines}.items():
        text[number - 1] = line
    return "\n".join(text)


def test_adopting_changes_no_byte_of_the_tracker(story: Story, tmp_path: Path) -> None:
    """Adopting finds the tracker, names where counting begins, and leaves the file alone."""
    builder = begun(story, tmp_path)
    adoption = adopt(tmp_path, today=TODAY)
    adoption.write()
    assert adoption.tracker == story.path
    assert f'since = "{builder.head()}"' in (tmp_path / "studytrack.toml").read_text("utf-8")
    assert (tmp_path / story.path).read_bytes() == story.source.read_bytes()
    assert adoption.state is not None
    total = adoption.state.total
    assert (len(adoption.state.phases), total.total, total.done) == story.counts
    assert adoption.notes_done


def test_an_adopted_tracker_has_these_problems_and_no_others(story: Story, tmp_path: Path) -> None:
    """The checks find what a careful reader would, and nothing that anybody must act on."""
    begun(story, tmp_path)
    adoption = adopt(tmp_path, today=TODAY)
    adoption.write()
    assert adoption.state is not None
    problems = Study.open(tmp_path, today=TODAY).state().problems
    assert problems == adoption.state.problems
    found: dict[str, tuple[int, ...]] = {}
    for problem in sorted(problems, key=lambda one: one.line or 0):
        found[problem.code] = (*found.get(problem.code, ()), problem.line or 0)
    assert found == story.problems
    assert Severity.ERROR not in {problem.severity for problem in problems}


def test_the_first_run_fills_in_the_start_date_alone(story: Story, tmp_path: Path) -> None:
    """Nothing but a placeholder with a known value changes before anything is recorded."""
    begun(story, tmp_path)
    adopt(tmp_path, today=TODAY).write()
    assert reconcile(tmp_path) == changed(story, {})


def test_four_days_change_their_lines_and_no_other_byte(
    story: Story, studied: Model, tmp_path: Path
) -> None:
    """Trailers and a note fill rows and summaries; the total waits for a finished phase's."""
    builder = studied.copy(tmp_path / "copy")
    assert reconcile(builder.root) == changed(story, story.studied)


def test_the_last_missing_hours_complete_the_total(
    story: Story, studied: Model, tmp_path: Path
) -> None:
    """Once every finished phase has hours, the whole has them too."""
    builder = studied.copy(tmp_path / "copy")
    reconcile(builder.root)
    builder.commit("Remember\n\nStudy-Time: 3 10h\n", date="2026-03-06 10:00 +0800")
    assert reconcile(builder.root) == changed(story, {**story.studied, **story.closed})


@pytest.mark.parametrize("reconciled", [False, True], ids=["unwritten", "written"])
def test_reverting_the_finish_takes_it_back(
    story: Story, studied: Model, tmp_path: Path, *, reconciled: bool
) -> None:
    """The reverted task is under way again, without its takeaway and hours."""
    builder = studied.copy(tmp_path / "copy")
    if reconciled:
        reconcile(builder.root)
        builder.commit("Reconcile", date="2026-03-06 09:00 +0800")
    builder.git("revert", "--no-edit", studied.days[1], variables=_people("2026-03-07 10:00 +0800"))
    assert reconcile(builder.root) == changed(story, {**story.studied, **story.reverted})


def test_why_names_the_commits_behind_a_task(studied: Model) -> None:
    """Every field of the task leads to the commits that it comes from."""
    start, done, *_ = studied.days
    why = Study.open(studied.root, today=TODAY).why("4.1")
    named = {field.field.value: [record.commit for record in field.records] for field in why.fields}
    assert set(named["status"]) == {start, done}
    assert named["started"][0] == start
    assert named["finished"][-1] == done
    assert named["actual"] == [done]
    assert named["notes"] == [start, done]  # the note, and the takeaway


@pytest.mark.parametrize("kept", ["github", "git-merge-squash"])
def test_a_squash_gives_the_same_table_but_for_dates(
    story: Story, adopted: Model, studied: Model, tmp_path: Path, kept: str
) -> None:
    """A squashed branch loses no trailer, whoever writes the message."""
    builder = studied.copy(tmp_path / "copy")
    builder.branch("study")
    builder.git("reset", "--quiet", "--hard", Builder(adopted.root).head())
    builder.git("merge", "--squash", "--quiet", studied.days[-1])
    message = (builder.root / ".git/SQUASH_MSG").read_bytes()
    if kept == "github":
        listed = "\n".join(f"* {message}" for message, _, _ in story.days())
        message = f"Study phase 4 (#1)\n\n{listed}".encode()
    builder.commit(message, date="2026-03-08 10:00 +0800")
    assert reconcile(builder.root) == changed(story, {**story.studied, **story.squashed})


def _people(date: str) -> dict[str, str]:
    name, _, email = ANN.rstrip(">").partition(" <")
    return {
        f"GIT_{role}_{key}": value
        for role in ("AUTHOR", "COMMITTER")
        for key, value in (("NAME", name), ("EMAIL", email), ("DATE", date))
    }
