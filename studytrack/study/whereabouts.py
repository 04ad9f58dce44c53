"""Where the tracker that is read is in the last commit: behind links, or before it is moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack import files

if TYPE_CHECKING:
    from studytrack.history.staging import Change
    from studytrack.study.gathering import Request


def real_path(request: Request) -> str:
    """Where the tracker really is, symbolic links of the revision or the work tree followed."""
    repository, path = request.repository, request.path
    if request.at:
        return repository.real_path(request.head or "", path)
    return files.real_path(repository.root, path)


def staged_move(request: Request) -> Change | None:
    """The move that is about to be committed, where the tracker is not in its place yet."""
    return None if request.at else request.repository.staged_move(real_path(request))
