"""A tracker's headings as a tree."""

from __future__ import annotations

import pytest

from studytrack.tracker.claims.outline import WHOLE, Outline
from studytrack.tracker.reading import read

ROWS = "\n| Task | Status |\n|---|---|\n| {0}.1 a | done |\n| {0}.2 b | |\n"
TEXT = "# Plan\n\nhead\n\n## Part one\n" + "".join(
    f"\n### {title}\n{ROWS.format(number)}"
    for number, title in enumerate(
        [
            "Week 1: Maps - done",
            "Week 2 (3/4): Seas ✅",
            "Week 3: Stars",
            "Lecture 01: Introduction",
        ],
        1,
    )
)
TEXT += f"\n## 第二阶段：海\n{ROWS.format(5)}\n## Notes\n\ntail\n"
OUTLINE = Outline(read(TEXT))


@pytest.mark.parametrize(
    ("label", "title"),
    [
        ("Week 1", "Week 1: Maps - done"),
        ("Week 2: Seas", "Week 2 (3/4): Seas ✅"),
        ("week 3", "Week 3: Stars"),
        ("Lecture 1", "Lecture 01: Introduction"),
        ("阶段二", "第二阶段：海"),
        ("Part one", "Part one"),
        ("Week 9", None),
        ("Notes", None),
        ("", None),
    ],
)
def test_a_label_names_a_part(label: str, title: str | None) -> None:
    """By its title, or its kind and number; what holds no tasks is not meant."""
    part = OUTLINE.named(label)
    assert (part.title if part else None) == title


def test_parts_hold_what_stands_under_them() -> None:
    """All tasks down to the next heading of their level."""
    sizes = {part.title: OUTLINE.size(part) for part in OUTLINE.parts}
    assert sizes["Plan"] == OUTLINE.size(WHOLE) == 10
    assert (sizes["Part one"], sizes["Week 3: Stars"], sizes["Notes"]) == (8, 2, 0)
    last = len(TEXT.splitlines()) - 1
    assert OUTLINE.above(last).title == "Notes"
    assert OUTLINE.around(last).title == "Plan"
    assert OUTLINE.above(0).title == "Plan"


def test_families_are_of_one_kind() -> None:
    """There are three weeks, and what there is one of is no family."""
    assert [len(family) for family in OUTLINE.families(WHOLE)] == [3]
    assert len(OUTLINE.family(WHOLE, "weeks")) == 3
    assert OUTLINE.family(WHOLE, "lectures") == ()
