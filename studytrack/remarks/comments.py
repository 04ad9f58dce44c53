"""Comments in code that speak of a task: ``# STUDY 3.4: why lock here?``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.patterns import pattern
from studytrack.remarks.model import Annotation
from studytrack.trailers.subjects import RefusedError, phase_at, task_at
from studytrack.trailers.vocabulary import clean, has_controls

if TYPE_CHECKING:
    from studytrack.trailers.vocabulary import Vocabulary

WORD = "STUDY"
"""What stands between the mark of a comment and the task's id, in capitals."""

_BEGIN = pattern(
    # What begins a comment; a quote or a star does so only at the start of a line.
    rf"(?:^\s*[\"'*]{{1,3}}|#|//|--|;|/\*|<!--|%|\{{-|\(\*)[#/!*;%-]{{0,3}}[ \t]*{WORD}[ \t]+"
)
_END = pattern(r"\s*(?:\*/|-->|\*\)|-\}|\"\"\"|''')\s*\Z")
_COLON = pattern(r" ?[:：] ?")
_LIKE_AN_ID = pattern(r"(?=[^ :：]{0,40}[0-9])[^ :：]{1,40}(?= ?[:：])")


def annotation(path: str, line: int, text: str, vocabulary: Vocabulary) -> Annotation | None:
    """What a line of a file remarks of a task or a phase; None for any other line.

    Args:
        path: the file's, from the repository's root.
        line: the line's number, from 1.
        text: the whole line.
        vocabulary: the tasks and phases of the study.

    Example:
        ``annotation("a.py", 7, "lock()  # STUDY 3.4: why?", vocabulary).task == "3.4"``
    """
    begin = _BEGIN.search(text)
    if begin is None:
        return None
    said = clean(_END.sub("", text[begin.end() :]))
    of = _about(said, vocabulary)
    colon = _COLON.match(said, of[1]) if of else None
    if of is None or colon is None or colon.end() == len(said) or has_controls(said):
        return None
    about, _, known = of
    in_task = isinstance(about, str)
    return Annotation.of(
        task=about if in_task else None,
        phase=None if in_task else about,
        text=said[colon.end() :],
        path=path,
        line=line,
        known=known,
    )


def _about(said: str, vocabulary: Vocabulary) -> tuple[str | int, int, bool] | None:
    """The task or phase that a text begins with, the offset behind it, and whether it is known."""
    try:
        task, phase = task_at(said, vocabulary), phase_at(said, vocabulary)
    except RefusedError:  # it holds characters that nobody sees
        return None
    if task is not None:
        return task.value, task.end, True
    if phase is not None and phase.value in vocabulary.phases:
        return phase.value, phase.end, True
    like = _LIKE_AN_ID.match(said)
    return (like[0], like.end(), False) if like else None
