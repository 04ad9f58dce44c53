"""What may be recorded of the notes that are staged, as a message suggests it."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from studytrack.config.values import DIRECTORY, IMPLY
from studytrack.history.staging import staged
from studytrack.history.trees import blobs
from studytrack.hooks.suggestions import MOST, Staged, Standing, suggested
from studytrack.notes.front_matter import front_matter
from studytrack.notes.reading import may_be_note, task_of
from studytrack.phrases import counted
from studytrack.study.note_files import LARGEST_NOTE, directory_of, is_markdown, links
from studytrack.tracker.trailer_words import vocabulary_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from studytrack.history.staging import Change
    from studytrack.study.committing import Commit, Study


def remarks(commit: Commit) -> list[str]:
    """The trailers that are suggested, and a line that says what to do with them.

    Raises:
        StudytrackError: the study or the repository cannot be read.
    """
    changes = [one for one in staged(commit.git) if is_markdown(one.path)]
    if not changes:
        return []
    for study in commit.studies():
        found = suggested(_notes(commit, study, changes), _standing(study))
        if found:
            words = study.tracker.dialect.locale
            more = [counted(words, "more", len(found) - MOST)] if len(found) > MOST else []
            return [*found[:MOST], *more, words.say("hook-hint")]
    return []


def _standing(study: Study) -> Standing:
    statuses = {row.id: row.status for _, row in study.tracker.rows()}
    imply = study.notes.get("imply", IMPLY)
    return Standing(vocabulary_of(study.tracker), statuses, str(imply))


def _notes(commit: Commit, study: Study, changes: Sequence[Change]) -> Iterator[Staged]:
    """Those of the files that are notes: linked in a row, or in the folder of a phase."""
    linked = {path: row.id for row, path, _ in links(study.tracker, posixpath.dirname(study.path))}
    ids = frozenset(row.id for _, row in study.tracker.rows())
    directory = str(study.notes.get("directory", DIRECTORY))
    folders = {directory_of(study.path, directory, one.number) for one in study.tracker.sections}
    own = [one for one in changes if one.path in linked or posixpath.dirname(one.path) in folders]
    wanted = [blob for one in own for blob in (one.blob, one.old_blob) if blob is not None]
    fronts = {
        blob: front_matter(data or b"")
        for blob, data in blobs(commit.git, wanted, LARGEST_NOTE).items()
    }
    for one in own:
        task = linked.get(one.path) or task_of(one.path, ids)
        if task is not None or may_be_note(one.path):
            yield Staged(task, fronts[one.blob], fronts[one.old_blob] if one.old_blob else None)
