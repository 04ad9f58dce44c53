"""Renumbered tasks keep what was recorded of them: ``Study-Move``."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from studytrack import Status, Study
from tests.repositories import Builder

NAME = "tracker.md"
HEAD = (
    "# Clocks\n\n## Phase 1: Gears\n\n| Task | Start | End | Status | Notes |\n|--|--|--|--|--|\n"
)
OLD = ("1.1 Teeth", "1.2 Springs", "1.3 Escapement")
NEW = ("1.1 Teeth", "1.2 Oil", "1.3 Springs", "1.4 Escapement")
MOVED = "Study-Move: 1.2 -> 1.3, 1.3 -> 1.4"
WITHIN = {"trailer-invalid", "task-unknown", "trailer-suspect", "task-renumbered"}


def table(*titles: str, status: str = "Not started") -> str:
    return HEAD + "".join(f"| {title} |  |  | {status} |  |\n" for title in titles)


@pytest.fixture
def built(tmp_path: Path) -> Builder:
    builder = Builder.init(tmp_path)
    builder.commit("tracker", {NAME: table(*OLD)})
    return builder


def statuses(builder: Builder) -> dict[str, str]:
    state = Study.open(builder.root).state()
    return {task.title: task.status.value for phase in state.phases for task in phase.tasks}


def problems(builder: Builder) -> list[tuple[str, str | None]]:
    found = Study.open(builder.root).state().problems
    return [(one.code, one.task) for one in found if one.code in WITHIN]


def test_records_follow_their_task(built: Builder) -> None:
    built.commit("Study-Task: 1.2 done: they store energy")
    built.commit("Study-Task: 1.3 skip: too fine")
    built.commit(f"Number anew\n\n{MOVED}", {NAME: table(*NEW)})
    built.commit("Study-Task: 1.2 start")
    assert statuses(built) == {
        "Teeth": "not-started",
        "Oil": "in-progress",
        "Springs": "done",
        "Escapement": "skipped",
    }
    assert problems(built) == []
    assert [one.kind for one in Study.open(built.root).log("1.3")] == ["done", "note", "move"]


def test_a_record_in_the_commit_of_the_move_has_the_new_ids(built: Builder) -> None:
    built.commit("Study-Task: 1.2 start")
    built.commit(f"Number anew\n\n{MOVED}\nStudy-Task: 1.2 done", {NAME: table(*NEW)})
    assert statuses(built)["Oil"] == "done"
    assert statuses(built)["Springs"] == "in-progress"


def test_a_branch_that_does_not_know_the_move_means_the_old_ids(built: Builder) -> None:
    start = built.head()
    built.commit(f"Number anew\n\n{MOVED}", {NAME: table(*NEW)})
    built.branch("side", start)
    built.commit("Study-Task: 1.3 done")
    built.checkout("main")
    built.merge("side")
    assert statuses(built)["Escapement"] == "done"
    assert statuses(built)["Springs"] == "not-started"


def test_two_tasks_change_places(built: Builder) -> None:
    built.commit("Study-Task: 1.2 done")
    built.commit("Study-Task: 1.3 start")
    built.commit(
        "Study-Move: 1.2 -> 1.3, 1.3 -> 1.2",
        {NAME: table("1.1 Teeth", "1.2 Escapement", "1.3 Springs")},
    )
    assert statuses(built) == {
        "Teeth": "not-started",
        "Escapement": "in-progress",
        "Springs": "done",
    }


def test_moves_add_up(built: Builder) -> None:
    built.commit("Study-Task: 1.1-1.2 done")
    built.commit("Study-Move: 1.2 -> 1.7", {NAME: table("1.1 Teeth", "1.7 Springs")})
    built.commit("Study-Time: 1.7 2h")
    built.commit("Study-Move: 1.7 -> 2.1", {NAME: table("1.1 Teeth", "2.1 Springs")})
    state = Study.open(built.root).state()
    assert state.task("2.1").status is Status.DONE
    assert state.phase(1).actual == dt.timedelta(hours=2)
    assert problems(built) == []


@pytest.mark.parametrize("undo", ["revert", "void"])
def test_a_move_can_be_taken_back(built: Builder, undo: str) -> None:
    built.commit("Study-Task: 1.2 done")
    moved = built.commit("Study-Move: 1.2 -> 1.3")
    assert statuses(built)["Escapement"] == "done"
    if undo == "revert":
        built.commit(f'Revert "Study"\n\nThis reverts commit {moved}.')
    else:
        built.commit(f"Study-Void: {moved}")
    assert statuses(built)["Springs"] == "done"
    assert statuses(built)["Escapement"] == "not-started"


def test_what_an_id_meant_before_it_was_given_away_is_told(built: Builder) -> None:
    built.commit("Study-Task: 1.3 done")
    built.commit("Study-Move: 1.2 -> 1.3", {NAME: table("1.1 Teeth", "1.3 Springs")})
    assert statuses(built)["Springs"] == "not-started"
    assert problems(built) == [("task-unknown", None)]


def test_two_tasks_become_one(built: Builder) -> None:
    built.commit("Study-Time: 1.2 1h")
    built.commit("Study-Time: 1.3 2h")
    built.commit("Study-Move: 1.2 -> 1.2, 1.3 -> 1.2", {NAME: table("1.1 Teeth", "1.2 Both")})
    assert Study.open(built.root).state().task("1.2").actual == dt.timedelta(hours=3)


def test_an_id_that_is_gone_is_unknown_afterwards(built: Builder) -> None:
    built.commit("Study-Move: 1.3 -> 1.4", {NAME: table("1.1 Teeth", "1.2 Springs", "1.4 Pallets")})
    built.commit("Study-Task: 1.3 done")
    assert problems(built) == [("task-unknown", None)]


def test_the_baseline_moves_along(built: Builder) -> None:
    """What the tracker said before adoption is true of the task that it said it of."""
    rows = "| 1.1 Teeth |  |  | Done |  |\n| 1.2 Springs |  |  | In progress |  |\n"
    since = built.commit("state", {NAME: HEAD + rows})
    built.commit("adopt", {"studytrack.toml": f'tracker = "{NAME}"\nsince = "{since}"\n'})
    rows = "| 1.1 Oil |  |  | Not started |  |\n| 1.2 Teeth |  |  | Done |  |\n"
    rows += "| 1.3 Springs |  |  | In progress |  |\n"
    built.commit("Study-Move: 1.1 -> 1.2, 1.2 -> 1.3", {NAME: HEAD + rows})
    built.commit("Study-Task: 1.3 done")
    built.commit("Study-Task: 1.1 start")
    assert statuses(built) == {"Oil": "in-progress", "Teeth": "done", "Springs": "done"}


def test_a_hand_edit_is_known_under_the_new_id(built: Builder) -> None:
    built.commit("Study-Task: 1.2 start")
    by_hand = table(*OLD).replace("1.2 Springs |  |  | Not started", "1.2 Springs |  |  | Done")
    built.commit("by hand", {NAME: by_hand})
    rows = table(*NEW).replace("1.3 Springs |  |  | Not started", "1.3 Springs |  |  | Done")
    built.commit(MOVED, {NAME: rows})
    assert statuses(built)["Springs"] == "done"
    found = Study.open(built.root).state().problems
    assert [one.task for one in found if one.code == "edit-unrecorded"] == ["1.3"]


def test_reconciling_twice_changes_nothing_more(built: Builder) -> None:
    built.commit("Study-Task: 1.2 done")
    built.commit(MOVED, {NAME: table(*NEW)})
    Study.open(built.root).reconcile().write()
    text = (built.root / NAME).read_text()
    assert "| 1.3 Springs | 2026-03-02 | 2026-03-02 | Done |  |" in text
    assert not Study.open(built.root).reconcile().changed


def renumbered(builder: Builder) -> list[tuple[str | None, str]]:
    found = Study.open(builder.root).state().problems
    return [(one.task, one.message) for one in found if one.code == "task-renumbered"]


def test_an_id_that_means_another_task_by_now_is_an_error(built: Builder) -> None:
    built.commit("Study-Task: 1.2-1.3 done")
    built.commit("number anew", {NAME: table(*NEW)})
    found = renumbered(built)
    assert [task for task, _ in found] == ["1.2", "1.3"]
    assert found[0][1].startswith("1.2 was Springs when it was recorded")
    trailer = found[0][1].partition("-m '")[2].partition("'")[0]
    assert trailer == MOVED
    built.commit(trailer)
    assert renumbered(built) == []
    assert statuses(built)["Springs"] == "done"


def test_what_was_recorded_under_the_new_ids_is_right(built: Builder) -> None:
    built.commit("Study-Task: 1.1 done")
    built.commit("number anew", {NAME: table(*NEW)})
    built.commit("Study-Task: 1.3 done")
    assert renumbered(built) == []


def test_a_task_whose_place_another_took_is_an_error(built: Builder) -> None:
    built.commit("Study-Task: 1.2 done")
    built.commit("shorter", {NAME: table("1.1 Teeth", "1.2 Escapement")})
    assert [task for task, _ in renumbered(built)] == ["1.2"]


def test_a_title_that_is_mended_is_none(built: Builder) -> None:
    built.commit("Study-Task: 1.2 done")
    built.commit("mend", {NAME: table("1.1 Teeth", "1.2 Springs and coils", "1.3 Escapement")})
    assert renumbered(built) == []


def test_a_copy_on_top_of_a_move_means_the_task_of_its_original(built: Builder) -> None:
    """A cherry-pick has the words of its commit, which did not know the new ids."""
    built.git("config", "user.name", "Ann")
    built.git("config", "user.email", "ann@example.org")
    built.branch("side")
    picked = built.commit("Study-Task: 1.2 done")
    built.checkout("main")
    built.commit(f"Number anew\n\n{MOVED}", {NAME: table(*NEW)})
    built.git("cherry-pick", "--allow-empty", picked)
    built.merge("side")
    assert statuses(built)["Springs"] == "done"
    assert statuses(built)["Oil"] == "not-started"
