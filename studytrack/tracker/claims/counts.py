"""Columns that count the tasks of the phases which a table repeats: ``| Maps | 10 | 4 |``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.tracker.claims.forms import Number
from studytrack.tracker.claims.labels import is_total
from studytrack.tracker.claims.outline import WHOLE
from studytrack.tracker.claims.phrases import Phrase
from studytrack.tracker.claims.scopes import Claim, Counting, Scopes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from studytrack.tracker.claims.tables import Said
    from studytrack.tracker.claims.words import ClaimWords


def counts(cells: Sequence[Said], scopes: Scopes, words: ClaimWords) -> Iterator[Claim]:
    """The numbers under a status, in rows that also say how many tasks their phase has."""
    rows: dict[int, dict[int, Fraction | None]] = {}
    for one in cells:
        if _is_number(one):
            rows.setdefault(one.row.line, {})[one.column] = _stated(one)
    for one in cells:
        status = words.lexicon.statuses.get(one.header)
        if status is None or not _is_number(one) or not isinstance(one.said, Phrase):
            continue
        part = WHOLE if is_total(one.label, words) else scopes.outline.named(one.label)
        others = [said for column, said in rows[one.row.line].items() if column != one.column]
        if part is not None and scopes.outline.size(part) in others:
            counted = scopes.measure(Counting.TASKS, part)._replace(status=status)
            span, forms = one.said.span, one.said.forms
            yield Claim(one.row.line + 1, span, forms, (counted,), cell=one.cell)


def _is_number(cell: Said) -> bool:
    """Whether a cell is a number alone."""
    said = cell.said
    if not isinstance(said, Phrase) or said.whole is not None or said.unit:
        return False
    return len(said.forms) == 1 and isinstance(said.forms[0], Number)


def _stated(cell: Said) -> Fraction | None:
    return cell.said.forms[0].stated if isinstance(cell.said, Phrase) else None
