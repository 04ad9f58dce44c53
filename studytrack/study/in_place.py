"""Files and index as a commit is to have them: put in place, and put back where it fails."""

from __future__ import annotations

import shlex
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from studytrack import files
from studytrack.errors import CommitError, WriteError
from studytrack.history import committing
from studytrack.study.rewritten import write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from studytrack.history import Repository
    from studytrack.study.new_notes import NewNote
    from studytrack.study.rewritten import Rewritten

    Undoing = Callable[[object, BaseException | None, object], None]


@contextmanager
def in_place(
    repository: Repository,
    notes: Sequence[NewNote],
    rewritten: Sequence[Rewritten],
    staged: Sequence[str],
) -> Iterator[None]:
    """Writes files and stages some; all of it is undone where no commit is made inside.

    Args:
        repository: where they belong.
        notes: files that are made.
        rewritten: files that get another text.
        staged: the paths of what is to be committed along.

    Raises:
        WriteError: a file cannot be written; what was written before is undone.
        CommitError: git cannot stage them; likewise.
    """
    head = repository.head()
    with ExitStack() as undo:
        for note in notes:
            data = note.text.encode()
            made = files.write_new(repository.root, note.path, data)
            undo.callback(files.take_back, repository.root, note.path, data, made)
        for file in rewritten:
            write(repository, file)
            undo.push(_putting_back(repository, file))
        if staged:
            before = committing.stage(repository.root, staged, len(head or ""))
            undo.callback(committing.unstage, repository.root, before)
        try:
            yield
        finally:  # whoever is interrupted may have committed just before
            if repository.head() != head:
                undo.pop_all()


def _putting_back(repository: Repository, file: Rewritten) -> Undoing:
    """Gives a file its old text again; what a hook has made of the new one is left to its owner."""

    def put_back(_: object, failed: BaseException | None, __: object) -> None:
        try:
            write(repository, file._replace(before=file.text, text=file.before))
        except WriteError as error:
            raise CommitError(
                f"nothing was committed, but a hook or somebody else has changed {file.path} "
                f"meanwhile, so it stays as it is; see git diff, and take back what is not yours "
                f"with git restore -p -- {shlex.quote(file.path)}",
                failed.said if isinstance(failed, CommitError) else str(failed or error),
            ) from error

    return put_back
