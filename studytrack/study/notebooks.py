"""Pages of questions or references beside the tracker, made once and kept filled ever after."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from studytrack import files
from studytrack.errors import TrackerError
from studytrack.markdown.blocks import read
from studytrack.markers import BEGIN, END, regions
from studytrack.report.scene import filled
from studytrack.study.location import decode
from studytrack.study.note_files import LARGEST_NOTE, is_markdown
from studytrack.study.rewritten import Rewritten, write

if TYPE_CHECKING:
    from studytrack.history import Repository
    from studytrack.report.scene import Scene


@dataclass(frozen=True, slots=True)
class Notebook:
    """A page with a generated block of questions or references.

    Attributes:
        file: the page as it is, and as it should be; empty before where there was none.
    """

    file: Rewritten
    _repository: Repository = field(repr=False)

    def write(self) -> None:
        """Put the page there, whole or not at all; nothing is touched where nothing changed.

        Raises:
            WriteError: the file was changed meanwhile, or cannot be written.
        """
        write(self._repository, self.file)


def notebook(repository: Repository, scene: Scene, kind: str, path: str, folder: str) -> Notebook:
    """The page of a kind; what people wrote into it stays.

    Args:
        repository: where it belongs.
        scene: the study in the work tree.
        kind: the kind of its block, ``questions`` or ``references``.
        path: the page, from the repository's root.
        folder: the study's, below which pages are kept filled.

    Raises:
        TrackerError: the page is no Markdown file of the study, or cannot be read.
    """
    inside = not folder or path.startswith(f"{folder}/")
    if not is_markdown(path) or not inside or posixpath.normpath(path) != path:
        raise TrackerError(
            f"{path}: only Markdown files of the study are kept filled; "
            f"name one such as {posixpath.join(folder, f'{kind}.md')}"
        )
    before = _text(repository, path)
    text = _with_block(before or "", kind, scene)
    if not _has_block(text, kind):
        raise TrackerError(
            f"{path}: no block can be put at its end, where a fence, comment or list goes on; "
            f"write <!-- {BEGIN} {kind} --> and <!-- {END} --> where it belongs"
        )
    now = filled(text, scene._replace(path=path), LARGEST_NOTE)
    file = Rewritten(path, before or "", now.text, now.changes, new=before is None)
    return Notebook(file, repository)


def _text(repository: Repository, path: str) -> str | None:
    """The page as it is; None where there is none."""
    try:
        return decode(files.read_bytes(repository.root, path, LARGEST_NOTE), path)
    except files.RefusedError as error:
        if error.reason == "missing":
            return None
        raise TrackerError(f"{path}: the file {error}; name another with --file") from error


def _with_block(text: str, kind: str, scene: Scene) -> str:
    """The page with a block of the kind: at its end, where it has none."""
    if _has_block(text, kind):
        return text
    newline = "\r\n" if "\r\n" in text else "\n"
    lead = text or f"# {scene.locale.say(f'page-{kind}')}\n"
    gap = "" if lead.endswith(("\n", "\r")) else newline
    return f"{lead}{gap}{newline}<!-- {BEGIN} {kind} -->{newline}<!-- {END} -->{newline}"


def _has_block(text: str, kind: str) -> bool:
    return any(pair.words[:1] == (kind,) for pair in regions(read(text)).pairs)
