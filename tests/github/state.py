"""What GitHub knows beside the repository: pull requests, permissions and settings."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from tests.github.exchange import RefusalError, invalid
from tests.github.plumbing import Git, Person

if TYPE_CHECKING:
    from collections.abc import Callable

BOT = "github-actions[bot]"
GITHUB = ("GitHub", "noreply@github.com")
Access = Literal["none", "read", "write"]


@dataclass
class Comment:
    """A comment on a pull request."""

    id: int
    body: str
    by: str
    at: int


@dataclass
class Pull:
    """A pull request; ``owner`` is the head's, another than the base's for a fork."""

    number: int
    owner: str
    head: str
    base: str
    head_sha: str
    base_sha: str
    title: str
    by: str
    at: int
    body: str | None = None
    draft: bool = False
    state: Literal["open", "closed"] = "open"
    closed_at: int | None = None
    merged: bool = False
    auto_merge: str | None = None
    labels: list[str] = field(default_factory=list)
    reviewers: list[str] = field(default_factory=list)
    assignees: list[str] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)

    @property
    def label(self) -> str:
        """The head as GitHub names it."""
        return f"{self.owner}:{self.head}"

    @property
    def node(self) -> str:
        """Its id for GraphQL."""
        return f"PR_{self.number}"

    def close(self, at: int, *, merged: bool = False) -> None:
        """Closes it."""
        self.state, self.closed_at, self.merged, self.auto_merge = "closed", at, merged, None


@dataclass
class State:
    """A repository on GitHub: whose it is, who asks with which token, and what is allowed."""

    git: Git
    owner: str = "ada"
    name: str = "study"
    default: str = "main"
    token: str = "token"
    login: str = BOT
    permissions: dict[str, Access] = field(
        default_factory=lambda: {"contents": "write", "pull_requests": "write", "issues": "write"}
    )
    may_create_pulls: bool = True
    may_auto_merge: bool = True
    collaborators: tuple[str, ...] = ("ada", "ben")
    clock: Callable[[], int] = lambda: int(time.time())
    pulls: list[Pull] = field(default_factory=list)

    @property
    def full_name(self) -> str:
        """The repository as ``owner/name``."""
        return f"{self.owner}/{self.name}"

    def myself(self) -> Person:
        """Who asks, as the author of a commit."""
        number = "41898282+" if self.login == BOT else "1+"
        return Person(self.login, f"{number}{self.login}@users.noreply.github.com", self.clock())

    def branch(self, name: str) -> str | None:
        """The commit that a branch is at."""
        return self.git.refs(f"refs/heads/{name}").get(f"refs/heads/{name}")

    def pull(self, number: str) -> Pull:
        """A pull request by its number, or 404."""
        for pull in self.pulls:
            if pull.number == int(number):
                return pull
        raise RefusalError(404, "Not Found")

    def settle(self) -> None:
        """Follows the branches: a pull request without a head, or without a difference, closes."""
        branches = self.git.refs("refs/heads/")
        for pull in self.pulls:
            if pull.state == "open" and pull.owner == self.owner:
                self._follow(
                    pull,
                    branches.get(f"refs/heads/{pull.head}"),
                    branches.get(f"refs/heads/{pull.base}"),
                )

    def _follow(self, pull: Pull, head: str | None, base: str | None) -> None:
        if head is None or base is None:
            pull.close(self.clock())
            return
        moved, pull.head_sha = head != pull.head_sha, head
        if self.git.is_ancestor(head, base):
            pull.close(self.clock(), merged=not moved)
        pull.base_sha = base

    def open(
        self,
        head: str,
        base: str,
        title: str,
        body: str | None = None,
        *,
        draft: bool = False,
        by: str | None = None,
    ) -> Pull:
        """Opens a pull request, or refuses as GitHub does; ``head`` may name another owner."""
        owner, _, branch = head.rpartition(":")
        owner = owner or self.owner
        at, onto = self.branch(branch), self.branch(base)
        if at is None:
            raise invalid("PullRequest", field="head", code="invalid")
        if onto is None:
            raise invalid("PullRequest", field="base", code="invalid")
        pull = Pull(
            max((other.number for other in self.pulls), default=0) + 1,
            owner,
            branch,
            base,
            at,
            onto,
            title,
            by or self.login,
            self.clock(),
            body,
            draft,
        )
        self._refuse_twin(pull)
        if self.git.is_ancestor(at, onto):
            raise invalid("PullRequest", f"No commits between {base} and {branch}")
        self.pulls.append(pull)
        return pull

    def reopen(self, pull: Pull) -> None:
        """Opens a closed pull request again, or refuses as GitHub does."""
        head = self.branch(pull.head)
        if head is None:
            raise _unchangeable(f"The {pull.head} branch has been deleted.")
        if not self.git.is_ancestor(pull.head_sha, head):
            raise _unchangeable(f"The {pull.head} branch was force-pushed or recreated.")
        if pull.merged:
            raise _unchangeable("The pull request cannot be reopened.")
        self._refuse_twin(pull)
        pull.state, pull.closed_at = "open", None

    def rebase(self, pull: Pull, base: str) -> None:
        """Names another base."""
        if self.branch(base) is None:
            raise invalid("PullRequest", field="base", code="invalid")
        pull.base = base

    def _refuse_twin(self, pull: Pull) -> None:
        for other in self.pulls:
            same = (other.label, other.base, other.state) == (pull.label, pull.base, "open")
            if same and other is not pull:
                raise invalid("PullRequest", f"A pull request already exists for {pull.label}.")


def _unchangeable(why: str) -> RefusalError:
    return invalid("PullRequest", f"state cannot be changed. {why}", field="state")
