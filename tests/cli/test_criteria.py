"""Completion criteria as the commands show them, in both languages."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from studytrack import Criterion, FieldName, Study, locales
from studytrack.cli.output.plain import plain
from studytrack.cli.overview import overview
from studytrack.markdown.widths import display_width
from tests.cli.studies import CHINESE, ENGLISH, run, study
from tests.cli.test_pages import terminal, without_colour

if TYPE_CHECKING:
    from pathlib import Path

STUDIES = {
    "en": (ENGLISH, "**Phase 1 completion criteria**:\n", "can explain a page", "criteria"),
    "zh-CN": (CHINESE, "**阶段一完成标准**：\n", "能够解释什么是页", "标准"),
}
STATED = "- [ ] {0}\n- [x] B+ 树\n- ✓ {0}?\n- [ ] z\n"


def with_criteria(root: Path, language: str) -> Study:
    """A study whose first phase has four criteria: one is recorded, one is ticked by hand."""
    tracker, label, words, _ = STUDIES[language]
    builder = study(root, f"{tracker}\n{label}{STATED.format(words)}")
    builder.commit(f"Study-Criterion: 1 {words}", date="2026-03-04 23:30 -0800")
    return Study.open(root)


@pytest.mark.parametrize("language", STUDIES)
def test_status_counts_them(tmp_path: Path, language: str) -> None:
    """On 80 columns, in a column of their own; a study without any has none."""
    state, locale = with_criteria(tmp_path, language).state(), locales.load(language)
    shown = without_colour(terminal(*overview(state, locale)))
    for text in (shown, plain(overview(state, locale))):
        assert f"{STUDIES[language][3]}" in text
        assert "2/4" in text
    assert max(map(display_width, shown.splitlines())) <= 80
    bare = [replace(one, criteria=()) for one in state.phases]
    without = overview(replace(state, phases=tuple(bare)), locale)
    assert f"  {STUDIES[language][3]}" not in plain(without)


@pytest.mark.parametrize("language", STUDIES)
def test_what_the_api_says(tmp_path: Path, language: str) -> None:
    """Each with its words, whether and since when it is confirmed, and its line."""
    known, words = with_criteria(tmp_path, language), STUDIES[language][2]
    phase = known.state().phase(1)
    before = known.reconcile().before
    line = before[: before.index(words)].count("\n") + 1
    assert phase.criteria == (
        Criterion(text=words, confirmed=True, on=date(2026, 3, 4), line=line),
        Criterion(text="B+ 树", confirmed=True, line=line + 1),
        Criterion(text=f"{words}?", line=line + 2),
        Criterion(text="z", line=line + 3),
    )
    assert phase.confirmed == 2
    said = json.loads(run(tmp_path, "status", "--json").stdout)["phases"][0]["criteria"]
    assert said[0] == {"text": words, "confirmed": True, "on": "2026-03-04", "line": line}


@pytest.mark.parametrize("language", STUDIES)
def test_reconcile_ticks_the_box(tmp_path: Path, language: str) -> None:
    """And says which, with the commit; a hand's tick and what has no box stay."""
    known, words = with_criteria(tmp_path, language), STUDIES[language][2]
    result = known.reconcile()
    (change,) = (one for one in result.changes if one.field is FieldName.CRITERION)
    assert (change.phase, change.before, change.after) == (1, f"[ ] {words}", f"[x] {words}")
    assert len(change.sources) == 1
    assert f"- [x] {words}\n- [x] B+ 树\n- ✓ {words}?\n- [ ] z\n" in result.text
    shown = run(tmp_path, "reconcile").stdout
    assert f"[ ] {words} -> [x] {words}  {change.sources[0][:12]}" in shown
    assert known.reconcile().changes == ()
    assert words in run(tmp_path, "log").stdout
