"""A run that writes nothing: annotations on the lines at fault, and the trailers to keep."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from studytrack.action.proposal import told
from studytrack.errors import StudytrackError, UsageError
from studytrack.history import Repository
from studytrack.report import pages
from studytrack.report.annotations import annotation
from studytrack.terms import Severity
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studytrack.action.job import Job
    from studytrack.graph import Log
    from studytrack.locales import Locale
    from studytrack.logged import LoggedRecord
    from studytrack.model import Problem
    from studytrack.study.study import Study


_DIFFERENCES = {"drift", "block-stale"}


class Checked(NamedTuple):
    """What a check found: workflow commands, the summary, and whether an error is among it."""

    problems: tuple[Problem, ...]
    changed: bool
    tasks: tuple[str, ...]
    annotations: str
    page: str
    locale: Locale

    @property
    def failed(self) -> bool:
        """Whether somebody has to act."""
        return any(one.severity is Severity.ERROR for one in self.problems)


def check(study: Study, job: Job) -> Checked:
    """Checks what is checked out; on a pull request, against the base of that.

    Raises:
        StudytrackError: the study cannot be read.
    """
    result = study.reconcile("HEAD")
    locale = result.locale
    repository = Repository.open(job.workspace)
    base = _base(repository, job)
    known = _problems(study, base)
    problems = tuple(
        _noted(one, locale) if base and _own_drift(one, known) else one for one in result.problems
    )
    asked = base and job.told("pull_request", "base", "sha")
    trailers = _trailers(study.log(at="HEAD"), repository.log(base)) if asked else ()
    story = told(result, problems, job)
    return Checked(
        problems,
        result.changed,
        tuple(dict.fromkeys(change.task for change in result.changes if change.task)),
        "".join(map(annotation, problems)),
        pages.check(story, trailers),
        locale,
    )


def _base(repository: Repository, job: Job) -> str:
    """The commit to compare with; empty where there is none, or where it is not here.

    GitHub's trial merge of a pull request stands on a base that may be newer than the event's.
    """
    head = job.told("pull_request", "head", "sha")
    if head and _resolved(repository, "HEAD^2") == head:
        return _resolved(repository, "HEAD^1")
    told = job.told("pull_request", "base", "sha") or job.told("merge_group", "base_sha")
    return _resolved(repository, told)


def _resolved(repository: Repository, rev: str) -> str:
    try:
        return repository.resolve(rev)
    except UsageError:
        return ""


def _problems(study: Study, commit: str) -> frozenset[tuple[str, str]]:
    """The problems of the base; none where it cannot be read, as before adoption."""
    try:
        return frozenset(map(_named, study.reconcile(commit).problems)) if commit else frozenset()
    except StudytrackError:
        return frozenset()


def _named(problem: Problem) -> tuple[str, str]:
    return problem.code, f"{problem.task} {problem.phase} {problem.message}"


def _own_drift(problem: Problem, known: frozenset[tuple[str, str]]) -> bool:
    """Whether a difference comes of the pull request's own records."""
    return problem.code in _DIFFERENCES and _named(problem) not in known


def _noted(problem: Problem, locale: Locale) -> Problem:
    """The difference as a notice: the update follows the merge."""
    message = locale.say("follows", text=problem.message)
    return replace(problem, severity=Severity.INFO, message=message)


def _trailers(records: Sequence[LoggedRecord], before: Log) -> tuple[str, ...]:
    """The trailers that the pull request's commits bring, as they stand.

    One that says two things is one line; two commits that say the same are two.
    """
    old = {commit.id for commit in before.commits}
    lines = dict.fromkeys(
        (record.commit, record.text)
        for record in records
        if record.path is None and record.commit not in old and record.effective
    )
    return tuple(text for _, text in lines)
