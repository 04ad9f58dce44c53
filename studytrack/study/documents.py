"""The other files of a study that have blocks to be kept filled: a README, say."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from studytrack import files
from studytrack.config.toml_values import FILE_NAME
from studytrack.markers import BEGIN
from studytrack.patterns import pattern
from studytrack.report.scene import filled
from studytrack.study.note_files import LARGEST_NOTE
from studytrack.study.rewritten import Rewritten
from studytrack.study.shelves import Revision, WorkTree
from studytrack.terms import Finding
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studytrack.report.scene import Scene
    from studytrack.study.pipeline import Request

_SURROGATE = pattern("[\udc80-\udcff]")
"""In a path: a byte that is not UTF-8, which GitHub takes in no request."""


class Documents(NamedTuple):
    """What becomes of the files beside the tracker that have blocks.

    Attributes:
        files: those that change.
        findings, left: what is wrong with their blocks, before and after the change.
    """

    files: tuple[Rewritten, ...] = ()
    findings: tuple[Finding, ...] = ()
    left: tuple[Finding, ...] = ()


def others(request: Request, scene: Scene) -> Documents:
    """Every tracked Markdown file of the study's folder, with its blocks filled.

    Raises:
        TrackerError: filling a block would break others.
        HistoryError: a file is left out of this clone.
    """
    changed: list[Rewritten] = []
    findings: list[Finding] = []
    left: list[Finding] = []
    for path, text in _texts(request):
        if isinstance(text, Finding):
            findings.append(text)
            left.append(text)
            continue
        here = scene._replace(path=path)
        now = filled(text, here, LARGEST_NOTE)
        findings += now.findings
        left += filled(now.text, here, LARGEST_NOTE).findings if now.changes else now.findings
        if now.changes:
            changed.append(Rewritten(path, text, now.text, now.changes))
    return Documents(tuple(changed), tuple(findings), tuple(left))


def _texts(request: Request) -> Iterator[tuple[str, str | Finding]]:
    """Each file that may have blocks, or why it is not read."""
    repository, folder = request.repository, request.place.folder
    commit = request.head if request.at else None
    found = repository.holding(BEGIN, commit, folder)
    if not found:
        return
    shelf = WorkTree(repository) if commit is None else Revision(repository, commit)
    tracker = (
        files.real_path(repository.root, request.path)
        if commit is None
        else repository.real_path(commit, request.path)
    )
    own = [path for path in found if path != tracker and not _in_another_study(path, folder, shelf)]
    for path, data in shelf.contents(own):
        if _SURROGATE.search(path):
            yield path, Finding("block-refused", {"reason": "file-name"}, path)
        elif isinstance(data, bytes):
            yield path, _decoded(path, data)
        elif data != "missing":  # as where only a part of the work tree is checked out
            yield path, Finding("block-refused", {"reason": data}, path)


def _decoded(path: str, data: bytes) -> str | Finding:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Finding("block-refused", {"reason": "utf-8"}, path, line)


def _in_another_study(path: str, folder: str, shelf: WorkTree | Revision) -> bool:
    """Whether a folder on the way to a file has a config of its own."""
    above = posixpath.dirname(path)
    while above != folder:
        if shelf.exists(f"{above}/{FILE_NAME}"):
            return True
        above = posixpath.dirname(above)
    return False
