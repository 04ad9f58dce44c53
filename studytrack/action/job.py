"""Where the Action runs: the job's environment and the event behind it.

https://docs.github.com/actions/reference/workflows-and-actions/variables
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from studytrack.errors import UsageError
from studytrack.tuples import NamedTuple

_HEADS = "refs/heads/"


class Job(NamedTuple):
    """A job on a runner.

    Attributes:
        repository: ``owner/name``.
        event: what it was started by: ``push``, ``schedule``, ``pull_request`` …
        payload: the event, as GitHub's webhooks have it.
        ref: what it was started on: ``refs/heads/main``.
        actor: who started it.
        workspace: the folder that was checked out.
        output, summary: the files that outputs and the step summary are written to, if any.
    """

    repository: str
    event: str
    payload: Mapping[str, object]
    ref: str
    actor: str
    workspace: Path
    api_url: str = "https://api.github.com"
    server_url: str = "https://github.com"
    output: Path | None = None
    summary: Path | None = None

    def base(self, asked: str) -> str:
        """The branch that is kept up to date: the one asked for, or the default one.

        A scheduled run's event does not tell the default branch, but runs on it.
        """
        default = self.told("repository", "default_branch")
        name = asked or default or (self.ref.removeprefix(_HEADS) if self._on_branch else "")
        if not name:
            raise UsageError(
                "there is no telling which branch to update; set the input base, or say --base"
            )
        return name

    def only_checks(self, base: str) -> str:
        """Why nothing may be written, as a word; empty where something may.

        A pull request may come from a fork, and so may a workflow run's code; runs that
        Dependabot starts, and those of a merge queue, have nothing to write to.
        https://docs.github.com/actions/reference/security/secure-use
        """
        if self.event.startswith("pull_request"):
            return "pull-request"
        if self.event == "merge_group":
            return "merge-queue"
        if self.actor == "dependabot[bot]":
            return "dependabot"
        head = self.told("workflow_run", "head_repository", "full_name")
        if self.event == "workflow_run" and head != self.repository:
            return "workflow-run"
        if self.event == "push" and self.ref != _HEADS + base:
            return "other-branch"
        return ""

    def on(self, base: str) -> bool:
        """Whether the branch that was checked out is the base."""
        return self.ref == _HEADS + base

    def told(self, *keys: str) -> str:
        """A text in the event; empty where there is none."""
        found: object = self.payload
        for key in keys:
            found = found.get(key) if isinstance(found, Mapping) else None
        return found if isinstance(found, str) else ""

    @property
    def _on_branch(self) -> bool:
        return self.ref.startswith(_HEADS)


def read(environment: Mapping[str, str]) -> Job:
    """The job that this process is a step of.

    Raises:
        UsageError: this is no job of GitHub Actions, or its event cannot be read.
    """
    repository = environment.get("GITHUB_REPOSITORY", "")
    if repository.count("/") != 1:
        raise UsageError(
            "GITHUB_REPOSITORY is not set: this command is for a job of GitHub Actions; "
            "elsewhere say studytrack pr --dry-run"
        )
    return Job(
        repository=repository,
        event=environment.get("GITHUB_EVENT_NAME", ""),
        payload=_payload(environment.get("GITHUB_EVENT_PATH", "")),
        ref=environment.get("GITHUB_REF", ""),
        actor=environment.get("GITHUB_ACTOR", ""),
        workspace=Path(environment.get("GITHUB_WORKSPACE") or "."),
        api_url=environment.get("GITHUB_API_URL") or Job._field_defaults["api_url"],
        server_url=environment.get("GITHUB_SERVER_URL") or Job._field_defaults["server_url"],
        output=_path(environment.get("GITHUB_OUTPUT")),
        summary=_path(environment.get("GITHUB_STEP_SUMMARY")),
    )


def _path(text: str | None) -> Path | None:
    return Path(text) if text else None


def _payload(path: str) -> Mapping[str, object]:
    try:
        found = json.loads(Path(path).read_bytes()) if path else {}
    except (OSError, ValueError) as error:
        raise UsageError(f"the event at {path} cannot be read: {error}") from error
    return found if isinstance(found, dict) else {}
