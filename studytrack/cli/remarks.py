"""``studytrack questions`` and ``studytrack refs``: what was asked, and what is worth reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from studytrack.cli.opening import opened
from studytrack.cli.records import task_ids

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("task", metavar="[ID]", required=False, shell_complete=task_ids)
@click.option("--open", "only_open", is_flag=True, help="Leave out those that are answered.")
@click.option("--json", "as_json", is_flag=True, help="Print the questions as JSON.")
@click.pass_obj
def questions(directory: Path, task: str | None, only_open: bool, as_json: bool) -> None:
    """List the questions, of one task or of all, with their answers.

    A trailer such as "Study-Answer: 1a2b3c4 it is a leaf" answers the one of that name. Comments
    in code are listed too, such as "# STUDY 3.4: why lock here?".
    """
    with opened(directory) as study:
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
@click.pass_obj
def refs(directory: Path, task: str | None, as_json: bool) -> None:
    """List what is worth reading, for one task or for all."""
    with opened(directory) as study:
        found = study.remarks(task)
    from studytrack.cli.asked import library
    from studytrack.cli.output.streams import say, say_json

    if as_json:
        say_json({"schema": 1, "references": found.references})
    else:
        say(library(found, study.language()))
