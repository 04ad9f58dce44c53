"""Trackers that somebody spoilt: what is written stays inside the intended cells, and is final."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from studytrack import Study
from tests.cli.studies import ENGLISH
from tests.threats.studies import NAME, TODAY, TRACKER, story

if TYPE_CHECKING:
    from pathlib import Path

    from studytrack.study.study import Reconciliation

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
