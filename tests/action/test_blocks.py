"""A pull request holds every file whose blocks change, in as many requests as one file needs."""

from __future__ import annotations

import pytest

from tests.action.consumers import BOT_BRANCH, Consumer
from tests.action.test_checks import proposed
from tests.action.test_pull_requests import CREATED, UPDATED
from tests.threats.studies import NAME

README = "docs/说明.md"
BLOCK = "<!-- studytrack:begin bar -->\n<!-- studytrack:end -->\n"


def filled(done: str) -> str:
    """The block as it should be."""
    return BLOCK.replace("\n", f"\n\n{done}\n\n", 1)


ONE = filled("`██░░░░░░░░░░` [1/6](../plans/跟踪.md) (16%)")
TWO = filled("`████░░░░░░░░` [2/6](../plans/跟踪.md) (33%)")


@pytest.fixture
def settled(study: Consumer) -> Consumer:
    """A study whose tracker and README say all that they can."""
    study.push("A page about it", {README: BLOCK})
    study.job(mode="commit")
    study.clone.git("pull", "--quiet")
    study.wrote(), study.asked()
    assert study.tree_file("main", README) == ONE
    return study


def test_both_files_are_proposed(settled: Consumer) -> None:
    """One tree holds the tracker and the README, and the page names both."""
    settled.push()
    ended = settled.job()
    assert (ended.code, settled.wrote()) == (0, CREATED)
    assert settled.tree_file(BOT_BRANCH, README) == TWO
    assert settled.tree_file(BOT_BRANCH) != settled.tree_file("main")
    (pull,) = settled.hub.state.pulls
    assert f"`{NAME}` 有 4 处应当更新" in (pull.body or "")
    assert f"`{README}` 中自动生成的区块随之更新。" in (pull.body or "")
    made = settled.hub.state.git.commit(BOT_BRANCH)
    assert made.message.endswith(f"\n\nStudytrack-Update: {made.tree}\n")
    settled.asked()
    assert settled.job().outputs["operation"] == "none"
    assert (len(settled.asked()), settled.wrote()) == (2, [])


def test_a_readme_alone_is_proposed(settled: Consumer) -> None:
    """Where the tracker is true and the README is not, the README alone changes."""
    settled.push("Start over", {README: BLOCK})
    ended = settled.job()
    assert (ended.code, settled.wrote()) == (0, CREATED)
    assert ended.outputs["changed"] == "true"
    assert ended.outputs["tasks-changed"] == "[]"
    assert settled.tree_file(BOT_BRANCH, README) == ONE
    assert settled.tree_file(BOT_BRANCH) == settled.tree_file("main")
    (pull,) = settled.hub.state.pulls
    assert (pull.body or "").startswith("按照截至 ")
    assert f"`{README}` 中自动生成的区块应当更新；其余内容一字不动。" in (pull.body or "")


def test_a_readme_that_changes_moves_the_pull_request(settled: Consumer) -> None:
    """What somebody writes around a block is kept, and the same pull request follows."""
    settled.push()
    settled.job()
    settled.wrote()
    settled.push("Words", {README: f"# 说明\n\n{ONE}\n后记\n"})
    assert (settled.job().code, settled.wrote()) == (0, UPDATED)
    assert settled.tree_file(BOT_BRANCH, README) == f"# 说明\n\n{TWO}\n后记\n"


def test_it_is_closed_once_both_are_true(settled: Consumer) -> None:
    """A difference in one of the files keeps it open."""
    settled.push()
    settled.job()
    settled.push("x", {NAME: settled.tree_file(BOT_BRANCH)})
    assert settled.job().outputs["operation"] == "none"
    assert settled.hub.state.pulls[0].state == "open"
    settled.push("y", {README: TWO})
    assert settled.job().outputs["operation"] == "closed"


def test_a_check_calls_what_follows_a_notice(study: Consumer) -> None:
    """A block that a pull request's own records make stale is no fault of its author's."""
    study.push("A page about it", {README: BLOCK})
    study.job(mode="commit")
    study.clone.git("pull", "--quiet")
    payload = proposed(study, "x\n\nStudy-Task: 1.2 done 2h\n")
    ended = study.job("pull_request", payload)
    (notice,) = [line for line in ended.log.splitlines() if "title=block-stale" in line]
    assert notice.startswith(f"::notice file={README},line=1,")
    assert ended.code == 0


def test_a_broken_block_fails_a_check(study: Consumer) -> None:
    """A marker that asks for what cannot be is an error on its line."""
    study.clone.branch("mine")
    study.clone.commit("x", {README: BLOCK.replace("bar", "pie")})
    head = {"sha": study.clone.head(), "repo": {"full_name": "ada/study"}}
    base = {"sha": study.clone.git("rev-parse", "main"), "ref": "main"}
    ended = study.job("pull_request", {"pull_request": {"number": 5, "base": base, "head": head}})
    assert ended.code == 1
    assert f"::error file={README},line=1,title=block-invalid::" in ended.log
