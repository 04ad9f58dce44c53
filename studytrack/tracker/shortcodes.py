"""Markers by the names that GitHub has for them, as ``:white_check_mark:``."""

from __future__ import annotations

from studytrack.patterns import pattern

_SHORTCODE = pattern(r":([a-z0-9_]{1,40}):")
_EMOJI = {
    "white_check_mark": "✅",
    "heavy_check_mark": "✔",
    "ballot_box_with_check": "☑",
    "green_circle": "🟢",
    "x": "❌",
    "white_large_square": "⬜",
    "white_circle": "⚪",
    "red_circle": "🔴",
    "construction": "🚧",
    "arrows_counterclockwise": "🔄",
    "hourglass": "⌛",
    "hourglass_flowing_sand": "⏳",
    "yellow_circle": "🟡",
    "large_blue_circle": "🔵",
    "no_entry_sign": "🚫",
}
"""The markers among those at https://api.github.com/emojis."""


def with_emoji(text: str) -> str:
    """The text with emoji in the place of GitHub's names for them.

    >>> with_emoji("**:white_check_mark:** at 10:30:00")
    '**✅** at 10:30:00'
    """
    return _SHORTCODE.sub(lambda code: _EMOJI.get(code[1], code[0]), text)
