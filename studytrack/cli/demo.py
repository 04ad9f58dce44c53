"""``studytrack demo``: a small study, built and reconciled before your eyes."""

from __future__ import annotations

import os
from pathlib import Path

import click


@click.command()
@click.argument(
    "folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path, file_okay=False)
)
@click.option("--lang", metavar="TAG", help="The language, such as en or zh-CN.")
@click.pass_context
def demo(ctx: click.Context, folder: Path | None, lang: str | None) -> None:
    """Build a small study, reconcile it, and show what changed.

    It is a real repository. DIR must be empty or absent; without it, the repository goes into
    a new temporary folder.
    """
    from studytrack import locales
    from studytrack.cli.opening import spoken
    from studytrack.cli.output.streams import say
    from studytrack.cli.tour import tour
    from studytrack.demo import demonstrate, languages

    locale = spoken(os.environ)
    if lang is not None:
        if lang not in languages():
            raise click.UsageError(f"--lang {lang}: there are {', '.join(languages())}", ctx)
        locale = locales.load(lang)
    if folder is not None:
        folder = ctx.obj / folder
    say(tour(demonstrate(folder, locale.messages), locale))
