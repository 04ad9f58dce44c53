"""One pull request keeps the tracker true, from its creation to its end."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.action.consumers import BOT_BRANCH, Consumer, consumer, human
from tests.github.faults import failing
from tests.threats.studies import NAME, TRACKER

if TYPE_CHECKING:
    from pathlib import Path

CREATED = [
    "POST /git/trees 201",
    "POST /git/commits 201",
    "POST /git/refs 201",
    "POST /pulls 201",
]
UPDATED = [
    "POST /git/trees 201",
    "POST /git/commits 201",
    "PATCH /pulls/1 200",
    f"PATCH /git/refs/heads/{BOT_BRANCH} 200",
]


@pytest.fixture
def settled(study: Consumer) -> Consumer:
    """A study of which the tracker says all that it can."""
    study.job(mode="commit")
    study.clone.git("pull", "--quiet")
    study.wrote(), study.asked()
    return study


def test_nothing_to_do(settled: Consumer) -> None:
    """Without a difference nothing is written, and GitHub is asked one question."""
    ended = settled.job()
    assert (ended.code, settled.asked()) == (0, ["GET /repos/ada/study/pulls 200"])
    assert ended.outputs["operation"] == "none"
    assert ended.outputs["changed"] == "false"
    assert ended.log == f"`{NAME}` 与记录一致，无需改动。\n"


def test_create(settled: Consumer) -> None:
    """A record opens a pull request of one signed commit on the base, with every byte in place."""
    base = settled.push()
    ended = settled.job()
    assert (ended.code, settled.wrote()) == (0, CREATED)
    (pull,) = settled.hub.state.pulls
    made = settled.hub.state.git.commit(BOT_BRANCH)
    assert made.parents == (base,)
    assert made.message.endswith(f"\n\nStudytrack-Update: {made.tree}\n")
    assert settled.clone.git("status", "--porcelain") == ""
    before = settled.tree_file("main")
    assert settled.tree_file(BOT_BRANCH) == before.replace(
        "| 2026-02-13 | | 🟡 进行中 |", "| 2026-02-13 | 2026-03-02 | 🟢 已完成 |"
    ).replace("实际8小时", "实际10.5小时").replace("总实际时长：______", "总实际时长：10.5")
    assert ended.outputs == {
        "changed": "true",
        "operation": "created",
        "pull-request-number": "1",
        "pull-request-url": f"{settled.hub.site}/ada/study/pull/1",
        "pull-request-branch": BOT_BRANCH,
        "head-sha": pull.head_sha,
        "commit-verified": "true",
        "tasks-changed": '["1.2"]',
        "problems": "2",
    }
    assert pull.title == "更新学习跟踪表：已完成 2/6"


def test_keep(settled: Consumer) -> None:
    """While the same tree is proposed nothing is written, for two questions."""
    settled.push()
    settled.job()
    settled.wrote(), settled.asked()
    ended = settled.job("schedule")
    assert (ended.code, settled.wrote(), len(settled.asked())) == (0, [], 2)
    assert ended.outputs["operation"] == "none"
    assert ended.outputs["pull-request-number"] == "1"


def test_update(settled: Consumer) -> None:
    """The next push moves the same pull request, in at most eight requests, past no base."""
    settled.push()
    settled.job()
    settled.wrote(), settled.asked()
    base = settled.push("跳过\n\nStudy-Task: 1.3 skip: 没有时间\n", {"a.md": "other work"})
    ended = settled.job()
    assert len(settled.asked()) <= 8
    assert (ended.code, settled.wrote()) == (0, UPDATED)
    assert settled.hub.state.git.commit(BOT_BRANCH).parents == (base,)
    (pull,) = settled.hub.state.pulls
    assert pull.state == "open"
    assert "没有时间" in (pull.body or "")
    assert json.loads(ended.outputs["tasks-changed"]) == ["1.2", "1.3"]


def test_close(settled: Consumer) -> None:
    """Once the tracker is right, the pull request is told why, closed, and its branch deleted."""
    settled.push()
    settled.job()
    settled.push("x", {NAME: settled.tree_file(BOT_BRANCH)})
    settled.wrote()
    ended = settled.job()
    assert ended.outputs["operation"] == "closed"
    assert settled.wrote() == [
        "POST /issues/1/comments 201",
        "PATCH /pulls/1 200",
        f"DELETE /git/refs/heads/{BOT_BRANCH} 204",
    ]
    (pull,) = settled.hub.state.pulls
    assert (pull.state, len(pull.comments)) == ("closed", 1)


def test_close_and_keep_the_branch(settled: Consumer) -> None:
    """With `delete-branch: false` the branch stays."""
    settled.push()
    settled.job()
    settled.push("x", {NAME: settled.tree_file(BOT_BRANCH)})
    settled.job(delete_branch="false")
    assert settled.hub.state.branch(BOT_BRANCH) is not None


def test_others_commits(settled: Consumer) -> None:
    """Somebody's commit on the bot's branch stops it, until it may be overwritten."""
    settled.push()
    settled.job()
    theirs = human(settled)
    settled.wrote()
    ended = settled.job()
    assert (ended.code, settled.wrote()) == (1, [])
    assert ended.outputs["operation"] == "blocked"
    assert theirs[:12] in ended.log
    assert ended.log.startswith("::error title=studytrack::")
    assert settled.hub.state.branch(BOT_BRANCH) == theirs
    settled.push("y\n\nStudy-Task: 2.1 start\n")
    assert settled.job(on_foreign_commits="overwrite").outputs["operation"] == "updated"
    assert settled.job().outputs["operation"] == "none"


def test_others_branch(settled: Consumer) -> None:
    """A branch of that name that was never the bot's is left alone."""
    settled.push()
    settled.clone.git("push", "--quiet", "origin", f"main:{BOT_BRANCH}")
    ended = settled.job()
    assert (ended.code, ended.outputs["operation"], settled.wrote()) == (1, "blocked", [])


def test_dry_run(settled: Consumer) -> None:
    """A dry run says what it would do."""
    settled.push()
    ended = settled.job(dry_run="true")
    assert (ended.code, settled.wrote()) == (0, [])
    assert "创建拉取请求" in ended.log
    assert ended.outputs["changed"] == "true"


def test_people_and_labels(settled: Consumer) -> None:
    """Labels, people and auto-merge are set on a new pull request; reviews are asked for once."""
    settled.push()
    inputs = {
        "labels": "study, 学习",
        "reviewers": "ben",
        "assignees": "ada",
        "draft": "true",
        "auto_merge": "squash",
    }
    ended = settled.job(**inputs)
    (pull,) = settled.hub.state.pulls
    assert (pull.labels, pull.reviewers, pull.assignees) == (["study", "学习"], ["ben"], ["ada"])
    assert (pull.draft, "warning" in ended.log) == (True, False)
    settled.push("y\n\nStudy-Task: 2.1 start\n")
    pull.labels.clear()
    settled.wrote()
    settled.job(**inputs)
    assert settled.wrote() == [*UPDATED, "POST /issues/1/labels 200"]


def test_what_is_missing_is_a_warning(settled: Consumer) -> None:
    """What the pull request can do without is a warning that names the permission."""
    settled.hub.faults.append(failing("POST .*/labels", 403, "Resource not accessible"))
    settled.push()
    ended = settled.job(labels="study", reviewers="nobody", auto_merge="merge")
    assert (ended.code, ended.outputs["operation"]) == (0, "created")
    assert "::warning title=studytrack::" in ended.log
    assert "pull-requests: write" in ended.log


def test_commit_mode(settled: Consumer) -> None:
    """`mode: commit` updates the base itself, once, without a pull request."""
    base = settled.push()
    ended = settled.job(mode="commit")
    assert settled.wrote() == [
        "POST /git/trees 201",
        "POST /git/commits 201",
        "PATCH /git/refs/heads/main 200",
    ]
    made = settled.hub.state.git.commit("main")
    assert (made.parents, ended.outputs["head-sha"]) == ((base,), made.id)
    assert settled.job(mode="commit").outputs["operation"] == "none"
    settled.clone.git("pull", "--quiet")
    assert (settled.job(mode="commit").code, settled.wrote()) == (0, [])


def test_own_words(settled: Consumer) -> None:
    """Title, message and branch may be the workflow's own."""
    settled.push()
    settled.job(title="Progress", commit_message="chore: progress", branch="bots/{base}-study")
    (pull,) = settled.hub.state.pulls
    assert (pull.title, pull.head) == ("Progress", "bots/main-study")
    message = settled.hub.state.git.commit(pull.head).message
    assert message.startswith("chore: progress\n\nStudytrack-Update: ")


def test_squashing_it_records_nothing(settled: Consumer) -> None:
    """The pull request, squashed with all that the bot wrote, is no record and no problem."""
    settled.push()
    settled.job()
    (pull,) = settled.hub.state.pulls
    text = settled.tree_file(BOT_BRANCH)
    message = settled.hub.state.git.commit(BOT_BRANCH).message
    settled.push(f"{pull.title} (#1)\n\n* {message}\n\n{pull.body}", {NAME: text})
    ended = settled.job()
    assert ended.outputs["operation"] == "closed"
    assert ended.outputs["problems"] == "2"


def test_enterprise_server(tmp_path: Path) -> None:
    """Every address comes from the job, as on a GitHub Enterprise Server."""
    for study in consumer(tmp_path, prefix="/api/v3"):
        study.push()
        ended = study.job()
        assert ended.outputs["operation"] == "created"
        assert ended.outputs["pull-request-url"].startswith(study.hub.site)


def test_a_study_in_a_folder(tmp_path: Path) -> None:
    """Each study of a repository has a pull request of its own."""
    for study in consumer(tmp_path):
        study.push(
            "another study",
            {"go/plan.md": TRACKER, "go/studytrack.toml": 'tracker = "plan.md"\nlocale = "en"\n'},
        )
        study.job()
        study.job(config="go/studytrack.toml")
        heads = [pull.head for pull in study.hub.state.pulls]
        assert heads == [BOT_BRANCH, f"{BOT_BRANCH}-go"]
        assert study.hub.state.pulls[1].title == "Update the study tracker: 1 of 6 done"


def test_a_checkout_in_a_folder(settled: Consumer) -> None:
    """Where actions/checkout was given a path, the config in it tells where the study is."""
    settled.push()
    workspace = {"GITHUB_WORKSPACE": str(settled.clone.root.parent)}
    ended = settled.job(environment=workspace, config="clone/studytrack.toml")
    assert ended.outputs.get("operation") == "created", ended.log
    assert settled.hub.state.pulls[0].head == BOT_BRANCH


def test_another_base(settled: Consumer) -> None:
    """A base that is not checked out is fetched, and computed by what it holds."""
    settled.clone.git("checkout", "--quiet", "-b", "develop")
    base = settled.push("x\n\nStudy-Task: 2.1 start\n")
    settled.clone.checkout("main")
    settled.clone.git("branch", "--quiet", "-D", "develop")
    settled.clone.git("update-ref", "-d", "refs/remotes/origin/develop")
    ended = settled.job("schedule", base="develop")
    assert ended.outputs["operation"] == "created"
    (pull,) = settled.hub.state.pulls
    assert (pull.base, pull.head) == ("develop", "studytrack/update-develop")
    assert settled.hub.state.git.commit(pull.head).parents == (base,)
