"""``studytrack status``: where the study stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from studytrack.cli.opening import opened

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.option("--at", metavar="REV", help="Of a commit, branch or tag instead of the work tree.")
@click.option("--paste", is_flag=True, help="Print takeaways and next tasks, for your summary.")
@click.option("--json", "as_json", is_flag=True, help="Print the state as JSON.")
@click.pass_context
def status(ctx: click.Context, at: str | None, paste: bool, as_json: bool) -> None:
    """Show how far each phase is, and which tasks are under way."""
    if paste:
        if at is not None:
            raise click.UsageError("--paste and --at exclude each other", ctx)
        _paste(ctx.obj, as_json=as_json)
        return
    with opened(ctx.obj) as study:
        state = study.state(at)
    from studytrack.cli.output.streams import say, say_json
    from studytrack.cli.overview import overview

    if as_json:
        say_json(state)
    else:
        say(overview(state, study.language(at)))


def _paste(directory: Path, *, as_json: bool) -> None:
    """What may go into the parts of the tracker that stay the learner's."""
    with opened(directory) as study:
        draft = study.draft()
    from studytrack.cli.draft import drafted
    from studytrack.cli.output.streams import say, say_json

    if as_json:
        say_json(draft)
    else:
        say(drafted(draft, study.language()))
