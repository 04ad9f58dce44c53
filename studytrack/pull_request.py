"""What is to become of the bot's pull request: wanted and current -> plan, a pure function.

A bot's branch holds one commit on top of its base, whose message ends with ``Studytrack-Update:``
and the id of that commit's own tree. A commit without that line is somebody else's.
"""

from __future__ import annotations

import re
from enum import StrEnum

from studytrack.patterns import pattern
from studytrack.tuples import NamedTuple

TRAILER = "Studytrack-Update"
"""Marks a commit as the bot's own; its value is the id of the commit's tree."""

_MARK = pattern(rf"^{TRAILER}: ([0-9a-f]{{40}}|[0-9a-f]{{64}})\s*\Z", re.MULTILINE)


class Wanted(NamedTuple):
    """The pull request as it should be.

    Attributes:
        base: the branch that it is to change.
        branch: the bot's own branch.
        tree: the id of the base's tree with the tracker brought up to date; None where the
            tracker is up to date already, so that there is nothing to propose.
        message: the commit's message.
    """

    base: str
    branch: str
    tree: str | None
    title: str
    body: str


class Tip(NamedTuple):
    """The last commit of the bot's branch, as GitHub has it."""

    commit: str
    tree: str
    message: str
    parents: tuple[str, ...] = ()

    def is_of(self, tree: str | None, base: str) -> bool:
        """Whether it makes just that tree, on top of just that commit."""
        return self.tree == tree and self.parents == (base,)

    @property
    def own(self) -> bool:
        """Whether the bot made it, and nobody has changed it since."""
        mark = _MARK.search(self.message)
        return mark is not None and mark[1] == self.tree


class Pull(NamedTuple):
    """An open pull request from the bot's branch to the base."""

    number: int
    url: str
    tip: Tip
    labels: frozenset[str] = frozenset()
    assignees: frozenset[str] = frozenset()


class Operation(StrEnum):
    """What was done, as the Action's output ``operation`` tells it."""

    NONE = "none"
    CREATED = "created"
    UPDATED = "updated"
    CLOSED = "closed"
    BLOCKED = "blocked"


class Create(NamedTuple):
    """Make the commit, put the branch there, open the pull request.

    ``replaced`` is what a branch of that name points at by now; None where there is none.
    """

    wanted: Wanted
    replaced: Tip | None


class Update(NamedTuple):
    """Make a new commit, move the branch there, tell it in the pull request."""

    wanted: Wanted
    pull: Pull


class Close(NamedTuple):
    """The difference is gone: say so, close the pull request, delete the branch."""

    pull: Pull


class Keep(NamedTuple):
    """Nothing is to be done; ``pull`` is the pull request that says it all already."""

    pull: Pull | None


class Blocked(NamedTuple):
    """The branch holds somebody else's commits, which are not the bot's to overwrite."""

    pull: Pull | None
    tip: Tip


Plan = Create | Update | Close | Keep | Blocked


def plan(wanted: Wanted, current: Pull | Tip | None, *, overwrite: bool = False) -> Plan:
    """What to do.

    Args:
        wanted: what should be.
        current: the open pull request; where there is none, what the bot's branch points at;
            None where there is no such branch either.
        overwrite: whether somebody else's commits on that branch may be lost.

    Example:
        >>> plan(Wanted("main", "bot", None, "", ""), None)
        Keep(pull=None)
    """
    match current:
        case None | Tip() if wanted.tree is None:
            return Keep(None)
        case None:
            return Create(wanted, None)
        case Tip(own=own):
            return Create(wanted, current) if own or overwrite else Blocked(None, current)
        case Pull(tip=tip) if not (tip.own or overwrite):
            return Blocked(current, tip)
        case Pull() if wanted.tree is None:
            return Close(current)
        case Pull(tip=Tip(tree=wanted.tree)):
            return Keep(current)
        case Pull():
            return Update(wanted, current)


def message_of(subject: str, tree: str) -> str:
    """The message of the bot's commit, which marks it as the bot's own."""
    return f"{subject}\n\n{TRAILER}: {tree}\n"
