"""Runs the Action: reads the job, makes a plan, carries it out, tells the job what was done."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from studytrack.action import inputs as given
from studytrack.action import job as jobs
from studytrack.action.checking import Checked, check
from studytrack.action.inputs import Mode
from studytrack.action.outcome import Outcome, sentence
from studytrack.action.outputs import write_outputs, write_summary
from studytrack.action.proposal import Proposal, propose
from studytrack.action.publishing import commit_to_base, publish
from studytrack.errors import ConflictError, StudytrackError, UsageError
from studytrack.history import fetching
from studytrack.pull_request import Blocked, Close, Create, Keep, Plan, Pull, Tip, Update, plan
from studytrack.report import pages
from studytrack.report.annotations import message_line
from studytrack.report.inert import code
from studytrack.shown import inert
from studytrack.study.study import Study

if TYPE_CHECKING:
    from studytrack.action.inputs import Inputs
    from studytrack.action.job import Job
    from studytrack.github_client import Client

ATTEMPTS = 3
"""How often a run begins anew where the base or the bot's branch moves beneath it."""

FINE, FOUND, FAILED = 0, 1, 2
"""Exit codes: fine; somebody has to act; it could not run."""

Say = Callable[[str], None]
"""Takes lines for the job's log."""


def run(environment: Mapping[str, str], say: Say) -> int:
    """Does what the job asks for, and gives the exit code.

    What went wrong is said in one annotation, of which the token is no part.
    """
    try:
        return work(jobs.read(environment), given.read(environment), say)
    except StudytrackError as error:
        say(message_line("error", str(error)))
        return FAILED


def work(job: Job, inputs: Inputs, say: Say) -> int:
    """Does a job.

    Raises:
        StudytrackError: it could not be done.
    """
    base = job.base(inputs.base)
    token = inputs.token.get_secret_value()
    config = job.workspace / inputs.config if inputs.config else None
    if config is not None and config.is_file():
        job = job._replace(workspace=config.parent)  # actions/checkout may have a path of its own
    fetching.complete(job.workspace, job.server_url, token)
    study = Study.open(job.workspace, config=config)
    why = "mode" if inputs.mode is Mode.CHECK else job.only_checks(base)
    if why:
        return _checked(check(study, job), job, why, say)
    if not token:
        raise UsageError("there is no token; set the input token, or leave it at its default")
    from studytrack.github_client import Client  # a check has no use for GitHub's API

    client = Client(job.repository, token, job.api_url)
    proposal, outcome = _published(study, base, job, inputs, client)
    return _told(proposal, outcome, job, say)


def _published(
    study: Study, base: str, job: Job, inputs: Inputs, client: Client
) -> tuple[Proposal, Outcome]:
    """Proposes and publishes; begins anew where something moved meanwhile."""
    commit = "HEAD" if job.on(base) else _fetched(base, job, inputs, client)
    for _ in range(ATTEMPTS - 1):
        proposal = propose(study, commit, base, job, inputs)
        with suppress(ConflictError):
            return proposal, _once(proposal, inputs, client)
        commit = _fetched(base, job, inputs, client)
    proposal = propose(study, commit, base, job, inputs)
    return proposal, _once(proposal, inputs, client)


def _fetched(base: str, job: Job, inputs: Inputs, client: Client) -> str:
    """The commit that the base points at on GitHub, fetched."""
    commit = client.head(base)
    if commit is None:
        raise UsageError(
            f"{job.repository} has no branch {base} that the token can see; "
            "set the input base, or give the token access"
        )
    fetching.fetch(job.workspace, job.server_url, inputs.token.get_secret_value(), commit)
    return commit


def _once(proposal: Proposal, inputs: Inputs, client: Client) -> Outcome:
    """Plans and acts; before anything is written, the base is to be where it was."""
    wanted = proposal.wanted
    direct = inputs.mode is Mode.COMMIT
    current = None if direct else _current(proposal, client)
    made = plan(wanted, current, overwrite=inputs.overwrite)
    if inputs.dry_run:
        return Outcome.dry(wanted.branch, _word(made))
    if not isinstance(made, Keep | Blocked) and client.head(wanted.base) != proposal.commit:
        raise ConflictError(f"the branch {wanted.base} moved while this ran; run again")
    if direct and isinstance(made, Create):
        return commit_to_base(proposal, client)
    return publish(made, proposal, client, inputs)


def _current(proposal: Proposal, client: Client) -> Pull | Tip | None:
    """The open pull request, or else the bot's branch, if one is to be made of it."""
    wanted = proposal.wanted
    pull = client.pull(wanted.branch, wanted.base)
    if pull is not None or wanted.tree is None:
        return pull
    commit = client.head(wanted.branch)
    return None if commit is None else client.tip(commit)


def _word(made: Plan) -> str:
    """What a plan is called, in the keys of a locale."""
    match made:
        case Create():
            return "create"
        case Update():
            return "update"
        case Close():
            return "close"
        case Keep():
            return "keep"
        case Blocked():
            return "blocked"


def _told(proposal: Proposal, outcome: Outcome, job: Job, say: Say) -> int:
    """Gives the job its outputs, its summary and its log."""
    story = proposal.story
    text = sentence(outcome, story, proposal.wanted.base)
    for warning in outcome.warnings:
        say(message_line("warning", warning))
    say(message_line("error", text) if outcome.failed else f"{inert(text)}\n")
    lines = [text, *(f"- {code(warning)}" for warning in outcome.warnings)]
    write_summary(job.summary, pages.summary(story, "\n".join(lines)))
    write_outputs(
        job.output,
        {
            "changed": _flag(proposal.wanted.tree is not None),
            "operation": outcome.operation.value,
            "pull-request-number": str(outcome.pull.number) if outcome.pull else "",
            "pull-request-url": outcome.pull.url if outcome.pull else "",
            "pull-request-branch": outcome.branch if outcome.pull else "",
            "head-sha": outcome.head,
            "commit-verified": "" if outcome.verified is None else _flag(outcome.verified),
            "tasks-changed": _tasks(change.task for change in story.changes),
            "problems": str(len(story.problems)),
        },
    )
    return FOUND if outcome.failed else FINE


def _checked(found: Checked, job: Job, why: str, say: Say) -> int:
    say(found.annotations)
    reason = found.locale.say(f"why-{why}")
    text = found.locale.say("outcome-checked", why=reason)
    say(f"{inert(text)}\n")
    write_summary(job.summary, f"{text}\n\n{found.page}")
    write_outputs(
        job.output,
        {
            "changed": _flag(found.changed),
            "operation": "none",
            "tasks-changed": _tasks(found.tasks),
            "problems": str(len(found.problems)),
        },
    )
    return FOUND if found.failed else FINE


def _flag(value: bool) -> str:
    return "true" if value else "false"


def _tasks(tasks: Iterable[str | None]) -> str:
    return json.dumps(list(dict.fromkeys(filter(None, tasks))), ensure_ascii=True)
