"""``studytrack record``: turns edits of the tracker by hand into records."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from studytrack.cli.opening import opened
from studytrack.cli.ordering import Order, commit, ordered, show

if TYPE_CHECKING:
    from studytrack.cli.output.page import Page
    from studytrack.locales import Locale


@click.command()
@click.option("--yes", is_flag=True, help="Commit without asking.")
@click.option("-m", "--message", "text", metavar="TEXT", default="", help="Why tasks are skipped.")
@ordered
def record(order: Order, yes: bool, text: str) -> None:
    """Record what was edited in the tracker by hand.

    Shows the trailers that say it, and asks; then makes one commit of them, with the edits
    themselves if they are not committed yet. Exits with 1 if there was something to be recorded
    and it was not.
    """
    from studytrack.cli.output.streams import say

    with opened(order.directory) as study:
        desk = study.desk()
        sayings, locale = desk.unrecorded(text), desk.locale
        unsayable = desk.unsayable
        trailers = desk.trailers(*sayings)
        wishes = order.wishes._replace(note=False, tracker=True)
        due = order.commits and bool(sayings)
        recording = desk.record(*sayings, wishes=wishes) if due else None
    if not order.commits:
        show(trailers)
    elif recording is None:
        say(_nothing(study.tracker, unsayable, locale))
    else:
        say(_found(study.tracker, trailers, locale))
        if not yes and not _asked(locale):
            click.get_current_context().exit(1)
        commit(recording)


def _nothing(path: str, unsayable: tuple[str, ...], locale: Locale) -> Page:
    """That there is nothing to record; edits that no record can say are told instead."""
    from studytrack.cli.output.page import Piece, Style, line

    if unsayable:
        return tuple(line(path, ": ", one, indent=2) for one in unsayable)
    return (line(Piece(locale.say("edits-none", path=path), Style.DONE)),)


def _found(path: str, trailers: tuple[str, ...], locale: Locale) -> Page:
    """The edits of a tracker that no record says, by the trailers that would."""
    from studytrack.cli.output.page import Piece, Style, line
    from studytrack.phrases import counted

    head = line(Piece(counted(locale, "edits-found", len(trailers), path=path), Style.STRONG))
    return (head, *(line("  ", one, indent=4) for one in trailers))


def _asked(locale: Locale) -> bool:
    """Whether somebody at a terminal wants them recorded; who cannot be asked does not."""
    from studytrack.cli.output.page import Piece, Style, line
    from studytrack.cli.output.streams import say

    if sys.stdin.isatty() and sys.stdout.isatty():
        return click.confirm(locale.say("edits-ask"))
    say((line(locale.say("edits-kept"), Piece("--yes", Style.COMMAND)),))
    return False
