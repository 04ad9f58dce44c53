"""Opens the study that a command is about, and shows progress while its history is read."""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from rich.status import Status

    from studytrack.locales import Locale
    from studytrack.study.study import Study

PATIENCE = 1.0
"""Seconds before progress is shown: most histories are read in less."""


@dataclass(slots=True)
class Progress:
    """A line on a terminal's standard error that counts commits, once reading takes long."""

    words: Locale
    shown: bool
    clock: Callable[[], float] = time.monotonic
    _since: float | None = None
    _line: Status | None = field(default=None, repr=False)

    def __call__(self, count: int) -> None:
        """That many commits have been read."""
        if not self.shown:
            return
        now = self.clock()
        if self._since is None:
            self._since = now
        if now - self._since < PATIENCE:
            return
        text = self.words.say("reading", count=f"{count:,}")
        if self._line is None:
            self._line = _status_line(text)
        else:
            self._line.update(text)

    def stop(self) -> None:
        """Take the line away."""
        if self._line is not None:
            self._line.stop()
            self._line = None


def _status_line(text: str) -> Status:
    from rich.console import Console

    console = Console(file=sys.stderr, highlight=False, markup=False, emoji=False)
    status = console.status(text)
    status.start()
    return status


@contextmanager
def watched() -> Iterator[Progress]:
    """Progress that is gone when the work is done, or has failed."""
    progress = Progress(spoken(os.environ), sys.stderr.isatty())
    try:
        yield progress
    finally:
        progress.stop()


@contextmanager
def opened(directory: Path) -> Iterator[Study]:
    """The study around a folder; what reads its history belongs inside the ``with``.

    So do imports that take long, or behind it: git is under way then.
    """
    from studytrack.study import ahead

    with ahead.started(directory) as (repository, begun), watched() as progress:
        from studytrack.study.study import Study  # takes a while, and git is under way

        yield Study.begun(repository, begun, directory, progress)


def spoken(environment: Mapping[str, str]) -> Locale:
    """The language that the environment asks for, as POSIX has it, or English.

    https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap08.html

    >>> spoken({"LANG": "zh_CN.UTF-8"}).name
    'zh-CN'
    """
    from studytrack import locales

    names = (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    asked = next(filter(None, names), "").partition(".")[0].replace("_", "-")
    language = asked.partition("-")[0].casefold()
    known = {name.partition("-")[0].casefold() for name in locales.names()}
    return locales.nearest(asked) if language in known else locales.load("en")
