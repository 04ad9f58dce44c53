"""Whatever goes wrong on the way, there is one pull request at the end, and nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from studytrack.report.pages import LONGEST_BODY
from tests.action.consumers import BOT_BRANCH, Consumer, consumer, human
from tests.github.faults import Fault, dropped, failing, limited, meanwhile
from tests.threats.studies import NAME

if TYPE_CHECKING:
    from pathlib import Path

SECRET = "ghs_0123456789abcdef"


def titled(study: Consumer) -> list[tuple[str, str]]:
    """State and title of every pull request."""
    return [(pull.state, pull.title) for pull in study.hub.state.pulls]


@pytest.mark.parametrize(
    "fault",
    [
        dropped("POST .*/pulls$", acts=True),
        dropped("POST .*/pulls$", acts=False),
        failing("POST .*/pulls$", 502, acts=True),
        failing("POST .*/pulls$", 502, acts=False),
        failing("POST .*/pulls$", 422, "A pull request already exists for ada:x.", acts=True),
        dropped("POST .*/git/refs$", acts=True),
        dropped("POST .*/git/refs$", acts=False),
        failing("POST .*/git/refs$", 503, acts=True),
        failing("POST .*/git/refs$", 422, "Reference already exists", acts=True),
        dropped("POST .*/git/trees$", acts=True),
        failing("POST .*/git/commits$", 500, acts=False),
        failing("GET .*/pulls$", 502, times=2),
        dropped("GET .*/git/ref/heads/main$", acts=False),
    ],
    ids=[
        "pull-dropped-after",
        "pull-dropped-before",
        "pull-502-after",
        "pull-502-before",
        "pull-exists",
        "ref-dropped-after",
        "ref-dropped-before",
        "ref-503-after",
        "ref-exists",
        "tree-dropped",
        "commit-500",
        "reading-502",
        "reading-dropped",
    ],
)
def test_created_once(study: Consumer, fault: Fault) -> None:
    """An answer that is lost, or that GitHub fails to give, makes no second pull request."""
    study.push()
    study.hub.faults.append(fault)
    ended = study.job()
    assert (ended.code, ended.outputs["operation"]) == (0, "created"), ended.log
    assert titled(study) == [("open", "更新学习跟踪表：已完成 2/6")]
    posted = [line for line in study.wrote() if line.startswith("POST /pulls")]
    assert len(posted) <= 2
    assert study.job().outputs["operation"] == "none"


@pytest.mark.parametrize(
    "fault",
    [
        dropped("PATCH .*/git/refs", acts=True),
        dropped("PATCH .*/git/refs", acts=False),
        failing("PATCH .*/git/refs", 422, "Update is not a fast forward"),
        failing("PATCH .*/git/refs", 409, "Conflict"),
        dropped("PATCH .*/pulls/1$", acts=True),
        failing("PATCH .*/pulls/1$", 502),
    ],
    ids=["dropped-after", "dropped-before", "422", "409", "edit-dropped", "edit-502"],
)
def test_updated_once(study: Consumer, fault: Fault) -> None:
    """The branch and the pull request end where the newest state is."""
    study.push()
    study.job()
    base = study.push("x\n\nStudy-Task: 2.1 start\n")
    study.hub.faults.append(fault)
    ended = study.job()
    assert (ended.code, ended.outputs["operation"]) == (0, "updated"), ended.log
    assert study.hub.state.git.commit(BOT_BRANCH).parents == (base,)
    assert "2.1" in (study.hub.state.pulls[0].body or "")
    assert len(study.hub.state.pulls) == 1


def test_base_moves_before(study: Consumer) -> None:
    """A checkout that is behind the base by now is brought up to it, and computed anew."""
    study.push()
    old = study.clone.head()
    new = study.push("x\n\nStudy-Task: 2.1 start\n")
    study.clone.git("reset", "--quiet", "--hard", old)
    study.clone.git("update-ref", "refs/remotes/origin/main", old)
    study.clone.git("-c", "gc.reflogExpire=now", "reflog", "expire", "--expire=now", "--all")
    study.clone.git("gc", "--quiet", "--prune=now")
    assert study.job().outputs["operation"] == "created"
    assert study.hub.state.git.commit(BOT_BRANCH).parents == (new,)
    assert "| 2.1 隔离级别 | 5-6h | 2026-03-02 |" in study.tree_file(BOT_BRANCH)


def test_base_moves_meanwhile(study: Consumer) -> None:
    """`mode: commit` never overwrites what somebody pushed at that moment."""
    study.push()
    pushed: list[str] = []

    def push() -> None:
        pushed.append(study.push("x\n\nStudy-Task: 2.1 start\n"))

    study.hub.faults.append(meanwhile("PATCH .*/git/refs/heads/main", push))
    ended = study.job(mode="commit")
    assert (ended.code, ended.outputs["operation"]) == (0, "updated"), ended.log
    assert study.hub.state.git.commit("main").parents == (pushed[0],)
    assert "| 2.1 隔离级别 | 5-6h | 2026-03-02 |" in study.tree_file("main")


def test_another_job_is_quicker(study: Consumer) -> None:
    """Two jobs at once open one pull request."""
    study.push()
    study.hub.faults.append(meanwhile("POST .*/git/refs$", study.job))
    ended = study.job()
    assert ended.code == 0, ended.log
    assert len(study.hub.state.pulls) == 1
    assert study.job().outputs["operation"] == "none"


@pytest.mark.parametrize(
    "moment",
    [
        "POST .*/git/trees$",
        "POST .*/git/commits$",
        "PATCH .*/pulls/1$",
        "GET .*/git/ref/heads/studytrack",
    ],
)
def test_a_human_is_quicker(study: Consumer, moment: str) -> None:
    """A commit that somebody pushes to the bot's branch while a run is at work is not lost."""
    study.push()
    study.job()
    study.push("x\n\nStudy-Task: 2.1 start\n")
    theirs: list[str] = []
    study.hub.faults.append(meanwhile(moment, lambda: theirs.append(human(study))))
    ended = study.job()
    assert (ended.code, ended.outputs["operation"]) == (1, "blocked"), ended.log
    assert [study.hub.state.branch(BOT_BRANCH)] == theirs


def test_a_human_is_quicker_than_a_second_try(study: Consumer) -> None:
    """Where the answer to a move was lost, what somebody put on top meanwhile is not moved away."""
    study.push()
    study.job()
    study.push("x\n\nStudy-Task: 2.1 start\n")
    theirs: list[str] = []
    study.hub.faults.append(dropped("PATCH .*/git/refs", acts=True))
    look = meanwhile("GET .*/git/ref/heads/studytrack", lambda: theirs.append(human(study)), nth=2)
    study.hub.faults.append(look)
    assert study.job().outputs["operation"] == "blocked"
    assert [study.hub.state.branch(BOT_BRANCH)] == theirs


@pytest.mark.parametrize("moment", ["POST .*/comments$", "PATCH .*/pulls/1$"])
def test_a_human_is_quicker_than_the_end(study: Consumer, moment: str) -> None:
    """The branch of a pull request that is closed stays where somebody has just committed to it."""
    study.push()
    study.job()
    study.push("x", {NAME: study.tree_file(BOT_BRANCH)})
    theirs: list[str] = []
    study.hub.faults.append(meanwhile(moment, lambda: theirs.append(human(study))))
    assert study.job().outputs["operation"] == "closed"
    assert [study.hub.state.branch(BOT_BRANCH)] == theirs


def test_an_edit_that_failed_is_made_up_for(study: Consumer) -> None:
    """A run that could not edit the pull request leaves the branch too; the next one does both."""
    study.push()
    study.job()
    study.push("x\n\nStudy-Task: 2.1 start\n")
    study.hub.faults.append(failing("PATCH .*/pulls/1$", 502, times=2))
    assert study.job().code == 2
    assert study.job().outputs["operation"] == "updated"
    assert "2.1" in (study.hub.state.pulls[0].body or "")


def test_a_merge_that_was_reverted(study: Consumer) -> None:
    """A branch left over from a merge is no branch to propose the same change from again."""
    before = study.push()
    study.job()
    study.clone.git("fetch", "--quiet")
    study.clone.git("merge", "--quiet", "--ff-only", f"origin/{BOT_BRANCH}")
    study.clone.git("push", "--quiet", "origin", "main")
    study.hub.state.settle()
    study.push("Put it back", {NAME: study.tree_file(before)})
    ended = study.job()
    assert (ended.code, ended.outputs.get("operation")) == (0, "created"), ended.log


def test_creation_is_forbidden(study: Consumer) -> None:
    """The branch is kept; link and setting are told; allowed later, it is opened then."""
    study.hub.state.may_create_pulls = False
    study.push()
    ended = study.job()
    assert (ended.code, ended.outputs["operation"]) == (1, "blocked")
    head = study.hub.state.branch(BOT_BRANCH)
    assert head == ended.outputs["head-sha"]
    for text in (ended.summary, ended.log):
        assert f"/ada/study/compare/main...{BOT_BRANCH}?expand=1" in text
        assert "/ada/study/settings/actions" in text
        assert "Allow GitHub Actions to create and approve pull requests" in text
    study.wrote()
    assert study.job().code == 1
    assert study.wrote() == ["POST /pulls 403"]
    study.hub.state.may_create_pulls = True
    assert study.job().outputs["operation"] == "created"
    assert study.hub.state.branch(BOT_BRANCH) == head


@pytest.mark.parametrize(
    "fault",
    [limited("POST .*/git/trees$"), limited("POST .*/git/trees$", retry_after=1)],
    ids=["hourly", "secondary"],
)
def test_rate_limit(study: Consumer, fault: Fault) -> None:
    """A rate limit ends the run with a word; the next one does the work."""
    study.push()
    study.hub.faults.append(fault)
    ended = study.job()
    assert (ended.code, ended.log.count("\n")) == (2, 1)
    assert "rate limit" in ended.log
    assert study.hub.state.branch(BOT_BRANCH) is None
    assert study.job().outputs["operation"] == "created"


def test_a_long_wait_is_cut_short(study: Consumer, monkeypatch: pytest.MonkeyPatch) -> None:
    """However long GitHub asks a reader to wait, the job does not wait for hours."""
    waits: list[float] = []
    monkeypatch.setattr("time.sleep", waits.append)
    study.push()
    study.hub.faults.append(limited("GET .*/pulls$", retry_after=7200))
    assert study.job().outputs["operation"] == "created"
    assert waits == [60]


RULE = "Repository rule violations found\n\nChanges must be made through a pull request."
UNAUTHORIZED = "You're not authorized to push to this branch."
DRAFT = "Draft pull requests are not supported in this repository."


@pytest.mark.parametrize(
    ("inputs", "fault", "remedy"),
    [
        pytest.param(
            {"mode": "commit"},
            failing("PATCH .*/git/refs/heads/main$", 422, RULE, times=9),
            "with mode update",
            id="rule",
        ),
        pytest.param(
            {"mode": "commit"},
            failing("PATCH .*/git/refs/heads/main$", 403, UNAUTHORIZED, times=9),
            "with mode update",
            id="protected",
        ),
        pytest.param(
            {"draft": "true"},
            failing("POST .*/pulls$", 422, DRAFT, times=9),
            "leave the input draft at false",
            id="draft",
        ),
        pytest.param(
            {},
            failing(".", 404, "Not Found", times=99),
            "the token may not see this repository",
            id="hidden",
        ),
        pytest.param(
            {"mode": "commit"},
            failing(".", 404, "Not Found", times=99),
            "or give the token access",
            id="hidden-from-commit",
        ),
        pytest.param(
            {},
            failing("POST .*/git/trees$", 403, "Repository was archived so is read-only.", times=9),
            "unarchive the repository",
            id="archived",
        ),
    ],
)
def test_refusals_name_their_remedy(
    study: Consumer, inputs: dict[str, str], fault: Fault, remedy: str
) -> None:
    """What will not go away by itself is tried once, and told with what to do about it."""
    study.push()
    study.hub.faults.append(fault)
    ended = study.job(**inputs)
    assert (ended.code, ended.log.count("\n")) == (2, 1)
    assert remedy in ended.log
    assert ("the permission" in ended.log) == ("may not see" in remedy)
    writes = study.wrote()
    assert len(writes) == len(set(writes))


def test_long_pages(tmp_path: Path) -> None:
    """A pull request of thousands of changes fits, and says how many it leaves out."""
    rows = "".join(f"| {n}.{m} {'x' * 60} | todo | |\n" for n in (1, 2) for m in range(1, 401))
    text = f"# Plan\n\n## Phase 1\n\n| Task | Status | Notes |\n|---|---|---|\n{rows}"
    for study in consumer(tmp_path, tracker=text):
        done = [f"Study-Task: {n}.{m} done: {'y' * 200}" for n in (1, 2) for m in range(1, 401)]
        study.push("\n".join(["x", "", *done]))
        ended = study.job()
        assert ended.outputs["operation"] == "created", ended.log
        body = study.hub.state.pulls[0].body or ""
        assert len(body) <= LONGEST_BODY
        assert "more." in body
        assert study.tree_file(BOT_BRANCH).count("| done |") == 800


@pytest.mark.parametrize(
    "option",
    ["--depth=1", "--filter=tree:0", "--filter=blob:none"],
    ids=["shallow", "treeless", "blobless"],
)
def test_checkouts_that_lack_something(study: Consumer, option: str) -> None:
    """What a shallow or partial checkout lacks is fetched, in few requests; nothing is lost."""
    for day in range(3):
        study.push(f"{day}", {"plans/phase2/2.1-x.md": f"---\nsummary: day {day}\n---\n"})
    study.push("读完\n\nStudy-Task: 2.1 done 1h\n")
    reclone(study, option)
    ended = study.job()
    assert (ended.code, ended.outputs.get("operation")) == (0, "created"), ended.log
    assert "| 2.1 隔离级别 | 5-6h | 2026-03-02 |" in study.tree_file(BOT_BRANCH)


def reclone(study: Consumer, option: str) -> None:
    """Another clone takes the place of the first."""
    folder = study.folder / "again"
    study.clone.git("clone", "--quiet", option, f"file://{study.folder}/hub.git", str(folder))
    study.clone.root = folder


def test_a_shallow_checkout_without_a_remote(study: Consumer) -> None:
    """Where nothing can be fetched, the line to add to the workflow is told."""
    study.push()
    reclone(study, "--depth=1")
    study.clone.git("remote", "set-url", "origin", str(study.folder / "gone.git"))
    ended = study.job()
    assert (ended.code, ended.log.count("\n")) == (2, 1)
    assert "fetch-depth: 0" in ended.log
    assert study.wrote() == []


def test_detached(study: Consumer) -> None:
    """A detached head, as actions/checkout leaves for a tag or a commit, is no hindrance."""
    study.push()
    study.clone.git("checkout", "--quiet", "--detach")
    assert study.job().outputs["operation"] == "created"


@pytest.mark.parametrize(
    ("permissions", "told"),
    [
        ({"contents": "read", "pull_requests": "write", "issues": "write"}, "contents: write"),
        ({"contents": "write", "pull_requests": "read", "issues": "read"}, "pull-requests: write"),
    ],
    ids=["contents", "pull-requests"],
)
def test_permissions(study: Consumer, permissions: dict[str, str], told: str) -> None:
    """A token that may not do something is told with the permission to add."""
    study.hub.state.permissions = permissions  # type: ignore[assignment]
    study.push()
    ended = study.job()
    assert (ended.code, ended.log.count("\n")) == (2, 1)
    assert told in ended.log


@pytest.mark.parametrize(
    ("inputs", "told"),
    [
        ({"token": "wrong"}, "does not accept the token"),
        ({"token": ""}, "there is no token"),
        ({"base": "nowhere"}, "has no branch nowhere"),
        ({"base": "a b"}, "input base is 'a b'"),
        ({"branch": "--x"}, "input branch is '--x'"),
        ({"mode": "push", "draft": "maybe"}, "input draft is 'maybe'; allowed are true and false"),
        ({"title": "x\nStudy-Task: 1.2 done"}, "it must not hold a trailer"),
        ({"config": "nowhere.toml"}, "run studytrack init"),
        ({"branch": "{base}"}, "the input branch"),
    ],
    ids=["token", "none", "base", "bad-base", "branch", "two", "record", "config", "same"],
)
def test_bad_input(study: Consumer, inputs: dict[str, str], told: str) -> None:
    """What the workflow got wrong is one line that says what to change."""
    study.push()
    ended = study.job("schedule", **inputs)
    assert (ended.code, ended.log.count("\n")) == (2, 1)
    assert told in ended.log
    assert study.wrote() == []


def test_no_tracker(study: Consumer) -> None:
    """A tracker that is gone, or one of two, is one line."""
    study.push("x", {"studytrack.toml": 'tracker = "gone.md"\n'})
    ended = study.job()
    assert (ended.code, ended.log.count("\n")) == (2, 1)
    assert "gone.md" in ended.log


@pytest.mark.parametrize("mode", ["update", "commit", "check"])
def test_the_token_is_nowhere(tmp_path: Path, mode: str) -> None:
    """The token is in no log, no page, no file and no config, whatever fails."""
    for study in consumer(tmp_path, token=SECRET):
        study.push()
        for fault in (dropped(".", acts=False, times=99), failing(".", 500, times=99), None):
            study.hub.faults[:] = [fault] if fault else []
            ended = study.job(mode=mode)
            assert SECRET not in ended.log + ended.summary + str(ended.outputs)
        everything = [path for path in study.folder.rglob("*") if path.is_file()]
        assert all(SECRET.encode() not in path.read_bytes() for path in everything)
        assert SECRET not in study.tree_file("main")
        assert study.tree_file("main", NAME)
