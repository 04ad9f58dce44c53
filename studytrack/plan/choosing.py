"""Which of a phase's candidates are its tasks; all that is beneath those are steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.plan.candidates import Candidate, Sign
from studytrack.tracker.lexicon import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studytrack.markdown.blocks import Block
    from studytrack.plan.words import Words
    from studytrack.tracker.phases import Group, Headings

_SURE = (Sign.LABEL, Sign.ROW, Sign.HEADING, Sign.BOX, Sign.ID)


def phases(
    found: Sequence[Candidate], outline: Headings, words: Words
) -> list[tuple[Block | None, list[Candidate]]]:
    """The phases of a plan with their tasks: its numbered headings, where it has any."""
    kept: list[tuple[Group[Candidate], list[Candidate]]] = []
    for group in outline.groups(found):
        tasks = _tasks(group, outline, words)
        if tasks:
            kept.append((group, tasks))
    numbered = [one for one in kept if _number(one[0], outline) is not None]
    if numbered:
        planned = {one.first for one in outline.planned([t for _, ts in numbered for t in ts])}
        return [(one.heading, ts) for one, ts in numbered if ts[0].first in planned]
    surest = min((tasks[0].sign for _, tasks in kept), default=None)
    return [(one.heading, tasks) for one, tasks in kept if tasks[0].sign is surest]


def _number(group: Group[Candidate], outline: Headings) -> int | None:
    return outline.read(group.heading).number if group.heading else None


def _tasks(group: Group[Candidate], outline: Headings, words: Words) -> list[Candidate]:
    """The candidates of a phase with its surest sign; of lists those that stand outermost."""
    for sign in _SURE:
        same = [one for one in group.sources if one.sign is sign]
        if same and not (sign is Sign.BOX and _are_steps(same, group.sources)):
            return same if sign in {Sign.LABEL, Sign.ROW} else _outermost(same)
    for sign in (Sign.NUMBER, Sign.ESTIMATE):
        same = _listed(group, sign, outline, words)
        if same:
            return same
    return []


def _are_steps(boxes: Sequence[Candidate], every: Sequence[Candidate]) -> bool:
    """Whether boxes stand in items of lists that have ids or numbers themselves."""
    outer = min(one.passage.depth for one in boxes)
    return any(one.passage.depth < outer for one in every if one.sign in {Sign.ID, Sign.NUMBER})


def _outermost(found: Sequence[Candidate]) -> list[Candidate]:
    outer = min((one.level, one.passage.depth) for one in found)
    return [one for one in found if (one.level, one.passage.depth) == outer]


def _listed(
    group: Group[Candidate], sign: Sign, outline: Headings, words: Words
) -> list[Candidate]:
    """The items of the lists that hold tasks: one of them has an estimate, or a heading says so.

    Among several lists beneath headings of their own, others are aims and readings.
    """
    lists: dict[tuple[int, ...], list[Candidate]] = {}
    for one, path in zip(group.sources, group.paths, strict=True):
        if one.sign is sign:
            lists.setdefault(tuple(heading.first for heading in path), []).append(one)
    outer = {path: _outermost(found) for path, found in lists.items()}
    estimated = [found for found in outer.values() if any(one.estimate for one in found)]
    if sign is Sign.ESTIMATE or estimated:
        return [one for found in estimated for one in found]
    titles = {heading.first: heading for path in group.paths for heading in path}
    named = [
        found
        for path, found in outer.items()
        if path and _is_of_tasks(titles[path[-1]], outline, words)
    ]
    only = named or (list(outer.values()) if len(outer) == 1 else [])
    return [one for found in only for one in found]


def _is_of_tasks(heading: Block, outline: Headings, words: Words) -> bool:
    role = words.lexicon.role(outline.read(heading).title)
    return role is not None and role[0] is Role.TASK
