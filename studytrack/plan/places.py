"""Where new lines go: behind what stands before them in the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.patterns import pattern
from studytrack.tracker.phases import Headings
from studytrack.tracker.shape import TableRow

if TYPE_CHECKING:
    from studytrack.markdown.blocks import Document
    from studytrack.plan.additions import Manners
    from studytrack.plan.matching import Known
    from studytrack.tracker.shape import Section

_ENDING = pattern(r"\r\n|\r|\n")


def newline(text: str) -> str:
    """How the lines of a text end."""
    found = _ENDING.search(text)
    return found[0] if found else "\n"


def behind(known: Known, line: str, document: Document) -> tuple[int, str]:
    """Where a line goes that stands behind a task and all that belongs to it."""
    place, last = known.row.place, known.row.line - 1
    if not isinstance(place, TableRow):
        last = _last_of_item(document, max(place.lines))
    return document.lines[last].end, f"{newline(document.text)}{line}"


def first(known: Known, line: str, document: Document) -> tuple[int, str]:
    """Where a line goes that stands before all tasks of a table or a list."""
    place = known.row.place
    if isinstance(place, TableRow):
        return document.lines[place.table.first + 1].end, f"{newline(document.text)}{line}"
    return document.lines[known.row.line - 1].start, f"{line}{newline(document.text)}"


def phase(home: Section | None, lines: list[str], manners: Manners) -> tuple[int, str]:
    """Where a phase goes that stands behind another, or before all, parted from its neighbours."""
    document, end = manners.document, newline(manners.document.text)
    text = "".join(f"{line}{end}" for line in lines)
    outline = Headings(document, manners.words.lexicon)
    own = home or manners.tracker.sections[0]
    heading = next((one for one in outline.all if one.first == own.line - 1), None)
    starts = {one.line - 1 for one in manners.tracker.sections}
    line = outline.end(heading, starts) if home else own.line - 1
    if line < len(document.lines):
        parted = line == 0 or not document.line(line - 1).strip()
        return document.lines[line].start, f"{'' if parted else end}{text}{end}"
    open_ = "" if document.text.endswith(("\r", "\n")) else end
    return len(document.text), f"{open_}{end}{text}"


def _last_of_item(document: Document, line: int) -> int:
    """The last line of an item and of what is indented beneath it."""
    last = line
    for below in range(line + 1, len(document.lines)):
        text = document.line(below)
        if text.strip() and text[0] not in " \t":
            break
        last = below if text.strip() else last
    return last
