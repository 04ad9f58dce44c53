"""Has git read a study's history while the rest of studytrack is still being imported.

What is imported here is little: no model, no language, no Markdown. So git is under way after a
third of the time that it takes to import everything, and on a long history it is git that takes
longest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from studytrack.config.toml_values import BOM, loaded
from studytrack.errors import StudytrackError
from studytrack.history import Repository
from studytrack.study import config_file
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

    from studytrack.graph import Log

Reader = Callable[[Callable[[int], None] | None], "Log"]


class Ahead(NamedTuple):
    """A history that is being read.

    Attributes:
        head: the commit that is checked out.
        since: what the config of the work tree says.
        read: waits for git; the same log however often it is called.
    """

    head: str
    since: str | None
    read: Reader


@contextmanager
def started(path: Path) -> Iterator[tuple[Repository, Ahead | None]]:
    """The repository around a path, and its history up to what is checked out.

    None where there is something amiss: whoever reads the study in earnest will tell.

    Raises:
        HistoryError: there is no repository, or it cannot tell its history.
    """
    repository, head = Repository.with_head(path)
    with ExitStack() as stack:
        ahead = None
        try:
            if head is not None:
                since = _since(repository, path)
                read = stack.enter_context(repository.log_started(head, since))
                ahead = Ahead(head, since, _once(read))
        except (StudytrackError, UnicodeDecodeError):
            pass
        yield repository, ahead


def _since(repository: Repository, path: Path) -> str | None:
    found = config_file.find(repository.root, path)
    if found is None:
        return None
    text = config_file.read(repository.root, found).decode("utf-8")
    since = loaded(text.removeprefix(BOM), found).get("since")
    return since if isinstance(since, str) else None


def _once(read: Reader) -> Reader:
    """What was read is kept: git shows it once."""
    kept: list[Log] = []

    def log(progress: Callable[[int], None] | None) -> Log:
        if not kept:
            kept.append(read(progress))
        return kept[0]

    return log
