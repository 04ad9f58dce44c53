"""How text reaches the outside: a terminal, a pipe or a file, whatever it can encode."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TextIO

from studytrack.cli.output.plain import plain
from studytrack.shown import inert, json_shown, one_line, shown

if TYPE_CHECKING:
    from studytrack.cli.output.page import Page
    from studytrack.model import Model

BROKEN_PIPE = 141
"""What a shell reports of a program that a closed pipe ended: 128 + SIGPIPE."""


def prepare() -> None:
    """Make the standard streams take every character, and take the place of missing ones."""
    for name in ("stdout", "stderr"):
        stream: TextIO | None = getattr(sys, name)
        if stream is None:  # closed by whoever started us
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def say(page: Page) -> None:
    """Print a page: in colour to a terminal, else as plain text."""
    if sys.stdout.isatty():
        from rich.console import Console

        from studytrack.cli.output.terminal import show

        console = Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
        _written(lambda: show(page, console))
    else:
        text = plain(page)
        say_text(inert(text) if os.environ.get("GITHUB_ACTIONS") == "true" else text)


def say_text(text: str) -> None:
    """Print text that is harmless already."""
    _written(lambda: sys.stdout.write(text))


def say_bytes(data: bytes) -> None:
    """Print bytes as they are: no encoding, no other line endings."""
    _written(lambda: sys.stdout.flush() or sys.stdout.buffer.write(data))


def say_json(model: Model | Mapping[str, object]) -> None:
    """Print a model, or a mapping of names to models and tuples of them, as one line of JSON.

    It is UTF-8 where the stream takes it, else ASCII; both have the same value.
    """
    import json  # most commands print none

    values = _jsonable(model)
    text = json_shown(json.dumps(values, ensure_ascii=False, separators=(",", ":")))
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(values, separators=(",", ":"))
    say_text(f"{text}\n")


def _jsonable(value: object) -> object:
    from studytrack.model import Model  # most commands print no JSON

    match value:
        case Model():
            return value.model_dump(mode="json")
        case tuple():
            return [_jsonable(one) for one in value]
        case Mapping():
            return {name: _jsonable(one) for name, one in value.items()}
        case _:
            return value


def complain(message: str, *, lines: bool = False) -> None:
    """Print an error, on one line of standard error; or on as many as it has, if it may."""
    parts = shown(message).split("\n") if lines else [one_line(message)]
    try:
        for part in parts:
            sys.stderr.write(f"studytrack: {part}\n")
        sys.stderr.flush()
    except OSError:  # nobody is there to hear it
        return


def pass_on(text: str) -> None:
    """Print what another program said to standard error, made harmless."""
    if not text:
        return
    try:
        sys.stderr.write(f"{shown(text)}\n")
        sys.stderr.flush()
    except OSError:  # nobody is there to hear it
        return


def _written(write: Callable[[], object]) -> None:
    try:
        write()
        sys.stdout.flush()
    except BrokenPipeError:
        # What is still buffered would be written, and fail again, when the interpreter ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(BROKEN_PIPE) from None
