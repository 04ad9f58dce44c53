"""What git knows of a study: the only package that runs git."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studytrack.history.repository import FileStatus, Repository
    from studytrack.history.trees import Replaced, TreeFile
    from studytrack.history.versions import Entry, Version

__all__ = ["Entry", "FileStatus", "Replaced", "Repository", "TreeFile", "Version"]

_HOMES = {
    "Entry": "studytrack.history.versions",
    "FileStatus": "studytrack.history.repository",
    "Replaced": "studytrack.history.trees",
    "Repository": "studytrack.history.repository",
    "TreeFile": "studytrack.history.trees",
    "Version": "studytrack.history.versions",
}


def __getattr__(name: str) -> object:
    """Load what is asked for: a hook starts git, and has no time for all that reads history."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
