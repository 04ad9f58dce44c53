"""Trackers that follow their plan: what is written, and that nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from studytrack.errors import TrackerError
from studytrack.plan.reading import read as read_plan
from studytrack.plan.writing import Followed, followed
from studytrack.tracker.reading import read
from tests.plan.plans import agreeing, differing
from tests.tracker.drafts import drafts
from tests.tracker.list_drafts import list_drafts

TRACKER = """\
# Sailing

## Phase 1: Knots
| Task | Estimate | Started | Finished | Status | Notes |
|---|---|---|---|---|---|
| 1.1 Bowline | 2-3h | 2026-03-01 | 2026-03-02 | 🟢 Done | with [1.1](a.md) |
| 1.2 Reef | 1h | 2026-03-03 | | 🟡 In progress | |

**Phase 1 summary**: estimated 3-4 hours, actual 2.5 hours, completed ______

## Phase 2: Wind
| Task | Estimate | Started | Finished | Status | Notes |
|---|---|---|---|---|---|
| 2.1 Tides | 2h | | | 🔴 Not started | |

**Phase 2 summary**: estimated ______ hours, actual ______ hours, completed ______

## Overall summary
- Total actual time: 2.5 hours
- Overall completion date: ______
"""
PLAN = """\
## Phase 1: Knots (3-4 h)
**Task 1.1: Bowline** (2-3 h)
**Task 1.2: Reef** (1 h)
## Phase 2: Wind
**Task 2.1: Tides** (2 h)
"""
SUMMARY = "**Phase 2 summary**: estimated {} hours, actual ______ hours, completed ______"


def made(plan: str, tracker: str = TRACKER) -> Followed:
    """The tracker that follows the plan; a second time changes nothing."""
    done = followed(read_plan(plan), read(tracker))
    again = followed(read_plan(plan), done.tracker)
    assert again.text == done.text
    assert again.moves == ()
    return done


def changed(plan: str, tracker: str = TRACKER) -> tuple[list[str], list[str]]:
    """The lines that are gone from the tracker, and those that are new in it."""
    new = made(plan, tracker).text
    old_lines, new_lines = tracker.splitlines(), new.splitlines()
    gone = [line for line in old_lines if line not in new_lines]
    return gone, [line for line in new_lines if line not in old_lines]


def test_no_difference() -> None:
    """A tracker that follows its plan stays as it is."""
    done = made(PLAN)
    assert done.text == TRACKER
    assert done.changes == ()


@pytest.mark.parametrize(
    ("old", "new", "gone", "come"),
    [
        pytest.param(
            "Reef** (1 h)",
            "Reefing** (1 h)",
            ["| 1.2 Reef | 1h | 2026-03-03 | | 🟡 In progress | |"],
            ["| 1.2 Reefing | 1h | 2026-03-03 | | 🟡 In progress | |"],
            id="renamed",
        ),
        pytest.param(
            "Reef** (1 h)",
            "Reef** (90-120 min)",
            ["| 1.2 Reef | 1h | 2026-03-03 | | 🟡 In progress | |"],
            ["| 1.2 Reef | 1.5-2h | 2026-03-03 | | 🟡 In progress | |"],
            id="re-estimated",
        ),
        pytest.param(
            "**Task 1.2",
            "**Task 1.9: Splice** (4 h)\n**Task 1.2",
            [],
            ["| 1.9 Splice | 4h | | | 🔴 Not started | |"],
            id="a new task",
        ),
        pytest.param(
            "**Task 1.2: Reef",
            "**Task 1.2: Splice | Whip** (4 h)\n**Task 1.3: Reef",
            ["| 1.2 Reef | 1h | 2026-03-03 | | 🟡 In progress | |"],
            [
                r"| 1.2 Splice \| Whip | 4h | | | 🔴 Not started | |",
                "| 1.3 Reef | 1h | 2026-03-03 | | 🟡 In progress | |",
            ],
            id="renumbered",
        ),
        pytest.param(
            "## Phase 2: Wind\n",
            "## Phase 2: Wind and tide (5-6 h)\n",
            [
                "## Phase 2: Wind",
                SUMMARY.format("______"),
            ],
            [
                "## Phase 2: Wind and tide",
                SUMMARY.format("5-6"),
            ],
            id="a phase",
        ),
        pytest.param("**Task 2.1: Tides** (2 h)\n", "**Task 2.1: Tides**\n", [], [], id="silence"),
    ],
)
def test_one_difference(old: str, new: str, gone: list[str], come: list[str]) -> None:
    """Each difference is written where it belongs, and nothing else is touched."""
    assert changed(PLAN.replace(old, new, 1)) == (gone, come)


def test_a_new_phase_is_like_its_neighbours() -> None:
    """Heading, table, status and summary line are in the tracker's manner, before what follows."""
    text = made(PLAN + "## Phase 3: Sails (5 h)\n**Task 3.1: Jib** (2 h)\n**Task 3.2: Spi**\n").text
    phase = """\
## Phase 3: Sails
| Task | Estimate | Started | Finished | Status | Notes |
|---|---|---|---|---|---|
| 3.1 Jib | 2h | | | 🔴 Not started | |
| 3.2 Spi | | | | 🔴 Not started | |

**Phase 3 summary**: estimated 5 hours, actual ______ hours, completed ______

"""
    assert text == TRACKER.replace("## Overall", f"{phase}## Overall")


def test_what_is_gone_is_only_named() -> None:
    """No row is ever taken away."""
    done = made(PLAN.replace("**Task 1.2: Reef** (1 h)\n", ""))
    assert done.text == TRACKER
    assert [(one.kind, one.task, one.by_hand) for one in done.changes] == [("gone", "1.2", True)]


def test_no_id_is_given_twice() -> None:
    """An id stays with a row that the plan has no more, and who should have it keeps its own."""
    done = made(PLAN.replace("1.2: Reef", "1.2: Splice").replace("2.1: Tides", "1.2: Tides"))
    assert [row.id for _, row in done.tracker.rows()] == ["1.1", "1.2", "2.1"]
    plan = PLAN.replace("**Task 1.1: Bowline** (2-3 h)\n", "").replace("1.2: Reef", "1.1: Reef")
    done = made(plan)
    assert done.text == TRACKER
    assert {one.kind for one in done.changes if one.by_hand} == {"renumbered", "gone"}


def test_ids_that_change_are_told() -> None:
    """Who commits the new tracker has to say which id became which."""
    plan = PLAN.replace("**Task 1.1", "**Task 1.1: Splice**\n**Task 1.2", 1)
    done = made(plan.replace("1.2: Reef", "1.3: Reef"))
    assert done.moves == (("1.1", "1.2"), ("1.2", "1.3"))
    assert [row.finished is not None for _, row in done.tracker.rows()][:3] == [False, True, False]


@pytest.mark.parametrize(
    ("tracker", "wanted"),
    [
        pytest.param(
            "## Phase 1: A\n- [x] 1.1 Map\n- [ ] 1.2 Set\n",
            "## Phase 1: A\n- [x] 1.1 Map\n- [ ] 1.5 New one\n- [ ] 1.2 Set\n",
            id="boxes",
        ),
        pytest.param(
            "## Phase 1: A\n1. [x] **1.1** Map ✅\n   - a step\n\n   more\n2. [ ] **1.2** Set\n",
            "## Phase 1: A\n1. [x] **1.1** Map ✅\n   - a step\n\n   more\n"
            "2. [ ] **1.5** New one\n2. [ ] **1.2** Set\n",
            id="numbers, emphasis and details",
        ),
        pytest.param(
            "## Phase 1: A\r\n* [x] 1.1: Map (2 h)\r\n* [ ] 1.2: Set (1 h)",
            "## Phase 1: A\r\n* [x] 1.1: Map (2 h)\r\n* [ ] 1.5: New one (3 h)\r\n"
            "* [ ] 1.2: Set (1 h)",
            id="estimates, CRLF, no end",
        ),
        pytest.param(
            "## Phase 1: A\n- [x] Map\n- [ ] Set\n",
            "## Phase 1: A\n- [x] Map\n- [ ] New one\n- [ ] Set\n",
            id="no ids",
        ),
        pytest.param(
            "## Phase 1: A\n| ID  | Task | Status |\n|-----|------|--------|\n"
            "| 1.1 | Map  | done   |\n| 1.2 | Set  | todo   |\n",
            "## Phase 1: A\n| ID  | Task | Status |\n|-----|------|--------|\n"
            "| 1.1 | Map  | done   |\n| 1.5 | New one | todo   |\n| 1.2 | Set  | todo   |\n",
            id="a padded table with ids",
        ),
        pytest.param(
            "## Phase 1: A\nTask | Status\n-|-\n1.1 Map | done\n1.2 Set | todo",
            "## Phase 1: A\nTask | Status\n-|-\n1.1 Map | done\n1.5 New one | todo\n1.2 Set | todo",
            id="no pipes at the ends",
        ),
    ],
)
def test_a_new_task_is_like_its_neighbours(tracker: str, wanted: str) -> None:
    """It stands behind the one before it in the plan, with all that belongs to that."""
    plan = "## Phase 1: A\n- Task 1.1: Map\n- Task 1.5: New one (3 h)\n- Task 1.2: Set\n"
    assert made(plan, tracker).text == wanted


@pytest.mark.parametrize(
    ("heading", "wanted"),
    [
        pytest.param("## 阶段四：扩展", "## 阶段五：新的", id="numerals"),
        pytest.param("## Stage IV - Old", "## Stage V - 新的", id="Roman"),
        pytest.param("## 4. Old", "## 5. 新的", id="a number"),
        pytest.param("## 第四章 旧的（2-3小时）", "## 第五章 新的（9小时）", id="an estimate"),
    ],
)
def test_headings_are_counted_on(heading: str, wanted: str) -> None:
    """The new number is written as the old one is, in digits or numerals."""
    table = "| 任务 | 状态 |\n|-|-|\n| {}.1 页{} | 未开始 |\n"
    tracker = f"{heading}\n{table.format(4, 4)}"
    plan = f"{heading}\n**任务4.1：页4**\n{wanted.partition('（')[0]}（9小时）\n**任务5.1：页5**\n"
    assert made(plan, tracker).text == f"{tracker}\n{wanted}\n{table.format(5, 5)}"


@given(drafts() | list_drafts())
def test_a_plan_that_agrees_changes_no_byte(draft) -> None:
    """Whatever a tracker looks like, what it says itself is no difference."""
    tracker = read(draft.text)
    done = followed(agreeing(tracker), tracker)
    assert done.changes == ()
    assert done.text == draft.text


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(drafts() | list_drafts(), st.data())
def test_every_actual_survives(draft, data) -> None:
    """Whatever a plan says, statuses, dates, hours and notes stay, and no line but rows changes."""
    tracker = read(draft.text)
    plan = data.draw(differing(agreeing(tracker)))
    try:
        done = followed(plan, tracker)
    except TrackerError:
        event("refused")
        return
    event("written" if done.text != draft.text else "nothing to write")
    moves = dict(done.moves)
    after = {row.id: row for _, row in reversed([*done.tracker.rows()])}
    for _, was in tracker.rows():
        now = after[moves.get(was.id, was.id)]
        if was.line == next(row.line for _, row in tracker.rows() if row.id == was.id):
            assert (was.texts, was.status, was.finished) == (now.texts, now.status, now.finished)
    again = followed(plan, done.tracker)
    assert again.text == done.text
