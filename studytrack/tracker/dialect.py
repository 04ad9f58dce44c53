"""How one tracker writes: its markers and words, dates, hours, links and blanks.

Everything here is learned from the file itself; a locale fills in what the file does not show.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

from studytrack.markdown import inline, tables
from studytrack.terms import FieldName, Status
from studytrack.tracker.cells import CellReader
from studytrack.tracker.dated import usual_manners
from studytrack.tracker.statuses import box_texts, mark_texts, status_texts
from studytrack.tuples import NamedTuple
from studytrack.values import usual_hours, usual_point, usual_style

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, timedelta

    from studytrack.locales import Locale
    from studytrack.tracker.legend import Legend
    from studytrack.tracker.lexicon import Lexicon
    from studytrack.tracker.shape import Row, Slot
    from studytrack.values import DateStyle, HoursStyle


class Manner(Enum):
    """How a status is written: in a table's cell, as a box, by a marker alone, or in words."""

    CELL = "cell"
    BOX = "box"
    MARK = "mark"
    WORDS = "words"


class LinkManner(NamedTuple):
    """How a notes cell links to a note: ``，`` + ``笔记见 `` + ``[3.4](./phase3/3.4-x.md)``."""

    join: str
    lead: str
    label: str
    prefix: str

    def write(self, task: str, title: str, path: str) -> str:
        """The link to the note at this path, relative to the tracker's folder."""
        stem = posixpath.splitext(posixpath.basename(path))[0]
        label = {"{id}": task, "{title}": title, "{stem}": stem}.get(self.label, self.label)
        return self.lead + inline.link(label, self.prefix + path)


class Dialect:
    """The manner of one tracker: each part is learned when somebody is about to write so."""

    def __init__(
        self,
        text: str,
        rows: Sequence[Row],
        slots: Sequence[Slot],
        legend: Legend,
        lexicon: Lexicon,
        locale: Locale,
    ) -> None:
        self.legend = legend
        self.lexicon = lexicon
        self.locale = locale
        self._text = text
        self._rows = rows
        self._slots = slots

    @cached_property
    def statuses(self) -> Mapping[Status, str]:
        """How the cells of tables have each status."""
        return status_texts(self._states(Manner.CELL), self.legend, self.locale, self.lexicon)

    @cached_property
    def items(self) -> Mapping[Manner, Mapping[Status, str]]:
        """How lists have each status."""
        legend, words, locale = self.legend, self.lexicon, self.locale
        return {
            Manner.BOX: box_texts(self._states(Manner.BOX), legend, words),
            Manner.MARK: mark_texts(self._states(Manner.MARK), legend, locale, words),
            Manner.WORDS: mark_texts(self._states(Manner.WORDS), legend, locale, words),
        }

    def _states(self, manner: Manner) -> list[tuple[Status, str]]:
        """The statuses that are written in a manner, each with its text."""
        return [
            (row.status, row.texts[FieldName.STATUS])
            for row in self._rows
            if row.status is not None
            and row.place.manner is manner
            and FieldName.STATUS in row.texts
        ]

    @cached_property
    def dated(self) -> Mapping[Status, str]:
        """How a status is written with its date beside it, ``{}`` where the date stands."""
        reader = CellReader(self.legend, self.lexicon)
        return usual_manners(
            (row.status, reader.dated(row.texts[FieldName.STATUS]))
            for row in self._rows
            if row.status is Status.DONE and FieldName.FINISHED not in row.fields
        )

    @cached_property
    def dates(self) -> DateStyle:
        """How dates are written."""
        found = (day for row in self._rows for day in (row.started, row.finished))
        return usual_style(day for day in found if day is not None)

    @cached_property
    def link(self) -> LinkManner:
        """How notes are linked to."""
        cells = (
            (row.id, row.title, row.texts[FieldName.NOTES])
            for row in self._rows
            if FieldName.NOTES in row.texts
        )
        return link_manner(cells, self.locale)

    @cached_property
    def blank(self) -> str:
        """What stands for a value that is still to come."""
        return usual_blank(self._text, self._slots)

    @cached_property
    def hours(self) -> HoursStyle:
        """How cells write time spent; a zero stands there from the beginning and shows nothing."""
        told = (row.texts[FieldName.ACTUAL] for row in self._rows if row.actual)
        usual = usual_hours(map(tables.unescape, told), self.lexicon.units)
        return usual._replace(point=usual_point(self._text, self.lexicon.units))

    def date(self, day: date) -> str:
        """A date as this tracker writes it."""
        return self.dates.write(day, self.lexicon.months)

    def state(self, status: Status, manner: Manner) -> str:
        """A status as this tracker has it in its tables, or in its lists."""
        return self.items.get(manner, self.statuses)[status]

    def cell_hours(self, spent: timedelta) -> str:
        """Hours as a cell of this tracker has them."""
        return self.hours.write(spent)

    def reason(self, reason: str) -> str:
        """A reason for skipping, as a notes cell says it."""
        return self.locale.writing["skip"].format(reason=reason)


SENTENCE_ENDS = "。！？.!?"
"""What ends words so that nothing but a blank parts them from what follows."""


def link_manner(cells: Iterable[tuple[str, str, str]], locale: Locale) -> LinkManner:
    """How most notes cells link: from ``(id, title, cell)`` of every row."""
    votes = Counter[LinkManner]()
    joins = Counter[str]()
    usual = locale.writing["link"].partition("[")[0]
    for task, title, cell in cells:
        links = inline.links(cell) if "](" in cell else ()
        if not links or not links[-1].path.lower().endswith(".md"):
            continue
        last = links[-1]
        before = cell[: last.span.start]
        cut = re.search(
            r"(?P<join>[，,;；。、][ ]?|\s)?(?P<lead>[^，,;；。、.!?！？|\[\]()]{0,24})$", before
        )
        join, lead = (cut["join"] or "", cut["lead"]) if cut else ("", "")
        if usual and lead.endswith(usual):  # what stands before that are words of the learner
            lead, join = usual, " " if lead != usual else join
        words = before[: len(before) - len(join) - len(lead)].strip()
        if words and (join.strip() or words[-1] not in SENTENCE_ENDS):
            joins[join] += 1
        prefix = "./" if last.target.startswith("./") else ""
        votes[LinkManner("", lead, _label(last, task, title), prefix)] += 1
    shown, times = votes.most_common(1)[0] if votes else (None, 0)
    join = joins.most_common(1)[0][0] if joins else locale.writing["join"]
    if shown is not None:
        # A label that stands once is that note's own name, not a manner.
        own = times == 1 and not shown.label.startswith("{")
        return LinkManner(join, shown.lead, "{id}" if own else shown.label, shown.prefix)
    return LinkManner(join, usual, "{id}", "./")


def _label(link: inline.Link, task: str, title: str) -> str:
    stem = posixpath.splitext(posixpath.basename(link.path))[0]
    known = {task: "{id}", title: "{title}", stem: "{stem}"}
    return known.get(link.label, link.label)


def usual_blank(text: str, found: Iterable[Slot]) -> str:
    """What stands for a value that is still to come; six underscores where nothing shows it."""
    votes = Counter(slot.span.of(text) for slot in found if slot.value is None and slot.stated)
    shown = [
        (times, blank) for blank, times in votes.items() if set(blank) <= {"_", "＿"} and blank
    ]
    return max(shown)[1] if shown else "______"
