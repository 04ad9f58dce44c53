"""Records -> questions with their answers, and the answers to questions that nobody asked."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from studytrack.records import Answer, Question
from studytrack.remarks import model
from studytrack.remarks.naming import Asking, Directory, directory
from studytrack.terms import Finding
from studytrack.trailers.message import clipped
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from studytrack.fold.effect import Entry
    from studytrack.remarks.naming import Call

NEAREST, NEIGHBOURS = 3, 12
"""Names that are suggested where one is not known, and those to each side that may be."""


class Calls(NamedTuple):
    """What the questions that count go by, in the fold's order.

    Attributes:
        names: which question goes by what.
        counting: what each goes by; there is nothing for those of no commit.
    """

    names: Directory
    counting: tuple[Call, ...]

    def meant(self, name: str) -> tuple[Call, ...]:
        """The questions that a name may mean: ``1a2b3c4``, ``1a2b3c4.2``."""
        places = sorted(at for at in self.names.found(name) if at is not None)
        return tuple(call for at in places if (call := self.names.calls[at]) is not None)


class Asked(NamedTuple):
    """The questions that count, in the fold's order, and what is wrong with answers."""

    questions: tuple[model.Question, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def open(self) -> tuple[model.Question, ...]:
        """Those that nothing answers."""
        return tuple(one for one in self.questions if one.open)


def asked(entries: Iterable[Entry]) -> Asked:
    """The questions and answers among the records.

    An answer to a question that was taken back says nothing. One to a question that nobody asked
    is a problem, until the same words answer one that somebody did.

    Args:
        entries: all records, in the fold's order.
    """
    known, answers = _told(entries)
    names = directory(known)
    given, lost = _assigned((one for one, counts in answers if counts), known, names)
    questions = tuple(
        _question(one.question, names.name(at), given.get(at, ()))
        for at, one in enumerate(known)
        if one.entry.effective
    )
    return Asked(questions, tuple(_unknown(lost, known, names)))


def calls(entries: Iterable[Entry]) -> Calls:
    """What questions are called, for an answer that is still to be given."""
    known, _ = _told(entries)
    names = directory(known)
    own = zip(known, names.calls, strict=True)
    counting = tuple(call for one, call in own if call is not None and one.entry.effective)
    return Calls(names, counting)


def answered(entries: Iterable[Entry]) -> Mapping[Answer, str | int]:
    """The task or phase that each answer is about, whether it counts or not."""
    known, answers = _told(entries)
    given, _ = _assigned((one for one, _ in answers), known, directory(known))
    return {one: known[at].question.about for at, own in given.items() for one in own}


def _told(entries: Iterable[Entry]) -> tuple[list[Asking], list[tuple[Answer, bool]]]:
    """The questions, and the answers with whether they count."""
    known: list[Asking] = []
    answers: list[tuple[Answer, bool]] = []
    for entry in entries:
        record = entry.record
        if isinstance(record, Question):
            known.append(Asking(record, entry))
        elif isinstance(record, Answer):
            answers.append((record, entry.effective))
    return known, answers


def _assigned(
    answers: Iterable[Answer], known: Sequence[Asking], names: Directory
) -> tuple[Mapping[int, Sequence[Answer]], Sequence[Answer]]:
    """The answers to each question, by its place; and those to none, or to one of several."""
    noted = {(one.question.source.path, one.question.text): at for at, one in enumerate(known)}
    given: dict[int, list[Answer]] = {}
    lost: list[Answer] = []
    for answer in answers:
        path = answer.source.path
        if path is None:
            found = names.found(answer.question)
        else:
            found = {noted.get((path, answer.question))}
        if len(found) != 1:
            lost.append(answer)
            continue
        (at,) = found
        if at is not None:
            given.setdefault(at, []).append(answer)
    said = {answer.text for own in given.values() for answer in own}
    return given, [answer for answer in lost if answer.text not in said]


def _question(record: Question, name: str | None, answers: Iterable[Answer]) -> model.Question:
    replies = tuple(model.Answer.of(**model.said(one), text=one.text) for one in answers)
    return model.Question.of(
        **model.said_of(record), name=name, text=record.text, answers=replies, open=not replies
    )


def _unknown(
    lost: Sequence[Answer], known: Sequence[Asking], names: Directory
) -> Iterator[Finding]:
    """The problem of each answer to no question, or to one of several."""
    counting = [at for at, one in enumerate(known) if one.entry.effective] if lost else []
    called = sorted(_names(counting, names))
    beside: dict[str | None, list[int]] = {}
    for at in counting:
        beside.setdefault(known[at].question.source.commit, []).append(at)
    for answer in lost:
        several = names.found(answer.question)
        commit = answer.source.commit
        meant = sorted(at for at in several if at is not None) or beside.get(commit, [])
        near = _alike(answer.question, called) if not several else ()
        values = {
            "value": clipped(answer.source.text),
            "name": answer.question,
            "near": ", ".join(near or _names(meant[:NEAREST], names)),
            "reason": "question-several" if several else "question-none",
        }
        yield Finding("question-unknown", values, commit=commit)


def _alike(name: str, called: Sequence[str]) -> Sequence[str]:
    """Names that are spelt alike, among the neighbours in their order: others take too long."""
    from difflib import get_close_matches  # not needed by whoever types well

    place = bisect_left(called, name)
    neighbours = called[max(0, place - NEIGHBOURS) : place + NEIGHBOURS]
    return get_close_matches(name, neighbours, NEAREST)


def _names(places: Iterable[int], names: Directory) -> Iterator[str]:
    return (name for at in places if (name := names.name(at)) is not None)
