"""What was edited by hand, and is not committed yet, of tasks that nothing was recorded of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.fold.settle import HAND_EDITABLE, Contradiction, may_stand
from studytrack.tracker.rereading import Versions
from studytrack.tracker.stated import stated

if TYPE_CHECKING:
    from studytrack.study.pipeline import Request, Result


def first_edits(request: Request, result: Result) -> tuple[Contradiction, ...]:
    """The edits, each with what the last commit has in its place.

    Without a record what a task says is true, so that no check asks for one; but who edits it,
    and wants that recorded, means these.
    """
    tracker, repository = result.tracker, request.repository
    data = repository.blob(request.head, request.path) if request.head else None
    text = (data or b"").decode("utf-8", "replace")
    if data is None or text == tracker.text:
        return ()
    before = Versions(tracker).stated(text)
    found = []
    for key, said in stated(tracker).items():
        scope, name = key
        if name not in HAND_EDITABLE or not isinstance(scope, str) or _is_recorded(scope, result):
            continue
        if key in before and before[key] != said and may_stand(said, ()):
            found.append(Contradiction(key, said, before[key], frozenset(), ()))
    return tuple(found)


def _is_recorded(task: str, result: Result) -> bool:
    account = result.folded.tasks.get(task)
    return account is not None and any(account.behind.values())
