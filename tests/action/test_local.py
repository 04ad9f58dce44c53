"""`studytrack pr`: the same from somebody's own machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from studytrack.action.local import job_here
from studytrack.errors import UsageError
from studytrack.github_client import Client
from tests.action.consumers import BOT_BRANCH, Consumer
from tests.cli.studies import run
from tests.repositories import Builder

if TYPE_CHECKING:
    from pathlib import Path

GITHUB, API = "https://github.com", "https://api.github.com"


@pytest.fixture
def at_home(study: Consumer, monkeypatch: pytest.MonkeyPatch) -> Consumer:
    """A clone without a job around it, whose origin does not tell where GitHub is."""
    for name in ("GITHUB_REF", "GITHUB_EVENT_NAME", "GITHUB_TOKEN", "GH_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GITHUB_REPOSITORY", study.hub.state.full_name)
    monkeypatch.setenv("GITHUB_SERVER_URL", study.hub.site)
    monkeypatch.setenv("GITHUB_API_URL", study.hub.url)
    return study


@pytest.mark.parametrize(
    ("remote", "server", "api"),
    [
        ("git@github.com:ada/study.git", GITHUB, API),
        ("https://github.com/ada/study", GITHUB, API),
        ("https://ada:secret@github.com/ada/study.git/", GITHUB, API),
        ("ssh://git@ssh.github.com:443/ada/study.git", GITHUB, API),
        ("git@ada.ghe.com:ada/study.git", "https://ada.ghe.com", "https://api.ada.ghe.com"),
        (
            "ssh://git@git.example.org:2222/ada/study.git",
            "https://git.example.org",
            "https://git.example.org/api/v3",
        ),
    ],
    ids=["scp", "https", "credentials", "ssh-over-443", "ghe.com", "enterprise-server"],
)
def test_remotes(tmp_path: Path, remote: str, server: str, api: str) -> None:
    """The remote tells the repository, and where GitHub's pages and API are."""
    builder = Builder.init(tmp_path)
    builder.git("remote", "add", "origin", remote)
    job = job_here(tmp_path, {})
    assert (job.repository, job.server_url, job.api_url) == ("ada/study", server, api)


def test_a_server_that_is_named(tmp_path: Path) -> None:
    """The environment is believed before a remote that goes by a name of ssh's own config."""
    builder = Builder.init(tmp_path)
    builder.git("remote", "add", "origin", "work:ada/study.git")
    job = job_here(tmp_path, {"GITHUB_SERVER_URL": GITHUB})
    assert (job.repository, job.server_url, job.api_url) == ("ada/study", GITHUB, API)


@pytest.mark.parametrize("remote", ["", "/srv/git/study.git", "../study"])
def test_no_remote_on_github(tmp_path: Path, remote: str) -> None:
    """Without a name on GitHub the error says how to give one."""
    builder = Builder.init(tmp_path)
    if remote:
        builder.git("remote", "add", "origin", remote)
    with pytest.raises(UsageError, match="set GITHUB_REPOSITORY=owner/name"):
        job_here(tmp_path, {})
    with pytest.raises(UsageError, match="set GITHUB_REPOSITORY=owner/name"):
        job_here(tmp_path, {"GITHUB_REPOSITORY": "study"})


def test_dry_run_without_a_token(at_home: Consumer) -> None:
    """The pull request is shown as it would be opened, from any folder, and nobody is asked."""
    at_home.push(files={"plans/a/b.txt": "x"})
    for folder in (at_home.clone.root, at_home.clone.root / "plans" / "a"):
        result = run(folder, "pr", "--dry-run")
        assert result.exit_code == 0, result.stderr
        assert result.stdout.startswith("# 更新学习跟踪表：已完成 2/6\n\n")
        assert f"{at_home.hub.site}/ada/study/commit/" in result.stdout
    assert at_home.hub.log == []


def test_dry_run_with_a_token(at_home: Consumer, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a token it says what would become of the pull request."""
    at_home.push()
    monkeypatch.setenv("GH_TOKEN", at_home.hub.state.token)
    result = run(at_home.clone.root, "pr", "--dry-run")
    assert (result.exit_code, at_home.hub.writes) == (0, [])
    assert "创建拉取请求" in result.stdout


def test_pr(at_home: Consumer, monkeypatch: pytest.MonkeyPatch) -> None:
    """It opens the pull request for what GitHub has, whatever was not pushed yet."""
    pushed = at_home.push()
    at_home.clone.commit("x\n\nStudy-Task: 2.1 start\n")
    monkeypatch.setenv("GITHUB_TOKEN", at_home.hub.state.token)
    result = run(at_home.clone.root, "pr")
    assert result.exit_code == 0, result.stderr
    assert at_home.hub.state.git.commit(BOT_BRANCH).parents == (pushed,)
    assert at_home.clone.git("status", "--porcelain") == ""


def test_a_remote_in_other_letters(at_home: Consumer, monkeypatch: pytest.MonkeyPatch) -> None:
    """GitHub's names have no case: the pull request of ada/study is found as that of Ada/Study."""
    at_home.push()
    monkeypatch.setenv("GITHUB_TOKEN", at_home.hub.state.token)
    assert run(at_home.clone.root, "pr").exit_code == 0
    client = Client("Ada/Study", at_home.hub.state.token, at_home.hub.url)
    label = f"ada:{BOT_BRANCH}"
    assert client.is_own(label, BOT_BRANCH)
    assert not client.is_own(label.upper(), BOT_BRANCH)
    assert not client.is_own(f"ben:{BOT_BRANCH}", BOT_BRANCH)


def test_detached_head(at_home: Consumer) -> None:
    """Without a branch `--base` says which one is meant; else the default branch is."""
    at_home.push()
    at_home.clone.git("checkout", "--quiet", "--detach")
    assert run(at_home.clone.root, "pr", "--dry-run").exit_code == 0
    at_home.clone.git("remote", "set-head", "origin", "--delete")
    result = run(at_home.clone.root, "pr", "--dry-run")
    assert (result.exit_code, "--base" in result.stderr) == (2, True)
    assert run(at_home.clone.root, "pr", "--dry-run", "--base", "main").exit_code == 0


def test_no_token(at_home: Consumer) -> None:
    """Without a token it says where to put one."""
    result = run(at_home.clone.root, "pr")
    assert (result.exit_code, "GITHUB_TOKEN" in result.stderr) == (2, True)
