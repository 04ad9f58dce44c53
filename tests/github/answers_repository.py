"""What GitHub says in JSON of people and of a repository."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from tests.github.state import State

USER_LINKS = (
    "events",
    "followers",
    "following",
    "gists",
    "organizations",
    "received_events",
    "repos",
    "starred",
    "subscriptions",
)
REPOSITORY_LINKS = {
    "archive": "/{archive_format}{/ref}",
    "assignees": "/assignees{/user}",
    "blobs": "/git/blobs{/sha}",
    "branches": "/branches{/branch}",
    "collaborators": "/collaborators{/collaborator}",
    "comments": "/comments{/number}",
    "commits": "/commits{/sha}",
    "compare": "/compare/{base}...{head}",
    "contents": "/contents/{+path}",
    "contributors": "/contributors",
    "deployments": "/deployments",
    "downloads": "/downloads",
    "events": "/events",
    "forks": "/forks",
    "git_commits": "/git/commits{/sha}",
    "git_refs": "/git/refs{/sha}",
    "git_tags": "/git/tags{/sha}",
    "hooks": "/hooks",
    "issue_comment": "/issues/comments{/number}",
    "issue_events": "/issues/events{/number}",
    "issues": "/issues{/number}",
    "keys": "/keys{/key_id}",
    "labels": "/labels{/name}",
    "languages": "/languages",
    "merges": "/merges",
    "milestones": "/milestones{/number}",
    "notifications": "/notifications{?since}",
    "pulls": "/pulls{/number}",
    "releases": "/releases{/id}",
    "stargazers": "/stargazers",
    "statuses": "/statuses/{sha}",
    "subscribers": "/subscribers",
    "subscription": "/subscription",
    "tags": "/tags",
    "teams": "/teams",
    "trees": "/git/trees{/sha}",
}
COUNTS = (
    "forks",
    "forks_count",
    "open_issues",
    "open_issues_count",
    "stargazers_count",
    "watchers",
    "watchers_count",
    "network_count",
    "subscribers_count",
    "size",
)
FEATURES = (
    "has_issues",
    "has_projects",
    "has_wiki",
    "has_pages",
    "has_discussions",
    "has_downloads",
)


@dataclass(frozen=True, slots=True)
class RepositoryVoice:
    """Says it; ``server`` is where the API is, ``site`` where people look."""

    state: State
    server: str
    site: str

    @property
    def api(self) -> str:
        """The repository's address for programs."""
        return f"{self.server}/repos/{self.state.full_name}"

    @property
    def page(self) -> str:
        """The repository's address for people."""
        return f"{self.site}/{self.state.full_name}"

    def user(self, login: str) -> dict[str, object]:
        """A simple user."""
        url = f"{self.server}/users/{quote(login)}"
        return {
            "login": login,
            "id": sum(login.encode()),
            "node_id": f"U_{login}",
            "avatar_url": f"{self.site}/{quote(login)}.png",
            "gravatar_id": "",
            "url": url,
            "html_url": f"{self.site}/{quote(login)}",
            "type": "Bot" if login.endswith("[bot]") else "User",
            "site_admin": False,
            **{f"{name}_url": f"{url}/{name}" for name in USER_LINKS},
        }

    def repository(self) -> dict[str, object]:
        """The full repository."""
        made = moment(0)
        return {
            "id": 1,
            "node_id": "R_1",
            "name": self.state.name,
            "full_name": self.state.full_name,
            "owner": self.user(self.state.owner),
            "private": False,
            "fork": False,
            "description": None,
            "homepage": None,
            "language": None,
            "license": None,
            "url": self.api,
            "html_url": self.page,
            "default_branch": self.state.default,
            "clone_url": f"{self.page}.git",
            "svn_url": self.page,
            "mirror_url": None,
            "git_url": f"git:{self.state.full_name}.git",
            "ssh_url": f"git@{self.state.full_name}.git",
            "archived": False,
            "disabled": False,
            "allow_auto_merge": self.state.may_auto_merge,
            "pushed_at": made,
            "created_at": made,
            "updated_at": made,
            **{f"{name}_url": self.api + path for name, path in REPOSITORY_LINKS.items()},
            **dict.fromkeys(COUNTS, 0),
            **dict.fromkeys(FEATURES, False),
        }


def moment(at: int | None) -> str:
    """A time as GitHub writes it."""
    return datetime.fromtimestamp(at or 0, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
