"""Where a study lies: its config, its folder, and the tracker in it."""

from __future__ import annotations

import os
import posixpath
from pathlib import Path
from typing import TYPE_CHECKING

from studytrack import files, locales
from studytrack.config import settings as config_module
from studytrack.config.settings import Config
from studytrack.errors import ConfigError, TrackerError
from studytrack.study.candidates import LARGEST_TRACKER
from studytrack.tracker.language import guess_locale
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from studytrack.history import Repository
    from studytrack.locales import Locale


class Place(NamedTuple):
    """A study in a repository.

    Attributes:
        folder: the study's folder, from the repository's root; empty for the root itself.
        config_path: the config, from the root; None where there is none.
        config: what it says.
        since_line: the line of the config that names ``since``.
    """

    folder: str
    config_path: str | None
    config: Config
    since_line: int | None = None

    def configured_tracker(self) -> str | None:
        """The path from the root of the tracker that the config names."""
        return self._from_root(self.config.tracker)

    def configured_plan(self) -> str | None:
        """The path from the root of the plan that the config names."""
        return self._from_root(self.config.plan)

    def _from_root(self, path: str | None) -> str | None:
        return None if path is None else posixpath.normpath(posixpath.join(self.folder, path))


def place(path: str | None, data: bytes | None) -> Place:
    """The study that a config describes; the whole repository where there is none.

    Raises:
        ConfigError: the config cannot be used.
    """
    if path is None or data is None:
        return Place("", None, Config.default())
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError(f"{path}:{line}: this is not UTF-8; save the file as UTF-8") from error
    config = config_module.parse(text, path)
    return Place(posixpath.dirname(path), path, config, config_module.since_line(text))


def named(repository: Repository, start: Path, tracker: str | Path) -> str:
    """The path from the root of a tracker that is named relative to a folder, be it there or not.

    Raises:
        TrackerError: it lies outside the repository.
    """
    base = start if start.is_dir() else start.parent
    root = repository.root.resolve()
    found = Path(os.path.normpath(base.resolve() / tracker))
    if not found.is_relative_to(root):
        raise TrackerError(f"{tracker}: this lies outside the repository at {root}; check the path")
    return found.relative_to(root).as_posix()


def decode(data: bytes, path: str) -> str:
    """A tracker's text, newlines and a byte order mark as they are.

    Raises:
        TrackerError: the bytes are not UTF-8.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise TrackerError(f"{path}:{line}: this is not UTF-8; save the file as UTF-8") from error


def read_file(repository: Repository, path: str) -> bytes:
    """The tracker's bytes in the work tree.

    Raises:
        TrackerError: it is not there, or no regular file.
    """
    try:
        return files.read_bytes(
            repository.root, files.real_path(repository.root, path), LARGEST_TRACKER
        )
    except files.RefusedError as error:
        raise TrackerError(f"{path}: the tracker {error}; name another in the config") from error


def tracker_data(repository: Repository, path: str, commit: str | None) -> bytes:
    """The tracker's bytes at a commit, or in the work tree where it is None.

    Raises:
        TrackerError: it is not there, or no regular file.
    """
    if commit is None:
        return read_file(repository, path)
    data = repository.blob(commit, path, LARGEST_TRACKER)
    if data is None:
        raise TrackerError(f"{path}: there is no tracker at {commit}")
    return data


def language(data: bytes, locale: str | None) -> Locale:
    """The language of a tracker: the config's, else the text's own."""
    return locales.nearest(locale) if locale else guess_locale(data.decode("utf-8", "replace"))
