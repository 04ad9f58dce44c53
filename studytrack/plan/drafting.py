"""The edits that make a tracker follow its plan: nothing that stands there is taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.markdown import blocks, tables
from studytrack.markdown.spans import Edit, Span
from studytrack.patterns import pattern
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
    from collections.abc import Iterator, Mapping

    from studytrack.markdown.blocks import Document
    from studytrack.plan.matching import Known, Matched, Pair
    from studytrack.plan.model import Plan, PlannedPhase, PlannedTask
    from studytrack.tracker.shape import Section, Tracker

_ENDING = pattern(r"\r\n|\r|\n")


class Draft(NamedTuple):
    """What is to be written, and where.

    Attributes:
        found: plan and tracker, side by side.
        manners: how the tracker writes.
        ids: the ids that rows get, by their lines.
        added: the tasks that are new, each with the id that it gets, by their lines in the plan.
    """

    tracker: Tracker
    found: Matched
    manners: Manners
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
        return cls(tracker, found, manners, ids, _added(found, ids, manners.named))

    def edits(self) -> list[Edit]:
        """Everything that is to be written, in no order."""
        edits = [edit for pair in self.found.tasks for edit in self._amended(pair)]
        inserted: dict[int, list[str]] = {}
        home: Section | None = None
        for phase, section in self.found.phases:
            if phase is None:
                continue
            if section is not None:
                edits += phase_edits(phase, section, self.manners)
                self._tasks(phase, section, inserted)
                home = section
            else:
                self._phase(phase, home, inserted)
        return edits + [Edit(Span(at, at), "".join(text)) for at, text in inserted.items()]

    def _amended(self, pair: Pair) -> list[Edit]:
        if pair.task is None or pair.known is None:
            return []
        name = self.ids.get(pair.known.row.line)
        return row_edits(pair.task, pair.known, name, self.manners)

    def _tasks(self, phase: PlannedPhase, home: Section, inserted: dict[int, list[str]]) -> None:
        """The new tasks of a phase that is there, each behind the one before it in the plan."""
        own = self._rows(home)
        before: Known | None = None
        place = 0
        for pair in self.found.of_phase(phase):
            if pair.known is not None:
                if pair.known.section is home:
                    before, place = pair.known, 0
                continue
            task = self.added.get(pair.task.line) if pair.task else None
            if task is None or not own:
                continue
            place += before is not None
            line = line_of(task, before or own[0], self.manners, place)
            if line is not None:
                at, text = self._behind(before, line) if before else self._first(own[0], line)
                inserted.setdefault(at, []).append(text)

    def _rows(self, section: Section) -> list[Known]:
        pairs = (pair.known for pair in self.found.tasks)
        found = [one for one in pairs if one is not None and one.section is section]
        return sorted(found, key=lambda one: one.row.line)

    def _behind(self, known: Known, line: str) -> tuple[int, str]:
        """Where a line goes that stands behind a task and all that belongs to it."""
        document = self.manners.document
        place = known.row.place
        last = known.row.line - 1
        if not isinstance(place, TableRow):
            last = _last_of_item(document, max(place.lines))
        return document.lines[last].end, f"{self._newline}{line}"

    def _first(self, known: Known, line: str) -> tuple[int, str]:
        """Where a line goes that stands before all tasks of a table or a list."""
        document, place = self.manners.document, known.row.place
        if isinstance(place, TableRow):
            return document.lines[place.table.first + 1].end, f"{self._newline}{line}"
        return document.lines[known.row.line - 1].start, f"{line}{self._newline}"

    def _phase(
        self, phase: PlannedPhase, home: Section | None, inserted: dict[int, list[str]]
    ) -> None:
        """A new phase, behind the one before it in the plan."""
        like = self._like(home)
        tasks = [self.added.get(task.line) for task in phase.tasks]
        if like is None or None in tasks or phase.number in self._numbers:
            return
        whole = phase._replace(tasks=tuple(task for task in tasks if task is not None))
        lines = lines_of(whole, like, self._rows(like)[0], self.manners)
        if lines is None:
            return
        at, before, behind = self._between(home)
        text = "".join(f"{line}{self._newline}" for line in lines)
        inserted.setdefault(at, []).append(f"{before}{text}{behind}")

    def _like(self, home: Section | None) -> Section | None:
        """The phase whose manner a new one has: it says most, and stands nearest."""
        known = [one for one in self.tracker.sections if one.line and self._rows(one)]
        here = home.line if home else 0

        def shows(one: Section) -> tuple[int, int]:
            said = sum(slot.stated and not slot.malformed for slot in one.slots.values())
            return said, -abs(one.line - here)

        return max(known, key=shows, default=None)

    def _between(self, home: Section | None) -> tuple[int, str, str]:
        """Where a phase goes that stands behind another, and what parts it from its neighbours."""
        document, newline = self.manners.document, self._newline
        outline = Headings(document, self.manners.words.lexicon)
        starts = {one.line - 1 for one in self.tracker.sections}
        own = home or self.tracker.sections[0]
        heading = next((one for one in outline.all if one.first == own.line - 1), None)
        line = outline.end(heading, starts) if home else own.line - 1
        if line < len(document.lines):
            parted = line == 0 or not document.line(line - 1).strip()
            return document.lines[line].start, "" if parted else newline, newline
        text = document.text
        open_ = "" if _ENDING.search(text, max(len(text) - 1, 0)) else newline
        return len(text), open_ + newline, ""

    @property
    def _numbers(self) -> frozenset[int]:
        """The numbers of all headings: a phase without tasks is there, though it is none yet."""
        outline = Headings(self.manners.document, self.manners.words.lexicon)
        found = (outline.read(heading) for heading in outline.all)
        return frozenset(one.number for one in found if one.number is not None and one.word)

    @property
    def _newline(self) -> str:
        found = _ENDING.search(self.tracker.text)
        return found[0] if found else "\n"


def _last_of_item(document: Document, line: int) -> int:
    """The last line of an item and of what is indented beneath it."""
    last = line
    for below in range(line + 1, len(document.lines)):
        text = document.line(below)
        if text.strip() and text[0] not in " \t":
            break
        last = below if text.strip() else last
    return last


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
    while True:
        staying = {name for line, name in names.items() if line not in wanted}
        free = {line: name for line, name in wanted.items() if name not in staying}
        if len(free) == len(wanted):
            return free
        wanted = free


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
