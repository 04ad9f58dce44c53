"""Which file of a study may be its tracker, where no config says it: light, as hooks need it."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING

from studytrack import locales
from studytrack.errors import NoTasksError, TrackerError
from studytrack.markdown.blocks import split_lines
from studytrack.patterns import pattern
from studytrack.terms import Status
from studytrack.tracker.dialect import Manner
from studytrack.tracker.lexicon import Role
from studytrack.tracker.reading import read
from studytrack.tracker.shape import Item
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from studytrack.tracker.shape import Tracker

LARGEST_TRACKER = 8 << 20
"""Bytes; a tracker is written by hand, and the real ones have less than 20,000."""


FEWEST_ITEMS = 3
"""A list with fewer items to tick is no plan, unless they have ids and the file's name says so."""

_FORMS = frozenset(
    {
        "changelog",
        "code_of_conduct",
        "contributing",
        "governance",
        "issue_template",
        "pull_request_template",
        "releasing",
        "security",
        "support",
    }
)
"""https://docs.github.com/communities/setting-up-your-project-for-healthy-contributions"""

_MOST_REFUSALS = 3
_MOST_LOOKED_AT = 20

_ITEM_BEGINS = rb"^[ \t]*+(?:[-*+]|[0-9]{1,9}[.)])[ \t]++\[[ xX]\][ \t]"
_ITEM = pattern(_ITEM_BEGINS, re.MULTILINE)
_WITH_ID = pattern(_ITEM_BEGINS + rb"[*_`]{0,3}[0-9]", re.MULTILINE)


class Strength(IntEnum):
    """How sure it is that a file is a tracker."""

    FEW = 0
    WEAK = 1
    LISTS = 2
    TABLES = 3


class Candidate(NamedTuple):
    """A file that may be the tracker."""

    path: str
    tracker: Tracker
    strength: Strength

    @property
    def reason(self) -> str:
        """Why it may be: what was found in it."""
        phases, tasks = len(self.tracker.sections), len(list(self.tracker.rows()))
        return f"{self.path} ({_counted(phases, 'phase')}, {_counted(tasks, 'task')})"


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def find_tracker(contents: Sequence[tuple[str, bytes | str]], folder: str) -> Candidate:
    """The one file that can be the tracker.

    Args:
        contents: files of the repository; a word in the place of bytes that cannot be read.
        folder: the study's folder.

    Raises:
        TrackerError: there is none, or more than one; each is named with the reason.
    """
    found = candidates(contents, folder)
    most = max((one.strength for one in found), default=Strength.FEW)
    strong = [one for one in found if one.strength is most]
    if not strong:
        whys = "".join(f"; {path}: {why.found}" for path, why in refusals(contents, folder))
        raise TrackerError(
            "no tracker here: no Markdown file has a table with a task and a status column, or "
            f"a list of tasks to tick with ids or phases{whys}; "
            "name one in studytrack.toml, or make one with studytrack init"
        )
    if len(strong) > 1:
        names = ", ".join(one.reason for one in strong[:8])
        raise TrackerError(
            f"several files may be the tracker: {names}; say studytrack init FILE, "
            "or for its history studytrack story FILE"
        )
    return strong[0]


def candidates(contents: Iterable[tuple[str, bytes | str]], folder: str) -> list[Candidate]:
    """Every file that may be the tracker, by its path.

    A table is *strong* with ids, or a column for dates, estimates or notes, and more than
    phases; a list of a few items with ids, or in phases, stands behind every such table, and
    a shorter one in a file that is called a tracker behind everything else.
    """
    hint = _status_headers()
    found = []
    for path, data in contents:
        inside = not folder or path.startswith(f"{folder}/")
        if not inside or isinstance(data, str):
            continue
        text = data.decode("utf-8", "replace")
        listed = _items(path, data) + _marked(path, text) >= FEWEST_ITEMS
        plain = unicodedata.normalize("NFC", text)
        tabled = b"|" in data and hint.search(plain) is not None
        if not (listed or tabled or _is_begun(path, data)):
            continue
        try:
            tracker = read(text)
        except TrackerError:
            continue
        candidate = _candidate(path, tracker, Strength.LISTS if listed or tabled else Strength.FEW)
        if candidate is not None:
            found.append(candidate)
    return sorted(found, key=lambda one: one.path)


def refusals(
    contents: Iterable[tuple[str, bytes | str]], folder: str
) -> list[tuple[str, NoTasksError]]:
    """A few files that look like trackers and are none, with the reason: the outermost first."""
    found: list[tuple[str, NoTasksError]] = []
    looked_at = 0
    for path, data in sorted(contents, key=lambda one: (one[0].count("/"), one[0])):
        inside = not folder or path.startswith(f"{folder}/")
        if not inside or path.startswith(".") or isinstance(data, str):
            continue
        if looked_at == _MOST_LOOKED_AT or len(found) == _MOST_REFUSALS:
            break
        looked_at += 1
        try:
            read(data.decode("utf-8", "replace"))
        except NoTasksError as error:
            found += [(path, error)] if error.found else []
    return found


def list_of_tasks(contents: Iterable[tuple[str, bytes | str]]) -> str | None:
    """The path of the file with most items to tick, if it has a few: a tracker of another shape.

    Hidden folders hold forms of the repository's host, not plans.
    """
    counts = {path: _items(path, data) for path, data in contents if isinstance(data, bytes)}
    longest = max(counts, key=lambda path: counts[path], default=None)
    return longest if longest is not None and counts[longest] >= FEWEST_ITEMS else None


def _items(path: str, data: bytes) -> int:
    return 0 if _is_form(path) else len(_ITEM.findall(data))


def _marked(path: str, text: str) -> int:
    """How many list items and headings have a marker, or end in the words of a status."""
    return 0 if _is_form(path) else len(_markers().findall(text))


def _is_form(path: str) -> bool:
    """Whether a file is one of GitHub's own, whose lists are forms and rules."""
    stem = posixpath.splitext(posixpath.basename(path))[0].casefold()
    return path.startswith(".") or stem in _FORMS


@cache
def _markers() -> re.Pattern[str]:
    common = list(map(locales.load, locales.COMMON))  # the others have the same markers
    every = {marker for one in common for own in one.markers.values() for marker in own}
    words = {word for one in common for own in one.words.values() for word in own}
    emoji = "|".join(re.escape(marker) for marker in sorted(every) if not marker.isascii())
    named = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(
        rf"^(?:#{{2,6}}|[-*+]) [^\r\n]{{0,200}}?"
        rf"(?:{emoji}|(?:[-–—:：|·] ?|[(（\[【])(?:{named})[)）\]】]?[ \t]*\r?$)",
        re.MULTILINE | re.IGNORECASE,
    )


def _status_headers() -> re.Pattern[str]:
    """What a table with a status has: a word of its header, or a box or a tick in a cell."""
    words = [word for one in locales.languages() for word in one.status]
    common = list(map(locales.load, locales.COMMON))
    marks = {mark for one in common for own in one.markers.values() for mark in own}
    answers = {word for one in common for own in one.answers.values() for word in own}
    cells = "|".join(map(re.escape, sorted(marks | answers)))
    headers = "|".join(map(re.escape, words))
    return re.compile(rf"{headers}|\|[ \t]*(?:{cells})[ \t]*(?:\||$)", re.IGNORECASE | re.MULTILINE)


def _is_begun(path: str, data: bytes) -> bool:
    """Whether a file with an id behind a box is called as a new tracker is in some language."""
    if _WITH_ID.search(data) is None:
        return False
    stem = unicodedata.normalize("NFC", posixpath.basename(path)).casefold()
    names = (one.writing["scaffold-name"] for one in locales.every())
    return any(posixpath.splitext(name)[0].casefold() in stem for name in names)


def _candidate(path: str, tracker: Tracker, as_list: Strength) -> Candidate | None:
    """The tracker, if most of its rows have a status that is known.

    Args:
        path: its file.
        tracker: what was read of it.
        as_list: how sure it is of a list, whose items have ids or stand in phases.
    """
    rows = [row for _, row in tracker.rows()]
    known = [row for row in rows if isinstance(row.status, Status)]
    if not rows or len(known) * 2 < len(rows):
        return None
    if all(isinstance(row.place, Item) for row in rows):
        boxed = any(row.place.manner is Manner.BOX for row in rows)
        named = any(row.title not in row.id for row in rows)
        told = boxed or tracker.dialect.legend.markers or _are_numbered(tracker)
        listed = named or (told and len(tracker.sections) > 1)
        return Candidate(path, tracker, as_list) if listed else None
    strong = any(row.id != row.title or len(row.fields) > 1 for row in rows)
    strong = strong and not _repeats_phases(tracker)
    return Candidate(path, tracker, Strength.TABLES if strong else Strength.WEAK)


def _are_numbered(tracker: Tracker) -> bool:
    """Whether most of its phases have a number in their heading: weeks, modules."""
    words, lines = tracker.dialect.lexicon, split_lines(tracker.text)
    headings = [lines[one.line - 1].of(tracker.text) for one in tracker.sections if one.line > 0]
    numbered = [one for one in headings if words.heading(one.strip("# \t")).number is not None]
    return len(numbered) * 2 > len(tracker.sections)


def _repeats_phases(tracker: Tracker) -> bool:
    """Whether its tables begin with phases, as an overview of another file's tasks does."""
    headers = {next(row.place.headers(), "") for _, row in tracker.rows()}
    found = [tracker.dialect.lexicon.role(header) for header in headers]
    return all(role is not None and role[0] is Role.PHASE for role in found)
