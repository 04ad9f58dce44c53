"""Ids for tasks that go by their titles: ``- [ ] Ports`` -> ``- [ ] 1.1 Ports``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from studytrack.errors import TrackerError
from studytrack.markdown import blocks, edits
from studytrack.markdown.spans import Span
from studytrack.tracker.naming import goes_by_title, split_name
from studytrack.tracker.reading import read
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from studytrack.tracker.lexicon import Lexicon
    from studytrack.tracker.shape import Row, Section, Slot, Tracker


class Numbered(NamedTuple):
    """A tracker's new text, read again, and the ids that were given, by their lines."""

    tracker: Tracker
    ids: Mapping[int, str]


def numbered(tracker: Tracker) -> Numbered:
    """The tracker in which every task has an id: its phase's number and its place in it.

    Tasks that have ids keep them, and no id is given twice.

    Raises:
        TrackerError: with ids the text would say something else of its tasks.
    """
    given = _ids(tracker)
    if not given:
        return Numbered(tracker, given)
    wanted = [row.place.named(given[row.line]) for _, row in tracker.rows() if row.line in given]
    try:
        text = edits.replace(blocks.read(tracker.text), wanted)
    except edits.EditRefused as error:
        raise TrackerError(f"{error}; no ids were written") from error
    new = read(text, tracker.dialect.locale.name)
    _verify(tracker, new, given)
    return Numbered(new, given)


def nameless(tracker: Tracker) -> Iterator[tuple[Section, Row]]:
    """The tasks without ids: they go by titles that do not begin with one of their phase's."""
    words = tracker.dialect.lexicon
    for section, row in tracker.rows():
        if goes_by_title(row.id, row.title, section.title) and not _numbers(row, section, words):
            yield section, row


def _numbers(row: Row, section: Section, words: Lexicon) -> bool:
    """Whether a title is nothing but an id, or begins with one of those that are given here."""
    own = split_name(row.title, words)[0]
    return own == row.title or re.fullmatch(rf"{section.number}\.[0-9]+", own) is not None


def _ids(tracker: Tracker) -> dict[int, str]:
    """The id of every task without one, by its line."""
    words = tracker.dialect.lexicon
    rows = [row for _, row in tracker.rows()]
    taken = {name for row in rows for name in (row.id, split_name(row.title, words)[0])}
    places = {row.line: n for one in tracker.sections for n, row in enumerate(one.rows, 1)}
    given: dict[int, str] = {}
    reached: dict[int, int] = {}
    for section, row in nameless(tracker):
        place = max(places[row.line], reached.get(section.number, 0) + 1)
        while f"{section.number}.{place}" in taken:
            place += 1
        reached[section.number] = place
        given[row.line] = f"{section.number}.{place}"
    return given


def _verify(old: Tracker, new: Tracker, given: Mapping[int, str]) -> None:
    """Nothing but the names of tasks may read otherwise than before."""
    before, after = ([row for _, row in one.rows()] for one in (old, new))
    if _around(old) != _around(new) or [*map(_said, before)] != [*map(_said, after)]:
        raise TrackerError(
            "with ids the tracker would say something else; none were written; write them by hand"
        )
    words = old.dialect.lexicon
    for was, now in zip(before, after, strict=True):
        title = f"{given[was.line]} {was.title}" if was.line in given else was.title
        if (now.id, now.title) not in {split_name(title, words), (was.id, was.title)}:
            raise TrackerError(
                f"line {was.line}: with an id this would read as another task; none were written; "
                "write them by hand"
            )


def _around(tracker: Tracker) -> object:
    """All that a tracker says of its phases and the whole study, but for the places of values."""
    phases = [
        (one.number, one.title, one.line, one.parts, len(one.rows), _values(one.slots.values()))
        for one in tracker.sections
    ]
    return phases, _values(tracker.slots)


def _values(slots: Iterable[Slot]) -> list[Slot]:
    return [slot._replace(span=Span(0, 0)) for slot in slots]


def _said(row: Row) -> object:
    """All that a row says but for its name and place."""
    return row.line, row.texts, {*row.fields}, row.status, row[7:]
