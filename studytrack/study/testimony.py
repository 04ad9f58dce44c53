"""Commits -> statements: every message read with the words of the study."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.fold.effect import Statement, Undoing
from studytrack.graph import Commit, author_day
from studytrack.records import Move, Question, Record, Source
from studytrack.terms import Finding
from studytrack.trailers import message, values
from studytrack.trailers.message import MOVE_KEY

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date, tzinfo

    from studytrack.trailers.vocabulary import Vocabulary


def statements(
    commits: Iterable[Commit],
    vocabulary: Vocabulary,
    people: Mapping[str, str],
    zone: tzinfo | None = None,
    emails: Collection[str] = (),
) -> list[Statement]:
    """What each commit says, in the order given.

    Args:
        commits: in the fold's order.
        vocabulary: the words that count.
        people: authors as .mailmap has them.
        zone: the time zone of dates; each author's own where None.
        emails: whose records count; everyone's where empty. What others revert is reverted.
    """
    commits = tuple(commits)
    vocabulary = _with_former(vocabulary, commits)
    found: list[Statement] = []
    silent: list[int] = []
    for commit in commits:
        author = people.get(commit.author, commit.author)
        day = author_day(commit.authored, zone)
        counts = heard(author, emails)
        for part in _parts(commit):
            silent += [len(found)] if part.trailers and not counts else []
            found.append(_statement(commit, part, vocabulary, author, day, heard=counts))
    authors = {people.get(commit.author, commit.author) for commit in commits}
    if silent and not any(heard(author, emails) for author in authors):
        found[silent[-1]] = _of_nobody(found[silent[-1]], emails)
    return found


def _of_nobody(last: Statement, emails: Iterable[str]) -> Statement:
    """The last of the statements that do not count, as the addresses are nobody's who said any."""
    values = {"emails": ", ".join(emails)}
    return last._replace(findings=(Finding("emails-unmatched", values, commit=last.commit),))


def _with_former(vocabulary: Vocabulary, commits: Iterable[Commit]) -> Vocabulary:
    """The words with the ids from which moves lead to today's: old commits speak of them."""
    moving = [one for one in commits if MOVE_KEY.encode() in one.message.lower()]
    former: dict[str, str] = {}
    for commit in reversed(moving):
        words = vocabulary.with_former(former) if former else vocabulary
        source = Source(commit.id)
        moves = [
            record
            for part in _parts(commit)
            for trailer in part.trailers
            for record in values.read(trailer, words, source, None).records
            if isinstance(record, Move)
        ]
        former |= {move.old: former.get(move.new, move.new) for move in moves}
    return vocabulary.with_former(former) if former else vocabulary


def heard(author: str, emails: Collection[str]) -> bool:
    """Whether an author's records count: everyone's do where no emails are given."""
    return not emails or _email(author) in {email.casefold() for email in emails}


def _parts(commit: Commit) -> tuple[message.Part, ...]:
    if commit.truncated:
        return (message.Part(findings=(message.invalid("Study-…", "size"),)),)
    return message.parts(commit.message, commit.encoding)


def _email(author: str) -> str:
    return author.rpartition("<")[2].rstrip(">").casefold()


def _statement(
    commit: Commit,
    part: message.Part,
    vocabulary: Vocabulary,
    author: str,
    day: date | None,
    *,
    heard: bool,
) -> Statement:
    source = Source(commit.id, None, author, commit.authored)
    records: list[Record] = []
    findings = [one._replace(commit=commit.id, line=None) for one in part.findings]
    findings += [
        Finding("trailer-suspect", {"value": suspect.text}, commit=commit.id)
        for suspect in part.suspects
    ]
    questions = 0
    for trailer in part.trailers:
        outcome = values.read(trailer, vocabulary, source, day)
        found = outcome.records
        if trailer.key.lower() == values.QUESTION_KEY:
            # Those that cannot be read count too, so that no number changes once they can.
            questions += 1
            found = _numbered(found, questions)
        records += found
        findings += outcome.findings
    if day is None and any(record.on is None for record in records):
        findings.append(Finding("date-invalid", {"value": commit.authored}, commit=commit.id))
    undoings = [Undoing(revert.commit, revert.mainline) for revert in part.reverts]
    undoings += [Undoing(target, void=True) for target in part.voids]
    return Statement(
        commit=commit.id,
        name=part.id or commit.id,
        records=tuple(records) if heard else (),
        undoings=tuple(undoings),
        findings=tuple(findings) if heard else (),
        merged_into=commit.parents[0] if len(commit.parents) > 1 else None,
    )


def _numbered(records: Iterable[Record], nth: int) -> tuple[Record, ...]:
    return tuple(one._replace(nth=nth) if isinstance(one, Question) else one for one in records)
