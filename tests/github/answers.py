"""What GitHub says in JSON of each thing, as its own description has it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from tests.github.answers_git import GitVoice
from tests.github.answers_repository import moment
from tests.github.plumbing import GitError

if TYPE_CHECKING:
    from tests.github.state import Comment, Pull


class Voice(GitVoice):
    """Says it: of pull requests here, of all else where this comes from."""

    __slots__ = ()

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
