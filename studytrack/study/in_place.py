"""Files and index as a commit is to have them: put in place, and put back where it fails."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from studytrack import files
from studytrack.history import committing
from studytrack.study.rewritten import write

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from studytrack.history import Repository
    from studytrack.study.new_notes import NewNote
    from studytrack.study.rewritten import Rewritten


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
            back = file._replace(before=file.text, text=file.before)
            undo.callback(write, repository, back)
        if staged:
            before = committing.stage(repository.root, staged, len(head or ""))
            undo.callback(committing.unstage, repository.root, before)
        try:
            yield
        finally:  # whoever is interrupted may have committed just before
            if repository.head() != head:
                undo.pop_all()
