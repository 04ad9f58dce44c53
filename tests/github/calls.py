"""A request as a route has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tests.github.exchange import Answer, RefusalError, Request

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.github.answers import Voice
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


def page(call: Call, things: Sequence[object]) -> Answer:
    """A page of things, with the links to the others."""
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
