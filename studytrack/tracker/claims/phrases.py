"""Text -> phrases: numbers and what they count, where nothing else stands there."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from studytrack.markdown.spans import Span
from studytrack.patterns import pattern
from studytrack.tracker.claims.forms import Bar, Figures, Form, Hours, Number, Percent, step_of
from studytrack.tracker.claims.words import EMPTY, FULL, ClaimWords, claim_words
from studytrack.tracker.lexicon import Lexicon, folded
from studytrack.tracker.marks import is_mark
from studytrack.tuples import NamedTuple
from studytrack.values import HoursStyle

if TYPE_CHECKING:
    import re

LONGEST = 160
"""Characters of a line that may be a claim."""

_GLUE = pattern(r"[\s*]+|[()（）\[\]【】]")
_WORDS = pattern(r"[^\W\d_]+(?:[ '’-][^\W\d_]+){0,2}")
_ASIDE = pattern(r"[(（\[【][^()（）\[\]【】]{0,80}[)）\]】]")
_SPACED = 24
_UNSPACED = 16
"""Letters of the words that may say what is counted, in scripts with and without spaces."""


class Phrase(NamedTuple):
    """What a line says of one thing: ``进度：40% (2/5)``.

    Attributes:
        label: what stands before it, without marks.
        span: what is said, without blanks at its ends.
        forms: its numbers, in their order.
        whole: the second number of ``2/5``, where there is one.
        unit: the word behind the number, as it is looked up: ``lectures``.
        barred: whether its line has a bar, its own or another's.
    """

    label: str
    span: Span
    forms: tuple[Form, ...]
    whole: Fraction | None
    unit: str
    barred: bool = False

    @property
    def percent(self) -> Percent | None:
        """Its percentage."""
        return next((form for form in self.forms if isinstance(form, Percent)), None)

    @property
    def bar(self) -> Bar | None:
        """Its bar."""
        return next((form for form in self.forms if isinstance(form, Bar)), None)


def measures(text: str, span: Span, label: str, words: ClaimWords) -> Phrase | None:
    """The phrase that a span is as a whole: a table's cell, or what follows a label."""
    said = text[span.start : span.end].strip("* \t")
    if not said or len(said) > LONGEST:
        return None
    start = text.index(said, span.start)
    span = Span(start, start + len(said))
    reading = _Reading(text, words)
    if not reading.all_of(span) or not reading.forms:
        return None
    barred = any(isinstance(form, Bar) for form in reading.forms)
    return Phrase(label, span, tuple(reading.forms), reading.whole, folded(reading.unit), barred)


def approximate(text: str, start: int, lexicon: Lexicon) -> Hours | None:
    """The approximate time that stands at a place, ``约100h``."""
    match = claim_words(lexicon).hours.match(text, start)
    return time_of(match) if match is not None and match["about"] else None


class _Reading:
    """What stands in a span, read from the left: numbers, then words and asides."""

    def __init__(self, text: str, words: ClaimWords) -> None:
        self.text = text
        self.words = words
        self.forms: list[Form] = []
        self.whole: Fraction | None = None
        self.unit = ""

    def all_of(self, span: Span) -> bool:
        """Whether the whole span is understood."""
        at = span.start
        while at < span.end:
            after = self._next(at, span.end)
            if after is None:
                return False
            at = after
        return len({type(form) for form in self.forms}) == len(self.forms)

    def _next(self, at: int, end: int) -> int | None:
        aside = _ASIDE.match(self.text, at, end) if self.forms else None
        if aside is not None:
            inner = measures(self.text, Span(at + 1, aside.end() - 1), "", self.words)
            if inner is None or (inner.whole is not None and self.whole is not None):
                return aside.end()
        for read in (self._bar, self._glue, self._fraction, self._percent, self._hours):
            after = read(at, end)
            if after is not None:
                return after
        return self._count(at, end) or self._words(at, end) or self._mark(at)

    def _glue(self, at: int, end: int) -> int | None:
        match = _GLUE.match(self.text, at, end)
        return match.end() if match else None

    def _bar(self, at: int, end: int) -> int | None:
        match = self.words.bar.match(self.text, at, end)
        if match is None:
            return None
        kind = "" if match["bar"] is not None else "a"
        full, empty = match[f"{kind}f"], match[f"{kind}e"]
        pairs = (FULL, EMPTY) if not kind else ({"#": "-", "=": "-"}, {"-": "#", ".": "#"})
        shown = Fraction(len(match[f"{kind}full"] or ""))
        span = Span(*match.span(f"{kind}bar"))
        self.forms.append(Bar(span, full or pairs[1][empty], empty or pairs[0][full], shown))
        return match.end()

    def _fraction(self, at: int, end: int) -> int | None:
        match = self.words.fraction.match(self.text, at, end)
        if match is None or self.whole is not None:
            return None
        whole, part = _amount(match["m"]), _amount(match["n"])
        if not whole or (part is not None and part > whole):
            return None
        self.whole = whole
        mark = Figures.of(match["m"]).mark
        self.forms.append(Number(Span(*match.span("n")), part, mark))
        return match.end()

    def _percent(self, at: int, end: int) -> int | None:
        match = self.words.percent.match(self.text, at, end)
        if match is None:
            return None
        stated = _amount(match["n"])
        if stated is not None and stated > 100:
            return None
        figures = Figures.of(match["n"]) if stated is not None else Figures()
        self.forms.append(Percent(Span(*match.span("n")), stated, figures))
        return match.end()

    def _hours(self, at: int, end: int) -> int | None:
        match = self.words.hours.match(self.text, at, end)
        if match is None or self.forms:
            return None
        self.forms.append(time_of(match))
        return match.end()

    def _count(self, at: int, end: int) -> int | None:
        match = self.words.number.match(self.text, at, end)
        if match is None or self.forms:
            return None
        self.forms.append(Number(Span(*match.span("n")), _amount(match["n"])))
        return match.end()

    def _words(self, at: int, end: int) -> int | None:
        """Words behind a number say what it counts; before it, they may only be a status."""
        match = _WORDS.match(self.text, at, end)
        if match is None:
            return None
        run = match[0]
        if len(run) > (_SPACED if run.isascii() or " " in run else _UNSPACED):
            return None
        if self.forms and not self.unit:
            self.unit = run
            return match.end()
        if not self.forms and folded(run) in self.words.lexicon.statuses:
            return match.end()
        return None

    def _mark(self, at: int) -> int | None:
        char = self.text[at]
        return at + 1 if self.forms and is_mark(char) and not char.isascii() else None


def _amount(text: str) -> Fraction | None:
    return None if text[0] in "_＿" else Fraction(text.replace(",", "."))


def time_of(match: re.Match[str]) -> Hours:
    """A time that was matched, with its manner."""
    if match["clock"]:
        whole, minutes = match["clock"].split(":")
        stated = int(whole) + Fraction(int(minutes), 60)
        return Hours(Span(*match.span("time")), stated, HoursStyle("", "", ":"))
    hours = Fraction(match["h"].replace(",", "."))
    minutes = Fraction(int(match["m"]), 60) if match["m"] else Fraction(0)
    style = HoursStyle(match["hu"], match["mu"], match["join"] or "")
    step = step_of(match["h"]) if match["about"] else None
    figures = Figures.of(match["h"])
    return Hours(Span(*match.span("time")), hours + minutes, style, figures, step)
