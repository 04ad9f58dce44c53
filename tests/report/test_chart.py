"""The chart of phases, as any length of time has it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from studytrack.report.chart import Span, gantt

DAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("days", "tick"),
    [(0, "1day"), (11, "1day"), (12, "1week"), (83, "1week"), (84, "1month"), (371, "1month"),
     (372, "2month"), (800, "3month"), (2000, "6month"), (3000, "12month"), (40_000, "12month")],
    ids=str,
)  # fmt: skip
def test_a_chart_has_no_more_ticks_than_there_is_room_for(days: int, tick: str) -> None:
    """They are days, weeks, months or years apart."""
    text = gantt([Span("x", True, DAY, DAY + timedelta(days))])
    assert f"    tickInterval {tick}\n" in text


def test_nothing_begun_has_no_chart() -> None:
    """There is no empty one."""
    assert gantt([]) == ""
