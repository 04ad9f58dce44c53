"""Places for single values in prose: summary lines, and labelled lines of the whole study."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from datetime import timedelta
from itertools import accumulate, zip_longest
from typing import TYPE_CHECKING

from studytrack.markdown.spans import Span
from studytrack.patterns import pattern
from studytrack.terms import FieldName
from studytrack.tracker.lexicon import Lexicon, folded
from studytrack.tracker.shape import Slot
from studytrack.tuples import NamedTuple
from studytrack.values import (
    NUMBER,
    is_blank,
    is_placeholder,
    number,
    read_date,
    read_duration,
    read_effort,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from studytrack.locales import Locale
    from studytrack.markdown.blocks import Block, Document

_COLON = pattern(r"[:：]")
_LEAD = pattern(r"[\W_]*")
_GLUE = pattern(r"[\s:：=*]*(?:(?:约|大约|約|약|~|about )\s*)?")
_EMPTY = pattern(r"[_＿]+|[?？]+|[-–—]+(?!\d)")
_EMPTY_DATE = pattern(
    # ____-__-__ and 2026年__月__日: the year may be there already
    r"(?:[0-9]{4}[ ]?[-/.年년][ ]?)?[_＿]+(?:[ ]?[-/.年月년월][ ]?[_＿]+){0,2}(?:[ ]?[日号일])?"
    r"|[?？]+|[-–—]+(?!\d)"
)
_SEPARATORS = pattern(r"[，,;；。|（(）)]")
"""What is written with wide punctuation."""
_SOME_DAY = "2000-01-01"
_JOINS = "，,;；。| \t"


LONGEST_LABEL = 40


class Line(NamedTuple):
    """One line of a paragraph or list item, without its bullet."""

    number: int
    span: Span


class Segment(NamedTuple):
    """One value of a line: from its word up to the next one's.

    ``join`` is what separates it from the next: ``，``.
    """

    slot: Slot
    start: int
    end: int
    join: str


def lines(document: Document, tasks: Collection[int]) -> tuple[Line, ...]:
    """Every line that may hold a value: those of paragraphs and list items.

    Args:
        document: the text.
        tasks: the lines that speak of a single task, from 0.
    """
    found = []
    for block in document.blocks:
        if block.kind in {"paragraph", "item"}:
            first = document.line_at(block.starts.start)  # a paragraph may begin with blank lines
            found.append(Line(first, block.starts))
            found += [Line(line, document.lines[line]) for line in range(first + 1, block.last)]
    return tuple(line for line in found if line.number not in tasks)


def phase_segments(
    text: str, found: Sequence[Line], first: int, end: int, number: int, words: Lexicon
) -> list[list[Segment]]:
    """The summary lines of a phase, each as its segments.

    A line counts if it is labelled (小结, Summary) or begins with one of the words itself.
    """
    result = []
    begin = bisect_right(found, first, key=_number)
    for line in found[begin : bisect_left(found, end, key=_number)]:
        body = _summary_body(text, line, words)
        if body is not None:
            segments = list(_segments(text, line, body, number, words))
            if segments:
                result.append(segments)
    return result


def _number(line: Line) -> int:
    return line.number


def _first(heading: Block) -> int:
    return heading.first


def _summary_body(text: str, line: Line, words: Lexicon) -> int | None:
    """Where a phase's summary begins in a line; None where the line is none."""
    start = _LEAD.match(text, line.span.start, line.span.end).end()  # type: ignore[union-attr]
    if _total_label(text, line, words) is not None:
        return None
    colon = _COLON.search(text, start, line.span.end)
    body = _labelled(text, start, colon, words.summary_label)
    if body is not None:
        return body
    opening = words.summary_words.match(text, start, line.span.end)
    return start if opening is not None else None


def _labelled(
    text: str, start: int, colon: re.Match[str] | None, label: re.Pattern[str]
) -> int | None:
    """Where the text behind a label begins: one of the words stands shortly before a colon."""
    if colon is None or colon.start() - start > LONGEST_LABEL:
        return None
    return colon.end() if label.search(text, start, colon.start()) else None


def _total_label(text: str, line: Line, words: Lexicon) -> re.Match[str] | None:
    start = _LEAD.match(text, line.span.start, line.span.end).end()  # type: ignore[union-attr]
    match = words.total_words.match(text, start, line.span.end)
    if match is None:
        return None
    return match if re.match(r"[\s*_]*[:：]", text[match.end() : line.span.end]) else None


def _segments(
    text: str, line: Line, start: int, phase: int | None, words: Lexicon
) -> Iterator[Segment]:
    matches = list(words.summary_words.finditer(text, start, line.span.end))
    for match, following in zip_longest(matches, matches[1:]):
        end = following.start() if following else line.span.end
        name = words.summary[folded(match[0])]
        word = _Word(name, phase, line.number, Span(*match.span()), end, following is None)
        slot = _slot(text, word, words)
        if slot is not None:
            value = text[match.end() : end]
            join = value[len(value.rstrip(_JOINS)) :] if following else ""
            yield Segment(slot, match.start(), end, join)


def total_segments(
    text: str,
    found: Sequence[Line],
    phases: Sequence[tuple[int, int]],
    headings: Sequence[Block],
    words: Lexicon,
) -> tuple[Slot, ...]:
    """The values of the whole study: labelled lines anywhere, others under their heading."""
    result: list[Slot] = []
    ordered = sorted(phases)
    ends = list(accumulate((end for _, end in ordered), max))
    for line in found:
        begun = bisect_left(ordered, (line.number,))
        inside = begun > 0 and ends[begun - 1] > line.number
        match = _total_label(text, line, words)
        if match is not None:
            name = words.total[folded(match[0])]
            if inside and name in {FieldName.STARTED, FieldName.LEARNER, FieldName.WEEKLY}:
                continue
            span = Span(*match.span())
            slot = _slot(text, _Word(name, None, line.number, span, line.span.end), words)
            result += [slot] if slot else []
        elif not inside:
            result += _overall(text, line, headings, words)
    return tuple(result)


def _overall(text: str, line: Line, headings: Sequence[Block], words: Lexicon) -> Iterator[Slot]:
    start = _LEAD.match(text, line.span.start, line.span.end).end()  # type: ignore[union-attr]
    colon = _COLON.search(text, start, line.span.end)
    body = _labelled(text, start, colon, words.total_label)
    if body is not None:
        yield from (segment.slot for segment in _segments(text, line, body, None, words))
        return
    above = bisect_left(headings, line.number, key=_first) - 1
    named = above >= 0 and words.total_label.search(headings[above].text_span.of(text))
    if named and words.summary_words.match(text, start, line.span.end):
        yield from (segment.slot for segment in _segments(text, line, start, None, words))


class _Word(NamedTuple):
    """A word that announces a value: where it stands, and where its value must end."""

    name: FieldName
    phase: int | None
    line: int
    span: Span
    end: int
    last: bool = True


def _slot(text: str, word: _Word, words: Lexicon) -> Slot | None:
    """The slot behind a word, or None where what stands there is no value but prose."""
    at = _GLUE.match(text, word.span.end, word.end).end()  # type: ignore[union-attr]
    rest = text[at : word.end]
    hours = word.name is FieldName.ACTUAL
    unit = words.hours_behind.get(folded(word.span.of(text)), "") if hours else ""
    blank = Slot(word.name, word.phase, word.line + 1, Span(at, at), "{}" + unit, None)
    if rest.strip(" \t*" + _JOINS):
        return _VALUES[word.name](rest, blank, words)
    if not word.last:
        return blank._replace(span=word.span, malformed=True, stated=False) if hours else None
    return blank._replace(template=" " + blank.template) if text[at - 1] == ":" else blank


def _hours(rest: str, blank: Slot, words: Lexicon) -> Slot | None:
    at = blank.span.start
    empty = _EMPTY.match(rest)
    if empty is not None:
        if words.hour_unit.match(rest, empty.end()):
            return blank._replace(span=Span(at, at + empty.end()), template="{}")
        return None if _goes_on(rest, empty) else blank._replace(span=Span(at, at + empty.end()))
    match = words.duration.match(rest)
    bare = re.match(NUMBER, rest)
    if match is not None and match.end() and (match["h"] is not None or match["m"] is not None):
        spent = read_duration(match[0], words.units)
        whole = match["m"] is not None
        stop = match.end() if whole else match.end("h")
        template = "{}" + (match["hu"] or words.units.hour[-1]) if whole else "{}"
        return blank._replace(span=Span(at, at + stop), template=template, value=spent)
    if bare is not None and not rest[bare.end() : bare.end() + 1].isalnum():
        spent = timedelta(hours=number(bare[0]))
        return blank._replace(span=Span(at, at + bare.end()), template="{}", value=spent)
    return None


def _goes_on(rest: str, empty: re.Match[str]) -> bool:
    """Whether a word follows a blank at once, as in ``____min``: a value would run into it."""
    behind = rest[empty.end() : empty.end() + 1]
    return behind.isascii() and behind.isalnum()


def _date(rest: str, blank: Slot, words: Lexicon) -> Slot | None:
    at = blank.span.start
    empty = _EMPTY_DATE.match(rest)
    if empty is not None:
        filled = _date(_SOME_DAY + rest[empty.end() :], blank, words)
        known = filled is not None and filled.value is not None
        return blank._replace(span=Span(at, at + empty.end())) if known else None
    cuts = [*[match.start() for match in _SEPARATORS.finditer(rest)][:2], len(rest)]
    parts = [shown for cut in cuts if (shown := rest[:cut].rstrip(" \t*_"))]
    for shown in reversed(parts):  # a comma may stand in a date: Jan 1, 2026
        written = read_date(shown, words.months, day_first=words.day_first)
        if written is not None:
            return blank._replace(span=Span(at, at + len(shown)), value=written.on)
    for shown in parts:
        place = is_placeholder(shown)
        if place or is_blank(shown):
            return blank._replace(span=Span(at, at + len(shown)), placeholder=place)
    return None


def _effort(rest: str, blank: Slot, words: Lexicon) -> Slot | None:
    at = blank.span.start
    empty = _EMPTY.match(rest)
    if empty is not None:
        return blank._replace(span=Span(at, at + empty.end()))
    effort = read_effort(rest, words.units)
    return blank._replace(value=effort) if effort is not None else None


def _name(rest: str, blank: Slot, _words: Lexicon) -> Slot | None:
    at = blank.span.start
    shown = rest.rstrip(" \t*_") or rest.rstrip()
    if is_placeholder(shown) or is_blank(rest):
        place = is_placeholder(shown)
        return blank._replace(span=Span(at, at + len(shown)), placeholder=place)
    return None


_VALUES = {
    FieldName.ACTUAL: _hours,
    FieldName.ESTIMATE: _effort,
    FieldName.COMPLETED: _date,
    FieldName.STARTED: _date,
    FieldName.LEARNER: _name,
    FieldName.WEEKLY: _effort,
}


def phase_slots(
    summaries: Sequence[Sequence[Segment]], templates: Mapping[FieldName, str]
) -> dict[FieldName, Slot]:
    """A phase's slots by name, the first of each; hours that its line leaves out are added.

    One with a value or a blank comes before a malformed one. What the line should say is written
    as the tracker's other lines have it.
    """
    found: dict[FieldName, Slot] = {}
    for segments in summaries:
        for segment in segments:
            slot = segment.slot
            if slot.malformed:
                join = _join(segments, templates[slot.name]).removesuffix(segment.join)
                slot = slot._replace(template=templates[slot.name] + join)
            if slot.name not in found or (found[slot.name].malformed and not slot.malformed):
                found[slot.name] = slot
    if FieldName.ACTUAL not in found and FieldName.ESTIMATE in found:
        segments = next(
            s for s in summaries if any(one.slot == found[FieldName.ESTIMATE] for one in s)
        )
        if len(segments) > 1:
            found[FieldName.ACTUAL] = _missing_hours(segments, templates[FieldName.ACTUAL])
    return found


def _join(segments: Iterable[Segment], template: str) -> str:
    """What separates the values of a line: ``，``."""
    shown = (one.join for one in segments if one.join.strip())
    return next(shown, "，" if any(map(_is_wide, template)) else ", ")


def _is_wide(character: str) -> bool:
    """Kana and Chinese characters, which take wide punctuation; their class compiles slowly."""
    return "ぁ" <= character <= "ヿ" or "一" <= character <= "鿿"


def _missing_hours(segments: Sequence[Segment], template: str) -> Slot:
    place = next(i for i, one in enumerate(segments) if one.slot.name is FieldName.ESTIMATE)
    estimate = segments[place]
    join = estimate.join or _join(segments, template)
    last = place == len(segments) - 1
    written = join + template if last else template + join
    return Slot(
        FieldName.ACTUAL,
        estimate.slot.phase,
        estimate.slot.line,
        Span(estimate.end, estimate.end),
        written,
        None,
        stated=False,
    )


def templates(
    text: str, summaries: Iterable[Sequence[Segment]], locale: Locale
) -> dict[FieldName, str]:
    """How the tracker's summary lines say each value, ``实际{}小时``: as most of them do."""
    votes: dict[FieldName, Counter[str]] = {}
    for segments in summaries:
        for segment in segments:
            slot = segment.slot
            if slot.stated:
                end = segment.end - len(segment.join)
                shown = (
                    text[segment.start : slot.span.start]
                    + slot.template
                    + text[slot.span.end : end]
                )
                votes.setdefault(slot.name, Counter())[shown] += 1
    default = {
        FieldName.ACTUAL: locale.writing["summary-actual"].replace("{hours}", "{}"),
        FieldName.COMPLETED: locale.writing["summary-completed"].replace("{date}", "{}"),
    }
    return default | {
        name: counter.most_common(1)[0][0]
        for name, counter in votes.items()
        if name in default and counter.most_common(1)[0][0].count("{}") == 1
    }
