"""GitHub's routes to pull requests, and to the issues that they also are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from tests.github.calls import page
from tests.github.exchange import Answer, RefusalError, invalid
from tests.github.state import Comment

if TYPE_CHECKING:
    from tests.github.calls import Body, Call


def list_pulls(call: Call) -> Answer:
    """GitHub ignores a head that names no owner, and gives everything."""
    query = call.request.query
    state, head, base = query.get("state", "open"), query.get("head", ""), query.get("base")
    found = [
        pull
        for pull in reversed(call.state.pulls)
        if state in {"all", pull.state}
        and (":" not in head or head == pull.label)
        and base in {None, pull.base}
    ]
    return page(call, [call.voice.simple_pull(pull) for pull in found])


def create_pull(call: Call) -> Answer:
    if not call.state.may_create_pulls:
        raise RefusalError(
            403, "GitHub Actions is not permitted to create or approve pull requests."
        )
    body = cast("str | None", call.body.get("body"))
    draft = bool(call.body.get("draft"))
    opened = call.state.open(
        call.text("head"), call.text("base"), call.text("title"), body, draft=draft
    )
    return Answer(201, call.voice.pull(opened))


def read_pull(call: Call) -> Answer:
    return Answer(200, call.voice.pull(call.pull()))


def update_pull(call: Call) -> Answer:
    _update(call)
    return Answer(200, call.voice.pull(call.pull()))


def read_issue(call: Call) -> Answer:
    return Answer(200, call.voice.issue(call.pull()))


def update_issue(call: Call) -> Answer:
    _update(call)
    return Answer(200, call.voice.issue(call.pull()))


def _update(call: Call) -> None:
    pull, wanted = call.pull(), call.body
    match wanted.get("state"):
        case "closed" if pull.state == "open":
            pull.close(call.state.clock())
        case "open" if pull.state == "closed":
            call.state.reopen(pull)
    if base := wanted.get("base"):
        call.state.rebase(pull, str(base))
    for key in {"title", "body", "labels", "assignees"} & wanted.keys():
        setattr(pull, key, wanted[key])


def pull_files(call: Call) -> Answer:
    git, pull = call.state.git, call.pull()
    changes = git.changes(git.merge_base(pull.base_sha, pull.head_sha), pull.head_sha)
    return page(call, [call.voice.change(change, pull.head_sha) for change in changes])


def pull_commits(call: Call) -> Answer:
    git, pull = call.state.git, call.pull()
    names = git.between(pull.base_sha, pull.head_sha)
    return page(call, [call.voice.commit(git.commit(name)) for name in names])


def request_reviewers(call: Call) -> Answer:
    pull, names = call.pull(), cast("list[str]", call.body.get("reviewers", []))
    if any(name not in call.state.collaborators for name in names):
        raise RefusalError(
            422,
            "Reviews may only be requested from collaborators. One or more of the users or teams"
            f" you specified is not a collaborator of the {call.state.full_name} repository.",
        )
    if pull.by in names:
        raise RefusalError(422, "Review cannot be requested from pull request author.")
    pull.reviewers += [name for name in names if name not in pull.reviewers]
    return Answer(201, call.voice.simple_pull(pull))


def list_comments(call: Call) -> Answer:
    pull = call.pull()
    return page(call, [call.voice.comment(comment, pull) for comment in pull.comments])


def create_comment(call: Call) -> Answer:
    pull, number = call.pull(), 1 + sum(len(pull.comments) for pull in call.state.pulls)
    comment = Comment(number, call.text("body"), call.state.login, call.state.clock())
    pull.comments.append(comment)
    return Answer(201, call.voice.comment(comment, pull))


def list_labels(call: Call) -> Answer:
    return page(call, [call.voice.label(name) for name in call.pull().labels])


def add_labels(call: Call) -> Answer:
    """Takes an object, or a bare array as the prose of GitHub's documentation allows."""
    given, pull = call.request.body, call.pull()
    names = cast("list[str]", given if isinstance(given, list) else call.body.get("labels"))
    if not names or any(not name or len(name) > 50 for name in names):
        raise invalid("Label", field="name", code="invalid")
    pull.labels += [name for name in names if name not in pull.labels]
    return Answer(200, [call.voice.label(name) for name in pull.labels])


def add_assignees(call: Call) -> Answer:
    """GitHub passes over in silence whom it cannot assign."""
    pull, names = call.pull(), cast("list[str]", call.body.get("assignees", []))
    known = [name for name in names if name in call.state.collaborators]
    pull.assignees += [name for name in known if name not in pull.assignees]
    return Answer(201, call.voice.issue(pull))


def graphql(call: Call) -> Answer:
    """Knows one mutation, ``enablePullRequestAutoMerge``, however its input is passed."""
    name, query, variables = (
        "enablePullRequestAutoMerge",
        call.text("query"),
        str(call.body.get("variables")),
    )
    said = query + variables
    pull = next((pull for pull in call.state.pulls if re.search(rf"\b{pull.node}\b", said)), None)
    if name not in query or pull is None:
        return _unprocessable(name, "NOT_FOUND", "Could not resolve to a node with the global id.")
    if not call.state.may_auto_merge:
        said = "Pull request Auto merge is not allowed for this repository"
        return _unprocessable(name, "UNPROCESSABLE", said)
    method = re.search(r"\b(MERGE|SQUASH|REBASE)\b", said)
    pull.auto_merge = method[0] if method else "MERGE"
    given = {"actor": {"login": call.state.login}, "clientMutationId": None}
    return Answer(200, {"data": {name: {**given, "pullRequest": {"id": pull.node}}}})


def _unprocessable(name: str, kind: str, message: str) -> Answer:
    error: Body = {"type": kind, "path": [name], "message": message}
    return Answer(200, {"data": {name: None}, "errors": [error]})
