"""Statements of progress in a tracker's text: what each counts, and where its numbers stand."""

from __future__ import annotations

from bisect import bisect_left
from fractions import Fraction
from itertools import chain
from typing import TYPE_CHECKING

from studytrack.markdown.spans import Span
from studytrack.patterns import pattern
from studytrack.terms import FieldName, Status
from studytrack.tracker.claims import tables as claim_tables
from studytrack.tracker.claims.counts import counts
from studytrack.tracker.claims.forms import Hours, State
from studytrack.tracker.claims.labels import Labels, is_total
from studytrack.tracker.claims.lines import phrases
from studytrack.tracker.claims.meanings import Meanings, Spoken
from studytrack.tracker.claims.outline import WHOLE, Part, kind_of
from studytrack.tracker.claims.places import Place, TableRows, places
from studytrack.tracker.claims.scopes import Claim, Counting, Measure, Scopes
from studytrack.tracker.claims.states import States
from studytrack.tracker.claims.words import ClaimWords, claim_words
from studytrack.tracker.lexicon import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from studytrack.markdown.tables import Row, Table
    from studytrack.tracker.claims.phrases import Phrase
    from studytrack.tracker.claims.tables import Said
    from studytrack.tracker.shape import Tracker

_DATED = pattern(r"[0-9]{4}[-/.年][ ]?[0-9]{1,2}|[0-9]{1,2}[-/.月][0-9]{1,2}")
_LABEL = pattern(r"[^:：]{1,24}[:：]")


def find(tracker: Tracker) -> tuple[Claim, ...]:
    """Every claim of a tracker, in no order."""
    lines, rows = places(tracker)
    words = claim_words(tracker.dialect.lexicon)
    found = [claim for one in rows for claim in claim_tables.groups(one, words)]
    rows = [one for one in rows if one.rows]
    if lines or rows:
        found += _Finder(tracker, words).claims(lines, rows)
    return tuple(found)


class _Finder:
    """One search of one tracker."""

    def __init__(self, tracker: Tracker, words: ClaimWords) -> None:
        self.text = tracker.text
        self.words = words
        self.scopes = Scopes(tracker)
        self.outline = self.scopes.outline
        self.states = States(tracker)
        self.labels = Labels(self.words, self.states, self.outline)
        self.slots = _slots(tracker)

    def claims(self, lines: Sequence[Place], rows: Sequence[TableRows]) -> Iterator[Claim]:
        """The claims of these lines and rows."""
        cells = [said for one in rows for said in self._cells(one)]
        meanings = Meanings(self.scopes, self.labels, self.states, self._mean(cells))
        yield from meanings.claims([*self._lines(lines), *self._numbers(cells)])
        yield from self._states(lines, cells)
        counted = list(counts(cells, self.scopes, self.words))
        yield from counted
        columns = {(table.first, column) for table, _, column in _cells_of(counted)}
        for one in rows:
            for claim in claim_tables.sums(self.text, one, self.words):
                # What tasks were counted in is no mere column of numbers.
                if not any((table.first, at) in columns for table, _, at in _cells_of([claim])):
                    yield claim

    def _cells(self, rows: TableRows) -> Iterator[Said]:
        return claim_tables.cells(self.text, rows, self.states, self.words)

    def _mean(self, cells: Sequence[Said]) -> Measure | None:
        """What the table says on the average that repeats phases of which some have no tasks."""
        kinds = {}
        for one in cells:
            kind = kind_of(one.label, self.words.lexicon)
            shown = None if isinstance(one.said, State) else one.said.percent
            if kind and shown and self.words.is_share(one.header):
                kinds[kind] = (one, shown.stated or Fraction(0))
        known = {kind for kind in kinds if kind.word in self.outline.words}
        missing = [kind for kind in known if self.outline.named(kinds[kind][0].label) is None]
        if not missing:
            return None
        shares = [kinds[kind][1] / 100 for kind in known]
        whole = Fraction(len(shares))
        return Measure(Counting.MEAN, "", (), whole, added=sum(shares, Fraction(0)))

    def _lines(self, lines: Sequence[Place]) -> Iterator[Spoken]:
        """The phrases of lines that announce progress, or hours."""
        for place in lines:
            if place.kind == "line" and not self._is_log(place.line):
                for phrase in phrases(self.text, place.span, self.words):
                    if self._is_free(phrase.span):
                        yield from self._spoken(place.line, phrase)

    def _is_log(self, line: int) -> bool:
        """Whether a line tells of a day or a week that has no tasks: what was true then."""
        part = self.outline.above(line)
        dated = part.kind is not None or _DATED.search(part.title) is not None
        return dated and not self.outline.size(part)

    def _is_free(self, span: Span) -> bool:
        """Whether no slot stands in a span."""
        place = bisect_left(self.slots, span.start)
        return place == len(self.slots) or self.slots[place] > span.end

    def _spoken(self, line: int, phrase: Phrase) -> Iterator[Spoken]:
        label = phrase.label
        part, status = self.outline.named(label), self.labels.status(label)
        timed = isinstance(phrase.forms[0], Hours)
        if part is not None:
            yield Spoken(line, phrase, part, True, status or Status.DONE)
        elif timed or status is not None or phrase.barred or self.labels.is_kind(label):
            scope = self.outline.around(line)
            yield Spoken(line, phrase, scope, False, None if timed else status or Status.DONE)

    def _numbers(self, cells: Sequence[Said]) -> Iterator[Spoken]:
        """The numbers of rows whose label says what they count; and of others that should."""
        for one in cells:
            said, total = one.said, is_total(one.label, self.words)
            known = self.words.is_share(one.header) or (total and one.rows.has_tasks)
            if isinstance(said, State) or not (known or said.whole or said.barred):
                continue
            part = self.outline.named(one.label)
            line, cell = one.row.line, one.cell
            if part is not None:
                yield Spoken(line, said, part, True, Status.DONE, cell)
            elif total:
                scope = self.outline.around(line) if one.rows.has_tasks else WHOLE
                yield Spoken(line, said, scope, False, Status.DONE, cell)
            elif known and said.whole and not _DATED.search(one.label):
                yield Spoken(line, said, WHOLE, True, None, cell)

    def _states(self, lines: Sequence[Place], cells: Sequence[Said]) -> Iterator[Claim]:
        """The statuses that headings, lines and rows have."""
        found: list[tuple[int, State, Part, tuple[Table, Row, int] | None]] = []
        for place in lines:
            part = self.outline.above(place.line)
            state = self._state(place) if self.outline.size(part) else None
            if state is not None:
                found.append((place.line, state, part, None))
        for one in cells:
            named = self.outline.named(one.label)
            if isinstance(one.said, State) and named is not None:
                found.append((one.row.line, one.said, named, one.cell))
        written = self.states.with_texts(state for _, state, _, _ in found)
        for line, state, part, cell in found:
            counted = self.scopes.measure(Counting.STATE, part)
            yield Claim(line + 1, state.span, (written[state],), (counted,), cell=cell)

    def _state(self, place: Place) -> State | None:
        """The status that a line is about, or that a heading ends with."""
        if place.kind == "heading":
            return self.states.ending(place.span)
        label = _LABEL.match(self.text, place.span.start, place.span.end)
        if label is None or self.words.lexicon.role(label[0].strip("*_ :：")) != (Role.STATUS, 3):
            return None
        return self.states.whole(Span(label.end(), place.span.end))


def _cells_of(found: Iterable[Claim]) -> Iterator[tuple[Table, Row, int]]:
    return (claim.cell for claim in found if claim.cell is not None)


def _slots(tracker: Tracker) -> list[int]:
    """Where slots begin that may be written: an estimate that is stated is the learner's own."""
    own = (section.slots.values() for section in tracker.sections)
    return sorted(
        slot.span.start
        for slot in chain(tracker.slots, *own)
        if slot.name is not FieldName.ESTIMATE or slot.value is None
    )
