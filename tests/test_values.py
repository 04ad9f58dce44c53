"""Dates, durations and estimates as people write them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studytrack import locales
from studytrack.terms import Effort
from studytrack.values import (
    ISO,
    DateStyle,
    Units,
    WrittenDate,
    hours_text,
    is_blank,
    is_placeholder,
    read_date,
    read_duration,
    read_effort,
    same_time,
    usual_point,
    usual_style,
)

MONTHS = locales.load("en").months
UNITS = Units.of(locales.load(name).units for name in locales.COMMON)
DAY = date(2026, 3, 2)


def hours(number: float) -> timedelta:
    """So many hours."""
    return timedelta(hours=number)


@pytest.mark.parametrize(
    "text",
    [
        *("", "-", "soon", "8h", "2026", "2026-02-30", "2026-13-01", "2026-3/2", "2026-03-02 ok"),
        *("12026-03-02", "2026-03-023", "Foo 2, 2026", "M 2, 2026", "32.1.2026", "0-0", "13月1日"),
        *("２０２６-０３-０２", "2026-03-02T10:00", "x" * 10_000, "2026年3月", "1/2/3"),
    ],
)
def test_what_is_no_date(text: str) -> None:
    """A text that is no whole date, or a day that never was, is none."""
    assert read_date(text, MONTHS) is None


@pytest.mark.parametrize(
    "text",
    [
        *("2026-03-02", "2026/3/2", "2026/03/02", "2026.3.2", "2026年3月2日", "2026 年 3 月 2 日"),
        *("2026年03月02日", "02.03.2026", "2.3.2026", "Mar 2, 2026", "Mar 2 2026", "2 Mar 2026"),
        *("March 2, 2026", "2 March 2026"),
    ],
)
def test_a_date_is_written_as_it_was_read(text: str) -> None:
    """Every manner of a whole date names the day, and writes it back alike."""
    written = read_date(text, MONTHS)
    assert written is not None
    assert written.on == DAY
    assert written.style.write(DAY, MONTHS) == text


@pytest.mark.parametrize("text", ["3月2日", "3-2", "03/02", "Mar 2", "March 2"])
def test_a_date_without_a_year_is_a_day_of_any_year(text: str) -> None:
    """It agrees with the day in whatever year, and gives no day of its own."""
    written = read_date(text, MONTHS)
    assert written is not None
    assert written.on is None
    assert written.means(DAY)
    assert written.means(DAY.replace(year=1999))
    assert not written.means(date(2026, 2, 3))
    assert written.style.write(DAY, MONTHS) == text


STYLES = st.sampled_from(
    [
        DateStyle("ymd", ("", "-", "-", "")),
        DateStyle("ymd", ("", "/", "/", ""), padded=False),
        DateStyle("ymd", ("", "年", "月", "日"), padded=False),
        DateStyle("dmy", ("", ".", ".", "")),
        DateStyle("bdy", ("", " ", ", ", ""), padded=False),
        DateStyle("dby", ("", " ", " ", ""), padded=False),
    ]
)


@given(st.dates(date(1000, 1, 1)), STYLES)
def test_every_day_survives_writing(day: date, style: DateStyle) -> None:
    """What a style writes reads as the same day."""
    written = read_date(style.write(day, MONTHS), MONTHS)
    assert written is not None
    assert written.on == day


@pytest.mark.parametrize(
    ("texts", "style"),
    [
        pytest.param([], ISO, id="none"),
        pytest.param(["2026/3/2", "2026/3/4", "2026-03-05"], "2026/3/2", id="most"),
        pytest.param(["2026/12/12", "2026/12/11", "2026/3/2"], "2026/3/2", id="telling"),
        pytest.param(["2026/12/12"], "2026/03/02", id="untelling"),
    ],
)
def test_the_usual_style(texts: list[str], style: DateStyle | str) -> None:
    """A day that cannot tell whether months are padded counts little."""
    read = [read_date(text, MONTHS) for text in texts]
    dates = [one for one in read if isinstance(one, WrittenDate)]
    shown = usual_style(dates).write(DAY, MONTHS)
    assert shown == (style if isinstance(style, str) else style.write(DAY, MONTHS))


@pytest.mark.parametrize(
    "text", ["", "h", "2", "2 days", "1h2h", "-1h", "2h30", "1e3h", "٣h", "2hm"]
)
def test_what_is_no_duration(text: str) -> None:
    """A number without a unit, or anything besides, is no duration."""
    assert read_duration(text, UNITS) is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        *(("2h", 2), ("2.5h", 2.5), ("2h30m", 2.5), ("90m", 1.5), ("2小时", 2), ("1个小时", 1)),
        *(("2小时30分钟", 2.5), ("2 hours", 2), ("2 hrs 30 min", 2.5), ("45分", 0.75), ("0h", 0)),
    ],
)
def test_durations(text: str, wanted: float) -> None:
    """Hours and minutes, in every language."""
    assert read_duration(text, UNITS) == hours(wanted)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "soon",
            "-",
            "3-2h",
            "2 days",
            "2-3 days",
            "1-2天",
            "8-10周",
            "2-3 months",
            "2 months",
        ),
        *("3 moons", "2-3 hamsters", "half a day"),
    ],
)
def test_what_is_no_estimate(text: str) -> None:
    """Days and weeks are no hours, and are not taken for any."""
    assert read_effort(text, UNITS) is None


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        *(("2-3h", 2, 3), ("2–3 h", 2, 3), ("2h-3h", 2, 3), ("4 hours", 4, 4), ("4", 4, 4)),
        *(("1.5", 1.5, 1.5), ("1.5~2小时", 1.5, 2), ("30-45min", 0.5, 0.75), ("45m", 0.75, 0.75)),
        *(
            ("100-140小时（8-10周）", 100, 140),
            ("约 2 小时", 2, 2),
            ("~3h", 3, 3),
            ("2到3小时", 2, 3),
        ),
        *(("2 to 3 hours", 2, 3), ("1h30m", 1.5, 1.5), ("2-3", 2, 3), ("2-3 (hours)", 2, 3)),
        ("approx. 5h", 5, 5),
    ],
)
def test_estimates(text: str, low: float, high: float) -> None:
    """One number or a range; what follows in brackets does not matter."""
    assert read_effort(text, UNITS) == Effort(low=hours(low), high=hours(high))


@pytest.mark.parametrize(
    ("minutes", "text"),
    [(0, "0"), (30, "0.5"), (60, "1"), (270, "4.5"), (20, "0.33"), (600, "10"), (6000, "100")],
)
def test_hours_are_written_short(minutes: int, text: str) -> None:
    """To a hundredth, without needless zeros."""
    assert hours_text(timedelta(minutes=minutes)) == text


def test_hours_that_are_written_alike_are_the_same() -> None:
    """A third of an hour must not drift from what stands in the tracker for ever."""
    assert same_time(timedelta(minutes=20), hours(0.33))
    assert not same_time(timedelta(minutes=20), hours(0.34))
    assert same_time(None, None)
    assert not same_time(None, timedelta(0))


@pytest.mark.parametrize(
    "text", ["", " ", "-", "—", "______", "＿＿", "TBD", "n/a", "待定", "?", "…"]
)
def test_blanks(text: str) -> None:
    """What stands for a value that is still to come."""
    assert is_blank(text)


@pytest.mark.parametrize("text", ["0", "8h", "-5", "a", "TBD soon", "[ ]", "待定吗"])
def test_what_is_not_blank(text: str) -> None:
    """Anything that says something."""
    assert not is_blank(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("[your name]", True), ("YYYY-MM-DD", True), ("<名字>", True), ("Ann", False), ("[x", False)],
)
def test_placeholders(text: str, *, wanted: bool) -> None:
    """A word in brackets, or the letters of a date."""
    assert is_placeholder(text) is wanted


@pytest.mark.parametrize(
    ("text", "style", "day"),
    [
        ("3/4/2026", DateStyle("dmy", ("", "/", "/", ""), padded=False), date(2026, 4, 3)),
        ("03-04-2026", DateStyle("dmy", ("", "-", "-", "")), date(2026, 4, 3)),
        ("3/4", DateStyle("dm", ("", "/", ""), padded=False), date(2026, 4, 3)),
        ("18.3.", DateStyle("dm", ("", ".", "."), padded=False), date(2026, 3, 18)),
        ("2026/3/4", DateStyle("ymd", ("", "/", "/", ""), padded=False), date(2026, 3, 4)),
    ],
)
def test_the_day_comes_first_in_some_languages(text: str, style: DateStyle, day: date) -> None:
    """A date with slashes is a Spaniard's or a Finn's, and is written back as it was."""
    written = read_date(text, MONTHS, day_first=True)
    assert written is not None
    assert written.means(day)
    assert written.style.order == style.order
    assert written.style.write(day, MONTHS) == text


@pytest.mark.parametrize(
    ("text", "months", "day"),
    [
        ("4 марта 2026", "ru", date(2026, 3, 4)),
        ("4 de março de 2026", "pt", date(2026, 3, 4)),
        ("4. maaliskuuta 2026", "fi", None),
        ("4 maaliskuuta 2026", "fi", date(2026, 3, 4)),
        ("2026년 3월 4일", "ko", date(2026, 3, 4)),
        ("4 blarz 2026", "ru", None),
    ],
)
def test_months_are_named_in_their_language(text: str, months: str, day: date | None) -> None:
    """As the locale has them, whole or cut short."""
    written = read_date(text, locales.load(months).months)
    assert (written and written.on) == day


@pytest.mark.parametrize(
    ("text", "hours"),
    [("2,5h", 2.5), ("2,25 h", 2.25), ("1,000h", None), ("2,5,1h", None), ("2,h", None)],
)
def test_a_comma_may_stand_before_decimals(text: str, hours: float | None) -> None:
    """As most of Europe writes them; three digits behind it are thousands."""
    assert read_duration(text, UNITS) == (None if hours is None else timedelta(hours=hours))


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("| 2,5 | 3 h |", ","),
        ("2,5 h, 1.5 h, 2.5 h", "."),
        ("done on 3,5 and 4", "."),
        ("1,000 h", "."),
        ("estimado 1,5-2,5 horas", "."),
        ("", "."),
    ],
)
def test_decimals_are_written_as_the_text_has_them(text: str, point: str) -> None:
    """A point where the text shows nothing else."""
    assert usual_point(text, UNITS) == point
