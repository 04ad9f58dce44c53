"""What a learner wants recorded, as the trailer that says it: the reading, turned around.

A trailer is composed of typed values, and then read back by the same grammar that reads
commits: what would be read as anything else is not composed at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from studytrack.records import (
    Answer,
    Criterion,
    PhaseTime,
    Question,
    Record,
    Reference,
    Remark,
    Source,
    Takeaway,
    Time,
)
from studytrack.trailers import values
from studytrack.trailers.message import Trailer
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
from studytrack.trailers.vocabulary import Vocabulary, clean, has_controls

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, timedelta


def composed(saying: Saying, vocabulary: Vocabulary) -> Trailer | None:
    """The trailer that says this and nothing else; None where there is none.

    Example:
        ``composed(Noting("3.4", "leaves only"), vocabulary).text``
    """
    for trailer in _forms(saying, vocabulary):
        source = Source(None, text=trailer.text)
        outcome = values.read(trailer, vocabulary, source, None)
        if outcome.findings or has_controls(trailer.value):
            continue
        if outcome.records == meant(saying, source):
            return trailer
    return None


def plainest(saying: Saying) -> Trailer:
    """What would most likely be written, to be shown and not to be committed."""
    return next(_forms(saying, Vocabulary({})))


def meant(saying: Saying, source: Source, day: date | None = None) -> tuple[Record, ...]:
    """The records that a saying is to give; ``day`` is the commit's."""
    return tuple(_meant(saying, source, day))


def time_text(spent: timedelta) -> str:
    """A time as trailers have it.

    >>> from datetime import timedelta
    >>> time_text(timedelta(hours=2, minutes=30))
    '2h30m'
    """
    hours, minutes = divmod(round(spent.total_seconds() / 60), 60)
    return (f"{hours}h" if hours else "") + (f"{minutes}m" if minutes or not hours else "")


def _forms(saying: Saying, vocabulary: Vocabulary) -> Iterator[Trailer]:
    """What may say it, the plainest first: a colon keeps a text apart from a name."""
    match saying:
        case Doing():
            yield Trailer("Study-Task", _doing(saying))
        case Spending(about=about, spent=spent, on=on):
            for whom in _named(about, vocabulary):
                yield Trailer("Study-Time", _joined(whom, time_text(spent), on))
        case Noting(task=task, text=text):
            yield from _with_text("Study-Note", (task,), text)
        case Asking(about=about, text=text):
            yield from _with_text("Study-Question", _named(about, vocabulary), text)
        case Answering(question=question, text=text):
            yield from _with_text("Study-Answer", (question,), text)
        case Referring(about=about, target=target, title=title):
            yield from _with_text("Study-Ref", _named(about, vocabulary), _joined(target, title))
        case Confirming(phase=phase, text=text):
            names = (str(phase), *_named(phase, vocabulary))
            yield from _with_text("Study-Criterion", names, text)
        case Voiding(commit=commit):
            yield Trailer("Study-Void", commit)
        case _:
            assert_never(saying)


def _doing(saying: Doing) -> str:
    spent = time_text(saying.spent) if saying.spent is not None else ""
    head = _joined(", ".join(saying.tasks), saying.verb.value, spent, saying.on)
    text = clean(saying.text)
    return f"{head}: {text}" if text else head


def _with_text(key: str, names: Iterator[str] | tuple[str, ...], text: str) -> Iterator[Trailer]:
    for name in names:
        for colon in ("", ":"):
            yield Trailer(key, f"{name}{colon} {clean(text)}")


def _named(about: str | int, vocabulary: Vocabulary) -> tuple[str, ...]:
    """What names a task, or a phase for certain."""
    if isinstance(about, str):
        return (about,)
    words = dict.fromkeys(("phase", *vocabulary.phase_words))
    return tuple(f"{word} {about}" for word in words)


def _joined(*parts: str | date | None) -> str:
    return " ".join(str(part) for part in parts if part)


def _meant(saying: Saying, source: Source, day: date | None) -> Iterator[Record]:
    match saying:
        case Doing():
            details = values.Details(saying.spent, saying.on or day, clean(saying.text))
            for task in saying.tasks:
                yield from values.facts(task, saying.verb, details, source)
        case Spending(about=about, spent=spent, on=on):
            if isinstance(about, int):
                yield PhaseTime(about, source, on or day, spent)
            else:
                yield Time(about, source, on or day, spent)
        case Noting(task=task, text=text):
            yield Takeaway(task, source, day, clean(text))
        case Voiding():
            return  # it gives no record, and takes those of others back
        case _:
            yield _remark(saying, source, day)


def _remark(
    saying: Asking | Answering | Referring | Confirming, source: Source, day: date | None
) -> Remark:
    match saying:
        case Asking(about=about, text=text):
            return Question(about, source, day, clean(text))
        case Answering(question=question, text=text):
            return Answer(question, source, day, clean(text))
        case Referring(about=about, target=target, title=title):
            return Reference(about, source, day, target, clean(title))
        case Confirming(phase=phase, text=text):
            return Criterion(phase, source, day, clean(text))
        case _:
            assert_never(saying)
