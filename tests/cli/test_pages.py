"""Pages as plain text and on a terminal of 80 columns."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from studytrack.cli.output.page import Bar, Column, Piece, Style, Table, Verbatim, cells, line
from studytrack.cli.output.plain import plain
from studytrack.cli.output.terminal import show
from studytrack.cli.output.wrapping import breaks
from studytrack.markdown.widths import display_width
from tests.cli.studies import HIDDEN, HOSTILE

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def terminal(*page, width=80, colour="standard"):
    """The page as a terminal gets it."""
    file = io.StringIO()
    console = Console(
        file=file, width=width, force_terminal=True, color_system=colour, legacy_windows=False,
        highlight=False, markup=False, emoji=False,
    )  # fmt: skip
    show(page, console)
    return file.getvalue()


def without_colour(text):
    """The text that a reader sees."""
    return _COLOUR.sub("", text)


TABLE = Table(
    (Column("", right=True), Column("阶段", whole=False), Column("progress"), Column("日期")),
    (
        (Piece("1"), Piece("存储引擎"), Bar(1, 1, 4), Piece("2026-03-02", Style.DONE)),
        (Piece("12"), Piece("B-trees"), Bar(0, 0, 0), Piece("")),
    ),
)


@pytest.mark.parametrize("width", [24, 32, 80])
def test_a_narrow_terminal_loses_no_word(width):
    """Bars go first; then every cell is broken over lines rather than cut off."""
    told = "".join(without_colour(terminal(TABLE, width=width)).split())
    for text in ("阶段", "日期", "12", "存储引擎", "B-trees", "2026-03-02"):
        assert text in told
    assert ("━" in told) == (width == 80)


def test_plain_tables_align_wide_characters():
    """Columns begin at the same place in Chinese and in English rows."""
    assert plain((TABLE,)) == (
        "    阶段      progress      日期\n"
        " 1  存储引擎  ###---......  2026-03-02\n"
        "12  B-trees   ............\n"
    )


def test_terminal_tables_align_wide_characters():
    """The same holds on a terminal, where bars are drawn."""
    rows = without_colour(terminal(TABLE)).splitlines()
    assert [row.rstrip() for row in rows] == [
        "    阶段      progress      日期",
        " 1  存储引擎  ━━━━━━╌╌╌╌╌╌  2026-03-02",
        "12  B-trees   ╌╌╌╌╌╌╌╌╌╌╌╌",
    ]


@pytest.mark.parametrize("width", [20, 40, 80], ids=str)
@pytest.mark.parametrize("words", ["很长的阶段名称" * 12, "a long title " * 12], ids=["zh", "en"])
def test_nothing_is_wider_than_the_terminal(words, width):
    """Long titles and messages are broken, and nothing of them is lost."""
    table = Table((Column("n"), Column("title", whole=False)), ((Piece("1"), Piece(words)),))
    text = without_colour(
        terminal(table, line("plans/tracker.md:3: ", words, indent=4), width=width)
    )
    assert max(map(display_width, text.splitlines())) <= width
    assert "".join(text.split()).count("".join(words.split())[:7]) >= 2


def test_colour_can_be_refused():
    """Without a colour system no colour is written, only weight."""
    shown = terminal(line(Piece("bad", Style.REMOVED)), colour=None)
    assert shown == "bad\n"


def test_markup_and_escapes_in_text_are_text():
    """Neither rich nor the terminal interprets what a tracker says."""
    page = (line(HOSTILE), Table((Column(),), ((Piece(HOSTILE),),)), Verbatim((Piece(HOSTILE),)))
    for shown in (plain(page), without_colour(terminal(*page, width=200))):
        assert shown.count("[bold]no[/bold]") == 3
        assert not any(character in shown for character in HIDDEN)


@pytest.mark.parametrize(
    ("bar", "filled"),
    [
        pytest.param(Bar(0, 0, 0), (0, 0), id="nothing to do"),
        pytest.param(Bar(0, 0, 5), (0, 0), id="nothing done"),
        pytest.param(Bar(1, 0, 1000), (1, 0), id="a little is seen"),
        pytest.param(Bar(999, 0, 1000), (9, 0), id="almost all is not all"),
        pytest.param(Bar(5, 0, 5), (10, 0), id="all"),
        pytest.param(Bar(3, 2, 5), (6, 4), id="skipped fill the rest"),
    ],
)
def test_bars_are_honest(bar, filled):
    """A bar is full only when all is done, and empty only when nothing is."""
    assert cells(bar, room=10) == filled


def test_lines_break_between_chinese_characters_but_not_before_punctuation():
    """A full stop never begins a line, an opening quote never ends one."""
    text = "小结写了“实际”却没有时长；请补上。"
    lines = [
        text[a:b] for a, b in zip([0, *breaks(text, 10)], [*breaks(text, 10), None], strict=True)
    ]
    assert "".join(lines) == text
    assert not any(part.startswith(tuple("”；。")) or part.endswith("“") for part in lines)


@given(st.text("ab 中文，。“”\t", max_size=60), st.integers(2, 30), st.integers(0, 8))
def test_breaks_fill_lines_and_lose_nothing(text, width, indent):
    """Every line fits, if blanks at its end are not counted."""
    offsets = breaks(text, width, indent)
    assert offsets == sorted(set(offsets))
    starts = [0, *offsets]
    for number, (start, end) in enumerate(zip(starts, [*offsets, len(text)], strict=True)):
        room = width if number == 0 else max(width - indent, 2)
        assert display_width(text[start:end].rstrip()) <= room
