"""What readers have counted in trackers, and what studytrack counts in them."""

from __future__ import annotations

import tomllib
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from studytrack import Status
from studytrack.errors import TrackerError
from studytrack.records import Done, Source
from studytrack.tracker.reading import read
from studytrack.tracker.shape import Item
from tests.tracker.drafts import reconciled

if TYPE_CHECKING:
    from pathlib import Path

Counts = list[list[int]]


class Claim(NamedTuple):
    """A statement of progress that does not say what the tasks say.

    Attributes:
        line: where it stands, from 1.
        of: what it speaks of.
        stated: what it says, a part of its line; empty for a blank.
        right: what it should say.
        unsure: the tracker does not say what is counted, so that nobody could correct it.
    """

    line: int
    of: str
    stated: str
    right: str
    unsure: bool = False


class Truth(NamedTuple):
    """One tracker as a reader understands it.

    Attributes:
        file: its name, or the beginning of it.
        phases: tasks and done tasks of each phase; none for a text that is no tracker.
        parts: the same of each phase's parts, where these are headings themselves.
        right: lines that state progress and are right.
        wrong: what is stated elsewhere, and wrong or blank.
        language: the locale that the text is in.
        under_way, skipped: how many of its tasks are so.
    """

    file: str
    phases: Counts
    parts: list[Counts]
    right: list[int]
    wrong: list[Claim]
    language: str | None
    under_way: int
    skipped: int


def truths(path: Path) -> list[Truth]:
    """The trackers that a file tells of."""
    return [
        Truth(
            file=one["file"],
            phases=one["phases"],
            parts=one.get("parts", []),
            right=one["right"],
            wrong=[Claim(**claim) for claim in one["wrong"]],
            language=one.get("language"),
            under_way=one.get("under-way", 0),
            skipped=one.get("skipped", 0),
        )
        for one in tomllib.loads(path.read_text("utf-8"))["tracker"]
    ]


def counted(text: str) -> Counts:
    """Tasks and done tasks of each phase as studytrack reads them."""
    try:
        sections = read(text).sections
    except TrackerError:
        return []
    return [
        [len(phase.rows), sum(row.status is Status.DONE for row in phase.rows)]
        for phase in sections
    ]


def acceptable(truth: Truth) -> list[Counts]:
    """The counts of a reading that is right: of phases, or of their parts."""
    finer = [part for parts in truth.parts for part in parts]
    return [truth.phases, finer] if finer else [truth.phases]


def consistent(truth: Truth, text: str) -> None:
    """Parts add up to phases, and what is stated stands in its line."""
    if truth.parts:
        sums = [[sum(column) for column in zip(*parts, strict=True)] for parts in truth.parts]
        assert sums == truth.phases
    lines = text.split("\n")
    assert all(lines[line - 1].strip() for line in truth.right)
    for claim in truth.wrong:
        assert claim.stated in lines[claim.line - 1]
        assert claim.stated or "__" in lines[claim.line - 1]
        assert claim.right != claim.stated


def one_done(text: str) -> None:
    """Assert that a trailer for the first open task changes nothing but what depends on it."""
    before = reconciled(text).text  # statements that are wrong today are another matter
    tracker = read(before)
    open_ = next((row for _, row in tracker.rows() if row.status is Status.NOT_STARTED), None)
    if open_ is None:
        return
    done = reconciled(before, [Done(open_.id, Source("c" * 40), date(2026, 6, 30))])
    pairs = zip(before.split("\n"), done.text.split("\n"), strict=True)
    differ = {number for number, (old, new) in enumerate(pairs, 1) if old != new}
    own = open_.place.lines if isinstance(open_.place, Item) else ()
    of_others = {change.line for change in done.changes if change.task is None}
    assert {change.task for change in done.changes} <= {open_.id, None}
    assert open_.line in differ
    assert differ <= {open_.line, *(line + 1 for line in own)} | of_others
    assert next(row for _, row in done.tracker.rows() if row.id == open_.id).status is Status.DONE
