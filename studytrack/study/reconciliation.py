"""What reconciling makes of a study: its files as they should be, until somebody writes them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from studytrack.errors import TrackerError, UsageError
from studytrack.study import documents
from studytrack.study.pipeline import run
from studytrack.study.rewritten import Rewritten, write

if TYPE_CHECKING:
    from studytrack.history import Replaced, Repository
    from studytrack.locales import Locale
    from studytrack.model import BlockChange, Change, Problem, State
    from studytrack.remarks.model import Question
    from studytrack.study.gathering import Request
    from studytrack.study.pipeline import Result
    from studytrack.weekly.model import Draft


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What reconciling makes of a study; nothing is written until `write` is called.

    Attributes:
        files: the tracker first, then every other file whose generated blocks change, then
            checkpoints that are new.
        changes: every value of the tracker that differs, in its order.
        revision: the commit it was computed of; None for a branch without commits.
    """

    files: tuple[Rewritten, ...]
    changes: tuple[Change, ...]
    revision: str | None
    _result: Result = field(repr=False)
    _repository: Repository = field(repr=False)
    _at: str | None = None

    @property
    def path(self) -> str:
        """The tracker, from the repository's root."""
        return self.files[0].path

    @property
    def before(self) -> str:
        """The tracker as it is."""
        return self.files[0].before

    @property
    def text(self) -> str:
        """The tracker as it should be."""
        return self.files[0].text

    @property
    def blocks(self) -> tuple[BlockChange, ...]:
        """Every generated block that says something else by now, those of the tracker first."""
        return tuple(block for file in self.files for block in file.blocks)

    @property
    def changed(self) -> bool:
        """Whether anything is to be written."""
        return bool(self.changes or self.blocks or self.added)

    @property
    def added(self) -> tuple[str, ...]:
        """The paths of files that are new."""
        return tuple(file.path for file in self.files if file.new)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems of the study as it is: those of `State` and those of other files."""
        return self._result.problems

    @property
    def left(self) -> tuple[Problem, ...]:
        """The problems that are left once the new texts are written."""
        return self._result.left

    @property
    def state(self) -> State:
        """What the records say, and the problems of the tracker as it is."""
        return self._result.state

    @property
    def questions(self) -> tuple[Question, ...]:
        """What was asked, with its answers."""
        from studytrack.remarks.asking import asked

        return asked(self._result.entries).questions

    @property
    def locale(self) -> Locale:
        """The language that the tracker is kept in."""
        return self._result.locale

    @property
    def draft(self) -> Draft:
        """What may go into the parts of the tracker that stay the learner's."""
        from studytrack.weekly.telling import draft  # as in `Study.draft`

        return draft(self._result.scene.diary)

    def write(self) -> None:
        """Put the new texts in the place of the old ones, each whole or not at all.

        Nothing is touched where nothing changed.

        Raises:
            WriteError: a file was changed meanwhile, or cannot be written; its old text is
                still there.
            UsageError: this is the study of a revision, which is history.

        Example:
            ``Study.open(".").reconcile().write()``
        """
        if self._at is not None:
            raise UsageError(f"{self.path} at {self._at} is history; reconcile the work tree")
        for file in self.files:
            write(self._repository, file)

    def replaced(self) -> Replaced:
        """How the revision's tree is named once the files have the new texts; nothing is written.

        Raises:
            TrackerError: the revision has no such file, as when it was never committed, or
                something in the place of one that is to be new.
        """
        texts = {file.path: file.text.encode() for file in self.files}
        rev, new = self.revision, self.added
        found = self._repository.replaced(rev, texts, new) if rev else None
        if found is None:
            raise TrackerError(self._out_of_place())
        return found

    def _out_of_place(self) -> str:
        """Why no tree can be named: the tracker is not there, or a new file has no place."""
        rev = self.revision
        if rev and self._repository.replaced(rev, {self.path: b""}):
            return (
                f"{', '.join(self.added)}: something else is in the way in commit {rev}; move it "
                "away, or set weekly.directory to another folder"
            )
        return f"{self.path}: not in commit {rev}; commit the tracker first"


def reconciliation(request: Request, at: str | None, *, weekly: bool) -> Reconciliation:
    """What a study's files should say, as `Study.reconcile` describes it.

    Args:
        request: the study.
        at: the revision that it is of, as it was asked for; None for the work tree.
        weekly: whether the checkpoints that are due are among the files.
    """
    found = run(request)
    result = found._replace(documents=documents.others(request, found.scene))
    written = result.written
    tracker = Rewritten(request.path, result.tracker.text, written.text, result.filled.changes)
    added: tuple[Rewritten, ...] = ()
    if weekly:
        from studytrack.study import checkpoints  # few runs write any

        added = checkpoints.due(request, result.scene)
    files = (tracker, *result.documents.files, *added)
    return Reconciliation(files, written.changes, request.head, result, request.repository, at)
