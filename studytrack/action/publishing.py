"""Carries out a plan on GitHub: one request after the other, looking again where it is unsure."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, assert_never

from studytrack.action.outcome import Outcome
from studytrack.errors import ConflictError, ForbiddenError, GithubError, UnsureError
from studytrack.github_client import Opened
from studytrack.pull_request import (
    Blocked,
    Close,
    Create,
    Keep,
    Operation,
    Plan,
    Pull,
    Tip,
    Update,
    Wanted,
    message_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from studytrack.action.inputs import Inputs
    from studytrack.action.proposal import Proposal
    from studytrack.github_client import Client, Made

T = TypeVar("T")


def publish(plan: Plan, proposal: Proposal, client: Client, inputs: Inputs) -> Outcome:
    """Carries out a plan.

    Raises:
        ConflictError: somebody was quicker: plan again.
        GithubError: GitHub refuses, or does not answer.
    """
    branch = proposal.wanted.branch
    match plan:
        case Keep(pull=pull):
            if pull is None:
                return Outcome(Operation.NONE, "none", branch)
            return Outcome(Operation.NONE, "kept", branch, _opened(pull), pull.tip.commit)
        case Blocked(pull=pull, tip=tip):
            opened = _opened(pull) if pull else None
            return Outcome(Operation.BLOCKED, "foreign", branch, opened, tip.commit, failed=True)
        case Close(pull=pull):
            return _close(pull, branch, client, inputs, proposal.story.locale.say("page-closing"))
        case Update(pull=pull):
            return _update(pull, proposal, client, inputs)
        case Create(replaced=replaced):
            return _create(replaced, proposal, client, inputs)
        case _:
            assert_never(plan)


def commit_to_base(proposal: Proposal, client: Client) -> Outcome:
    """Puts the commit straight onto the base.

    Raises:
        ConflictError: the base has moved: begin again.
        GithubError: GitHub refuses, as for a protected branch, or does not answer.
    """
    base = proposal.wanted.base
    made = _commit(proposal, client)
    _pointed(client, base, made.commit, lambda: client.move_branch(base, made.commit, force=False))
    return Outcome(Operation.UPDATED, "committed", base, None, made.commit, made.verified)


def _create(replaced: Tip | None, proposal: Proposal, client: Client, inputs: Inputs) -> Outcome:
    """Opens the pull request; a branch that says it all already is left where it is."""
    wanted = proposal.wanted
    head, verified = _branch_made(replaced, proposal, client)
    try:
        opened = _opened_anew(wanted, client, draft=inputs.draft)
    except ForbiddenError:
        return Outcome(
            Operation.BLOCKED, "forbidden", wanted.branch, None, head, verified, failed=True
        )
    fresh = Pull(opened.number, opened.url, Tip(head, wanted.tree or "", ""))
    warnings = (*_dressed(fresh, client, inputs), *_asked(opened.number, client, inputs))
    return Outcome(Operation.CREATED, "created", wanted.branch, opened, head, verified, warnings)


def _branch_made(
    replaced: Tip | None, proposal: Proposal, client: Client
) -> tuple[str, bool | None]:
    """The branch's commit, and whether it is signed if it is a new one."""
    branch = proposal.wanted.branch
    if replaced is not None and replaced.is_of(proposal.wanted.tree, proposal.commit):
        return replaced.commit, None
    made = _commit(proposal, client)
    if replaced is None:
        _pointed(client, branch, made.commit, lambda: client.create_branch(branch, made.commit))
    else:
        _moved(client, branch, replaced.commit, made.commit)
    return made.commit, made.verified


def _opened_anew(wanted: Wanted, client: Client, *, draft: bool) -> Opened:
    """Opens it; one that another job, or a request without an answer, opened is as good."""

    def look() -> Opened | None:
        found = client.pull(wanted.branch, wanted.base)
        return _opened(found) if found else None

    return surely(
        lambda: client.open_pull(
            wanted.base, wanted.branch, wanted.title, wanted.body, draft=draft
        ),
        look,
    )


def _update(pull: Pull, proposal: Proposal, client: Client, inputs: Inputs) -> Outcome:
    """Moves the branch last: while it stays behind, the next run does what this one could not."""
    wanted = proposal.wanted
    made = _commit(proposal, client)
    _again(lambda: client.edit_pull(pull.number, wanted.title, wanted.body))
    _moved(client, wanted.branch, pull.tip.commit, made.commit)
    return Outcome(
        Operation.UPDATED,
        "updated",
        wanted.branch,
        _opened(pull),
        made.commit,
        made.verified,
        tuple(_dressed(pull, client, inputs)),
    )


def _close(pull: Pull, branch: str, client: Client, inputs: Inputs, why: str) -> Outcome:
    warnings = list(_tried(lambda: client.comment(pull.number, why)))
    _again(lambda: client.close_pull(pull.number))
    if inputs.delete_branch and client.head(branch) == pull.tip.commit:
        warnings += _tried(lambda: client.delete_branch(branch))
    return Outcome(
        Operation.CLOSED, "closed", branch, _opened(pull), "", None, warnings=tuple(warnings)
    )


def _commit(proposal: Proposal, client: Client) -> Made:
    """Makes the commit; a second one, where an answer was lost, is garbage for git to collect."""
    tree = _again(lambda: client.tree(proposal.tree, proposal.files))
    if tree != proposal.wanted.tree:
        raise GithubError(
            f"GitHub made tree {tree} where {proposal.wanted.tree} was meant; nothing was changed"
        )
    message = message_of(proposal.subject, tree)
    return _again(lambda: client.commit(tree, proposal.commit, message))


def _moved(client: Client, branch: str, was: str, commit: str) -> None:
    """Moves the bot's branch, unless somebody has put another commit there meanwhile.

    The plan was made seconds ago, and GitHub moves a branch by force whatever is there by now.
    """

    def move() -> None:
        if client.head(branch) != was:
            raise ConflictError(f"the branch {branch} moved while this ran; run again")
        client.move_branch(branch, commit, force=True)

    _pointed(client, branch, commit, move)


def _pointed(client: Client, branch: str, commit: str, act: Callable[[], None]) -> None:
    """Points a branch at a commit; it is there by now even if nobody said so."""

    def look() -> str | None:
        return commit if client.head(branch) == commit else None

    surely(act, look)


def _dressed(pull: Pull, client: Client, inputs: Inputs) -> Iterator[str]:
    """Adds the labels and people that the pull request lacks; gives what could not be done."""
    labels = [name for name in inputs.labels if name not in pull.labels]
    people = [name for name in inputs.assignees if name not in pull.assignees]
    if labels:
        yield from _tried(lambda: client.label(pull.number, labels))
    if people:
        yield from _tried(lambda: client.assign(pull.number, people))


def _asked(number: int, client: Client, inputs: Inputs) -> Iterator[str]:
    """Asks for reviews and for the merge, once: when the pull request is new."""
    if inputs.reviewers:
        yield from _tried(lambda: client.ask_review(number, inputs.reviewers))
    if inputs.auto_merge:
        yield from _tried(lambda: client.merge_when_ready(number, inputs.auto_merge))


def _tried(act: Callable[[], None]) -> tuple[str, ...]:
    """What went wrong with something that the pull request can do without."""
    try:
        act()
    except GithubError as error:
        return (str(error),)
    return ()


def surely(act: Callable[[], T | None], look: Callable[[], T | None]) -> T:
    """The result of a write that must not happen twice.

    Where GitHub says that it is there already, or says nothing, a look tells; only what is not
    there after an answer that never came is tried once more.

    Raises:
        ConflictError: it is not to be had, and somebody else is why.
        GithubError: as `act`.
    """
    try:
        done = act()
    except (ConflictError, UnsureError) as error:
        found = look()
        if found is not None:
            return found
        if isinstance(error, ConflictError):
            raise
        done = act()
    return done  # type: ignore[return-value]


def _again(act: Callable[[], T]) -> T:
    """The result of a request that may well be made twice."""
    try:
        return act()
    except UnsureError:
        return act()


def _opened(pull: Pull) -> Opened:
    return Opened(pull.number, pull.url)
