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
    Answer,
    Criterion,
    Done,
    Move,
    PhaseTime,
    Question,
    Record,
    Reference,
    Reopen,
    Reset,
    Skip,
    Source,
    Start,
    Takeaway,
    Time,
)
from studytrack.terms import Finding
from studytrack.trailers.message import MOVE_KEY, VOID, VOID_KEY, Trailer, clipped, invalid
from studytrack.trailers.subjects import (
    COLON,
    COMMA,
    MOST_IDS,
    Context,
    RefusedError,
    about,
    behind,
    first_word,
    head_of,
    phase_at,
    task_at,
    task_titled,
    tasks_and_verb,
    tasks_at,
    visible,
)
from studytrack.trailers.vocabulary import (
    Verb,
    Vocabulary,
    clean,
    has_invisible,
    iso_date,
    plausible,
)
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from datetime import date, timedelta

__all__ = ["KEYS", "Outcome", "read"]

_GAP = pattern(r" ?(?:[,，、] ?)?")
_MORE = pattern(r" ?[-–～〜~－,，、]")
_DATE_LIKE = pattern(r"[0-9]{4}(?P<glue>[-/.])[0-9]{1,2}(?P=glue)[0-9]{1,2}(?![0-9])")
_DIGIT = pattern(r"[0-9]")
_ARROW = pattern(r" ?(?:[-=－][>＞]|[→⇒]) ?")
_QUESTION = pattern(r"[0-9a-fA-F]{7,64}(?:\.[1-9][0-9]{0,3})?(?![0-9A-Za-z])")


class Outcome(NamedTuple):
    """What a trailer gives: records, and findings for what it fails to say."""

    records: tuple[Record, ...] = ()
    findings: tuple[Finding, ...] = ()


class Details(NamedTuple):
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
    context = Context(vocabulary, source, day)
    value = clean(trailer.value)
    reader = KEYS.get(trailer.key.lower(), _refuse_key) if value else _refuse_empty
    try:
        return reader(value, context)
    except RefusedError as refusal:
        reason = str(refusal)
    if reason in {"ids", "verb", "rest"} and has_invisible(head_of(value)):
        reason = "characters"
    finding = invalid(trailer.text, reason)
    return Outcome((), (finding._replace(commit=source.commit),))


def _read_task(value: str, context: Context) -> Outcome:
    """``IDS VERB [DURATION and DATE, in either order] [: TEXT]``."""
    ids, verb, end = tasks_and_verb(value, context.vocabulary)
    details = _details(value, end, context.vocabulary)
    named = (*ids.known, *ids.unknown)
    if details.spent is not None and len(named) > 1:
        raise RefusedError("duration-many")
    findings = [context.unknown(name) for name in ids.unknown]
    if verb is Verb.SKIP and not details.text:
        return Outcome((), (*findings, *(_without_reason(task, context) for task in ids.known)))
    dated = Details(details.spent, details.on or context.day, details.text)
    records = [one for task in ids.known for one in facts(task, verb, dated, context.source)]
    return Outcome(tuple(records), tuple(findings))


def facts(task: str, verb: Verb, details: Details, source: Source) -> Iterator[Record]:
    """The records of one task that a verb and what follows it give."""
    spent, on, text = details
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
    if spent is not None:
        yield Time(task, source, on, spent)
    if text and verb in {Verb.START, Verb.DONE}:
        yield Takeaway(task, source, on, text)


def _without_reason(task: str, context: Context) -> Finding:
    values = {"value": clipped(context.source.text), "task": task}
    return Finding("skip-without-reason", values, commit=context.source.commit, task=task)


def _read_time(value: str, context: Context) -> Outcome:
    """``ID DURATION [DATE]``, or the same of a phase; a task beats a phase."""
    whom = about(value, context)
    if isinstance(whom, Finding):
        return Outcome((), (whom,))
    if _MORE.match(value, whom.end) and tasks_at(value, context.vocabulary):
        raise RefusedError("duration-many")
    details = _details(value, whom.end, context.vocabulary)
    if details.spent is None:
        raise RefusedError("duration")
    if details.text:
        raise RefusedError("time-text")
    on = details.on or context.day
    if isinstance(whom.value, int):
        return Outcome((PhaseTime(whom.value, context.source, on, details.spent),))
    return Outcome((Time(whom.value, context.source, on, details.spent),))


def _read_note(value: str, context: Context) -> Outcome:
    """``ID TEXT``."""
    task = task_at(value, context.vocabulary) or task_titled(value, context.vocabulary)
    if task is None:
        return Outcome((), (context.unknown(visible(first_word(value))),))
    text = _text_behind(value, task.end)
    return Outcome((Takeaway(task.value, context.source, context.day, text),))


def _read_question(value: str, context: Context) -> Outcome:
    """``ID TEXT``, of a task or a phase."""
    whom = about(value, context)
    if isinstance(whom, Finding):
        return Outcome((), (whom,))
    text = _text_behind(value, whom.end)
    return Outcome((Question(whom.value, context.source, context.day, text),))


def _read_answer(value: str, context: Context) -> Outcome:
    """``QUESTION TEXT``; which question that is can be told when all are known."""
    name = _QUESTION.match(value)
    if name is None:
        raise RefusedError("question")
    text = _text_behind(value, name.end())
    return Outcome((Answer(name[0].lower(), context.source, context.day, text),))


def _read_reference(value: str, context: Context) -> Outcome:
    """``ID TARGET [TITLE]``, of a task or a phase; the target is an address or a path."""
    whom = about(value, context)
    if isinstance(whom, Finding):
        return Outcome((), (whom,))
    target, _, title = _text_behind(value, whom.end).partition(" ")
    return Outcome((Reference(whom.value, context.source, context.day, target, title),))


def _read_criterion(value: str, context: Context) -> Outcome:
    """``PHASE TEXT``; which criterion that is can be told when the tracker's are known."""
    phase = phase_at(value, context.vocabulary)
    if phase is None:
        raise RefusedError("phase")
    if phase.value not in context.vocabulary.phases:
        return Outcome((), (context.unknown(value[: phase.end]),))
    text = _text_behind(value, phase.end)
    return Outcome((Criterion(phase.value, context.source, context.day, text),))


def _read_move(value: str, context: Context) -> Outcome:
    """``OLD -> NEW[, OLD -> NEW]``; OLD need not be in the tracker any more."""
    moves = [_ARROW.split(visible(one)) for one in COMMA.split(value)]
    if not all(len(ends) == 2 and all(ends) for ends in moves):
        raise RefusedError("move")
    if len({old for old, _ in moves}) < len(moves):
        raise RefusedError("move-twice")
    if len(moves) > MOST_IDS:
        raise RefusedError("many")
    source, day = context.source, context.day
    known = {new: context.vocabulary.task(new) for _, new in moves}
    records = tuple(Move(old, known[new] or new, source, day) for old, new in moves if known[new])
    return Outcome(records, tuple(context.unknown(new) for new, task in known.items() if not task))


def _text_behind(value: str, end: int) -> str:
    """The text behind a name, with or without a colon between them."""
    if COMMA.match(value, end):
        raise RefusedError("ids")
    text = value[end:].lstrip(" :：")
    if not text:
        raise RefusedError("text")
    return text


def _read_void(value: str, _context: Context) -> Outcome:
    """``COMMIT``; what it takes back is for the fold to say, from ``Part.voids``."""
    if not VOID.fullmatch(value):
        raise RefusedError("void")
    return Outcome()


def _refuse_key(_value: str, _context: Context) -> Outcome:
    raise RefusedError("key")


def _refuse_empty(_value: str, _context: Context) -> Outcome:
    raise RefusedError("empty")


def _details(value: str, end: int, vocabulary: Vocabulary) -> Details:
    """``[DURATION and DATE, in either order] [: TEXT]``, up to the value's end."""
    spent: timedelta | None = None
    on: date | None = None
    start = end
    while end < len(value):
        start = behind(_GAP, value, end)
        written = _DATE_LIKE.match(value, start)
        duration = None if written else vocabulary.duration_at(value, start)
        if written and on is None:
            on, end = iso_date(written[0]), written.end()
            if on is None:
                raise RefusedError("date")
        elif duration and spent is None:
            spent, end = duration
            if not plausible(spent):
                raise RefusedError("duration")
        else:
            break
    colon = COLON.match(value, end)
    if colon is None and end < len(value):
        raise RefusedError("duration" if _DIGIT.match(value, start) else "rest")
    return Details(spent, on, value[colon.end() :] if colon else "")


Reader = Callable[[str, Context], Outcome]

QUESTION_KEY = "study-question"

KEYS: Mapping[str, Reader] = MappingProxyType(
    {
        "study-task": _read_task,
        "study-time": _read_time,
        "study-note": _read_note,
        QUESTION_KEY: _read_question,
        "study-answer": _read_answer,
        "study-ref": _read_reference,
        "study-criterion": _read_criterion,
        MOVE_KEY: _read_move,
        VOID_KEY: _read_void,
    }
)
