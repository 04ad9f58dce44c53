"""GitHub's routes to the repository and its objects."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING, cast

from tests.github.answers_git import seconds
from tests.github.exchange import Answer, RefusalError
from tests.github.plumbing import GitError, Person
from tests.github.state import BOT, GITHUB

if TYPE_CHECKING:
    from tests.github.calls import Call

EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"


def repository(call: Call) -> Answer:
    return Answer(200, call.voice.repository())


def _full(call: Call) -> None:
    if not call.state.git.refs("refs/heads/"):
        raise RefusalError(409, "Git Repository is empty.")


def read_ref(call: Call) -> Answer:
    _full(call)
    name = f"refs/{call.named[0]}"
    to = call.state.git.refs(name).get(name)
    if to is None:
        raise RefusalError(404, "Not Found")
    return Answer(200, call.voice.ref(name, to))


def matching_refs(call: Call) -> Answer:
    _full(call)
    found = call.state.git.refs(f"refs/{call.named[0]}")
    return Answer(200, [call.voice.ref(name, to) for name, to in found.items()])


def create_ref(call: Call) -> Answer:
    _full(call)
    name, to = call.text("ref"), call.text("sha")
    if not re.fullmatch(r"refs/[^/]+/.+", name):
        raise RefusalError(
            422, "Reference name must start with 'refs/' and have at least two slashes."
        )
    if name in call.state.git.refs(name):
        raise RefusalError(422, "Reference already exists")
    if call.state.git.kind(to) is None:
        raise RefusalError(422, "Object does not exist")
    call.state.git.move(name, to)
    return Answer(201, call.voice.ref(name, to))


def update_ref(call: Call) -> Answer:
    name, to, git = f"refs/{call.named[0]}", call.text("sha"), call.state.git
    was = git.refs(name).get(name)
    if was is None:
        raise RefusalError(422, "Reference does not exist")
    if git.kind(to) is None:
        raise RefusalError(422, "Object does not exist")
    if not call.body.get("force") and not git.is_ancestor(was, to):
        raise RefusalError(422, "Update is not a fast forward")
    git.move(name, to, was=was)
    return Answer(200, call.voice.ref(name, to))


def delete_ref(call: Call) -> Answer:
    name = f"refs/{call.named[0]}"
    if name not in call.state.git.refs(name):
        raise RefusalError(422, "Reference does not exist")
    call.state.git.move(name, None)
    return Answer(204)


def branch(call: Call) -> Answer:
    at = call.state.branch(call.named[0])
    if at is None:
        raise RefusalError(404, "Branch not found")
    return Answer(200, call.voice.branch(call.named[0], at))


def create_commit(call: Call) -> Answer:
    _full(call)
    git, tree, parents = (
        call.state.git,
        call.text("tree"),
        cast("list[str]", call.body.get("parents", [])),
    )
    if git.kind(tree) != "tree":
        raise RefusalError(422, "Tree SHA does not exist")
    if any(git.kind(parent) != "commit" for parent in parents):
        raise RefusalError(422, "Parent SHA does not exist or is not a commit object")
    people, signed = _people(call)
    made = git.write_commit(tree, parents, people, call.text("message"), signed=signed)
    return Answer(201, call.voice.git_commit(git.commit(made)))


def _people(call: Call) -> tuple[tuple[Person, Person], bool]:
    """Author and committer, and whether GitHub signs: only for a bot that names neither."""
    author, committer = call.body.get("author"), call.body.get("committer")
    by = _person(call, author) if author else call.state.myself()
    if committer or author or call.state.login != BOT:
        return (by, _person(call, committer) if committer else by), False
    return (by, Person(*GITHUB, call.state.clock())), True


def _person(call: Call, said: object) -> Person:
    given = cast("dict[str, str]", said)
    when = seconds(given["date"]) if "date" in given else (call.state.clock(), "+0000")
    return Person(given["name"], given["email"], *when)


def _existing(call: Call, kind: str) -> str:
    name = call.named[0]
    if call.state.git.kind(name) != kind:
        raise RefusalError(404, "Not Found")
    return name


def read_git_commit(call: Call) -> Answer:
    return Answer(200, call.voice.git_commit(call.state.git.commit(_existing(call, "commit"))))


def create_tree(call: Call) -> Answer:
    _full(call)
    git, base = call.state.git, cast("str | None", call.body.get("base_tree"))
    if base is not None and git.kind(f"{base}^{{tree}}") is None:
        raise RefusalError(422, "base_tree is not a valid tree oid")
    given = cast("list[dict[str, str | None]]", call.body.get("tree"))
    try:
        made = git.write_tree(base, [_entry(call, entry) for entry in given])
    except GitError as refused:
        raise RefusalError(422, f"tree.sha {refused}") from refused
    return Answer(201, call.voice.tree(made, git.tree(made)))


def _entry(call: Call, entry: dict[str, str | None]) -> tuple[str, str | None, str]:
    path, content = entry.get("path"), entry.get("content")
    if not path or ("sha" in entry) == (content is not None):
        raise RefusalError(422, "Must supply either tree.sha or tree.content.")
    to = entry.get("sha") if content is None else call.state.git.write_blob(content.encode())
    return entry.get("mode") or "100644", to, path


def read_tree(call: Call) -> Answer:
    git = call.state.git
    if git.kind(f"{call.named[0]}^{{tree}}") is None:
        raise RefusalError(404, "Not Found")
    made = git.say("rev-parse", f"{call.named[0]}^{{tree}}")
    entries = git.tree(made, recursive="recursive" in call.request.query)
    return Answer(200, call.voice.tree(made, entries))


def create_blob(call: Call) -> Answer:
    _full(call)
    content = call.text("content").encode()
    decoded = base64.b64decode(content) if call.body.get("encoding") == "base64" else content
    return Answer(201, call.voice.short_blob(call.state.git.write_blob(decoded)))


def read_blob(call: Call) -> Answer:
    return Answer(200, call.voice.blob(_existing(call, "blob")))


def read_commit(call: Call) -> Answer:
    _full(call)
    git, made = call.state.git, call.state.git.commit_id(call.named[0])
    if made is None:
        raise RefusalError(422, f"No commit found for SHA: {call.named[0]}")
    changes = git.changes(f"{made}^" if git.commit(made).parents else EMPTY_TREE, made)
    files = [call.voice.change(change, made) for change in changes]
    return Answer(200, call.voice.commit(git.commit(made)) | {"files": files})


def compare(call: Call) -> Answer:
    base, _, head = call.named[0].partition("...")
    ends = [call.state.git.commit_id(name.rpartition(":")[2]) for name in (base, head)]
    if None in ends:
        raise RefusalError(404, "Not Found")
    return Answer(200, call.voice.comparison(call.named[0], *cast("list[str]", ends)))
