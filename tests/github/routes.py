"""GitHub's routes, each a small function, and the table that finds them."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING, NamedTuple, cast
from urllib.parse import unquote

from tests.github.answers import Voice, seconds
from tests.github.exchange import Answer, RefusalError, Request, invalid
from tests.github.plumbing import GitError, Person
from tests.github.state import BOT, GITHUB, Comment

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.github.state import Pull, State

Body = dict[str, object]


class Call(NamedTuple):
    """A request for a route: what the path named, and who answers."""

    request: Request
    named: tuple[str, ...]
    state: State
    voice: Voice

    @property
    def body(self) -> Body:
        """The body, where it has to be an object."""
        if not isinstance(self.request.body, dict):
            raise RefusalError(400, "Problems parsing JSON")
        return self.request.body

    def text(self, key: str) -> str:
        """A text of the body that has to be there."""
        value = self.body.get(key)
        if not isinstance(value, str):
            raise RefusalError(422, f'Invalid request.\n\n"{key}" wasn\'t supplied.')
        return value

    def pull(self) -> Pull:
        """The pull request that the path names."""
        return self.state.pull(self.named[0])


class Route(NamedTuple):
    """A method and a path, the permissions of which one suffices, and who answers."""

    method: str
    path: re.Pattern[str]
    scopes: tuple[str, ...]
    answer: Callable[[Call], Answer]


def respond(request: Request, state: State, voice: Voice) -> Answer:
    """Finds a request's route, checks the token and its permissions, and answers."""
    try:
        _admit(request, state)
        route, named = _found(request, state)
        _permit(route, state)
        state.settle()
        answer = route.answer(Call(request, named, state, voice))
    except RefusalError as refusal:
        answer = refusal.answer
    state.settle()
    return answer


def _admit(request: Request, state: State) -> None:
    if request.token != state.token:
        raise RefusalError(401, "Bad credentials")


def _found(request: Request, state: State) -> tuple[Route, tuple[str, ...]]:
    own = f"/repos/{state.full_name}"
    path = (
        request.path.replace(own, "/repos/:", 1) if request.path.startswith(own) else request.path
    )
    for route in ROUTES:
        match = route.path.fullmatch(path)
        if match and route.method == request.method:
            return route, tuple(unquote(part) for part in match.groups())
    raise RefusalError(404, "Not Found")


def _permit(route: Route, state: State) -> None:
    enough = ("read", "write") if route.method == "GET" else ("write",)
    if route.scopes and all(state.permissions.get(scope) not in enough for scope in route.scopes):
        wanted = "; ".join(f"{scope}={enough[0]}" for scope in route.scopes)
        raise RefusalError(
            403, "Resource not accessible by integration", x_accepted_github_permissions=wanted
        )


# The repository and its objects.


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


EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"


# Pull requests, and the issues that they also are.


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
    return _page(call, [call.voice.simple_pull(pull) for pull in found])


def _page(call: Call, things: list[object]) -> Answer:
    size, number = (
        int(call.request.query.get("per_page", 30)),
        int(call.request.query.get("page", 1)),
    )
    last = max(1, -(-len(things) // size))
    links = {"next": number + 1, "last": last} if number < last else {}
    links |= {"prev": number - 1, "first": 1} if number > 1 else {}
    query = "&".join(f"{key}={value}" for key, value in call.request.query.items() if key != "page")
    url = f"{call.voice.server}{call.request.path}?{query}&page="
    said = ", ".join(f'<{url}{to}>; rel="{relation}"' for relation, to in links.items())
    return Answer(200, things[(number - 1) * size : number * size], {"link": said} if said else {})


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
    return _page(call, [call.voice.change(change, pull.head_sha) for change in changes])


def pull_commits(call: Call) -> Answer:
    git, pull = call.state.git, call.pull()
    names = git.between(pull.base_sha, pull.head_sha)
    return _page(call, [call.voice.commit(git.commit(name)) for name in names])


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
    return _page(call, [call.voice.comment(comment, pull) for comment in pull.comments])


def create_comment(call: Call) -> Answer:
    pull, number = call.pull(), 1 + sum(len(pull.comments) for pull in call.state.pulls)
    comment = Comment(number, call.text("body"), call.state.login, call.state.clock())
    pull.comments.append(comment)
    return Answer(201, call.voice.comment(comment, pull))


def list_labels(call: Call) -> Answer:
    return _page(call, [call.voice.label(name) for name in call.pull().labels])


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


# The rest.


def rate_limit(call: Call) -> Answer:
    limit: Body = {"limit": 1000, "remaining": 999, "reset": call.state.clock() + 3600, "used": 1}
    return Answer(200, {"rate": limit, "resources": {"core": limit, "search": limit}})


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


def _route(method: str, path: str, scopes: str, answer: Callable[[Call], Answer]) -> Route:
    pattern = (
        path.replace("{number}", r"(\d+)").replace("{name}", "([^/]+)").replace("{path}", "(.+)")
    )
    return Route(method, re.compile(pattern), tuple(scopes.split()), answer)


ROUTES = [
    _route(method, path, scopes, answer)
    for method, path, scopes, answer in (
        ("GET", "/repos/:", "", repository),
        ("GET", "/repos/:/git/ref/{path}", "contents", read_ref),
        ("GET", "/repos/:/git/refs/{path}", "contents", read_ref),
        ("GET", "/repos/:/git/matching-refs/{path}", "contents", matching_refs),
        ("POST", "/repos/:/git/refs", "contents", create_ref),
        ("PATCH", "/repos/:/git/refs/{path}", "contents", update_ref),
        ("DELETE", "/repos/:/git/refs/{path}", "contents", delete_ref),
        ("GET", "/repos/:/branches/{path}", "contents", branch),
        ("POST", "/repos/:/git/commits", "contents", create_commit),
        ("GET", "/repos/:/git/commits/{name}", "contents", read_git_commit),
        ("POST", "/repos/:/git/trees", "contents", create_tree),
        ("GET", "/repos/:/git/trees/{path}", "contents", read_tree),
        ("POST", "/repos/:/git/blobs", "contents", create_blob),
        ("GET", "/repos/:/git/blobs/{name}", "contents", read_blob),
        ("GET", "/repos/:/commits/{path}", "contents", read_commit),
        ("GET", "/repos/:/compare/{path}", "contents", compare),
        ("GET", "/repos/:/pulls", "pull_requests", list_pulls),
        ("POST", "/repos/:/pulls", "pull_requests", create_pull),
        ("GET", "/repos/:/pulls/{number}", "pull_requests", read_pull),
        ("PATCH", "/repos/:/pulls/{number}", "pull_requests", update_pull),
        ("GET", "/repos/:/pulls/{number}/files", "pull_requests", pull_files),
        ("GET", "/repos/:/pulls/{number}/commits", "pull_requests", pull_commits),
        ("POST", "/repos/:/pulls/{number}/requested_reviewers", "pull_requests", request_reviewers),
        ("GET", "/repos/:/issues/{number}", "issues pull_requests", read_issue),
        ("PATCH", "/repos/:/issues/{number}", "issues pull_requests", update_issue),
        ("GET", "/repos/:/issues/{number}/comments", "issues pull_requests", list_comments),
        ("POST", "/repos/:/issues/{number}/comments", "issues pull_requests", create_comment),
        ("GET", "/repos/:/issues/{number}/labels", "issues pull_requests", list_labels),
        ("POST", "/repos/:/issues/{number}/labels", "issues pull_requests", add_labels),
        ("POST", "/repos/:/issues/{number}/assignees", "issues pull_requests", add_assignees),
        ("GET", "/rate_limit", "", rate_limit),
        ("POST", "/graphql", "pull_requests", graphql),
    )
]
