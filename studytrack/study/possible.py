"""What can be said of a task as it stands: the rest is refused before anything is touched."""

from __future__ import annotations

import shlex
from types import MappingProxyType
from typing import TYPE_CHECKING

from studytrack.terms import Status
from studytrack.trailers.sayings import Referring
from studytrack.trailers.vocabulary import Verb, clean, has_controls

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import date

    from studytrack.model import Task
    from studytrack.trailers.sayings import Doing, Saying

_LONGEST_SHOWN = 200
_AGAIN = "to take it up again, say studytrack reopen {name}"
_REFUSED: Mapping[tuple[Verb, Status], str] = MappingProxyType(
    {
        (Verb.START, Status.IN_PROGRESS): "{id} is in progress already, since {started}; "
        "an earlier day can be given with --date, time with studytrack time {name} 1h",
        (Verb.START, Status.DONE): "{id} is done; " + _AGAIN,
        (Verb.START, Status.SKIPPED): "{id} is skipped; " + _AGAIN,
        (Verb.DONE, Status.DONE): "{id} is done already, since {finished}; another day can be "
        "given with --date, time with studytrack time {name} 1h, a takeaway with "
        "studytrack note {name}; " + _AGAIN,
        (Verb.SKIP, Status.DONE): "{id} is done; " + _AGAIN,
        (Verb.SKIP, Status.SKIPPED): "{id} is skipped already; " + _AGAIN,
        (Verb.REOPEN, Status.NOT_STARTED): "{id} is not started; say studytrack start {name}",
        (Verb.REOPEN, Status.IN_PROGRESS): "{id} is in progress as it is",
        (Verb.RESET, Status.NOT_STARTED): "{id} is not started as it is",
    }
)


def refusals(doing: Doing, tasks: Mapping[str, Task], edited: Collection[str]) -> Iterator[str]:
    """Why something cannot be done with tasks, and what can; nothing where it can.

    Args:
        doing: what is to be recorded.
        tasks: every task as it stands, by its id.
        edited: the tasks that were edited by hand; what they say is not recorded yet.
    """
    if doing.verb is Verb.SKIP and not doing.text:
        yield f"why is {', '.join(doing.tasks)} skipped? Give the reason with -m"
    if doing.spent is not None and len(doing.tasks) > 1:
        yield "a time belongs to one task; say studytrack time for each"
    for task in (tasks[one] for one in doing.tasks):
        refused = _REFUSED.get((doing.verb, task.status))
        if refused and task.id not in edited and not _corrects(doing, task):
            yield refused.format(
                id=task.id,
                name=shlex.quote(task.id),
                started=_day(task.started),
                finished=_day(task.finished),
            )


def _corrects(doing: Doing, task: Task) -> bool:
    """Whether it says another day of what is true already: of starts the earliest counts."""
    match doing.verb, task.status:
        case Verb.START, Status.IN_PROGRESS:
            known = task.started
            return known is None or (doing.on is not None and doing.on < known)
        case Verb.DONE, Status.DONE:
            return doing.on is not None and doing.on != task.finished
        case _:
            return False


def _day(day: date | None) -> str:
    return "a day that is not known" if day is None else day.isoformat()


def unsayable(saying: Saying) -> str:
    """Why a trailer cannot say something, and what can be done."""
    text = saying.title if isinstance(saying, Referring) else getattr(saying, "text", "")
    if isinstance(saying, Referring) and len(clean(saying.target).split(" ")) > 1:
        return f"{clean(saying.target)!r} is no address: it has blanks; write %20 for each"
    if not clean(text) and not isinstance(saying, Referring):
        return "a text is missing; write it behind the name"
    if has_controls(clean(text)):
        return f"{_shortened(text)!r} holds control characters; type it anew"
    return f"{_shortened(text)!r} would be read as something else; word it otherwise"


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
