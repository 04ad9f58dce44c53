"""Whose criteria are: the phase's that is named, or the one's around."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import attrgetter
from typing import TYPE_CHECKING

from studytrack.tracker.naming import split_name
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from studytrack.markdown.blocks import Block
    from studytrack.tracker.criteria.lists import Announced
    from studytrack.tracker.criteria.stated import StatedCriterion
    from studytrack.tracker.phases import Headings


class Range(NamedTuple):
    """The lines of a phase, from its heading's up to the next, its number and its word."""

    first: int
    end: int
    number: int
    word: str


def owned(
    found: Iterable[Announced],
    outline: Headings,
    phases: Sequence[Range],
    tasks: Mapping[int, str],
) -> dict[int, tuple[StatedCriterion, ...]]:
    """The criteria of each phase by its number, none where it has none.

    What stands below the heading of a task, or one that is named after it, the task has to meet.

    Args:
        found: the lists.
        outline: the headings around them.
        phases: the lines of each.
        tasks: the line of each, from 0, and its id.
    """
    lists = list(found)
    result: dict[int, list[StatedCriterion]] = {one.number: [] for one in phases}
    if not lists:
        return dict.fromkeys(result, ())
    own = {one.first for one in phases} | {one.line for one in lists}
    others = {outline.read(one).word for one in outline.all if one.first not in own}
    others -= {one.word for one in phases}
    ordered, ids = sorted(phases), frozenset(tasks.values())
    for one in lists:
        above = _above(one.line, outline)
        if above is not None and above.first not in own and _is_task(above, outline, tasks, ids):
            continue
        counts = one.phase is not None and one.phase.word not in others
        number = one.phase.number if one.phase and counts else _around(one.line, ordered)
        if number in result:
            result[number] += one.criteria
    return {number: tuple(criteria) for number, criteria in result.items()}


def _above(line: int, outline: Headings) -> Block | None:
    """The nearest heading above a line."""
    place = bisect_left(outline.all, line, key=attrgetter("first"))
    return outline.all[place - 1] if place else None


def _is_task(
    heading: Block, outline: Headings, tasks: Mapping[int, str], ids: Collection[str]
) -> bool:
    """Whether a heading is a task, or is named after one."""
    return (
        heading.first in tasks or split_name(outline.read(heading).whole, outline.words)[0] in ids
    )


def _around(line: int, phases: Sequence[Range]) -> int | None:
    """The phase within which a line stands."""
    place = bisect_right(phases, (line,))
    return phases[place - 1].number if place and line < phases[place - 1].end else None
