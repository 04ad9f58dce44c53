"""What passes between a client and the stand-in: requests, answers and refusals."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote, urlsplit

DOCS = "https://docs.github.com/rest"


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it came; the path is as it was written, without prefix and query."""

    method: str
    path: str
    query: dict[str, str] = field(default_factory=dict)
    body: object = None
    token: str | None = None

    @classmethod
    def read(cls, method: str, target: str, body: bytes, authorization: str | None) -> Request:
        """Reads a request line, a body and the header that names the token."""
        address = urlsplit(target)
        return cls(
            method,
            address.path,
            dict(parse_qsl(address.query)),
            json.loads(body) if body else None,
            (authorization or "").rpartition(" ")[2] or None,
        )

    def __str__(self) -> str:
        return f"{self.method} {unquote(self.path)}"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: a status, a JSON value (None for no body), and headers beside the usual ones."""

    status: int
    body: object = None
    headers: dict[str, str] = field(default_factory=dict)


class RefusalError(Exception):
    """A route refuses; GitHub's own words."""

    def __init__(
        self, status: int, message: str, *errors: dict[str, object], **headers: str
    ) -> None:
        super().__init__(message)
        body: dict[str, object] = {"message": message}
        if errors:
            body["errors"] = list(errors)
        body |= {"documentation_url": DOCS, "status": str(status)}
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answer = Answer(status, body, named)


def invalid(resource: str, message: str | None = None, **facts: str) -> RefusalError:
    """A 422 in the two forms that GitHub has: a custom message, or a field with a code."""
    said = {} if message is None else {"code": "custom", "message": message}
    return RefusalError(422, "Validation Failed", {"resource": resource, **facts, **said})
