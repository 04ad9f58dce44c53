"""Questions, references and comments in code that nobody should write."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import pytest

from studytrack import Study
from studytrack.history import Repository, search
from tests.cli.studies import HIDDEN, HOSTILE, run
from tests.test_history import poison

if TYPE_CHECKING:
    from pathlib import Path

    from tests.repositories import Builder

COMMANDS = (("questions",), ("questions", "--json"), ("refs",), ("refs", "--json"), ("status",))
SEEN = HOSTILE.replace("\x1b", "").replace("\x07", "")
"""What is hostile, without the control characters that no trailer takes."""


def asked(built: Builder) -> str:
    """Commits, notes and code that say hostile things; the last commit's id."""
    text = json.dumps(f"note {SEEN}")
    built.commit(
        f"Study-Question: 2.1 {SEEN}\nStudy-Question: 2.2 @ada Fixes #1 --> <b>\n"
        f"Study-Ref: 2.1 javascript:alert(1) {SEEN}\nStudy-Ref: 2.2 https://a.example/)<b>@x Why",
        {
            "plans/phase2/2.1.md": f"---\nquestions:\n  - {text}\nreferences: [{text}]\n---\n",
            f"src/{SEEN.partition('/')[0]}.py": f"# STUDY 2.1: {HOSTILE}\n# STUDY 2.2: {SEEN}\n",
        },
    )
    built.commit(f"Study-Answer: {built.head()[:7]} {SEEN}")
    return built.head()


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_text_reaches_a_terminal_as_more_than_text(
    fresh: Builder, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Escape sequences, hidden characters and workflow commands are written out."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    asked(fresh)
    done = run(fresh.root, *command)
    assert done.exit_code == 0
    assert "note" in done.output or command == ("status",)
    assert not any(one in done.output for one in HIDDEN)
    assert not any(line.startswith("::") for line in done.output.splitlines())


def test_no_text_reaches_a_page_as_more_than_text(fresh: Builder) -> None:
    """Pages hold no mention, tag, hidden character or link that runs anything."""
    asked(fresh)
    for kind in ("questions", "references"):
        text = Study.open(fresh.root).notebook(kind).file.text
        assert not any(one in text for one in HIDDEN)
        plain = "".join(text.split("`")[::2])  # what is in no code span
        assert not any(one in plain for one in ("@ada", "#1", "<b>", "javascript:", "[bold]"))
        assert text.count("-->") - text.count("`@ada Fixes #1 --> <b>`") == 2


def test_poisoned_config_changes_no_remark(fresh: Builder, tmp_path: Path) -> None:
    """Nor does it run a program."""
    asked(fresh)
    commands = COMMANDS[:4]
    before = [run(fresh.root, *command).output for command in commands]
    mark = poison(fresh, tmp_path / "poison")
    assert [run(fresh.root, *command).output for command in commands] == before
    assert not mark.exists()


def test_many_questions_take_linear_time(fresh: Builder) -> None:
    """So do their answers, of which half mean nothing."""
    lines = [f"Study-Question: 2.1 why {n}?" for n in range(2000)]
    fresh.commit("\n".join(lines))
    name = fresh.head()[:7]
    answers = [f"Study-Answer: {name}.{n} since {n}" for n in range(1, 4000)]
    fresh.commit("\n".join(answers))
    begun = time.process_time()
    study = Study.open(fresh.root)
    remarks = study.remarks()
    assert len(remarks.questions) == 2000
    assert remarks.state.open_questions == 0
    lost = [one for one in remarks.state.problems if one.code == "question-unknown"]
    assert len(lost) == 1999
    assert time.process_time() - begun < 20


def test_a_file_full_of_comments_takes_bounded_memory(
    fresh: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What goes beyond the bound is left out by whole lines."""
    fresh.write({"src/a.py": "# STUDY 2.1: why\n" * 100})
    whole = Repository.open(fresh.root).lines_with("STUDY", None)
    assert len(whole) == 100
    monkeypatch.setattr(search, "MOST_OUTPUT", 1000)
    part = Repository.open(fresh.root).lines_with("STUDY", None)
    assert 0 < len(part) < 100
    assert part == whole[: len(part)]


@pytest.mark.parametrize(
    "line",
    [
        "#" * 990 + " STUDY",
        "# STUDY " * 120,
        "# " * 480 + "STUDY 2.1: x",
        "# STUDY" + " " * 980,
        "# STUDY 2." + "1" * 900 + ": x",
    ],
    ids=["marks", "words", "comments", "blanks", "digits"],
)
def test_no_line_of_code_takes_long(fresh: Builder, line: str) -> None:
    """A thousand odd lines are read at once."""
    fresh.write({"src/a.py": f"{line}\n" * 1000})
    begun = time.process_time()
    Study.open(fresh.root).annotations()
    assert time.process_time() - begun < 10
