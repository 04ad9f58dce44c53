"""What the commit of a record is called: a subject that reads well in a log."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from studytrack.phrases import commit_text, task_name
from studytrack.trailers.composing import time_text
from studytrack.trailers.drafting import clipped_subject
from studytrack.trailers.sayings import (
    Answering,
    Asking,
    Confirming,
    Doing,
    Noting,
    Referring,
    Saying,
    Spending,
    Voiding,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from studytrack.locales import Locale

_SHORT_NAME = 7


def headline(sayings: Sequence[Saying], titles: Mapping[str, str], locale: Locale) -> str:
    """The subject for some records, in the tracker's language.

    Args:
        sayings: one, or those of edits by hand.
        titles: the title of each task, by its id.
        locale: the tracker's language.
    """
    if len(sayings) == 1:
        return clipped_subject(_of_one(sayings[0], titles, locale))
    return clipped_subject(locale.say("subject-edits", count=len(sayings)))


def _of_one(saying: Saying, titles: Mapping[str, str], locale: Locale) -> str:
    say = locale.say
    match saying:
        case Doing(verb=verb, tasks=tasks):
            return say(f"subject-{verb.value}", what=_called(tasks, titles, locale))
        case Spending(about=about, spent=spent):
            what = _called((about,), titles, locale)
            return say("subject-time", what=what, time=time_text(spent))
        case Noting(task=task, text=text):
            return say("subject-note", what=task, text=text)
        case Asking(about=about, text=text):
            return say("subject-question", what=_name(about, locale), text=text)
        case Answering(question=question, text=text):
            return say("subject-answer", what=question[:_SHORT_NAME], text=text)
        case Referring(about=about, target=target, title=title):
            return say("subject-ref", what=_name(about, locale), text=title or target)
        case Confirming(phase=phase, text=text):
            return say("subject-criterion", what=_name(phase, locale), text=text)
        case Voiding(commit=commit):
            return say("subject-void", what=commit_text(commit))
        case _:
            assert_never(saying)


def _called(about: Sequence[str | int], titles: Mapping[str, str], locale: Locale) -> str:
    """One task by its id and title, several by their ids alone."""
    if len(about) == 1 and isinstance(about[0], str):
        return task_name(about[0], titles.get(about[0], ""))
    return locale.say("and").join(_name(one, locale) for one in about)


def _name(about: str | int, locale: Locale) -> str:
    return about if isinstance(about, str) else locale.say("phase", number=about)
