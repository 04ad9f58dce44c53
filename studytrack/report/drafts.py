"""What a learner may want to put into the parts of a tracker that stay theirs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from studytrack.patterns import pattern
from studytrack.report.inert import fenced
from studytrack.shown import one_line
from studytrack.weekly.phrases import draft_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studytrack.locales import Locale
    from studytrack.weekly.model import Draft

_TRAILER = pattern(r"\W*study(?:track)?-", re.IGNORECASE)


def folded(draft: Draft, room: int, locale: Locale) -> Sequence[str]:
    """A section to be unfolded, with the takeaways and the next tasks as they can be copied.

    The latest takeaways stay where there is little room. What could be taken for a trailer, where
    the page becomes a message, is left out.
    """
    shown = []
    for key, lines in draft_lines(draft, locale).items() if room else ():
        plain = [line for line in map(one_line, lines) if not _TRAILER.match(line)]
        if plain:
            shown.append((locale.say(f"draft-{key}"), [f"- {line}" for line in plain[-room:]]))
    if not shown:
        return ()
    return (
        f"<details><summary>{locale.say('draft')}</summary>",
        *(part for title, lines in shown for part in (f"**{title}**", fenced(lines))),
        "</details>",
    )
