"""The words that a plan is known by: ``Task 1.1``, ``(2-3 h)``, ``Estimate: 2 h``."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from studytrack import locales
from studytrack.markdown.spans import Span
from studytrack.patterns import pattern
from studytrack.terms import FieldName
from studytrack.tracker.criteria.labels import label
from studytrack.tracker.lexicon import Role, any_of, folded, lexicon
from studytrack.tuples import NamedTuple
from studytrack.values import read_effort, whole_effort

if TYPE_CHECKING:
    from studytrack.terms import Effort
    from studytrack.tracker.lexicon import Lexicon

_BRACKETED = pattern(r"[(（\[【]([^()（）\[\]【】]{1,60})[)）\]】]")
_PARTED = pattern(r"[ \t][-–—·|][ \t]+|[:：,，;；][ \t]*")
_MOST_PARTS = 3
"""A range such as ``2 - 3 h`` may have one of them in it."""
_AROUND = " \t-–—:：·|,，;；"
_LABEL_END = pattern(r"[*_]{0,3}[:：][*_]{0,3}")
_LONGEST_LABEL = 40
_COUNTS = pattern(r"[~约約약]? ?[0-9][0-9.,]{0,8} ?(?:[-–—~～至到] ?[0-9][0-9.,]{0,8})? ?[^\W\d]")
"""What may be meant as an estimate: a number, or a range, and a word."""


class Titled(NamedTuple):
    """A text that may end with an estimate: what is left without it, and what it says.

    Attributes:
        unread: what stands where an estimate would, and says nothing of hours: ``2 weeks``.
    """

    title: str
    estimate: Effort | None
    unread: str = ""


class Words(NamedTuple):
    """The words of a plan's languages, ready to be looked up."""

    lexicon: Lexicon
    task: re.Pattern[str]
    estimate: re.Pattern[str]

    def titled(self, text: str) -> Titled:
        """A title and its estimate: ``Set up (2-3 h)``, ``Set up - 2h``, ``环境准备：2小时``.

        >>> words("en").titled("Set up (2-3 h)").title
        'Set up'
        """
        found = list(_BRACKETED.finditer(text))
        for one in reversed(found):
            effort = self._effort(one[1])
            if effort is not None:
                before, behind = text[: one.start()].rstrip(_AROUND), text[one.end() :]
                return Titled(f"{before}{behind}".strip(_AROUND), effort)
        for part in list(_PARTED.finditer(text))[-_MOST_PARTS:]:
            effort = self._effort(text[part.end() :])
            if effort is not None:
                return Titled(text[: part.start()].strip(_AROUND), effort)
        last = found[-1] if found and not text[found[-1].end() :].strip(_AROUND) else None
        unread = last[1] if last and _COUNTS.match(last[1]) else ""
        return Titled(text.strip(_AROUND), None, unread)

    def _effort(self, text: str) -> Effort | None:
        """The estimate that a text is, with or without a word for it: ``预计2-3小时``."""
        label = self.estimate.match(text.strip())
        rest = text.strip()[label.end() :] if label else text
        return whole_effort(rest.strip(_AROUND), self.lexicon.units)

    def effort_span(self, text: str, effort: Effort) -> Span | None:
        """Where this estimate stands in brackets, or behind a dash, without a word for it."""
        for found in (*_BRACKETED.finditer(text), *_PARTED.finditer(text)):
            start, end = found.span(1) if found.re.groups else (found.end(), len(text))
            label = self.estimate.match(text, start, end)
            begin = label.end() if label else start
            shown = text[begin:end].strip(" \t#*_")
            if whole_effort(shown, self.lexicon.units) == effort:
                at = text.find(shown, begin)
                return Span(at, at + len(shown))
        return None

    def stated(self, text: str) -> Effort | None:
        """The estimate of a line that is one: ``**预计时长**：2-3小时``; None for others."""
        label = _LABEL_END.search(text, 0, _LONGEST_LABEL)
        if label is None or self.estimate.fullmatch(text[: label.start()].strip(" *_")) is None:
            return None
        return read_effort(text[label.end() :], self.lexicon.units)

    def total(self, text: str, name: FieldName) -> Effort | None:
        """The hours of a line that speaks of the whole, or of a week: ``每周投入：15小时``."""
        label = _LABEL_END.search(text, 0, _LONGEST_LABEL)
        if label is None:
            return None
        if self.lexicon.total.get(folded(text[: label.start()])) is not name:
            return None
        return read_effort(text[label.end() :], self.lexicon.units)

    def opens(self, text: str) -> bool:
        """Whether a line begins with a word for a task or a phase, or announces criteria."""
        known = self.task.match(text) or self.lexicon.heading(text).word
        return bool(known) or label(text, self.lexicon) is not None


def words(*own: str) -> Words:
    """The words of English, Chinese and a plan's own languages; tags of locales that there are."""
    return _words(tuple(sorted({*locales.COMMON, *own})))


@cache
def _words(names: tuple[str, ...]) -> Words:
    known = lexicon(*names)
    efforts = {word for word, name in known.summary.items() if name is FieldName.ESTIMATE}
    efforts |= {word for word, name in known.total.items() if name is FieldName.ESTIMATE}
    efforts |= {word for word, role in known.roles.items() if role is Role.ESTIMATE}
    tasks = [word for word, role in known.roles.items() if role is Role.TASK]
    return Words(
        known,
        re.compile(rf"(?:{any_of(tasks)})[ \t]*", re.IGNORECASE),
        re.compile(rf"(?:{any_of(efforts)})[ \t]*[:：]?", re.IGNORECASE),
    )
