"""Which hand edits stand against the records."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from studytrack.fold.accounts import Baseline, Facts, Key, Value
from studytrack.fold.effect import Statement, Undoing
from studytrack.fold.settle import Contradiction, Ledger, Version, settle
from studytrack.graph import Graph
from studytrack.records import Done, PhaseTime, Source, Start
from studytrack.terms import FieldName, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

BASE, START, EDIT, LATER, SIDE = (letter * 40 for letter in "12345")
GRAPH = Graph.of(
    [
        (BASE, [], 0),
        (START, [BASE], 1),
        (SIDE, [BASE], 2),
        (EDIT, [START], 3),
        (LATER, [EDIT, SIDE], 4),
    ]
)
DAY = date(2026, 3, 2)
KEY: Key = ("1.1", FieldName.STATUS)
SAYS_DONE: dict[Key, Value] = {KEY: Status.DONE}
SAYS_NEW: dict[Key, Value] = {KEY: Status.NOT_STARTED}


def started(commit: str = START) -> Statement:
    """A commit that starts 1.1."""
    return Statement(commit, commit, (Start("1.1", Source(commit, authored=commit), DAY),))


def stands(
    versions: Sequence[Version],
    *statements: Statement,
    said: Value = Status.DONE,
    key: Key = KEY,
    baseline: Baseline | None = None,
) -> bool:
    """Whether a text that says ``said`` is a hand edit that stands."""
    ledger = Ledger(statements, GRAPH, baseline or Baseline(), {"1.1": 1})
    _, folded, _ = ledger.folded()
    scope, name = key
    if isinstance(scope, str):
        account = folded.tasks[scope]
        behind = tuple(entry for own in account.behind.values() for entry in own)
        one = Contradiction(key, said, account.facts.value(name), account.given(name), behind)
    else:
        hours = folded.phases[scope or 0]
        one = Contradiction(key, said, hours.value, hours.given, hours.behind)
    assert one.derived != said
    return settle([one], versions, ledger) == (one,)


def edit(commit: str | None, said: Value = Status.DONE, *, own: bool = False) -> Version:
    """A version that gave 1.1 a status that its parent did not have."""
    return Version(commit, {KEY: said}, [SAYS_NEW], own=own)


@pytest.mark.parametrize(
    ("versions", "wanted"),
    [
        pytest.param([], False, id="nobody-knows-whence"),
        pytest.param([Version(BASE, SAYS_DONE)], False, id="before-the-record"),
        pytest.param([edit(START)], False, id="with-the-record"),
        pytest.param([edit(SIDE)], False, id="beside-the-record"),
        pytest.param([edit(EDIT)], True, id="on-top-of-the-record"),
        pytest.param([edit(LATER)], True, id="by-a-merge-on-top"),
        pytest.param([edit(None)], True, id="in-the-work-tree"),
        pytest.param([edit(EDIT, own=True)], False, id="by-studytrack"),
        pytest.param([edit(EDIT, Status.SKIPPED)], False, id="to-something-else"),
        pytest.param([Version(EDIT, SAYS_DONE, [SAYS_DONE])], False, id="not-changed-there"),
        pytest.param(
            [Version(LATER, SAYS_DONE, [SAYS_NEW, SAYS_DONE])], False, id="brought-by-one-parent"
        ),
        pytest.param([Version(EDIT, SAYS_DONE)], True, id="in-a-new-file"),
        pytest.param([Version(EDIT, SAYS_DONE, [{}])], True, id="in-a-new-row"),
    ],
)
def test_an_edit_on_top_of_the_last_record_stands(
    versions: Sequence[Version], *, wanted: bool
) -> None:
    """Only a commit that descends from the record, or the work tree, has the later word."""
    assert stands(versions, started()) is wanted


@pytest.mark.parametrize(
    "said", [None, Status.NOT_STARTED, Status.SKIPPED], ids=["blank", "not-started", "baseline"]
)
def test_stale_output_never_stands(said: Value) -> None:
    """A blank, not-started, and whatever the field was ever given, are no hand edits."""
    baseline = Baseline({"1.1": Facts(Status.SKIPPED)})
    assert not stands([edit(EDIT, said)], started(), said=said, baseline=baseline)


@pytest.mark.parametrize(
    ("commit", "wanted"), [(EDIT, False), (LATER, True)], ids=["before", "after"]
)
def test_what_takes_a_record_back_is_its_last_word(commit: str, *, wanted: bool) -> None:
    """An edit must come after the revert of a record, not only after the record."""
    graph_side = Statement(EDIT, EDIT, undoings=(Undoing(START),))
    assert stands([edit(commit)], started(), graph_side) is wanted


def test_the_revert_of_a_revert_is_the_last_word() -> None:
    """The record counts again, by a commit that is later than the edit."""
    revert = Statement(SIDE, SIDE, undoings=(Undoing(START),))
    again = Statement(LATER, LATER, undoings=(Undoing(SIDE),))
    assert stands([edit(EDIT)], started())
    assert not stands([edit(EDIT)], started(), revert, again)


def test_an_edit_that_said_what_the_records_said_is_none() -> None:
    """Text that agreed with the records of its day is their output, and so outdated by them."""
    finished = Statement(SIDE, SIDE, (Done("1.1", Source(SIDE), DAY),))
    assert not stands([edit(EDIT)], started(), finished, started(LATER))


@pytest.mark.parametrize(
    ("hours", "wanted"), [(7, True), (3, False), (5, False)], ids=["new", "sum", "baseline"]
)
def test_the_hours_of_a_phase_can_be_edited(hours: int, *, wanted: bool) -> None:
    """Any number that was never a sum is the learner's own."""
    key: Key = (1, FieldName.ACTUAL)
    said = timedelta(hours=hours)
    spent = PhaseTime(1, Source(START, authored="1"), DAY, timedelta(hours=3))
    more = PhaseTime(1, Source(SIDE, authored="2"), DAY, timedelta(hours=1))
    statements = [Statement(START, START, (spent,)), Statement(SIDE, SIDE, (more,))]
    baseline = Baseline(phases={1: timedelta(hours=5)} if hours == 5 else {})
    versions = [Version(LATER, {key: said}, [{key: None}])]
    assert stands(versions, *statements, said=said, key=key, baseline=baseline) is wanted
