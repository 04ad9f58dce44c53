"""What ``questions`` and ``refs`` print, in both languages, as text and as JSON."""

from __future__ import annotations

import json

import pytest

from studytrack import Study
from studytrack.cli.asked import asked as page
from studytrack.markdown.widths import display_width
from tests.cli.studies import CHINESE, ENGLISH, run, study
from tests.cli.test_pages import terminal, without_colour
from tests.repositories import Builder

TITLES = {"tracker.md": ("Pages", "B-trees"), "跟踪.md": ("页", "B树")}
LONG = "为什么一页是4KB，而不是别的大小？这和磁盘扇区有什么关系，还是只是历史原因？"


@pytest.fixture(params=[(ENGLISH, "tracker.md"), (CHINESE, "跟踪.md")], ids=["en", "zh"])
def asked(tmp_path, request):
    """A study with two questions, an answer, references and comments; its names."""
    tracker, name = request.param
    builder = study(tmp_path, tracker, name)
    code = {"src/键.py": "x = 1  # STUDY 1.2: why here?\n// STUDY 7.1: x\n"}
    date = "2026-03-04 10:00 +0800"
    trailers = f"Study-Question: 1.1 {LONG}\nStudy-Question: phase 2 x?\nStudy-Ref: 1.2 a.md B"
    asks = builder.commit(f"Ask\n\n{trailers}", code, date=date)
    builder.commit(f"Study-Answer: {asks[:7]} history", date=date)
    return builder.root, asks[:7], name


def test_questions_stand_under_their_tasks(asked):
    """In the tracker's order and language, with answers, comments and how to answer."""
    root, name, tracker = asked
    lines = run(root, "questions").output.splitlines()
    if tracker == "tracker.md":
        assert lines == [
            "1.1  Pages",
            f"  {name}    2026-03-04  answered  {LONG}",
            "             2026-03-04  answer    history",
            "",
            "1.2  B-trees",
            "  src/键.py:1  why here?",
            "",
            "phase 2  Transactions and the many ways in which they can go wrong",
            f"  {name}.2  2026-03-04  open  x?",
            "",
            "Comments that name no task of the tracker",
            "  src/键.py:2  7.1: x",
            "",
            f"1 open question; answer one with: studytrack answer {name}.2 …",
        ]
    else:
        assert lines[:3] == [
            "1.1  页",
            f"  {name}    2026-03-04  已答  {LONG}",
            "             2026-03-04  回答  history",
        ]
        assert lines[-1] == f"1 个未答的问题；回答请用：studytrack answer {name}.2 …"


def test_what_is_asked_for_alone_is_shown(asked):
    """One task, or only what is open; a task that is not there is told with those like it."""
    root, name, tracker = asked
    titles = TITLES[tracker]
    assert titles[1] not in run(root, "questions", "1.1").output
    shown = run(root, "questions", "--open").output
    assert LONG not in shown
    assert f"{name}.2" in shown
    refused = run(root, "questions", "1.3")
    assert (refused.exit_code, "1.1" in refused.stderr) == (2, True)
    lines = run(root, "refs", "1.2").output.splitlines()
    assert lines == [f"1.2  {titles[1]}", "  2026-03-04  B", "              a.md"]
    assert "studytrack ref 1.1" in run(root, "refs", "1.1").output


def test_json_has_everything(asked):
    """An object with a schema, and each with its task, its place and its date."""
    root, name, _ = asked
    said = json.loads(run(root, "questions", "--json").stdout)
    assert said["schema"] == 1
    first, second = said["questions"]
    assert (first["name"], first["task"], first["open"]) == (name, "1.1", False)
    assert [one["text"] for one in first["answers"]] == ["history"]
    assert (second["name"], second["phase"], second["date"]) == (f"{name}.2", 2, "2026-03-04")
    assert said["annotations"][0] == {
        "task": "1.2", "phase": None, "text": "why here?", "path": "src/键.py", "line": 1,
        "known": True,
    }  # fmt: skip
    (reference,) = json.loads(run(root, "refs", "--json").stdout)["references"]
    assert (reference["target"], reference["title"], reference["task"]) == ("a.md", "B", "1.2")
    assert json.loads(run(root, "status", "--json").stdout)["open_questions"] == 1


def test_status_counts_what_is_open(asked):
    """In one line, where there is any."""
    root, name, _ = asked
    assert "studytrack questions" in run(root, "status").output
    commit = ["-c", "user.name=A", "-c", "user.email=a@x", "commit", "-q", "--allow-empty"]
    Builder(root).git(*commit, "-m", f"Study-Answer: {name}.2 y")
    assert "studytrack questions" not in run(root, "status").output


def test_a_terminal_of_80_columns_holds_the_page(asked):
    """Long questions are broken where a line may be, and nothing of them is lost."""
    opened = Study.open(asked[0])
    shown = page(opened.remarks(), opened.annotations(), opened.language())
    text = without_colour(terminal(*shown))
    assert max(map(display_width, text.splitlines())) <= 80
    assert LONG in "".join(text.split())
