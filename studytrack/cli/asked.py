"""Questions and references as pages, task by task."""

from __future__ import annotations

import shlex
from itertools import chain
from typing import TYPE_CHECKING

from studytrack.cli.output.page import (
    BLANK,
    Column,
    Line,
    Page,
    Piece,
    Style,
    Table,
    Verbatim,
    line,
)
from studytrack.model import Phase
from studytrack.phrases import counted
from studytrack.remarks.grouping import grouped
from studytrack.remarks.model import Annotation, Question, Reference
from studytrack.shown import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from studytrack.locales import Locale
    from studytrack.model import Task
    from studytrack.remarks.reading import Remarks
    from studytrack.study.notebooks import Notebook

    Block = Line | Table | Verbatim


def asked(found: Remarks, comments: Sequence[Annotation], locale: Locale) -> Page:
    """Every question under its task, with what answers it, and every comment in code."""
    if not found.questions and not comments:
        return _none("no-questions", "studytrack ask 1.1 'why?'", locale)
    room = max((len(_name(one, locale)) for one in found.questions), default=0)
    blocks: list[Block] = []
    known = [one for one in comments if one.known]
    for about, remarks in grouped([*found.questions, *known], found.state):
        questions = [one for one in remarks if isinstance(one, Question)]
        rows = [row for one in questions for row in _question(one, room, locale)]
        columns = (Column(), Column(), Column(), Column(whole=False))
        blocks += [_heading(about, locale), *([Table(columns, tuple(rows))] if rows else ())]
        blocks += [_comment(one) for one in remarks if isinstance(one, Annotation)]
        blocks.append(BLANK)
    strangers = [one for one in comments if not one.known]
    if strangers:
        blocks.append(line(Piece(locale.say("annotations-unknown"), Style.TITLE)))
        blocks += [_comment(one, f"{one.task}: ") for one in strangers]
        blocks.append(BLANK)
    return (*blocks, _summary(found.questions, locale)) if found.questions else tuple(blocks[:-1])


def _comment(one: Annotation, of: str = "") -> Line:
    place = Piece(f"{one.path}:{one.line}", Style.PLACE)
    return line("  ", place, f"  {of}{one.text}", indent=4)


def _question(one: Question, room: int, locale: Locale) -> Iterator[tuple[Piece, ...]]:
    style = Style.UNDER_WAY if one.open else Style.DONE
    yield (
        Piece(f"  {_name(one, locale).ljust(room)}", Style.COMMIT),
        Piece(str(one.date or ""), Style.QUIET),
        Piece(locale.say("question-open" if one.open else "question-answered"), style),
        Piece(one.text),
    )
    for answer in one.answers:
        yield (
            Piece(""),
            Piece(str(answer.date or ""), Style.QUIET),
            Piece(locale.say("kind-answer"), Style.QUIET),
            Piece(answer.text),
        )


def _name(one: Question, locale: Locale) -> str:
    return one.name or locale.say("no-commit")


def _summary(found: Sequence[Question], locale: Locale) -> Line:
    """How many are open, and how to answer one of them."""
    left = [one for one in found if one.open]
    if not left:
        return line(Piece(locale.say("questions-answered"), Style.DONE))
    text = counted(locale, "questions-open", len(left))
    named = next((one.name for one in reversed(left) if one.name), None)
    if named is None:
        return line(text)
    command = Piece(f"studytrack answer {named} …", Style.COMMAND)
    return line(text, locale.say("answer-with"), command, indent=2)


def library(found: Remarks, locale: Locale) -> Page:
    """Every reference under its task."""
    if not found.references:
        return _none("no-references", "studytrack ref 1.1 https://example.org/ …", locale)
    blocks: list[Block] = []
    for about, remarks in grouped(found.references, found.state):
        blocks += [_heading(about, locale), *chain.from_iterable(map(_reference, remarks)), BLANK]
    return tuple(blocks[:-1])


def _reference(one: Reference) -> Iterator[Line | Verbatim]:
    """The title, and the target on a line that is never broken, so that it can be copied."""
    date = f"  {one.date or ''!s:10}  "
    if one.title:
        yield line(Piece(date, Style.QUIET), one.title, indent=len(date))
        date = " " * len(date)
    target = Piece(one_line(one.target), Style.COMMAND)
    yield Verbatim((Piece(date, Style.QUIET), target, Piece("\n")))


def kept(page: Notebook, locale: Locale) -> Page:
    """What became of a page beside the tracker, and what keeps it current."""
    path = page.file.path
    if not page.file.changed:
        return (line(Piece(locale.say("current", path=path), Style.DONE)),)
    written = line(Piece(locale.say("notebook-written", path=path), Style.STRONG))
    if not page.file.new:
        return (written,)
    command = Piece(f"git add {shlex.quote(path)}", Style.COMMAND)
    return written, line(locale.say("notebook-next"), command, indent=2)


def _heading(about: Task | Phase, locale: Locale) -> Line:
    if isinstance(about, Phase):
        name, title = locale.say("phase", number=about.number), about.title
    else:
        name, title = about.id, "" if about.title == about.id else about.title
    return line(Piece(name, Style.TITLE), f"  {title}" if title else "", indent=2)


def _none(key: str, command: str, locale: Locale) -> Page:
    return (line(locale.say(key), Piece(command, Style.COMMAND), indent=2),)
