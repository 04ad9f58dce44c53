"""Real trackers, where they are at hand: nothing recorded, nothing but wrong claims changed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from studytrack import Severity, Study
from studytrack.errors import TrackerError
from studytrack.records import Done, Skip, Source
from studytrack.study.adoption import adopt
from studytrack.tracker.reading import read
from studytrack.tracker.shape import Item
from studytrack.tracker.stated import baseline_of
from tests.repositories import Builder
from tests.tracker.drafts import reconciled

CORPUS = Path(__file__).parents[2] / "../shared/corpus"
FILES = sorted(CORPUS.glob("[0-9]*.md"))
TODAY = dt.date(2026, 7, 1)
REFUSED = ("30-", "38-")
"""What has no tasks with a status at all."""
WRONG = {"03": {7, 8, 15}, "16": {23}, "27": {17}, "35": {13}}
"""The lines whose statements of progress contradict the tracker's own rows; no others do."""

pytestmark = pytest.mark.skipif(not FILES, reason="the corpus is not here")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name[:2])
def test_a_real_tracker_keeps_every_byte(path: Path, tmp_path: Path) -> None:
    """It is recognised and stays but for wrong claims, or is refused in one line."""
    data = path.read_bytes()
    if path.name.startswith(REFUSED):
        with pytest.raises(TrackerError, match=r"^no table of tasks: .*$"):
            reconciled(data.decode())
        return
    done, wrong = reconciled(data.decode()), WRONG.get(path.name[:2], set())
    old, new = data.decode().split("\n"), done.text.split("\n")
    assert {n for n, pair in enumerate(zip(old, new, strict=True), 1) if len({*pair}) > 1} == wrong
    assert reconciled(done.text).changes == ()
    builder = Builder.init(tmp_path, "--template=")
    builder.commit("Begin", {path.name: data})
    adopt(tmp_path, today=TODAY).write()
    result = Study.open(tmp_path, today=TODAY).reconcile()
    assert {change.line for change in result.changes} == wrong
    assert {one.line for one in result.problems if one.code == "claim-wrong"} == wrong
    assert Severity.ERROR not in {problem.severity for problem in result.problems}
    assert "drift" not in {problem.code for problem in result.problems}
    assert (tmp_path / path.name).read_bytes() == data


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name[:2])
def test_a_record_of_each_task_changes_its_row_alone(path: Path) -> None:
    """All tasks can be done or skipped; lines without a value stay, and once is enough."""
    text = path.read_bytes().decode()
    try:
        tracker = read(text)
    except TrackerError:
        return
    rows = {row.line: row.id for _, row in tracker.rows()}
    places = [row.place for _, row in tracker.rows()]
    details = {n + 1 for place in places if isinstance(place, Item) for n in place.lines}
    source, on = Source("c" * 40), dt.date(2026, 6, 30)
    records = [
        Skip(task, source, on, "why | not") if number % 5 == 0 else Done(task, source, on)
        for number, task in enumerate(rows.values())
    ]
    baseline = baseline_of(tracker)
    done = reconciled(text, records, None, baseline)
    old, new = text.split("\n"), done.text.split("\n")
    differ = {
        number for number, pair in enumerate(zip(old, new, strict=True), 1) if len({*pair}) > 1
    }
    assert differ
    claimed = {change.line for change in done.claims}
    assert differ <= rows.keys() | details | {slot.line for slot in tracker.slots} | claimed
    assert reconciled(done.text, records, None, baseline).changes == ()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name[:2])
def test_a_real_tracker_can_be_given_ids(path: Path, tmp_path: Path) -> None:
    """Every task has one then, and what was recorded by titles counts as before."""
    text = path.read_bytes().decode()
    try:
        tracker = read(text)
    except TrackerError:
        return
    builder = Builder.init(tmp_path, "--template=")
    builder.commit("Begin", {path.name: text.encode()})
    adopt(tmp_path, path.name, today=TODAY).write()
    done = [row.id for _, row in tracker.rows()][-1]
    builder.commit(f"Study\n\nStudy-Task: {done} done")
    before = Study.open(tmp_path, today=TODAY).reconcile()
    numbering = Study.open(tmp_path, today=TODAY).numbering()
    numbering.write()
    after = Study.open(tmp_path, today=TODAY).reconcile()
    assert len(after.changes) == len(before.changes)
    assert Study.open(tmp_path, today=TODAY).numbering().ids == ()
