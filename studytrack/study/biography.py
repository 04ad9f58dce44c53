"""From a repository to the story of its tracker: the versions that git has, and no records."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from studytrack import files
from studytrack.errors import TrackerError
from studytrack.graph import author_day
from studytrack.story.model import Moment, Story
from studytrack.story.readings import Reading, Readings
from studytrack.story.telling import Telling, Version
from studytrack.study.candidates import LARGEST_TRACKER
from studytrack.study.location import language
from studytrack.tracker.identity import NONE, names
from studytrack.tracker.reading import read
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import tzinfo

    from studytrack.history import Repository
    from studytrack.history.lineage import FileVersion
    from studytrack.tracker.identity import Names

_BATCH = 100
"""Versions whose bytes are held at once."""


class Wanted(NamedTuple):
    """What is to be told.

    Attributes:
        head: the commit up to which the story goes; None for a branch without commits.
        path: the tracker, from the repository's root.
        locale: the language that it is kept in; found from its words where None.
        zone: the time zone of dates; each author's own where None.
        progress: called now and then with the number of commits read.
    """

    repository: Repository
    head: str | None
    path: str
    locale: str | None = None
    zone: tzinfo | None = None
    progress: Callable[[int], None] | None = None


def story(wanted: Wanted) -> Story:
    """The story of a tracker, as its versions tell it.

    Raises:
        TrackerError: it was never committed, or no version of it can be read.
    """
    repository, head, path = wanted.repository, wanted.head, wanted.path
    real = repository.real_path(head, path) if head else path
    found = repository.lineage(head, real) if head else ()
    if head is None or not found:
        raise _untold(repository, path)
    last = _last(wanted, found)
    locale = language(last, wanted.locale).name
    shelf = _Shelf(wanted, found, Readings(locale, _names(last, locale)))
    telling = Telling()
    for version in shelf.versions():
        telling.tell(version)
    told = telling.story(shelf.end(head, real), path, head, locale)
    if not told.tasks:
        raise TrackerError(
            f"{path}: no version of it has a table of tasks, which needs a header with a task "
            "and a status column, such as | Task | Status |"
        )
    return told


def _untold(repository: Repository, path: str) -> TrackerError:
    if not files.exists(repository.root, path):
        return TrackerError(f"{path}: not in any commit, nor in the work tree; check the path")
    return TrackerError(
        f"{path}: not in any commit yet, so there is no history to tell; "
        f"run: git add {shlex.quote(path)} && git commit"
    )


def _last(wanted: Wanted, found: Sequence[FileVersion]) -> bytes:
    """The last version that is a file; nothing where it is too large."""
    blobs = [one.blob for one in found if one.blob and _regular(one)][-1:]
    data = wanted.repository.blobs(blobs, LARGEST_TRACKER)
    return next(iter(data.values()), None) or b""


def _names(data: bytes, locale: str) -> Names:
    """The ids of tasks that went by their titles before the last version."""
    try:
        return names(read(data.decode("utf-8", "replace"), locale))
    except TrackerError:
        return NONE


class _Shelf:
    """The versions of a tracker, read one after the other; none is kept longer than needed."""

    def __init__(self, wanted: Wanted, found: Sequence[FileVersion], readings: Readings) -> None:
        self._wanted = wanted
        self._found = found
        self._readings = readings
        self._known: dict[str, Reading | None] = {}
        self._odd = {one.blob for one in found if not _regular(one)}
        authors = sorted({one.author for one in found})
        self._people = wanted.repository.mailmap(wanted.head or "", authors)

    def versions(self) -> Iterator[Version]:
        """Every version, oldest first."""
        last = {blob: place for place, one in enumerate(self._found) for blob in self._blobs(one)}
        for start in range(0, len(self._found), _BATCH):
            batch = self._found[start : start + _BATCH]
            needed = [b for one in batch for b in self._blobs(one) if b not in self._known]
            data = self._wanted.repository.blobs(needed, LARGEST_TRACKER)
            for place, one in enumerate(batch, start):
                if self._wanted.progress is not None:
                    self._wanted.progress(place)
                yield self._version(one, data)
                for blob in self._blobs(one):
                    if last[blob] == place:
                        self._known.pop(blob, None)

    def end(self, head: str, path: str) -> Reading | None:
        """What the tracker says at the head of the history; None where it cannot be read."""
        files = [one for one in self._wanted.repository.files(head, [path]) if one.regular]
        if not files:
            return None
        data = self._wanted.repository.blobs([files[0].blob], LARGEST_TRACKER)
        return self._reading(files[0].blob, data)

    def _blobs(self, one: FileVersion) -> list[str]:
        """The ids of the bytes before and after a version, where they are a file's."""
        return [blob for blob in (*one.before, one.blob) if blob and blob not in self._odd]

    def _version(self, one: FileVersion, data: Mapping[str, bytes | None]) -> Version:
        blobs = self._blobs(one)
        known = {blob: self._reading(blob, data) for blob in blobs}
        reading = known.get(one.blob or "")
        author = self._people.get(one.author, one.author)
        day = author_day(one.authored, self._wanted.zone)
        return Version(
            Moment(commit=one.commit, date=day, author=author),
            reading if reading is not None else _reason(one, data),
            tuple(before for blob in one.before if (before := known.get(blob)) is not None),
        )

    def _reading(self, blob: str, data: Mapping[str, bytes | None]) -> Reading | None:
        if blob not in self._known:
            text = data[blob]
            shown = None if text is None else text.decode("utf-8", "replace")
            self._known[blob] = None if shown is None else self._readings.reading(shown)
        return self._known[blob]


def _regular(one: FileVersion) -> bool:
    return one.blob is None or one.mode.startswith("100")


def _reason(one: FileVersion, data: Mapping[str, bytes | None]) -> str:
    """Why a version cannot be read, as `Silence` has it."""
    if one.blob is None:
        return "deleted"
    if not _regular(one):
        return "no-file"
    return "too-large" if one.blob in data and data[one.blob] is None else "no-tracker"
