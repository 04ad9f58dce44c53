"""A run that may not write: annotations, a summary, an exit code, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.action.consumers import DONE, Consumer, consumer
from tests.threats.studies import NAME

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def proposed(study: Consumer, *messages: str, fork: bool = False) -> dict[str, object]:
    """Commits on a branch, as the event of a pull request has them."""
    base = study.clone.head()
    study.clone.branch("mine")
    for message in messages:
        study.clone.commit(message)
    owner = "mallory" if fork else "ada"
    head = {"sha": study.clone.head(), "repo": {"full_name": f"{owner}/study"}}
    return {"pull_request": {"number": 5, "base": {"sha": base, "ref": "main"}, "head": head}}


@pytest.mark.parametrize("event", ["pull_request", "pull_request_target"])
@pytest.mark.parametrize("fork", [True, False], ids=["fork", "own"])
def test_pull_requests_are_checked(study: Consumer, event: str, fork: bool) -> None:
    """A pull request is only read, whoever opened it; what its own records change is a notice."""
    payload = proposed(study, "x\n\nStudy-Task: 1.2 done 2h\n", "y\n", fork=fork)
    ended = study.job(event, payload)
    assert (ended.code, study.hub.log) == (0, [])
    notices = [line for line in ended.log.splitlines() if "title=drift" in line]
    assert len(notices) == 4
    assert all(line.startswith(f"::notice file={NAME},line=") for line in notices)
    assert all("合并后 studytrack 会自动更新" in line for line in notices)
    assert "Study-Task: 1.2 done 2h\n" in ended.summary
    assert ended.outputs["operation"] == "none"
    assert ended.outputs["tasks-changed"] == '["1.2"]'


def test_bad_trailers_fail(study: Consumer) -> None:
    """A trailer that cannot be read is an error on its commit, and the exit code is 1."""
    payload = proposed(study, "x\n\nStudy-Task: 9.9 done\n", fork=True)
    ended = study.job("pull_request", payload)
    assert (ended.code, study.hub.log) == (1, [])
    (error,) = [line for line in ended.log.splitlines() if line.startswith("::error")]
    assert "title=task-unknown::commit " in error
    assert "`task-unknown`" in ended.summary


def test_old_drift_stays_a_warning(study: Consumer) -> None:
    """What the tracker did not say before the pull request is no notice of its own."""
    study.push()
    payload = proposed(study, "y\n\nStudy-Task: 2.1 start\n")
    ended = study.job("pull_request", payload)
    drift = [line.partition(" ")[0] for line in ended.log.splitlines() if "title=drift" in line]
    assert sorted(drift) == ["::notice"] * 2 + ["::warning"] * 4
    assert "Study-Task: 2.1 start" in ended.summary
    assert "Study-Task: 1.2" not in ended.summary.partition("###")[0]


def kept(page: str) -> list[str]:
    """The trailers that a summary says to keep."""
    return page.partition("```text\n")[2].partition("\n```")[0].splitlines()


def test_equal_trailers_are_all_kept(study: Consumer) -> None:
    """Two evenings of half an hour are two lines to keep; one line that says two things is one."""
    trailers = ["Study-Time: 1.2 30m", "Study-Time: 1.2 30m", "Study-Task: 1.2 done 1h"]
    payload = proposed(study, *(f"x\n\n{trailer}\n" for trailer in trailers))
    assert kept(study.job("pull_request", payload).summary) == trailers


def test_a_base_that_has_moved(study: Consumer) -> None:
    """GitHub's trial merge stands on a base newer than the event's; its records are not ours."""
    payload = proposed(study, "x\n\nStudy-Task: 2.1 start\n")
    study.clone.checkout("main")
    study.push()
    study.clone.git("checkout", "--quiet", "--detach")
    study.clone.merge("mine")
    ended = study.job("pull_request", payload, {"GITHUB_REF": "refs/pull/5/merge"})
    assert kept(ended.summary) == ["Study-Task: 2.1 start"]


def test_a_base_that_is_not_here(study: Consumer) -> None:
    """Without the base there is no telling whose the records are, and nothing is said of it."""
    study.push()
    payload = proposed(study, "x\n\nStudy-Task: 2.1 start\n", fork=True)
    payload["pull_request"]["base"]["sha"] = "5" * 40  # type: ignore[index]
    ended = study.job("pull_request", payload)
    assert (ended.code, kept(ended.summary)) == (0, [])
    assert "合并后" not in ended.log


def test_a_base_without_a_study(study: Consumer) -> None:
    """The pull request that adopts a study brings its own commits' records, not older ones."""
    files = {name: study.tree_file("main", name) for name in (NAME, "studytrack.toml")}
    study.push(files=dict.fromkeys(files))
    payload = proposed(study)
    study.clone.commit("Adopt\n\nStudy-Task: 2.1 start\n", files)
    ended = study.job("pull_request", payload)
    assert (ended.code, kept(ended.summary)) == (0, ["Study-Task: 2.1 start"])


def test_a_merge_queue_knows_its_base(study: Consumer) -> None:
    """What the queued records themselves change is a notice there too."""
    base = study.clone.head()
    study.clone.branch("gh-readonly-queue")
    study.clone.commit(DONE)
    ended = study.job("merge_group", {"merge_group": {"base_sha": base}})
    assert {line.partition(" ")[0] for line in ended.log.splitlines() if "=drift" in line} == {
        "::notice"
    }
    assert kept(ended.summary) == []


@pytest.mark.parametrize(
    ("event", "payload", "environment", "why"),
    [
        ("merge_group", {}, {}, "合并队列"),
        ("push", {}, {"GITHUB_ACTOR": "dependabot[bot]"}, "Dependabot"),
        ("push", {}, {"GITHUB_REF": "refs/heads/other"}, "推送的不是要更新的分支"),
        ("push", {}, {"GITHUB_REF": "refs/tags/v1"}, "推送的不是要更新的分支"),
        (
            "workflow_run",
            {"workflow_run": {"head_repository": {"full_name": "mallory/study"}}},
            {},
            "另一个仓库",
        ),
        ("workflow_run", {"workflow_run": {"head_repository": None}}, {}, "另一个仓库"),
    ],
    ids=["merge-queue", "dependabot", "branch", "tag", "fork's-workflow", "unknown-workflow"],
)
@pytest.mark.parametrize("mode", ["update", "commit"])
def test_nothing_is_written(
    study: Consumer,
    event: str,
    payload: Mapping[str, object],
    environment: Mapping[str, str],
    why: str,
    mode: str,
) -> None:
    """Where a run has no business to write it says why, and asks GitHub nothing."""
    study.push()
    ended = study.job(event, payload, environment, mode=mode)
    assert (ended.code, study.hub.log) == (0, [])
    assert why in ended.summary


@pytest.mark.parametrize("event", ["push", "schedule", "workflow_dispatch"])
def test_own_events_write(study: Consumer, event: str) -> None:
    """Pushes to the base, schedules and buttons keep the pull request."""
    study.push()
    assert study.job(event).outputs["operation"] == "created"


def test_the_default_branch_of_a_schedule(study: Consumer) -> None:
    """A schedule's event may not tell the default branch: it is the one that it runs on."""
    study.push()
    ended = study.job("schedule", {"repository": {}})
    assert ended.outputs["operation"] == "created"
    ended = study.job("schedule", {"repository": {}}, {"GITHUB_REF": "refs/pull/1/merge"})
    assert ended.code == 2
    assert "set the input base" in ended.log


def test_check_mode(study: Consumer) -> None:
    """`mode: check` needs no token, and exits with 0 where there is no error."""
    study.push()
    ended = study.job(mode="check", token="")
    assert (ended.code, study.hub.log) == (0, [])
    assert "mode 是 check" in ended.summary
    assert ended.outputs["changed"] == "true"


HOSTILE = (
    "::error::owned\n\nStudy-Task: 1.2 done: --> </details> @ada Fixes #1 ```` ` ::error::x\n"
    "Study-Task: 1.3 skip: <img src=x onerror=y> | [a](javascript:x)\n"
    "Study-Task: 9.9 done: ##[error]x %0A::error::y\n"
)


@pytest.mark.parametrize("event", ["push", "pull_request"])
def test_hostile_text_is_inert(tmp_path: Path, event: str) -> None:
    """Commands, mentions, references and HTML from commits reach no log and no page alive."""
    for study in consumer(tmp_path):
        payload = proposed(study, HOSTILE)
        if event == "push":
            study.clone.git("checkout", "--quiet", "main")
            study.clone.git("merge", "--quiet", "mine")
            study.clone.git("push", "--quiet", "origin", "main")
        ended = study.job(event, payload)
        for line in ended.log.splitlines():
            assert line.startswith(("::error ", "::warning ", "::notice ")) or "::" not in line
        body = study.hub.state.pulls[0].body if study.hub.state.pulls else ""
        for page in (ended.summary, body or ""):
            outside = without_code(page)
            for alive in ("@ada", "Fixes #1", "<img", "-->", "javascript", "owned"):
                assert alive not in outside
            assert outside.count("<details>") == outside.count("</details>") <= 2


def without_code(page: str) -> str:
    """A page without its fences and code spans, as the library of the CommonMark rules reads it."""
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").enable("table").parse(page)
    inline = [child for token in tokens for child in token.children or ()]
    kept = [one.content for one in inline if one.type != "code_inline"]
    return "\n".join([*kept, *(token.content for token in tokens if token.type == "html_block")])
