"""Makes text from git, notes and trackers harmless before anybody looks at it.

Escape sequences can repaint a terminal, and bidirectional or zero-width characters can make a
text look like another (https://www.unicode.org/reports/tr36/); so they are written out.
"""

from __future__ import annotations

import re

from studytrack.patterns import pattern

_ZERO_WIDTH_JOINER = "\u200d"
_PICTURES = "\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
_UNSEEN = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters but for tab and line feed
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0d\ufeff\uffa0\ufff9-\ufffb"
    "\U000e0000-\U000e0fff\ud800-\udfff"
)
_HIDDEN = pattern(
    # A joiner between two pictures makes one of them, and is meant. A pattern that begins with
    # one class is searched for many times as fast as one of alternatives.
    rf"[{_UNSEEN}{_ZERO_WIDTH_JOINER}](?:(?<!{_ZERO_WIDTH_JOINER})"
    rf"|(?<![{_PICTURES}\ufe0f]{_ZERO_WIDTH_JOINER})|(?![{_PICTURES}]))"
)
_COMMAND = pattern(r"^([^\S\n]*):(?=:)", re.MULTILINE)


def _escaped(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def shown(text: str) -> str:
    r"""The text with every control, bidirectional and invisible character written out.

    Tabs and line feeds stay, as does a joiner inside an emoji.

    >>> shown("a\x1b[31mb")
    'a\\x1b[31mb'
    """
    return _HIDDEN.sub(_escaped, text)


def one_line(text: str) -> str:
    r"""The text as `shown`, on one line.

    >>> one_line("a\nb")
    'a\\nb'
    """
    return shown(text).replace("\t", " ").replace("\n", r"\n")


def inert(text: str) -> str:
    r"""The text without what a GitHub job takes for a command: ``::`` that begins a line, ``##[``.

    As the runner reads them: https://github.com/actions/runner, ``ActionCommand.cs``.

    >>> inert("::error::no")
    '\\x3a:error::no'
    """
    return _COMMAND.sub(r"\1\\x3a", text).replace("##[", r"#\x23[")


def json_shown(text: str) -> str:
    r"""A JSON text with the same characters written as JSON's own escapes; its value is the same.

    >>> json_shown('"\u202e"')
    '"\\u202e"'
    """
    return _HIDDEN.sub(_json_escaped, text)


def _json_escaped(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))
