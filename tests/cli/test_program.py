"""The command line as a program: errors, exit codes, loading, completion."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest
from click.shell_completion import ShellComplete

from studytrack.cli.opening import Progress, spoken
from studytrack.cli.program import COMMANDS, program
from studytrack.locales import load
from tests.cli.studies import plain_environment, run
from tests.repositories import Builder


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(("bogus",), "No such command 'bogus'", id="no such command"),
        pytest.param(("statsu",), "'statsu'. Did you mean 'status'?", id="mistyped command"),
        pytest.param(("status", "--bogus"), "studytrack status --help", id="no such option"),
        pytest.param(("why",), "Missing argument", id="argument missing"),
        pytest.param(("why", "9.9"), "no task is called '9.9'", id="no such task"),
        pytest.param(("status", "--at", "nope"), "'nope'", id="no such revision"),
        pytest.param(("status", "--at", "--output=x"), "'--output=x'", id="revision as option"),
        pytest.param(("reconcile", "--diff", "--json"), "exclude each other", id="two forms"),
        pytest.param(("check", "--github", "--json"), "exclude each other", id="two reports"),
        pytest.param(("story", "--markdown", "--json"), "exclude each other", id="two stories"),
        pytest.param(("story", "nope.md"), "nope.md: not in any commit, nor", id="no such history"),
        pytest.param(("story", "../x.md"), "outside the repository", id="history outside"),
        pytest.param(("schema", "x"), "'state', 'story', 'config'", id="no such schema"),
        pytest.param(("init", "nope.md"), "nope.md", id="no such tracker"),
        pytest.param(("demo", "--lang", "xx"), "en, zh-CN", id="no such language"),
        pytest.param(("-C", "nowhere", "status"), "nowhere", id="no such folder"),
    ],
)
def test_errors_are_one_line(english, arguments, said):
    """What was wrong goes to standard error, without a traceback, with exit code 2."""
    result = run(english, *arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("studytrack: ")
    assert result.stderr.count("\n") == 1
    assert said in result.stderr


def test_the_bare_name_helps():
    """Without a command there is nothing wrong and much to tell: the help, in lines."""
    assert run(".").stdout == run(".", "--help").stdout
    assert run(".").exit_code == 0


def test_no_repository(tmp_path):
    """Outside a repository every command says so."""
    for command in ("status", "check", "reconcile", "log", "init"):
        result = run(tmp_path, command)
        assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
        assert "git" in result.stderr


def test_config_errors_have_a_line_each(tmp_path):
    """All that is wrong with a config is told at once."""
    builder = Builder.init(tmp_path)
    builder.commit("x", {"studytrack.toml": "hand-edits = 'no'\nlocal = 'en'\n\x1b = 1"})
    builder.write({"studytrack.toml": "hand-edits = 'no'\nlocal = 'en'\n"})
    result = run(builder.root, "status")
    assert result.exit_code == 2
    assert [line.split(": ")[:2] for line in result.stderr.splitlines()] == [
        ["studytrack", "studytrack.toml:1"],
        ["studytrack", "studytrack.toml:2"],
    ]


def test_interrupts_exit_with_130(english, monkeypatch):
    """Ctrl-C ends a command quietly."""

    def interrupted(*_arguments, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr("studytrack.study.study.Study.state", interrupted)
    result = run(english, "status")
    assert result.exit_code == 130
    assert result.output.strip() == ""


def test_an_unreadable_file_is_no_traceback(english, monkeypatch):
    """What the system refuses is told like any other error."""

    def refused(*_arguments, **_options):
        raise PermissionError(13, "Permission denied", "x\x1b.md")

    monkeypatch.setattr("studytrack.study.study.Study.state", refused)
    result = run(english, "status")
    assert result.exit_code == 2
    assert result.stderr.startswith("studytrack: x\\x1b.md: Permission denied; ")


def test_every_command_is_there():
    """The table of commands leads to commands of those names, each with a short help."""
    context = click.Context(program)
    assert program.list_commands(context) == list(COMMANDS)
    for name in COMMANDS:
        command = program.get_command(context, name)
        assert command is not None
        assert command.name == name
        assert not command.get_short_help_str(80 - 16).endswith("...")


def loaded(code: str) -> set[str]:
    """Which of the costly modules a new interpreter has loaded after running some code."""
    code += "\nimport sys; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], env=plain_environment(), capture_output=True, check=True
    )
    heavy = {"click", "rich", "pydantic", "git", "github", "tomlkit", "yaml", "markdown_it"}
    return heavy & set(done.stdout.decode().split())


@pytest.mark.parametrize(
    ("code", "allowed"),
    [
        pytest.param("import studytrack", set(), id="import"),
        pytest.param(
            "import sys; sys.argv[1:] = ['--version']\n"
            "from studytrack.__main__ import main; main()",
            set(),
            id="--version",
        ),
        pytest.param("import studytrack.cli.program", {"click"}, id="the root"),
        pytest.param(
            "from studytrack.cli.program import *\n"
            "for name in COMMANDS: program.get_command(None, name)",
            {"click"},
            id="all commands, as for --help",
        ),
    ],
)
def test_only_what_is_needed_is_loaded(code, allowed):
    """Starting up loads no library before a command needs it."""
    assert loaded(code) == allowed


def test_version():
    """Both ways of asking for the version give the same answer."""
    done = subprocess.run(
        [sys.executable, "-m", "studytrack", "--version"],
        env=plain_environment(), capture_output=True, check=True,
    )  # fmt: skip
    assert done.stdout.decode().split() == run(".", "--version").stdout.split()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(shell):
    """Each shell gets the script by which click answers it."""
    out = run(".", "completion", shell).stdout
    assert "_STUDYTRACK_COMPLETE" in out
    assert f"{shell}_complete" in out


@pytest.mark.parametrize(
    ("words", "incomplete", "offered"),
    [
        pytest.param([], "che", ["check"], id="commands"),
        pytest.param(["why"], "1.", ["1.1", "1.2"], id="tasks"),
        pytest.param(["done", "1.1"], "1.2", ["1.2"], id="further tasks"),
        pytest.param(["schema"], "", ["state", "story", "config"], id="choices"),
        pytest.param(["statsu"], "che", ["check"], id="a mistyped command"),
    ],
)
def test_completion_offers(english, words, incomplete, offered):
    """Commands and the tracker's own ids are completed."""
    complete = ShellComplete(program, {}, "studytrack", "_STUDYTRACK_COMPLETE")
    found = complete.get_completions(["-C", str(english), *words], incomplete)
    assert [item.value for item in found] == offered


def test_completion_outside_a_study(tmp_path):
    """Where there is nothing to complete nothing is offered, and nothing fails."""
    complete = ShellComplete(program, {}, "studytrack", "_STUDYTRACK_COMPLETE")
    assert complete.get_completions(["-C", str(tmp_path), "why"], "") == []


@pytest.mark.parametrize(
    ("environment", "name"),
    [
        pytest.param({}, "en", id="nothing set"),
        pytest.param({"LANG": "C.UTF-8"}, "en", id="C"),
        pytest.param({"LANG": "zh_CN.UTF-8"}, "zh-CN", id="Chinese"),
        pytest.param({"LANG": "zh_TW"}, "zh-CN", id="nearest"),
        pytest.param({"LANG": "zh_CN.UTF-8", "LC_ALL": "de_DE.UTF-8"}, "en", id="LC_ALL wins"),
        pytest.param({"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, "zh-CN", id="empty does not count"),
        pytest.param({"LANG": "../../x"}, "en", id="nonsense"),
    ],
)
def test_the_environment_tells_the_language(environment, name):
    """POSIX's variables are asked in POSIX's order."""
    assert spoken(environment).name == name


class Clock:
    """A clock that is set by hand."""

    now = 0.0

    def __call__(self) -> float:
        """The time it shows."""
        return self.now


class Line:
    """What a terminal's status line was told."""

    def __init__(self, text):
        self.texts = [text]
        self.stopped = False

    def update(self, text):
        """Another text."""
        self.texts.append(text)

    def stop(self):
        """Gone."""
        self.stopped = True


@pytest.mark.parametrize("on_terminal", [True, False], ids=["terminal", "pipe"])
def test_progress_waits_a_second(monkeypatch, on_terminal):
    """Progress is shown on a terminal, after a second, until the history is read."""
    lines = []
    monkeypatch.setattr(
        "studytrack.cli.opening._status_line", lambda text: lines.append(Line(text)) or lines[-1]
    )
    clock = Clock()
    progress = Progress(load("en"), on_terminal, clock)
    for clock.now, count in ((0.0, 1), (0.9, 1000), (1.0, 2000), (1.5, 3000)):
        progress(count)
    progress.stop()
    if not on_terminal:
        assert lines == []
        return
    assert [line.texts for line in lines] == [
        ["Reading history: 2,000 commits", "Reading history: 3,000 commits"]
    ]
    assert lines[0].stopped
