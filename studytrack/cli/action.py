"""``studytrack action``: what the GitHub Action runs."""

from __future__ import annotations

import os

import click


@click.command()
@click.pass_context
def action(ctx: click.Context) -> None:
    """Run as a step of a GitHub job, by its environment.

    Exits with 1 if somebody has to act, as when others committed to the branch.
    """
    from studytrack.action.run import run
    from studytrack.cli.output.streams import say_text

    ctx.exit(run(os.environ, say_text))
