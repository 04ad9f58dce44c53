"""A draft as a page: takeaways and next tasks, each on a line of its own, to be copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.cli.output.page import BLANK, Page, Piece, Style, line
from studytrack.weekly.phrases import draft_lines

if TYPE_CHECKING:
    from studytrack.locales import Locale
    from studytrack.weekly.model import Draft


def drafted(draft: Draft, locale: Locale) -> Page:
    """The whole page."""
    parts = [
        (line(Piece(locale.say(f"draft-{key}"), Style.TITLE)), *map(line, lines))
        for key, lines in draft_lines(draft, locale).items()
        if lines
    ]
    page = tuple(block for part in parts for block in (BLANK, *part))[1:]
    return page or (line(Piece(locale.say("draft-none"), Style.DONE)),)
