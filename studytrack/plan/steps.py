"""What stands beneath a task of a plan: its steps, and its estimate where that has a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.patterns import pattern
from studytrack.plan.candidates import Sign
from studytrack.plan.passages import step
from studytrack.tuples import NamedTuple
from studytrack.values import is_blank, is_placeholder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from studytrack.plan.candidates import Candidate
    from studytrack.plan.layout import Layout
    from studytrack.plan.passages import Passage
    from studytrack.plan.words import Words
    from studytrack.terms import Effort

_LABEL = pattern(r"(?:[*_]{2}.{1,80}[*_]{2}[:：]?|.{1,60}[:：][*_]{0,3})$")


class Beneath(NamedTuple):
    """What stands beneath a task."""

    steps: tuple[str, ...]
    estimate: Effort | None


def beneath(task: Candidate, following: Iterable[Passage], laid: Layout) -> Beneath:
    """The steps of a task: the first list beneath it; another label begins something else.

    Args:
        task: the task.
        following: what stands behind it, up to the next task.
        laid: the whole plan.
    """
    if task.sign is Sign.ROW:
        return Beneath((), None)
    steps: list[str] = []
    estimate: Effort | None = None
    for one in _own(task, following, laid):
        effort = laid.words.stated(one.plain)
        if effort is not None:
            estimate = estimate or effort
        elif one.bullet and _is_beneath(one, task):
            text = step(one.text)
            steps += [] if is_blank(text) or is_placeholder(text) else [text]
        elif steps and one.kind == "paragraph" and _LABEL.match(one.text):
            break
    return Beneath(tuple(steps), estimate)


def _own(task: Candidate, following: Iterable[Passage], laid: Layout) -> Iterator[Passage]:
    """What belongs to the task: up to another heading, or a line that speaks of its phase."""
    heading = task.passage.kind == "heading"
    for one in following:
        if one.kind == "heading" and not (heading and one.level > task.level):
            return
        if one.block.first in laid.taken or _of_phase(one, laid.words):
            return
        yield one


def _of_phase(one: Passage, words: Words) -> bool:
    known = words.lexicon
    if one.kind != "paragraph":
        return False
    counted = known.heading(one.plain)
    return bool(counted.word) or known.summary_label.match(one.plain) is not None


def _is_beneath(one: Passage, task: Candidate) -> bool:
    """Whether an item is not beside the task, which stands in a list of boxes or bullets."""
    if task.passage.kind != "item" or one.depth > task.passage.depth:
        return True
    return task.sign in {Sign.LABEL, Sign.NUMBER} and one.bullet != task.passage.bullet
