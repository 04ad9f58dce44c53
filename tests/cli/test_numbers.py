"""``studytrack init --number``: what is shown, asked and written, and what is refused."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from studytrack import Status, Study, TrackerError
from studytrack.errors import WriteError
from tests.cli.studies import plain_environment, run, started
from tests.repositories import Builder

PLAN = """\
# Woodwork

## Phase 1: Saws

- [x] Rip saw
- [ ] Quiz

## Phase 2: Planes

- [ ] Quiz
- [ ] Sharpening a blade
"""
NUMBERED = (
    PLAN.replace("Rip", "1.1 Rip")
    .replace("Quiz", "1.2 Quiz", 1)
    .replace("] Quiz", "] 2.1 Quiz")
    .replace("Sharp", "2.2 Sharp")
)
CHANGED = [
    "-- [x] Rip saw",
    "-- [ ] Quiz",
    "+- [x] 1.1 Rip saw",
    "+- [ ] 1.2 Quiz",
    "-- [ ] Quiz",
    "-- [ ] Sharpening a blade",
    "+- [ ] 2.1 Quiz",
    "+- [ ] 2.2 Sharpening a blade",
]


@pytest.fixture
def plan(tmp_path) -> Builder:
    """A repository with a plan whose tasks have no ids."""
    builder = Builder.init(tmp_path)
    builder.commit("Plan", {"plan.md": PLAN})
    return builder


@pytest.fixture
def adopted(plan) -> Builder:
    """The same with a config."""
    assert run(plan.root, "init").exit_code == 0
    plan.commit("Adopt")
    return plan


def changed(output: str) -> list[str]:
    """The lines that a diff takes away and adds."""
    return [line for line in output.splitlines() if line[:2] in {"--", "+-"} and line[:3] != "---"]


def test_init_suggests_ids_and_writes_none(plan):
    """One line says how to get them; the tracker stays."""
    lines = run(plan.root, "init").stdout.splitlines()
    assert [line for line in lines if "--number" in line] == [
        "  4 tasks have no ids and go by their titles; to write some: studytrack init --number"
    ]
    assert (plan.root / "plan.md").read_text("utf-8") == PLAN


@pytest.mark.parametrize("config", [False, True], ids=["to be adopted", "adopted"])
def test_without_a_terminal_nothing_is_written(plan, config):
    """The diff is shown, and how to have it written."""
    if config:
        run(plan.root, "init")
    result = run(plan.root, "init", "--number")
    assert result.exit_code == 1
    assert changed(result.stdout) == CHANGED
    assert result.stdout.splitlines()[-1] == ("Nothing was written; to write these ids, add: --yes")
    assert (plan.root / "plan.md").read_text("utf-8") == PLAN
    assert (plan.root / "studytrack.toml").exists() == config


def test_a_tracker_is_numbered_and_adopted_at_once(plan):
    """Both files are to be committed, and the example has an id."""
    result = run(plan.root, "init", "--number", "--yes")
    assert result.exit_code == 0
    assert changed(result.stdout) == CHANGED
    lines = result.stdout.splitlines()
    assert "plan.md: 4 tasks have ids now" in lines
    assert "  git add plan.md studytrack.toml" in lines
    assert "  git commit -m 'Study 1.2' -m 'Study-Task: 1.2 done 2h'" in lines
    assert (plan.root / "plan.md").read_text("utf-8") == NUMBERED
    plan.commit("Adopt")
    assert run(plan.root, "check", "--strict").exit_code == 0
    assert "--number" not in run(plan.root, "init", "--number").stdout


def test_an_adopted_tracker_is_numbered_alone(adopted):
    """The config stays, and what commits called by titles counts as before."""
    config = (adopted.root / "studytrack.toml").read_bytes()
    adopted.commit("Study\n\nStudy-Task: Saws / Quiz done\nStudy-Task: sharpening start")
    result = run(adopted.root, "init", "--number", "--yes")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-4:] == [
        "plan.md: 4 tasks have ids now",
        "Next, commit it:",
        "  git add plan.md",
        "  git commit -m 'Number the tasks'",
    ]
    assert (adopted.root / "plan.md").read_text("utf-8") == NUMBERED
    assert (adopted.root / "studytrack.toml").read_bytes() == config
    for _ in range(2):
        state = Study.open(adopted.root).state()
        assert [(one.id, one.status) for phase in state.phases for one in phase.tasks] == [
            ("1.1", Status.DONE),
            ("1.2", Status.DONE),
            ("2.1", Status.NOT_STARTED),
            ("2.2", Status.IN_PROGRESS),
        ]
        assert [one.code for one in state.problems] == ["drift"]
        adopted.commit("Number the tasks")
    again = run(adopted.root, "init", "--number")
    assert (again.exit_code, again.stdout) == (
        0,
        "plan.md: every task has an id; there is nothing to write.\n",
    )
    told = Study.open(adopted.root).story()
    assert [one.kind.value for one in told.events] == ["added"] * 4


def test_a_study_in_a_folder_is_numbered(tmp_path):
    """It is found by --dir, or from within."""
    builder = Builder.init(tmp_path)
    builder.commit("Plan", {"wood/plan.md": PLAN, "other.md": PLAN})
    assert run(builder.root, "init", "--dir", "wood").exit_code == 0
    for arguments in (("--dir", "wood"), ("--dir", "wood", "wood/plan.md")):
        assert changed(run(builder.root, "init", "--number", *arguments).stdout) == CHANGED
    assert run(builder.root / "wood", "init", "--number", "--yes").exit_code == 0
    assert (builder.root / "wood/plan.md").read_text("utf-8") == NUMBERED
    assert (builder.root / "other.md").read_text("utf-8") == PLAN


@pytest.mark.parametrize(
    ("arguments", "written"),
    [((), True), (("--number",), False), (("--number", "--yes"), True)],
    ids=["no-numbers", "shown", "written"],
)
def test_json(plan, arguments, written):
    """What is given to which line, and whether it was written; nothing is asked."""
    result = run(plan.root, "init", "--json", *arguments)
    said = json.loads(result.stdout)
    ids = said.pop("ids")
    assert said == {
        "schema": 1,
        "tracker": "plan.md",
        "config": "studytrack.toml",
        "written": written,
    }
    assert result.exit_code == int(not written)
    assert (plan.root / "studytrack.toml").exists() == written
    assert (
        ids[-1:]
        == [{"id": "2.2", "title": "Sharpening a blade", "phase": 2, "line": 11}][: len(arguments)]
    )


def test_a_new_tracker_has_ids(tmp_path):
    """Where none is found, the one to begin with needs no numbering."""
    builder = Builder.init(tmp_path)
    result = run(builder.root, "init", "--number")
    assert result.exit_code == 0
    assert "a new tracker to begin with" in result.stdout
    assert "studytrack init --plan FILE" in result.stdout


def test_a_list_that_may_be_meant_is_named(tmp_path):
    """No new tracker begins where somebody asks for ids and there is a list without any."""
    builder = Builder.init(tmp_path)
    builder.commit("Plan", {"my plan.md": "- [ ] Saws\n- [ ] Planes\n- [ ] Files\n"})
    result = run(builder.root, "init", "--number")
    assert result.exit_code == 2
    assert "studytrack init --number 'my plan.md'" in result.stderr
    assert not (builder.root / "studytrack.toml").exists()
    assert run(builder.root, "init", "--number", "--yes", "my plan.md").exit_code == 0
    assert "- [ ] 1.3 Files" in (builder.root / "my plan.md").read_text("utf-8")


def test_yes_to_nothing_is_a_mistake(plan):
    """--yes alone says yes to no question."""
    result = run(plan.root, "init", "--yes")
    assert result.exit_code == 2
    assert "--yes belongs to --number" in result.stderr
    assert not (plan.root / "studytrack.toml").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
@pytest.mark.parametrize("answer", ["y", "n"])
def test_a_terminal_is_asked(plan, answer):
    """Only who says yes gets the ids; who says no finds everything as it was."""
    import pty

    here, there = pty.openpty()
    with subprocess.Popen(
        started(plan.root, "init", "--number"),
        stdin=there,
        stdout=there,
        stderr=there,
        env=plain_environment(NO_COLOR="1", TERM="dumb"),
    ) as process:
        os.write(here, f"{answer}\n".encode())
        process.wait(timeout=60)
    os.set_blocking(here, False)
    shown = os.read(here, 1 << 16).decode()
    os.close(here)
    os.close(there)
    assert "Write these ids into plan.md? [y/N]" in shown
    assert process.returncode == int(answer == "n")
    text = (plan.root / "plan.md").read_text("utf-8")
    assert text == (NUMBERED if answer == "y" else PLAN)
    assert (plan.root / "studytrack.toml").exists() == (answer == "y")


@pytest.mark.parametrize(
    ("trailers", "named"),
    [
        pytest.param(["1850 start"], "Saw of 1850", id="it says something"),
        pytest.param(["Saw of 1850 start", "1850 start"], "1850 start", id="it says no more"),
    ],
)
def test_a_record_that_would_be_lost_is_named(adopted, trailers, named):
    """Where words of a title would name nothing any more, no ids are written."""
    builder = adopted
    builder.commit("More", {"plan.md": PLAN.replace("Rip saw", "Saw of 1850")})
    for trailer in trailers:
        builder.commit(f"Study\n\nStudy-Task: {trailer}")
    result = run(builder.root, "init", "--number", "--yes")
    assert result.exit_code == 2
    assert f"{named}; no ids were written" in result.stderr
    assert "1.1" not in (builder.root / "plan.md").read_text("utf-8")


def test_what_would_read_otherwise_is_refused(tmp_path):
    """The file is named, and stays."""
    builder = Builder.init(tmp_path)
    text = "| # | Task | Status |\n|-|-|-|\n| x | x | todo |\n| y | y | todo |\n"
    builder.commit("Plan", {"plan.md": text})
    result = run(builder.root, "init", "--number", "--yes")
    assert result.exit_code == 2
    assert "plan.md: line 3: with an id this would read as another task" in result.stderr
    assert (builder.root / "plan.md").read_text("utf-8") == text


def test_a_note_that_would_be_lost_is_named(adopted):
    """A note that is called like its task has to be linked first."""
    adopted.commit("Note", {"phase2/Sharpening a blade.md": "# Stones\n"})
    with pytest.raises(TrackerError, match="Sharpening a blade; no ids were written"):
        Study.open(adopted.root).numbering()
    linked = PLAN.replace("Sharpening a blade", "[Sharpening](<phase2/Sharpening a blade.md>)")
    adopted.commit("Link", {"plan.md": linked})
    assert Study.open(adopted.root).numbering().ids[-1].title == "Sharpening"


def test_an_edit_made_meanwhile_stays(adopted):
    """The ids are written only over the text that they were found for."""
    numbering = Study.open(adopted.root).numbering()
    adopted.write({"plan.md": PLAN + "- [ ] More\n"})
    with pytest.raises(WriteError, match="changed meanwhile"):
        numbering.write()
    assert (adopted.root / "plan.md").read_text("utf-8") == PLAN + "- [ ] More\n"
