"""The same on somebody's own machine, where git tells what the job's environment would."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.action.job import Job
from studytrack.action.proposal import propose
from studytrack.action.run import Say, work
from studytrack.errors import UsageError
from studytrack.history import Repository
from studytrack.patterns import pattern
from studytrack.report import pages
from studytrack.study.study import Study

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from studytrack.action.inputs import Inputs

_REMOTE = pattern(
    r"(?:[a-z+]+://(?:[^@/\s]*@)?(?P<host>[^/:\s]+)(?::[0-9]+)?/|(?:[^@/\s]*@)?(?P<scp>[^/:\s]+):)"
    r"(?P<name>[^/\s]+/[^/\s]+?)(?:\.git)?/?"
)
_GITHUB = "github.com"
_ALIASES = {"ssh.github.com": _GITHUB, "www.github.com": _GITHUB}


def propose_here(directory: Path, environment: Mapping[str, str], inputs: Inputs) -> str:
    """The pull request as it would be opened, as Markdown; GitHub is not asked.

    Raises:
        StudytrackError: the study, or the repository's name on GitHub, cannot be told.
    """
    job = job_here(directory, environment)
    proposal = propose(Study.open(directory), "HEAD", job.base(inputs.base), job, inputs)
    if proposal.wanted.tree is None:
        return (
            proposal.story.locale.say("outcome-none", path=f"`{proposal.story.state.tracker}`")
            + "\n"
        )
    return f"# {pages.title(proposal.story)}\n\n{proposal.wanted.body}"


def work_here(directory: Path, environment: Mapping[str, str], inputs: Inputs, say: Say) -> int:
    """Plans and acts as the Action does, and gives its exit code.

    Raises:
        StudytrackError: it could not be done.
    """
    if not inputs.token.get_secret_value():
        raise UsageError("there is no token; put one into GITHUB_TOKEN, or say --dry-run")
    return work(job_here(directory, environment), inputs, say)


def job_here(directory: Path, environment: Mapping[str, str]) -> Job:
    """The job that a push of the current branch would start.

    Raises:
        StudytrackError: there is no repository, or it has no name on GitHub.
    """
    repository = Repository.open(directory)
    host, name = _named(environment.get("GITHUB_REPOSITORY", ""), repository.remote())
    server = environment.get("GITHUB_SERVER_URL") or f"https://{host}"
    branch = repository.default_branch()
    return Job(
        repository=name,
        event="local",
        payload={"repository": {"default_branch": branch}},
        ref=repository.branch(),
        actor="",
        workspace=directory,
        api_url=environment.get("GITHUB_API_URL") or _api(server),
        server_url=server,
    )


def _named(given: str, remote: str) -> tuple[str, str]:
    """The host and the repository's ``owner/name``.

    >>> _named("", "git@github.com:ada/study.git")
    ('github.com', 'ada/study')
    """
    match = _REMOTE.fullmatch(remote)
    host = (match["host"] or match["scp"]) if match else _GITHUB
    name = given or (match["name"] if match else "")
    if name.count("/") != 1:
        raise UsageError(
            "the remote origin tells no repository on GitHub; set GITHUB_REPOSITORY=owner/name"
        )
    return _ALIASES.get(host, host), name


def _api(server: str) -> str:
    """Where the API of a server is: beside github.com and ghe.com, else inside it.

    https://docs.github.com/rest/using-the-rest-api/getting-started-with-the-rest-api
    """
    scheme, _, host = server.partition("://")
    if host == _GITHUB or host.endswith(".ghe.com"):
        return f"{scheme}://api.{host}"
    return f"{server}/api/v3"
