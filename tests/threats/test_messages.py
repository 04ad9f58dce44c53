"""Commit messages, authors and dates that nobody should write, through a full run."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from studytrack import Study
from tests.cli.studies import HIDDEN, plain_environment, run
from tests.repositories import FIRST
from tests.threats.studies import NAME, TODAY, problems, wanted

if TYPE_CHECKING:
    from pathlib import Path

    from tests.repositories import Builder

_RUN = """
import sys
from pathlib import Path
from studytrack import Study
study = Study.open(sys.argv[1])
study.reconcile()
study.log()
print(*(line.split()[1] for line in Path("/proc/self/status").open() if "VmHWM" in line))
"""


def peak(root: Path) -> int:
    """The megabytes that a process takes at most to reconcile a study and list its records."""
    command = [sys.executable, "-c", _RUN, str(root)]
    environment = plain_environment()
    done = subprocess.run(command, env=environment, check=True, capture_output=True)
    return int(done.stdout) // 1024


def raw(built: Builder, message: bytes, *, author: str = "A <a@x>", date: str = f"{FIRST} +0800",
        encoding: str = "") -> str:  # fmt: skip
    """A commit on the current branch with these bytes in it."""
    tree, parent = built.git("rev-parse", "HEAD^{tree}"), built.head()
    head = f"tree {tree}\nparent {parent}\nauthor {author} {date}\n"
    head += f"committer A <a@x> {FIRST + 86400 * 20} +0000\n" + encoding + "\n"
    return built.raw_commit(head.encode() + message, branch="main")


LONG = (
    (b"no trailer here\n" * 1_300_000, False),
    (b"Study-Task: 2.1 done\n\n" + b"words\n" * 700_000, True),
    (b"Study-Note: 2.1 a\n" * 1_000_000, True),
    (b"words\n" * 700_000 + b"\nStudy-Task: 2.1 done\n", True),
    (b"Study-Task: " + b"2.1," * 1_000_000 + b"2.1 done\n", True),
)


def test_long_messages(built: Builder, shared: Builder) -> None:
    """Messages of 20 MB cost bounded memory, are named by their commits, and hide no other."""
    built.git("config", "core.looseCompression", "0")
    commits = [raw(built, b"x\n\n" + message) for message, _ in LONG]
    study = Study.open(built.root, today=TODAY)
    assert study.reconcile().text == wanted(shared.root)
    found = [one for one in study.state().problems if one.commit is not None]
    bad = [commit for commit, (_, named) in zip(commits, LONG, strict=True) if named]
    assert [(one.code, one.commit) for one in found] == [("trailer-invalid", one) for one in bad]
    if sys.platform == "linux":
        assert peak(built.root) < peak(shared.root) + 25


@pytest.mark.parametrize(
    "lines",
    [
        b"Study-Note: 2.1 a\n" * 55_000,
        b"\n\n".join([b"Study-Task: 2.1 done"] * 45_000),
        b"* Study-Task: 2.1 done\n" * 45_000,
        b"Study-Nonsense: 2.1\n" * 50_000,
        b"Study-Task: 2.1 done\n" + b" folded\n" * 120_000,
        b"Study-Task: " + b"2.1," * 250_000 + b"2.1 done",
        b"Study-Task: 2.1-" * 60_000,
        b"Study-Void: 1234567\n" * 50_000,
        b"This reverts commit 1234567.\n" * 35_000,
        b"    commit " + b"1" * 40 + b"\n\n    Study-Task: 2.1 done\n" * 1000,
        (b"commit " + b"1" * 40 + b"\n\n    Study-Task: 2.1 done\n\n") * 12_000,
        b"```\n" * 250_000,
        b"Study-Task\xef\xbc\x9a" * 60_000,
        b"Study-Task: 2.1 done" + b" " * 1_000_000 + b"x",
    ],
    ids=[
        "notes", "paragraphs", "bullets", "unknown", "folded", "ids", "ranges", "voids", "reverts",
        "indented", "squash", "fences", "wide-colons", "blanks",
    ],
)  # fmt: skip
def test_a_megabyte_of_anything(fresh: Builder, lines: bytes) -> None:
    """Just below the size that is cut everything is read, in linear time."""
    raw(fresh, b"x\n\n" + lines)
    begun = time.process_time()
    study = Study.open(fresh.root, today=TODAY)
    study.state()
    assert time.process_time() - begun < 10  # a hundredth of what a quadratic reading takes


def test_blank_lines_beside_a_hand_edit(fresh: Builder) -> None:
    """The message of a commit that edits the tracker is searched in linear time."""
    raw(fresh, b"x\n\nStudy-Task: 2.1 start\n")
    text = (fresh.root / NAME).read_text(encoding="utf-8")
    row = "| 2.1 隔离级别 | 5-6h | | | 🔴 未开始 |"
    edited = text.replace(row, row.replace("🔴 未开始", "🟢 已完成"))
    assert edited != text
    begun = time.process_time()
    fresh.commit("x\n\ny" + "\n" * 60_000 + "z\n", {NAME: edited})
    assert Study.open(fresh.root).state().task("2.1").status == "done"
    assert time.process_time() - begun < 5  # in quadratic time it were half a minute


@pytest.mark.parametrize("encoding", ["GBK", "Shift_JIS", "UTF-16", "utf-7", "zlib", "no such"])
def test_declared_encodings(built: Builder, encoding: str) -> None:
    """A superset of ASCII is decoded; with any other name the structure still is ASCII."""
    known = encoding in {"GBK", "Shift_JIS"}
    text = "開\n\nStudy-Note: 2.1 隔離\n".encode(encoding if known else "UTF-8")
    commit = raw(built, text, encoding=f"encoding {encoding}\n")
    (record,) = [one for one in Study.open(built.root).log() if one.commit == commit]
    assert record.value == "隔離"


BAD = (
    b"x\n\nStudy-Note: 2.1 \xff\xfe\xed\xa0\x80 bytes\n",
    b"x\n\nStudy-Note: 2.1 a\x00b\n",
    b"x\n\nStudy-Note: 2.1 \x1b[31mred\x1b[0m \x1b]0;owned\x07\n",
    "x\n\nStudy-Note: 2.1 \u202eevil\u2066 \u200bz\n".encode(),
    b"x\r\rStudy-Note: 2.1 cr only\r",
    b"x\r\n\r\nStudy-Note: 2.1 crlf\r\n",
    b"x\n\nStudy-Task: 2.\xd9\xa1 done\nStudy-Task: 2.1\xe2\x80\x8b done\n",
    b"x\n\nStudy-Task:\nStudy-Task: \nStudy-Task: 2.1\nStudy-Task: done\nStudy-:x\nStudy-Void: z\n",
    b"x\n\nStudy-Task: 2.1 done 99999999999999999999h\nStudy-Time: 2.1 -1h\nStudy-Time: 2.1 1e9h\n",
    b"x\n\nStudy-Task: 2.1 done 9999-99-99\nStudy-Task: 2.1 done 0000-01-01\n",
    b"x\n\nStudy-Note: 2.1 ::error::x ##[error]y %0A::add-mask::\n",
    b"",
    b"\n\n\n",
)


def test_bad_bytes_everywhere(built: Builder) -> None:
    """Whatever messages and names hold, every command ends well, and prints nothing that acts."""
    names = ["\x1b[2J <\x1b@x>", "\u202e王 <w@x>", "<>", "A <a@x", "A\u200b <a@x> <b@x>", ""]
    for number, message in enumerate(BAD):
        raw(built, message, author=names[number % len(names)])
    for command in ("status", "check", "log", "why 2.1", "reconcile --diff", "reconcile"):
        for option in ("", "--json", "--github"):
            if option == "--github" and command != "check":
                continue
            if option == "--json" and command == "reconcile --diff":
                continue
            done = run(built.root, *command.split(), *option.split())
            assert (done.exit_code, done.stderr) in {(0, ""), (1, "")}, done.stderr
            assert not any(char in done.stdout for char in (*HIDDEN, "\x00", "\r", "\u2066"))
            assert not any(line.startswith("::error::x") for line in done.stdout.split("\n"))
            if option == "--json":
                json.loads(done.stdout)
    text = (built.root / NAME).read_text()
    assert not any(char in text for char in (*HIDDEN, "\x00", "\r", "\u2066"))
    assert run(built.root, "reconcile", "--check").exit_code == 0


@pytest.mark.parametrize(
    ("date", "day"),
    [
        ("1772436600 -0800", "2026-03-01"),
        ("1772436600 +0000", "2026-03-02"),
        ("1772436600 +1400", "2026-03-02"),
        ("1772467200 +1400", "2026-03-03"),
        ("1772436600 -0000", "2026-03-02"),
    ],
)
def test_author_zones(fresh: Builder, date: str, day: str) -> None:
    """A task is done on the author's own day; a zone in the config overrides it."""
    raw(fresh, b"x\n\nStudy-Task: 2.1 done\n", date=date)
    assert str(Study.open(fresh.root).state().task("2.1").finished) == day
    config = (fresh.root / "studytrack.toml").read_text()
    fresh.write({"studytrack.toml": config + 'timezone = "Asia/Shanghai"\n'})
    local = "2026-03-03" if date.startswith("17724672") else "2026-03-02"
    assert str(Study.open(fresh.root).state().task("2.1").finished) == local


@pytest.mark.parametrize(
    "date", ["", "x", "99999999999999999999 +0000", "1772436600", "-1 +0000", "1772436600 +9999x"]
)
def test_unparsable_dates(fresh: Builder, date: str) -> None:
    """A record without a day is a problem with its commit, and never one of 1970."""
    commit = raw(fresh, b"x\n\nStudy-Task: 2.1 done\n", date=date)
    task = Study.open(fresh.root, today=TODAY).state().task("2.1")
    assert (task.status, task.finished) == ("done", None)
    (found,) = problems(fresh.root, "date-invalid")
    assert found.commit == commit
    assert "1970" not in wanted(fresh.root)
    raw(fresh, b"x\n\nStudy-Task: 2.1 done 2026-03-05\n", date=date)
    assert str(Study.open(fresh.root).state().task("2.1").finished) == "2026-03-05"


def test_unparsable_dates_of_notes(fresh: Builder) -> None:
    """A note of such a commit has no day either, unless it says its own, and that is told of."""
    path = "plans/phase2/2.1.md"
    for lines, told in (("status: done\n", True), ("finished: 2026-03-05\n", True),
                        ("started: 2026-03-04\nfinished: 2026-03-05\n", False)):  # fmt: skip
        parent = fresh.head()
        fresh.write({path: f"---\n{lines}---\n"})
        fresh.git("add", "--all")
        tree = fresh.git("write-tree")
        head = f"tree {tree}\nparent {parent}\nauthor A <a@x> x\n"
        head += f"committer A <a@x> {FIRST + 86400 * 20} +0000\n\nnote\n"
        commit = fresh.raw_commit(head.encode(), branch="main")
        found = problems(fresh.root, "date-invalid")
        assert [one.commit for one in found] == [commit] * told
        study = Study.open(fresh.root, today=TODAY)
        said = (study.log(), study.why("2.1"), study.state(), study.reconcile().text)
        assert "1970" not in repr(said)
        fresh.git("update-ref", "refs/heads/main", parent)


def test_two_branches_merge_either_way(fresh: Builder) -> None:
    """Both branches count, and the order of a merge's parents changes no byte."""
    for branch, message in (
        ("left", "x\n\nStudy-Task: 2.1 done 1h\nStudy-Task: 2.3 done\n"),
        ("right", "x\n\nStudy-Task: 2.2 done 2h\nStudy-Task: 2.3 reopen: no\n"),
    ):
        fresh.branch(branch, "main")
        fresh.commit(message)
    texts = set()
    for first, second in (("left", "right"), ("right", "left")):
        fresh.checkout(first)
        fresh.git("checkout", "--quiet", "--detach")
        fresh.merge(second, date=f"{FIRST} +0000")
        texts.add(wanted(fresh.root))
    (text,) = texts
    tasks = Study.open(fresh.root).state()
    assert [tasks.task(one).status for one in ("2.1", "2.2", "2.3")] == [
        "done", "done", "in-progress",
    ]  # fmt: skip
    assert "实际3小时" in text
