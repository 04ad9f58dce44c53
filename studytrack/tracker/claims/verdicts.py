"""Claims and the state of a study: which claims are wrong, and what they should say."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from studytrack.markdown import tables
from studytrack.markdown.spans import Edit, Span, apply
from studytrack.model import Change
from studytrack.terms import FieldName, Finding
from studytrack.tracker.claims import finding
from studytrack.tracker.claims.forms import Bar, Value
from studytrack.tracker.claims.ledger import Ledger
from studytrack.tracker.claims.scopes import Claim, Counting, Measure
from studytrack.tuples import NamedTuple
from studytrack.values import hours_text

if TYPE_CHECKING:
    from studytrack.tracker.outlook import Outlook
    from studytrack.tracker.shape import Tracker

_FIELDS = {
    Counting.SPENT: FieldName.ACTUAL,
    Counting.PLANNED: FieldName.ESTIMATE,
    Counting.STATE: FieldName.STATUS,
}


class Verdict(NamedTuple):
    """A claim that is wrong: what makes it right, and what there is to say about it."""

    edits: tuple[Edit, ...]
    change: Change
    finding: Finding


class Verdicts(NamedTuple):
    """The claims that are wrong, and a finding for each that is unclear.

    Attributes:
        any: whether there are claims at all.
    """

    any: bool = False
    wrong: tuple[Verdict, ...] = ()
    unclear: tuple[Finding, ...] = ()


def judged(tracker: Tracker, outlook: Outlook) -> Verdicts:
    """What there is to say of a tracker's claims."""
    found = finding.find(tracker)
    if not found:
        return Verdicts()
    ledger = Ledger(tracker, outlook)
    said = [one for claim in found if (one := _judged(tracker, claim, ledger)) is not None]
    return Verdicts(
        True,
        tuple(one for one in said if isinstance(one, Verdict)),
        tuple(one for one in said if isinstance(one, Finding)),
    )


def _judged(tracker: Tracker, claim: Claim, ledger: Ledger) -> Verdict | Finding | None:
    """What is wrong with a claim, about everything that it may count, or unclear; or nothing."""
    pairs = [(one, value) for one in claim.measures for value in ledger.values(one)]
    if any(all(form.says(value) for form in claim.forms) for _, value in pairs):
        return None
    if not claim.measures or (not claim.sure and len({one for one, _ in pairs}) > 1):
        return _unclear(tracker, claim)
    blank = all(form.stated is None for form in claim.forms)
    if not pairs or (blank and not ledger.is_recorded(claim.measures[0])):
        return None
    return _wrong(tracker, claim, ledger, *pairs[0])


def _unclear(tracker: Tracker, claim: Claim) -> Finding | None:
    """A bar is not spoken of: it goes with a number."""
    if all(isinstance(form, Bar) for form in claim.forms):
        return None
    return Finding("claim-unclear", {"text": claim.span.of(tracker.text)}, line=claim.line)


def _wrong(
    tracker: Tracker, claim: Claim, ledger: Ledger, counted: Measure, value: Value
) -> Verdict:
    start = claim.span.start
    edits = [Edit(form.span, form.text(value)) for form in claim.forms if not form.says(value)]
    moved = [Edit(Span(one.span.start - start, one.span.end - start), one.text) for one in edits]
    before = claim.span.of(tracker.text)
    after = apply(before, moved)
    if claim.cell is not None:
        edits = [_filled(tracker.text, claim, after)]
    reason, values = _reason(counted, value, ledger)
    values |= {"before": before, "after": after, "reason": reason}
    change = Change.of(
        task=None,
        phase=ledger.phase(counted),
        field=_FIELDS.get(counted.counting, FieldName.PROGRESS),
        before=before,
        after=after,
        line=claim.line,
        sources=(),
    )
    return Verdict(tuple(edits), change, Finding("claim-wrong", values, line=claim.line))


def _filled(text: str, claim: Claim, after: str) -> Edit:
    """The edit of a cell, which keeps the width of its column."""
    assert claim.cell is not None  # noqa: S101 - the caller has seen it
    table, row, column = claim.cell
    cell = row.cell(column)
    if column >= len(table.paddings) or table.paddings[column] is None:
        return Edit(claim.span, after)
    content = text[cell.content.start : claim.span.start] + after
    content += text[claim.span.end : cell.content.end]
    return tables.fill(table, row, column, tables.unescape(content))


def _reason(counted: Measure, value: Value, ledger: Ledger) -> tuple[str, dict[str, str | int]]:
    """How the value was counted: the key of a phrase, and what fills it."""
    values: dict[str, str | int] = {
        "where": counted.name,
        "sample": counted.sample,
        "status": counted.status.value,
        "part": hours_text(timedelta(hours=float(value.part))),
        "total": hours_text(timedelta(hours=float(value.whole))),
        "percent": str(round(value.share * 100)),
    }
    if counted.counting is Counting.STATE:
        values |= {"part": ledger.done(counted), "total": ledger.count(counted)}
    everywhere = {Counting.HEADINGS, Counting.MEAN, Counting.SUM}
    whole = "" if counted.name or counted.counting in everywhere else "-whole"
    return f"claim-{counted.counting.value}{whole}", values
