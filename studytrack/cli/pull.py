"""``studytrack pr``: from here what the Action does on GitHub, or what it would do."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.option("--dry-run", is_flag=True, help="Change nothing; print what would be done.")
@click.option("--base", metavar="BRANCH", default="", help="The branch to keep up to date.")
@click.option("--weekly", is_flag=True, help="With the checkpoints of weeks that have ended.")
@click.pass_context
def pr(ctx: click.Context, dry_run: bool, base: str, weekly: bool) -> None:
    """Open or update the pull request that keeps the tracker true.

    GITHUB_TOKEN or GH_TOKEN holds the token. Without one, --dry-run asks nobody, and prints the
    pull request as it would be opened.
    """
    from pydantic import SecretStr

    from studytrack.action.inputs import Inputs
    from studytrack.action.local import propose_here, work_here
    from studytrack.cli.output.streams import say_text

    directory: Path = ctx.obj
    token = os.environ.get("GITHUB_TOKEN") or os.environ.get("GH_TOKEN") or ""
    inputs = Inputs(token=SecretStr(token), base=base, dry_run=dry_run, weekly=weekly)
    if dry_run and not token:
        say_text(propose_here(directory, os.environ, inputs))
        return
    ctx.exit(work_here(directory, os.environ, inputs, say_text))
