"""The forms that a statement of progress has: numbers, percentages, bars, hours, statuses.

Each form stands at a place in the text, knows whether it says a value, and how the value would
be written there in the same manner.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from studytrack.tuples import Distinct, NamedTuple
from studytrack.values import HoursStyle, hours_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from studytrack.markdown.spans import Span
    from studytrack.terms import Status


class Value(NamedTuple):
    """What is true: so much of so much, so many hours, or a status."""

    part: Fraction
    whole: Fraction = Fraction(1)
    status: Status | None = None

    @property
    def share(self) -> Fraction:
        """The part of the whole; nothing of nothing is nothing."""
        return self.part / self.whole if self.whole else Fraction(0)


def rounded(value: Fraction, decimals: int = 0) -> Fraction:
    """The value with so many decimals, halves upwards."""
    scale = 10**decimals
    return Fraction((value * scale + Fraction(1, 2)).__floor__(), scale)


def may_show(shown: Fraction, value: Fraction, decimals: int) -> bool:
    """Whether the value can be written so: rounded, or cut off.

    >>> [may_show(Fraction(shown), Fraction(200, 3), 0) for shown in (66, 67, 68)]
    [True, True, False]
    """
    scale = 10**decimals
    return shown in {rounded(value, decimals), Fraction((value * scale).__floor__(), scale)}


class Figures(NamedTuple):
    """How a number is written: its decimals, and the mark before them."""

    decimals: int = 0
    mark: str = "."

    @classmethod
    def of(cls, text: str) -> Figures:
        """The manner of a number."""
        mark = "," if "," in text else "."
        return cls(len(text.partition(mark)[2]), mark)

    def write(self, value: Fraction) -> str:
        """A number in this manner.

        >>> Figures(1, ",").write(Fraction(200, 17))
        '11,8'
        """
        shown = f"{float(rounded(value, self.decimals)):.{self.decimals}f}"
        return shown.replace(".", self.mark)


WHOLE_NUMBERS = Figures()


class Number(Distinct):
    """The first number of ``2/5``, or a number alone; None where it is still blank."""

    span: Span
    stated: Fraction | None
    mark: str = "."

    def says(self, value: Value) -> bool:
        """Whether it is the value, to a hundredth."""
        return self.stated is not None and _hours_text(self.stated) == _hours_text(value.part)

    def text(self, value: Value) -> str:
        """What should stand there."""
        return _hours_text(value.part).replace(".", self.mark)


class Percent(Distinct):
    """The number before a percent sign; None where it is still blank."""

    span: Span
    stated: Fraction | None
    figures: Figures = WHOLE_NUMBERS

    def says(self, value: Value) -> bool:
        """Whether it is the value, as exactly as it is written."""
        if self.stated is None:
            return False
        return may_show(self.stated, value.share * 100, self.figures.decimals)

    def text(self, value: Value) -> str:
        """What should stand there."""
        return self.figures.write(value.share * 100)


class Bar(Distinct):
    """A bar of characters: ``███░░``."""

    span: Span
    full: str
    empty: str
    stated: Fraction

    def says(self, value: Value) -> bool:
        """Whether as many characters are full as come next to the value, above or below."""
        return abs(self.stated - value.share * self._width) < 1

    def text(self, value: Value) -> str:
        """What should stand there."""
        filled = int(rounded(value.share * self._width))
        return self.full * filled + self.empty * (self._width - filled)

    @property
    def _width(self) -> int:
        return self.span.end - self.span.start


class Hours(Distinct):
    """A time: ``8小时``, ``2h30m``, ``19:35``, or a bare number of hours in a column.

    Attributes:
        step: what an approximate time is rounded to, in hours; None for an exact one.
    """

    span: Span
    stated: Fraction | None
    style: HoursStyle
    figures: Figures = WHOLE_NUMBERS
    step: Fraction | None = None

    def says(self, value: Value) -> bool:
        """Whether it is the value, as exactly as it is written."""
        if self.stated is None:
            return False
        if self.step is not None:
            return abs(self.stated - value.part) < self.step
        if self.style.minute is not None:
            return abs(self.stated - value.part) < Fraction(1, 60)
        exact = _hours_text(self.stated) == _hours_text(value.part)
        return exact or abs(self.stated - value.part) * 2 * 10**self.figures.decimals < 1

    def text(self, value: Value) -> str:
        """What should stand there."""
        if self.style.minute is not None:
            return _with_minutes(self._near(value.part, self.step), self.style)
        texts = [self._decimal(self._near(value.part, step)) for step in self._steps()]
        # What is rounded to tens may not look so: 86 is about 90, but about 90 is no 86.
        fitting = (text for text in texts if self.step is None or _is_about(text, value.part))
        return f"{next(fitting, texts[-1])}{self.style.hour or ''}"

    def _steps(self) -> list[Fraction | None]:
        return [self.step, *(one for one in _FINER if self.step is not None and one < self.step)]

    def _near(self, hours: Fraction, step: Fraction | None) -> Fraction:
        return rounded(hours / step) * step if step is not None else hours

    def _decimal(self, hours: Fraction) -> str:
        """A number with the decimals that it needs; with zeros too, where one stands already."""
        needed = _decimals(hours)
        padded = self.stated is not None and _decimals(self.stated) < self.figures.decimals
        kept = self.figures.decimals if padded or self.step is not None else needed
        return Figures(max(kept, needed), self.figures.mark).write(hours)


def _decimals(hours: Fraction) -> int:
    return len(_hours_text(hours).partition(".")[2])


_FINER = (Fraction(1), Fraction(1, 10), Fraction(1, 100))


def _is_about(text: str, hours: Fraction) -> bool:
    """Whether an approximate number says so many hours."""
    return abs(Fraction(text.replace(",", ".")) - hours) < step_of(text)


def step_of(text: str) -> Fraction:
    """What an approximate number was rounded to: a half for 18.5, ten for 100, else one.

    >>> [str(step_of(text)) for text in ("18.5", "11.0", "100", "20", "8")]
    ['1/2', '1/10', '10', '1', '1']
    """
    whole, _, rest = text.replace(",", ".").partition(".")
    if rest:
        return Fraction(1, 2) if rest == "5" else Fraction(1, 10 ** len(rest))
    zeros = len(whole) - len(whole.rstrip("0"))
    return Fraction(10 ** max(min(zeros, len(whole) - 2), 0))


def _with_minutes(hours: Fraction, style: HoursStyle) -> str:
    if style.minute:
        return style.write(timedelta(minutes=int(rounded(hours * 60))))
    whole, minutes = divmod(int(rounded(hours * 60)), 60)
    return f"{whole}{style.join}{minutes:02}"


def _hours_text(hours: Fraction) -> str:
    return hours_text(timedelta(hours=float(hours)))


@dataclass(frozen=True, slots=True)
class State:
    """A status that is said of many tasks: ``🟡 进行中`` under a heading.

    Attributes:
        texts: how each status would be written there.
    """

    span: Span
    status: Status
    texts: Mapping[Status, str] = field(default_factory=dict, compare=False)
    stated: Fraction = Fraction(0)

    def says(self, value: Value) -> bool:
        """Whether it is the status, or one for which there are no words."""
        return self.status is value.status or value.status not in self.texts

    def text(self, value: Value) -> str:
        """What should stand there."""
        return self.texts[value.status] if value.status else ""


Form = Number | Percent | Bar | Hours | State
