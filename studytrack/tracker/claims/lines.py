"""Lines -> phrases: a label and what is said behind it, where it is nothing but progress.

A line of prose is never one: behind its label (or its bar) a phrase has only numbers, what they
count, and asides.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from studytrack.markdown.spans import Span
from studytrack.patterns import pattern
from studytrack.tracker.claims.phrases import LONGEST, Phrase, measures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studytrack.tracker.claims.words import ClaimWords

_LINK = pattern(r"\]\(|://")
_COLON = pattern(r"[:：]")
_BRACKETS = "(（[【)）]】"
_CHUNKS = pattern(rf"[|｜{re.escape(_BRACKETS)}]")
_PARTS = pattern(rf"[，;；{re.escape(_BRACKETS)}]|,(?=\s)")


def phrases(text: str, span: Span, words: ClaimWords) -> list[Phrase]:
    """The phrases of a line; none where it is prose.

    A bar belongs to the number that counts most finely: ``[██░░] 1/2 parts | 9/16 tasks``.
    """
    if span.end - span.start > LONGEST or _LINK.search(text, span.start, span.end):
        return []
    found: list[Phrase] = []
    label: str | None = None
    for chunk in _split(text, span, _CHUNKS):
        own: list[Phrase] = []
        for part in _split(text, chunk, _PARTS):
            phrase = _phrase(text, part, label, words)
            if phrase is None:
                own = []
                break
            own.append(phrase)
            label = phrase.label
        found += own
    return _with_finest_bar(found)


def _phrase(text: str, span: Span, before: str | None, words: ClaimWords) -> Phrase | None:
    """The phrase that a part of a line is; without a label of its own it has the one before."""
    colon = _COLON.search(text, span.start, span.end)
    bar = words.bar.search(text, span.start, span.end)
    if colon is not None and not _on_clock(text, colon):
        label, start = text[span.start : colon.start()], colon.end()
    elif bar is not None:
        own = text[span.start : bar.start()].rstrip(" [`*")
        label, start = own or before or "", span.start + len(own)
    elif before is not None:
        label, start = before, span.start
    else:
        return None
    return measures(text, Span(start, span.end), _label(label), words)


def _on_clock(text: str, colon: re.Match[str]) -> bool:
    """Whether a colon stands between hours and minutes."""
    before, after = text[colon.start() - 1 : colon.start()], text[colon.end() : colon.end() + 1]
    return before.isdecimal() and after.isdecimal()


def _label(text: str) -> str:
    return text.strip().strip("*_ ")


def _split(text: str, span: Span, separator: re.Pattern[str]) -> Iterator[Span]:
    """The parts of a span between separators that stand in no brackets."""
    start, depth = span.start, 0
    for match in separator.finditer(text, span.start, span.end):
        if match[0] in _BRACKETS:
            depth += 1 if match[0] in _BRACKETS[:4] else -1
        elif depth <= 0:
            yield Span(start, match.start())
            start = match.end()
    yield Span(start, span.end)


def _with_finest_bar(found: list[Phrase]) -> list[Phrase]:
    bar = next((phrase.bar for phrase in found if phrase.bar is not None), None)
    counted = [phrase for phrase in found if phrase.whole is not None]
    if bar is None:
        return found
    barred = [phrase._replace(barred=True) for phrase in found]
    finest = max(counted, key=lambda phrase: phrase.whole or 0, default=None)
    if finest is None or finest.bar is bar:
        return barred
    others = [
        phrase._replace(forms=tuple(form for form in phrase.forms if form is not bar))
        for phrase in barred
    ]
    own = finest._replace(span=bar.span, forms=(bar,), barred=True)
    return [own, *(phrase for phrase in others if phrase.forms)]
