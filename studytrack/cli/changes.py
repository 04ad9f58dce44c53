"""What a reconciliation changes, as a page: one line for each value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.cli.output.page import Line, Page, Piece, Style, line
from studytrack.cli.styles import problem_line
from studytrack.phrases import commit_text, counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from studytrack.locales import Locale
    from studytrack.model import BlockChange, Change, Problem
    from studytrack.study.rewritten import Rewritten

_MOST_SOURCES = 3
_BECOMES = Piece(" -> ")
# Of each of many lines: to look up an enum's member takes long in Python 3.11.
_REMOVED, _ADDED, _COMMIT = Style.REMOVED, Style.ADDED, Style.COMMIT


def report(
    files: tuple[Rewritten, ...],
    changes: tuple[Change, ...],
    problems: tuple[Problem, ...],
    locale: Locale,
    *,
    written: bool,
) -> Page:
    """The changes, how many there are in each file, and how many problems."""
    return (
        *change_lines(changes, locale),
        *(_block_line(block, locale) for file in files for block in file.blocks),
        *summary(files, len(changes), locale, "written" if written else "due"),
        problem_line(locale, problems, hint=True),
    )


def summary(files: tuple[Rewritten, ...], count: int, locale: Locale, done: str) -> Iterator[Line]:
    """How many values and blocks of each file were written, or how to write them."""
    filled = [file for file in files if file.blocks]
    if not count and not filled:
        yield line(Piece(locale.say("current", path=files[0].path), Style.DONE))
    if count:
        yield _counted(done, count, files[0].path, locale)
    for file in filled:
        yield _counted(f"{done}-blocks", len(file.blocks), file.path, locale)


def _counted(key: str, count: int, path: str, locale: Locale) -> Line:
    """How much was written to a file, or the command that writes it."""
    text = Piece(counted(locale, key, count, path=path), Style.STRONG)
    if key.startswith("written"):
        return line(text)
    return line(text, Piece("studytrack reconcile", Style.COMMAND), indent=2)


def _block_line(block: BlockChange, locale: Locale) -> Line:
    where = locale.say("block-at", path=block.path, line=block.line)
    return line(where, Piece(block.block, Style.ADDED), indent=4)


def change_lines(changes: Iterable[Change], locale: Locale) -> Iterator[Line]:
    """Of each the task and field, the text before and after, and the commits behind it."""
    lead, blank, fields = locale.text["change"], locale.say("blank"), locale.fields
    for change in changes:
        before = Piece(change.before.strip() or blank, _REMOVED)
        after = Piece(change.after.strip() or blank, _ADDED)
        said = Piece(lead.format(what=_what(change, locale), field=fields[change.field]))
        yield Line((said, before, _BECOMES, after, *_sources(change)), 4)


def _sources(change: Change) -> tuple[Piece, ...]:
    """The last commits behind a change, if any."""
    if not change.sources:
        return ()
    named = [commit_text(commit) for commit in change.sources[-_MOST_SOURCES:]]
    more = ["..."] if len(change.sources) > _MOST_SOURCES else []
    return (Piece(f"  {' '.join(more + named)}", _COMMIT),)


def _what(change: Change, locale: Locale) -> str:
    if change.task is not None:
        return change.task
    if change.phase is not None:
        return locale.say("phase", number=change.phase)
    return locale.say("whole")
