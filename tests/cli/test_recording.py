"""The commands that record: what they print, where they refuse, how they exit."""

from __future__ import annotations

import click
import pytest

from studytrack import Study
from studytrack.cli.completing import task_ids
from studytrack.cli.program import COMMANDS, program
from tests.cli.studies import CHINESE, HOSTILE, run
from tests.study.desks import everything, hook, message, planned

RECORDING = [name for name, home in COMMANDS.items() if home == "studytrack.cli.recording"]


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("done", "1.1"), "1.1 is done already"),
        (("done", "1.9"), "no task is called '1.9'; did you mean 1.2, 1.1"),
        (("done", "2.1", "--time", "2"), "'2' is no time spent"),
        (("done", "1.1", "2.1", "--time", "2h"), "a time belongs to one task"),
        (("done", "2.1", "--date", "2999-01-01"), "lies in the future"),
        (("skip", "2.1"), "Give the reason with -m"),
        (("time", "phase 9", "2h"), "no task is called 'phase 9'"),
        (("criterion", "9", "words"), "no phase is called '9'"),
        (("criterion", "1", "fly"), "no criterion of phase 1 begins with 'fly'; give more"),
        (("criterion", "1", "ex"), "more than one criterion of phase 1 begins with 'ex'"),
        (("criterion", "1", "draw"), "'Draw a tree' is met already"),
        (("criterion", "2", "fly"), "no criterion of phase 2 begins with 'fly'; it states none"),
        (("ref", "1.1", "a b"), "is no address"),
        (("answer", "1a2b3c4", "because"), "there is no question '1a2b3c4'"),
        (("void", "HEAD~2"), "records nothing that could be taken back"),
        (("note", "1.1", HOSTILE), "holds control characters"),
        (("done", "2.1", "--amend", "--subject", "x"), "--amend keeps the subject"),
        (("done",), "Missing argument"),
    ],
    ids=" ".join,
)
def test_the_impossible_is_refused(tmp_path, arguments, why):
    """One line says what and why; nothing is touched, and nothing is printed."""
    builder = planned(tmp_path)
    before = everything(builder)
    result = run(tmp_path, *arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert why in result.stderr
    assert everything(builder) == before


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("start", "1.2"), "1.2 已在进行中（2026-01-03）；更早的开始日期用 --date"),
        (("start", "1.1"), "1.1 已完成；要重新开始，请运行 studytrack reopen 1.1"),
        (("done", "1.1"), "1.1 已完成（2026-01-02）；改日期用 --date"),
        (("done", "1.9"), "没有叫 '1.9' 的任务；是不是 1.2, 1.1？"),
        (("done", "2.1", "--time", "两天"), "'两天' 不是时长"),
        (("done", "2.1", "--date", "昨天"), "'昨天' 不是日期；请写成 20"),
        (("done", "2.1", "--date", "2999-01-01"), "2999-01-01 在未来"),
        (("skip", "2.1"), "为什么跳过 2.1？请用 -m 写明原因"),
        (("criterion", "1", "飞"), "阶段 1 没有以 '飞' 开头的标准；请多写几个字"),
        (("criterion", "1", "draw"), "'Draw a tree' 已经达到"),
        (("answer", "1a2b3c4", "因为"), "没有问题 '1a2b3c4'"),
        (("void", "HEAD~2"), "里没有可以撤回的记录"),
    ],
    ids=" ".join,
)
def test_what_is_refused_is_said_in_the_language_of_the_tracker(tmp_path, arguments, why):
    """Who studies in Chinese is told in Chinese what cannot be, and what can."""
    planned(tmp_path, CHINESE)
    result = run(tmp_path, *arguments)
    assert result.exit_code == 2
    assert why in result.stderr


@pytest.mark.parametrize(
    ("arguments", "subject", "trailer"),
    [
        (("start", "2.1", "--no-note"), "Start 2.1 Isolation", "Study-Task: 2.1 start"),
        (
            ("done", "1.2", "--time", "90m", "--date", "2026-01-05", "-m", "log n"),
            "Finish 1.2 B-trees",
            "Study-Task: 1.2 done 1h30m 2026-01-05: log n",
        ),
        (("done", "1.2,2.1"), "Finish 1.2, 2.1", "Study-Task: 1.2, 2.1 done"),
        (("skip", "2.1", "-m", "no"), "Skip 2.1 Isolation", "Study-Task: 2.1 skip: no"),
        (("reopen", "pages"), "Reopen 1.1 Pages", "Study-Task: 1.1 reopen"),
        (("reset", "1.2", "-m", "no"), "Reset 1.2 B-trees", "Study-Task: 1.2 reset: no"),
        (("time", "1.1", "2小时"), "Spend 2h on 1.1 Pages", "Study-Time: 1.1 2h"),
        (("time", "phase 2", "45m"), "Spend 45m on phase 2", "Study-Time: phase 2 45m"),
        (("note", "1.1", "fixed", "size"), "Note on 1.1: fixed size", "Study-Note: 1.1 fixed size"),
        (("ask", "1.1", "why?"), "Ask about 1.1: why?", "Study-Question: 1.1 why?"),
        (
            ("ref", "phase 2", "https://a.b", "A", "page"),
            "Read for phase 2: A page",
            "Study-Ref: phase 2 https://a.b A page",
        ),
        (
            ("criterion", "1", "explain", "Pages"),
            "Meet a criterion of phase 1: Explain pages to somebody",
            "Study-Criterion: 1 Explain pages to somebody",
        ),
    ],
    ids=" ".join,
)
def test_each_command_makes_one_commit(tmp_path, arguments, subject, trailer):
    """It prints the commit and its trailer; with --no-commit only the latter."""
    builder = planned(tmp_path)
    before = builder.head()
    assert run(tmp_path, *arguments, "--no-commit").stdout == f"{trailer}\n"
    assert builder.head() == before
    result = run(tmp_path, *arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"{builder.head()[:12]}  {subject}\n  {trailer}\n"
    assert message(builder) == f"{subject}\n\n{trailer}"
    assert builder.git("rev-parse", "HEAD~1") == before
    assert not [one for one in Study.open(tmp_path).state().problems if one.commit]


def test_a_new_note_is_named(tmp_path):
    """So that the learner can open it."""
    planned(tmp_path)
    assert run(tmp_path, "start", "2.1").stdout.endswith("\nphase2/2.1-isolation.md: a new note\n")


def test_a_question_is_answered_and_voided(tmp_path):
    """Both name the question's commit."""
    builder = planned(tmp_path)
    run(tmp_path, "ask", "1.1", "why?")
    asked = builder.head()[:12]
    assert run(tmp_path, "answer", asked[:7], "so").stdout.endswith(f"Study-Answer: {asked} so\n")
    assert run(tmp_path, "void", "HEAD~1").stdout.endswith(f"  Study-Void: {asked}\n")
    assert "there is no question" in run(tmp_path, "answer", asked, "so").stderr


def test_the_last_commit_is_amended(tmp_path):
    """The commit keeps its subject."""
    builder = planned(tmp_path)
    builder.commit("读")
    assert run(tmp_path, "done", "2.1", "--amend").stdout.splitlines()[0].endswith("  读")
    assert message(builder) == "读\n\nStudy-Task: 2.1 done"


def test_what_a_hook_says_is_passed_on(tmp_path):
    """All of it, and made harmless, before the one line of ours."""
    builder = planned(tmp_path)
    hook(builder, "commit-msg", "printf 'first\\n\\033[31mred\\n'; exit 1")
    result = run(tmp_path, "done", "2.1")
    assert result.exit_code == 2
    first, second, last = result.stderr.splitlines()
    assert (first, second) == ("first", r"\x1b[31mred")
    assert last.startswith("studytrack: nothing was committed, and everything is as it was: ")


def test_warnings_follow_the_commit(tmp_path):
    """A detached HEAD, and a hook that took the record away."""
    builder = planned(tmp_path)
    builder.git("checkout", "--quiet", "--detach")
    hook(builder, "commit-msg", 'echo Nothing >"$1"')
    result = run(tmp_path, "done", "2.1")
    assert result.exit_code == 1
    detached, lost = result.stderr.splitlines()
    assert "git switch -c NAME" in detached
    assert "a hook changed the message" in lost


@pytest.mark.parametrize("name", RECORDING)
def test_every_recording_command_takes_the_same_options(name):
    """They are those of the README's table, and the shell offers ids."""
    command = program.get_command(click.Context(program), name)
    options = {one.opts[0] for one in command.params if isinstance(one, click.Option)}
    assert options >= {"--no-commit", "--amend", "--subject", "--trailer", "--signoff"}
    first = next(one for one in command.params if isinstance(one, click.Argument))
    named = {"answer", "criterion", "void"}
    assert name in named or first._custom_shell_complete is task_ids


def test_chinese_commands_read_well(tmp_path):
    """In git log --oneline, in the tracker's language."""
    builder = planned(tmp_path, CHINESE, "跟踪.md")
    for arguments in (
        ("start", "2.1"),
        ("time", "阶段二", "1小时30分钟"),
        ("done", "隔离级别", "-m", "终于懂了"),
    ):
        assert run(tmp_path, *arguments).exit_code == 0
    assert builder.git("log", "-3", "--format=%s").splitlines() == [
        "完成 2.1 隔离级别",
        "阶段 2 用时 1h30m",
        "开始 2.1 隔离级别",
    ]
