"""Completion criteria: which one some words mean, and which of them records confirm."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

from studytrack.records import Criterion
from studytrack.spelling import NEAREST, alike
from studytrack.terms import Finding
from studytrack.tuples import NamedTuple
from studytrack.wording import compared

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from studytrack.fold.effect import Entry

CriterionName = tuple[int, str]
"""A criterion's phase and its words as they are compared, however lists are ordered."""

_LONGEST = 60
_LAST = chr(0x10FFFF)


class Meant(NamedTuple):
    """What some words mean among a phase's criteria.

    Attributes:
        text: the criterion as it is stated; None where none, or more than one, begins so.
        near: those that may be meant then, a few of them.
        several: whether more than one begins so.
    """

    text: str | None
    near: tuple[str, ...] = ()
    several: bool = False


class Criteria(NamedTuple):
    """A phase's criteria, ready to be looked up.

    Attributes:
        names: their words as they are compared, sorted.
        texts: how each is stated, in the tracker's order.
    """

    names: Sequence[str]
    texts: Mapping[str, str]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Criteria:
        """Those that are stated so; of two with the same words the first."""
        found: dict[str, str] = {}
        for text in texts:
            found.setdefault(compared(text), text)
        return cls(sorted(found), found)

    def meant(self, words: str) -> Meant:
        """The criterion that these are the words of, else the only one that begins with them."""
        name = compared(words)
        if name in self.texts:
            return Meant(self.texts[name])
        first = bisect_left(self.names, name)
        last = bisect_left(self.names, name + _LAST, first)
        if name and last - first == 1:
            return Meant(self.texts[self.names[first]])
        if name and last > first:
            found = self.names[first : min(last, first + NEAREST)]
            return Meant(None, tuple(map(self.texts.__getitem__, found)), several=True)
        return Meant(None, self._near(name))

    def _near(self, name: str) -> tuple[str, ...]:
        """Those that look like it among its neighbours in the alphabet, else the first stated."""
        found = alike(name, self.names, _LONGEST) or [*self.texts][:NEAREST]
        return tuple(self.texts[one] for one in found)


def criterion_of(criteria: Iterable[str], words: str) -> Meant:
    """Which of a phase's criteria some words mean, as ``Study-Criterion`` has it.

    >>> criterion_of(["can explain prefill", "can run it"], "Can explain").text
    'can explain prefill'
    >>> criterion_of(["can explain prefill", "can run it"], "can").near
    ('can explain prefill', 'can run it')
    """
    return Criteria.of(criteria).meant(words)


class Confirmation(NamedTuple):
    """A criterion that a record, effective or taken back, ever confirmed.

    Attributes:
        met: whether it is met: by a record that counts, or by the baseline's own tick.
        on: the day of the first record that counts.
        behind: the records, oldest first, taken back or not.
    """

    met: bool
    on: date | None
    behind: tuple[Entry, ...]


def confirmations(
    entries: Iterable[Entry],
    stated: Mapping[int, Iterable[str]],
    ticked: Collection[CriterionName] = (),
) -> tuple[dict[CriterionName, Confirmation], tuple[Finding, ...]]:
    """What the records confirm, and a problem for each that counts and confirms nothing.

    Args:
        entries: the records with their effect, in the fold's order.
        stated: the criteria of each phase, as the tracker has them now.
        ticked: those that were ticked before the first record counts.
    """
    known = cache(lambda phase: Criteria.of(stated.get(phase, ())))
    behind: dict[CriterionName, list[Entry]] = {}
    findings = []
    for entry in entries:
        record = entry.record
        if not isinstance(record, Criterion):
            continue
        meant = known(record.phase).meant(record.text)
        if meant.text is not None:
            behind.setdefault((record.phase, compared(meant.text)), []).append(entry)
        elif entry.effective:
            findings.append(_unknown(record, meant))
    found = {name: _confirmation(own, before=name in ticked) for name, own in behind.items()}
    return found, tuple(findings)


def _confirmation(behind: Sequence[Entry], *, before: bool) -> Confirmation:
    counted = [entry.record.on for entry in behind if entry.effective]
    on = next((day for day in counted if day is not None), None)
    return Confirmation(before or bool(counted), on, tuple(behind))


def _unknown(record: Criterion, meant: Meant) -> Finding:
    reason = "criterion-none" if meant.near else "criterion-unstated"
    values: Mapping[str, str | int] = {
        "value": record.source.text,
        "reason": "criterion-several" if meant.several else reason,
        "criteria": " / ".join(one[:_LONGEST] for one in meant.near),
        "phase": record.phase,
    }
    return Finding("criterion-unknown", values, commit=record.source.commit, phase=record.phase)
