"""Statuses without the word: boxes, ticks and answers in a column, and emoji by their names."""

from __future__ import annotations

from datetime import date

import pytest

from studytrack.errors import TrackerError
from studytrack.records import Done, Reset, Source
from studytrack.terms import Status
from studytrack.tracker.reading import read
from studytrack.tracker.stated import baseline_of
from tests.tracker.drafts import reconciled

DONE, TODO, UNDER_WAY = Status.DONE, Status.NOT_STARTED, Status.IN_PROGRESS
SOURCE = Source("c" * 40)
DAY = date(2026, 3, 2)


def table(header: str, *cells: str) -> str:
    """A table of a lesson in each row, and the cells of one more column."""
    rows = (f"| Lesson {number} | {cell} |\n" for number, cell in enumerate(cells, 1))
    return f"| Lesson | {header} |\n|---|---|\n{''.join(rows)}"


def statuses(text: str) -> list[Status | None]:
    """The status of every task."""
    return [row.status for _, row in read(text).rows()]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(table("", "[x]", "[ ]", ""), [DONE, TODO, TODO], id="boxes below a blank"),
        pytest.param(table("✅", "✅", "", "🔄"), [DONE, TODO, UNDER_WAY], id="below a tick"),
        pytest.param(table(":white_check_mark:", "x", ""), [DONE, TODO], id="by its name"),
        pytest.param(table("Completed", "Yes", "no"), [DONE, TODO], id="answers"),
        pytest.param(table("Done", "x", "", "X"), [DONE, TODO, DONE], id="crosses"),
        pytest.param(table("Status", "✓", "✗"), [DONE, TODO], id="hooks"),
        pytest.param(table("Status", ":heavy_check_mark:", ":x:"), [DONE, TODO], id="names"),
        pytest.param(
            table("Status", ":construction: soon", ":tada:"), [UNDER_WAY, None], id="others"
        ),
        pytest.param(
            "# Meu plano de estudos\n\n| Tema | Concluído? |\n|-|-|\n| A | Sim |\n",
            [DONE],
            id="Portuguese",
        ),
    ],
)
def test_statuses(text: str, wanted: list[Status | None]) -> None:
    """A tick stands for done, and its lack for a task that has not been started."""
    assert statuses(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(table("Completed", "2026-01-02", ""), id="dates"),
        pytest.param(table("Completed", "", ""), id="blanks"),
        pytest.param(table("Completed", "Yes", "2026-01-02"), id="both"),
        pytest.param(table("Works", "✅", "❌"), id="a word that says no status"),
        pytest.param(table("", "see [x]", "[ ]"), id="more than a box"),
    ],
)
def test_what_is_no_status(text: str) -> None:
    """A header must allow it, and every cell."""
    with pytest.raises(TrackerError):
        read(text)


@pytest.mark.parametrize(
    ("text", "records", "wanted"),
    [
        pytest.param(
            table("", "[x]", "[ ]"),
            [Done("Lesson 2", SOURCE, DAY)],
            table("", "[x]", "[x]"),
            id="box",
        ),
        pytest.param(
            table("Completed", "Yes", "No"),
            [Done("Lesson 2", SOURCE, DAY), Reset("Lesson 1", SOURCE, DAY)],
            table("Completed", "No", "Yes"),
            id="answers",
        ),
        pytest.param(
            table("Done", "x", "x", ""),
            [Reset("Lesson 1", SOURCE, DAY)],
            table("Done", " ", "x", "").replace("|   |", "| |"),
            id="a blank",
        ),
    ],
)
def test_records_are_written(text: str, records: list[Done | Reset], wanted: str) -> None:
    """In the column's own manner."""
    assert reconciled(text, records, None, baseline_of(read(text))).text == wanted
