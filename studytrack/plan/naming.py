"""Where a task's id, title and estimate stand in its Markdown, and the same of another task."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from studytrack.markdown import inline
from studytrack.markdown.spans import Edit, Span
from studytrack.patterns import pattern
from studytrack.tuples import NamedTuple
from studytrack.values import whole_effort

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studytrack.plan.efforts import EffortStyle
    from studytrack.plan.matching import Known
    from studytrack.plan.words import Words
    from studytrack.terms import Effort

_MARKS = frozenset("*_ ")
_LINKED = frozenset("[]()<>`~")
_STATED = pattern(
    r"[(（\[【](?P<inner>[^()（）\[\]【】]{1,60})[)）\]】]|[-–—·|:：,，;；][ \t]*(?P<rest>.+)"
)


class Naming(NamedTuple):
    """Where the parts of a name stand in a raw text; None for one that is not there as it reads.

    Attributes:
        raw: the Markdown.
        task: the id; empty where it has none.
    """

    raw: str
    task: Span | None
    title: Span | None
    estimate: Span | None = None

    def edits(
        self, start: int, name: str | None, title: str | None, estimate: str | None
    ) -> Iterator[Edit]:
        """What makes it say something else, where each part can be found; None leaves one alone."""
        pairs = ((self.task, name), (self.title, title), (self.estimate, estimate))
        for span, text in pairs:
            if span is not None and text is not None:
                yield Edit(Span(start + span.start, start + span.end), text)


def naming(raw: str, known: Known, words: Words) -> Naming:
    """Where the parts of a known task's name stand in its Markdown.

    >>> from studytrack.plan.matching import Known
    >>> from studytrack.plan.words import Titled, words
    >>> known = Known(None, None, "1.1", Titled("Set up", None))
    >>> naming("**1.1** Set up", known, words("en"))[1:3]
    (Span(start=2, end=5), Span(start=8, end=14))
    """
    at = raw.find(known.name)
    task = Span(at, at + len(known.name)) if at >= 0 else None
    begin = task.end if task else 0
    at = raw.find(known.titled.title, begin)
    if at < 0 or raw.find(known.titled.title, at + 1) >= 0:
        return Naming(raw, task, None)
    title = Span(at, at + len(known.titled.title))
    return Naming(raw, task, title, _estimate(raw, title.end, known, words))


def _estimate(raw: str, start: int, known: Known, words: Words) -> Span | None:
    """The estimate behind a title, without its brackets."""
    for found in _STATED.finditer(raw, start) if known.titled.estimate else ():
        part = "inner" if found["inner"] else "rest"
        stated = found[part].rstrip(" *_")
        if whole_effort(stated, words.lexicon.units) == known.titled.estimate:
            return Span(found.start(part), found.start(part) + len(stated))
    return None


def named_alike(
    like: Naming, name: str, title: str, estimate: Effort | None, style: EffortStyle
) -> str:
    """Another task's name in the manner of this one: its emphasis, and what parts id and title."""
    shown = inline.written(title)
    plain = f"{name} {shown}".strip()
    if like.title is None or (like.task is None and name):
        return plain
    before = like.raw[: like.task.start if like.task else like.title.start]
    between = like.raw[like.task.end : like.title.start] if like.task and name else ""
    between = between or " " * bool(name)
    behind = like.raw[like.title.end :]
    if like.estimate is not None:
        stated = like.raw[like.title.end : like.estimate.start], like.raw[like.estimate.end :]
        behind = style.write(estimate).join(stated) if estimate else ""
    elif not _MARKS.issuperset(behind):
        behind = ""
    made = f"{'' if _LINKED.intersection(before) else before}{name}{between}{shown}{behind}".strip()
    return made if _marks(made) <= _marks(plain) else plain


def _marks(text: str) -> Counter[str]:
    """The marks that a reader sees, since they are half of a pair."""
    return Counter(char for char in inline.plain(text) if char in "*_`~")
