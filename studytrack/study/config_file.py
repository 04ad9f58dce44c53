"""The config's file: where it is, and its bytes; light, so that it is read before all else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack import files
from studytrack.config.toml_values import FILE_NAME
from studytrack.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 1 << 20
"""Bytes; what is larger is no config."""


def find(root: Path, start: Path, given: Path | None = None) -> str | None:
    """The config's path from the root: the one given, else the nearest upward from a folder.

    Args:
        root: the top of the work tree.
        start: where to look first, or a file there.
        given: the config itself, where it is not to be looked for.

    Raises:
        ConfigError: the file that was given is not there, or not in the repository.
    """
    root = root.resolve()
    if given is not None:
        path = given.resolve()
        if not path.is_file() or not path.is_relative_to(root):
            raise ConfigError(f"{given}: no such config in this repository; run studytrack init")
        return path.relative_to(root).as_posix()
    folder = start.resolve()
    folder = folder.parent if folder.is_file() else folder
    for here in (folder, *folder.parents):
        if (here / FILE_NAME).is_file():
            return (here / FILE_NAME).relative_to(root).as_posix()
        if here == root:
            break
    return None


def read(root: Path, path: str) -> bytes:
    """The config's bytes in the work tree.

    Raises:
        ConfigError: it is no regular file, or too large to be one.
    """
    try:
        return files.read_bytes(root, path, LARGEST)
    except files.RefusedError as error:
        raise ConfigError(f"{path}: the config {error}; make it a regular file") from error
