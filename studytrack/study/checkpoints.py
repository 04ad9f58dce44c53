"""The checkpoints of a study: files beside the tracker, one a week."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from studytrack import files
from studytrack.agenda.weeks import Week, ended, named
from studytrack.errors import TrackerError, UsageError
from studytrack.markers import BEGIN, END
from studytrack.report import checkpoint as page
from studytrack.report.scene import filled
from studytrack.study.note_files import LARGEST_NOTE
from studytrack.study.pipeline import run
from studytrack.study.rewritten import Rewritten, write
from studytrack.study.shelves import Revision, WorkTree
from studytrack.weekly import missing
from studytrack.weekly.telling import review

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from studytrack.agenda.diary import Diary
    from studytrack.history import Repository
    from studytrack.locales import Locale
    from studytrack.report.scene import Scene
    from studytrack.study.pipeline import Request
    from studytrack.weekly.model import Review

_SUFFIX = ".md"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a week was like, and the file that says so.

    Attributes:
        path: from the repository's root.
        before: the file as it is; None where there is none.
        text: the file as it should be: its blocks say what is true, all else is as it was.
        missed: the other weeks that have ended without one, oldest first; they count from the
            first checkpoint there is, else from the first record.
        own: whether it is a checkpoint of ours, or is to be one; what has no block of its week is
            somebody's own page.
    """

    path: str
    before: str | None
    text: str
    review: Review
    missed: tuple[str, ...]
    locale: Locale
    own: bool
    _repository: Repository = field(repr=False)

    @property
    def changed(self) -> bool:
        """Whether anything is to be written."""
        return self.text != self.before

    def write(self) -> None:
        """Put the text in its place, whole or not at all; nothing is touched where it is there.

        Raises:
            TrackerError: there is a page of somebody's own.
            WriteError: the file was changed meanwhile, or cannot be written.
        """
        if not self.own:
            week = self.review.week
            raise TrackerError(
                f"{self.path}: it has no block of week {week}, so it is yours and stays; move it "
                f"away, or write <!-- {BEGIN} review week={week} --> and <!-- {END} --> into it"
            )
        new = self.before is None
        write(self._repository, Rewritten(self.path, self.before or "", self.text, new=new))


def checkpoint(request: Request, week: Week) -> Checkpoint:
    """The checkpoint of a week, as the work tree has it or should have it.

    Raises:
        TrackerError: what lies in its place cannot be read.
    """
    result, path = run(request), path_of(request, week)
    before = _read(request.repository, path)
    text = page.empty(week, result.locale) if before is None else before
    scene = result.scene._replace(path=path)
    return Checkpoint(
        path,
        before,
        filled(text, scene, LARGEST_NOTE).text,
        review(scene.diary, week),
        tuple(one.name for one in _missed(request, scene.diary) if one != week),
        result.locale,
        page.is_of(text, week),
        request.repository,
    )


def _missed(request: Request, diary: Diary) -> Sequence[Week]:
    return missing.missed(diary, set(_written(request)), ended(request.today, diary.ends))


def due(request: Request, scene: Scene) -> tuple[Rewritten, ...]:
    """The checkpoints that are to be written by now without being asked for, as new files."""
    diary = scene.diary
    weeks = missing.due(diary, set(_written(request)), ended(request.today, diary.ends))
    return tuple(_new(path_of(request, week), week, scene) for week in weeks)


def path_of(request: Request, week: Week) -> str:
    """Where the checkpoint of a week lies, from the repository's root."""
    return posixpath.normpath(posixpath.join(_folder(request), f"{week.name}{_SUFFIX}"))


def _folder(request: Request) -> str:
    """The folder of the checkpoints, from the repository's root."""
    own = request.place.config.weekly.directory
    return posixpath.normpath(posixpath.join(posixpath.dirname(request.path), own))


def _written(request: Request) -> Iterator[Week]:
    """The weeks that have a file, whoever wrote it."""
    commit = request.head if request.at else None
    repository, folder = request.repository, _folder(request)
    shelf = Revision(repository, commit) if request.at else WorkTree(repository)
    for path in shelf.listed([folder]):
        above, name = posixpath.split(path)
        if (above or ".") == folder and name.endswith(_SUFFIX):
            try:
                yield named(name.removesuffix(_SUFFIX), request.place.config.weekly.ends)
            except UsageError:  # another page
                continue


def _new(path: str, week: Week, scene: Scene) -> Rewritten:
    text = page.empty(week, scene.locale)
    text = filled(text, scene._replace(path=path), LARGEST_NOTE).text
    return Rewritten(path, "", text, new=True)


def _read(repository: Repository, path: str) -> str | None:
    """The text of a file of the work tree; None where there is none."""
    try:
        return files.read_bytes(repository.root, path, LARGEST_NOTE).decode("utf-8")
    except files.RefusedError as error:
        if error.reason == "missing":
            return None
        raise TrackerError(f"{path}: the file {error}; nothing was written") from error
    except UnicodeDecodeError as error:
        raise TrackerError(f"{path}: not UTF-8; save it as UTF-8") from error
