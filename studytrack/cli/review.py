"""``studytrack review``: the notes that are older than the code they studied."""

from __future__ import annotations

import click

from studytrack.cli.completing import task_ids
from studytrack.cli.opening import opened


@click.command()
@click.argument("task", metavar="[ID]", required=False, shell_complete=task_ids)
@click.option("--json", "as_json", is_flag=True, help="Print the notes as JSON.")
@click.pass_context
def review(ctx: click.Context, task: str | None, as_json: bool) -> None:
    """List notes that are older than the code they studied.

    A note names its sources in its front matter, in a line such as "> Source: a/file.py", or
    by links to files. Any change of a note dates it anew.
    """
    with opened(ctx.obj) as study:
        from studytrack.cli.outdated import page
        from studytrack.cli.output.streams import say, say_json

        notes = study.review(task)
    if as_json:
        say_json({"schema": 1, "notes": notes})
    else:
        say(page(notes, study.language()))
