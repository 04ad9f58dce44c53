"""What generated blocks are filled from, and what comes of a text; few texts have any."""

from __future__ import annotations

import posixpath
from bisect import bisect_left
from itertools import accumulate
from typing import TYPE_CHECKING

from studytrack.agenda.diary import Diary
from studytrack.markdown.blocks import split_lines
from studytrack.markdown.inline import destination
from studytrack.markers import PREFIX
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from studytrack.locales import Locale
    from studytrack.model import BlockChange, State
    from studytrack.terms import Finding


class Scene(NamedTuple):
    """A study as it is told in a file.

    Attributes:
        path: the file's, from the repository's root; links start at its folder.
        diary: the weeks of the study.
    """

    state: State
    locale: Locale
    path: str
    diary: Diary = Diary()

    def linked(self, shown: str, target: str, place: str = "") -> str:
        """Markdown as a link to a file of the repository; to the file itself there is none.

        ``place`` is put behind the link's path: ``#L12``.
        """
        if target == self.path:
            return shown
        path = posixpath.relpath(target, posixpath.dirname(self.path) or ".")
        prefix = "" if path.startswith("../") else "./"
        return f"[{shown}]({prefix}{destination(path)}{place})"


class Filled(NamedTuple):
    """A text with its blocks filled, those that said something else, and what is wrong."""

    text: str
    changes: tuple[BlockChange, ...] = ()
    findings: tuple[Finding, ...] = ()

    def moving(self) -> Callable[[int], int]:
        """Tells where a line, from 1, of the old text stands in the new one."""
        lines = [one.line for one in self.changes]
        more = (len(split_lines(one.after)) - len(split_lines(one.before)) for one in self.changes)
        shifts = list(accumulate(more, initial=0))
        return lambda line: line + shifts[bisect_left(lines, line)]


def filled(text: str, scene: Scene, cap: int) -> Filled:
    """A text with its blocks filled, if it has any.

    Args:
        text: the whole file.
        scene: the study, and where the file lies.
        cap: the size in bytes above which the file would not be read again.

    Raises:
        TrackerError: filling a block would break others.
    """
    if PREFIX not in text:
        return Filled(text)
    from studytrack.report.generated import fill  # few texts have blocks

    return fill(text, scene, cap)
