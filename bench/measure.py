"""Measures two commands against each other: in turn, as whole processes, by the median."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import NamedTuple

LAUNCHER = Path(__file__).with_name("launcher.py")
ROOT = LAUNCHER.parent.parent
KILOBYTES = 1 if sys.platform != "darwin" else 1024
"""How many of ``ru_maxrss``'s units are a kilobyte."""


class Usage(NamedTuple):
    """What one run took: seconds by the clock, seconds of processor, peak megabytes."""

    wall: float
    processor: float
    peak: float


@dataclass(frozen=True, slots=True)
class Command:
    """A command and the folder it runs in.

    Attributes:
        before: run before each measurement, and not measured.
        allowed: exit statuses that are as they should be.
    """

    arguments: tuple[str, ...]
    folder: Path = Path()
    before: Callable[[], object] = field(default=lambda: None)
    allowed: tuple[int, ...] = (0,)

    def run(self) -> Usage:
        """Run it once, to its end.

        Raises:
            RuntimeError: it failed, so that its time says nothing.
        """
        self.before()
        launcher = [sys.executable, "-I", "-S", str(LAUNCHER), *self.arguments]
        done = subprocess.run(
            launcher, cwd=self.folder, env=environment(), check=True, capture_output=True, text=True
        )
        wall, processor, peak, status = done.stdout.split()
        if int(status) not in self.allowed:
            command = " ".join(self.arguments)
            raise RuntimeError(f"{command!r} ended with {status}: {done.stderr.strip()}")
        return Usage(float(wall), float(processor), int(peak) / KILOBYTES / 1024)


def environment() -> Mapping[str, str]:
    """The environment of everything that is measured: this tree's code, no settings of git's."""
    kept = {
        key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "PYTHON"))
    }
    return kept | {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "LC_ALL": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
    }


@dataclass(frozen=True, slots=True)
class Comparison:
    """The runs of two commands that took turns."""

    ours: tuple[Usage, ...]
    peer: tuple[Usage, ...]

    def ratio(self, of: Callable[[Usage], float]) -> float:
        """The median of the ratios of the runs that stood side by side."""
        return median(of(one) / of(other) for one, other in zip(self.ours, self.peer, strict=True))

    def excess(self) -> float:
        """By how many megabytes our peak is above the other's, at the median."""
        return median(u.peak for u in self.ours) - median(u.peak for u in self.peer)


def compare(ours: Command, peer: Command, runs: int) -> Comparison:
    """Run each once to warm up, then both in turn so many times."""
    ours.run(), peer.run()
    pairs = [(ours.run(), peer.run()) for _ in range(runs)]
    return Comparison(tuple(pair[0] for pair in pairs), tuple(pair[1] for pair in pairs))
