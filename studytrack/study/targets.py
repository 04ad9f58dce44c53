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
    from studytrack.locales import Locale
    from studytrack.model import Phase
    from studytrack.remarks.naming import Call

_NAME = pattern(r"[0-9a-f]{4,64}(?:\.[1-9][0-9]{0,3})?")
_LATEST = 3
"""Questions that are named where none goes by a name."""


def voidable(commit: Commit, graph: Graph, entries: Sequence[Entry], locale: Locale) -> str:
    """The digits that name a commit whose records can be taken back.

    Raises:
        UsageError: it has none, or they are taken back already.
    """
    name = commit_text(commit.id)
    if commit.id not in graph:
        raise UsageError(locale.say("refused-outside", commit=name))
    said = parts(commit.message, commit.encoding)
    if not any(part.size for part in said):
        raise UsageError(locale.say("refused-nothing", commit=name))
    undone = [one.undone_by for one in entries if one.record.source.commit == commit.id]
    if undone and all(undone):
        by = commit_text(undone[-1] or "")
        raise UsageError(locale.say("refused-void", commit=name, by=by))
    return _digits(commit.id, graph)


def question(name: str, graph: Graph, entries: Sequence[Entry], locale: Locale) -> str:
    """The whole name of a question: enough digits of its commit, and which one of it.

    Raises:
        UsageError: there is no such question, or more than one.
    """
    wanted = _NAME.fullmatch(name.strip().lower())
    called = calls(entries)
    found = called.meant(wanted[0]) if wanted else ()
    if len(found) != 1:
        known = ", ".join(_name(one, graph) for one in called.counting[-_LATEST:])
        near = locale.say("refused-questions", names=known) if known else ""
        key = "refused-question-several" if found else "refused-question"
        raise UsageError(locale.say(key, name=repr(name), near=near))
    return _name(found[0], graph)


def criterion(phase: Phase, words: str, locale: Locale) -> str:
    """The criterion that some words of it mean, as it is stated.

    Raises:
        UsageError: there is none, or more than one; or it is met already.
    """
    meant = criterion_of([one.text for one in phase.criteria], words)
    if meant.text is None:
        near = "; ".join(repr(one) for one in meant.near)
        hint = locale.say("refused-words" if near else "refused-unstated", near=near)
        key = "refused-criterion-several" if meant.several else "refused-criterion"
        raise UsageError(locale.say(key, phase=phase.number, words=repr(words), hint=hint))
    for one in phase.criteria:
        if one.text == meant.text and one.confirmed:
            when = locale.say("refused-since", day=one.on) if one.on else ""
            raise UsageError(locale.say("refused-met", text=repr(one.text), since=when))
    return meant.text


def _name(call: Call, graph: Graph) -> str:
    return _digits(call.commit, graph) + (f".{call.number}" if call.number > 1 else "")


def _digits(commit: str, graph: Graph) -> str:
    """Enough of a commit's id to tell it from all others that were read."""
    digits = SHORT
    while len(graph.resolve(commit[:digits])) > 1:
        digits += 1
    return commit[:digits]
