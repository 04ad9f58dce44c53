"""``studytrack why`` and ``studytrack log``: the records behind a study."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from studytrack.cli.completing import task_ids
from studytrack.cli.opening import opened

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("task", metavar="ID", shell_complete=task_ids)
@click.option("--json", "as_json", is_flag=True, help="Print the fields and records as JSON.")
@click.pass_obj
def why(directory: Path, task: str, as_json: bool) -> None:
    """Show why a task is as it is: the records behind it."""
    with opened(directory) as study:
        result = study.why(task)
    from studytrack.cli.account import account
    from studytrack.cli.output.streams import say, say_json

    if as_json:
        say_json(result)
    else:
        say(account(result, study.language()))


@click.command()
@click.argument("task", metavar="[ID]", required=False, shell_complete=task_ids)
@click.option("--json", "as_json", is_flag=True, help="Print the records as JSON.")
@click.pass_obj
def log(directory: Path, task: str | None, as_json: bool) -> None:
    """List the records, of one task or of all.

    They come in the order in which they count: a later one overrides those before it.
    """
    with opened(directory) as study:
        records = study.log(task)
    from studytrack.cli.account import journal
    from studytrack.cli.output.streams import say, say_json

    if as_json:
        say_json({"schema": 1, "records": records})
    else:
        say(journal(records, task, study.language()))
