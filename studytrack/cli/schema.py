"""``studytrack schema``: JSON Schemas for programs that read or write studytrack's files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from studytrack.cli.output.streams import say_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from studytrack.model import Model


@click.command()
@click.argument("name", type=click.Choice(["state", "story", "config"]))
def schema(name: str) -> None:
    """Print the JSON Schema of a state, of a story or of the config.

    A state is what `studytrack status --json` prints, a story what `studytrack story --json`
    does, the config is studytrack.toml.
    """
    say_text(json.dumps(_SCHEMAS[name](), indent=2) + "\n")


def _state() -> dict[str, Any]:
    from studytrack.model import State

    return _printed(State)


def _story() -> dict[str, Any]:
    from studytrack.story.model import Story

    return _printed(Story)


def _config() -> dict[str, Any]:
    from studytrack.config.settings import json_schema

    return json_schema()


def _printed(model: type[Model]) -> dict[str, Any]:
    found = model.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **found}


_SCHEMAS: Mapping[str, Callable[[], dict[str, Any]]] = {
    "state": _state,
    "story": _story,
    "config": _config,
}
