"""GitHub's REST API, as far as the bot's pull request needs it: the only ``import github``.

It carries out what it is told, one request a method, and decides nothing. Only reading is tried
again by itself; after a write without an answer, the caller has to look.
https://docs.github.com/rest
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import quote

from github import Auth, Github, GithubException, GithubRetry, InputGitTreeElement
from github.GitCommit import GitCommit
from github.GithubException import RateLimitExceededException, UnknownObjectException
from github.GitRef import GitRef
from github.GitTree import GitTree
from github.PullRequest import PullRequest
from requests import RequestException

from studytrack import __version__
from studytrack.errors import ConflictError, ForbiddenError, GithubError, UnsureError
from studytrack.patterns import pattern
from studytrack.pull_request import Pull, Tip
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from urllib3 import BaseHTTPResponse

TIMEOUT = 30
"""Seconds to wait for an answer."""

_TRIES, _LONGEST_WAIT = 3, 60
_NOT_PERMITTED = "not permitted to create or approve pull requests"
_REMEDIES = {
    pattern(
        r"(?i)rule violation|protected (?:branch|ref)|through a pull request|status check"
        r"|not authorized to push"
    ): "let the token pass that rule; with mode update only the bot's own branch is written to",
    pattern(r"(?i)draft pull requests"): "leave the input draft at false",
    pattern(r"(?i)\barchived\b"): "unarchive the repository",
    pattern(r"(?i)\bSAML\b"): "authorize the token for the organization's single sign-on",
}
"""What to do about refusals that are neither for a lack of permission nor go away."""


class Made(NamedTuple):
    """A commit that GitHub made, its tree, and whether GitHub has signed it."""

    commit: str
    tree: str
    verified: bool


class Opened(NamedTuple):
    """A pull request's number and address."""

    number: int
    url: str


class File(NamedTuple):
    """A file as a commit is to have it, in the terms of git's trees."""

    path: str
    mode: str
    text: str


class _Patience(GithubRetry):
    """Tries again, but waits for a rate limit no longer than a job can afford."""

    def get_retry_after(self, response: BaseHTTPResponse) -> float | None:
        asked = super().get_retry_after(response)
        return None if asked is None else min(asked, _LONGEST_WAIT)


class Client:
    """One repository, seen with one token.

    Args:
        repository: ``owner/name``.
        token: never shown, nor part of any error.
        api_url: ``https://api.github.com``, or that of a GitHub Enterprise Server.

    Every method raises a `GithubError`; those that write may raise a `ConflictError` or an
    `UnsureError`.
    """

    def __init__(self, repository: str, token: str, api_url: str) -> None:
        self._github = Github(
            auth=Auth.Token(token),
            base_url=api_url,
            timeout=TIMEOUT,
            user_agent=f"studytrack/{__version__}",
            retry=_Patience(
                total=_TRIES, allowed_methods=["GET"], max_rate_limit_wait=_LONGEST_WAIT
            ),
            seconds_between_requests=None,
            seconds_between_writes=None,
            lazy=True,
        )
        self._url = f"{api_url}/repos/{repository}"
        self._owner = repository.partition("/")[0]
        self._repository = self._github.get_repo(repository)

    def pull(self, branch: str, base: str) -> Pull | None:
        """The open pull request from a branch of this repository to another; one or two reads."""
        with _told("read pull requests", "pull-requests: read"):
            label = f"{self._owner}:{branch}"
            found = self._repository.get_pulls(state="open", head=label, base=base)
            for one in found:
                own = self.is_own(one.head.label, branch)
                if own and one.base.ref == base and one.state == "open":
                    return _pull(one, self.tip(one.head.sha))
        return None

    def is_own(self, label: str, branch: str) -> bool:
        """Whether ``owner:branch`` is that branch of this repository; owners have no case."""
        owner, _, name = label.partition(":")
        return (owner.casefold(), name) == (self._owner.casefold(), branch)

    def head(self, branch: str) -> str | None:
        """The commit that a branch points at; None where there is no such branch."""
        with _told(f"read the branch {branch}", "contents: read"):
            try:
                return self._repository.get_git_ref(f"heads/{branch}").object.sha
            except UnknownObjectException:
                return None

    def tip(self, commit: str) -> Tip:
        """A commit with its tree, message and parents."""
        with _told(f"read the commit {commit}", "contents: read"):
            found = self._repository.get_git_commit(commit)
            parents = tuple(parent.sha for parent in found.parents)
            return Tip(found.sha, found.tree.sha, found.message, parents)

    def tree(self, base: str, files: Sequence[File]) -> str:
        """Makes a tree: that of a tree's id, with files replaced."""
        with _told("write a tree", "contents: write"):
            elements = [
                InputGitTreeElement(file.path, file.mode, "blob", content=file.text)
                for file in files
            ]
            on = self._github.create_from_raw_data(GitTree, {"sha": base})
            return self._repository.create_git_tree(elements, on).sha

    def commit(self, tree: str, parent: str, message: str) -> Made:
        """Makes a commit; author and committer are left to GitHub, which then signs it."""
        with _told("write a commit", "contents: write"):
            of = self._github.create_from_raw_data(GitTree, {"sha": tree})
            on = self._github.create_from_raw_data(GitCommit, {"sha": parent})
            made = self._repository.create_git_commit(message, of, [on])
            return Made(made.sha, made.tree.sha, made.verification.verified)

    def create_branch(self, branch: str, commit: str) -> None:
        """Makes a branch."""
        with _told(f"create the branch {branch}", "contents: write"):
            self._repository.create_git_ref(f"refs/heads/{branch}", commit)

    def move_branch(self, branch: str, commit: str, *, force: bool) -> None:
        """Points a branch at another commit; without ``force`` only at one that stands on it."""
        with _told(f"move the branch {branch}", "contents: write"):
            self._ref(branch).edit(commit, force=force)

    def delete_branch(self, branch: str) -> None:
        """Deletes a branch."""
        with _told(f"delete the branch {branch}", "contents: write"):
            self._ref(branch).delete()

    def open_pull(self, base: str, branch: str, title: str, body: str, *, draft: bool) -> Opened:
        """Opens a pull request."""
        with _told("open a pull request", "pull-requests: write"):
            made = self._repository.create_pull(base, branch, title=title, body=body, draft=draft)
            return Opened(made.number, made.html_url)

    def edit_pull(self, number: int, title: str, body: str) -> None:
        """Gives a pull request another title and body."""
        with _told("edit the pull request", "pull-requests: write"):
            self._pull(number).edit(title=title, body=body)

    def close_pull(self, number: int) -> None:
        """Closes a pull request without merging it."""
        with _told("close the pull request", "pull-requests: write"):
            self._pull(number).edit(state="closed")

    def comment(self, number: int, text: str) -> None:
        """Adds a comment to a pull request."""
        with _told("comment on the pull request", "pull-requests: write"):
            self._pull(number).create_issue_comment(text)

    def label(self, number: int, labels: Sequence[str]) -> None:
        """Adds labels to a pull request."""
        with _told("label the pull request", "pull-requests: write"):
            self._pull(number).add_to_labels(*labels)

    def assign(self, number: int, people: Sequence[str]) -> None:
        """Assigns people to a pull request."""
        with _told("assign the pull request", "pull-requests: write"):
            self._pull(number).add_to_assignees(*people)

    def ask_review(self, number: int, people: Sequence[str]) -> None:
        """Asks people, and teams as ``org/team``, to review a pull request."""
        with _told("ask for reviews", "pull-requests: write"):
            teams = [name.partition("/")[2] for name in people if "/" in name]
            users = [name for name in people if "/" not in name]
            self._pull(number).create_review_request(users, teams)

    def merge_when_ready(self, number: int, method: str) -> None:
        """Has GitHub merge a pull request, in the way that is named, once it may be merged.

        GitHub has this in GraphQL alone, which names the pull request otherwise: two requests.
        """
        with _told("set auto-merge", "contents: write"):
            self._repository.get_pull(number).enable_automerge(method.upper())

    def _pull(self, number: int) -> PullRequest:
        url, issue = f"{self._url}/pulls/{number}", f"{self._url}/issues/{number}"
        raw = {"number": number, "url": url, "issue_url": issue}
        return self._github.create_from_raw_data(PullRequest, raw)

    def _ref(self, branch: str) -> GitRef:
        url = f"{self._url}/git/refs/heads/{quote(branch)}"
        return self._github.create_from_raw_data(GitRef, {"url": url})


def _pull(found: PullRequest, tip: Tip) -> Pull:
    return Pull(
        number=found.number,
        url=found.html_url,
        tip=tip,
        labels=frozenset(label.name for label in found.labels),
        assignees=frozenset(one.login for one in found.assignees),
    )


@contextmanager
def _told(what: str, permission: str) -> Iterator[None]:
    """Raises what went wrong in one line, with what to change."""
    try:
        yield
    except GithubException as error:
        raise _error(error, what, permission) from error
    except RequestException as error:
        raise UnsureError(
            f"GitHub gave no answer when asked to {what} ({type(error).__name__}); run again"
        ) from error


def _error(error: GithubException, what: str, permission: str) -> GithubError:
    said = _said(error)
    if isinstance(error, RateLimitExceededException):
        return GithubError(f"GitHub's rate limit is used up ({said}); run again later")
    for words, remedy in _REMEDIES.items():
        if words.search(said):
            return GithubError(f"GitHub would not {what} ({said}); {remedy}")
    match error.status:
        case 401:
            return GithubError("GitHub does not accept the token; check the input token")
        case 403 if _NOT_PERMITTED in said:
            return ForbiddenError(said)
        case 404:
            return GithubError(
                f"GitHub finds nothing when asked to {what} ({said}): the token may not see this "
                f"repository; give it access there, with the permission {permission!r}"
            )
        case 403:
            return GithubError(
                f"GitHub does not let this token {what} ({said}); "
                f"give the job the permission {permission!r}"
            )
        case 409 | 422:
            return ConflictError(f"GitHub would not {what}: {said}")
        case status if status >= 500:
            return UnsureError(f"GitHub failed when asked to {what} ({status}); run again")
        case status:
            return GithubError(f"GitHub would not {what} ({status}): {said}")


def _said(error: GithubException) -> str:
    """GitHub's own words, on one line."""
    data = error.data if isinstance(error.data, dict) else {}
    more = [one.get("message", one.get("code", "")) for one in data.get("errors", ()) if one]
    words = [str(data.get("message", error.status)), *map(str, more)]
    return " ".join(": ".join(word for word in words if word).split())
