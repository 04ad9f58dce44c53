"""``studytrack init``: adopts a tracker, or begins a new one; and gives tasks ids."""

from __future__ import annotations

import os
from datetime import datetime
from typing import TYPE_CHECKING

import click

from studytrack.cli.opening import spoken, watched

if TYPE_CHECKING:
    from pathlib import Path

    from studytrack.study.adoption import Adoption
    from studytrack.study.numbering import Numbering


@click.command()
@click.argument("tracker", metavar="[TRACKER]", required=False, type=click.Path())
@click.option(
    "--dir", "folder", metavar="DIR", help="The study's folder, if not the repository's root."
)
@click.option(
    "--number", is_flag=True, help="Give tasks without ids one, also later; shows them first."
)
@click.option("--plan", metavar="FILE", help="Begin a whole new tracker from a plan.")
@click.option("--yes", is_flag=True, help="With --number: write the ids without asking.")
@click.option("--json", "as_json", is_flag=True, help="Print what was written as JSON; never asks.")
@click.pass_context
def init(
    ctx: click.Context,
    tracker: str | None,
    folder: str | None,
    number: bool,
    plan: str | None,
    yes: bool,
    as_json: bool,
) -> None:
    """Adopt the tracker as it stands, or begin a new one.

    Writes studytrack.toml and changes no byte of the tracker, unless --number is given: then
    the phase's number and the task's place in it are written before each title without an id.
    With --plan a new tracker is written beside the plan, with all of its phases and tasks.
    Exits with 1 if ids were to be written and were not.
    """
    if yes and not number:
        raise click.UsageError("--yes belongs to --number", ctx)
    if plan is not None and (number or tracker is not None):
        raise click.UsageError("--plan begins a new tracker; leave out TRACKER and --number", ctx)
    from studytrack.cli.numbers import asked, show

    made = _made(ctx.obj, tracker, folder, plan, number=number)
    ids = _ids(made)
    if ids and not as_json:
        show(ids)
    written = not ids or yes or (not as_json and asked(ids))
    if written:
        made.write()
    if as_json:
        _print_json(made, written=written)
    elif written:
        _print_page(made)
    ctx.exit(int(not written))


def _made(
    directory: Path, tracker: str | None, folder: str | None, plan: str | None, *, number: bool
) -> Adoption | Numbering:
    """What is to be written: a tracker from a plan, ids in an adopted one, or an adoption."""
    from studytrack.study.adoption import is_adopted
    from studytrack.study.founding import founded

    if plan is not None:
        return founded(directory, plan, folder)
    if number and is_adopted(directory, folder):
        return _numbering(directory, tracker, folder)
    return _adoption(directory, tracker, folder, number=number)


def _numbering(directory: Path, tracker: str | None, folder: str | None) -> Numbering:
    from studytrack.study.study import Study

    named = None if tracker is None else (directory / tracker).absolute()
    with watched() as progress:
        study = Study.open(directory / (folder or "."), tracker=named, progress=progress)
        return study.numbering()


def _adoption(
    directory: Path, tracker: str | None, folder: str | None, *, number: bool
) -> Adoption:
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
        return adoption.numbered() if number else adoption


def _ids(made: Adoption | Numbering) -> Numbering | None:
    """The ids that are to be written, if there are any."""
    from studytrack.study.numbering import Numbering

    numbering = made if isinstance(made, Numbering) else made.numbering
    return numbering if numbering is not None and numbering.ids else None


def _print_json(made: Adoption | Numbering, *, written: bool) -> None:
    from studytrack.cli.output.streams import say_json

    numbering = _ids(made)
    ids = numbering.ids if numbering else ()
    paths = {"tracker": made.tracker, "config": made.config_path}
    say_json({"schema": 1, **paths, "ids": ids, "written": written})


def _print_page(made: Adoption | Numbering) -> None:
    from studytrack.cli.numbers import told
    from studytrack.cli.output.streams import say
    from studytrack.cli.welcome import welcome
    from studytrack.study.numbering import Numbering

    say(told(made) if isinstance(made, Numbering) else welcome(made))
