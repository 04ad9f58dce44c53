"""What a shell offers while a command is typed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from studytrack.cli.opening import opened

if TYPE_CHECKING:
    import click
    from click.shell_completion import CompletionItem


def task_ids(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The ids that a shell offers; none where the study cannot be read."""
    from click.shell_completion import CompletionItem

    from studytrack.errors import StudytrackError
    from studytrack.shown import one_line

    del param
    try:
        with opened(ctx.find_root().params.get("directory", Path())) as study:
            tasks = [task for phase in study.state().phases for task in phase.tasks]
    except (StudytrackError, OSError):
        return []
    return [
        CompletionItem(task.id, help=one_line(task.title))
        for task in tasks
        if task.id.startswith(incomplete) and task.id == one_line(task.id)
    ]
