"""What phrases count: those with a total tell it, and others near them count of the same."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from studytrack.terms import Status
from studytrack.tracker.claims.forms import Bar, Hours, Number, Percent
from studytrack.tracker.claims.outline import WHOLE
from studytrack.tracker.claims.scopes import Claim, Counting, Measure, Scopes
from studytrack.tracker.lexicon import folded
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from studytrack.markdown.tables import Row, Table
    from studytrack.tracker.claims.labels import Labels
    from studytrack.tracker.claims.outline import Part
    from studytrack.tracker.claims.phrases import Phrase
    from studytrack.tracker.claims.states import States

_COUNTER = 2
"""Letters of a word behind a number that only counts, such as 个."""


class Spoken(NamedTuple):
    """A phrase, and what it speaks of.

    Attributes:
        line: from 0.
        named: whether its label says so.
        status: what it counts; None where it announces no progress.
    """

    line: int
    phrase: Phrase
    scope: Part
    named: bool
    status: Status | None
    cell: tuple[Table, Row, int] | None = None

    def claim(self, measures: tuple[Measure, ...], *, sure: bool = True) -> Claim:
        """The claim that it counts one of these."""
        phrase = self.phrase
        return Claim(self.line + 1, phrase.span, phrase.forms, measures, sure, self.cell)


class Meanings:
    """Tells what the phrases of one tracker count.

    Args:
        scopes: finds what there are so many of.
        labels: knows what labels announce.
        states: knows the tracker's words for statuses.
        mean: what a table says of phases on the average, some of which have no tasks here.
    """

    def __init__(
        self, scopes: Scopes, labels: Labels, states: States, mean: Measure | None
    ) -> None:
        self._scopes = scopes
        self._outline = scopes.outline
        self._labels = labels
        self._states = states
        self._mean = mean
        self._near: dict[int, Measure] = {}
        self._counted = Counter[tuple[int, Status]]()

    def claims(self, spoken: Iterable[Spoken]) -> Iterator[Claim]:
        """The claims that phrases make."""
        alone = []
        for one in spoken:
            if one.phrase.whole is not None:
                yield self._fraction(one)
            else:
                alone.append(one)
        self._counted.update(
            (self._place(one), one.status)
            for one in alone
            if one.status and isinstance(one.phrase.forms[0], Number)
        )
        for one in alone:
            yield from self._alone(one)

    def _fraction(self, spoken: Spoken) -> Claim:
        phrase, status = spoken.phrase, spoken.status
        forms = tuple(form for form in phrase.forms if not isinstance(form, Hours))
        spoken = spoken._replace(phrase=phrase._replace(forms=forms))
        found = self._total(spoken) if status is not None else None
        if found is None or status is None:
            return spoken.claim(())
        found = found._replace(status=status)
        if spoken.cell is None and found.counting is not Counting.CREDITED:
            self._near.setdefault(self._place(spoken), found)
        return spoken.claim((found,))

    def _total(self, spoken: Spoken) -> Measure | None:
        """What there are as many of as the phrase says."""
        phrase, scope = spoken.phrase, spoken.scope
        if phrase.whole is None:
            return None
        if self._labels.is_hour(phrase.unit):
            return self._scopes.credited(scope, phrase.whole)
        unit = phrase.unit or folded(phrase.label)
        return self._scopes.counted(scope, phrase.whole, unit, named=spoken.named)

    def _alone(self, spoken: Spoken) -> Iterator[Claim]:
        """What a percentage, a number or a time says without a total."""
        match spoken.phrase.forms:
            case (Hours(),):
                yield from self._hours(spoken)
            case (Number(),):
                yield from self._number(spoken)
            case (Percent(), *_) | (Bar(), _, *_) if spoken.status is Status.DONE:
                yield self._share(spoken)

    def _number(self, spoken: Spoken) -> Iterator[Claim]:
        """A count behind a status, unless two labels have the same: *in progress* and *stuck*."""
        place, status = self._place(spoken), self._states.named(spoken.phrase.label)
        near = self._near.get(place)
        plain = len(spoken.phrase.unit) <= _COUNTER
        if near and status and plain and self._counted[place, status] == 1:
            yield spoken.claim((near._replace(status=status),))

    def _share(self, spoken: Spoken) -> Claim:
        """What a percentage may count.

        Where some phases have no tasks in the text, that of the whole is the mean of them, and
        nobody knows whether that of one phase is of its own tasks or of all there are.
        """
        near = self._near.get(self._place(spoken))
        own = spoken.named or spoken.cell is not None
        if near is not None and near.status is Status.DONE and not own:
            return spoken.claim((near,))
        if self._mean is None:
            return spoken.claim(self._scopes.share(spoken.scope))
        if own:
            both = (*self._scopes.share(spoken.scope), *self._scopes.share(WHOLE))
            return spoken.claim(tuple(dict.fromkeys(both)), sure=False)
        if self._outline.is_all(self._outline.around(spoken.line)):
            return spoken.claim((self._mean,))
        return spoken.claim(self._scopes.share(spoken.scope))

    def _hours(self, spoken: Spoken) -> Iterator[Claim]:
        label = spoken.phrase.label
        if spoken.cell is not None:
            return
        if self._labels.is_spent(label) and self._has_tasks(spoken):
            own = self._outline.above(spoken.line)
            yield spoken.claim((self._scopes.measure(Counting.SPENT, own),))
            return
        kinds = self._labels.hours(label)
        found = tuple(self._scopes.measure(kind, spoken.scope) for kind in kinds)
        if found:
            yield spoken.claim(found, sure=len(found) == 1)

    def _has_tasks(self, spoken: Spoken) -> bool:
        """Whether tasks stand under the nearest heading."""
        return self._outline.size(self._outline.above(spoken.line)) > 0

    def _place(self, spoken: Spoken) -> int:
        """The nearest heading."""
        return self._outline.above(spoken.line).first
