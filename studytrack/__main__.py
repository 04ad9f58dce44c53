"""Starts the command line: ``studytrack``, or ``python -m studytrack``."""

from __future__ import annotations

import gc
import os
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from types import FrameType


def main() -> None:
    """Run the command line with the arguments of this process, and exit with its code."""
    if sys.argv[1:] == ["--version"]:  # asked for by scripts, and click takes 30 ms to load
        from studytrack import __version__

        print(f"studytrack {__version__}")  # noqa: T201
        return
    # A command is over before any cycle is worth finding, and to look for them among the many
    # small values of a large study takes a third of its time.
    gc.disable()
    try:
        _run()
    except SystemExit as ended:
        _leave(ended)


def _run() -> NoReturn:
    if sys.argv[1:3] == ["hooks", "run"]:  # git waits for it, and most of studytrack is not needed
        from studytrack.cli.committing import run

        sys.exit(run(sys.argv[3:]))
    # pydantic would look for plugins in the metadata of every package that is installed.
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    from studytrack.cli.program import program

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)  # Windows has no SIGHUP
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _ended)
    program.main()


def _leave(ended: SystemExit) -> NoReturn:
    """End at once: what was opened is closed by now, and the system frees the rest as a whole.

    To take a large study apart value by value takes an eighth of the time.
    """
    if isinstance(ended.code, str):  # which is still to be printed
        raise ended
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, OSError, ValueError):  # none, full, or closed: told by now
            stream.flush()
    os._exit(ended.code or 0)


def _ended(number: int, frame: FrameType | None) -> NoReturn:
    """End as after Ctrl-C: what a command has half done is put back first."""
    del frame
    sys.exit(128 + number)  # what a shell reports of a program that a signal ended


if __name__ == "__main__":
    main()
