"""Phrases: what numbers say in a line, and what lines say no such thing."""

from __future__ import annotations

from fractions import Fraction

import pytest

from studytrack.markdown.spans import Span
from studytrack.tracker.claims.forms import Bar, Hours, Number, Percent, Value
from studytrack.tracker.claims.lines import phrases
from studytrack.tracker.claims.words import claim_words
from studytrack.tracker.lexicon import lexicon

WORDS = claim_words(lexicon("en", "ru"))
HALF = Value(Fraction(30), Fraction(60))


def read(line: str) -> list[tuple[str, list[str], Fraction | None, str]]:
    """Label, numbers, total and unit of every phrase."""
    return [
        (one.label, [form.span.of(line) for form in one.forms], one.whole, one.unit)
        for one in phrases(line, Span(0, len(line)), WORDS)
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Progress: 1/2 of what I wanted, more or less, I should say",
        "2/5",
        "Progress: 2/5/2026",
        "Progress: 2026-02-03",
        "Progress: 7/5",
        "Progress: 2/0",
        "Progress: 140%",
        "Progress: 1/2 and 3/4",
        "Progress: v1.2.3",
        "Progress: `2/5`",
        "Progress: [2/5](https://example.org)",
        "Progress: 20-25h",
        "Progress: " + "1/2 " * 50,
    ],
)
def test_no_phrase(line: str) -> None:
    """Prose, dates, impossible fractions, ranges, code, links."""
    assert read(line) == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("**Done**: 31 / 60 (up to 31 ✅)", [("Done", ["31"], 60, "")]),
        ("进度：40% (2/5) | 预计时间：20-25小时 | 已用时间：8小时", [
            ("进度", ["40", "2"], 5, ""), ("已用时间", ["8小时"], None, ""),
        ]),
        ("**Итого:** _____ из 10.5 часов (____%)", [
            ("Итого", ["_____", "____"], Fraction("10.5"), "часов"),
        ]),
        ("`[██░░░░]` 1/3 parts | 9/16 tasks", [
            ("", ["██░░░░"], 16, "tasks"), ("", ["1"], 3, "parts"), ("", ["9"], 16, "tasks"),
        ]),
        ("Phase 1 ▓▓▓▓░ 80% complete (week 3/4)", [("Phase 1", ["▓▓▓▓░", "80"], None, "complete")]),
        ("Total: 19:35", [("Total", ["19:35"], None, "")]),
        ("Total: ~2h30m", [("Total", ["2h30m"], None, "")]),
        ("Progress: [##--] 50 %", [("Progress", ["##--", "50"], None, "")]),
    ],
)  # fmt: skip
def test_phrases(line: str, found: list[tuple[str, list[str], Fraction | None, str]]) -> None:
    """Each with its label; a bar goes with the number that counts most finely."""
    assert read(line) == found


AT = Span(0, 10)


@pytest.mark.parametrize(
    ("form", "text"),
    [
        (Number(AT, Fraction(1)), "30"),
        (Percent(AT, Fraction(1)), "50"),
        (Bar(AT, "█", "░", Fraction(1)), "█████░░░░░"),
    ],
)
def test_a_form_writes_what_it_says(form: Number | Percent | Bar, text: str) -> None:
    """Once written, it is right."""
    assert not form.says(HALF)
    assert form.text(HALF) == text


@pytest.mark.parametrize(
    ("line", "hours", "text"),
    [
        ("Total: 8h", "9.5", "9.5h"),
        ("Total: 8 hours", "9", "9 hours"),
        ("Total: 8,5 hours", "9.25", "9,25 hours"),
        ("Total: 11.0h", "12", "12.0h"),
        ("Total: 2h30m", "4.25", "4h15m"),
        ("Total: 19:35", "9.05", "9:03"),
        ("Total: ~100h", "137", "140h"),
        ("Total: ~18.5h", "20.3", "20.5h"),
    ],
)
def test_hours_are_written_in_their_own_manner(line: str, hours: str, text: str) -> None:
    """Their unit, decimals and minutes; an approximate time is rounded as it is."""
    ((form,),) = [one.forms for one in phrases(line, Span(0, len(line)), WORDS)]
    assert isinstance(form, Hours)
    assert not form.says(Value(Fraction(hours)))
    assert form.text(Value(Fraction(hours))) == text


@pytest.mark.parametrize(
    ("stated", "hours", "wanted"),
    [
        pytest.param("10.5h", Fraction(8), "8h", id="whole hours"),
        pytest.param("8h", Fraction(21, 2), "10.5h", id="a half"),
        pytest.param("11.0h", Fraction(8), "8.0h", id="a zero that stands already"),
        pytest.param("2,5h", Fraction(13, 4), "3,25h", id="a comma"),
    ],
)
def test_hours_have_the_decimals_that_they_need(stated: str, hours: Fraction, wanted: str) -> None:
    """A zero behind the point is written only where the statement has one."""
    line = f"Time spent: {stated}"
    ((form,),) = [one.forms for one in phrases(line, Span(0, len(line)), WORDS)]
    assert isinstance(form, Hours)
    assert form.text(Value(hours)) == wanted
