"""What was recorded, as a page, and what somebody should know of the commit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.cli.changes import summary
from studytrack.cli.output.page import Page, Piece, Style, line
from studytrack.cli.output.streams import complain, pass_on
from studytrack.phrases import commit_text

if TYPE_CHECKING:
    from studytrack.locales import Locale
    from studytrack.study.recording import Committed


def recorded(committed: Committed, locale: Locale) -> Page:
    """The commit, the lines of it that record something, and the notes that were made."""
    made = committed.made
    head = line(
        Piece(commit_text(committed.commit), Style.COMMIT),
        "  ",
        Piece(committed.subject, Style.STRONG),
    )
    return (
        head,
        *(line("  ", one, indent=4) for one in committed.trailers),
        *(line(locale.say("new-note", path=path), indent=2) for path in committed.notes),
        *(summary(made.files, len(made.changes), locale, "written") if made.files else ()),
    )


def warn(committed: Committed) -> None:
    """Say what git and the hooks said, and what the commit is not."""
    pass_on(committed.said)
    commit = commit_text(committed.commit)
    if committed.detached:
        complain(f"no branch has {commit}, since HEAD is detached; keep it: git switch -c NAME")
    if not committed.kept:
        complain(
            f"a hook changed the message of {commit}, and it does not record this any more; "
            "see git log -1, and mend the hook"
        )
