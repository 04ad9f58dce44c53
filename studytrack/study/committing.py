"""The study around a commit that is being made, as git's hooks see it.

A hook runs at the top of the work tree, and everybody waits for it: what is imported here is
little, and the config is read for the few values that matter. Whether all of it is valid is for
the other commands to say.
"""

from __future__ import annotations

import os
import posixpath
from typing import TYPE_CHECKING

from studytrack import files
from studytrack.config.toml_values import BOM, FILE_NAME, loaded
from studytrack.errors import TrackerError
from studytrack.hooks import tidying
from studytrack.hooks.verdict import Complaint, agreed, complaints
from studytrack.study import config_file
from studytrack.study.candidates import LARGEST_TRACKER, find_tracker
from studytrack.tracker.reading import read
from studytrack.tracker.trailer_words import vocabulary_of
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from studytrack.history.commands import Git
    from studytrack.locales import Locale
    from studytrack.tracker.shape import Tracker


class Verdict(NamedTuple):
    """What is wrong with a message.

    Attributes:
        complaints: what is wrong, in the message's order.
        locale: the language of the study.
        cut: whether the text had scissors, and a diff below them.
    """

    complaints: tuple[Complaint, ...]
    locale: Locale
    cut: bool

    @property
    def refuses(self) -> bool:
        """Whether the commit is to be stopped."""
        return any(one.refuses for one in self.complaints)


class Study(NamedTuple):
    """What a commit is held to: a tracker, and what its config says of notes.

    Attributes:
        path: the tracker, from the top of the work tree.
        notes: the ``[notes]`` table of the config.
    """

    path: str
    tracker: Tracker
    notes: Mapping[str, object]


class Commit(NamedTuple):
    """A commit that is being made.

    Attributes:
        root: the top of the work tree.
        environment: the hook's own, as git gives it.
    """

    root: Path
    environment: Mapping[str, str]

    @property
    def edited(self) -> bool:
        """Whether somebody sees the message in an editor; see githooks(5)."""
        return self.environment.get("GIT_EDITOR") != ":"

    @property
    def git(self) -> Git:
        """Git with the index of this commit, and none of the user's settings."""
        from studytrack.history.commands import Git

        return Git.of_a_hook(self.root, self.environment)

    def manner(self) -> tidying.Manner:
        """How the user has set git to tidy messages."""
        from studytrack.history.commands import Git

        git = Git.of_the_user(self.root, self.environment)
        return tidying.manner(git.ask("config", "-z", "--get-regexp", tidying.SETTINGS).output)

    def under_way(self) -> bool:
        """Whether this commit belongs to something larger: a rebase, a merge, a cherry-pick."""
        asked = [part for name in _UNDER_WAY for part in ("--git-path", name)]
        paths = self.git.read("rev-parse", *asked).splitlines()
        return any((self.root / os.fsdecode(path)).exists() for path in paths)

    def verdict(self, text: bytes) -> Verdict | None:
        """What is wrong with a message; None where there is nothing, or no study.

        With several studies, a trailer is wrong that none of them understands. How git is set is
        asked only where something seems to be wrong, since to start it takes a while.

        Raises:
            StudytrackError: a study cannot be read.
        """
        found = self._verdict(text, tidying.USUAL)
        if found is None or (manner := self.manner()) == tidying.USUAL:
            return found
        return self._verdict(text, manner)

    def _verdict(self, text: bytes, manner: tidying.Manner) -> Verdict | None:
        message = tidying.tidied(text, manner, edited=self.edited)
        found: list[Complaint] | None = None
        locale = None
        for study in self.studies():
            words = vocabulary_of(study.tracker)
            told = complaints(message, words, self._is_commit, manner.encoding)
            found = told if found is None else agreed(found, told)
            locale = locale or study.tracker.dialect.locale
            if not any(one.refuses for one in found):
                break
        return Verdict(tuple(found), locale, message.cut) if found and locale else None

    def studies(self) -> Iterator[Study]:
        """The study of the folder where the commit is made, then the others of the repository.

        Where no config names a tracker, it is the one that can be found; none where that is not
        certain.
        """
        here = self.root / self.environment.get("GIT_PREFIX", "")
        nearest = config_file.find(self.root, here)
        if nearest is not None:
            yield from self._configured(nearest)
        others = [path for path in self._files() if posixpath.basename(path) == FILE_NAME]
        for path in others:
            if path != nearest:
                yield from self._configured(path)
        if nearest is None and not others:
            yield from self._found("", {})

    def _is_commit(self, beginning: str) -> bool:
        """Whether an id, or its beginning, names one commit; a shallow clone cannot tell."""
        asked = ("rev-parse", "--quiet", "--verify", "--end-of-options", f"{beginning}^{{commit}}")
        if self.git.ask(*asked).status == 0:
            return True
        return self.git.ask("rev-parse", "--is-shallow-repository").output == b"true\n"

    def _configured(self, path: str) -> Iterator[Study]:
        """The study of a config, if its tracker is there."""
        folder = posixpath.dirname(path)
        values = _values(config_file.read(self.root, path), path)
        tracker = values.get("tracker")
        if not isinstance(tracker, str):
            yield from self._found(folder, values)
            return
        own = posixpath.normpath(posixpath.join(folder, tracker))
        try:
            real = files.real_path(self.root, own)
            data = files.read_bytes(self.root, real, LARGEST_TRACKER)
        except files.RefusedError as error:
            raise TrackerError(f"{own}: the tracker {error}; name another in the config") from error
        yield _study(own, data.decode("utf-8", "replace"), values)

    def _found(self, folder: str, values: Mapping[str, object]) -> Iterator[Study]:
        """The study of the one file of a folder that can be a tracker."""
        paths = [path for path in self._files(folder or ".") if path.lower().endswith(_MARKDOWN)]
        contents = [(path, self._data(path)) for path in paths]
        try:
            found = find_tracker(contents, folder)
        except TrackerError:
            return
        yield _study(found.path, found.tracker.text, values)

    def _data(self, path: str) -> bytes | str:
        try:
            return files.read_bytes(self.root, path, 1 << 20)
        except files.RefusedError as error:
            return error.reason

    def _files(self, folder: str = ".") -> tuple[str, ...]:
        """The files of the work tree that git knows, or would not ignore."""
        from studytrack.history.trees import worktree_files

        return worktree_files(self.git, [folder])


_UNDER_WAY = ("rebase-merge", "rebase-apply", "MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD")
"""What git keeps in its directory meanwhile; see gitrepository-layout(5)."""

_MARKDOWN = (".md", ".markdown")


def _values(data: bytes, path: str) -> Mapping[str, object]:
    return loaded(data.decode("utf-8", "replace").removeprefix(BOM), path)


def _study(path: str, text: str, values: Mapping[str, object]) -> Study:
    locale, notes = values.get("locale"), values.get("notes")
    tracker = read(text, locale if isinstance(locale, str) else None)
    return Study(path, tracker, notes if isinstance(notes, dict) else {})
