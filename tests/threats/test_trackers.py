"""Trackers that somebody spoilt: what is written stays inside the intended cells, and is final."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from studytrack import Study
from tests.cli.studies import ENGLISH, run
from tests.repositories import Builder
from tests.threats.studies import NAME, TODAY, TRACKER, adopted, problems, story, wanted

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from studytrack.study.reconciliation import Reconciliation

ENDING = re.compile("\r\n|\n|\r")
PIPE = re.compile(r"(?<!\\)\|")


def held(result: Reconciliation) -> None:
    """Every byte that changed lies in a field that is named, and no row lost or won a cell."""
    before, after = ENDING.split(result.before), ENDING.split(result.text)
    assert ENDING.findall(result.before) == ENDING.findall(result.text)
    for number, (old, new) in enumerate(zip(before, after, strict=True), 1):
        named = [change for change in result.changes if change.line == number]
        assert bool(named) or old == new, (number, old, new)
        if any(change.task is not None for change in named):
            cells = PIPE.split(old), PIPE.split(new)
            missing = len(cells[1]) - len(cells[0])
            assert missing == 0 or (missing == 1 and not cells[1][-1].strip()), (old, new)
            differing = [a for a, b in zip(*cells, strict=False) if a.strip() != b.strip()]
            assert len(differing) <= len(named), (old, new)


def settled(root: Path) -> Reconciliation:
    """Reconciles, and makes sure that doing it again changes nothing."""
    result = Study.open(root, today=TODAY).reconcile()
    held(result)
    result.write()
    again = Study.open(root, today=TODAY).reconcile()
    assert again.changes == ()
    assert (root / NAME).read_bytes() == result.text.encode()
    return result


def test_a_malformed_value_beside_a_blank(tmp_path: Path) -> None:
    """Of two places for the hours of a phase, the one that has room for them takes them."""
    text = ENGLISH.replace("estimated 6-7 hours,", "estimated 6-7 hours实际,")
    assert "hours实际, actual 2.5 hours," in settled(story(tmp_path, tracker=text).root).text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("- 🟡 **进行中**：正在进行", "- 🟡 **未开始**：也是"),
        ("- 🟢 **已完成**：已经完成", "- 🟢 **进行中**：也是"),
        ("- ⚫ **跳过**：需说明原因", "- ⚫ **已完成**：也是\n- 🚫 **已完成**：也是"),
        ("实际8小时", "actual, 实际8小时"),
        ("预计11-13小时，实际8小时", "预计11-13小时actual，实际8小时"),
        ("## 总体总结\n", "## 总体总结\n\u2028\n总实际时长：____\n"),
        ("## 总体总结\n", "## 总体总结\n\x0b\n\x1f\n总实际时长：____\n"),
    ],
    ids=["yellow", "green", "black", "two-actuals", "glued", "line-separator", "controls"],
)
def test_confusing_text(tmp_path: Path, old: str, new: str) -> None:
    """A contradictory legend, or a line that says a thing twice, is written once and for all."""
    assert old in TRACKER
    settled(story(tmp_path, tracker=TRACKER.replace(old, new)).root)


@pytest.mark.parametrize(
    "blank",
    [
        "____年__月__日",
        "____-__-__",
        "__/__/____",
        "2026年__月__日",
        "YYYY-MM-DD",
        "待定",
        "TBD",
        "-",
    ],
)
@pytest.mark.parametrize("behind", ["", "（预计三月）"], ids=["bare", "remark"])
def test_blank_dates(tmp_path: Path, blank: str, behind: str) -> None:
    """A date is written in the place of the whole blank, and taken out again as a whole."""
    line = "实际______小时，完成日期"
    built = story(tmp_path, tracker=TRACKER.replace(f"{line}______", f"{line}{blank}{behind}"))
    built.commit("x\n\nStudy-Task: 2.1, 2.3 done\n")
    assert f"实际2.5小时，完成日期2026-03-02{behind}\n" in settled(tmp_path).text
    built.commit("Update", {NAME: (tmp_path / NAME).read_bytes()})
    built.commit("x\n\nStudy-Task: 2.1 reopen\n")
    assert f"实际2.5小时，完成日期______{behind}\n" in settled(tmp_path).text


@pytest.mark.parametrize("words", ["____er", "____3 books", "____min"])
def test_what_only_begins_like_a_blank(tmp_path: Path, words: str) -> None:
    """Where a value would run into the word behind it nothing is written."""
    text = TRACKER.replace("- 总体完成日期：______", f"- 总体完成日期：{words}")
    text = text.replace("- 总实际时长：______小时", f"- 总实际时长：{words}")
    built = story(tmp_path, tracker=text)
    built.commit("x\n\nStudy-Task: 2.1, 2.3 done\n")
    assert settled(tmp_path).text.count(words) == 2


@pytest.mark.parametrize(
    "turn",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text.replace("\n", "\r\n"),
        lambda text: text.replace("|\n", "|\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: text.rstrip("\n"),
        lambda text: text.replace("\n", "  \n") + "\n\n \t\n",
        lambda text: text.replace("## ", "\f\n## ").replace("1.3 日志", "1.3 日\u2028志"),
        lambda text: text.replace("页与行", "页\x00与\x1b[31m行\u202e"),
    ],
    ids=["bom", "crlf", "bom-crlf", "mixed", "cr", "no-last-feed", "blanks", "separators", "nul"],
)
def test_bytes_are_kept(tmp_path: Path, shared: Builder, turn: Callable[[str], str]) -> None:
    """Whatever the endings and marks are, they stay; the values are those of the plain file."""
    built = story(tmp_path, tracker=turn(TRACKER))
    assert (tmp_path / NAME).read_bytes() == turn(TRACKER).encode()
    assert settled(tmp_path).text == turn(wanted(shared.root))
    assert wanted(tmp_path, "HEAD") == turn(wanted(shared.root))
    done = run(tmp_path, "reconcile", "--at", built.head())
    assert done.stdout_bytes == turn(wanted(shared.root)).encode()


def test_autocrlf_is_no_difference(built: Builder, shared: Builder) -> None:
    """A checkout with other line endings is as committed: no drift, no hand edit, CRLF kept."""
    built.write({NAME: wanted(shared.root)})
    built.commit("Update the tracker\n\nStudytrack-Update: x\n")
    for name, value in (("core.autocrlf", "true"), ("core.eol", "crlf")):
        built.git("config", name, value)
    for path in (NAME, "studytrack.toml", "plans/phase2/2.3 多 版本(a).md"):
        (built.root / path).unlink()
    built.checkout(".")
    assert (built.root / NAME).read_bytes().count(b"\r\n") == TRACKER.count("\n")
    assert [record.commit for record in Study.open(built.root).log()].count(None) == 0
    assert settled(built.root).changes == ()
    assert problems(built.root, "drift", "edit-unrecorded") == []
    built.commit("x\n\nStudy-Task: 2.1 done\n")
    assert settled(built.root).text.count("\r\n") == TRACKER.count("\n")
    edited = (
        (built.root / NAME).read_bytes().replace("🟢 已完成 | |".encode(), "⚫ 跳过 | |".encode())
    )
    built.write({NAME: edited})
    (found,) = problems(built.root, "edit-unrecorded")
    assert (found.task, found.commit) == ("2.1", None)
    assert (built.root / NAME).read_bytes() == edited
    (built.root / "studytrack.toml").unlink()
    built.git("checkout", "--quiet", "--", NAME)
    assert run(built.root, "init").exit_code == 0


LOOK_ALIKES = """
```
| 任务 | 状态 |
|---|---|
| 2.1 隔离级别 | 🔴 未开始 |
```

~~~~md
## 阶段二：事务
| 任务 | 状态 |
|---|---|
| 2.1 隔离级别 | 🔴 未开始 |
**阶段二小结**：预计12-17小时，实际______小时，完成日期______
~~~

> ## 阶段二：事务
> | 任务 | 状态 |
> |---|---|
> | 2.1 隔离级别 | 🔴 未开始 |
>
> **阶段二小结**：预计12-17小时，实际______小时，完成日期______
~~~~

> | 任务 | 状态 |
> |---|---|
> | 2.1 隔离级别 | 🔴 未开始 |

    | 任务 | 状态 |
    |---|---|
    | 2.1 隔离级别 | 🔴 未开始 |

<!--
| 任务 | 状态 |
|---|---|
| 2.1 隔离级别 | 🔴 未开始 |

总实际时长：______小时
-->

<div>
| 任务 | 状态 |
|---|---|
| 2.1 隔离级别 | 🔴 未开始 |
</div>

\\| 任务 | 状态 |

| 任务 | 状态 |
| 2.1 隔离级别 | 🔴 未开始 |

| 任务 | 状态 |
|---|
| 2.1 隔离级别 | 🔴 未开始 |
"""


def test_look_alikes_are_untouched(tmp_path: Path, shared: Builder) -> None:
    """Tables in fences, quotes, comments, HTML or indented, and what is no table, stay."""
    built = story(tmp_path, tracker=TRACKER.replace("\n## 总体总结", LOOK_ALIKES + "\n## 总体总结"))
    built.commit("x\n\nStudy-Task: 2.1 done\n")
    text = settled(tmp_path).text
    assert LOOK_ALIKES in text
    shared_text = wanted(shared.root).replace(
        "| 2.1 隔离级别 | 5-6h | 2026-03-02 | | 🟡 进行中 |",
        "| 2.1 隔离级别 | 5-6h | 2026-03-02 | 2026-03-02 | 🟢 已完成 |",
    )
    assert text.replace(LOOK_ALIKES, "") == shared_text


OLD = "| 5-6h | | | 🔴 未开始 |"
NEW = "| 5-6h | 2026-03-02 | 2026-03-02 | 🟢 已完成 |"
TOLD = r"a \| b\ \| c |"


@pytest.mark.parametrize(
    ("row", "after"),
    [
        (f"| 2.1 x {OLD} |", f"| 2.1 x {NEW} {TOLD}"),
        (f"2.1 x {OLD}", f"2.1 x {NEW}"),
        ("| 2.1 x | 5-6h |", "| 2.1 x | 5-6h |"),
        ("| 2.1 x", "| 2.1 x"),
        (f"| 2.1 `a \\| b` {OLD} | 多 | 余 |", f"| 2.1 `a \\| b` {NEW} {TOLD} 多 | 余 |"),
        (f"| 2.1 `a | b` {OLD} |", None),
        ("|2.1 x|5-6h|||🔴 未开始||", f"|2.1 x|5-6h| 2026-03-02 | 2026-03-02 | 🟢 已完成 | {TOLD}"),
        ("   | 2.1 x | 5-6h |\u3000|\u3000| 🔴 未开始 | |", None),
    ],
    ids=["plain", "no-pipes", "short", "shortest", "long", "code", "tight", "wide-blanks"],
)
def test_rows(tmp_path: Path, row: str, after: str | None) -> None:
    """Whatever a row looks like it keeps its cells, its pipes and every other cell's bytes."""
    text = TRACKER.replace("| 2.1 隔离级别 | 5-6h | | | 🔴 未开始 | |", row)
    built = adopted(tmp_path, tracker=text)
    built.commit("x\n\nStudy-Task: 2.1 done: a | b\\ | c\n")
    result = settled(tmp_path)
    if after is not None:
        assert after in result.text.split("\n")
    short = [one for one in result.problems if one.code == "row-short"]
    assert bool(short) is (row.count("|") < 6 + (row[0] == "|"))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (TRACKER.encode("GBK", "replace"), "this is not UTF-8"),
        (TRACKER.encode("UTF-16"), "this is not UTF-8"),
        (TRACKER.encode() + b"\xff", "this is not UTF-8"),
        (b"", "no table of tasks"),
        (b"\x00" * 100, "no table of tasks"),
        (b"\xef\xbb\xbf", "no table of tasks"),
        (b"| a | b |\n|---|---|\n" * 1000, "no table of tasks"),
        (TRACKER.encode() + b" " * (8 << 20), "is too large"),
    ],
    ids=["gbk", "utf-16", "one-byte", "empty", "nul", "bom", "tables", "huge"],
)
def test_no_tracker(built: Builder, data: bytes, said: str) -> None:
    """What cannot be a tracker is named in one line, in the work tree and at a revision."""
    built.write({NAME: data})
    for command in ("status", "reconcile", "check", "log"):
        done = run(built.root, command)
        assert (done.exit_code, done.stdout) == (2, "")
        assert done.stderr.startswith(f"studytrack: {NAME}:")
        assert said in done.stderr
        assert done.stderr.count("\n") == 1
    assert (built.root / NAME).read_bytes() == data
    built.commit("broken")
    assert run(built.root, "status", "--at", "HEAD").exit_code == 2
    # The words of the output are found in the tracker of that revision, not in this one.
    assert run(built.root, "status", "--at", "HEAD~1").exit_code == 0


def test_one_phase_and_one_task_are_said_so(tmp_path: Path) -> None:
    """What was found in a file is counted as people count."""
    small = "| ID | Task | Status |\n|---|---|---|\n| 1.1 | Ports | done |\n"
    Builder.init(tmp_path).commit("Plan", {"a.md": small, "b.md": small})
    assert "a.md (1 phase, 1 task), b.md (1 phase, 1 task);" in run(tmp_path, "status").stderr


def test_two_trackers_without_a_config(built: Builder) -> None:
    """Each file that may be the tracker is named with the reason; escapes in names are not run."""
    (built.root / "studytrack.toml").unlink()
    built.write(
        {"b/\x1b[31m\n\u202etwo.md": TRACKER, "README.md": "| a | b |\n|---|---|\n| 1 | 2 |\n"}
    )
    for command in ("status", "init", "reconcile", "check"):
        done = run(built.root, command)
        assert (done.exit_code, done.stdout) == (2, "")
        assert f"{NAME} (2 phases, 6 tasks)" in done.stderr
        assert r"b/\x1b[31m\n\u202etwo.md (2 phases, 6 tasks)" in done.stderr
        assert done.stderr.count("\n") == 1


def test_config_errors_all_at_once(built: Builder) -> None:
    """Every problem of a config is told in one go, each on its line, with nothing to repaint."""
    bad = (
        'tracker = 5\nsince = "--x"\nlocale = "tlh"\nhand-edits = "\\u001b[31m"\n'
        'timezone = "Mars/\\u202eBase"\n[notes]\nimply = "all"\ndirectory = "/etc"\n"\\u202e" = 1\n'
    )
    built.write({"studytrack.toml": bad})
    done = run(built.root, "status")
    lines = done.stderr.splitlines()
    assert (done.exit_code, done.stdout) == (2, "")
    assert [line.split(":")[2] for line in lines] == ["1", "2", "3", "4", "5", "7", "8", "9"]
    assert not any(char in done.stderr for char in "\x1b\u202e")
    for text in ("x = [" + "[" * 100_000, "\ufeff" * 2, "\x00", "a = 1\n" * 2, "a" * (2 << 20)):
        built.write({"studytrack.toml": text})
        done = run(built.root, "status")
        assert (done.exit_code, done.stdout) == (2, "")
        assert done.stderr.startswith("studytrack: studytrack.toml:")


@pytest.mark.parametrize("first", ["tracker", "record"])
def test_a_tracker_that_is_a_link_keeps_its_hand_edits(tmp_path: Path, first: str) -> None:
    """What a link leads to has a history as well: edits after the last record stay."""
    built = Builder.init(tmp_path)
    if first == "record":
        built.commit("Study-Task: 2.1 start")
    (built.root / "plan.md").symlink_to("real.md")
    built.commit("Plan", {"real.md": TRACKER})
    if first == "tracker":
        built.commit("Study-Task: 2.1 start")
    row = "| 2.1 隔离级别 | 5-6h | | | 🔴 未开始 |"
    built.commit("Finish", {"real.md": TRACKER.replace(row, row.replace("🔴 未开始", "🟢 已完成"))})
    built.write({"studytrack.toml": 'tracker = "plan.md"\n'})
    assert Study.open(built.root).state().task("2.1").status == "done"


def test_thousands_of_criteria(tmp_path: Path) -> None:
    """They are ticked at once, those that are stated twice as well, and nothing else changes."""
    listed = "".join(f"- [ ] criterion {number} of all\n" for number in range(1500))
    twice = "- [ ] the same\n" * 1500
    text = f"{ENGLISH}\n**Phase 1 completion criteria**:\n{listed}{twice}"
    builder = Builder.init(tmp_path)
    builder.commit("Plan", {NAME: text})
    trailers = [f"Study-Criterion: 1 criterion {number} of" for number in range(1500)]
    builder.commit("\n".join(["Done", "", *trailers, "Study-Criterion: 1 the", ""]))
    assert settled(tmp_path).text == text.replace("[ ]", "[x]")


@pytest.mark.parametrize("words", ["\u202eevil", "::error::x", "<!--", "| a |", "[x](y) `z`"])
def test_hostile_criteria(tmp_path: Path, words: str) -> None:
    """Whatever the words are, what comes of them is a tick, or a problem that names the commit."""
    text = f"{ENGLISH}\n**Phase 1 completion criteria**:\n- [ ] {words}\n- [ ] b\n"
    builder = Builder.init(tmp_path)
    builder.commit("Plan", {NAME: text})
    commit = builder.commit(f"Study-Criterion: 1 {words}")
    result = settled(tmp_path)
    assert result.text in {text, text.replace("[ ]", "[x]", 1)}
    assert (result.text == text) == any(one.commit == commit for one in result.problems)
    assert "\u202e" not in run(tmp_path, "check").stdout
