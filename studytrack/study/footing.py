"""What a new commit would stand on, and whether it can be made as things stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.errors import UsageError
from studytrack.graph import Commit, author_day
from studytrack.history import committing
from studytrack.study.testimony import heard
from studytrack.trailers.encoding import codec_of
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from studytrack.history.committing import Author
    from studytrack.study.gathering import Request


class Footing(NamedTuple):
    """Where a commit is to be made.

    Attributes:
        head: the last commit.
        author: who the new one will be by, and when.
        day: the day that its records will be of, where they name none.
        message: what it says so far, in UTF-8: something only where the last commit is amended.
    """

    head: Commit
    author: Author
    day: date | None
    message: bytes = b""


def footing(request: Request, *, amend: bool) -> Footing:
    """What a commit would stand on.

    Raises:
        UsageError: nothing can be recorded as things stand.
        CommitError: git does not know who commits.
    """
    repository = request.repository
    if request.head is None:
        raise UsageError(
            f"there is no commit yet that a record could stand on; commit {request.path} first"
        )
    begun = repository.under_way()
    if begun is not None:
        raise UsageError(
            f"{begun.value} is under way, and a commit now would be taken for its end; "
            f"end it first, with {begun.remedy}, or print the trailer with --no-commit"
        )
    head = repository.commit_of(request.head)
    author = committing.author(repository.root)
    message = b""
    if amend:
        _refuse_shared(request, head)
        author, message = committing.Author(head.author, head.authored), in_utf8(head)
    _refuse_unheard(request, head, author)
    day = author_day(author.when, request.place.config.zone)
    return Footing(head, author, day, message)


def in_utf8(commit: Commit) -> bytes:
    """A commit's message in UTF-8, whatever it is encoded in.

    Raises:
        UsageError: its bytes are not what it declares.
    """
    try:
        return commit.message.decode(codec_of(commit.encoding)).encode()
    except UnicodeDecodeError as error:
        raise UsageError(
            f"the message of {commit.id[:12]} cannot be read, so it is not amended; "
            "leave out --amend"
        ) from error


def _refuse_shared(request: Request, head: Commit) -> None:
    since, branch = request.place.config.since, request.repository.shared_as(head.id)
    if branch:
        raise UsageError(
            f"the last commit, {head.id[:12]}, is on {branch} already, where others may build on "
            "it; leave out --amend: a commit of its own says the same"
        )
    if since is not None and head.id.startswith(since):
        raise UsageError(
            f"the last commit, {head.id[:12]}, is the one that since names in "
            f"{request.place.config_path}; leave out --amend: a commit of its own says the same"
        )


def _refuse_unheard(request: Request, head: Commit, author: Author) -> None:
    """Refuses what would not count: a record by somebody else than the learner."""
    emails = request.place.config.learner.emails
    known = request.repository.mailmap(head.id, [author.who]) if emails else {}
    who = known.get(author.who, author.who)
    if not heard(who, emails):
        raise UsageError(
            f"a record of {who} would not count: learner.emails in {request.place.config_path} "
            f"has {', '.join(emails)}; commit as one of them, or add the address"
        )
