"""Ids for tasks that have none: what would change, and whether it may be written."""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING

import click

from studytrack.cli.output.diffs import unified
from studytrack.cli.output.page import Page, Piece, Style, line
from studytrack.cli.output.streams import say
from studytrack.cli.welcome import command
from studytrack.phrases import counted
from studytrack.shown import one_line

if TYPE_CHECKING:
    from studytrack.study.numbering import Numbering


def show(numbering: Numbering) -> None:
    """Print what would change."""
    say((unified(numbering.file),))


def asked(numbering: Numbering) -> bool:
    """Whether somebody at a terminal wants the ids written; who cannot be asked does not."""
    locale = numbering.result.locale
    if sys.stdin.isatty() and sys.stdout.isatty():
        question = one_line(locale.say("numbers-ask", path=numbering.tracker))
        return click.confirm(question)
    say((line(locale.say("numbers-kept"), Piece("--yes", Style.COMMAND)),))
    return False


def told(numbering: Numbering) -> Page:
    """How many tasks have ids now, and how to commit them."""
    locale, path = numbering.result.locale, numbering.tracker
    if not numbering.ids:
        return (line(locale.say("numbers-none", path=path)),)
    text = counted(locale, "numbered", len(numbering.ids), path=path)
    return (
        line(Piece(text, Style.STRONG)),
        line(locale.say("next-commit")),
        command(f"git add {shlex.quote(path)}"),
        command(f"git commit -m {shlex.quote(locale.say('message-number'))}"),
    )
