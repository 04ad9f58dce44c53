"""Records -> questions with their answers, and the answers to questions that nobody asked."""

from __future__ import annotations

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

NEAREST = 3
"""Names that are suggested where one is not known."""


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
    known: list[Asking] = []
    answers: list[tuple[Answer, Entry]] = []
    for entry in entries:
        record = entry.record
        if isinstance(record, Question):
            known.append(Asking(record, entry))
        elif isinstance(record, Answer) and entry.effective:
            answers.append((record, entry))
    names = directory(known)
    given, lost = _assigned([one for one, _ in answers], known, names)
    questions = tuple(
        _question(one.question, names.name(at), given.get(at, ()))
        for at, one in enumerate(known)
        if one.entry.effective
    )
    return Asked(questions, tuple(_unknown(one, known, names) for one in lost))


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


def _unknown(answer: Answer, known: Sequence[Asking], names: Directory) -> Finding:
    several = names.found(answer.question)
    meant = sorted(at for at in several if at is not None)
    near = list(_names(meant, names)) or _near(answer, known, names)
    values = {
        "value": clipped(answer.source.text),
        "name": answer.question,
        "near": ", ".join(near),
        "reason": "question-several" if several else "question-none",
    }
    return Finding("question-unknown", values, commit=answer.source.commit)


def _near(answer: Answer, known: Sequence[Asking], names: Directory) -> Sequence[str]:
    """What may be meant: what is spelt alike, else what the same commit asks."""
    from difflib import get_close_matches  # not needed by whoever types well

    counting = [at for at, one in enumerate(known) if one.entry.effective]
    called = list(_names(counting, names))
    beside = (at for at in counting if known[at].question.source.commit == answer.source.commit)
    return get_close_matches(answer.question, called, NEAREST) or list(_names(beside, names))


def _names(places: Iterable[int], names: Directory) -> Iterator[str]:
    return (name for at in places if (name := names.name(at)) is not None)
