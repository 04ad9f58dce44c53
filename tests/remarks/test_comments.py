"""Comments in code that speak of tasks: which they are, and where git finds them."""

from __future__ import annotations

import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studytrack import Study
from studytrack.errors import HistoryError
from studytrack.history import Repository
from studytrack.history.search import LONGEST_LINE
from studytrack.remarks.comments import annotation
from studytrack.trailers.vocabulary import Vocabulary
from tests.cli.studies import ENGLISH, run
from tests.repositories import Builder

WORDS = Vocabulary(
    {"3.4": 3, "KV cache": 3, "3.10": 3}, phases=frozenset({3}), phase_words=("phase", "阶段")
)


def told(text: str) -> tuple[str | int | None, str, bool] | None:
    """Whom a line is about, what it says, and whether the tracker has that."""
    found = annotation("a.py", 7, text, WORDS)
    return found and (found.phase if found.task is None else found.task, found.text, found.known)


@pytest.mark.parametrize(
    "line",
    [
        "STUDY 3.4: why",
        "x = 'STUDY 3.4: why'",
        "# study 3.4: why",
        "# STUDY: 3.4 why",
        "# STUDY 3.4 why",
        "# STUDY 3.4:",
        "# STUDY 3.4: */",
        "# STUDY3.4: why",
        "# see STUDY 3.4: why",
        "# STUDY the lock: why",
        "# STUDY 3\u200b.4: why",
        "# STUDY 3.4: a\x1bb",
        "return a * STUDY 3.4: why",
        "",
    ],
)
def test_other_lines_are_no_comments_on_tasks(line):
    """The word in capitals stands first in a comment, then an id, a colon and a text."""
    assert told(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "# STUDY 3.4: why",
        "\tlock()  #STUDY 3.4: why",
        "### STUDY\t3.4 : why  ",
        "// STUDY 3.4: why",
        "/// STUDY 3.4: why",
        "//! STUDY 3.4: why",
        "/* STUDY 3.4: why */",
        "/** STUDY 3.4: why",
        " * STUDY 3.4: why",
        "-- STUDY 3.4: why",
        ";; STUDY 3.4: why",
        "% STUDY 3.4: why",
        "%% STUDY 3.4: why",
        '" STUDY 3.4: why',
        "' STUDY 3.4: why",
        '"""STUDY 3.4: why"""',
        "<!-- STUDY 3.4: why -->",
        "{- STUDY 3.4: why -}",
        "(* STUDY 3.4: why *)",
        "# STUDY 3.4：why",
        "x = '#'  # STUDY 3.4: why",
    ],
)
def test_a_comment_speaks_of_a_task(line):
    """In whatever language it is a comment."""
    assert told(line) == ("3.4", "why", True)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("# STUDY KV cache: why", ("KV cache", "why", True)),
        ("# STUDY phase 3: why: so", (3, "why: so", True)),
        ("# STUDY 阶段三：为什么", (3, "为什么", True)),
        ("# STUDY 3.5: why", ("3.5", "why", False)),
        ("# STUDY 3.40: why", ("3.40", "why", False)),
        ("# STUDY phase4: why", ("phase4", "why", False)),
    ],
)
def test_what_a_comment_may_be_about(line, expected):
    """A task by its id, or a phase; an id that the tracker has not is said to be none."""
    assert told(line) == expected


@given(st.text(max_size=60), st.text(max_size=20))
def test_no_line_raises(before, behind):
    """Whatever stands in a file."""
    told(before + "# STUDY 3.4: " + behind)
    told(before)


NAMES = ("a.py", "dir \u00fc/b c.rs", "n\nl/d.c", "é/README", "x'.py")


@pytest.fixture
def builder(tmp_path):
    """A study whose code has comments."""
    made = Builder.init(tmp_path)
    made.commit("Plan", {"tracker.md": ENGLISH, ".gitignore": "out/\n"})
    made.commit("Code", dict.fromkeys(NAMES, "x\n# STUDY 1.1: why\r\n"))
    return made


def found(builder: Builder, at: str | None = None) -> list[tuple[str, int]]:
    """Where comments are."""
    return [(one.path, one.line) for one in Study.open(builder.root).annotations(at=at)]


def test_comments_are_found_by_path_and_line(builder):
    """In the work tree with its new files, or in a revision; by paths as they are."""
    assert sorted(found(builder)) == sorted((name, 2) for name in NAMES)
    builder.write({"new.py": "# STUDY 1.2: new\n", "out/gone.py": "# STUDY 1.2: no\n"})
    builder.write({"a.py": "# STUDY 1.1: moved\n"})
    assert {("new.py", 1), ("a.py", 1)} < set(found(builder))
    assert sorted(found(builder, "HEAD")) == sorted((name, 2) for name in NAMES)
    study = Study.open(builder.root)
    assert [one.text for one in study.annotations("1.2")] == ["new"]


def test_what_nobody_wrote_as_code_has_no_comments(builder):
    """Markdown, binary files, generated lines, ignored files and other repositories."""
    before = found(builder)
    line = "# STUDY 1.1: no\n"
    builder.write(
        {
            "page.md": line,
            "PAGE.Markdown": line,
            "data.bin": b"\0\n" + line.encode(),
            "min.js": "x" * LONGEST_LINE + line,
            "out/a.py": line,
        }
    )
    other = Builder.init(builder.root / "other")
    other.commit("x", {"a.py": line})
    (builder.root / "link.py").symlink_to("page.md")
    assert found(builder) == before


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("grep.column", "true"),
        ("grep.fullName", "false"),
        ("grep.lineNumber", "false"),
        ("grep.patternType", "perl"),
        ("color.grep", "always"),
        ("submodule.recurse", "true"),
        ("diff.x.textconv", "touch ran; false"),
    ],
)
def test_no_setting_changes_what_is_found(builder, key, value):
    """Nor does one run a program."""
    before = found(builder)
    builder.write({".git/info/attributes": "*.py diff=x\n"})
    builder.git("config", key, value)
    assert found(builder) == before
    assert not (builder.root / "ran").exists()


def test_a_repository_without_commits_or_comments_has_none(tmp_path):
    """And its commands say so."""
    made = Builder.init(tmp_path)
    made.write({"tracker.md": ENGLISH})
    assert found(made) == []
    assert Study.open(made.root).questions() == Study.open(made.root).references() == ()
    assert "studytrack ask 1.1 'why?'" in run(made.root, "questions").output
    assert "studytrack ref 1.1 https://example.org/" in run(made.root, "refs").output


def test_a_clone_that_leaves_files_out_is_refused(builder, tmp_path):
    """None of them is fetched one by one."""
    builder.git("config", "uploadpack.allowFilter", "true")
    builder.git("config", "uploadpack.allowAnySHA1InWant", "true")
    clone = tmp_path / "clone"
    command = ("git", "clone", "-q", "--no-checkout", "--filter=blob:none")
    subprocess.run([*command, f"file://{builder.root}", str(clone)], check=True)
    with pytest.raises(HistoryError, match="git fetch --refetch --no-filter"):
        Repository.open(clone).lines_with("STUDY", "HEAD")
