"""Records -> what is worth reading: each page or file once for a task, with where it was named."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from studytrack.records import Reference
from studytrack.remarks import model
from studytrack.remarks.asking import asked
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from studytrack.fold.effect import Entry
    from studytrack.model import State


class Remarks(NamedTuple):
    """What was asked and what is worth reading, in the fold's order, and the study it is of."""

    questions: tuple[model.Question, ...]
    references: tuple[model.Reference, ...]
    state: State

    def of(self, task: str) -> Remarks:
        """Those of one task."""
        return self._replace(
            questions=tuple(one for one in self.questions if one.task == task),
            references=tuple(one for one in self.references if one.task == task),
        )


def remarks_of(entries: Sequence[Entry], state: State) -> Remarks:
    """All that was asked and named in the records behind a state."""
    return Remarks(asked(entries).questions, references(entries), state)


def references(entries: Iterable[Entry]) -> tuple[model.Reference, ...]:
    """The references among the records that count, in their order.

    One that is named again stays where it was first, with the last title that it was given.

    Args:
        entries: all records, in the fold's order.
    """
    found: dict[tuple[str | int, str], model.Reference] = {}
    for entry in entries:
        record = entry.record
        if isinstance(record, Reference) and entry.effective:
            known = found.get((record.about, record.target))
            if known is None:
                found[record.about, record.target] = _reference(record)
            elif record.title:
                named = replace(known, title=record.title)
                found[record.about, record.target] = named
    return tuple(found.values())


def _reference(record: Reference) -> model.Reference:
    return model.Reference.of(**model.said_of(record), target=record.target, title=record.title)
