"""``studytrack record``: edits of the tracker by hand become records, and stay as they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from studytrack import Study
from tests.cli.studies import ENGLISH, run
from tests.study.desks import everything, hook, message, planned

if TYPE_CHECKING:
    from tests.repositories import Builder

ISOLATION = "| 2.1 Isolation | 5h |{}|"
OPEN, DOING, DONE, SKIPPED = "🔴 Not started", "🟡 In progress", "🟢 Done", "⚫ Skipped"


def recorded(root) -> Builder:
    """A study that is reconciled: 1.1 is done, 1.2 in progress, phase 2 took two hours."""
    builder = planned(
        root, ENGLISH.replace("\n- 🔴", "\n**Phase 2 summary**: actual ____ h\n\n- 🔴")
    )
    builder.write({"studytrack.toml": 'tracker = "tracker.md"\n'})
    builder.commit("Study-Time: phase 2 2h")
    legend = "- 🟢 **Done**\n- ⚫ **Skipped**\n"
    text = (root / "tracker.md").read_text(encoding="utf-8").replace("- 🟢 **Done**\n", legend)
    builder.commit("Legend", {"tracker.md": text})
    Study.open(root).reconcile().write()
    builder.commit("Reconcile\n\nStudytrack-Update: yes\n")
    return builder


def edit(builder, *edits) -> str:
    """Edits the tracker by hand; what it says then."""
    path = builder.root / "tracker.md"
    text = path.read_text(encoding="utf-8")
    for pattern, after in edits:
        text, count = re.subn(pattern, after, text)
        assert count == 1
    path.write_text(text, encoding="utf-8")
    return text


def unrecorded(builder) -> list[str]:
    """What of tasks and hours is left to be recorded, or to be corrected."""
    found = [one for one in Study.open(builder.root).state().problems if one.code in _LEFT]
    return [one.message for one in found if not one.message.startswith("completion date")]


_LEFT = {"edit-unrecorded", "drift"}


EDITS = [
    pytest.param(
        [(r"(1\.2 B-trees \| 4h \| 2026-01-03 \|) \| 🟡 In progress", r"\1 2026-01-09 | 🟢 Done")],
        ["Study-Task: 1.2 done 2026-01-09"],
        id="done and finished",
    ),
    pytest.param(
        [(r"(1\.2 B-trees \| 4h \|) 2026-01-03 (\| \|)", r"\1 2026-01-01 \2")],
        ["Study-Task: 1.2 start 2026-01-01"],
        id="begun",
    ),
    pytest.param(
        [(r"(1\.1 Pages \| 2-3h \|) 2026-01-02", r"\1 2026-01-01")],
        ["Study-Task: 1.1 start 2026-01-01", "Study-Task: 1.1 done 2026-01-02"],
        id="begun, of a task that is done",
    ),
    pytest.param(
        [
            (r"(1\.1 Pages .*)🟢 Done", r"\1🟡 In progress"),
            (r"2026-01-02 \| 2026-01-02", "2026-01-02 | "),
        ],
        ["Study-Task: 1.1 start"],
        id="not done after all",
    ),
    pytest.param(
        [(r"(1\.2 B-trees .*)🟡 In progress \| \|", r"\1⚫ Skipped | no time |")],
        ["Study-Task: 1.2 skip: no time"],
        id="skipped, with a reason in the notes",
    ),
    pytest.param(
        [(r"(1\.2 B-trees .*)🟡 In progress \| \|", r"\1⚫ Skipped | Skipped: no time |")],
        ["Study-Task: 1.2 skip: no time"],
        id="skipped, with a reason behind the word",
    ),
    pytest.param([("actual 2 h", "actual 3.5 h")], ["Study-Time: phase 2 1h30m"], id="more hours"),
]


@pytest.mark.parametrize(
    ("after", "trailers"),
    [
        (r" 2026-01-07 | 2026-01-09 | 🟢 Done |", "start 2026-01-07, done 2026-01-09"),
        (r" 2026-01-07 | | 🟡 In progress |", "start 2026-01-07"),
        (r" | | 🟢 Done |", "done"),
        (r" | | ⚫ Skipped | no time |", "skip: no time"),
        (r" | | 🔴 Not started | hard |", ""),
    ],
    ids=str,
)
def test_a_tasks_first_edit_becomes_a_record(tmp_path, after, trailers):
    """Nothing was recorded of the task, so that what it says stands; who asks records it."""
    builder = recorded(tmp_path)
    text = edit(builder, (r"(2\.1 Isolation \| 5h \|).*🔴 Not started \|( \|)?", rf"\1{after}"))
    lines = "".join(f"Study-Task: 2.1 {one}\n" for one in trailers.split(", ") if one)
    assert run(tmp_path, "record", "--no-commit").stdout == lines
    result = run(tmp_path, "record", "--yes")
    assert (result.exit_code, result.stderr) == (0, "")
    assert builder.git("show", "HEAD:tracker.md") + "\n" == text or not lines
    assert run(tmp_path, "record", "--yes").stdout.count("\n") == 1


@pytest.mark.parametrize("committed", [True, False], ids=["committed", "uncommitted"])
@pytest.mark.parametrize(
    ("cells", "trailers"),
    [
        (f" | | {DOING} | ", ["Study-Task: 2.1 start"]),
        (f" 2026-01-04 | | {DOING} | ", ["Study-Task: 2.1 start 2026-01-04"]),
        (
            f" 2026-01-04 | 2026-01-05 | {DONE} | ",
            ["Study-Task: 2.1 start 2026-01-04", "Study-Task: 2.1 done 2026-01-05"],
        ),
        (f" | | {SKIPPED} | no time ", ["Study-Task: 2.1 skip: no time"]),
    ],
    ids=["begun", "begun on a day", "done", "skipped"],
)
def test_edits_of_tasks_without_records_become_the_first(tmp_path, cells, trailers, committed):
    """Nothing contradicts them, and yet no record has them; afterwards one has."""
    builder = recorded(tmp_path)
    edit(builder, (r"(2\.1 Isolation \| 5h \|).*\|", rf"\1{cells}|"))
    if committed:
        builder.commit("Edit by hand")
    assert run(tmp_path, "record", "--no-commit").stdout.splitlines() == trailers
    assert run(tmp_path, "record", "--yes").exit_code == 0
    assert "no edit by hand is without" in run(tmp_path, "record").stdout
    assert [one for one in unrecorded(builder) if "says (blank)" not in one] == []


def test_the_days_of_what_was_done_before_adoption_can_be_mended(tmp_path):
    """A note tells that its task was begun, and nothing of the day on which it was finished."""
    done = f" 2026-01-04 | 2026-01-04 | {DONE} | "
    builder = planned(tmp_path, re.sub(r"(Isolation \| 5h \|).*\|", rf"\1{done}|", ENGLISH))
    builder.commit("A note", {"phase2/2.1.md": "# Isolation\n"})
    edit(builder, (r"2026-01-04 \| 2026-01-04", "2026-01-04 | 2026-01-06"))
    assert run(tmp_path, "record", "--no-commit").stdout == "Study-Task: 2.1 done 2026-01-06\n"


@pytest.mark.parametrize("committed", [True, False], ids=["committed", "uncommitted"])
@pytest.mark.parametrize(("edits", "trailers"), EDITS)
def test_edits_become_records(tmp_path, edits, trailers, committed):
    """The tracker stays as it was edited, byte for byte, and nothing is left to say."""
    builder = recorded(tmp_path)
    assert unrecorded(builder) == []
    text = edit(builder, *edits)
    if committed:
        builder.commit("Edit by hand")
    lines = "".join(f"{one}\n" for one in trailers)
    assert run(tmp_path, "record", "--no-commit").stdout == lines
    result = run(tmp_path, "record", "--yes")
    assert (result.exit_code, result.stderr) == (0, "")
    assert message(builder).endswith(f"\n\n{lines.rstrip()}")
    assert builder.git("show", "--format=", "--name-only") == ("" if committed else "tracker.md")
    assert builder.git("show", "HEAD:tracker.md") + "\n" == text
    assert unrecorded(builder) == []


def test_less_time_takes_the_last_record_back(tmp_path):
    """The commit that gave the time is voided."""
    builder = recorded(tmp_path)
    timed = builder.git("rev-parse", "HEAD~2")
    edit(builder, ("actual 2 h", "actual 1 h"))
    assert run(tmp_path, "record", "--no-commit").stdout == f"Study-Void: {timed}\n"


def test_who_cannot_be_asked_is_shown(tmp_path):
    """What would be recorded, and how; nothing is touched."""
    builder = recorded(tmp_path)
    edit(builder, *EDITS[0].values[0])
    before = everything(builder)
    result = run(tmp_path, "record")
    assert result.exit_code == 1
    assert result.stdout == (
        "tracker.md: this record would say what was edited by hand:\n"
        "  Study-Task: 1.2 done 2026-01-09\n"
        "Nothing was committed; to commit this, add: --yes\n"
    )
    assert everything(builder) == before


def test_a_skip_needs_a_reason(tmp_path):
    """Where the notes have none, the command line has."""
    builder = recorded(tmp_path)
    edit(builder, (r"(1\.2 B-trees .*)🟡 In progress", r"\1⚫ Skipped"))
    refused = run(tmp_path, "record", "--yes")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "why is 1.2 skipped? Give the reason with -m" in refused.stderr
    assert run(tmp_path, "record", "--yes", "-m", "no time").exit_code == 0
    assert message(builder) == "Skip 1.2 B-trees\n\nStudy-Task: 1.2 skip: no time"


def test_there_may_be_nothing_to_record(tmp_path):
    """Prose is the learner's own, and stays out of it."""
    builder = recorded(tmp_path)
    edit(builder, ("# Databases", "# My databases"))
    before = everything(builder)
    assert run(tmp_path, "record", "--no-commit").stdout == ""
    result = run(tmp_path, "record", "--yes")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "tracker.md: no edit by hand is without a record.\n"
    assert everything(builder) == before


@pytest.mark.parametrize("remedy", ["clear", "record"])
@pytest.mark.parametrize("reopened", [False, True])
def test_an_edit_that_no_record_says_has_another_remedy(tmp_path, remedy, reopened):
    """A day of finishing beside a task that is in progress is cleared, or the task is done."""
    builder = recorded(tmp_path)
    if reopened:
        builder.commit("Study-Task: 1.2 done 2026-01-04")
        builder.commit("Study-Task: 1.2 reopen")
        Study.open(tmp_path).reconcile().write()
        builder.commit("Reconcile\n\nStudytrack-Update: yes\n")
    row = r"(1\.2 B-trees \| 4h \| 2026-01-03 \|) \|"
    edit(builder, (row, r"\1 2026-01-09 |"))
    builder.commit("By hand")
    told = (
        "finish date was edited by hand to 2026-01-09 and no record says so; "
        "the task is in progress: clear the cell, or record Study-Task: 1.2 done 2026-01-09"
    )
    assert unrecorded(builder) == [told]
    result = run(tmp_path, "record", "--yes")
    assert (result.exit_code, " ".join(result.stdout.split())) == (0, f"tracker.md: {told}")
    if remedy == "clear":
        edit(builder, (row.replace("\\|) \\|", "\\|) 2026-01-09 \\|"), r"\1 |"))
        builder.commit("Cleared")
    else:
        builder.commit("Study-Task: 1.2 done 2026-01-09")
        Study.open(tmp_path).reconcile().write()
    assert unrecorded(builder) == []
    assert "without a record" in run(tmp_path, "record", "--yes").stdout


def test_a_tracker_that_is_staged_in_part_is_refused(tmp_path):
    """The rest of it would be committed too."""
    builder = recorded(tmp_path)
    edit(builder, *EDITS[0].values[0])
    builder.git("add", "tracker.md")
    edit(builder, ("# Databases", "# My databases"))
    before = everything(builder)
    result = run(tmp_path, "record", "--yes")
    assert result.exit_code == 2
    assert "tracker.md is staged in part" in result.stderr
    assert everything(builder) == before


def test_a_failure_leaves_the_edit_unstaged(tmp_path):
    """As it was before."""
    builder = recorded(tmp_path)
    edit(builder, *EDITS[0].values[0])
    hook(builder, "commit-msg", "exit 1")
    before = everything(builder)
    assert run(tmp_path, "record", "--yes").exit_code == 2
    assert everything(builder) == before


def test_other_edits_follow_in_the_same_commit(tmp_path):
    """With --reconcile sums and dates are corrected too."""
    builder = recorded(tmp_path)
    edit(builder, *EDITS[0].values[0])
    assert run(tmp_path, "record", "--yes", "--reconcile").exit_code == 0
    assert "completed 2026-01-09" in builder.git("show", "HEAD:tracker.md")
    assert not Study.open(tmp_path).reconcile().changed
