"""Files that get another text, or are made: how one is read and written, what becomes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack import files
from studytrack.errors import TrackerError
from studytrack.study.location import decode
from studytrack.study.note_files import LARGEST_NOTE
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from studytrack.history import Repository
    from studytrack.model import BlockChange


class Rewritten(NamedTuple):
    """A file, and what becomes of it.

    Attributes:
        path: from the repository's root.
        before, text: the file as it is, and as it should be.
        blocks: the generated blocks in it that say something else by now.
        new: whether there is no such file yet.
    """

    path: str
    before: str
    text: str
    blocks: tuple[BlockChange, ...] = ()
    new: bool = False

    @property
    def changed(self) -> bool:
        """Whether anything is to be written."""
        return self.new or self.text != self.before


def read(repository: Repository, path: str) -> str | None:
    """The text of a file of the work tree; None where there is none.

    Raises:
        TrackerError: it cannot be read.
    """
    try:
        return decode(files.read_bytes(repository.root, path, LARGEST_NOTE), path)
    except files.RefusedError as error:
        if error.reason == "missing":
            return None
        raise TrackerError(f"{path}: the file {error}; move it away") from error


def write(repository: Repository, file: Rewritten) -> None:
    """Put a file's new text in its place, whole or not at all; what is there already stays.

    Raises:
        WriteError: the file was changed meanwhile, or cannot be written; its old text is still
            there.
    """
    if file.new:
        files.write_new(repository.root, file.path, file.text.encode())
    elif file.changed:
        files.write_atomically(
            repository.root,
            file.path,
            file.text.encode(),
            expected=file.before.encode(),
            lock_dir=repository.git_dir,
        )
