"""What a task is called: the id that its title begins with, or the title itself."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from studytrack.markdown.spans import Span
from studytrack.patterns import pattern
from studytrack.tracker.lexicon import folded
from studytrack.tracker.marks import split_marker

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from studytrack.tracker.lexicon import Lexicon

_PARTED = r"[:：.、,，)）—–-]*+[ \t—–:：]*+(?:-++(?=[ \t]|$)[ \t—–:：]*+)*+"
"""What parts an id from its title, which may begin like a part of it: ``3.4 .NET``."""
_ID = pattern(
    r"(?P<id>[#A-Za-z]{0,8}+-?\d{1,6}+(?:[.-]\d{1,6}+){0,5}[a-z]?)(?=$|[\s:：.、,，)）—–-])"
    + _PARTED,
    re.ASCII,
)
_BEHIND = pattern(_PARTED)
_PARTING = pattern(r"[ \t][-–—·|][ \t]+|[(（\[【]")
_OPENING = " \t-–—·|(（[【"
_CLOSING = " \t*_)）]】"


def split_name(title: str, words: Lexicon) -> tuple[str, str]:
    """The id that a title begins with, blank where it has none, and the rest of it.

    ``3.4 KV cache`` is ``3.4`` and ``KV cache``; ``Week 2 Day 3: maps`` is ``Week 2 Day 3``.
    """
    match = _ID.match(title)
    if match:
        return match["id"], title[match.end() :].rstrip() or title
    end = words.counted(title)
    if not end:
        return "", title
    parted = _BEHIND.match(title, end).end()  # type: ignore[union-attr]  # it may be nothing
    return title[:end].strip(), title[parted:].rstrip() or title


def has_id(title: str, words: Lexicon) -> bool:
    """Whether a title begins with an id."""
    return bool(split_name(title, words)[0])


def goes_by_title(task: str, title: str, phase: str) -> bool:
    """Whether a task has no id but its title, as `told_apart` makes it.

    >>> goes_by_title("Maps / Read #2", "Read", "Maps"), goes_by_title("3.4", "Read", "Maps")
    (True, False)
    """
    behind = (
        name.removeprefix(title)
        for name in (task, task.removeprefix(f"{phase} / "))
        if title and name.startswith(title)
    )
    return any(not rest or (rest[:2] == " #" and rest[2:].isdecimal()) for rest in behind)


def are_ids(found: Iterable[str], tasks: int) -> bool:
    """Whether what tasks begin with names them: most have it, and few have the same.

    Args:
        found: what each begins with, blanks included.
        tasks: how many tasks there are.
    """
    ids = [one for one in found if one]
    most = max(Counter(ids).values(), default=0)
    return len(ids) * 2 > tasks and most * 2 <= len(ids) + 1


def status_behind(title: str, words: Lexicon) -> Span | None:
    """Where the status behind a phase's title stands: ``Maps - in progress``, ``Maps (done)``.

    >>> from studytrack.tracker.lexicon import lexicon
    >>> status_behind("Maps - in progress", lexicon()), status_behind("Maps (easy)", lexicon())
    (Span(start=7, end=18), None)
    """
    start = max((match.end() for match in _PARTING.finditer(title)), default=len(title))
    last = title[start:].rstrip(_CLOSING)
    named = folded(split_marker(last)[1]) in words.statuses
    return Span(start, start + len(last)) if named else None


def without_status(title: str, words: Lexicon) -> str:
    """A phase's title, which stays the same when the status behind it changes."""
    span = status_behind(title, words)
    return title[: span.start].rstrip(_OPENING) if span else title


def told_apart(names: Sequence[tuple[str, str]]) -> list[str]:
    """The names of tasks that are called by their titles, each unlike the others.

    Where two have one title, its phase's stands before it; and where they are of one phase,
    their place among those of that name behind it.

    Args:
        names: every task's title and its phase's.

    >>> told_apart([("Read", "Maps"), ("Read", "Sets"), ("Draw", "Sets")])
    ['Maps / Read', 'Sets / Read', 'Draw']
    """
    times = Counter(name for name, _ in names)
    longer = [f"{phase} / {name}" if times[name] > 1 and phase else name for name, phase in names]
    times = Counter(longer)
    so_far = Counter[str]()
    result = []
    for name in longer:
        so_far[name] += 1
        result.append(f"{name} #{so_far[name]}" if times[name] > 1 else name)
    return result
