"""Values in a learner's words: statuses, days, hours, counts of problems."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING

from studytrack.patterns import pattern
from studytrack.terms import Effort, Severity, Status
from studytrack.values import hours_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from studytrack.locales import Locale
    from studytrack.logged import LoggedRecord
    from studytrack.model import Part, Phase, Problem, Total

SHORT = 12
"""Hex digits that name a commit, as many as GitHub's own pages never need."""

_ISO_DURATION = pattern(r"PT(?:([0-9]+)H)?(?:([0-9]+)M)?", re.ASCII)


def counted(locale: Locale, key: str, count: int, **values: object) -> str:
    """A phrase about a number of things."""
    return locale.say(f"{key}-one" if count == 1 else key, count=count, **values)


def status_text(locale: Locale, status: Status) -> str:
    """The locale's usual word; markers are the tracker's own, and may mean something else."""
    return locale.words[status][0]


def task_name(task: str, title: str) -> str:
    """A task's id and title, or the title that is its id."""
    return task if title in {"", task} else f"{task} {title}"


def days(locale: Locale, first: date | None, last: date | None) -> str:
    """A span of days; the year stands once where it is the same."""
    if first is None or first == last:
        return last.isoformat() if last else ""
    if last is None:
        return locale.say("since", first=first.isoformat())
    end = last.isoformat()[5:] if last.year == first.year else last.isoformat()
    return locale.say("span", first=first.isoformat(), last=end)


def done_of(locale: Locale, part: Part | Phase | Total) -> str:
    """How many tasks are done, of how many, and how many are skipped."""
    key = "done-and-skipped" if part.skipped else "done-of"
    return locale.say(key, done=part.done, total=part.total, skipped=part.skipped)


def confirmed_of(phase: Phase) -> str:
    """How many of a phase's completion criteria are confirmed; nothing where it has none."""
    return f"{phase.confirmed}/{len(phase.criteria)}" if phase.criteria else ""


def spent_of(actual: timedelta | None, estimate: Effort | None) -> str:
    """Hours spent, of the hours estimated."""
    spent = "-" if actual is None else hours_text(actual)
    if estimate is None:
        return "" if actual is None else spent
    return f"{spent} / {effort(estimate)}"


def effort(estimate: Effort) -> str:
    """An estimate in hours: a number, or a range."""
    low, high = hours_text(estimate.low), hours_text(estimate.high)
    return low if low == high else f"{low}-{high}"


def value_text(locale: Locale, value: str) -> str:
    """A value in JSON's form as people say it: hours for a duration, else as it is."""
    match = _ISO_DURATION.fullmatch(value)
    if match is None or len(value) > SHORT:
        return value
    spent = timedelta(hours=int(match[1] or 0), minutes=int(match[2] or 0))
    return locale.say("hours", hours=hours_text(spent))


def commit_text(commit: str) -> str:
    """A commit's short id."""
    return commit[:SHORT]


def problem_counts(locale: Locale, problems: Iterable[Problem]) -> str:
    """How many problems there are of each severity, the worst first; empty without any."""
    counts = Counter(problem.severity for problem in problems)
    return locale.say("and").join(
        counted(locale, f"{severity.value}s", counts[severity])
        for severity in Severity
        if counts[severity]
    )


def author_text(record: LoggedRecord) -> str:
    """An author's name without the address, unless there is nothing else."""
    return record.author.partition(" <")[0].strip() or record.author


Sources = frozenset[tuple[str | None, str]]
"""The commits and texts of some records."""


def sources(records: Iterable[LoggedRecord]) -> Sources:
    """Where the records come from."""
    return frozenset((record.commit, record.text) for record in records)


def undone(locale: Locale, record: LoggedRecord, among: Sources) -> str:
    """Why a record has no effect; empty where it has.

    The commit behind that has the same record, or else took this one back.
    """
    if record.effective:
        return ""
    if record.undone_by is None:
        return locale.say("uncounted")
    key = "repeats" if (record.undone_by, record.text) in among else "taken-back"
    return locale.say(key, commit=commit_text(record.undone_by))
