"""``studytrack weekly``: the checkpoint of a week."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from studytrack.cli.opening import opened

if TYPE_CHECKING:
    from pathlib import Path

    from studytrack.locales import Locale
    from studytrack.study.checkpoints import Checkpoint


@click.command()
@click.option(
    "--week",
    "weeks",
    metavar="WEEK",
    multiple=True,
    help="Of this week, as 2026-W10, instead of the one that ends nearest to today.",
)
@click.option("--write", is_flag=True, help="Write it to a file beside the tracker.")
@click.option("--json", "as_json", is_flag=True, help="Print the week as JSON.")
@click.pass_obj
def weekly(directory: Path, weeks: tuple[str, ...], write: bool, as_json: bool) -> None:
    """Look back on a week and ahead to the next one.

    With --write, what you wrote into the file around its blocks stays.
    """
    with opened(directory) as study:
        found = tuple(study.weekly(week) for week in weeks or (None,))
        for one in found if write else ():
            one.write()
    missed = () if weeks else found[0].missed
    from studytrack.cli.output.streams import say_json

    if as_json:
        say_json({"schema": 1, "weeks": tuple(one.review for one in found), "missed": missed})
    else:
        _print(found, missed, found[0].locale, write=write)


def _print(
    found: tuple[Checkpoint, ...], missed: tuple[str, ...], locale: Locale, *, write: bool
) -> None:
    from studytrack.cli.output.streams import say
    from studytrack.cli.week import left_out, week, written

    for one in found:
        say(written(one) if write else week(one.review, locale))
    if missed:
        say(left_out(missed, locale))
