"""The JSON in which GitHub speaks of each thing, as its own description has it."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING
from urllib.parse import quote

from tests.github.plumbing import GitError
from tests.github.state import GITHUB

if TYPE_CHECKING:
    from tests.github.plumbing import Change, Commit, Entry, Person
    from tests.github.state import Comment, Pull, State

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
class Voice:
    """Says each thing in JSON; ``server`` is where the API is, ``site`` where people look."""

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

    def ref(self, name: str, to: str) -> dict[str, object]:
        """A reference."""
        kind = self.state.git.kind(to)
        return {
            "ref": name,
            "node_id": f"REF_{name}",
            "url": f"{self.api}/git/{quote(name)}",
            "object": {"sha": to, "type": kind, "url": f"{self.api}/git/{kind}s/{to}"},
        }

    def blob(self, name: str) -> dict[str, object]:
        """A blob, in base64."""
        content = self.state.git.blob(name)
        return self.short_blob(name) | {
            "node_id": f"B_{name}",
            "size": len(content),
            "encoding": "base64",
            "content": base64.encodebytes(content).decode(),
        }

    def short_blob(self, name: str) -> dict[str, object]:
        """A blob that was just made."""
        return {"sha": name, "url": f"{self.api}/git/blobs/{name}"}

    def tree(self, name: str, entries: list[Entry]) -> dict[str, object]:
        """A tree with its entries."""
        return {
            "sha": name,
            "url": f"{self.api}/git/trees/{name}",
            "truncated": False,
            "tree": [self._entry(entry) for entry in entries],
        }

    def _entry(self, entry: Entry) -> dict[str, object]:
        said: dict[str, object] = {
            "path": entry.path,
            "mode": entry.mode,
            "type": entry.type,
            "sha": entry.id,
            "url": f"{self.api}/git/{entry.type}s/{entry.id}",
        }
        return said if entry.size is None else said | {"size": entry.size}

    def git_commit(self, commit: Commit) -> dict[str, object]:
        """A commit as the Git Data API has it."""
        return {
            "sha": commit.id,
            "node_id": f"C_{commit.id}",
            "url": f"{self.api}/git/commits/{commit.id}",
            "html_url": f"{self.page}/commit/{commit.id}",
            **self._content(commit),
            "parents": [self._link(parent, "git/commits") for parent in commit.parents],
        }

    def commit(self, commit: Commit) -> dict[str, object]:
        """A commit as the rest of GitHub has it."""
        url = f"{self.api}/commits/{commit.id}"
        return {
            "sha": commit.id,
            "node_id": f"C_{commit.id}",
            "url": url,
            "html_url": f"{self.page}/commit/{commit.id}",
            "comments_url": f"{url}/comments",
            "commit": self._content(commit)
            | {
                "url": f"{self.api}/git/commits/{commit.id}",
                "comment_count": 0,
            },
            "author": self._account(commit.author),
            "committer": self._account(commit.committer),
            "parents": [self._link(parent, "commits") for parent in commit.parents],
        }

    def _content(self, commit: Commit) -> dict[str, object]:
        signed = commit.signature is not None
        return {
            "author": person(commit.author),
            "committer": person(commit.committer),
            "message": commit.message.removesuffix("\n"),
            "tree": {"sha": commit.tree, "url": f"{self.api}/git/trees/{commit.tree}"},
            "verification": {
                "verified": signed,
                "reason": "valid" if signed else "unsigned",
                "signature": commit.signature,
                "payload": commit.message if signed else None,
                "verified_at": moment(commit.committer.time) if signed else None,
            },
        }

    def _account(self, who: Person) -> dict[str, object] | None:
        if who.email == GITHUB[1]:
            return self.user("web-flow")
        login = who.email.partition("@")[0].rpartition("+")[2]
        return self.user(login) if who.email.endswith("@users.noreply.github.com") else None

    def _link(self, parent: str, kind: str) -> dict[str, object]:
        return {
            "sha": parent,
            "url": f"{self.api}/{kind}/{parent}",
            "html_url": f"{self.page}/commit/{parent}",
        }

    def branch(self, name: str, at: str) -> dict[str, object]:
        """A branch, unprotected."""
        url = f"{self.api}/branches/{quote(name)}"
        return {
            "name": name,
            "commit": self.commit(self.state.git.commit(at)),
            "_links": {"self": url, "html": f"{self.page}/tree/{quote(name)}"},
            "protected": False,
            "protection": {"enabled": False},
            "protection_url": f"{url}/protection",
        }

    def change(self, change: Change, at: str) -> dict[str, object]:
        """A file that differs."""
        path = quote(change.path)
        return {
            "sha": change.blob,
            "filename": change.path,
            "status": change.status,
            "additions": change.additions,
            "deletions": change.deletions,
            "changes": change.additions + change.deletions,
            "blob_url": f"{self.page}/blob/{at}/{path}",
            "raw_url": f"{self.page}/raw/{at}/{path}",
            "contents_url": f"{self.api}/contents/{path}?ref={at}",
        }

    def comparison(self, names: str, base: str, head: str) -> dict[str, object]:
        """What head has that base has not."""
        git, page = self.state.git, f"{self.page}/compare/{names}"
        meeting = git.merge_base(base, head)
        ahead, behind = git.between(base, head), git.between(head, base)
        status = {(0, 0): "identical", (1, 0): "ahead", (0, 1): "behind"}
        return {
            "url": f"{self.api}/compare/{names}",
            "html_url": page,
            "permalink_url": page,
            "diff_url": f"{page}.diff",
            "patch_url": f"{page}.patch",
            "base_commit": self.commit(git.commit(base)),
            "merge_base_commit": self.commit(git.commit(meeting)),
            "status": status.get((min(len(ahead), 1), min(len(behind), 1)), "diverged"),
            "ahead_by": len(ahead),
            "behind_by": len(behind),
            "total_commits": len(ahead),
            "commits": [self.commit(git.commit(name)) for name in ahead],
            "files": [self.change(change, head) for change in git.changes(meeting, head)],
        }

    def label(self, name: str) -> dict[str, object]:
        """A label."""
        return {
            "id": sum(name.encode()),
            "node_id": f"LA_{name}",
            "name": name,
            "color": "ededed",
            "url": f"{self.api}/labels/{quote(name)}",
            "description": "",
            "default": False,
        }

    def comment(self, comment: Comment, pull: Pull) -> dict[str, object]:
        """A comment."""
        return {
            "id": comment.id,
            "node_id": f"IC_{comment.id}",
            "body": comment.body,
            "url": f"{self.api}/issues/comments/{comment.id}",
            "html_url": f"{self.page}/pull/{pull.number}#issuecomment-{comment.id}",
            "issue_url": f"{self.api}/issues/{pull.number}",
            "user": self.user(comment.by),
            "created_at": moment(comment.at),
            "updated_at": moment(comment.at),
            "author_association": "CONTRIBUTOR",
        }

    def issue(self, pull: Pull) -> dict[str, object]:
        """A pull request as the issue that it also is."""
        url = f"{self.api}/issues/{pull.number}"
        links = ("comments", "events", "timeline")
        return self._subject(pull) | {
            "url": url,
            "repository_url": self.api,
            "comments": len(pull.comments),
            "labels_url": f"{url}/labels{{/name}}",
            **{f"{name}_url": f"{url}/{name}" for name in links},
            "pull_request": {
                "url": f"{self.api}/pulls/{pull.number}",
                "html_url": f"{self.page}/pull/{pull.number}",
                "diff_url": f"{self.page}/pull/{pull.number}.diff",
                "patch_url": f"{self.page}/pull/{pull.number}.patch",
            },
        }

    def simple_pull(self, pull: Pull) -> dict[str, object]:
        """A pull request as lists have it."""
        url, page = f"{self.api}/pulls/{pull.number}", f"{self.page}/pull/{pull.number}"
        issue = f"{self.api}/issues/{pull.number}"
        links: dict[str, str] = {
            "self": url,
            "html": page,
            "issue": issue,
            "comments": f"{issue}/comments",
            "review_comments": f"{url}/comments",
            "review_comment": f"{self.api}/pulls/comments{{/number}}",
            "commits": f"{url}/commits",
            "statuses": f"{self.api}/statuses/{pull.head_sha}",
        }
        named = ("issue", "comments", "review_comments", "review_comment", "commits", "statuses")
        return self._subject(pull) | {
            "url": url,
            "diff_url": f"{page}.diff",
            "patch_url": f"{page}.patch",
            "draft": pull.draft,
            "_links": {name: {"href": link} for name, link in links.items()},
            **{f"{name}_url": links[name] for name in named},
            "head": self._end(pull.owner, pull.head, pull.head_sha),
            "base": self._end(self.state.owner, pull.base, pull.base_sha),
            "requested_reviewers": [self.user(name) for name in pull.reviewers],
            "requested_teams": [],
            "merge_commit_sha": None,
            "merged_at": moment(pull.closed_at) if pull.merged else None,
            "auto_merge": None
            if pull.auto_merge is None
            else {
                "enabled_by": self.user(self.state.login),
                "merge_method": pull.auto_merge.lower(),
                "commit_title": pull.title,
                "commit_message": "",
            },
        }

    def pull(self, pull: Pull) -> dict[str, object]:
        """A pull request in full."""
        try:
            changes = self.state.git.changes(
                self.state.git.merge_base(pull.base_sha, pull.head_sha), pull.head_sha
            )
        except GitError:
            changes = []
        return self.simple_pull(pull) | {
            "additions": sum(change.additions for change in changes),
            "deletions": sum(change.deletions for change in changes),
            "changed_files": len(changes),
            "commits": len(self.state.git.between(pull.base_sha, pull.head_sha)),
            "comments": len(pull.comments),
            "review_comments": 0,
            "maintainer_can_modify": False,
            "mergeable": None,
            "mergeable_state": "unknown",
            "rebaseable": None,
            "merged": pull.merged,
            "merged_by": self.user(self.state.owner) if pull.merged else None,
        }

    def _end(self, owner: str, branch: str, at: str) -> dict[str, object]:
        repository = self.repository()
        if owner != self.state.owner:
            repository |= {
                "id": 2,
                "node_id": "R_2",
                "fork": True,
                "owner": self.user(owner),
                "full_name": f"{owner}/{self.state.name}",
            }
        return {
            "label": f"{owner}:{branch}",
            "ref": branch,
            "sha": at,
            "user": self.user(owner),
            "repo": repository,
        }

    def _subject(self, pull: Pull) -> dict[str, object]:
        people = [self.user(name) for name in pull.assignees]
        return {
            "id": 1000 + pull.number,
            "node_id": pull.node,
            "number": pull.number,
            "title": pull.title,
            "body": pull.body,
            "state": pull.state,
            "locked": False,
            "user": self.user(pull.by),
            "html_url": f"{self.page}/pull/{pull.number}",
            "labels": [self.label(name) for name in pull.labels],
            "assignee": people[0] if people else None,
            "assignees": people,
            "milestone": None,
            "author_association": "CONTRIBUTOR",
            "created_at": moment(pull.at),
            "updated_at": moment(pull.at),
            "closed_at": None if pull.closed_at is None else moment(pull.closed_at),
        }


def moment(at: int | None) -> str:
    """A time as GitHub writes it."""
    return datetime.fromtimestamp(at or 0, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def person(who: Person) -> dict[str, object]:
    """Who made a commit; GitHub gives the moment in UTC."""
    return {"name": who.name, "email": who.email, "date": moment(who.time)}


def seconds(said: str) -> tuple[int, str]:
    """A time that a client sent, as git stores it."""
    read = datetime.fromisoformat(said)
    offset = read.utcoffset() or timedelta()
    zone = read.replace(tzinfo=timezone(offset)).strftime("%z")
    return int(read.timestamp()), zone
