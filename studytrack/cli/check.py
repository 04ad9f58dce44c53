"""``studytrack check``: every problem of the study."""

from __future__ import annotations

import click

from studytrack.cli.opening import opened
from studytrack.errors import SinceMissingError


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON.")
@click.option("--github", is_flag=True, help="Print them as annotations of a GitHub workflow.")
@click.option("--strict", is_flag=True, help="Exit with 1 on warnings too.")
@click.pass_context
def check(ctx: click.Context, as_json: bool, github: bool, strict: bool) -> None:
    """List every problem, and what to do about it.

    Each line names a place, a severity, a code, the cause and the remedy.
    Exits with 1 if one of them is an error.
    """
    if as_json and github:
        raise click.UsageError("--json and --github exclude each other", ctx)
    with opened(ctx.obj) as study:
        from studytrack.checks import since_missing
        from studytrack.cli.output.streams import say, say_json, say_text
        from studytrack.cli.problems import failing, listing, ordered
        from studytrack.report.annotations import annotation

        try:
            problems = ordered(study.reconcile().problems)
        except SinceMissingError as error:
            problems = (since_missing(error, study.language()),)
    if as_json:
        say_json({"schema": 1, "problems": problems})
    elif github:
        say_text("".join(map(annotation, problems)))
    else:
        say(listing(problems, study.language()))
    ctx.exit(int(failing(problems, strict=strict)))
