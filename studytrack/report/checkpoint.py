"""A checkpoint before its blocks are filled: headings, and room for a learner's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.markdown.blocks import read
from studytrack.markers import BEGIN, END, regions
from studytrack.phrases import days

if TYPE_CHECKING:
    from studytrack.agenda.weeks import Week
    from studytrack.locales import Locale

PARTS = ("review", "difficulties", "takeaways", "plan")
"""The blocks of a checkpoint, in its order."""


def empty(week: Week, locale: Locale) -> str:
    """The text of a new checkpoint, its blocks still empty."""
    title = locale.say("checkpoint-title", week=week.name)
    hint = f"<!-- {locale.say('checkpoint-hint')} -->"
    parts = [f"# {title}", days(locale, week.first, week.last), hint]
    for part in PARTS:
        parts.append(f"## {locale.say(f'checkpoint-{part}')}")
        parts.append(f"<!-- {BEGIN} {part} week={week.name} -->\n<!-- {END} -->")
    return "\n\n".join(parts) + "\n"


def is_of(text: str, week: Week) -> bool:
    """Whether a text has a block of this week."""
    return any(
        pair.words[:1] and pair.words[0] in PARTS and f"week={week.name}" in pair.words[1:]
        for pair in regions(read(text)).pairs
    )
