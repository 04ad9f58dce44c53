"""Notes that are older than the code they studied, as a page."""

from __future__ import annotations

import shlex
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
from studytrack.phrases import commit_text, counted, task_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from studytrack.locales import Locale
    from studytrack.review.model import ChangedSource, OutdatedNote

MOST_COMMITS = 8
"""Commits of a source that are listed; how many more there are is said."""


def page(notes: Sequence[OutdatedNote], locale: Locale) -> Page:
    """The whole page."""
    if not notes:
        return (line(Piece(locale.say("review-none"), Style.DONE)),)
    blocks = [block for note in notes for block in (*_note(note, locale), BLANK)]
    key = Piece("reviewed: 2026-01-31", Style.COMMAND)
    return (*blocks, line(counted(locale, "review-older", len(notes)), key))


def _note(note: OutdatedNote, locale: Locale) -> Iterator[Line | Table | Verbatim]:
    """The note, its sources, and the command that shows what became of them."""
    yield line(Piece(task_name(note.task, note.title), Style.TITLE))
    day = "" if note.date is None else locale.say("review-note", date=note.date.isoformat())
    commit = Piece(commit_text(note.commit), Style.COMMIT)
    yield line("  ", Piece(note.note, Style.PLACE), f"  {day}  ", commit, indent=4)
    for source in note.sources:
        yield from _source(source, locale)
    paths = [path for one in note.sources for path in (one.moved_from, one.path) if path]
    shown = shlex.join(["git", "diff", commit_text(note.commit), "--", *paths])
    yield Verbatim((Piece(f"  {shown}\n", Style.COMMAND),))


def _source(source: ChangedSource, locale: Locale) -> Iterator[Line | Table]:
    yield line(
        "  ",
        Piece(source.path, Style.STRONG),
        *(part for said in _asides(source, locale) for part in ("  ", said)),
        indent=4,
    )
    rows = tuple(
        (
            Piece(f"    {one.date or locale.say('some-day')}"),
            Piece(commit_text(one.commit), Style.COMMIT),
            Piece(one.subject),
        )
        for one in source.commits[:MOST_COMMITS]
    )
    if rows:
        yield Table((Column(), Column(), Column(whole=False)), rows)
    more = len(source.commits) - len(rows)
    if more:
        yield line("    ", Piece(counted(locale, "page-more", more), Style.QUIET))


def _asides(source: ChangedSource, locale: Locale) -> Iterator[Piece]:
    """What is to be said of a source beside its path."""
    if source.lines:
        yield Piece(locale.say("review-lines", lines=source.lines), Style.QUIET)
    if source.moved_from:
        yield Piece(locale.say("review-moved", path=source.moved_from), Style.QUIET)
    if source.added is not None:
        yield Piece(f"+{source.added}", Style.ADDED)
    if source.removed is not None:
        yield Piece(f"-{source.removed}", Style.REMOVED)
    if source.deleted:
        yield Piece(locale.say("review-deleted"), Style.WARNING)
    if source.uncommitted:
        yield Piece(locale.say("review-uncommitted"), Style.WARNING)
