"""``studytrack story``: what the tracker's own history tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from studytrack.cli.opening import watched

if TYPE_CHECKING:
    from pathlib import Path

    from studytrack.story.model import Story


@click.command()
@click.argument("tracker", metavar="[TRACKER]", required=False, type=click.Path())
@click.option("--markdown", is_flag=True, help="Print a page of Markdown with a Mermaid chart.")
@click.option("--json", "as_json", is_flag=True, help="Print the story as JSON.")
@click.pass_context
def story(ctx: click.Context, tracker: str | None, markdown: bool, as_json: bool) -> None:
    """Tell the study's biography from the tracker's own history.

    Needs no config, no trailers and no adoption: only the versions that were committed.
    """
    if markdown and as_json:
        raise click.UsageError("--markdown and --json exclude each other", ctx)
    from studytrack.study.study import Study

    directory: Path = ctx.obj
    with watched() as progress:
        study = Study.open(directory, tracker=tracker, progress=progress)
        told = study.story()
    _print(told, markdown=markdown, as_json=as_json)


def _print(told: Story, *, markdown: bool, as_json: bool) -> None:
    from studytrack import locales
    from studytrack.cli.output.streams import say, say_json, say_text
    from studytrack.cli.timeline import timeline
    from studytrack.report.biography import biography

    locale = locales.load(told.language)
    if as_json:
        say_json(told)
    elif markdown:
        say_text(biography(told, locale))
    else:
        say(timeline(told, locale))
