"""``studytrack questions`` and ``studytrack refs``: what was asked, and what is worth reading."""

from __future__ import annotations

from typing import Literal

import click

from studytrack.cli.completing import task_ids
from studytrack.cli.opening import opened

_WRITE = click.option(
    "--write", is_flag=True, help="Keep a page of all of them beside the tracker."
)
_FILE = click.option(
    "--file", "name", metavar="NAME", help="The page, from the tracker's folder, for --write."
)


@click.command()
@click.argument("task", metavar="[ID]", required=False, shell_complete=task_ids)
@click.option("--open", "only_open", is_flag=True, help="Leave out those that are answered.")
@click.option("--json", "as_json", is_flag=True, help="Print the questions as JSON.")
@_WRITE
@_FILE
@click.pass_context
def questions(
    ctx: click.Context,
    task: str | None,
    only_open: bool,
    as_json: bool,
    write: bool,
    name: str | None,
) -> None:
    """List the questions, of one task or of all, with their answers.

    A trailer such as "Study-Answer: 1a2b3c4 it is a leaf" answers the one of that name. Comments
    in code are listed too, such as "# STUDY 3.4: why lock here?".

    With --write a page beside the tracker, questions.md, has all questions, and is kept current
    by "reconcile" and the Action from then on; what you write around its block stays.
    """
    if write or name:
        _keep(ctx, "questions", name, alone=write and not (task or only_open or as_json))
        return
    with opened(ctx.obj) as study:
        found = study.remarks(task)
        comments = study.annotations(task)
    from studytrack.cli.asked import asked
    from studytrack.cli.output.streams import say, say_json

    shown = tuple(one for one in found.questions if one.open or not only_open)
    if as_json:
        say_json({"schema": 1, "questions": shown, "annotations": comments})
    else:
        say(asked(found._replace(questions=shown), comments, study.language()))


@click.command()
@click.argument("task", metavar="[ID]", required=False, shell_complete=task_ids)
@click.option("--json", "as_json", is_flag=True, help="Print the references as JSON.")
@_WRITE
@_FILE
@click.pass_context
def refs(
    ctx: click.Context, task: str | None, as_json: bool, write: bool, name: str | None
) -> None:
    """List what is worth reading, for one task or for all.

    With --write a page beside the tracker, references.md, has all of it, and is kept current by
    "reconcile" and the Action from then on; what you write around its block stays.
    """
    if write or name:
        _keep(ctx, "references", name, alone=write and not (task or as_json))
        return
    with opened(ctx.obj) as study:
        found = study.remarks(task)
    from studytrack.cli.asked import library
    from studytrack.cli.output.streams import say, say_json

    if as_json:
        say_json({"schema": 1, "references": found.references})
    else:
        say(library(found, study.language()))


def _keep(
    ctx: click.Context, kind: Literal["questions", "references"], name: str | None, *, alone: bool
) -> None:
    """Writes the page of all questions or references, and says so."""
    if not alone:
        raise click.UsageError("--write keeps all of them; leave out the other options", ctx)
    with opened(ctx.obj) as study:
        page = study.notebook(kind, name)
        page.write()
    from studytrack.cli.asked import kept
    from studytrack.cli.output.streams import say

    say(kept(page, study.language()))
