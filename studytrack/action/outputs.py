"""What a step gives back: its outputs, and its summary.

https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LARGEST_SUMMARY = 1 << 20
"""Bytes that GitHub takes of a step's summary."""


def write_outputs(path: Path | None, values: Mapping[str, str]) -> None:
    """Adds outputs to the file that the runner reads them from.

    Each stands between delimiters that nobody can guess, so that no value can end itself and
    begin another.
    """
    if path is None:
        return
    lines = []
    for name, value in values.items():
        delimiter = f"end-{secrets.token_hex(16)}"
        while delimiter in value:
            delimiter = f"end-{secrets.token_hex(16)}"
        lines.append(f"{name}<<{delimiter}\n{value}\n{delimiter}\n")
    with path.open("a", encoding="utf-8", newline="\n") as file:
        file.write("".join(lines))


def write_summary(path: Path | None, text: str) -> None:
    """Adds Markdown to the step's summary; too much of it is left out."""
    if path is None:
        return
    data = text.encode("utf-8", "backslashreplace")[:LARGEST_SUMMARY]
    with path.open("a", encoding="utf-8", newline="\n") as file:
        file.write(data.decode("utf-8", "ignore"))
