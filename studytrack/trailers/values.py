"""What the value of a trailer says: one line of text into records.

A value is read from the left by a strict grammar. What does not parse is a finding with a
word for the reason, never a guess.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, assert_never

from studytrack.patterns import pattern
from studytrack.records import (
    Done,
    PhaseTime,
    Record,
    Reopen,
    Reset,
    Skip,
    Source,
    Start,
    Takeaway,
    Time,
)
from studytrack.terms import Finding
from studytrack.trailers.message import VOID, VOID_KEY, Trailer, clipped, invalid
from studytrack.trailers.vocabulary import (
    Match,
    Verb,
    Vocabulary,
    clean,
    ends_word,
    has_invisible,
    iso_date,
    plausible,
)
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    import re
    from datetime import date, timedelta

__all__ = ["KEYS", "Outcome", "read"]

LONGEST_HEAD = 1000
MOST_IDS = 1000
SHOWN = 3

_SPACE = pattern(r" ?")
_GAP = pattern(r" ?(?:[,，、] ?)?")
_COMMA = pattern(r" ?[,，、] ?")
_DASH = pattern(r" ?[-–～〜~－] ?")
_MORE = pattern(r" ?[-–～〜~－,，、]")
_COLON = pattern(r" ?[:：] ?")
_AFTER_VERB = pattern(r"\Z| ?[:：,，、0-9]")
_DATE_LIKE = pattern(r"[0-9]{4}(?P<glue>[-/.])[0-9]{1,2}(?P=glue)[0-9]{1,2}(?![0-9])")
_NUMBER = pattern(r"[0-9]{1,6}(?![0-9.])")
_DIGIT = pattern(r"[0-9]")
_DIGIT_OF_WORD = pattern(r"(?<= )[0-9]")
_WORD = pattern(r"[^ ,，、:：]+")


class Outcome(NamedTuple):
    """What a trailer gives: records, and findings for what it fails to say."""

    records: tuple[Record, ...] = ()
    findings: tuple[Finding, ...] = ()


class _Context(NamedTuple):
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


class _RefusedError(Exception):
    """The value does not parse; the message is the reason in a word."""


class _Ids(NamedTuple):
    """The tasks that a value begins with, what it calls tasks and are none, and the end."""

    known: tuple[str, ...]
    unknown: tuple[str, ...]
    end: int


class _Details(NamedTuple):
    """What may follow a verb."""

    spent: timedelta | None
    on: date | None
    text: str


def read(trailer: Trailer, vocabulary: Vocabulary, source: Source, day: date | None) -> Outcome:
    """The records that a trailer gives, and what is wrong with it.

    Args:
        trailer: one that counts.
        vocabulary: the words of the study.
        source: where the trailer stands; its text is filled in here.
        day: the author's local day, for what has no date of its own.

    Example:
        ``read(Trailer("Study-Task", "3.4 done"), vocabulary, source, day).records``
    """
    source = Source(source.commit, source.path, source.author, source.authored, trailer.text)
    context = _Context(vocabulary, source, day)
    value = clean(trailer.value)
    reader = KEYS.get(trailer.key.lower(), _refuse_key) if value else _refuse_empty
    try:
        return reader(value, context)
    except _RefusedError as refusal:
        reason = str(refusal)
    if reason in {"ids", "verb", "rest"} and has_invisible(_head(value)):
        reason = "characters"
    finding = invalid(trailer.text, reason)
    return Outcome((), (finding._replace(commit=source.commit),))


def _read_task(value: str, context: _Context) -> Outcome:
    """``IDS VERB [DURATION and DATE, in either order] [: TEXT]``."""
    ids, verb, end = _ids_and_verb(value, context.vocabulary)
    details = _details(value, end, context.vocabulary)
    named = (*ids.known, *ids.unknown)
    if details.spent is not None and len(named) > 1:
        raise _RefusedError("duration-many")
    findings = [context.unknown(name) for name in ids.unknown]
    if verb is Verb.SKIP and not details.text:
        return Outcome((), (*findings, *(_without_reason(task, context) for task in ids.known)))
    records = [record for task in ids.known for record in _facts(task, verb, details, context)]
    return Outcome(tuple(records), tuple(findings))


def _facts(task: str, verb: Verb, details: _Details, context: _Context) -> Iterator[Record]:
    source, on, text = context.source, details.on or context.day, details.text
    match verb:
        case Verb.START:
            yield Start(task, source, on)
        case Verb.DONE:
            yield Done(task, source, on)
        case Verb.SKIP:
            yield Skip(task, source, on, text)
        case Verb.REOPEN:
            yield Reopen(task, source, on, text)
        case Verb.RESET:
            yield Reset(task, source, on, text)
        case _:
            assert_never(verb)
    if details.spent is not None:
        yield Time(task, source, on, details.spent)
    if text and verb in {Verb.START, Verb.DONE}:
        yield Takeaway(task, source, on, text)


def _without_reason(task: str, context: _Context) -> Finding:
    values = {"value": clipped(context.source.text), "task": task}
    return Finding("skip-without-reason", values, commit=context.source.commit, task=task)


def _read_time(value: str, context: _Context) -> Outcome:
    """``ID DURATION [DATE]``, or the same of a phase; a task beats a phase."""
    vocabulary = context.vocabulary
    whom = _task(value, vocabulary) or _phase(value, vocabulary) or _titled(value, vocabulary)
    if whom is None:
        return Outcome((), (context.unknown(_visible(_first_word(value))),))
    if isinstance(whom.value, int) and whom.value not in vocabulary.phases:
        return Outcome((), (context.unknown(value[: whom.end]),))
    if _MORE.match(value, whom.end) and _ids(value, vocabulary):
        raise _RefusedError("duration-many")
    details = _details(value, whom.end, vocabulary)
    if details.spent is None:
        raise _RefusedError("duration")
    if details.text:
        raise _RefusedError("time-text")
    on = details.on or context.day
    if isinstance(whom.value, int):
        return Outcome((PhaseTime(whom.value, context.source, on, details.spent),))
    return Outcome((Time(whom.value, context.source, on, details.spent),))


def _read_note(value: str, context: _Context) -> Outcome:
    """``ID TEXT``."""
    task = _task(value, context.vocabulary) or _titled(value, context.vocabulary)
    if task is None:
        return Outcome((), (context.unknown(_visible(_first_word(value))),))
    if _COMMA.match(value, task.end):
        raise _RefusedError("ids")
    text = value[task.end :].lstrip(" :：")
    if not text:
        raise _RefusedError("text")
    return Outcome((Takeaway(task.value, context.source, context.day, text),))


def _read_void(value: str, _context: _Context) -> Outcome:
    """``COMMIT``; what it takes back is for the fold to say, from ``Part.voids``."""
    if not VOID.fullmatch(value):
        raise _RefusedError("void")
    return Outcome()


def _refuse_key(_value: str, _context: _Context) -> Outcome:
    raise _RefusedError("key")


def _refuse_empty(_value: str, _context: _Context) -> Outcome:
    raise _RefusedError("empty")


def _ids_and_verb(value: str, vocabulary: Vocabulary) -> tuple[_Ids, Verb, int]:
    ids = _ids(value, vocabulary)
    if ids is not None:
        verb = vocabulary.verb_at(value, _behind(_SPACE, value, ids.end))
        if verb is None:
            raise _RefusedError("verb")
        return ids, verb.value, verb.end
    found = [
        (_names(value[:start].rstrip(), vocabulary, start), verb.value, verb.end)
        for start, verb in _verbs(value, vocabulary)
    ]
    if not found:
        raise _RefusedError("ids")
    return next((one for one in found if not one[0].unknown), found[0])


def _verbs(value: str, vocabulary: Vocabulary) -> Iterator[tuple[int, Match[Verb]]]:
    """Where verbs stand that may follow names; the first few, since titles hold words too."""
    head, places = _head(value), 0
    for start in range(1, len(head)):
        verb = vocabulary.verb_at(head, start) if ends_word(head, start) else None
        if verb is not None and _AFTER_VERB.match(value, verb.end):
            yield start, verb
            places += 1
            if places == SHOWN:
                return


def _ids(value: str, vocabulary: Vocabulary) -> _Ids | None:
    """The tasks that the value begins with; None where something else stands among them."""
    known: list[str] = []
    end = 0
    while True:
        first = _task(value, vocabulary, end)
        if first is None:
            return None
        dash = _DASH.match(value, first.end)
        last = _task(value, vocabulary, dash.end()) if dash else first
        if last is None:
            return None
        known += _range(first.value, last.value, vocabulary) if dash else (first.value,)
        if len(known) > MOST_IDS:
            raise _RefusedError("many")
        comma = _COMMA.match(value, last.end)
        if comma is None:
            return _Ids(tuple(dict.fromkeys(known)), (), last.end)
        end = comma.end()


def _range(first: str, last: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    tasks = vocabulary.tasks_between(first, last)
    if not tasks:
        raise _RefusedError("range")
    return tasks


def _names(text: str, vocabulary: Vocabulary, end: int) -> _Ids:
    """The tasks of a list of which some are unknown."""
    known: list[str] = []
    unknown: list[str] = []
    for name in _COMMA.split(_visible(text)):
        task = _task(name, vocabulary)
        phase = vocabulary.phase_at(name, 0)
        dash = _DASH.match(name, task.end) if task else None
        if dash:
            unknown.append(name[dash.end() :])
        elif task and task.end == len(name):
            known.append(task.value)
        elif len(titled := vocabulary.titled(name)) == 1:
            known += titled
        elif task or phase or not name:
            raise _RefusedError("ids")
        else:
            unknown.append(name)
    return _Ids(tuple(dict.fromkeys(known)), tuple(dict.fromkeys(unknown)), end)


def _task(value: str, vocabulary: Vocabulary, start: int = 0) -> Match[str] | None:
    task = vocabulary.task_at(value, start)
    if task is not None:
        _visible(value[start : task.end])
    return task


def _phase(value: str, vocabulary: Vocabulary) -> Match[int] | None:
    """``phase 3`` for certain, or a plain number."""
    number = _NUMBER.match(value)
    plain = Match(int(number[0]), number.end()) if number else None
    return vocabulary.phase_at(value, 0) or plain


def _titled(value: str, vocabulary: Vocabulary) -> Match[str] | None:
    """The one task with words of its title before a duration, or a colon."""
    head = _head(value)
    digits = (digit.start() for digit in _DIGIT_OF_WORD.finditer(head))
    ends = [place for place in digits if vocabulary.duration_at(value, place)]
    for end in (*ends[:SHOWN], len(head)):
        found = vocabulary.titled(_visible(head[:end].strip()))
        if len(found) == 1:
            return Match(found[0], len(head[:end].rstrip()))
    return None


def _details(value: str, end: int, vocabulary: Vocabulary) -> _Details:
    """``[DURATION and DATE, in either order] [: TEXT]``, up to the value's end."""
    spent: timedelta | None = None
    on: date | None = None
    start = end
    while end < len(value):
        start = _behind(_GAP, value, end)
        written = _DATE_LIKE.match(value, start)
        duration = None if written else vocabulary.duration_at(value, start)
        if written and on is None:
            on, end = iso_date(written[0]), written.end()
            if on is None:
                raise _RefusedError("date")
        elif duration and spent is None:
            spent, end = duration
            if not plausible(spent):
                raise _RefusedError("duration")
        else:
            break
    colon = _COLON.match(value, end)
    if colon is None and end < len(value):
        raise _RefusedError("duration" if _DIGIT.match(value, start) else "rest")
    return _Details(spent, on, value[colon.end() :] if colon else "")


def _head(value: str) -> str:
    """The value up to its text."""
    return _COLON.split(value[:LONGEST_HEAD], maxsplit=1)[0]


def _behind(pattern: re.Pattern[str], value: str, start: int) -> int:
    match = pattern.match(value, start)
    return match.end() if match else start


def _first_word(value: str) -> str:
    word = _WORD.match(value)
    if word is None:
        raise _RefusedError("ids")
    return word[0]


def _visible(name: str) -> str:
    """The name, unless it holds characters that nobody sees."""
    if has_invisible(name):
        raise _RefusedError("characters")
    return name


Reader = Callable[[str, _Context], Outcome]

KEYS: Mapping[str, Reader] = MappingProxyType(
    {
        "study-task": _read_task,
        "study-time": _read_time,
        "study-note": _read_note,
        VOID_KEY: _read_void,
    }
)
