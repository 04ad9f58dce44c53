"""What a note says of its task: a file's name and front matter into records.

Each key is a record of the commit that gave it its present value, so that mending a typo
re-dates nothing; explicit dates win over the commits' days.
"""

from __future__ import annotations

import re
import unicodedata
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from studytrack.notes.front_matter import FrontMatter, front_matter, invalid
from studytrack.notes.remarks import ANSWERS, QUESTIONS, REFERENCES, answer_of, listed
from studytrack.patterns import pattern
from studytrack.records import (
    Answer,
    Done,
    NoteFile,
    NoteStarted,
    Question,
    Record,
    Reference,
    Reset,
    Skip,
    Source,
    Start,
    Takeaway,
    Time,
)
from studytrack.terms import Finding, Status
from studytrack.trailers.vocabulary import (
    Verb,
    Vocabulary,
    clean,
    ends_word,
    has_controls,
    has_invisible,
    iso_date,
)
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Generator, Iterator, Mapping
    from datetime import date

__all__ = [
    "KEYS",
    "FrontMatter",
    "NoteReading",
    "Origin",
    "Origins",
    "front_matter",
    "may_be_note",
    "read_note",
    "task_of",
    "told_task",
]

_Value = TypeVar("_Value")

KEYS = ("task", "status", "started", "finished", "time", "summary")

_NAME = pattern(r"(?P<stem>.+)\.(?:md|markdown)", re.IGNORECASE | re.DOTALL)
_README = pattern(r"readme(?:[._-].*)?", re.IGNORECASE | re.DOTALL)
_DAY = pattern(r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ][0-9:.]{5,15}(?:Z|[+-][0-9:]{4,6})?)?")
_STATUSES: Mapping[str, Status] = MappingProxyType({status.value: status for status in Status})
_MEANT: Mapping[Verb, Status] = MappingProxyType(
    {
        Verb.START: Status.IN_PROGRESS,
        Verb.REOPEN: Status.IN_PROGRESS,
        Verb.DONE: Status.DONE,
        Verb.SKIP: Status.SKIPPED,
        Verb.RESET: Status.NOT_STARTED,
    }
)


class Origin(NamedTuple):
    """The commit that gave a note, or a key of it, what it has; no day where none can be told.

    ``nth`` tells, of an item of a list, which of the items it is that the commit gave.
    """

    source: Source
    day: date | None
    nth: int = 1


class Origins(NamedTuple):
    """Where a note is from: the commit that added it, and for each key the one of its value.

    Of a key that lists remarks it is one commit for each item.
    """

    added: Origin
    keys: Mapping[str, Origin] = MappingProxyType({})
    items: Mapping[tuple[str, str], Origin] = MappingProxyType({})

    def of(self, key: str) -> Origin:
        """The commit that gave the key its present value, or that of the file."""
        return self.keys.get(key, self.added)

    def of_item(self, key: str, text: str) -> Origin:
        """The commit that gave the key this item, or that of the file."""
        return self.items.get((key, text), self.added)


class NoteReading(NamedTuple):
    """What a note gives: its task, the records, and findings for what it fails to say."""

    task: str | None = None
    records: tuple[Record, ...] = ()
    findings: tuple[Finding, ...] = ()


def may_be_note(filename: str) -> bool:
    """Whether a file can be a note by its name: Markdown that is no README."""
    return bool(_stem(filename))


def told_task(found: FrontMatter, vocabulary: Vocabulary) -> str | None:
    """The task of the study that a note's front matter names; None without one."""
    named = found.values.get("task")
    return None if named is None or has_invisible(named) else vocabulary.task(clean(named))


def task_of(filename: str, ids: Container[str]) -> str | None:
    """The task whose id the file's name begins with, the longest first.

    Args:
        filename: a name or a path; only Markdown files that are no README are notes.
        ids: the tracker's ids.

    Example:
        ``task_of("phase3/3.4-kv-cache.md", {"3.4"}) == "3.4"``
    """
    named = _stem(filename)
    for form in ("NFC", "NFD") if named else ():
        stem = unicodedata.normalize(form, named)
        for end in range(len(stem), 0, -1):
            if stem[:end] in ids and ends_word(stem, end):
                return stem[:end]
    return None


def _stem(filename: str) -> str:
    """A name without its ending; nothing for a README, and for what is no Markdown."""
    match = _NAME.fullmatch(filename.rpartition("/")[2])
    return "" if match is None or _README.fullmatch(match["stem"]) else match["stem"]


def read_note(
    found: FrontMatter,
    task: str | None,
    path: str,
    origins: Origins,
    vocabulary: Vocabulary,
) -> NoteReading:
    """The records of a note.

    Args:
        found: its front matter.
        task: the task that its name, or the row that links to it, gives.
        path: where it lies, from the repository's root.
        origins: the commits behind it; their sources have commit None and no day where the
            note is not committed.
        vocabulary: the words of the study.

    Returns:
        Without a task, no record. A key that cannot be read is a finding, and the other keys
        count nevertheless.

    Example:
        ``read_note(front_matter(data), "3.4", path, Origins(added), vocabulary).records``
    """
    findings = [finding._replace(path=path) for finding in found.findings]
    named = found.values.get("task")
    if named is not None:
        task = told_task(found, vocabulary)
        if task is None:
            near = ", ".join(vocabulary.near(clean(named)))
            values = {
                "value": f"task: {named}",
                "id": named,
                "near": near,
                "reason": "unknown-note",
            }
            commit = origins.of("task").source.commit
            unknown = Finding("task-unknown", values, path, commit=commit)
            return NoteReading(None, (), (*findings, unknown))
    if task is None:
        return NoteReading(None, (), tuple(findings))
    note = _Note(found, task, path, origins, vocabulary)
    read = list(note.read())
    records = tuple(item for item in read if not isinstance(item, Finding))
    findings += [item for item in read if isinstance(item, Finding)]
    return NoteReading(task, records, tuple(findings))


class _Note(NamedTuple):
    """A note of a known task."""

    found: FrontMatter
    task: str
    path: str
    origins: Origins
    vocabulary: Vocabulary

    def read(self) -> Iterator[Record | Finding]:
        """Its records and what is wrong with it."""
        for key in KEYS:
            if key in self.found.lists:
                yield self._bad(key, "type")
        status = yield from self._value("status", self._status, "status")
        started = yield from self._value("started", _day, "date")
        finished = yield from self._value("finished", _day, "date")
        spent = yield from self._value("time", self.vocabulary.duration, "duration")
        summary = yield from self._value("summary", clean, "characters")
        if started and status is Status.NOT_STARTED:
            yield self._bad("started", "contradiction")
            started = None
        if finished and status not in {None, Status.DONE}:
            yield self._bad("finished", "contradiction")
        yield NoteFile(
            self.task,
            self.origins.added.source._replace(path=self.path, text=self.path),
            None if started else self.origins.added.day,
        )
        if started:
            yield NoteStarted(self.task, self._source_of("started"), started)
        yield from self._standing(status, started, finished, summary)
        if spent:
            day = None if started else self._day("time")
            yield Time(self.task, self._source_of("time"), day, spent)
        if summary and status is not Status.SKIPPED:
            yield Takeaway(self.task, self._source_of("summary"), self._day("summary"), summary)
        yield from self._questions()
        yield from self._references()

    def _questions(self) -> Iterator[Record | Finding]:
        """What the note asks, and what it answers itself."""
        items, findings = listed(self.found, QUESTIONS)
        for item in items:
            origin = self.origins.of_item(QUESTIONS, item.text)
            source = self._said(origin, QUESTIONS, item.text)
            yield Question(self.task, source, origin.day, item.text, origin.nth)
            if item.more:
                origin = self.origins.of_item(ANSWERS, answer_of(item))
                source = self._said(origin, "answer", item.more)
                yield Answer(item.text, source, origin.day, item.more)
        yield from map(self._placed, findings)

    def _references(self) -> Iterator[Record | Finding]:
        items, findings = listed(self.found, REFERENCES)
        for item in items:
            origin = self.origins.of_item(REFERENCES, item.text)
            source = self._said(origin, REFERENCES, f"{item.text} {item.more}".rstrip())
            yield Reference(self.task, source, origin.day, item.text, item.more)
        yield from map(self._placed, findings)

    def _said(self, origin: Origin, key: str, text: str) -> Source:
        return origin.source._replace(path=self.path, text=f"{key}: {text}")

    def _standing(
        self,
        status: Status | None,
        started: date | None,
        finished: date | None,
        summary: str | None,
    ) -> Iterator[Record | Finding]:
        """Where the task stands; a finish that nothing contradicts says that it is done."""
        source, day = self._source_of("status"), self._day("status")
        match status:
            case Status.DONE:
                yield Done(self.task, source, finished or day)
            case Status.IN_PROGRESS:
                yield Start(self.task, source, started or day)
            case Status.NOT_STARTED:
                yield Reset(self.task, source, day)
            case Status.SKIPPED if summary:
                yield Skip(self.task, source, day, summary)
            case Status.SKIPPED:
                values = {"value": source.text, "task": self.task}
                yield Finding(
                    "skip-without-reason", values, self.path, commit=source.commit, task=self.task
                )
            case None if finished and "status" not in self.found.values:
                yield Done(self.task, self._source_of("finished"), finished)
            case None:
                pass

    def _value(
        self, key: str, parse: Callable[[str], _Value | None], reason: str
    ) -> Generator[Finding, None, _Value | None]:
        """The parsed value of a key, None without one; a finding if it does not parse."""
        text = self.found.values.get(key)
        if text is None:
            return None
        value = None if has_controls(" ".join(text.split())) else parse(text)
        if value is None:
            yield self._bad(key, reason)
        return value

    def _status(self, text: str) -> Status | None:
        word = clean(text)
        verb = self.vocabulary.verb(word)
        return _STATUSES.get(word.casefold()) or (_MEANT[verb] if verb else None)

    def _bad(self, key: str, reason: str) -> Finding:
        commit = self.origins.of(key).source.commit
        found = invalid(key, self.found.values.get(key, ""), reason)
        return self._placed(found)._replace(commit=commit)

    def _placed(self, finding: Finding) -> Finding:
        return finding._replace(path=self.path, task=self.task)

    def _day(self, key: str) -> date | None:
        return self.origins.of(key).day

    def _source_of(self, key: str) -> Source:
        text = f"{key}: {clean(self.found.values.get(key, ''))}"
        return self.origins.of(key).source._replace(path=self.path, text=text)


def _day(text: str) -> date | None:
    """An ISO date, or the date of an ISO time as it is written."""
    match = _DAY.fullmatch(text)
    return iso_date(match["day"]) if match else None
