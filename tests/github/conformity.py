"""Holds what passed to GitHub's description of it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from openapi_schema_validator import OAS30ReadValidator, OAS30WriteValidator, oas30_format_checker

from tests.github.description import Schema, description

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tests.github.exchange import Answer, Request
    from tests.github.server import Exchange

ANYWHERE = {401, 403, 404, 429, 500, 502, 503}
"""Errors that every route may give, whether its description says so or not."""

WITH_SLASHES = {"{ref}", "{branch}", "{basehead}"}
"""What may hold slashes, which GitHub takes encoded or not, though OpenAPI knows only the first."""

ERROR: Schema = {
    "type": "object",
    "required": ["message", "documentation_url", "status"],
    "properties": {"message": {"type": "string"}, "status": {"type": "string"}},
}


class Operation(NamedTuple):
    """What a method does at a path."""

    path: str
    content: Schema


def violations(exchanges: Iterable[Exchange]) -> list[str]:
    """Each way in which a request or an answer is not as GitHub describes it.

    GraphQL has a description of its own, and is passed over.
    """
    return [
        f"{exchange}: {said}"
        for exchange in exchanges
        if exchange.request.path != "/graphql"
        for said in _violations(exchange)
    ]


def _violations(exchange: Exchange) -> Iterator[str]:
    operation = _operation(exchange.request)
    if operation is None:
        yield "is not described"
        return
    yield from _of_query(exchange.request, operation)
    yield from _of_body(exchange.request, operation)
    if exchange.answer is not None:
        yield from _of_answer(exchange.answer, operation)


def _operation(request: Request) -> Operation | None:
    """The operation whose path says most literally what was asked."""
    found = [
        path
        for path, methods in description()["paths"].items()
        if request.method.lower() in methods and _pattern(path).fullmatch(request.path)
    ]
    if not found:
        return None
    path = max(found, key=lambda path: len(re.sub(r"\{.*?\}", "", path)))
    return Operation(path, description()["paths"][path][request.method.lower()])


@cache
def _pattern(path: str) -> re.Pattern[str]:
    parts = re.split(r"(\{.*?\})", path)
    return re.compile(
        "".join(
            (".+" if part in WITH_SLASHES else "[^/]+") if part.startswith("{") else re.escape(part)
            for part in parts
        )
    )


def _of_query(request: Request, operation: Operation) -> Iterator[str]:
    known = {
        parameter["name"]: parameter["schema"]
        for parameter in map(_resolved, operation.content.get("parameters", []))
        if parameter["in"] == "query"
    }
    for name, value in request.query.items():
        if name not in known:
            yield f"the query's {name} is not described"
            continue
        read = int(value) if known[name]["type"] == "integer" and value.isdigit() else value
        yield from _complaints(read, known[name], OAS30WriteValidator)


def _of_body(request: Request, operation: Operation) -> Iterator[str]:
    body = request.body
    if isinstance(body, list) and operation.path.endswith("/labels"):
        body = {"labels": body}  # the prose allows the bare array
    if body is None or "requestBody" not in operation.content:
        if body is not None:
            yield "no body is described"
        return
    schema = operation.content["requestBody"]["content"]["application/json"]["schema"]
    yield from _complaints(body, schema, OAS30WriteValidator)
    if isinstance(body, dict) and "properties" in schema:
        yield from (
            f"the body's {key} is not described" for key in body.keys() - schema["properties"]
        )


def _of_answer(answer: Answer, operation: Operation) -> Iterator[str]:
    described = operation.content["responses"].get(str(answer.status))
    if described is None and answer.status not in ANYWHERE:
        yield "the status is not described"
        return
    content = _resolved(described or {}).get("content")
    if content is not None:
        yield from _complaints(
            answer.body, content["application/json"]["schema"], OAS30ReadValidator
        )
    elif answer.status >= 400:
        yield from _complaints(answer.body, ERROR, OAS30ReadValidator)
    elif answer.body is not None:
        yield "no body is described"


def _resolved(said: Schema) -> Schema:
    if "$ref" not in said:
        return said
    kind, name = said["$ref"].removeprefix("#/components/").split("/")
    found: Schema = description()["components"][kind][name]
    return found


def _complaints(
    value: object, schema: Schema, validator: type[OAS30ReadValidator | OAS30WriteValidator]
) -> Iterator[str]:
    rooted = schema | {"components": description()["components"]}  # where references lead
    check = validator(rooted, format_checker=oas30_format_checker)
    for error in check.iter_errors(value):
        yield f"{error.json_path}: {error.message[:200]}"
