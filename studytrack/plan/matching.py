"""Which task of a plan is which row of the tracker, and which phase is which."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeVar

from studytrack.patterns import pattern
from studytrack.plan.candidates import labelled
from studytrack.tracker.lexicon import folded
from studytrack.tracker.naming import goes_by_title, split_name
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

    from studytrack.plan.model import Plan, PlannedPhase, PlannedTask
    from studytrack.plan.words import Titled, Words
    from studytrack.tracker.shape import Row, Section, Tracker

_ASIDE = pattern(r" ?[(\[【][~约]?[0-9][^()\[\]【】]*[)\]】]$")
A = TypeVar("A")
B = TypeVar("B")


class Known(NamedTuple):
    """A row, and what a plan would call it.

    Attributes:
        name: its id; blank where it goes by its title.
        titled: its title without that, and the estimate that stands there.
    """

    row: Row
    section: Section
    name: str
    titled: Titled


class Pair(NamedTuple):
    """A task of the plan and its row; one of them is None where the other has none."""

    phase: PlannedPhase | None
    task: PlannedTask | None
    known: Known | None


class Matched(NamedTuple):
    """Everything of a plan and of its tracker, side by side.

    Attributes:
        phases: the plan's in their order, then those of the tracker alone.
        tasks: likewise.
    """

    phases: tuple[tuple[PlannedPhase | None, Section | None], ...]
    tasks: tuple[Pair, ...]

    def by_phase(self) -> dict[int, list[Pair]]:
        """The tasks of each phase of the plan, by its line; of the tracker alone, by -1."""
        found: dict[int, list[Pair]] = {}
        for pair in self.tasks:
            found.setdefault(pair.phase.line if pair.phase else -1, []).append(pair)
        return found

    def by_section(self) -> dict[int, list[Known]]:
        """The rows of each phase of the tracker, by its line, in the tracker's order."""
        found: dict[int, list[Known]] = {}
        rows = (pair.known for pair in self.tasks if pair.known is not None)
        for one in sorted(rows, key=lambda one: one.row.line):
            found.setdefault(one.section.line, []).append(one)
        return found


def matched(plan: Plan, tracker: Tracker, words: Words) -> Matched:
    """Phases and tasks of both: by id and title, then by title, then by id alone."""
    phases = _phases(plan, tracker, words)
    home = {own.line: one.number for one, own in phases if one and own}
    tasks = [_Task(phase, task, title_key(task.title)) for phase, task in plan.tasks()]
    rows = [
        _Row(one, home.get(one.section.line), title_key(one.titled.title))
        for one in known(tracker, words)
    ]
    found = paired(
        tasks,
        rows,
        (
            (lambda one: (one.task.id, one.title), lambda one: (one.known.name, one.title)),
            (lambda one: (one.phase.number, one.title), lambda one: (one.home, one.title)),
            (lambda one: one.title, lambda one: one.title),
            (lambda one: one.task.id, lambda one: one.known.name),
        ),
    )
    pairs = [
        Pair(one.phase, one.task, own.known if own else None)
        for one, own in zip(tasks, found, strict=True)
    ]
    taken = {own.known.row.line for own in found if own}
    pairs += [Pair(None, None, one.known) for one in rows if one.known.row.line not in taken]
    return Matched(phases, tuple(pairs))


class _Task(NamedTuple):
    phase: PlannedPhase
    task: PlannedTask
    title: str


class _Row(NamedTuple):
    """``home`` is the number that the plan gives the row's phase; None where it has none."""

    known: Known
    home: int | None
    title: str


def _phases(
    plan: Plan, tracker: Tracker, words: Words
) -> tuple[tuple[PlannedPhase | None, Section | None], ...]:
    def title(section: Section) -> str:
        return title_key(words.titled(section.title).title)

    found = paired(
        plan.phases,
        tracker.sections,
        (
            (
                lambda one: (one.number, title_key(one.title)),
                lambda one: (one.number, title(one)),
            ),
            (lambda one: title_key(one.title), title),
            (lambda one: one.number, lambda one: one.number),
        ),
    )
    taken = {own.line for own in found if own}
    rest = (one for one in tracker.sections if one.line not in taken)
    return (*zip(plan.phases, found, strict=True), *((None, one) for one in rest))


def known(tracker: Tracker, words: Words) -> Iterator[Known]:
    """Every task of a tracker as a plan would call it; of those with one id the first."""
    seen: set[str] = set()
    for section, row in tracker.rows():
        if row.id in seen:
            continue
        seen.add(row.id)
        titled = words.titled(row.title)
        called = labelled(titled.title, words)
        if called is not None:
            titled = titled._replace(title=called[1])
        by_title = (
            goes_by_title(row.id, row.title, section.title)
            and split_name(row.title, words.lexicon)[0] != row.title
        )
        name = called[0] if called else "" if by_title else row.id
        yield Known(row, section, name, titled)


def title_key(title: str) -> str:
    """What two titles have in common that are one."""
    return folded(title)


def differ(title: str, other: str) -> bool:
    """Whether two titles are not one; an aside that only one has, such as (2 weeks), says nothing.

    >>> differ("Maps", "maps (2 weeks)"), differ("Maps (1 of 2)", "Maps (2 of 2)")
    (False, True)
    """
    one, two = title_key(title), title_key(other)
    return one not in {two, _ASIDE.sub("", two)} and _ASIDE.sub("", one) != two


def paired(
    these: Sequence[A],
    those: Sequence[B],
    keys: Iterable[tuple[Callable[[A], Hashable], Callable[[B], Hashable]]],
) -> list[B | None]:
    """For each of these the one of those with the same key, which no other on its side has.

    Args:
        these: some things.
        those: others.
        keys: what is compared, the surest first; who is paired already takes no part.
    """
    found: list[B | None] = [None] * len(these)
    free = dict(enumerate(those))
    for this_key, that_key in keys:
        open_ = {i: this_key(one) for i, one in enumerate(these) if found[i] is None}
        there = {j: that_key(one) for j, one in free.items()}
        single = _single(there)
        for key, i in _single(open_).items():
            if key and key in single:
                found[i] = free.pop(single[key])
    return found


def _single(keys: Mapping[int, Hashable]) -> dict[Hashable, int]:
    """Where each key stands that stands at one place alone."""
    times = Counter(keys.values())
    return {key: place for place, key in keys.items() if times[key] == 1}
