"""Trackers in the shapes that people give them: which headings are phases, which cells ids."""

from __future__ import annotations

from datetime import date

import pytest

from studytrack.errors import TrackerError
from studytrack.fold.accounts import fold
from studytrack.records import Done, Reopen, Skip, Source
from studytrack.terms import FieldName
from studytrack.tracker.lexicon import lexicon
from studytrack.tracker.outlook import derived, outlook
from studytrack.tracker.reading import read
from studytrack.tracker.stated import baseline_of
from studytrack.tracker.statuses import mixed
from tests.tracker.drafts import reconciled

ROWS = "| Task | Status |\n|---|---|\n| {} | todo |\n"


def phases(text: str) -> list[tuple[int, str, list[str]]]:
    """Number, title and task ids of every phase."""
    sections = read(text).sections
    return [(one.number, one.title, [row.id for row in one.rows]) for one in sections]


def headed(*parts: str) -> str:
    """A text of headings and, below each that ends in a task's title, a table of one row."""
    lines = [part.split(" | ") for part in parts]
    return "\n\n".join("\n\n".join([h, *(ROWS.format(t) for t in tasks)]) for h, *tasks in lines)


def tabled(header: str, *rows: str) -> str:
    """A table as its rows' texts."""
    count = header.count("|") + 1
    return "\n".join(f"| {row} |" for row in (header, " | ".join(["---"] * count), *rows)) + "\n"


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        pytest.param(
            tabled("Day | Topic | Status", "01 | Types | done", "02 | Slices | todo"),
            ["01", "02"],
            id="days",
        ),
        pytest.param(
            tabled("天数 | 内容 | 状态", "第1天 | 类型 | 完成", "第2天 | 切片 | 未开始"),
            ["第1天", "第2天"],
            id="days in Chinese",
        ),
        pytest.param(
            tabled("Day | Task | Status", "Mon | Types | done", "Tue | Slices | todo"),
            ["Types", "Slices"],
            id="weekdays",
        ),
        pytest.param(
            tabled("Day | Task | Status", "1 | Types | done", "1 | Slices | todo"),
            ["Types", "Slices"],
            id="several a day",
        ),
        pytest.param(
            tabled("Day | Task | Status", "1 | 1.1 Types | done", "2 | 1.2 Slices | todo"),
            ["1.1", "1.2"],
            id="days of numbered tasks",
        ),
        pytest.param(
            tabled("Week | Topic | Status", "Week 1 | Types | done", "Week 2 | Slices | todo"),
            ["Week 1", "Week 2"],
            id="a task for each week",
        ),
        pytest.param(
            tabled("Module | Progress | Status", "Basics | 9% | done", "Overall | 50% | todo"),
            ["Basics"],
            id="modules and nothing else",
        ),
        pytest.param(
            headed("## Phase 1 | a")
            + "\n## Overview\n\n"
            + tabled("Phase | Tasks | Status", "1 | 0/1 | todo", "all | 0/1 | todo"),
            ["a"],
            id="phases beside tasks",
        ),
    ],
)
def test_ids(text: str, ids: list[str]) -> None:
    """A row goes by its number, that of its day or week if it has none, else by its title."""
    assert [row.id for _, row in read(text).rows()] == ids


@pytest.mark.parametrize("header", ["Actual (min)", "Actual [minutes]", "实际用时（分钟）"])
def test_a_column_in_minutes_is_not_read_as_hours(header: str) -> None:
    """Bare numbers under minutes stay untouched; under hours they are read."""
    text = tabled(f"Task | {header} | Status", "1.1 Types | 25 | done")
    ((_, row),) = read(text).rows()
    assert row.actual is None
    ((_, row),) = read(text.replace(header, "Actual (h)")).rows()
    assert row.actual is not None


def test_a_table_without_a_status_is_no_tracker() -> None:
    """What is refused is told with an example of what is not."""
    with pytest.raises(TrackerError, match=r"such as \| Task \| Status \|"):
        read(tabled("Task | Hours", "1.1 Types | 2h"))


def test_phases_beside_a_list_are_no_tasks() -> None:
    """A table of weeks sums up the list above it."""
    text = "- [x] Types\n- [ ] Slices\n\n" + tabled("Week | Status", "Week 1 | todo")
    assert [row.id for _, row in read(text).rows()] == ["Types", "Slices"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            headed("## Phase 4: Words", "### Nouns | a", "### Verbs | b", "## Phase 5: Talk | c"),
            [(4, "Words", ["a", "b"]), (5, "Talk", ["c"])],
            id="parts of a numbered phase",
        ),
        pytest.param(
            headed(
                "## Phase 1: Words", "### Week 3: Nouns | a", "## Phase 2: Talk", "### Week 4 | b"
            ),
            [(1, "Words", ["a"]), (2, "Talk", ["b"])],
            id="weeks in phases",
        ),
        pytest.param(
            headed("# Chapter 2", "## Nouns | a", "## Verbs | b"),
            [(1, "Nouns", ["a"]), (2, "Verbs", ["b"])],
            id="a title with a number",
        ),
        pytest.param(
            headed("## Phase 1: Words | a", "## Extras | b"),
            [(1, "Words", ["a"]), (2, "Extras", ["b"])],
            id="no part of the one before",
        ),
    ],
)
def test_phases(text: str, wanted: list[tuple[int, str, list[str]]]) -> None:
    """A phase is the nearest heading with a number, if its own has none and lies below it."""
    assert phases(text) == wanted


def test_a_date_with_a_comma() -> None:
    """A date of a summary line is read whole, though a comma separates values there too."""
    text = """\
## Phase 1

| Task | Started | Status |
|---|---|---|
| 1.1 a | Feb 3, 2026 | open |

**Summary**: completed Jan 1, 2026, well done
"""
    (section,) = read(text).sections
    slot = section.slots[FieldName.COMPLETED]
    assert (slot.span.of(text), slot.value) == ("Jan 1, 2026", date(2026, 1, 1))


NESTED = headed(
    "## Phase 1: Words", "### Week 1 | a", "### Week 2", "#### Day 1 | b", "#### Day 2 | c | d"
)


def test_weeks_and_days_are_parts_of_a_phase() -> None:
    """What stands under a day counts for its week and its phase as well."""
    text = NESTED.replace("| c | todo |", "| c | done |") + "\n## Phase 2: Talk\n\n- more\n"
    tracker = read(text)
    assert [section.title for section in tracker.sections] == ["Words"]
    folded = fold([], baseline_of(tracker), {})
    (phase,) = outlook(tracker, folded, derived(folded), {}).phases
    assert [(part.title, part.level, part.done, part.total) for part in phase.parts] == [
        ("Week 1", 1, 0, 1),
        ("Week 2", 1, 1, 3),
        ("Day 1", 2, 0, 1),
        ("Day 2", 2, 1, 2),
    ]


@pytest.mark.parametrize(
    ("statuses", "wrong"),
    [
        pytest.param(["✅ Done", "⚪ Not started"], [], id="as usual"),
        pytest.param(["🔴 In progress", "🔴 In progress"], [], id="a marker of its own"),
        pytest.param(["✅ Done", "✅ Not started", "⚪ Not started"], [2], id="both"),
        pytest.param(["⚫ Done", "⚫ Not started"], [1, 2], id="neither"),
        pytest.param(["[x] Done", "[x] Todo"], [2], id="boxes"),
    ],
)
def test_markers_that_contradict_their_words(statuses: list[str], wrong: list[int]) -> None:
    """A marker that stands beside words of two statuses is wrong where they are not its own."""
    rows = [f"1.{number} | {status}" for number, status in enumerate(statuses, 1)]
    found = [row for _, row in read(tabled("Task | Status", *rows)).rows()]
    states = [(row.status, row.texts[FieldName.STATUS]) for row in found if row.status]
    texts = mixed(states, lexicon("en"))
    assert [n for n, (_, text) in enumerate(states, 1) if text in texts] == wrong


DATED = tabled("No. | Course | Status", "1 | P | done (4/28)", "2 | Q | done (5/1)", "3 | R | ")


def test_a_status_may_have_its_date_beside_it() -> None:
    """Where finished tasks show their dates so, one that is finished later does as well."""
    source = Source("c" * 40)
    done = reconciled(DATED, [Done("3", source, date(2026, 3, 2))])
    assert done.text == DATED.replace("| 3 | R |  |", "| 3 | R | done (3/2) |")
    back = reconciled(done.text, [Reopen("3", source, date(2026, 3, 4), "wrong")])
    assert back.text == DATED.replace("| 3 | R |  |", "| 3 | R | in progress |")


@pytest.mark.parametrize("reason", [":", "，", ";", "a,", "a:", "[a](b.md)", "- x", "!"])
def test_a_reason_that_ends_like_a_join_is_written_once(reason: str) -> None:
    """What parts words from a link may be the words' own end."""
    text = tabled("Task | Status | Notes", "1.1 | todo | ", "1.2 | todo | ")
    records, notes = [Skip("1.1", Source("c" * 40), None, reason)], {"1.1": ("1.1 a.md",)}
    once = reconciled(text, records, notes, baseline_of(read(text)))
    assert reconciled(once.text, records, notes, baseline_of(read(text))).text == once.text
