"""The files of a study as they are read: those of the work tree, or those of a revision."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from studytrack import files
from studytrack.study.note_files import LARGEST_NOTE

if TYPE_CHECKING:
    from studytrack.history import Repository


@dataclass(frozen=True, slots=True)
class WorkTree:
    """The files as they lie in the work tree, new ones among them, ignored ones not."""

    repository: Repository

    def listed(self, paths: Iterable[str]) -> Sequence[str]:
        """The paths of all files under some of the paths."""
        return self.repository.worktree_files(tuple(paths))

    def exists(self, path: str) -> bool:
        """Whether a file or a folder is there."""
        return files.exists(self.repository.root, path)

    def content(self, path: str) -> bytes | str:
        """The bytes of a note, or the reason in a word why it is not read."""
        try:
            return files.read_bytes(self.repository.root, path, LARGEST_NOTE)
        except files.RefusedError as error:
            return error.reason


@dataclass(slots=True)
class Revision:
    """The files of one revision; its tree is listed when it is first asked for."""

    repository: Repository
    commit: str | None
    _tree: dict[str, tuple[str, bool]] | None = field(default=None, repr=False)
    _folders: set[str] = field(default_factory=set, repr=False)

    def listed(self, paths: Iterable[str]) -> Sequence[str]:
        """The paths of all files under some of the paths."""
        wanted = tuple(paths)
        return [
            path
            for path in self._files()
            if any(one in (".", path) or path.startswith(f"{one}/") for one in wanted)
        ]

    def exists(self, path: str) -> bool:
        """Whether a file or a folder is there."""
        return path == "." or path in self._files() or path in self._folders

    def content(self, path: str) -> bytes | str:
        """The bytes of a note, or the reason in a word why it is not read."""
        if path not in self._files():
            return "missing"
        blob, regular = self._files()[path]
        if not regular:
            return "symlink"
        data = self.repository.blobs([blob], LARGEST_NOTE)[blob]
        return "size" if data is None else data

    def _files(self) -> dict[str, tuple[str, bool]]:
        if self._tree is None:
            found = self.repository.files(self.commit) if self.commit else ()
            self._tree = {one.path: (one.blob, one.regular) for one in found}
            for path in self._tree:
                names = path.split("/")
                self._folders.update("/".join(names[:depth]) for depth in range(1, len(names)))
        return self._tree
