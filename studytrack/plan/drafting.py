"""The edits that make a tracker follow its plan: nothing that stands there is taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.markdown import blocks, tables
from studytrack.markdown.spans import Edit, Span
from studytrack.plan import places
from studytrack.plan.additions import Manners, line_of
from studytrack.plan.amending import phase_edits, row_edits
from studytrack.plan.comparing import is_renumbered
from studytrack.plan.efforts import usual_efforts
from studytrack.plan.matching import matched
from studytrack.plan.new_phase import lines_of
from studytrack.plan.words import words
from studytrack.tracker.lexicon import Role
from studytrack.tracker.phases import Headings
from studytrack.tracker.shape import TableRow
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from studytrack.plan.matching import Known, Matched, Pair
    from studytrack.plan.model import Plan, PlannedPhase, PlannedTask
    from studytrack.tracker.shape import Section, Tracker

_Inserted = tuple[int, str]
"""Where a text goes, and the text."""


class Draft(NamedTuple):
    """What is to be written, and how.

    Attributes:
        found: plan and tracker, side by side.
        manners: how the tracker writes.
        rows: the rows of each phase of the tracker, by its line.
        ids: the ids that rows get, by their lines.
        added: the tasks that are new, each with the id that it gets, by their lines in the plan.
    """

    tracker: Tracker
    found: Matched
    manners: Manners
    rows: Mapping[int, Sequence[Known]]
    ids: Mapping[int, str]
    added: Mapping[int, PlannedTask]

    @classmethod
    def of(cls, plan: Plan, tracker: Tracker) -> Draft:
        """The draft for a plan."""
        known = words(plan.language, tracker.dialect.locale.name)
        found = matched(plan, tracker, known)
        named = [bool(pair.known.name) for pair in found.tasks if pair.known]
        manners = Manners(
            tracker,
            blocks.read(tracker.text),
            known,
            sum(named) * 2 >= len(named),
            usual_efforts(_efforts(tracker), known.lexicon.units),
        )
        ids = _ids(found)
        added = _added(found, ids, manners.named)
        return cls(tracker, found, manners, found.by_section(), ids, added)

    def edits(self) -> list[Edit]:
        """Everything that is to be written, in no order."""
        edits = [edit for pair in self.found.tasks for edit in self._amended(pair)]
        for phase, section in self.found.phases:
            if phase is not None and section is not None:
                edits += phase_edits(phase, section, self.manners)
        inserted: dict[int, list[str]] = {}
        for at, text in self._inserted():
            inserted.setdefault(at, []).append(text)
        return edits + [Edit(Span(at, at), "".join(texts)) for at, texts in inserted.items()]

    def _amended(self, pair: Pair) -> list[Edit]:
        if pair.task is None or pair.known is None:
            return []
        name = self.ids.get(pair.known.row.line)
        return row_edits(pair.task, pair.known, name, self.manners)

    def _inserted(self) -> Iterator[_Inserted]:
        """New tasks and phases, each behind the one before it in the plan."""
        pairs = self.found.by_phase()
        home: Section | None = None
        numbers = self._numbers()
        for phase, section in self.found.phases:
            if phase is not None and section is not None:
                yield from self._tasks(pairs.get(phase.line, ()), section)
                home = section
            elif phase is not None and phase.number not in numbers:
                yield from self._phase(phase, home)

    def _tasks(self, pairs: Sequence[Pair], home: Section) -> Iterator[_Inserted]:
        own = self.rows.get(home.line, ())
        before: Known | None = None
        place = 0
        for pair in pairs if own else ():
            if pair.known is not None and pair.known.section is home:
                before, place = pair.known, 0
            task = self.added.get(pair.task.line) if pair.task and not pair.known else None
            if task is None:
                continue
            place += before is not None
            line = line_of(task, before or own[0], self.manners, place)
            if line is not None:
                put = places.behind if before else places.first
                yield put(before or own[0], line, self.manners.document)

    def _phase(self, phase: PlannedPhase, home: Section | None) -> Iterator[_Inserted]:
        like = self._like(home)
        tasks = [self.added[task.line] for task in phase.tasks if task.line in self.added]
        if like is None or len(tasks) < len(phase.tasks):
            return
        whole = phase._replace(tasks=tuple(tasks))
        lines = lines_of(whole, like, self.rows[like.line][0], self.manners)
        if lines is not None:
            yield places.phase(home, lines, self.manners)

    def _like(self, home: Section | None) -> Section | None:
        """The phase whose manner a new one has: it says most, and stands nearest."""
        here = home.line if home else 0

        def shows(one: Section) -> tuple[int, int]:
            said = sum(slot.stated and not slot.malformed for slot in one.slots.values())
            return said, -abs(one.line - here)

        known = (one for one in self.tracker.sections if one.line in self.rows and one.line)
        return max(known, key=shows, default=None)

    def _numbers(self) -> frozenset[int]:
        """The numbers of all headings: a phase without tasks is there, though it is none yet."""
        outline = Headings(self.manners.document, self.manners.words.lexicon)
        found = (outline.read(heading) for heading in outline.all)
        return frozenset(one.number for one in found if one.number is not None and one.word)


def _efforts(tracker: Tracker) -> Iterator[str]:
    """The estimates of a tracker's tasks, as they are written."""
    for _, row in tracker.rows():
        if isinstance(row.place, TableRow):
            column = row.place.roles.get(Role.ESTIMATE, len(row.place.row.pieces))
            if column < len(row.place.row.pieces):
                yield tables.unescape(row.place.row.content(column))


def _ids(found: Matched) -> dict[int, str]:
    """The ids that rows get: none that another row keeps, which the plan has no more."""
    wanted = {
        pair.known.row.line: pair.task.id
        for pair in found.tasks
        if pair.task and pair.known and is_renumbered(pair.task, pair.known)
    }
    names = {pair.known.row.line: pair.known.row.id for pair in found.tasks if pair.known}
    blocked = [line for line in names if line not in wanted]
    by_id = {name: line for line, name in wanted.items()}
    while blocked:
        loser = by_id.get(names[blocked.pop()])
        if loser in wanted:
            del wanted[loser]
            blocked.append(loser)
    return wanted


def _added(found: Matched, ids: Mapping[int, str], named: bool) -> dict[int, PlannedTask]:
    """The new tasks whose ids are free; one that the plan gives no id has the next of its phase."""
    taken = {ids.get(pair.known.row.line, pair.known.row.id) for pair in found.tasks if pair.known}
    added: dict[int, PlannedTask] = {}
    for pair in found.tasks:
        if pair.task is None or pair.known is not None or pair.phase is None:
            continue
        name, place = pair.task.id, 0
        while named and not pair.task.named and name in taken:
            place += 1
            name = f"{pair.phase.number}.{place}"
        if name not in taken or not named:
            taken.add(name)
            added[pair.task.line] = pair.task._replace(id=name)
    return added
