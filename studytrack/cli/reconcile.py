"""``studytrack reconcile``: makes the tracker say what the records say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from studytrack.cli.opening import opened

if TYPE_CHECKING:
    from studytrack.locales import Locale
    from studytrack.study.reconciliation import Reconciliation


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if something would change.")
@click.option("--diff", is_flag=True, help="Write nothing; print a unified diff.")
@click.option(
    "--at",
    metavar="REV",
    help="Write nothing; print the tracker as a commit, branch or tag has it.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the changes as JSON; still writes.")
@click.pass_context
def reconcile(ctx: click.Context, check: bool, diff: bool, at: str | None, as_json: bool) -> None:
    """Update the tracker to what commits and notes say.

    Every other byte is left alone, and what was edited by hand since stays. Generated blocks, in
    whatever Markdown file of the study, are filled anew.
    """
    if diff and as_json:
        raise click.UsageError("--diff and --json exclude each other", ctx)
    with opened(ctx.obj) as study:
        result = study.reconcile(at)
        writes = not (check or diff or at is not None)
        if writes:
            result.write()
    if at is not None and not (check or diff or as_json):
        _print_text(result.text)
    else:
        _report(result, result.locale, diff=diff, as_json=as_json, written=writes)
    ctx.exit(int(check and result.changed))


def _print_text(text: str) -> None:
    from studytrack.cli.output.streams import say_bytes

    say_bytes(text.encode())


def _report(
    result: Reconciliation, locale: Locale, *, diff: bool, as_json: bool, written: bool
) -> None:
    from studytrack.cli.changes import report
    from studytrack.cli.output.diffs import unified
    from studytrack.cli.output.streams import say, say_json

    # What was drift a moment ago is no problem any more.
    problems = result.left if written else result.problems
    if as_json:
        changes = {"changes": result.changes, "blocks": result.blocks}
        say_json({"schema": 1, **changes, "problems": problems})
    elif diff:
        say(tuple(map(unified, result.files)))
    else:
        say(report(result.files, result.changes, problems, locale, written=written))
