"""Labels: whether one announces progress, of what, or hours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.markdown.inline import plain
from studytrack.terms import FieldName, Status
from studytrack.tracker.claims.outline import same_word
from studytrack.tracker.claims.scopes import Counting
from studytrack.tracker.lexicon import Role, folded

if TYPE_CHECKING:
    from studytrack.tracker.claims.outline import Outline
    from studytrack.tracker.claims.states import States
    from studytrack.tracker.claims.words import ClaimWords


class Labels:
    """What the labels of one tracker announce."""

    def __init__(self, words: ClaimWords, states: States, outline: Outline) -> None:
        self._words = words
        self._lexicon = words.lexicon
        self._states = states
        self._outline = outline

    def status(self, label: str) -> Status | None:
        """The status of what is counted behind a label; None where it announces no progress.

        A status alone is one, unless it is a date's name too; other labels have a word for
        progress, or for done, and none for a date or an estimate.
        """
        named, role, name = self._states.named(label), self._lexicon.role(label), folded(label)
        if named is not None and role != (Role.STARTED, 3):
            return named
        if name in self._lexicon.total or self._tells_more(name):
            return None
        known = self._words.is_progress(label) or is_total(label, self._words)
        return Status.DONE if known or self._lexicon.status(label) is Status.DONE else None

    def _tells_more(self, name: str) -> bool:
        """Whether a label has a word for a date or an estimate, and not just a status's."""
        found = (folded(word[0]) for word in self._lexicon.summary_words.finditer(name))
        return any(
            self._lexicon.summary[word] is not FieldName.ACTUAL
            and word not in self._lexicon.statuses
            for word in found
        )

    def is_kind(self, label: str) -> bool:
        """Whether a label names what is counted: *Tasks*, *Lectures*; *Week* says which it is."""
        if self._lexicon.role(label) == (Role.TASK, 3):
            return True
        name = folded(label)
        kinds = self._outline.kinds
        return name not in kinds and any(same_word(name, kind) for kind in kinds)

    def hours(self, label: str) -> tuple[Counting, ...]:
        """Which hours of everything a label announces, or may announce."""
        name = folded(label)
        if name in self._words.spent:
            return (Counting.SPENT,)
        if name in self._words.planned or self._adds_up(name):
            return (Counting.PLANNED,)
        return (Counting.SPENT, Counting.PLANNED) if is_total(label, self._words) else ()

    def _adds_up(self, name: str) -> bool:
        """Whether a label of an estimate ends with a word for a sum: 目安時間合計."""
        words = self._lexicon.summary_label.finditer(name)
        last = next((True for word in words if word.end() == len(name)), False)
        return last and self._lexicon.total.get(name) is FieldName.ESTIMATE

    def is_hour(self, unit: str) -> bool:
        """Whether a unit is the hour's."""
        return unit in self._lexicon.units.hour

    def is_spent(self, label: str) -> bool:
        """Whether a label announces the hours that were spent on what it stands under."""
        if self._lexicon.role(label) == (Role.ACTUAL, 3):
            return True
        return self._lexicon.summary.get(folded(label)) is FieldName.ACTUAL


def is_total(label: str, words: ClaimWords) -> bool:
    """Whether a label is a word for all that there is: 合计, Total."""
    return words.lexicon.sums_up(plain(label).strip("*_:： "))
