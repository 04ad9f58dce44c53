"""Starts the command line: ``studytrack``, or ``python -m studytrack``."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line with the arguments of this process, and exit with its code."""
    if sys.argv[1:] == ["--version"]:  # asked for by scripts, and click takes 30 ms to load
        from studytrack import __version__

        print(f"studytrack {__version__}")  # noqa: T201
        return
    from studytrack.cli.program import program

    program.main()


if __name__ == "__main__":
    main()
