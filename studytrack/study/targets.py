"""What a new record is about: the commit that is voided, the question, the criterion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.errors import UsageError
from studytrack.fold.criteria import criterion_of
from studytrack.patterns import pattern
from studytrack.phrases import SHORT, commit_text
from studytrack.remarks.asking import calls
from studytrack.trailers.message import parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studytrack.fold.effect import Entry
    from studytrack.graph import Commit, Graph
    from studytrack.model import Phase
    from studytrack.remarks.naming import Call

_NAME = pattern(r"[0-9a-f]{4,64}(?:\.[1-9][0-9]{0,3})?")
_LATEST = 3
"""Questions that are named where none goes by a name."""


def voidable(commit: Commit, graph: Graph, entries: Sequence[Entry]) -> str:
    """The digits that name a commit whose records can be taken back.

    Raises:
        UsageError: it has none, or they are taken back already.
    """
    name = commit_text(commit.id)
    if commit.id not in graph:
        raise UsageError(f"{name} is not among the commits whose records count")
    said = parts(commit.message, commit.encoding)
    if not any(map(len, said)):
        raise UsageError(f"{name} records nothing that could be taken back; see studytrack log")
    undone = [one.undone_by for one in entries if one.record.source.commit == commit.id]
    if undone and all(undone):
        raise UsageError(f"{name} is taken back already, by {commit_text(undone[-1] or '')}")
    return _digits(commit.id, graph)


def question(name: str, graph: Graph, entries: Sequence[Entry]) -> str:
    """The whole name of a question: enough digits of its commit, and which one of it.

    Raises:
        UsageError: there is no such question, or more than one.
    """
    wanted = _NAME.fullmatch(name.strip().lower())
    called = calls(entries)
    found = called.meant(wanted[0]) if wanted else ()
    if len(found) != 1:
        known = ", ".join(_name(one, graph) for one in called.counting[-_LATEST:])
        many = "more than one question begins like" if found else "there is no question"
        raise UsageError(f"{many} {name!r}" + (f"; there are {known}" if known else ""))
    return _name(found[0], graph)


def criterion(phase: Phase, words: str) -> str:
    """The criterion that some words of it mean, as it is stated.

    Raises:
        UsageError: there is none, or more than one; or it is met already.
    """
    meant = criterion_of([one.text for one in phase.criteria], words)
    if meant.text is None:
        near = "; ".join(repr(one) for one in meant.near)
        hint = f"give more of the words of one of these: {near}" if near else "it states none"
        many = "more than one criterion" if meant.several else "no criterion"
        raise UsageError(f"{many} of phase {phase.number} begins with {words!r}; {hint}")
    for one in phase.criteria:
        if one.text == meant.text and one.confirmed:
            when = f", since {one.on}" if one.on else ""
            raise UsageError(f"{one.text!r} is met already{when}")
    return meant.text


def _name(call: Call, graph: Graph) -> str:
    return _digits(call.commit, graph) + (f".{call.number}" if call.number > 1 else "")


def _digits(commit: str, graph: Graph) -> str:
    """Enough of a commit's id to tell it from all others that were read."""
    digits = SHORT
    while len(graph.resolve(commit[:digits])) > 1:
        digits += 1
    return commit[:digits]
