"""``studytrack status``: where the study stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from studytrack.cli.opening import opened

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.option("--at", metavar="REV", help="Of a commit, branch or tag instead of the work tree.")
@click.option("--json", "as_json", is_flag=True, help="Print the state as JSON.")
@click.pass_obj
def status(directory: Path, at: str | None, as_json: bool) -> None:
    """Show how far each phase is, and which tasks are under way."""
    with opened(directory) as study:
        state = study.state(at)
    from studytrack.cli.output.streams import say, say_json
    from studytrack.cli.overview import overview

    if as_json:
        say_json(state)
    else:
        say(overview(state, study.language(at)))
