"""How a plan is laid out: its phases, the lines of each, and which of those are tasks."""

from __future__ import annotations

from bisect import bisect_left
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from studytrack.plan.candidates import begins, candidates, without_ids
from studytrack.plan.choosing import phases
from studytrack.plan.passages import passages
from studytrack.plan.words import Titled
from studytrack.tracker.criteria import lists
from studytrack.tracker.criteria.owners import Range, owned
from studytrack.tracker.phases import Headings, numbers
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from studytrack.markdown.blocks import Block, Document
    from studytrack.plan.candidates import Candidate
    from studytrack.plan.passages import Passage
    from studytrack.plan.words import Words
    from studytrack.tracker.criteria.lists import Announced
    from studytrack.tracker.criteria.stated import StatedCriterion
    from studytrack.tracker.lexicon import Heading

_FIRST = attrgetter("first")


class Laid(NamedTuple):
    """A phase's heading, where it has one, and its tasks.

    Attributes:
        read: the heading without its estimate.
        titled: the whole heading, and its estimate.
        lines: all those of the phase, from 0.
    """

    number: int
    heading: Block | None
    read: Heading | None
    titled: Titled
    tasks: tuple[Candidate, ...]
    lines: range


class Outline(Headings):
    """The headings of a plan, which may have a single phase."""

    def is_numbered(self, heading: Block) -> bool:
        """Whether a heading's number may be a phase's, as a title's is not."""
        alone = heading.level > 1 and bool(self.read(heading).word)
        return alone or super().is_numbered(heading)


class Layout(NamedTuple):
    """All that was found in a plan.

    Attributes:
        taken: the first lines of the blocks that are criteria.
    """

    words: Words
    outline: Headings
    passages: tuple[Passage, ...]
    criteria: tuple[Announced, ...]
    taken: frozenset[int]
    phases: tuple[Laid, ...]

    def within(self, lines: range) -> tuple[Passage, ...]:
        """What stands on these lines."""
        begin = bisect_left(self.passages, lines.start, key=_FIRST)
        end = bisect_left(self.passages, lines.stop, lo=begin, key=_FIRST)
        return self.passages[begin:end]

    def stated(self) -> dict[int, tuple[StatedCriterion, ...]]:
        """The criteria of each phase, by its number."""
        ranges = [
            Range(one.lines.start, one.lines.stop, one.number, _word(one)) for one in self.phases
        ]
        tasks = {task.first: task.name for one in self.phases for task in one.tasks}
        return owned(self.criteria, self.outline, ranges, tasks)


def _word(phase: Laid) -> str:
    return phase.read.word if phase.read else ""


def layout(document: Document, words: Words) -> Layout:
    """What of a plan's lines is a phase, a task or a list of criteria."""
    outline = Outline(document, words.lexicon)
    every = tuple(passages(document, partial(begins, words=words)))
    stated = lists.announced(document, words.lexicon)
    taken = lists.lines(stated)
    free = (one for one in every if one.block.first not in taken)
    groups = phases(list(candidates(document, free, words)), outline, words)
    headings = [heading for heading, _ in groups]
    titles = [
        words.titled(outline.read(one).whole) if one else Titled("", None) for one in headings
    ]
    read = [words.lexicon.heading(one.title) if one.title else None for one in titles]
    starts = {one.first for one in headings if one}
    lines = [range(one.first if one else 0, outline.end(one, starts)) for one in headings]
    parts = zip(numbers(read), headings, read, titles, groups, lines, strict=True)
    return Layout(
        words,
        outline,
        every,
        tuple(stated),
        taken,
        tuple(
            Laid(number, heading, counted, titled, tuple(without_ids(tasks)), own)
            for number, heading, counted, titled, (_, tasks), own in parts
        ),
    )
