"""The Action on a Sunday: the checkpoint of the week comes into the same pull request."""

from __future__ import annotations

import datetime as dt

import pytest

from studytrack.study.study import Study
from tests.action.consumers import BOT_BRANCH, Consumer
from tests.action.test_pull_requests import CREATED, UPDATED
from tests.cli.studies import run
from tests.threats.studies import NAME

SUNDAY = dt.date(2026, 3, 8)
W10, W11 = "plans/checkpoints/2026-W10.md", "plans/checkpoints/2026-W11.md"


@pytest.fixture(autouse=True)
def on(monkeypatch):
    """Sets the day."""

    def day(value: dt.date) -> None:
        monkeypatch.setattr(Study, "_day", lambda _: value)

    day(SUNDAY)
    return day


def recorded(study: Consumer, day: int, trailer: str = "Study-Time: 1.2 1h") -> None:
    """A record of a day in March, pushed."""
    study.clone.commit(f"x\n\n{trailer}", date=f"2026-03-{day:02} 12:00 +0800")
    study.clone.git("push", "--quiet", "origin", "HEAD")


def merged(study: Consumer) -> None:
    """The pull request is merged, and the clone has it."""
    study.clone.git("fetch", "--quiet")
    study.clone.git("merge", "--quiet", "--no-edit", f"origin/{BOT_BRANCH}")
    study.clone.git("push", "--quiet", "origin", "HEAD")
    study.job(weekly="true"), study.wrote()


def folder(study: Consumer, revision: str = BOT_BRANCH) -> list[str]:
    """The checkpoints of a branch on GitHub."""
    listed = study.hub.state.git.run("ls-tree", "-r", "-z", "--name-only", revision).decode()
    return [path for path in listed.split("\0") if "checkpoints/" in path]


def test_one_pull_request_holds_it(study: Consumer, on) -> None:
    """The tracker and the checkpoint, in one tree; a second run has nothing to do."""
    recorded(study, 4, "Study-Task: 1.2 done 2h30m: 分裂只在叶子")
    ended = study.job("schedule", weekly="true")
    assert (ended.code, study.wrote()) == (0, CREATED)
    text = study.tree_file(BOT_BRANCH, W10)
    assert text.startswith("# 2026-W10 周检查点\n\n2026-03-02 至 03-08\n")
    assert "分裂只在叶子" in text
    assert "2026-03-04" in study.tree_file(BOT_BRANCH)
    (pull,) = study.hub.state.pulls
    assert f"新增每周检查点 `{W10}`。" in (pull.body or "")
    study.asked()
    on(dt.date(2026, 3, 14))
    assert study.job("schedule", weekly="true").outputs["operation"] == "none"
    assert (len(study.asked()), study.wrote()) == (2, [])


def test_without_the_input_there_is_none(study: Consumer) -> None:
    """It has to be asked for."""
    recorded(study, 4)
    assert study.job("schedule").code == 0
    assert folder(study) == []


def test_a_week_that_runs_has_none_yet(study: Consumer, on) -> None:
    """On Saturday it has not ended."""
    on(dt.date(2026, 3, 7))
    recorded(study, 4)
    study.job(weekly="true")
    assert folder(study) == []


def test_a_run_that_was_missed_is_made_up_for(study: Consumer, on) -> None:
    """The first one after it writes what is due, those of weeks without records left out."""
    recorded(study, 4)
    study.job(weekly="true")
    merged(study)
    recorded(study, 11)
    recorded(study, 24)
    on(dt.date(2026, 4, 1))
    study.job(weekly="true")
    assert folder(study) == [W10, W11, "plans/checkpoints/2026-W13.md"]


def test_it_stays_true_until_it_is_merged(study: Consumer) -> None:
    """What is recorded later on the Sunday comes into it."""
    recorded(study, 4)
    study.job(weekly="true")
    study.wrote()
    recorded(study, 8, "Study-Note: 1.2 锁的顺序")
    assert (study.job(weekly="true").code, study.wrote()) == (0, UPDATED)
    assert "锁的顺序" in study.tree_file(BOT_BRANCH, W10)


def test_once_merged_it_is_kept_true_like_any_block(study: Consumer) -> None:
    """Words that somebody wrote into it stay, and a late record comes into its week."""
    recorded(study, 4)
    study.job(weekly="true")
    merged(study)
    own = study.tree_file("main", W10) + "\n很难的一周。\n"
    study.push("Words", {W10: own})
    recorded(study, 20, "Study-Task: 1.3 skip 2026-03-05: 没有时间")
    assert study.job(weekly="false").outputs["operation"] == "created"
    text = study.tree_file(BOT_BRANCH, W10)
    assert "没有时间" in text
    assert text.endswith("\n很难的一周。\n")


def test_it_may_be_all_that_there_is_to_do(study: Consumer) -> None:
    """Then the page speaks of it alone, and committing straight to the base makes it too."""
    recorded(study, 4)
    study.job(mode="commit")
    study.clone.git("pull", "--quiet")
    study.wrote()
    ended = study.job("schedule", weekly="true")
    assert (ended.outputs["changed"], study.wrote()) == ("true", CREATED)
    (pull,) = study.hub.state.pulls
    assert "新增每周检查点" in (pull.body or "").split("\n", 1)[0]
    assert study.tree_file(BOT_BRANCH) == study.tree_file("main", NAME)


def test_somebodys_own_checkpoint_is_left_alone(study: Consumer) -> None:
    """A file of that name is there, whatever is in it."""
    study.push("Mine", {W10: "# Mine\n"})
    recorded(study, 4)
    study.job(weekly="true")
    assert study.tree_file(BOT_BRANCH, W10) == "# Mine\n"


def test_something_in_the_way_is_told(study: Consumer) -> None:
    """Where the folder's name is a file's, the run says so and changes nothing."""
    study.push("In the way", {"plans/checkpoints": "x"})
    recorded(study, 4)
    ended = study.job(weekly="true")
    assert (ended.code, study.wrote()) == (2, [])
    assert W10 in ended.log


def test_at_home(study: Consumer, monkeypatch: pytest.MonkeyPatch) -> None:
    """`studytrack pr` proposes the same with the flag of that name."""
    monkeypatch.setenv("GITHUB_REPOSITORY", study.hub.state.full_name)
    for name in ("GITHUB_TOKEN", "GH_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    recorded(study, 4)
    shown = run(study.clone.root, "pr", "--dry-run", "--weekly").stdout
    assert f"新增每周检查点 `{W10}`" in shown
    assert "新增每周检查点" not in run(study.clone.root, "pr", "--dry-run").stdout
