"""Files that get another text, or are made: what becomes of one, and how it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack import files
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
