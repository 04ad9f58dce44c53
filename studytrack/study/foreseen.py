"""What the tracker will say once a commit is made, so that it can be a part of that commit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack import files
from studytrack.errors import UsageError
from studytrack.graph import Commit
from studytrack.study import documents
from studytrack.study.pipeline import run
from studytrack.study.rewritten import Rewritten
from studytrack.trailers import drafting
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from studytrack.model import Change
    from studytrack.study.footing import Footing
    from studytrack.study.new_notes import NewNote
    from studytrack.study.pipeline import Request
    from studytrack.trailers.message import Trailer

_NO_COMMIT = "f"
"""A digit: an id of nothing else belongs to no commit."""


class Foreseen(NamedTuple):
    """What a commit makes of the study.

    Attributes:
        files: those that get another text, the tracker first.
        changes: the values of the tracker that differ.
    """

    files: tuple[Rewritten, ...] = ()
    changes: tuple[Change, ...] = ()


NOTHING = Foreseen()
"""What a commit makes of a study whose tracker is left to be reconciled later."""


def foreseen(
    request: Request, base: Footing, trailers: Sequence[Trailer], notes: Sequence[NewNote]
) -> Foreseen:
    """The study as it will be: the commit is read as if it were there already.

    Files beside the tracker that have changes of the learner's, not staged yet, are left out.

    Raises:
        UsageError: the tracker is staged in part, and all of it would be committed.
    """
    coming = Commit(
        _NO_COMMIT * len(base.head.id),
        (base.head.id,),
        *base.author,
        base.head.committed,
        drafting.drafted("x", trailers),
    )
    drafts = {note.path: note.text.encode() for note in notes if not note.ignored}
    then = request._replace(coming=coming, drafts=drafts, ahead=None)
    result = run(then)
    path = files.real_path(request.repository.root, request.path)
    blocks = result.filled.changes
    tracker = Rewritten(path, result.tracker.text, result.written.text, blocks)
    others = documents.others(then, result.scene).files
    changed = [file for file in (tracker, *_whole(others, request)) if file.text != file.before]
    if tracker in changed:
        _refuse_split(path, request)
    return Foreseen(tuple(changed), result.written.changes)


def edited_tracker(request: Request) -> tuple[str, ...]:
    """The tracker's path, where it has edits that are not staged; else nothing.

    Raises:
        UsageError: it is staged in part, and all of it would be committed.
    """
    path = files.real_path(request.repository.root, request.path)
    _refuse_split(path, request)
    return (path,) if request.repository.is_changed(path) else ()


def _refuse_split(path: str, request: Request) -> None:
    if request.repository.is_split(path):
        raise UsageError(
            f"{path} is staged in part, and all of it would be committed; stage the rest with "
            "git add, or unstage it with git restore --staged"
        )


def _whole(found: Sequence[Rewritten], request: Request) -> Iterator[Rewritten]:
    for file in found:
        if not request.repository.is_changed(file.path):
            yield file
