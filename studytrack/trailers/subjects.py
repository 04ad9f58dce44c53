"""Whom a trailer's value is about: the tasks and the phase that it begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.patterns import pattern
from studytrack.terms import Finding
from studytrack.trailers.message import clipped
from studytrack.trailers.vocabulary import Match, Verb, Vocabulary, ends_word, has_invisible
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator
    from datetime import date

    from studytrack.records import Source

LONGEST_HEAD = 1000
MOST_IDS = 1000
SHOWN = 3

COMMA = pattern(r" ?[,，、] ?")
COLON = pattern(r" ?[:：] ?")

_SPACE = pattern(r" ?")
_DASH = pattern(r" ?[-–～〜~－] ?")
_AFTER_VERB = pattern(r"\Z| ?[:：,，、0-9]")
_NUMBER = pattern(r"[0-9]{1,6}(?![0-9.])")
_DIGIT_OF_WORD = pattern(r"(?<= )[0-9]")
_WORD = pattern(r"[^ ,，、:：]+")


class Context(NamedTuple):
    """What every reader is given besides the value."""

    vocabulary: Vocabulary
    source: Source
    day: date | None

    def unknown(self, name: str) -> Finding:
        """There is no such task, or several have these words in their titles."""
        several = self.vocabulary.titled(name)
        near = ", ".join(several[:SHOWN] or self.vocabulary.near(name))
        value, reason = clipped(self.source.text), "several" if several else "unknown"
        values = {"value": value, "id": clipped(name), "near": near, "reason": reason}
        return Finding("task-unknown", values, commit=self.source.commit)


class RefusedError(Exception):
    """The value does not parse; the message is the reason in a word."""


class Ids(NamedTuple):
    """The tasks that a value begins with, what it calls tasks and are none, and the end."""

    known: tuple[str, ...]
    unknown: tuple[str, ...]
    end: int


def tasks_and_verb(value: str, vocabulary: Vocabulary) -> tuple[Ids, Verb, int]:
    """The tasks, what was done with them, and the offset behind the verb.

    Raises:
        RefusedError: there is no verb, or something else stands before it.
    """
    ids = tasks_at(value, vocabulary)
    if ids is not None:
        verb = vocabulary.verb_at(value, behind(_SPACE, value, ids.end))
        if verb is None:
            raise RefusedError("verb")
        return ids, verb.value, verb.end
    found = [
        (_names(value[:start].rstrip(), vocabulary, start), verb.value, verb.end)
        for start, verb in _verbs(value, vocabulary)
    ]
    if not found:
        raise RefusedError("ids")
    return next((one for one in found if not one[0].unknown), found[0])


def _verbs(value: str, vocabulary: Vocabulary) -> Iterator[tuple[int, Match[Verb]]]:
    """Where verbs stand that may follow names; the first few, since titles hold words too."""
    head, places = head_of(value), 0
    for start in range(1, len(head)):
        verb = vocabulary.verb_at(head, start) if ends_word(head, start) else None
        if verb is not None and _AFTER_VERB.match(value, verb.end):
            yield start, verb
            places += 1
            if places == SHOWN:
                return


def tasks_at(value: str, vocabulary: Vocabulary) -> Ids | None:
    """The tasks that the value begins with; None where something else stands among them."""
    known: list[str] = []
    end = 0
    while True:
        first = task_at(value, vocabulary, end)
        if first is None:
            return None
        dash = _DASH.match(value, first.end)
        last = task_at(value, vocabulary, dash.end()) if dash else first
        if last is None:
            return None
        known += _range(first.value, last.value, vocabulary) if dash else (first.value,)
        if len(known) > MOST_IDS:
            raise RefusedError("many")
        comma = COMMA.match(value, last.end)
        if comma is None:
            return Ids(tuple(dict.fromkeys(known)), (), last.end)
        end = comma.end()


def _range(first: str, last: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    tasks = vocabulary.tasks_between(first, last)
    if not tasks:
        raise RefusedError("range")
    return tasks


def _names(text: str, vocabulary: Vocabulary, end: int) -> Ids:
    """The tasks of a list of which some are unknown."""
    known: list[str] = []
    unknown: list[str] = []
    for name in COMMA.split(visible(text)):
        task = task_at(name, vocabulary)
        phase = vocabulary.phase_at(name, 0)
        dash = _DASH.match(name, task.end) if task else None
        if dash:
            unknown.append(name[dash.end() :])
        elif task and task.end == len(name):
            known.append(task.value)
        elif len(titled := vocabulary.titled(name)) == 1:
            known += titled
        elif task or phase or not name:
            raise RefusedError("ids")
        else:
            unknown.append(name)
    return Ids(tuple(dict.fromkeys(known)), tuple(dict.fromkeys(unknown)), end)


def about(value: str, context: Context) -> Match[str] | Match[int] | Finding:
    """The task or the phase that the value begins with, or that there is none; a task first."""
    words = context.vocabulary
    found = task_at(value, words) or phase_at(value, words) or task_titled(value, words)
    if found is None:
        return context.unknown(visible(first_word(value)))
    if isinstance(found.value, int) and found.value not in words.phases:
        return context.unknown(value[: found.end])
    return found


def task_at(value: str, vocabulary: Vocabulary, start: int = 0) -> Match[str] | None:
    """The task whose id stands at this offset.

    Raises:
        RefusedError: the id holds characters that nobody sees.
    """
    task = vocabulary.task_at(value, start)
    if task is not None:
        visible(value[start : task.end])
    return task


def phase_at(value: str, vocabulary: Vocabulary) -> Match[int] | None:
    """``phase 3`` for certain, or a plain number."""
    number = _NUMBER.match(value)
    plain = Match(int(number[0]), number.end()) if number else None
    return vocabulary.phase_at(value, 0) or plain


def task_titled(value: str, vocabulary: Vocabulary) -> Match[str] | None:
    """The one task with words of its title before a duration, or a colon."""
    head = head_of(value)
    digits = (digit.start() for digit in _DIGIT_OF_WORD.finditer(head))
    ends = [place for place in digits if vocabulary.duration_at(value, place)]
    for end in (*ends[:SHOWN], len(head)):
        found = vocabulary.titled(visible(head[:end].strip()))
        if len(found) == 1:
            return Match(found[0], len(head[:end].rstrip()))
    return None


def head_of(value: str) -> str:
    """The value up to its text."""
    return COLON.split(value[:LONGEST_HEAD], maxsplit=1)[0]


def behind(pattern: re.Pattern[str], value: str, start: int) -> int:
    """The offset behind what the pattern finds at this one."""
    match = pattern.match(value, start)
    return match.end() if match else start


def first_word(value: str) -> str:
    """What stands before the first blank or comma.

    Raises:
        RefusedError: nothing does.
    """
    word = _WORD.match(value)
    if word is None:
        raise RefusedError("ids")
    return word[0]


def visible(name: str) -> str:
    """The name.

    Raises:
        RefusedError: it holds characters that nobody sees.
    """
    if has_invisible(name):
        raise RefusedError("characters")
    return name
