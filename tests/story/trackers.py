"""Versions of one small tracker, and the repositories that have them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack import Study
from tests.repositories import Builder

if TYPE_CHECKING:
    from pathlib import Path

    from studytrack import Story

NAME = "plan.md"
ANN = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org")


def plan(**statuses: str) -> str:
    """A tracker with a row for each name: ``a="done"``; the dates of a row may follow a slash.

    >>> print(plan(a="done/2026-03-01/2026-03-02").splitlines()[4])
    | a | 2026-03-01 | 2026-03-02 | done |
    """
    rows = []
    for task, text in statuses.items():
        status, started, finished = (*text.split("/"), "", "")[:3]
        rows.append(f"| {task} | {started} | {finished} | {status} |\n")
    head = "## Phase 1: Go\n\n| Task | Started | Finished | Status |\n|---|---|---|---|\n"
    return head + "".join(rows)


def told(root: Path, *versions: str | bytes | None) -> Story:
    """The story of a repository with these versions, a day apart from 2026-03-01 on."""
    return Study.open(built(root, *versions).root, tracker=NAME).story()


def built(root: Path, *versions: str | bytes | None) -> Builder:
    """A repository with these versions, a day apart from 2026-03-01 on."""
    builder = Builder.init(root)
    for day, text in enumerate(versions, 1):
        builder.commit(f"Day {day}", {NAME: text}, date=f"2026-03-{day:02} 20:00 +0800")
    return builder


def merging(builder: Builder) -> None:
    """Begins to merge the branch ``side``; the files stay as they are here."""
    builder.git(*ANN, "merge", "--strategy=ours", "--no-commit", "side")


def happened(story: Story) -> list[tuple[str, str, str | None, int]]:
    """Each event: what, to which task, its status then, on which day of the month."""
    return [
        (one.kind.value, one.task, one.after and one.after.value, one.moment.date.day)
        for one in story.events
    ]
