"""What git knows of a study: the only package that runs git."""

from studytrack.history.repository import FileStatus, Repository
from studytrack.history.trees import Replaced, TreeFile
from studytrack.history.versions import Entry, Version

__all__ = ["Entry", "FileStatus", "Replaced", "Repository", "TreeFile", "Version"]
