"""Recognising words: headers, statuses, phase headings, summary words of a text's languages.

A text's languages are English, Chinese and its own, so that few patterns are compiled and the
words of one language are not taken for another's.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import cache
from itertools import groupby
from string import ascii_letters
from typing import TYPE_CHECKING

from studytrack import locales
from studytrack.markdown.inline import plain
from studytrack.patterns import pattern
from studytrack.terms import FieldName, Status
from studytrack.tuples import NamedTuple
from studytrack.values import BEGINS, ENDS, SPACED, Units, duration_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from studytrack.locales import Locale


class Role(StrEnum):
    """What a column of a task table holds."""

    ID = "id"
    TASK = "task"
    ESTIMATE = "estimate"
    STARTED = "started"
    FINISHED = "finished"
    ACTUAL = "actual"
    STATUS = "status"
    NOTES = "notes"
    PHASE = "phase"
    DAY = "day"


FIELDS = {
    Role.STATUS: FieldName.STATUS,
    Role.STARTED: FieldName.STARTED,
    Role.FINISHED: FieldName.FINISHED,
    Role.ACTUAL: FieldName.ACTUAL,
    Role.NOTES: FieldName.NOTES,
}
"""The fields among the roles, which studytrack may write."""


class Heading(NamedTuple):
    """A heading's number, where it has one, and its title without it.

    Attributes:
        whole: all of it, as a reader sees it.
        word: what the number counts: ``phase`` in ``Phase 3``, nothing in ``3.``.
    """

    number: int | None
    title: str
    whole: str
    word: str = ""


class Lexicon(NamedTuple):
    """The words of a text's languages, ready to be looked up.

    Attributes:
        initials: what the labels of summaries begin with, in small letters.
    """

    locales: tuple[Locale, ...]
    roles: Mapping[str, Role]
    statuses: Mapping[str, Status]
    answers: Mapping[str, Status]
    markers: Mapping[str, Status]
    status_words: re.Pattern[str]
    headings: tuple[tuple[str, str], ...]
    number: re.Pattern[str]
    numerals: Mapping[str, int]
    initials: frozenset[str]
    summary_label: re.Pattern[str]
    summary: Mapping[str, FieldName]
    summary_words: re.Pattern[str]
    total_label: re.Pattern[str]
    total: Mapping[str, FieldName]
    total_words: re.Pattern[str]
    criteria: tuple[str, ...]
    criteria_joins: re.Pattern[str]
    hours_behind: Mapping[str, str]
    units: Units
    duration: re.Pattern[str]
    hour_unit: re.Pattern[str]
    months: tuple[str, ...]
    day_first: bool

    def role(self, header: str) -> tuple[Role, int] | None:
        """A header cell's role and how sure that is: 3 whole, 2 a part of it, 1 within it.

        A column in minutes has none: its bare numbers would be read as hours, and written as such.
        """
        whole = plain(header)
        found = self._role(folded(_ASIDE.sub("", whole)))
        if found is not None and found[0] in {Role.ESTIMATE, Role.ACTUAL}:
            units = {folded(aside[1:-1]) for aside in _ASIDE.findall(whole)}
            return None if units & {*self.units.minute} else found
        return found

    def _role(self, text: str) -> tuple[Role, int] | None:
        if text in self.roles:
            return self.roles[text], 3
        for part in re.split(r"[/|、,，&·]", text):
            if part.strip() in self.roles:
                return self.roles[part.strip()], 2
        inside = [
            word for word in self.roles if word in text and _long(word) and _has_word(text, word)
        ]
        if inside:
            return self.roles[max(inside, key=len)], 1
        return None

    def status(self, text: str) -> Status | None:
        """The status that the text's words name, the longest word first."""
        whole = folded(text)
        if whole in self.statuses:
            return self.statuses[whole]
        match = self.status_words.search(whole)
        return self.statuses[match[0]] if match else None

    def heading(self, text: str) -> Heading:
        """A heading's number and title: ``阶段三：高级特性`` is 3 and ``高级特性``."""
        whole = unicodedata.normalize("NFC", plain(text).strip())
        bare = re.sub(r"^[^\w#]+", "", whole)
        lowered = _lowered(bare)
        for before, after in self.headings:
            found = self._numbered(lowered, before, after)
            if found is not None:
                number, end = found
                word = (before + after).strip(_MARKS)
                return Heading(number, _title(bare[end:]) or whole, whole, word)
        return Heading(None, whole, whole)

    def sums_up(self, text: str) -> bool:
        """Whether a text is a word for what adds up all the rest: 合计, Total."""
        if text[:1].casefold()[:1] not in self.initials:
            return False
        match = self.summary_label.match(text) or self.total_label.match(text)
        return match is not None and match.end() >= len(text) - 1

    def counted(self, text: str) -> int:
        """How far the words with numbers go that a text begins with: ``Week 2 Day 3``."""
        lowered, end = _lowered(text), 0
        while True:
            rest = lowered[end:].lstrip()
            ends = (
                found[1]
                for before, after in self.headings
                if (before or after not in _MARKS)
                and (found := self._numbered(rest, before, after)) is not None
            )
            step = next(ends, 0)
            if not step:
                break
            end = len(text) - len(rest) + len(rest[:step].rstrip())
        return end

    def _numbered(self, text: str, before: str, after: str) -> tuple[int, int] | None:
        """The number between two words that a text begins with, and where the second ends."""
        if not text.startswith(before):
            return None
        match = self.number.match(text, len(before))
        if match is None or not text.startswith(after, match.end()):
            return None
        if _GOES_ON.match(text, match.end("n")):
            return None
        end = match.end() + len(after)
        behind = end if after else match.end("n")  # Week 2 begins "Week 2 Introduction"
        cut_off = _SPACED.match(text, behind) or text[behind : behind + 1].isdecimal()
        return None if cut_off else (self._number(match["n"]), end)

    def _number(self, text: str) -> int:
        return int(text) if text.isdecimal() else self.numerals[text]


_MARKS = ".、)）:："
"""What may follow a number that stands alone."""

_GOES_ON = pattern(r"\.[0-9]")
_ASIDE = pattern(r"[(（\[【].*?[)）\]】]")
_SPACED = pattern(f"[{SPACED}]")
_AROUND = " \t:：.-–—·|、,，"


def _lowered(text: str) -> str:
    """The text in small letters, but for one whose small form is longer, as for İ."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(small if len(small := char.lower()) == 1 else char for char in text)


def _title(text: str) -> str:
    """What follows a heading's number; a bracket that closes nothing belongs to the number."""
    return text.lstrip(_AROUND + ")）").rstrip(_AROUND)


def folded(text: str) -> str:
    """The text as words are looked up: case, width and spaces are not told apart."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split()).strip("*_: ")


def _long(word: str) -> bool:
    return len(word) >= (4 if _SPACED.match(word) else 2)


def _has_word(text: str, word: str) -> bool:
    return re.search(_bounded(word), text) is not None


def _bounded(word: str) -> str:
    """The word as a pattern; letters of a script with spaces must not go on at its ends."""
    before, after = _bounds(word)
    return before + re.escape(word) + after


def _bounds(word: str) -> tuple[str, str]:
    before = BEGINS if _SPACED.match(word[0]) else ""
    after = ENDS if _SPACED.match(word[-1]) else ""
    return before, after


def any_of(words: Iterable[str]) -> str:
    """Any of the words, the longest first.

    Those with one bound before them share it, and neighbours the one behind: bounds compile
    slowly, and most places of a text are no beginning of most words.
    """
    kinds: dict[str, list[str]] = {}
    for word in sorted(set(words), key=_longest):
        initial = _LATIN if word[0] in ascii_letters else ""
        kinds.setdefault(initial + _bounds(word)[0], []).append(word)
    return "|".join(f"{before}(?:{_with_ends(own)})" for before, own in kinds.items())


_LATIN = "(?-i:(?=[A-Za-z]))"


def _with_ends(words: Iterable[str]) -> str:
    runs = groupby(words, lambda word: _bounds(word)[1])
    return "|".join(f"(?:{'|'.join(map(re.escape, run))}){after}" for after, run in runs)


def _merged(tables: Iterable[Mapping[str, tuple[str, ...]]], kind: type[StrEnum]) -> dict[str, str]:
    values = set(kind)
    return {
        folded(word): key
        for table in tables
        for key, words in table.items()
        if key in values
        for word in words
    }


def lexicon(*own: str) -> Lexicon:
    """The lexicon of English, Chinese and a text's own languages.

    Args:
        own: tags of locales that there are.
    """
    return _lexicon(tuple(sorted({*locales.COMMON, *own})))


@cache
def _lexicon(names: tuple[str, ...]) -> Lexicon:
    every = tuple(map(locales.load, names))
    statuses = {
        folded(word): status for one in every for status in Status for word in one.words[status]
    }
    summary = _merged((one.summary for one in every), FieldName)
    total = _merged((one.total for one in every), FieldName)
    units = Units.of(one.units for one in every)
    numerals = {word.lower(): number for one in every for word, number in one.numerals.items()}
    return Lexicon(
        locales=every,
        roles={w: Role(r) for w, r in _merged((one.columns for one in every), Role).items()},
        statuses=statuses,
        answers={folded(w): s for one in every for s, own in one.answers.items() for w in own},
        markers={m: s for one in every for s in Status for m in one.markers[s]},
        status_words=pattern(any_of(word for word in statuses if len(word) > 1)),
        headings=_headings(h for one in every for h in one.headings),
        number=pattern(rf"\s*(?P<n>[0-9０-９]{{1,4}}|{any_of(numerals)})(?:-[0-9]{{1,4}})?\s*"),
        numerals=numerals,
        initials=_initials(
            word for one in every for word in (*one.summary["label"], *one.total["label"])
        ),
        summary_label=_label(word for one in every for word in one.summary["label"]),
        summary={word: FieldName(key) for word, key in summary.items()},
        summary_words=_label(summary),
        total_label=_label(word for one in every for word in one.total["label"]),
        total={word: FieldName(key) for word, key in total.items()},
        total_words=_label(total),
        criteria=tuple(sorted({w for one in every for w in one.criteria["label"]}, key=_longest)),
        criteria_joins=pattern(any_of(word for one in every for word in one.criteria["joins"])),
        hours_behind={
            folded(word): one.writing["hours"].replace("{hours}", "")
            for one in every
            for word in (*one.summary["actual"], *one.total["actual"])
        },
        units=units,
        duration=duration_pattern(units),
        hour_unit=pattern(r"\s*(?:" + "|".join(map(re.escape, units.hour)) + ")", re.IGNORECASE),
        months=_months(every),
        day_first=any(one.day_first for one in every),
    )


def _label(words: Iterable[str]) -> re.Pattern[str]:
    """Any of the words as a text has them."""
    return pattern(any_of(_spelt(words)), re.IGNORECASE)


def _initials(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word[:1].casefold()[:1] for word in _spelt(words))


def _spelt(words: Iterable[str]) -> list[str]:
    """The words with their letters composed, and not."""
    return [unicodedata.normalize(form, word) for word in words for form in ("NFC", "NFD")]


def _longest(word: str) -> tuple[int, str]:
    return -len(word), word


def _months(every: Sequence[Locale]) -> tuple[str, ...]:
    """The names of months; English ones where the text's own language numbers them."""
    named = [one.months for one in every if not one.months[0][0].isdecimal()]
    return next((months for months in named if months != named[0]), named[0])


def _headings(patterns: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """What stands before and behind a phase's number, the longest first; a list's dot last."""
    parts = {(before.strip(), after.strip()) for before, _, after in _split(patterns)}
    by_length = sorted(parts, key=lambda part: (-len(part[0]) - len(part[1]), part))
    return (*by_length, *(("", mark) for mark in _MARKS))


def _split(patterns: Iterable[str]) -> Iterable[tuple[str, str, str]]:
    return (pattern.lower().partition("{n}") for pattern in patterns)
