"""Each command on a real study: what it prints, what it writes, how it exits."""

from __future__ import annotations

import json
import re

import pytest

from studytrack import Study
from studytrack.config.settings import json_schema
from studytrack.locales import names
from tests.cli.studies import CHINESE, ENGLISH, HIDDEN, run, study
from tests.repositories import Builder


@pytest.mark.parametrize(
    "arguments",
    [
        ("status",),
        ("status", "--json"),
        ("status", "--at", "HEAD~1"),
        ("check",),
        ("check", "--github"),
        ("why", "1.1"),
        ("log",),
        ("review",),
        ("review", "--json"),
        ("story",),
        ("story", "--json"),
        ("story", "--markdown"),
        ("reconcile", "--check"),
        ("reconcile", "--diff"),
        ("reconcile", "--at", "HEAD"),
        ("reconcile", "--check", "--json"),
    ],
    ids=" ".join,
)
def test_reading_changes_nothing(english, arguments):
    """Commands that only tell leave the work tree and the index as they are."""
    before = (english / "tracker.md").read_bytes()
    result = run(english, *arguments)
    assert result.exit_code in {0, 1}
    assert not result.stderr
    assert (english / "tracker.md").read_bytes() == before
    assert Builder(english).git("status", "--porcelain") == ""


def test_status_in_english(english):
    """Phases with their bars, tasks under way, and a hint at the problems."""
    lines = run(english, "status").stdout.splitlines()
    assert lines[0].startswith("tracker.md  ")
    assert lines[2].split() == ["phase", "progress", "done", "hours/plan", "dates"]
    assert lines[3].split("  ", 2)[:2] == ["1", "Storage"]
    assert lines[3].endswith("  ######......  1/2   2.5 / 6-7    from 2026-03-02")
    assert lines[5].startswith("   all")
    assert lines[7:9] == ["In progress", "  1.2  B-trees  - / 4  from 2026-03-03"]
    assert lines[-1].endswith("see them with: studytrack check")


def test_status_in_chinese(chinese):
    """The words are the tracker's language's."""
    out = run(chinese, "status").stdout
    assert "进行中\n  1.2  B树  - / 4  2026-03-03 起\n" in out
    assert out.splitlines()[-1].endswith("查看请运行 studytrack check")


def test_status_json_is_the_state(english):
    """The JSON of the command is that of the model."""
    out = run(english, "status", "--json").stdout
    state = Study.open(english).state()
    assert out == state.model_dump_json() + "\n"
    assert json.loads(out)["schema"] == 1


def test_status_at_a_revision(english):
    """An older revision is read as it was."""
    values = json.loads(run(english, "status", "--at", "HEAD~1", "--json").stdout)
    assert values["revision"] == Builder(english).git("rev-parse", "HEAD~1")
    assert values["total"]["done"] == 1
    assert values["phases"][0]["tasks"][1]["status"] == "not-started"


def test_reconcile_writes_and_tells(tmp_path):
    """Every value is named with what was there, what is, and whose commit said so; once."""
    root = study(tmp_path, ENGLISH).root
    result = run(root, "reconcile")
    assert result.exit_code == 0
    head = Builder(root).git("rev-parse", "--short=12", "HEAD")
    lines = result.stdout.splitlines()
    assert f"1.2, status: 🔴 Not started -> 🟡 In progress  {head}" in lines
    assert "whole study, start date: [YYYY-MM-DD] -> 2026-03-02" in lines
    assert any(line.startswith("tracker.md: ") and line.endswith("updated.") for line in lines)
    assert lines[-1] == run(root, "reconcile").stdout.splitlines()[-1]
    text = (root / "tracker.md").read_text(encoding="utf-8")
    assert "| 1.1 Pages | 2-3h | 2026-03-02 | 2026-03-02 | 🟢 Done | fixed size |" in text
    assert run(root, "reconcile").stdout.startswith("tracker.md is up to date.\n")
    assert run(root, "reconcile", "--check").exit_code == 0


def test_reconcile_check_finds_drift(english):
    """What would change is told, with the command that changes it, and exit code 1."""
    result = run(english, "reconcile", "--check")
    assert result.exit_code == 1
    assert "update them with: studytrack reconcile\n" in result.stdout


def test_reconcile_json(english):
    """Changes, blocks and problems, as the models have them."""
    result = run(english, "reconcile", "--check", "--json")
    values = json.loads(result.stdout)
    assert list(values) == ["schema", "changes", "blocks", "problems"]
    assert {"task", "phase", "field", "before", "after", "line", "sources"} == set(
        values["changes"][0]
    )
    assert result.exit_code == 1


def test_reconcile_json_writes(tmp_path):
    """Only --check, --diff and --at keep reconcile from writing."""
    root = study(tmp_path, ENGLISH).root
    assert json.loads(run(root, "reconcile", "--json").stdout)["changes"]
    assert json.loads(run(root, "reconcile", "--json").stdout)["changes"] == []


def test_reconcile_diff_applies(tmp_path):
    """The diff, given to git apply, makes what reconcile makes."""
    builder = study(tmp_path, CHINESE, "跟踪.md")
    diff = run(builder.root, "reconcile", "--diff")
    assert diff.exit_code == 0
    builder.git("apply", given=diff.stdout_bytes)
    assert run(builder.root, "reconcile", "--check").exit_code == 0


def test_reconcile_at_prints_bytes(tmp_path):
    """The tracker of a revision comes out byte for byte, CRLF and no final line feed included."""
    tracker = ENGLISH.removesuffix("\n").replace("\n", "\r\n")
    builder = study(tmp_path, tracker)
    printed = run(builder.root, "reconcile", "--at", "HEAD").stdout_bytes
    run(builder.root, "reconcile")
    assert printed == (builder.root / "tracker.md").read_bytes()
    assert printed.count(b"\r\n") == printed.count(b"\n") == tracker.count("\n")


def test_check_lists_problems_by_severity(tmp_path):
    """Errors come first, then warnings; the exit code tells the worst."""
    builder = study(tmp_path, ENGLISH)
    assert run(builder.root, "check").exit_code == 0
    assert run(builder.root, "check", "--strict").exit_code == 1
    bad = builder.commit("Study-Task: 9.9 done")
    result = run(builder.root, "check")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[0].startswith(f"commit {bad[:12]}: error task-unknown ")
    assert lines[1].startswith("tracker.md:8: warning drift ")
    assert lines[-1].startswith("Problems: 1 error, ")


SUMMARY = "**Phase 1 summary**: estimated 6-7 hours, actual ____ hours, completed ____\n"


@pytest.mark.parametrize(
    ("tracker", "told"),
    [
        pytest.param(ENGLISH.replace(SUMMARY, ""), False, id="nowhere"),
        pytest.param(ENGLISH, True, id="summary"),
        pytest.param(ENGLISH.replace(SUMMARY, "").replace("Estimate", "Actual"), True, id="column"),
    ],
)
def test_partial_hours_are_told_of_where_hours_are_kept(tmp_path, tracker, told):
    """Who keeps no hours in the tracker is not asked for those of every task."""
    builder = study(tmp_path, tracker.replace("| 4h |", "| |").replace("| 2-3h |", "| |"))
    builder.commit("Study-Task: 1.2 done")
    problems = json.loads(run(builder.root, "check", "--json").stdout)["problems"]
    assert ("hours-partial" in {one["code"] for one in problems}) is told


def test_check_json_and_github(english):
    """Machines get the same problems in their own forms."""
    values = json.loads(run(english, "check", "--json").stdout)
    assert list(values) == ["schema", "problems"]
    lines = run(english, "check", "--github").stdout.splitlines()
    assert len(lines) == len(values["problems"])
    assert all(line.startswith(("::warning file=", "::notice file=")) for line in lines)


def test_why_names_commits(english):
    """A field has its value and its records; one without any keeps the tracker's text."""
    builder = Builder(english)
    begun = builder.git("rev-parse", "--short=12", "HEAD")
    lines = run(english, "why", "1.2").stdout.splitlines()
    assert lines[0] == "task 1.2"
    assert lines[1:3] == [
        "  status: in progress",
        f"    {begun}  2026-03-03  Ann  Study-Task: 1.2 start",
    ]
    assert "no record determines it" in run(english, "why", "2.1").stdout
    values = json.loads(run(english, "why", "1.2", "--json").stdout)
    assert list(values) == ["schema", "task", "fields"]


@pytest.mark.parametrize("command", ["why", "log", "questions", "refs", "review"])
def test_a_task_goes_by_its_title_too(english, command):
    """As it does where something is recorded; who is near is named."""
    assert run(english, command, "b-trees").output == run(english, command, "1.2").output
    assert "did you mean 2.1 Isolation?" in run(english, command, "isol").stderr
    assert "is more than one task" in run(english, command, "1.1-1.2").stderr


def test_why_shows_the_note(tmp_path):
    """Where the notes cell has the note's link, its path stands, and the commit that added it."""
    builder = study(tmp_path, ENGLISH)
    added = builder.commit("Notes", {"phase1/1.2-trees.md": "x"}, date="2026-03-04 20:00 +0800")
    lines = run(builder.root, "why", "1.2").stdout.splitlines()
    assert lines[-2:] == [
        "  notes: phase1/1.2-trees.md",
        f"    {added[:12]}  2026-03-04  Ann  note file  phase1/1.2-trees.md",
    ]
    builder.commit("Study-Note: 1.2 leaves hold rows")
    assert "notes: leaves hold rows; phase1/1.2-trees.md" in run(builder.root, "why", "1.2").stdout


def test_why_and_log_mark_what_was_taken_back(tmp_path):
    """A record that does not count names the commit that took it back."""
    builder = study(tmp_path, ENGLISH)
    taken = builder.commit("Study-Task: 2.1 done")
    void = builder.commit(f"Oops\n\nStudy-Void: {taken[:10]}")
    assert f"(taken back by {void[:12]})" in run(builder.root, "why", "2.1").stdout
    assert f"(taken back by {void[:12]})" in run(builder.root, "log").stdout
    records = json.loads(run(builder.root, "log", "2.1", "--json").stdout)["records"]
    assert [record["effective"] for record in records] == [False]


def test_log_lists_records(english):
    """A row for each record, in order; of one task if one is named."""
    assert [line.split()[2:4] for line in run(english, "log").stdout.splitlines()[1:]] == [
        ["1.1", "done"],
        ["1.1", "time"],
        ["1.1", "takeaway"],
        ["1.2", "start"],
    ]
    assert len(run(english, "log", "1.2").stdout.splitlines()) == 2
    assert run(english, "log", "2.1").stdout == (
        "No records of 2.1 yet. Commit with a trailer such as: Study-Task: 2.1 done\n"
    )


def test_init_adopts(tmp_path):
    """The config is written, the tracker is not, and the next steps name a task of this one."""
    builder = study(tmp_path, CHINESE, "计划/跟踪.md")
    before = (builder.root / "计划/跟踪.md").read_bytes()
    result = run(builder.root, "init")
    assert result.exit_code == 0
    assert (builder.root / "计划/跟踪.md").read_bytes() == before
    assert 'tracker = "计划/跟踪.md"' in (builder.root / "studytrack.toml").read_text("utf-8")
    lines = result.stdout.splitlines()
    assert lines[0].startswith("计划/跟踪.md：2 个阶段，3 个任务")
    assert "  git add studytrack.toml" in lines
    assert "  git commit -m '学习 1.1' -m 'Study-Task: 1.1 done 2h'" in lines
    again = run(builder.root, "init")
    assert again.exit_code == 2
    assert again.stderr.startswith("studytrack: studytrack.toml: ")


def test_init_finds_the_language(tmp_path):
    """The config names the tracker's; what has no messages of its own is spoken of in English."""
    builder = study(tmp_path, "| 주제 | 상태 |\n|-|-|\n| 1.1 별 | 시작 전 |\n", "진도.md")
    result = run(builder.root, "init")
    assert result.exit_code == 0, result.stderr
    assert 'locale = "ko"' in (builder.root / "studytrack.toml").read_text("utf-8")
    assert result.stdout.startswith("진도.md: 1 phase, 1 task, 0 done\n")


def test_init_scaffolds(tmp_path, monkeypatch):
    """Where there is no tracker a new one begins, in the environment's language."""
    builder = Builder.init(tmp_path)
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    result = run(builder.root, "init")
    assert result.exit_code == 0, result.stderr
    builder.commit("begin")
    assert run(builder.root, "status").exit_code == 0


@pytest.mark.parametrize("fill", [False, True], ids=["as-it-is", "filled-in"])
@pytest.mark.parametrize("language", names())
def test_a_new_tracker_has_nothing_to_look_at(tmp_path, monkeypatch, language, fill):
    """Who follows `init` to the letter is warned of nothing; placeholders are information."""
    builder = Builder.init(tmp_path)
    monkeypatch.setenv("LC_ALL", language)
    assert run(builder.root, "init").exit_code == 0
    (tracker,) = tmp_path.glob("*.md")
    assert f'locale = "{language}"' in (tmp_path / "studytrack.toml").read_text("utf-8")
    text = tracker.read_text("utf-8")
    if fill:
        filled = re.sub(r"\[[^\]]+\]", "2026-03-01", text)
        builder.write({tracker.name: filled})
    builder.commit("begin")
    result = run(builder.root, "check", "--json")
    codes = [problem["code"] for problem in json.loads(result.stdout)["problems"]]
    assert codes == ([] if fill else ["placeholder", "placeholder"])


def test_init_tells_why_a_file_of_that_name_is_no_tracker(tmp_path):
    """A list may be none, and what stands in a fence is none; both stay what they are."""
    builder = Builder.init(tmp_path)
    builder.commit("begin", {"tracker.md": "# Plan\n\n- [ ] Pages\n"})
    result = run(builder.root, "init")
    assert result.exit_code == 2
    assert "tracker.md: its tasks have no ids or phases; if it is your" in result.stderr
    builder.commit("again", {"tracker.md": "```\n- [ ] Pages\n```\n"})
    result = run(builder.root, "init")
    assert result.exit_code == 2
    assert "tracker.md: no table of tasks: all of it stands in a code fence" in result.stderr
    assert not (builder.root / "studytrack.toml").exists()


def test_what_looks_like_a_tracker_and_is_none_is_named_with_the_reason(tmp_path):
    """Beside a new tracker, and where a command finds none."""
    builder = Builder.init(tmp_path)
    files = {"plan.md": "| Tâche | Statut |\n|-|-|\n| A | fait |\n", "README.md": "# Notes\n"}
    builder.commit("begin", files)
    why = "1 table, none with a status column (headers: Tâche, Statut)"
    assert why in run(builder.root, "status").stderr
    result = run(builder.root, "init")
    assert f"plan.md: stays as it is; no table of tasks: {why}" in result.stdout
    assert "README.md" not in result.stdout


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        pytest.param("README.md", "# Notes\n\n- Pages\n- B-trees\n- Logs\n", False, id="a list"),
        pytest.param("todo.md", "- [ ] Pages\n- [x] B-trees\n", False, id="too short"),
        pytest.param(".github/form.md", "- [ ] a\n" * 9, False, id="a form"),
        pytest.param("code.md", "[ ] a\n- [ ]b\n" * 9, False, id="look-alikes"),
        pytest.param("plan.md", "# Plan\n\n" + "- [ ] Pages\n" * 3, True, id="bullets"),
        pytest.param("a/plan.md", "1. [x] Pages\r\n  - [ ] B\r\n* [X] C\r\n", True, id="mixed"),
    ],
)
def test_init_tells_of_a_tracker_of_another_shape(tmp_path, name, text, told):
    """A new tracker begins beside a list of tasks, and somebody is told why."""
    builder = Builder.init(tmp_path)
    builder.commit("begin", {name: text})
    result = run(builder.root, "init")
    assert result.exit_code == 0
    lines = [one for one in result.stdout.splitlines() if one.startswith(f"{name}: ")]
    assert ["a list without ids or phases" in one for one in lines] == [True] * told


def test_init_asks_for_a_commit_that_can_be_made(tmp_path):
    """The command in the message works as it stands, whatever the file is called."""
    builder = Builder.init(tmp_path)
    builder.write({"my plan.md": "| Task | Status |\n|-|-|\n| 1.1 Pages | todo |\n"})
    assert "git add 'my plan.md' && git commit" in run(builder.root, "init").stderr


def test_a_task_that_goes_by_its_title_is_named_once(tmp_path):
    """Where the title is the id, the list of what is under way does not say it twice."""
    table = "| Task | Status | Notes |\n|-|-|-|\n| Dot product | in progress | |\n"
    builder = study(tmp_path, f"## Phase 1: Vectors (May)\n\n{table}", "plan.md")
    shown = run(builder.root, "status").stdout
    assert shown.count("Dot product") == 1
    assert "Vectors (May)" in shown


@pytest.mark.parametrize("name", ["state", "story", "config"])
def test_schemas(name):
    """All are JSON Schemas of what they are named after."""
    values = json.loads(run(".", "schema", name).stdout)
    assert values["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert "tracker" in values["properties"]
    assert name != "config" or values == json_schema()


def test_hostile_history_is_harmless(tmp_path):
    """No command lets an escape sequence from git, a note or the tracker through."""
    tracker = ENGLISH.replace("Pages", "Pa\u202eges \x1b[31m").replace("Storage", "S\x1b]0;x\x07")
    builder = study(tmp_path, tracker)
    builder.commit(
        "Study-Task: 2.1 done: \x1b[2J\u200b\n\nStudy-Note: 1.2 [red]\u202e[/red]\n",
        {"phase1/1.2-\x1b[31m\u202e.md": "x"},
        author="Eve \x1b[31m <eve@example.org>",
    )
    commands = (
        ("status",), ("story",), ("story", "--json"), ("story", "--markdown"),
        ("status", "--json"), ("check",), ("check", "--json"), ("check", "--github"),
        ("reconcile", "--diff"), ("reconcile", "--check"), ("reconcile", "--check", "--json"),
        ("why", "1.2"), ("why", "1.2", "--json"), ("log",), ("log", "--json"),
        ("why", "\x1b[31m"), ("status", "--at", "\x1b[31m"), ("\x1b[31m",), ("init", "\x1b[31m"),
        ("reconcile",),
    )  # fmt: skip
    for command in commands:
        result = run(builder.root, *command)
        assert result.output, command
        assert not set(HIDDEN) & set(result.output), (command, result.output)


def test_a_lost_since_is_a_problem_with_its_line(tmp_path):
    """Check lists it like any other error; every other command says it in one line, and stops."""
    study(tmp_path, ENGLISH)
    (tmp_path / "studytrack.toml").write_text(
        'tracker = "tracker.md"\nsince = "1234567"\n', encoding="utf-8"
    )
    checked = run(tmp_path, "check", "--json")
    (problem,) = json.loads(checked.stdout)["problems"]
    assert (problem["code"], problem["path"], problem["line"]) == (
        "since-missing",
        "studytrack.toml",
        2,
    )
    assert checked.exit_code == 1
    stopped = run(tmp_path, "status")
    assert stopped.exit_code == 2
    assert stopped.stderr.startswith("studytrack: studytrack.toml:2: since: ")


def test_status_shows_the_weeks_of_a_phase(tmp_path):
    """Parts stand indented below their phase, where it has several."""
    weeks = "## Phase 1: Go\n### Week 1\n- [x] 1.1 P\n### Week 2\n- [ ] 1.2 Q\n"
    builder = Builder.init(tmp_path)
    builder.commit("begin", {"plan.md": weeks + "## Phase 2: C\n### Week 3\n- [ ] 2.1 R\n"})
    lines = run(builder.root, "status").stdout.splitlines()
    assert [line.split("  ")[:1] + line.split()[-1:] for line in lines if "/" in line][1:] == [
        ["1", "1/2"],
        ["", "1/1"],
        ["", "0/1"],
        ["2", "0/1"],
        ["", "1/3"],
    ]
    assert any(line.startswith("     Week 1 ") for line in lines)


LEGEND = "Legend: ✅ done, 🔄 in progress, ⬜ not started\n\n"


@pytest.mark.parametrize(
    ("name", "text", "adopted"),
    [
        pytest.param(
            "plan.md",
            "### Module 1: P - done\n### Module 2: Q - done\n### Module 3: R - todo\n",
            True,
        ),
        pytest.param("plan.md", f"{LEGEND}## A\n- ✅ P\n- ✅ Q\n## B\n- 🔄 R\n- ⬜ S\n", True),
        pytest.param("log.md", "## Week 1\n- P ✅\n- Q ❌\n## Week 2\n- R ✅\n- S\n", True),
        pytest.param("README.md", "## Good\n- ✅ Fast\n- ✅ Small\n## Bad\n- ❌ Old\n", False),
        pytest.param(
            "CONTRIBUTING.md", "## 1. Fork\n- [ ] P\n- [ ] Q\n## 2. Push\n- [ ] R\n", False
        ),
        pytest.param("docs/CHANGELOG.md", "## Week 1\n- P ✅\n- Q ❌\n## Week 2\n- R ✅\n", False),
    ],
    ids=["words", "legend", "weeks", "good and bad", "forms", "changes"],
)
def test_which_lists_init_takes_for_a_tracker(tmp_path, name, text, adopted):
    """Phases with numbers, or a legend, tell a plan without ids from good and bad points."""
    builder = Builder.init(tmp_path)
    builder.commit("begin", {name: text})
    result = run(builder.root, "init")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{name}: ") is adopted
