"""Real processes: pipes that break, encodings that are narrow, terminals."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from studytrack.markdown.widths import display_width
from tests.cli.studies import CHINESE, plain_environment, run, started, study
from tests.cli.test_pages import without_colour

FULL = Path("/dev/full")
NARROW = {
    "ascii": {"PYTHONIOENCODING": "ascii"},
    "cp936": {"PYTHONIOENCODING": "cp936"},
    "C locale": {"LC_ALL": "C"},
}


def process(root, *arguments, **variables):
    """What a command of its own process prints."""
    return subprocess.run(
        started(root, *arguments),
        env=plain_environment(**variables),
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize("variables", NARROW.values(), ids=NARROW.keys())
@pytest.mark.parametrize("arguments", [("status",), ("why", "无")], ids=["output", "error"])
def test_narrow_encodings_never_raise(chinese, variables, arguments):
    """What the stream cannot encode is written out."""
    done = process(chinese, *arguments, **variables)
    assert done.returncode == (0 if arguments == ("status",) else 2)
    assert b"Traceback" not in done.stderr
    assert done.stdout or done.stderr


@pytest.mark.parametrize("variables", NARROW.values(), ids=NARROW.keys())
def test_json_is_json_in_every_encoding(chinese, variables):
    """Where the stream is narrow JSON escapes, and has the same value."""
    done = process(chinese, "status", "--json", **variables)
    encoding = variables.get("PYTHONIOENCODING", "utf-8")
    wide = run(chinese, "status", "--json").stdout
    assert json.loads(done.stdout.decode(encoding)) == json.loads(wide)


@pytest.mark.skipif(os.name == "nt", reason="file names are Unicode there")
def test_file_names_beyond_the_locale_are_an_error(chinese):
    """A locale that cannot name the tracker is told, with the remedy."""
    narrow = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = process(chinese, "status", **narrow)
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1
    assert b"PYTHONUTF8=1" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="pipes break otherwise there")
def test_a_closed_pipe_is_no_error(chinese):
    """A reader who has seen enough is told nothing."""
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        started(chinese, "status"), env=plain_environment(), stdout=writing,
        stderr=subprocess.PIPE, check=False,
    )  # fmt: skip
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.skipif(os.name == "nt", reason="no /dev/full there")
@pytest.mark.skipif(not FULL.exists(), reason="no /dev/full here")
def test_a_full_disk_is_an_error(chinese):
    """Output that cannot be written is told in one line."""
    with FULL.open("wb") as full:
        done = subprocess.run(
            started(chinese, "status"), env=plain_environment(), stdout=full,
            stderr=subprocess.PIPE, check=False,
        )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith(b"studytrack: the output could not be written: ")
    assert done.stderr.count(b"\n") == 1


@pytest.mark.skipif(os.name == "nt", reason="a shell's syntax")
def test_closed_streams_are_no_error(chinese):
    """A command without standard output still does its work."""
    done = subprocess.run(
        ["sh", "-c", '"$@" >&- 2>&-', "sh", *started(chinese, "status")],
        env=plain_environment(), check=False,
    )  # fmt: skip
    assert done.returncode == 0


def test_a_job_log_takes_nothing_for_a_command(tmp_path):
    """In a GitHub job no line of a diff can be a workflow command."""
    builder = study(tmp_path, CHINESE.replace("- 开始", "::error::x\n- 开始"))
    inert = process(builder.root, "reconcile", "--diff", GITHUB_ACTIONS="true").stdout
    assert b"\n \\x3a:error::x\n" in inert.replace(b"\r\n", b"\n")
    assert b"\n ::error::x\n" in process(builder.root, "reconcile", "--diff").stdout


def on_terminal(command, **variables):
    """What a command prints to a terminal of 80 columns."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    environment = plain_environment(TERM="xterm-256color", COLUMNS="80", **variables)
    with subprocess.Popen(
        command, env=environment, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs
    ):
        os.close(theirs)
        output = b""
        try:
            while part := os.read(ours, 1 << 16):
                output += part
        except OSError:  # how Linux says that the other end is closed
            pass
    os.close(ours)
    return output.decode().replace("\r\n", "\n")


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals there")
@pytest.mark.parametrize("arguments", [("status",), ("check",), ("log",)], ids=" ".join)
def test_a_terminal_gets_colour_and_its_width(chinese, arguments):
    """On 80 columns nothing is wider, in Chinese either."""
    text = on_terminal(started(chinese, *arguments))
    assert "\x1b[" in text
    assert max(map(display_width, without_colour(text).splitlines())) <= 80


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals there")
def test_no_color_is_honoured(chinese):
    """NO_COLOR leaves weight, not colour (https://no-color.org)."""
    text = on_terminal(started(chinese, "reconcile", "--diff"), NO_COLOR="1")
    assert not any(f"\x1b[{code}" in text for code in ("31m", "32m", "36m"))


@pytest.mark.skipif(os.name == "nt", reason="a working directory cannot be deleted there")
@pytest.mark.parametrize("command", ["status", "init"])
def test_a_working_directory_that_is_gone_is_told(tmp_path, command):
    """It is not the output that failed."""
    gone = tmp_path / "gone"
    gone.mkdir()
    there = f'cd "{gone}" && rmdir "{gone}" && exec "$@"'
    done = subprocess.run(
        ["sh", "-c", there, "sh", sys.executable, "-P", "-m", "studytrack", command],
        env=plain_environment(), capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    told = b"studytrack: .: the working directory is not there any more; go to a folder that is\n"
    assert done.stderr == told


def test_no_output_depends_on_the_order_of_a_set(tmp_path):
    """Python shuffles sets of texts anew in every process; what is said has an order of its own."""
    builder = study(tmp_path, CHINESE.replace("| 🔴 未开始 | |", "| 🔴 未开始 | - |"), "跟踪.md")
    run(tmp_path, "reconcile")
    builder.commit("Study-Task: 1.1 reopen\nStudy-Note: 1.1 x\nStudy-Task: 9.9 done")
    run(tmp_path, "reconcile")
    tracker = (tmp_path / "跟踪.md").read_text("utf-8")
    row = next(line for line in tracker.splitlines() if line.startswith("| 1.2"))
    edited = "| 1.2 B树 | 4h | 2026-02-01 | 2026-02-02 | 🟢 已完成 | - |"
    builder.commit("By hand", {"跟踪.md": tracker.replace(row, edited)})
    for arguments in (["check"], ["status", "--json"], ["record"]):
        said = {process(tmp_path, *arguments, PYTHONHASHSEED=str(seed)).stdout for seed in range(3)}
        assert len(said) == 1, arguments
        assert said != {b""}
