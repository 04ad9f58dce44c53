"""What a learner calls things: tasks, phases, times and days, as the study's trailers do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.errors import UsageError
from studytrack.records import Criterion, Question, Source, Start
from studytrack.trailers import values
from studytrack.trailers.composing import time_text
from studytrack.trailers.message import Trailer
from studytrack.trailers.vocabulary import (
    LONGEST_EFFORT,
    LONGEST_NAME,
    NEAREST,
    Vocabulary,
    clean,
    iso_date,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, timedelta

    from studytrack.records import Record
    from studytrack.terms import Finding

_NOBODY = Source(None)
_ANYTHING = "x"


def tasks(names: Iterable[str], vocabulary: Vocabulary) -> tuple[str, ...]:
    """The ids of tasks that are called by their ids, by lists and ranges of them, or by titles.

    Raises:
        UsageError: there is no such task, or more than one.

    Example:
        ``tasks(["3.1-3.3", "kv cache"], vocabulary)``
    """
    found: dict[str, None] = {}
    for name in names:
        records = _read("Study-Task", f"{name} start", name, vocabulary)
        own = [one.task for one in records if isinstance(one, Start)]
        if len(own) < len(records):
            raise _unknown(name, vocabulary)
        found |= dict.fromkeys(own)
    return tuple(found)


def about(name: str, vocabulary: Vocabulary) -> str | int:
    """The task, by its id, or the phase, by its number, that is called so.

    Raises:
        UsageError: there is no such task or phase, or more than one.
    """
    match _read("Study-Question", f"{name}: {_ANYTHING}", name, vocabulary):
        case (Question(about=whom, text=text),) if text == _ANYTHING:
            return whom
        case _:
            raise _unknown(name, vocabulary)


def phase(name: str, vocabulary: Vocabulary) -> int:
    """The number of the phase that is called so: ``2``, ``phase 2``.

    Raises:
        UsageError: there is no such phase.
    """
    trailer = Trailer("Study-Criterion", f"{name}: {_ANYTHING}")
    match values.read(trailer, vocabulary, _NOBODY, None).records:
        case (Criterion(phase=number, text=text),) if text == _ANYTHING:
            return number
        case _:
            raise UsageError(f"no phase is called {name!r}; see studytrack status")


def spent(text: str, vocabulary: Vocabulary) -> timedelta:
    """A time that somebody spent: ``2h30m``, ``2小时``.

    Raises:
        UsageError: it is none.
    """
    found = vocabulary.duration(clean(text))
    if found is None:
        longest = time_text(LONGEST_EFFORT)
        raise UsageError(f"{text!r} is no time spent, up to {longest}; write it as 2h30m")
    return found


def day(text: str, today: date) -> date:
    """A day that is not in the future.

    Raises:
        UsageError: it is, or it is no day.
    """
    found = iso_date(text.strip())
    if found is None:
        raise UsageError(f"{text!r} is no date; write it as {today.isoformat()}")
    if found > today:
        raise UsageError(f"{text} lies in the future, today is {today.isoformat()}")
    return found


def _read(key: str, value: str, name: str, vocabulary: Vocabulary) -> tuple[Record, ...]:
    outcome = values.read(Trailer(key, value), vocabulary, _NOBODY, None)
    for finding in outcome.findings:
        raise _unknown(name, vocabulary, finding)
    return outcome.records


def _unknown(name: str, vocabulary: Vocabulary, finding: Finding | None = None) -> UsageError:
    """There is no such task; near ones are named, or those that share the words."""
    said = finding.values if finding else {}
    called, reason = str(said.get("id", name)), said.get("reason")
    near = str(said.get("near", "")) or ", ".join(vocabulary.near(clean(called)))
    if reason == "several":
        return UsageError(f"several titles hold {called!r}: {near}; give the id, or a whole title")
    near = near or ", ".join(_alike(called, vocabulary))
    hint = f"did you mean {near}?" if near else _extent(vocabulary)
    return UsageError(f"no task is called {called!r}; {hint}")


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


def _extent(vocabulary: Vocabulary) -> str:
    """From which task to which the tracker goes, as no other command names them all."""
    known = tuple(vocabulary.tasks)
    return f"the tracker has {known[0]} to {known[-1]}" if known else "the tracker has no task"
