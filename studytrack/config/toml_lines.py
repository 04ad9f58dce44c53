"""Which line of a TOML text a key stands on, so that an error can name it.

The standard library reads values without their places; this finds the places without reading
values. The rules are those of https://toml.io/en/v1.0.0.
"""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from studytrack.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

# An open string runs to the end: trying again from each of its quotes would be quadratic.
_TOKEN = pattern(
    r'"""(?:[^"\\]|\\[\s\S]|"(?!""))*(?:"{3,5})?'
    r"|'''(?:[^']|'(?!''))*(?:'{3,5})?"
    r'|"(?:[^"\\\n]|\\.)*"?'
    r"|'[^'\n]*'?"
    r"|#[^\n]*"
    r"|[\[\]{}\n]"
)
_KEY = r"((?:\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'|[A-Za-z0-9_.\t -])+)"
_HEADER = pattern(rf"\[\[?{_KEY}\]")
_PAIR = pattern(rf"{_KEY}=")


def key_lines(text: str) -> dict[tuple[str, ...], int]:
    r"""The line, from 1, where each key or table is first named; `text` is valid TOML.

    A key within an inline table is not listed: it stands where the table does.

    Example:
        ``key_lines("[notes]\nimply = 'done'\n")[("notes", "imply")] == 2``
    """
    lines: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    for line, statement in _statements(text):
        if header := _HEADER.match(statement):
            key = table = _parts(header[1])
        elif pair := _PAIR.match(statement):
            key = table + _parts(pair[1])
        else:
            continue
        for depth in range(1, len(key) + 1):
            lines.setdefault(key[:depth], line)  # ``a.b`` names ``a`` as well
    return lines


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Each header, pair or blank line with the number of its first line."""
    start, line, first, depth = 0, 1, 1, 0
    for token in _TOKEN.finditer(text + "\n"):
        line += token[0].count("\n")
        depth += (token[0] in {"[", "{"}) - (token[0] in {"]", "}"})
        if token[0] == "\n" and not depth:
            yield first, text[start : token.end()].strip()
            start, first = token.end(), line


def _parts(key: str) -> tuple[str, ...]:
    """A dotted key's parts, unquoted."""
    parts: list[str] = []
    rest: object = tomllib.loads(f"{key} = 0")
    while isinstance(rest, dict):
        part, rest = next(iter(rest.items()))
        parts.append(part)
    return tuple(parts)
