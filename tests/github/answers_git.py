"""What GitHub says in JSON of git's objects and references."""

from __future__ import annotations

import base64
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import quote

from tests.github.answers_repository import RepositoryVoice, moment
from tests.github.state import GITHUB

if TYPE_CHECKING:
    from tests.github.plumbing import Change, Commit, Entry, Person


class GitVoice(RepositoryVoice):
    """Says it."""

    __slots__ = ()

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


def person(who: Person) -> dict[str, object]:
    """Who made a commit; GitHub gives the moment in UTC."""
    return {"name": who.name, "email": who.email, "date": moment(who.time)}


def seconds(said: str) -> tuple[int, str]:
    """A time with an offset, which a client sent, as git stores it."""
    read = datetime.fromisoformat(said)
    return int(read.timestamp()), read.strftime("%z")
