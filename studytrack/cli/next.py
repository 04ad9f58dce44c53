"""``studytrack next``: what to do now."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from studytrack.cli.opening import opened

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Look ahead from this day instead of today.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the agenda as JSON.")
@click.pass_obj
def next(directory: Path, on: datetime | None, as_json: bool) -> None:  # noqa: A001
    """Say what to do now, by the hours of the week.

    Tasks in progress come first, then those of the plan. The hours of a week are those of the
    config, else those that the tracker states.
    """
    with opened(directory) as study:
        agenda = study.agenda(on.date() if on else None)
    from studytrack.cli.ahead import ahead
    from studytrack.cli.output.streams import say, say_json

    if as_json:
        say_json(agenda)
    else:
        say(ahead(agenda, study.language()))
