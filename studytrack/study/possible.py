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

    from studytrack.locales import Locale
    from studytrack.model import Task
    from studytrack.trailers.sayings import Doing, Saying

_LONGEST_SHOWN = 200
_REFUSED: Mapping[tuple[Verb, Status], str] = MappingProxyType(
    {
        (Verb.START, Status.IN_PROGRESS): "refused-begun",
        (Verb.START, Status.DONE): "refused-done",
        (Verb.START, Status.SKIPPED): "refused-skipped",
        (Verb.DONE, Status.DONE): "refused-done-already",
        (Verb.SKIP, Status.DONE): "refused-done",
        (Verb.SKIP, Status.SKIPPED): "refused-skipped",
        (Verb.REOPEN, Status.NOT_STARTED): "refused-unbegun",
        (Verb.REOPEN, Status.IN_PROGRESS): "refused-open",
        (Verb.RESET, Status.NOT_STARTED): "refused-blank",
    }
)


def refusals(
    doing: Doing, tasks: Mapping[str, Task], edited: Collection[str], locale: Locale
) -> Iterator[str]:
    """Why something cannot be done with tasks, and what can; nothing where it can.

    Args:
        doing: what is to be recorded.
        tasks: every task as it stands, by its id.
        edited: the tasks that were edited by hand; what they say is not recorded yet.
        locale: the language to say it in.
    """
    if doing.verb is Verb.SKIP and not doing.text:
        yield locale.say("refused-reason", ids=", ".join(doing.tasks))
    if doing.spent is not None and len(doing.tasks) > 1:
        yield locale.say("refused-times")
    for task in (tasks[one] for one in doing.tasks):
        refused = _REFUSED.get((doing.verb, task.status))
        if refused and task.id not in edited and not _corrects(doing, task):
            started, finished = _since(task.started, locale), _since(task.finished, locale)
            name = shlex.quote(task.id)
            yield locale.say(refused, id=task.id, name=name, started=started, finished=finished)


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


def _since(day: date | None, locale: Locale) -> str:
    return "" if day is None else locale.say("refused-since", day=day.isoformat())


def unsayable(saying: Saying, locale: Locale) -> str:
    """Why a trailer cannot say something, and what can be done."""
    text = saying.title if isinstance(saying, Referring) else getattr(saying, "text", "")
    if isinstance(saying, Referring) and len(clean(saying.target).split(" ")) > 1:
        return locale.say("refused-address", text=repr(clean(saying.target)))
    if not clean(text) and not isinstance(saying, Referring):
        return locale.say("refused-empty")
    if has_controls(clean(text)):
        return locale.say("refused-characters", text=repr(_shortened(text)))
    return locale.say("refused-ambiguous", text=repr(_shortened(text)))


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
