"""What a learner calls things: tasks, phases, times and days, as the study's trailers do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.errors import UsageError
from studytrack.records import Criterion, Question, Source, Start
from studytrack.spelling import NEAREST
from studytrack.trailers import values
from studytrack.trailers.composing import time_text
from studytrack.trailers.message import Trailer
from studytrack.trailers.vocabulary import (
    LONGEST_EFFORT,
    LONGEST_NAME,
    Vocabulary,
    clean,
    iso_date,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, timedelta

    from studytrack.locales import Locale
    from studytrack.records import Record
    from studytrack.terms import Finding

_NOBODY = Source(None)
_ANYTHING = "x"


def tasks(names: Iterable[str], vocabulary: Vocabulary, locale: Locale) -> tuple[str, ...]:
    """The ids of tasks that are called by their ids, by lists and ranges of them, or by titles.

    Raises:
        UsageError: there is no such task, or more than one.

    Example:
        ``tasks(["3.1-3.3", "kv cache"], vocabulary, locale)``
    """
    found: dict[str, None] = {}
    for name in names:
        records = _read(Trailer("Study-Task", f"{name} start"), name, vocabulary, locale)
        own = [one.task for one in records if isinstance(one, Start)]
        if len(own) < len(records):
            raise unknown(name, vocabulary, locale)
        found |= dict.fromkeys(own)
    return tuple(found)


def about(name: str, vocabulary: Vocabulary, locale: Locale) -> str | int:
    """The task, by its id, or the phase, by its number, that is called so.

    Raises:
        UsageError: there is no such task or phase, or more than one.
    """
    trailer = Trailer("Study-Question", f"{name}: {_ANYTHING}")
    match _read(trailer, name, vocabulary, locale):
        case (Question(about=whom, text=text),) if text == _ANYTHING:
            return whom
        case _:
            raise unknown(name, vocabulary, locale)


def phase(name: str, vocabulary: Vocabulary, locale: Locale) -> int:
    """The number of the phase that is called so: ``2``, ``phase 2``.

    Raises:
        UsageError: there is no such phase.
    """
    trailer = Trailer("Study-Criterion", f"{name}: {_ANYTHING}")
    match values.read(trailer, vocabulary, _NOBODY, None).records:
        case (Criterion(phase=number, text=text),) if text == _ANYTHING:
            return number
        case _:
            raise UsageError(locale.say("refused-phase", name=repr(name)))


def spent(text: str, vocabulary: Vocabulary, locale: Locale) -> timedelta:
    """A time that somebody spent: ``2h30m``, ``2小时``.

    Raises:
        UsageError: it is none.
    """
    found = vocabulary.duration(clean(text))
    if found is None:
        longest = time_text(LONGEST_EFFORT)
        raise UsageError(locale.say("refused-time", text=repr(text), longest=longest))
    return found


def day(text: str, today: date, locale: Locale) -> date:
    """A day that is not in the future.

    Raises:
        UsageError: it is, or it is no day.
    """
    found = iso_date(text.strip())
    if found is None:
        raise UsageError(locale.say("refused-date", text=repr(text), today=today.isoformat()))
    if found > today:
        raise UsageError(locale.say("refused-future", day=text, today=today.isoformat()))
    return found


def _read(
    trailer: Trailer, name: str, vocabulary: Vocabulary, locale: Locale
) -> tuple[Record, ...]:
    outcome = values.read(trailer, vocabulary, _NOBODY, None)
    for finding in outcome.findings:
        raise unknown(name, vocabulary, locale, finding)
    return outcome.records


def unknown(
    name: str, vocabulary: Vocabulary, locale: Locale, finding: Finding | None = None
) -> UsageError:
    """There is no such task; near ones are named, or those that share the words."""
    said = finding.values if finding else {}
    called = str(said.get("id", name))
    near = str(said.get("near", "")) or ", ".join(vocabulary.near(clean(called)))
    if said.get("reason") == "several":
        return UsageError(locale.say("refused-several", name=repr(called), near=near))
    near = near or ", ".join(_alike(called, vocabulary))
    if near:
        return UsageError(locale.say("refused-near", name=repr(called), near=near))
    known = tuple(vocabulary.tasks) or ("…",)
    return UsageError(locale.say("refused-task", name=repr(called), first=known[0], last=known[-1]))


def _alike(called: str, vocabulary: Vocabulary) -> list[str]:
    """A few tasks whose titles hold the beginning of a word, or look like the text."""
    from difflib import get_close_matches  # not needed by whoever types well

    wanted = clean(called).casefold()
    titles = {task: clean(title).casefold() for task, title in vocabulary.titles.items()}
    found = [task for task, title in titles.items() if wanted and f" {wanted}" in f" {title}"]
    if not found:
        close = get_close_matches(wanted[:LONGEST_NAME], titles.values(), NEAREST)
        found = [task for task, title in titles.items() if title in close]
    return [_with_title(task, vocabulary) for task in found[:NEAREST]]


def _with_title(task: str, vocabulary: Vocabulary) -> str:
    title = vocabulary.titles[task]
    return task if title == task else f"{task} {title}"
