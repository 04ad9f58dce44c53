"""Where a table contradicted itself, or was none: from which commit until which."""

from __future__ import annotations

import pytest

from studytrack import Study
from tests.repositories import Builder
from tests.story.trackers import ANN, NAME, built, merging, plan, told

GOOD = plan(a="done/2026-03-01/2026-03-02")
HOURS = """\
## Phase 1: Go

| Task | Estimate | Status |
|---|---|---|
| 1.1 Map | 2h | done |

**Phase 1 summary**: estimated {estimate} hours
"""

ROW = GOOD.splitlines(keepends=True)[-1].replace("| a ", "| 1.1 a ")
NAMED = GOOD.replace("| a ", "| 1.1 a ") + "| 1.2 b | | | todo |\n"


def spells(story):
    """Each contradiction: its code, what it is about, from which day until which, its days."""
    return [
        (
            one.code,
            one.task or one.phase,
            one.since.date.day,
            one.until and one.until.date.day,
            one.days,
        )
        for one in story.contradictions
    ]


@pytest.mark.parametrize(
    ("versions", "expected"),
    [
        pytest.param([GOOD, plan(a="wip/2026-03-01")], [], id="none"),
        pytest.param(
            [GOOD, plan(a="done/2026-03-01"), GOOD],
            [("done-without-finish", "a", 2, 3, 1)],
            id="done-without-finish",
        ),
        pytest.param(
            [GOOD, plan(a="done/2026-03-09/2026-03-02")],
            [("finished-before-started", "a", 2, None, None)],
            id="finished-before-started",
        ),
        pytest.param(
            [GOOD, plan(a="pondering"), plan(a="wip")],
            [("status-unknown", "a", 2, 3, 1)],
            id="status-unknown",
        ),
        pytest.param(
            [NAMED, NAMED + ROW, NAMED],
            [("task-duplicate", "1.1", 2, 3, 1)],
            id="task-duplicate",
        ),
        pytest.param(
            [HOURS.format(estimate=8), HOURS.format(estimate=2)],
            [("estimate-mismatch", 1, 1, 2, 1)],
            id="estimate-mismatch",
        ),
        pytest.param(
            [plan(a="done"), GOOD, plan(a="done"), plan(a="todo")],
            [("done-without-finish", "a", 1, 2, 1), ("done-without-finish", "a", 3, 4, 1)],
            id="twice",
        ),
        pytest.param(
            [plan(a="done"), "nothing", plan(a="done")],
            [("done-without-finish", "a", 1, None, None)],
            id="unreadable-meanwhile",
        ),
    ],
)
def test_contradictions(tmp_path, versions, expected):
    """Each is told with the commit that brought it, the one that ended it, and the days between."""
    assert spells(told(tmp_path, *versions)) == expected


def test_those_of_one_commit_stand_in_one_order(tmp_path):
    """It is that of the table, on every machine."""
    tasks = {f"t{number}": "done" for number in range(30)}
    story = told(tmp_path, plan(**tasks))
    assert [one.task for one in story.contradictions] == list(tasks)


def test_a_branch_beside_ends_nothing(tmp_path):
    """A contradiction that a branch never had is not over when that branch is committed to."""
    builder = built(tmp_path, GOOD)
    builder.branch("side")
    builder.checkout("main")
    wrong = plan(a="done/2026-03-01")
    builder.commit(files={NAME: wrong}, date="2026-03-02 20:00 +0800")
    builder.checkout("side")
    builder.commit(files={NAME: GOOD + "\nText.\n"}, date="2026-03-03 20:00 +0800")
    builder.checkout("main")
    merging(builder)
    builder.commit(files={NAME: wrong + "\nText.\n"}, date="2026-03-04 20:00 +0800")
    assert spells(Study.open(tmp_path).story()) == [("done-without-finish", "a", 2, None, None)]


def test_a_merge_can_take_the_side_that_never_said_so(tmp_path):
    """It is over then."""
    builder = built(tmp_path, GOOD)
    builder.branch("side")
    builder.commit(files={NAME: plan(a="done/2026-03-01")}, date="2026-03-02 20:00 +0800")
    builder.checkout("main")
    merging(builder)
    builder.commit(date="2026-03-04 20:00 +0800")
    (only,) = spells(Study.open(tmp_path).story())
    assert only[3] is not None


@pytest.mark.parametrize(
    ("versions", "expected"),
    [
        pytest.param([GOOD, "# No table\n", GOOD], [("no-tracker", 2, 3, 1)], id="no-tracker"),
        pytest.param([GOOD, None, GOOD], [("deleted", 2, 3, 1)], id="deleted"),
        pytest.param(["", GOOD], [("no-tracker", 1, 2, 1)], id="empty-at-first"),
        pytest.param(
            [GOOD, "#\n", None], [("no-tracker", 2, 3, 1), ("deleted", 3, None, None)], id="both"
        ),
        pytest.param(
            [GOOD, b"x" * (8 << 20) + b"x"], [("too-large", 2, None, None)], id="too-large"
        ),
    ],
)
def test_silences(tmp_path, versions, expected):
    """Commits in which there is no tracker to be read are told, and until when."""
    story = told(tmp_path, *versions)
    assert [
        (one.reason, one.since.date.day, one.until and one.until.date.day, one.days)
        for one in story.silences
    ] == expected


def test_a_link_or_a_submodule_is_no_file(tmp_path):
    """What it leads to is not read as the tracker's text."""
    builder = built(tmp_path, GOOD)
    (tmp_path / NAME).unlink()
    (tmp_path / NAME).symlink_to("elsewhere.md")
    builder.commit(date="2026-03-02 20:00 +0800")
    (tmp_path / NAME).unlink()
    builder.git("update-index", "--force-remove", NAME)
    builder.git("update-index", "--add", "--cacheinfo", f"160000,{builder.head()},{NAME}")
    builder.git(*ANN, "commit", "--quiet", "--message=x")
    builder.git("rm", "--quiet", "--cached", NAME)
    builder.commit(files={NAME: GOOD}, date="2026-03-04 20:00 +0800")
    (only,) = Study.open(tmp_path).story().silences
    assert (only.reason, only.since.date.day, only.until.date.day) == ("no-file", 2, 4)


def test_many_versions_are_read_in_batches(tmp_path, monkeypatch):
    """However few are held at once, the story is the same."""
    from studytrack.study import biography

    versions = [plan(a=status) for status in ("todo", "wip", "done", "wip", "done", "todo")]
    story = told(tmp_path, *versions)
    monkeypatch.setattr(biography, "_BATCH", 2)
    counted: list[int] = []
    again = Study.open(tmp_path, progress=counted.append).story()
    assert again == story
    assert counted == list(range(6))


def test_control_characters_stay_in_json_and_are_shown_nowhere(tmp_path):
    """A title is text, whatever it holds."""
    story = told(tmp_path, plan(**{"a\x1b[31m": "done"}))
    assert story.tasks[0].id == "a\x1b[31m"


def test_the_story_needs_no_work_tree(tmp_path):
    """What is not committed is not told."""
    builder = built(tmp_path, GOOD)
    story = Study.open(tmp_path).story()
    builder.write({NAME: plan(a="todo")})
    assert Study.open(tmp_path).story() == story
    assert isinstance(builder, Builder)
