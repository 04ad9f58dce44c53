"""``python -m bench [NAME ...]``: measures studytrack against its peers, and prints a table.

It is no test: misses are marked, and the exit status is 0.
"""

from __future__ import annotations

import argparse
import platform
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from bench.inputs import Inputs
from bench.works import WORKS, Count, Work

if TYPE_CHECKING:
    from bench.measure import Comparison

_ROW = "{:<13}  {:<43}  {:>8}  {:>8}  {:>6}  {:>6}  {:>6}  {}"


def main() -> None:
    """Measure the works that are named, or all."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(WORKS))
    names = parser.parse_args().names or list(WORKS)
    for name in names:
        if name not in WORKS:
            parser.error(f"{name!r} is not measured; there are {', '.join(WORKS)}")
    _say(_machine())
    _say(_ROW.format("name", "work", "ours", "peer", "ratio", "cpu", "budget", "verdict"))
    with tempfile.TemporaryDirectory(prefix="studytrack-bench-") as folder:
        given = Inputs(Path(folder))
        for name in names:
            _say(line(name, WORKS[name], given))


def line(name: str, work: Work | Count, given: Inputs) -> str:
    """What is measured or counted, as a line of the table."""
    if isinstance(work, Work):
        return row(name, work, work.measure(given))
    found = work.count(given)
    verdict = "met" if found <= work.budget else "MISSED"
    return _ROW.format(name, work.title, found, "", "", "", work.budget, verdict)


def row(name: str, work: Work, found: Comparison) -> str:
    """One line of the table: medians of both, and of the ratios."""
    if work.memory:
        ours, peer = (f"{median(u.peak for u in side):.0f} MB" for side in (found.ours, found.peer))
        value, processor, budget = found.excess(), "", f"{work.budget:.0f} MB"
        shown = f"{value:.0f} MB"
    else:
        ours, peer = (_seconds([u.wall for u in side]) for side in (found.ours, found.peer))
        value, budget = found.ratio(lambda used: used.wall), f"{work.budget:g}"
        shown, processor = f"{value:.2f}", f"{found.ratio(lambda used: used.processor):.2f}"
    verdict = "met" if value <= work.budget else "MISSED"
    if work.aim is not None and value <= work.aim:
        verdict = "met, and the aim"
    return _ROW.format(name, work.title, ours, peer, shown, processor, budget, verdict)


def _seconds(values: list[float]) -> str:
    return f"{median(values) * 1000:.0f} ms"


def _machine() -> str:
    git = subprocess.run(["git", "--version"], check=True, capture_output=True, text=True)
    version = git.stdout.strip()
    return f"Python {platform.python_version()}, {version}, {platform.system()}\n"


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
