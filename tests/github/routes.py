"""The table of GitHub's routes, and who may go there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from tests.github import git_routes as git
from tests.github import pull_routes as pulls
from tests.github.calls import Body, Call
from tests.github.exchange import Answer, RefusalError, Request

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.github.answers import Voice
    from tests.github.state import State


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


def rate_limit(call: Call) -> Answer:
    limit: Body = {"limit": 1000, "remaining": 999, "reset": call.state.clock() + 3600, "used": 1}
    return Answer(200, {"rate": limit, "resources": {"core": limit, "search": limit}})


def _route(method: str, path: str, scopes: str, answer: Callable[[Call], Answer]) -> Route:
    pattern = (
        path.replace("{number}", r"(\d+)").replace("{name}", "([^/]+)").replace("{path}", "(.+)")
    )
    return Route(method, re.compile(pattern), tuple(scopes.split()), answer)


ROUTES = [
    _route(method, path, scopes, answer)
    for method, path, scopes, answer in (
        ("GET", "/repos/:", "", git.repository),
        ("GET", "/repos/:/git/ref/{path}", "contents", git.read_ref),
        ("GET", "/repos/:/git/refs/{path}", "contents", git.read_ref),
        ("GET", "/repos/:/git/matching-refs/{path}", "contents", git.matching_refs),
        ("POST", "/repos/:/git/refs", "contents", git.create_ref),
        ("PATCH", "/repos/:/git/refs/{path}", "contents", git.update_ref),
        ("DELETE", "/repos/:/git/refs/{path}", "contents", git.delete_ref),
        ("GET", "/repos/:/branches/{path}", "contents", git.branch),
        ("POST", "/repos/:/git/commits", "contents", git.create_commit),
        ("GET", "/repos/:/git/commits/{name}", "contents", git.read_git_commit),
        ("POST", "/repos/:/git/trees", "contents", git.create_tree),
        ("GET", "/repos/:/git/trees/{path}", "contents", git.read_tree),
        ("POST", "/repos/:/git/blobs", "contents", git.create_blob),
        ("GET", "/repos/:/git/blobs/{name}", "contents", git.read_blob),
        ("GET", "/repos/:/commits/{path}", "contents", git.read_commit),
        ("GET", "/repos/:/compare/{path}", "contents", git.compare),
        ("GET", "/repos/:/pulls", "pull_requests", pulls.list_pulls),
        ("POST", "/repos/:/pulls", "pull_requests", pulls.create_pull),
        ("GET", "/repos/:/pulls/{number}", "pull_requests", pulls.read_pull),
        ("PATCH", "/repos/:/pulls/{number}", "pull_requests", pulls.update_pull),
        ("GET", "/repos/:/pulls/{number}/files", "pull_requests", pulls.pull_files),
        ("GET", "/repos/:/pulls/{number}/commits", "pull_requests", pulls.pull_commits),
        (
            "POST",
            "/repos/:/pulls/{number}/requested_reviewers",
            "pull_requests",
            pulls.request_reviewers,
        ),
        ("GET", "/repos/:/issues/{number}", "issues pull_requests", pulls.read_issue),
        ("PATCH", "/repos/:/issues/{number}", "issues pull_requests", pulls.update_issue),
        ("GET", "/repos/:/issues/{number}/comments", "issues pull_requests", pulls.list_comments),
        ("POST", "/repos/:/issues/{number}/comments", "issues pull_requests", pulls.create_comment),
        ("GET", "/repos/:/issues/{number}/labels", "issues pull_requests", pulls.list_labels),
        ("POST", "/repos/:/issues/{number}/labels", "issues pull_requests", pulls.add_labels),
        ("POST", "/repos/:/issues/{number}/assignees", "issues pull_requests", pulls.add_assignees),
        ("GET", "/rate_limit", "", rate_limit),
        ("POST", "/graphql", "pull_requests", pulls.graphql),
    )
]
