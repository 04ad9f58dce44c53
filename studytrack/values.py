"""Dates, durations and estimates as people write them in a tracker."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from studytrack.patterns import pattern
from studytrack.terms import Effort
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SPACED = "A-Za-z\u00c0-\u052f"
"""Letters of the scripts that put spaces between words: Latin, Greek, Cyrillic."""

BEGINS = "(?-i:(?<![A-Za-z])(?<![\u00c0-\u052f]))"
ENDS = "(?-i:(?![A-Za-z])(?![\u00c0-\u052f]))"
"""Where none of them goes before or behind: as one class, or with cases folded, slow to compile."""

_BLANKS = pattern(
    r"[_＿\s\-–—―/?？.…]*|tbd|n/?a|待定|待填|无|未定|なし|미정|없음", re.IGNORECASE | re.ASCII
)
_PLACEHOLDER = pattern(r"[\[［【<＜{].*[\]］】>＞}]|(?:yyyy|YYYY).*", re.DOTALL)


def is_blank(text: str) -> bool:
    """True for a value that is still to be filled in.

    >>> [is_blank(text) for text in ("", "______", "-", "TBD", "8h")]
    [True, True, True, True, False]
    """
    return not text or _BLANKS.fullmatch(text.strip()) is not None


def is_placeholder(text: str) -> bool:
    """True for a word that stands for a value: ``[your name]``, ``YYYY-MM-DD``."""
    return _PLACEHOLDER.fullmatch(text.strip()) is not None


class DateStyle(NamedTuple):
    """A manner of writing dates.

    Attributes:
        order: the parts in their order, of ``y``, ``m``, ``d`` and ``b`` (a month's name).
        glue: what stands before, between and behind the parts.
        padded: whether months and days have two digits.
        whole: whether a month's name is written out, and not cut to three letters.
    """

    order: str
    glue: tuple[str, ...]
    padded: bool = True
    whole: bool = False

    def write(self, day: date, months: tuple[str, ...]) -> str:
        """The day in this manner.

        >>> DateStyle("ymd", ("", "/", "/", ""), padded=False).write(date(2026, 3, 2), ())
        '2026/3/2'
        """
        width = 2 if self.padded else 1
        parts = {
            "y": f"{day.year:04}",
            "m": f"{day.month:0{width}}",
            "d": f"{day.day:0{width}}",
            "b": months[day.month - 1][: None if self.whole else 3] if months else "",
        }
        written = [parts[part] for part in self.order]
        return self.glue[0] + "".join(a + b for a, b in zip(written, self.glue[1:], strict=True))


ISO = DateStyle("ymd", ("", "-", "-", ""))


class WrittenDate(NamedTuple):
    """A date as a cell has it.

    Attributes:
        on: the day; None without a year, which may be any.
    """

    on: date | None
    month: int
    day: int
    style: DateStyle

    def means(self, day: date) -> bool:
        """True when the text can be read as this day."""
        return (self.month, self.day) == (day.month, day.day) and self.on in {None, day}


_NAME = f"[{SPACED}]{{3,12}}"
_DATES = (
    ("ymd", pattern(r"(?P<y>\d{4})(?P<g>[-/.])(?P<m>\d{1,2})(?P=g)(?P<d>\d{1,2})", re.ASCII)),
    (
        "ymd",
        pattern(
            r"(?P<y>\d{4})(?P<g1> ?[年년] ?)(?P<m>\d{1,2})(?P<g2> ?[月월] ?)"
            r"(?P<d>\d{1,2})(?P<g3> ?[日일])",
            re.ASCII,
        ),
    ),
    ("md", pattern(r"(?P<m>\d{1,2})(?P<g2> ?[月월] ?)(?P<d>\d{1,2})(?P<g3> ?[日일])", re.ASCII)),
    ("dmy", pattern(r"(?P<d>\d{1,2})(?P<g>\.)(?P<m>\d{1,2})(?P=g)(?P<y>\d{4})", re.ASCII)),
    ("md", pattern(r"(?P<m>\d{1,2})(?P<g>[-/])(?P<d>\d{1,2})", re.ASCII)),
    (
        "bdy",
        pattern(rf"(?P<b>{_NAME})\.?(?P<g1> )(?P<d>[0-9]{{1,2}})(?P<g2>,? )(?P<y>[0-9]{{4}})"),
    ),
    (
        "dby",
        pattern(
            rf"(?P<d>[0-9]{{1,2}})(?P<g1> (?:de )?)(?P<b>{_NAME})"
            r"(?P<g2> (?:de )?)(?P<y>[0-9]{4})"
        ),
    ),
    ("bd", pattern(rf"(?P<b>{_NAME})\.?(?P<g1> )(?P<d>[0-9]{{1,2}})")),
)


_DAY_FIRST = (
    ("dmy", pattern(r"(?P<d>[0-9]{1,2})(?P<g>[-/])(?P<m>[0-9]{1,2})(?P=g)(?P<y>[0-9]{4})")),
    ("dm", pattern(r"(?P<d>[0-9]{1,2})(?P<g>[-/])(?P<m>[0-9]{1,2})")),
    ("dm", pattern(r"(?P<d>[0-9]{1,2})(?P<g1>\.)(?P<m>[0-9]{1,2})(?P<g2>\.?)")),
)
"""Where a language has the day first, these come before the others."""


def read_date(text: str, months: tuple[str, ...], *, day_first: bool = False) -> WrittenDate | None:
    """The date that the whole text is, or None.

    Args:
        text: a cell's text.
        months: the names of the twelve months, for dates such as ``Mar 2, 2026``.
        day_first: whether 2/3 is the second of March.

    >>> read_date("2026年3月2日", ()).on
    datetime.date(2026, 3, 2)
    """
    text = text.strip()
    if not text or len(text) > 28:
        return None
    for order, written in (*_DAY_FIRST, *_DATES) if day_first else _DATES:
        match = written.fullmatch(text)
        if match is not None:
            return _written(order, match, months)
    return None


def _written(order: str, match: re.Match[str], months: tuple[str, ...]) -> WrittenDate | None:
    groups = match.groupdict()
    month = _month(groups["b"], months) if "b" in groups else int(groups["m"])
    year = int(groups["y"]) if "y" in groups else None
    day = int(groups["d"])
    try:
        on = date(2000 if year is None else year, month, day)
    except ValueError:
        return None
    if "g" in groups:
        glue = ("", *(groups["g"] for _ in order[1:]), "")
    else:
        between = [groups[name] for name in ("g1", "g2", "g3") if name in groups]
        glue = ("", *between, *("" for _ in range(len(order) - len(between))))
    digits = [groups[name] for name in ("m", "d") if name in groups]
    padded = any(len(part) == 2 and part[0] == "0" for part in digits) or all(
        len(part) == 2 for part in digits
    )
    whole = len(groups.get("b", "")) > 3
    return WrittenDate(
        None if year is None else on, month, day, DateStyle(order, glue, padded, whole)
    )


def _month(name: str, months: tuple[str, ...]) -> int:
    for number, month in enumerate(months, 1):
        if month.casefold().startswith(name.casefold()):
            return number
    return 0


def usual_style(dates: Iterable[WrittenDate]) -> DateStyle:
    """The manner that most of these dates are written in; ISO where there are none.

    A date such as 2026/12/12 does not tell whether months are padded, so it counts less.
    """
    votes = Counter[DateStyle]()
    for written, times in Counter(dates).items():
        votes[written.style] += times * (1 if min(written.month, written.day) >= 10 else 1000)
    return votes.most_common(1)[0][0] if votes else ISO


class Units(NamedTuple):
    """The words for hours and minutes, longest first."""

    hour: tuple[str, ...]
    minute: tuple[str, ...]

    @classmethod
    def of(cls, tables: Iterable[Mapping[str, tuple[str, ...]]]) -> Units:
        """The words of several locales together."""
        tables = tuple(tables)
        hour = {word for table in tables for word in table["hour"]}
        minute = {word for table in tables for word in table["minute"]}
        return cls(_longest_first(hour), _longest_first(minute))


def _longest_first(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


NUMBER = r"[0-9]{1,6}(?:\.[0-9]{1,4}|,[0-9]{1,2}(?![0-9]))?"
"""A decimal number; behind a comma, three digits are thousands."""


def number(text: str) -> float:
    """What a `NUMBER` is worth.

    >>> number("2,5")
    2.5
    """
    return float(text.replace(",", "."))


_WHOLE = pattern(r"(?<![0-9.,])[0-9]{1,4}\Z")
"""What stands before the decimals of a number of hours."""


@cache
def _decimals(units: Units) -> re.Pattern[str]:
    """A mark and decimals of hours; it begins with the mark, which is searched for fast."""
    hour = "|".join(map(re.escape, units.hour))
    cell_ends = r"(?:(?<=,[0-9])|(?<=,[0-9][0-9]))(?=[ \t]*\|)"
    return re.compile(rf"([.,])[0-9]{{1,2}}(?: ?(?:{hour}){ENDS}|{cell_ends})", re.IGNORECASE)


def usual_point(text: str, units: Units) -> str:
    """What most numbers of hours in a text have before their decimals: a point or a comma.

    >>> usual_point("| 2,5 | 3 h | 1.5 h | 4,25 h |", Units(("h",), ("m",)))
    ','
    """
    votes = Counter(
        found[1]
        for found in _decimals(units).finditer(text)
        if _WHOLE.search(text, max(found.start() - 4, 0), found.start())
    )
    return "," if votes[","] > votes["."] else "."


@cache
def duration_pattern(units: Units) -> re.Pattern[str]:
    """Hours (group ``h``, unit ``hu``) and minutes (``m``, ``mu``), each optional."""
    hour = "|".join(map(re.escape, units.hour))
    minute = "|".join(map(re.escape, units.minute))
    return re.compile(
        rf"(?:(?P<h>{NUMBER}) ?(?P<hu>{hour}){ENDS})?"
        rf"(?: ?(?P<m>[0-9]{{1,6}}) ?(?P<mu>{minute}){ENDS})?",
        re.IGNORECASE,
    )


_ABOUT_WORDS = r"约 ?|大约 ?|約 ?|약 ?|~ ?|about |approx\. ?|ca\. "
_ABOUT = pattern(f"^(?:{_ABOUT_WORDS})")


@cache
def _range(units: Units) -> re.Pattern[str]:
    words = "|".join(map(re.escape, (*units.hour, *units.minute)))
    minute = "|".join(map(re.escape, units.minute))
    return re.compile(
        rf"(?:{_ABOUT_WORDS})?(?P<low>{NUMBER}) ?(?:{words})?"
        rf" ?(?:[-–—~～至到]|to) ?(?P<high>{NUMBER})"
        rf"(?: ?(?P<unit>(?P<m>{minute})|{words}){ENDS})?",
        re.IGNORECASE,
    )


def read_duration(text: str, units: Units) -> timedelta | None:
    """The time that the whole text is, in hours or hours and minutes; None for anything else.

    >>> read_duration("2h30m", Units(("h",), ("m",)))
    datetime.timedelta(seconds=9000)
    """
    match = duration_pattern(units).fullmatch(text.strip())
    if match is None or (match["h"] is None and match["m"] is None):
        return None
    return timedelta(hours=number(match["h"] or "0"), minutes=int(match["m"] or 0))


def read_effort(text: str, units: Units) -> Effort | None:
    """The estimate that the text begins with: ``2-3h``, ``100-140小时（8-10周）``, ``4 hours``.

    A bare number counts as hours.
    """
    text = text.strip()
    span = _range(units).match(text)
    if span is not None:
        if not span["unit"] and text[span.end() :].lstrip()[:1].isalnum():
            return None  # days or weeks
        return _spanned(span)
    text = _ABOUT.sub("", text)
    match = duration_pattern(units).match(text)
    if match is not None and match.end():
        spent = read_duration(match[0], units)
        return Effort(low=spent, high=spent) if spent is not None else None
    if re.fullmatch(NUMBER, text, re.ASCII):
        hours = timedelta(hours=number(text))
        return Effort(low=hours, high=hours)
    return None


def effort_end(text: str, units: Units) -> int:
    """Where the estimate ends that the text begins with, as `read_effort` reads it.

    >>> effort_end("20-30 h, actual 8 h", Units(("h",), ("m",)))
    7
    """
    span = _range(units).match(text)
    if span is not None:
        return span.end()
    about = _ABOUT.match(text)
    start = about.end() if about else 0
    match = duration_pattern(units).match(text, start)
    return match.end() if match is not None and match.end() > start else len(text)


def whole_effort(text: str, units: Units) -> Effort | None:
    """The estimate that the whole text is, with its unit; None for anything else.

    >>> units = Units(("h",), ("m",))
    >>> whole_effort("2-3 h", units) is None, whole_effort("2-3", units) is None
    (False, True)
    """
    text = text.strip()
    span = _range(units).fullmatch(text)
    if span is not None:
        return _spanned(span) if span["unit"] else None
    spent = read_duration(_ABOUT.sub("", text), units)
    return Effort(low=spent, high=spent) if spent is not None else None


def _spanned(span: re.Match[str]) -> Effort | None:
    """What a match of `_range` says; None where it runs backwards."""
    unit = timedelta(minutes=1) if span["m"] else timedelta(hours=1)
    low, high = number(span["low"]) * unit, number(span["high"]) * unit
    return Effort(low=low, high=high) if low <= high else None


def hours_text(spent: timedelta) -> str:
    """Hours as a plain decimal number, to a hundredth.

    >>> hours_text(timedelta(hours=4, minutes=30))
    '4.5'
    """
    return f"{spent.total_seconds() / 3600:.2f}".rstrip("0").rstrip(".")


class HoursStyle(NamedTuple):
    """A manner of writing time spent.

    Attributes:
        hour: what stands behind a number of hours; None where only minutes are written.
        minute: what stands behind a number of minutes; None where hours are decimals.
        join: what stands between hours and minutes.
        point: what stands before decimals.
    """

    hour: str | None = "h"
    minute: str | None = None
    join: str = ""
    point: str = "."

    def number(self, spent: timedelta) -> str:
        """The hours as a number of this manner."""
        return hours_text(spent).replace(".", self.point)

    def write(self, spent: timedelta) -> str:
        """The time in this manner.

        >>> HoursStyle("h", "m").write(timedelta(minutes=90))
        '1h30m'
        """
        if self.minute is None:
            return f"{self.number(spent)}{self.hour}"
        minutes = round(spent / timedelta(minutes=1))
        if self.hour is None:
            return f"{minutes}{self.minute}"
        hours, rest = divmod(minutes, 60)
        shown = [f"{hours}{self.hour}"] if hours or not rest else []
        return self.join.join([*shown, f"{rest}{self.minute}"] if rest else shown)


def usual_hours(written: Iterable[str], units: Units) -> HoursStyle:
    """The manner of these times: with minutes where one of them has any; else decimal hours.

    >>> usual_hours(["1h", "45m"], Units(("h",), ("m",)))
    HoursStyle(hour='h', minute='m', join='', point='.')
    """
    votes: dict[str, Counter[str]] = {name: Counter() for name in ("hour", "minute", "join")}
    for text in written:
        match = duration_pattern(units).fullmatch(text)
        if re.fullmatch(NUMBER, text, re.ASCII):
            votes["hour"][""] += 1
        elif match is not None:
            end, after = match.end("hu"), match.start("m")
            parts = {
                "hour": text[match.end("h") : end] if match["h"] else None,
                "minute": text[match.end("m") : match.end("mu")] if match["m"] else None,
                "join": text[end:after] if match["h"] and match["m"] else None,
            }
            for name, part in parts.items():
                votes[name].update([part] if part is not None else [])
    if not votes["hour"] and not votes["minute"]:
        return HoursStyle()
    hour, minute, join = (next(iter(dict(votes[name].most_common(1))), None) for name in votes)
    return HoursStyle(hour, minute, join or "")


def same_time(left: timedelta | None, right: timedelta | None) -> bool:
    """True when both would be written alike: hundredths of an hour are not told apart."""
    if left is None or right is None:
        return left is right
    return hours_text(left) == hours_text(right)
