"""How one tracker writes: its markers and words, dates, hours, links and blanks.

Everything here is learned from the file itself; a locale fills in what the file does not show.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from enum import Enum
from typing import TYPE_CHECKING

from studytrack.markdown import inline
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, timedelta

    from studytrack.locales import Locale
    from studytrack.terms import Status
    from studytrack.tracker.legend import Legend
    from studytrack.tracker.lexicon import Lexicon
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


class Dialect(NamedTuple):
    """The manner of one tracker."""

    locale: Locale
    lexicon: Lexicon
    legend: Legend
    statuses: Mapping[Status, str]
    items: Mapping[Manner, Mapping[Status, str]]
    dated: Mapping[Status, str]
    dates: DateStyle
    link: LinkManner
    blank: str
    hours: HoursStyle

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
