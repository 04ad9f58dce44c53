"""``studytrack plan``: what is shown and written, and what is refused."""

from __future__ import annotations

import json

import pytest

from studytrack import Study
from studytrack.errors import TrackerError, UsageError, WriteError
from tests.cli.studies import CHINESE, ENGLISH, run, study
from tests.repositories import Builder

PLAN = """\
## Phase 1: Storage (7-8 h)
**Task 1.1: Pages** (2-3 h)
**Task 1.2: Buffers** (1 h)
**Task 1.3: B-trees** (4 h)
## Phase 2: Transactions and the many ways in which they can go wrong
**Task 2.1: Isolation** (2 weeks)
"""
SHOWN = [
    "phase 1, estimate: 6-7 -> 7-8",
    "1.2, new: Buffers  (1 h)",
    "1.2, id: 1.2 -> 1.3  B-trees",
    "Hours: 1 added, 0 taken away.",
]


@pytest.fixture
def planned(tmp_path) -> Builder:
    """A study whose config names a plan that differs from the tracker."""
    builder = study(tmp_path, ENGLISH)
    builder.write({"studytrack.toml": 'plan = "plans/plan.md"\n', "plans/plan.md": PLAN})
    builder.commit("A plan")
    return builder


def test_shows_and_writes_nothing(planned) -> None:
    """The differences, the hours and what cannot be read; the file stays as it is."""
    done = run(planned.root, "plan")
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[:4] == SHOWN
    assert lines[4].startswith("plans/plan.md:6: ")
    assert lines[-1].endswith("studytrack plan --write")
    assert (planned.root / "tracker.md").read_text(encoding="utf-8") == ENGLISH


def test_writes_once(planned) -> None:
    """The tracker follows with every actual kept, and the trailer is given; twice is once."""
    Study.open(planned.root).reconcile().write()
    done = run(planned.root, "plan", "--write")
    assert "Study-Move: 1.2 -> 1.3" in done.stdout
    text = (planned.root / "tracker.md").read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line.startswith("| 1.")] == [
        "| 1.1 Pages | 2-3h | 2026-03-02 | 2026-03-02 | 🟢 Done | fixed size |",
        "| 1.2 Buffers | 1h | | | 🔴 Not started | |",
        "| 1.3 B-trees | 4h | 2026-03-03 | | 🟡 In progress | |",
    ]
    planned.commit("Follow the plan\n\nStudy-Move: 1.2 -> 1.3\n")
    assert Study.open(planned.root).reconcile().changes == ()
    assert run(planned.root, "plan", "--write").stdout.splitlines()[-1] == (
        "tracker.md follows plans/plan.md."
    )


def test_json(planned) -> None:
    """Everything is there, durations in ISO 8601."""
    told = json.loads(run(planned.root, "plan", "--json").stdout)
    assert [told[key] for key in ("schema", "plan", "tracker", "moves", "written")] == [
        1,
        "plans/plan.md",
        "tracker.md",
        [["1.2", "1.3"]],
        False,
    ]
    assert [(one["kind"], one["task"]) for one in told["changes"]] == [
        ("re-estimated", None),
        ("new", "1.2"),
        ("renumbered", "1.2"),
    ]
    assert told["hours"]["added"] == {"low": "PT1H", "high": "PT1H"}
    assert [one["code"] for one in told["problems"]] == ["plan-unread"]


def test_python(planned) -> None:
    """What the command does is a method of the study."""
    found = Study.open(planned.root).plan()
    assert [(one.kind, one.task) for one in found.changes][1:] == [
        ("new", "1.2"),
        ("renumbered", "1.2"),
    ]
    assert found.trailer == "Study-Move: 1.2 -> 1.3"
    found.write()
    assert (planned.root / "tracker.md").read_text(encoding="utf-8") == found.text


def test_an_edit_made_meanwhile_is_kept(planned) -> None:
    """Nothing is written over a tracker that was changed since it was read."""
    found = Study.open(planned.root).plan()
    planned.write({"tracker.md": ENGLISH + "mine\n"})
    with pytest.raises(WriteError):
        found.write()
    assert (planned.root / "tracker.md").read_text(encoding="utf-8").endswith("mine\n")


def test_speaks_chinese(tmp_path) -> None:
    """Messages are in the tracker's language."""
    builder = study(tmp_path, CHINESE, "跟踪.md")
    builder.write({"计划.md": "## 阶段一：存储引擎（8小时）\n**任务1.1：页面** (2小时)\n"})
    done = run(builder.root, "plan", "计划.md")
    lines = done.stdout.splitlines()
    assert lines[:3] == [
        "阶段 1，预计时长：6-7 -> 8",
        "1.1，标题：页 -> 页面",
        "1.1，预计时长：2-3 -> 2",
    ]


@pytest.mark.parametrize(
    ("files", "arguments", "message"),
    [
        pytest.param({}, [], "no plan is named", id="no plan"),
        pytest.param({}, ["no.md"], "no.md: the plan ", id="no file"),
        pytest.param({"a.md": "soon\n"}, ["a.md"], "a.md: no tasks were found", id="no tasks"),
        pytest.param({}, ["../a.md"], "lies outside the repository", id="outside"),
    ],
)
def test_refusals(tmp_path, files, arguments, message) -> None:
    """What cannot be read is one line that names the place and the remedy."""
    builder = study(tmp_path / "repository", ENGLISH)
    builder.write(files)
    done = run(builder.root, "plan", *arguments)
    assert done.exit_code == 2
    assert message in done.stderr
    with pytest.raises((TrackerError, UsageError)):
        Study.open(builder.root).plan(*(builder.root / one for one in arguments))


@pytest.mark.parametrize("folder", ["", "plans/"])
def test_init_makes_a_tracker_of_a_plan(tmp_path, folder) -> None:
    """It lies beside the plan, has nothing to look at, and records and plan go on with it."""
    builder = Builder.init(tmp_path)
    text = PLAN.replace(" (2 weeks)", "")
    builder.commit("A plan", {f"{folder}roadmap.md": text})
    done = run(builder.root, "init", "--plan", f"{folder}roadmap.md")
    assert done.exit_code == 0, done.stderr
    assert done.stdout.startswith(f"{folder}tracker.md: a new tracker made of the plan, 2 phases, ")
    assert "init --plan" not in done.stdout
    builder.commit("Adopt")
    assert run(builder.root, "plan").stdout == f"{folder}tracker.md follows {folder}roadmap.md.\n"
    told = json.loads(run(builder.root, "check", "--json").stdout)["problems"]
    assert {one["code"] for one in told} <= {"placeholder", "estimate-mismatch"}
    builder.commit("Study-Task: 1.1 done 2h")
    assert run(builder.root, "reconcile").exit_code == 0
    assert Study.open(builder.root).state().task("1.1").status == "done"


def test_init_makes_no_second_tracker(planned) -> None:
    """Where there is a tracker, or a config, nothing is written."""
    refused = run(planned.root, "init", "--plan", "plans/plan.md").stderr
    assert "adopted already" in refused
    assert "--dir" in refused
    (planned.root / "studytrack.toml").unlink()
    done = run(planned.root, "init", "--plan", "plans/plan.md")
    assert done.exit_code == 2
    assert "tracker.md: there is a tracker already; adopt it" in done.stderr
    assert not (planned.root / "plans/tracker.md").exists()
    assert run(planned.root, "init", "x.md", "--plan", "plans/plan.md").exit_code == 2
