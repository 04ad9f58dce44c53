"""``studytrack plan``: what differs between the plan and the tracker."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from studytrack.cli.opening import watched

if TYPE_CHECKING:
    from pathlib import Path

    from studytrack.study.planning import PlanComparison


@click.command()
@click.argument("file", metavar="[FILE]", required=False, type=click.Path())
@click.option("--write", is_flag=True, help="Add, rename, renumber and re-estimate in the tracker.")
@click.option("--json", "as_json", is_flag=True, help="Print the differences as JSON.")
@click.pass_context
def plan(ctx: click.Context, file: str | None, write: bool, as_json: bool) -> None:
    """Show where the tracker differs from the plan, a Markdown file.

    FILE is the config's "plan" where it is left out. With --write the tracker follows the plan in
    its own manner: every status, date, time and note stays, and no row is taken away.
    """
    from studytrack.study.study import Study

    directory: Path = ctx.obj
    with watched() as progress:
        named = None if file is None else (directory / file).absolute()
        found = Study.open(directory, progress=progress).plan(named)
        if write:
            found.write()
    _print(found, file, written=write, as_json=as_json)


def _print(found: PlanComparison, file: str | None, *, written: bool, as_json: bool) -> None:
    from studytrack.cli.output.streams import say, say_json
    from studytrack.cli.plan_page import page

    if not as_json:
        say(page(found, file, written=written))
        return
    say_json(
        {
            "schema": 1,
            "plan": found.path,
            "tracker": found.tracker,
            "changes": found.changes,
            "hours": found.balance,
            "moves": found.moves,
            "problems": found.problems,
            "written": written,
        }
    )
