"""The files of a study as they are read: those of the work tree, or those of a revision."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from studytrack import files
from studytrack.study.note_files import LARGEST_NOTE, is_markdown
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from studytrack.history import Repository


def markdown_in(paths: Iterable[str]) -> list[str]:
    """The paths of Markdown files."""
    return [path for path in paths if is_markdown(path)]


def _is_under(path: str, places: Iterable[str]) -> bool:
    return any(one in (".", path) or path.startswith(f"{one}/") for one in places)


class WorkTree(NamedTuple):
    """The files as they lie in the work tree, new ones among them, ignored ones not.

    Attributes:
        drafts: files that are to be written yet, and count as if they were there.
    """

    repository: Repository
    drafts: Mapping[str, bytes] = MappingProxyType({})

    def listed(self, paths: Iterable[str]) -> Sequence[str]:
        """The paths of all files under some of the paths."""
        wanted = tuple(paths)
        drafts = (path for path in self.drafts if _is_under(path, wanted))
        return tuple(dict.fromkeys((*self.repository.worktree_files(wanted), *drafts)))

    def documents(self, folder: str) -> Iterator[tuple[str, bytes | str]]:
        """The bytes of every Markdown file of a folder; the empty one is the root."""
        return self.contents(markdown_in(self.listed([folder or "."])))

    def exists(self, path: str) -> bool:
        """Whether a file or a folder is there."""
        return path in self.drafts or files.exists(self.repository.root, path)

    def contents(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | str]]:
        """Each file's bytes, or the reason in a word why it is not read."""
        for path in paths:
            if path in self.drafts:
                yield path, self.drafts[path]
                continue
            try:
                yield path, files.read_bytes(self.repository.root, path, LARGEST_NOTE)
            except files.RefusedError as error:
                yield path, error.reason


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
        return [path for path in self._files() if _is_under(path, wanted)]

    def documents(self, folder: str) -> Iterator[tuple[str, bytes | str]]:
        """The bytes of every Markdown file of a folder; the empty one is the root."""
        return self.contents(markdown_in(self.listed([folder or "."])))

    def exists(self, path: str) -> bool:
        """Whether a file or a folder is there."""
        return path == "." or path in self._files() or path in self._folders

    def around(self, path: str) -> str | None:
        """The path, where it is there; else the submodule or the link that it leads through."""
        if self.exists(path):
            return path
        names = path.split("/")
        above = ("/".join(names[:depth]) for depth in range(1, len(names)))
        return next((one for one in above if not self._files().get(one, ("", True))[1]), None)

    def is_folder(self, path: str) -> bool:
        """Whether a folder is there."""
        return path not in self._files() and path in self._folders

    def blobs(self, paths: Iterable[str]) -> dict[str, str]:
        """The ids of those of the files that are regular ones."""
        found = {path: self._files().get(path) for path in paths}
        return {path: one[0] for path, one in found.items() if one is not None and one[1]}

    def contents(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | str]]:
        """Each file's bytes, or the reason in a word why it is not read; all in one go."""
        found = {path: self._files().get(path) for path in paths}
        wanted = [one[0] for one in found.values() if one is not None and one[1]]
        blobs = self.repository.blobs(wanted, LARGEST_NOTE) if wanted else {}
        for path, one in found.items():
            if one is None:
                yield path, "missing"
            elif not one[1]:
                yield path, "symlink"
            else:
                data = blobs[one[0]]
                yield path, "size" if data is None else data

    def _files(self) -> dict[str, tuple[str, bool]]:
        if self._tree is None:
            found = self.repository.files(self.commit) if self.commit else ()
            self._tree = {one.path: (one.blob, one.regular) for one in found}
            for path in self._tree:
                names = path.split("/")
                self._folders.update("/".join(names[:depth]) for depth in range(1, len(names)))
        return self._tree
