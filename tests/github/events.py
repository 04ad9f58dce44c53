"""What a workflow is told of the event that started it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.github.server import GitHub
    from tests.github.state import Pull


def push(hub: GitHub, branch: str | None = None) -> dict[str, object]:
    """The payload after a push to a branch."""
    name = branch or hub.state.default
    return {
        "ref": f"refs/heads/{name}",
        "after": hub.state.branch(name),
        "repository": hub.voice.repository(),
        "sender": hub.voice.user(hub.state.owner),
    }


def pull_request(hub: GitHub, pull: Pull, action: str = "synchronize") -> dict[str, object]:
    """The payload after something happened to a pull request."""
    return {
        "action": action,
        "number": pull.number,
        "pull_request": hub.voice.pull(pull),
        "repository": hub.voice.repository(),
        "sender": hub.voice.user(pull.by),
    }


def merge_ref(hub: GitHub, pull: Pull) -> str:
    """Merges a pull request on trial, as GitHub does, and gives the reference that it keeps."""
    git, me = hub.state.git, hub.state.myself()
    tree = git.say("merge-tree", "--write-tree", pull.base_sha, pull.head_sha)
    parents = (pull.base_sha, pull.head_sha)
    message = f"Merge {pull.head_sha} into {pull.base_sha}"
    made = git.write_commit(tree, parents, (me, me), message, signed=True)
    git.move(f"refs/pull/{pull.number}/head", pull.head_sha)
    git.move(f"refs/pull/{pull.number}/merge", made)
    return f"refs/pull/{pull.number}/merge"
