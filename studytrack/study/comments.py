"""The comments in a repository's code that speak of a study's tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.remarks.comments import WORD, annotation
from studytrack.study.gathering import Request, tracker_of
from studytrack.tracker.trailer_words import vocabulary_of

if TYPE_CHECKING:
    from studytrack.remarks.model import Annotation


def comments(request: Request) -> tuple[Annotation, ...]:
    """Every such comment in the files of the whole repository, by path and line.

    Raises:
        TrackerError: the tracker cannot be read.
        HistoryError: a file is left out of this clone.
    """
    found = request.repository.lines_with(WORD, request.head if request.at else None)
    if not found:
        return ()
    vocabulary = vocabulary_of(tracker_of(request))
    read = (annotation(one.path, one.line, one.text, vocabulary) for one in found)
    return tuple(one for one in read if one is not None)
