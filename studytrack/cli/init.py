"""``studytrack init``: adopts a tracker, or begins a new one."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import click

from studytrack.cli.opening import spoken, watched


@click.command()
@click.argument("tracker", metavar="[TRACKER]", required=False, type=click.Path())
@click.option(
    "--dir", "folder", metavar="DIR", help="The study's folder, if not the repository's root."
)
@click.pass_obj
def init(directory: Path, tracker: str | None, folder: str | None) -> None:
    """Adopt the tracker as it stands, or begin a new one.

    Writes studytrack.toml and changes no byte of the tracker.
    """
    from studytrack.cli.output.streams import say
    from studytrack.cli.welcome import welcome
    from studytrack.study.adoption import adopt

    with watched() as progress:
        adoption = adopt(
            directory,
            tracker,
            folder,
            today=datetime.now().astimezone().date(),
            language=spoken(os.environ).name,
            progress=progress,
        )
        adoption.write()
    say(welcome(adoption))
