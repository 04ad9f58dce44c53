"""What a learner may write in a record: the tracker's ids and phases, verbs and units.

Names are found longest first by looking up prefixes of the possible lengths in a table, so
that ten thousand trailers against ten thousand ids stay fast.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar

from studytrack.patterns import pattern
from studytrack.spelling import alike
from studytrack.tuples import NamedTuple
from studytrack.values import ENDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LONGEST_EFFORT = timedelta(hours=10_000)
LONGEST_NAME = 200

_CJK = 0x2E80
_VARIATION_SELECTORS = "\ufe0e\ufe0f"
_INVISIBLE = pattern(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_CONTROL = pattern("[\x00-\x08\x0a-\x1f\x7f-\x9f]")
_NUMBERED = pattern(r"\d")
_DIGITS = pattern(r"[0-9]{1,9}")
_DATE = pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMERALS = "零一二三四五六七八九"
_NUMBER = r"(?:[0-9]{1,6}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"

T = TypeVar("T")


class Verb(StrEnum):
    """What a trailer says was done with a task."""

    START = "start"
    DONE = "done"
    SKIP = "skip"
    REOPEN = "reopen"
    RESET = "reset"


class Match(NamedTuple, Generic[T]):
    """What was found in a text, and the offset behind it."""

    value: T
    end: int


class Names(Generic[T]):
    """Names to be found at a place of a text, the longest first."""

    def __init__(self, names: Mapping[str, T], *, casefold: bool = False) -> None:
        self._casefold = casefold
        self._exact: dict[str, T] = {}
        self._folded: dict[str, T | None] = {}
        for name, value in names.items():
            self._add(clean(name), value)
        self._lengths = sorted({len(name) for name in self._exact}, reverse=True)

    def _add(self, name: str, value: T) -> None:
        if not name or len(name) > LONGEST_NAME:
            return
        self._exact.setdefault(name, value)
        folded = name.casefold()
        known = self._folded.setdefault(folded, value)
        if known != value and not self._casefold:
            self._folded[folded] = None  # two names that differ by case alone

    def at(self, text: str, start: int) -> Match[T] | None:
        """The longest name that stands at this offset and ends at a word's end."""
        left = len(text) - start
        for length in self._lengths:
            if length > left:
                continue
            end = start + length
            name = text[start:end]
            value = self._exact.get(name)
            if value is None:
                value = self._folded.get(name.casefold())
            if value is None:
                continue
            if end < len(text) and text[end] in _VARIATION_SELECTORS:
                end += 1
            if ends_word(text, end):
                return Match(value, end)
        return None


@dataclass(frozen=True)
class Vocabulary:
    """The words that count in one study.

    Attributes:
        tasks: id of every task and the number of its phase, in the tracker's order.
        phases: the numbers of all phases.
        verbs: casefolded word or marker (``done``, ``in progress``, ``已完成``, ``🟢``) and
            what it means.
        phase_words: words that make a number a phase for certain (``phase``, ``阶段``).
        hour_units: words for hours (``h``, ``小时``).
        minute_units: words for minutes (``m``, ``分钟``).
        titles: the title of every task, by its id.
        named: tells what tasks that have ids would go by without them, and their ids.

    Example:
        ``Vocabulary({"3.4": 3}).task_at("3.4 done", 0)``
    """

    tasks: Mapping[str, int]
    phases: frozenset[int] = frozenset()
    verbs: Mapping[str, Verb] = field(default_factory=lambda: {verb.value: verb for verb in Verb})
    phase_words: tuple[str, ...] = ("phase",)
    hour_units: tuple[str, ...] = ("h",)
    minute_units: tuple[str, ...] = ("m",)
    titles: Mapping[str, str] = field(default_factory=dict)
    named: Callable[[], Mapping[str, str]] = dict

    def with_former(self, ids: Mapping[str, str]) -> Vocabulary:
        """The same with ids that tasks had once, each where its number belongs in its phase.

        Args:
            ids: former ids, and those that the tasks have by now.
        """
        tasks = dict(self.tasks)
        for former, now in ids.items():
            if former in tasks or now not in tasks:
                continue
            phase, key = tasks[now], _numbers(former)
            own = [task for task, number in tasks.items() if number == phase]
            behind = next((task for task in own if _numbers(task) > key), None)
            places = list(tasks)
            place = places.index(behind) if behind else places.index(own[-1]) + 1
            items = list(tasks.items())
            tasks = dict((*items[:place], (former, phase), *items[place:]))
        return replace(self, tasks=tasks)

    def task_at(self, text: str, start: int) -> Match[str] | None:
        """The task whose id stands at this offset of a cleaned text."""
        return self._ids.at(text, start)

    def titled(self, words: str) -> tuple[str, ...]:
        """The tasks whose titles hold these words of a cleaned text, in the tracker's order.

        A whole title names its task alone. Where tasks have ids, a part of one does so only
        without a digit: it may be an id that is mistyped.

        Example:
            ``Vocabulary({"KV cache": 1}, titles={"KV cache": "KV cache"}).titled("kv")``
        """
        wanted, text = words.casefold(), self._titles
        whole = self._names.get(wanted)
        if whole is not None:
            return (whole,)
        if self.names and _NUMBERED.search(wanted):
            return ()
        found: dict[str, None] = {}
        at = text.find(wanted) if wanted else -1
        while at >= 0:
            end = at + len(wanted)
            if ends_word(text, at) and ends_word(text, end):
                found[tuple(self.titles)[text.count("\n", 0, at) - 1]] = None
                end = text.find("\n", end)
            at = text.find(wanted, end)
        return tuple(found)

    def verb_at(self, text: str, start: int) -> Match[Verb] | None:
        """The verb that stands at this offset of a cleaned text."""
        return self._verbs.at(text, start)

    def task(self, text: str) -> str | None:
        """The task that the whole text names."""
        match = self.task_at(text, 0)
        whole = match.value if match and match.end == len(text) else None
        return whole or self._names.get(text.casefold())

    def verb(self, text: str) -> Verb | None:
        """The verb that the whole text is."""
        match = self.verb_at(text, 0)
        return match.value if match and match.end == len(text) else None

    def phase_at(self, text: str, start: int) -> Match[int] | None:
        """The number behind a phase word at this offset: ``phase 3``, ``阶段三``, ``第三阶段``."""
        match = self._phase.match(text, start)
        if match is None:
            return None
        return Match(_number(match["after"] or match["before"]), match.end())

    def duration_at(self, text: str, start: int) -> Match[timedelta] | None:
        """The duration at this offset in whole minutes: ``2h30m``, ``2.5h``, ``2小时30分钟``."""
        match = self._duration.match(text, start)
        if match is None:
            return None
        minutes = _minutes(match["hours"]) + int(match["minutes"] or match["rest"] or 0)
        return Match(timedelta(minutes=minutes), match.end())

    def duration(self, text: str) -> timedelta | None:
        """The duration that the whole text is; None if it is none, zero or absurd."""
        match = self.duration_at(text, 0)
        if match is None or match.end != len(text) or not plausible(match.value):
            return None
        return match.value

    def tasks_between(self, first: str, last: str) -> tuple[str, ...]:
        """The tasks of a range inside one phase, ends included; none if it is no such range."""
        phase = self.tasks[first]
        if self.tasks[last] != phase:
            return ()
        span = self._ordered[self._order[first] : self._order[last] + 1]
        return tuple(task for task in span if self.tasks[task] == phase)

    def near(self, text: str) -> tuple[str, ...]:
        """A few ids that look like this one."""
        return alike(text, self._sorted, LONGEST_NAME)

    @cached_property
    def _ids(self) -> Names[str]:
        return Names({task: task for task in self.tasks})

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What tasks that have ids would go by without them, and their ids."""
        return self.named()

    @cached_property
    def _names(self) -> Mapping[str, str | None]:
        found: dict[str, str | None] = {}
        for name, task in self.names.items():
            key = clean(name).casefold()
            found[key] = None if key in found else task  # they differ by case alone
        return found

    @cached_property
    def _titles(self) -> str:
        """Every title on a line of its own, with a line break before and behind."""
        return "".join(f"\n{clean(title).casefold()}" for title in self.titles.values()) + "\n"

    @cached_property
    def _verbs(self) -> Names[Verb]:
        return Names(self.verbs, casefold=True)

    @cached_property
    def _ordered(self) -> tuple[str, ...]:
        return tuple(self.tasks)

    @cached_property
    def _order(self) -> dict[str, int]:
        return {task: place for place, task in enumerate(self._ordered)}

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(task for task in self.tasks if len(task) <= LONGEST_NAME)

    @cached_property
    def _phase(self) -> re.Pattern[str]:
        words = _either(self.phase_words)
        return re.compile(
            rf"第?(?:{words})[ ]?第?(?P<after>{_NUMBER})(?![0-9.])"
            rf"|[第제][ ]?(?P<before>{_NUMBER})[ ]?(?:{words})",
            re.IGNORECASE,
        )

    @cached_property
    def _duration(self) -> re.Pattern[str]:
        hours, minutes = _either(self.hour_units), _either(self.minute_units)
        return re.compile(
            rf"(?:(?P<hours>[0-9]{{1,9}}(?:\.[0-9]{{1,3}})?)[ ]?(?:{hours}){ENDS}"
            rf"(?:[ ]?(?P<rest>[0-9]{{1,9}})[ ]?(?:{minutes}){ENDS})?"
            rf"|(?P<minutes>[0-9]{{1,9}})[ ]?(?:{minutes}){ENDS})(?![0-9.])",
            re.IGNORECASE,
        )


def clean(text: str) -> str:
    """The text in NFC, with every run of blanks as one space and none around it."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def ends_word(text: str, end: int) -> bool:
    """Whether a name may end here: ``3.1`` ends in neither ``3.10``, ``3.1.2`` nor ``3.1x``.

    Chinese is written without spaces, so its characters begin and end words anywhere.
    """
    if end >= len(text) or end == 0 or text[end] == " ":
        return True
    if text[end] == ".":
        return not text[end + 1 : end + 2].isdigit()
    if unicodedata.combining(text[end]):
        return False
    return not (_in_word(text[end - 1]) and _in_word(text[end]))


def iso_date(text: str) -> date | None:
    """The date, if the text is one as ISO 8601 writes it: ``2026-02-20``."""
    if not _DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def plausible(spent: timedelta) -> bool:
    """Whether somebody can have spent this time."""
    return timedelta() < spent <= LONGEST_EFFORT


def has_controls(text: str) -> bool:
    """Whether the text holds control characters other than tabs."""
    return _CONTROL.search(text) is not None


def has_invisible(text: str) -> bool:
    """Whether the text holds zero-width, filling or bidirectional control characters."""
    return not text.isascii() and _INVISIBLE.search(text) is not None


def _numbers(task: str) -> tuple[int, ...]:
    """The numbers in an id, to order ids by: ``3.10`` comes behind ``3.9``."""
    return tuple(int(digits) for digits in _DIGITS.findall(task[:LONGEST_NAME]))


def _in_word(character: str) -> bool:
    return ord(character) < _CJK and character.isalnum()


def _either(words: tuple[str, ...]) -> str:
    longest_first = sorted({clean(word) for word in words} - {""}, key=len, reverse=True)
    return "|".join(map(re.escape, longest_first)) or "(?!)"


def _minutes(hours: str | None) -> int:
    """Whole minutes in a decimal number of hours, halves rounded up."""
    whole, _, fraction = (hours or "0").partition(".")
    scale = int(10 ** len(fraction))
    return int(whole) * 60 + (2 * 60 * int(fraction or 0) + scale) // (2 * scale)


def _number(text: str) -> int:
    """An ASCII or a simple Chinese number: ``12``, ``十二``."""
    if text.isascii():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    return (_NUMERALS.index(tens or "一") * 10 if ten else 0) + _NUMERALS.index(ones or "零")
