"""What git knows of a study: the only package that runs git."""

from studytrack.history.repository import Repository

__all__ = ["Repository"]
