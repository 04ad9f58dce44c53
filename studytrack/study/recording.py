"""A record that was decided on, and its one commit, made by the learner's own git."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from studytrack.history import committing
from studytrack.history.committing import Extras
from studytrack.study.foreseen import NOTHING, Foreseen
from studytrack.study.in_place import in_place
from studytrack.trailers import drafting
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from studytrack.history import Repository
    from studytrack.locales import Locale
    from studytrack.study.new_notes import NewNote


class Committed(NamedTuple):
    """What was committed.

    Attributes:
        commit: its full id.
        subject: the first line of its message.
        trailers: the lines that record something.
        detached: whether no branch has the commit.
        kept: whether the message says all of it; a hook may have changed it.
        said: what git and the hooks had to say.
        notes: the paths of notes that were made.
        made: what became of the tracker, where it was to be reconciled.
    """

    commit: str
    subject: str
    trailers: tuple[str, ...]
    detached: bool = False
    kept: bool = True
    said: str = ""
    notes: tuple[str, ...] = ()
    made: Foreseen = NOTHING


@dataclass(frozen=True, slots=True)
class Recording:
    """A record that may be committed; nothing is touched until `commit` is called.

    Attributes:
        trailers: the lines that say it.
        message: the whole message of the commit, in UTF-8.
        locale: the language that the tracker is kept in.
        notes: the notes that are made and committed along.
        makes: what becomes of the tracker, where it is to be reconciled and committed along.
        edited: the paths of files that are committed along as they are.
    """

    trailers: tuple[str, ...]
    message: bytes
    locale: Locale
    _repository: Repository = field(repr=False)
    _extras: Extras = field(repr=False, default=Extras())
    notes: tuple[NewNote, ...] = ()
    makes: Foreseen = NOTHING
    edited: tuple[str, ...] = ()

    def commit(self) -> Committed:
        """Make the one commit, with what is staged, or with nothing.

        Raises:
            CommitError: git or a hook refused; everything is as it was.

        Example:
            ``desk.record(Noting("3.4", "leaves only")).commit().commit``
        """
        repository = self._repository
        paths = [note.path for note in self.notes if not note.ignored]
        paths += dict.fromkeys((*self.edited, *(file.path for file in self.makes.files)))
        with in_place(repository, self.notes, self.makes.files, paths):
            said = committing.commit(repository.root, self.message, self._extras)
        made = repository.commit_of(repository.head() or "HEAD")
        known = drafting.told(made.message, made.encoding)
        asked = drafting.told(self.message)
        return Committed(
            commit=made.id,
            subject=drafting.subject_of(made.message),
            trailers=self.trailers,
            detached=not repository.branch(),
            kept=all(one in known for one in asked),
            said=said,
            notes=tuple(note.path for note in self.notes),
            made=self.makes,
        )
