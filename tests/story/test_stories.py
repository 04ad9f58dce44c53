"""What the versions of a tracker tell of its tasks, phases and days."""

from __future__ import annotations

import json
from datetime import date

import pytest

from studytrack import Status, Story, Study, TrackerError
from studytrack.errors import HistoryError
from tests.repositories import Builder
from tests.story.trackers import NAME, built, happened, merging, plan, told

ADDED = [("added", "a", "not-started", 1)]


@pytest.mark.parametrize(
    ("versions", "events"),
    [
        pytest.param([plan(a="todo"), plan(a="todo") + "\nA word.\n"], ADDED, id="prose"),
        pytest.param([plan(a="todo"), plan(a="todo").replace("| a", "|  a ")], ADDED, id="padding"),
        pytest.param([plan(a="todo"), plan(a="open")], ADDED, id="same-status"),
        pytest.param([plan(a="todo"), plan(a="todo"), plan(a="todo")], ADDED, id="no-difference"),
        pytest.param(
            [plan(a="todo"), plan(a="wip"), plan(a="done")],
            [*ADDED, ("status", "a", "in-progress", 2), ("status", "a", "done", 3)],
            id="begun-and-done",
        ),
        pytest.param(
            [plan(a="todo"), plan(a="done"), plan(a="wip")],
            [*ADDED, ("status", "a", "done", 2), ("back", "a", "in-progress", 3)],
            id="gone-back",
        ),
        pytest.param(
            [plan(a="todo"), plan(a="pondering"), plan(a="done")],
            [*ADDED, ("status", "a", None, 2), ("status", "a", "done", 3)],
            id="unknown-status",
        ),
        pytest.param(
            [plan(a="todo"), plan(b="done"), plan(a="done", b="done")],
            [
                *ADDED,
                ("added", "b", "done", 2),
                ("removed", "a", None, 2),
                ("returned", "a", "done", 3),
            ],
            id="renamed-removed-and-returned",
        ),
        pytest.param(
            [plan(a="todo"), "# Nothing\n", plan(a="done")],
            [*ADDED, ("status", "a", "done", 3)],
            id="unreadable-meanwhile",
        ),
        pytest.param(
            [plan(a="todo"), None, plan(a="done")],
            [*ADDED, ("status", "a", "done", 3)],
            id="deleted-meanwhile",
        ),
        pytest.param(
            [plan(a="todo"), plan(a="done").encode() + b"\n\xff\xfe\n"],
            [*ADDED, ("status", "a", "done", 2)],
            id="bad-bytes",
        ),
    ],
)
def test_events(tmp_path, versions, events):
    """Each version tells what it did to each task, and no more."""
    assert happened(told(tmp_path, *versions)) == events


def test_a_task_s_life(tmp_path):
    """When it came, was begun and closed; going back opens it again, and is counted."""
    versions = [plan(a=status) for status in ("todo", "wip", "done", "wip", "done")]
    (task,) = told(tmp_path, *versions).tasks
    assert (task.added.date.day, task.started.date.day, task.closed.date.day) == (1, 2, 5)
    assert (task.status, task.days, task.back) == (Status.DONE, 4, 1)


def test_a_task_that_was_reset_is_not_begun(tmp_path):
    """Not started is not started, whatever was before."""
    (task,) = told(tmp_path, plan(a="wip"), plan(a="todo")).tasks
    assert (task.started, task.closed, task.days, task.back) == (None, None, None, 1)


def test_a_phase_takes_from_its_first_start_to_its_last_close(tmp_path):
    """Both days are among them, and what is skipped is closed."""
    versions = [plan(a="todo", b="todo"), plan(a="wip", b="todo"), plan(a="done", b="todo")]
    (phase,) = told(tmp_path, *versions, plan(a="done", b="skipped")).phases
    assert (phase.number, phase.title, phase.days) == (1, "Go", 3)
    assert (phase.done, phase.skipped, phase.total) == (1, 1, 2)
    assert (phase.started.date.day, phase.completed.date.day) == (2, 4)


def test_a_phase_under_way_has_no_end(tmp_path):
    """What is not complete took no time yet."""
    (phase,) = told(tmp_path, plan(a="todo", b="todo"), plan(a="done", b="todo")).phases
    assert (phase.completed, phase.days) == (None, None)
    assert phase.started.date.day == 2


def test_dates_that_run_backwards_give_no_duration(tmp_path):
    """A rebase or a wrong clock makes no time negative."""
    builder = Builder.init(tmp_path)
    for day, status in ((9, "todo"), (8, "wip"), (3, "done")):
        builder.commit(files={NAME: plan(a=status)}, date=f"2026-03-{day:02} 20:00 +0800")
    story = Study.open(tmp_path).story()
    assert [one.days for one in (*story.tasks, *story.phases)] == [None, None]
    assert story.tasks[0].closed.date == date(2026, 3, 3)


def test_a_date_that_cannot_be_read_is_none(tmp_path):
    """No day is invented, and nothing is counted for it."""
    builder = built(tmp_path, plan(a="todo"))
    tree, head = builder.git("rev-parse", "HEAD^{tree}"), builder.head()
    builder.write({NAME: plan(a="done")})
    builder.git("add", "--all")
    tree = builder.git("write-tree")
    people = "author A <a@b> 1 +9999\ncommitter A <a@b> 1772409600 +0000"
    builder.raw_commit(f"tree {tree}\nparent {head}\n{people}\n\nx\n".encode(), branch="main")
    story = Study.open(tmp_path).story()
    assert story.events[-1].moment.date is None
    assert story.active_days == 1


def test_the_day_is_the_author_s_own_unless_the_config_names_a_zone(tmp_path):
    """Half past eleven at night is the next day further east."""
    builder = Builder.init(tmp_path)
    builder.commit(files={NAME: plan(a="done")}, date="2026-03-01 23:30 -0800")
    assert Study.open(tmp_path).story().first.date == date(2026, 3, 1)
    builder.write({"studytrack.toml": f'tracker = "{NAME}"\ntimezone = "Asia/Shanghai"\n'})
    assert Study.open(tmp_path).story().first.date == date(2026, 3, 2)


def test_days_streaks_and_gaps(tmp_path):
    """A note in the prose makes no day active; fourteen quiet days are a gap."""
    builder = Builder.init(tmp_path)
    days = ((1, "todo"), (2, "wip"), (3, "done"), (18, "wip"))
    for day, status in days:
        builder.commit(files={NAME: plan(a=status)}, date=f"2026-03-{day:02} 20:00 +0800")
    builder.commit(files={NAME: plan(a="wip") + "\nText.\n"}, date="2026-03-19 20:00 +0800")
    story = Study.open(tmp_path).story()
    assert (story.versions, story.active_days) == (5, 4)
    assert [(one.first.day, one.last.day, one.days) for one in story.streaks] == [(1, 3, 3)]
    assert [(one.first.day, one.last.day, one.days) for one in story.gaps] == [(4, 17, 14)]


class TestBranches:
    """Versions that did not come one after the other."""

    def parted(self, root):
        """Two branches, each of which does one task."""
        builder = built(root, plan(a="todo", b="todo"))
        builder.branch("side")
        builder.commit(files={NAME: plan(a="todo", b="done")}, date="2026-03-02 20:00 +0800")
        builder.checkout("main")
        builder.commit(files={NAME: plan(a="done", b="todo")}, date="2026-03-03 20:00 +0800")
        return builder

    def test_a_branch_undoes_nothing_of_another(self, tmp_path):
        """Each commit is compared with its own parent, and a merge with all of its."""
        builder = self.parted(tmp_path)
        merging(builder)
        builder.commit(files={NAME: plan(a="done", b="done")}, date="2026-03-04 20:00 +0800")
        story = Study.open(tmp_path).story()
        assert happened(story)[2:] == [("status", "b", "done", 2), ("status", "a", "done", 3)]
        assert [task.status for task in story.tasks] == [Status.DONE, Status.DONE]
        assert story.phases[0].completed.date.day == 3

    def test_a_merge_that_takes_a_side_has_the_last_word(self, tmp_path):
        """What the other branch did is told, and how it stands is what stands there."""
        builder = self.parted(tmp_path)
        merging(builder)
        builder.commit(date="2026-03-04 20:00 +0800")
        story = Study.open(tmp_path).story()
        assert {task.id: task.status.value for task in story.tasks} == {
            "a": "done",
            "b": "not-started",
        }
        assert story.tasks[1].closed is None

    def test_what_a_merge_itself_changes_is_its_own(self, tmp_path):
        """It differs from every parent."""
        builder = self.parted(tmp_path)
        merging(builder)
        text = plan(a="skipped", b="skipped")
        merge = builder.commit(files={NAME: text}, date="2026-03-04 20:00 +0800")
        story = Study.open(tmp_path).story()
        own = [one for one in story.events if one.moment.commit == merge]
        assert [(one.task, one.after) for one in own] == [
            ("a", Status.SKIPPED),
            ("b", Status.SKIPPED),
        ]


class TestNames:
    """Where the tracker is, and was."""

    def test_moves_are_followed(self, tmp_path):
        """Two moves without a change; what had the name before is another file."""
        builder = Builder.init(tmp_path)
        builder.commit(files={"b.md": plan(x="done")}, date="2026-02-27 20:00 +0800")
        builder.commit(files={"b.md": None, "a.md": plan(a="todo")}, date="2026-03-01 20:00 +0800")
        builder.git("mv", "a.md", "b.md")
        builder.commit("Move", date="2026-03-02 20:00 +0800")
        builder.commit(files={"b.md": plan(a="wip")}, date="2026-03-03 20:00 +0800")
        (tmp_path / "studies").mkdir()
        builder.git("mv", "b.md", "studies/plan.md")
        builder.commit("Move again", date="2026-03-04 20:00 +0800")
        builder.commit(files={"studies/plan.md": plan(a="done")}, date="2026-03-05 20:00 +0800")
        story = Study.open(tmp_path).story()
        assert story.tracker == "studies/plan.md"
        assert happened(story) == [
            *ADDED,
            ("status", "a", "in-progress", 3),
            ("status", "a", "done", 5),
        ]
        assert story.versions == 5

    def test_a_tracker_can_be_named(self, tmp_path):
        """Where several files may be it, one is said; from a folder inside too."""
        files = {"x/one.md": plan(a="todo"), "x/two.md": plan(b="done")}
        Builder.init(tmp_path).commit(files=files)
        with pytest.raises(TrackerError, match="several files may be the tracker"):
            Study.open(tmp_path)
        study = Study.open(tmp_path / "x", tracker="two.md")
        assert study.tracker == "x/two.md"
        assert [task.id for task in study.story().tasks] == ["b"]
        assert study.state(at="HEAD").tracker == "x/two.md"

    def test_a_tracker_that_is_gone_can_be_named(self, tmp_path):
        """It has a history, and an end."""
        story = told(tmp_path, plan(a="todo"), plan(a="done"), None)
        assert [one.reason for one in story.silences] == ["deleted"]
        assert story.silences[0].until is None
        assert story.tasks[0].status is Status.DONE

    def test_a_symbolic_link_is_followed(self, tmp_path):
        """As everywhere, where it stays inside the repository."""
        builder = Builder.init(tmp_path)
        builder.commit(files={"plans/real.md": plan(a="todo")})
        (tmp_path / NAME).symlink_to("plans/real.md")
        builder.commit(files={"plans/real.md": plan(a="done")})
        assert Study.open(tmp_path, tracker=NAME).story().tasks[0].status is Status.DONE


class TestRefusals:
    """What has no story to tell says so in one line."""

    @pytest.mark.parametrize(
        ("committed", "error"),
        [
            pytest.param(None, f"{NAME}: not in any commit yet.*git add", id="no-commit"),
            pytest.param({"README.md": "x"}, f"{NAME}: not in any commit yet", id="not-committed"),
            pytest.param(
                {NAME: "# Plan\n"}, f"{NAME}: no version of it has a table", id="no-table"
            ),
        ],
    )
    def test_no_story(self, tmp_path, committed, error):
        """The remedy is named."""
        builder = Builder.init(tmp_path)
        if committed is not None:
            builder.commit(files=committed)
        builder.write({NAME: plan(a="todo")})
        with pytest.raises(TrackerError, match=error):
            Study.open(tmp_path).story()

    def test_no_tracker(self, tmp_path):
        """A repository without any says that it needs one."""
        Builder.init(tmp_path).commit(files={"README.md": "x"})
        with pytest.raises(TrackerError, match="no tracker here"):
            Study.open(tmp_path)

    @pytest.mark.parametrize("name", ["../x.md", "/x.md"], ids=["above", "absolute"])
    def test_outside(self, tmp_path, name):
        """A path that leads out of the repository is refused."""
        Builder.init(tmp_path / "study").commit()
        with pytest.raises(TrackerError, match="outside the repository"):
            Study.open(tmp_path / "study", tracker=name)

    def test_a_shallow_clone(self, tmp_path):
        """Half a history tells no story."""
        built(tmp_path / "whole", plan(a="todo"), plan(a="done"))
        clone = Builder(tmp_path / "clone")
        clone.root.mkdir()
        clone.git("clone", "--quiet", "--depth=1", f"file://{tmp_path / 'whole'}", ".")
        with pytest.raises(HistoryError, match=r"shallow.*git fetch --unshallow"):
            Study.open(clone.root)


def test_a_story_is_what_its_json_says(tmp_path):
    """JSON and back, and the same story every time."""
    story = told(tmp_path, plan(a="todo"), plan(a="done"))
    text = story.model_dump_json()
    assert Story.model_validate_json(text) == story
    values = json.loads(text)
    assert values["schema"] == 1
    assert values["language"] == "en"
    assert Study.open(tmp_path).story() == story


def test_authors_are_those_of_the_mailmap(tmp_path):
    """As in every other command."""
    built(tmp_path, plan(a="done")).commit(files={".mailmap": "Anna <ann@example.org>\n"})
    assert Study.open(tmp_path).story().first.author == "Anna <ann@example.org>"
