"""``studytrack schema``: JSON Schemas for programs that read or write studytrack's files."""

from __future__ import annotations

import json

import click

from studytrack.cli.output.streams import say_text


@click.command()
@click.argument("name", type=click.Choice(["state", "config"]))
def schema(name: str) -> None:
    """Print the JSON Schema of a state or of the config.

    A state is what `studytrack status --json` prints, the config is studytrack.toml.
    """
    if name == "state":
        from studytrack.model import State

        found = State.model_json_schema(by_alias=True, mode="serialization")
        found = {"$schema": "https://json-schema.org/draft/2020-12/schema", **found}
    else:
        from studytrack.config.settings import json_schema

        found = json_schema()
    say_text(json.dumps(found, indent=2) + "\n")
