"""A run that writes nothing: annotations on the lines at fault, and the trailers to keep."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from studytrack.action.proposal import told
from studytrack.errors import StudytrackError
from studytrack.model import Problem, Severity
from studytrack.report import pages
from studytrack.report.annotations import annotation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studytrack.action.job import Job
    from studytrack.locales import Locale
    from studytrack.model import LoggedRecord
    from studytrack.study.study import Study


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
    locale = study.language("HEAD")
    before = job.told("pull_request", "base", "sha")
    known, records = _at(study, before)
    problems = tuple(
        _noted(one, locale) if before and _own_drift(one, known) else one for one in result.problems
    )
    trailers = _trailers(study.log(at="HEAD"), records) if before else ()
    story = told(study, result, problems, job)
    return Checked(
        problems,
        bool(result.changes),
        tuple(dict.fromkeys(change.task for change in result.changes if change.task)),
        "".join(map(annotation, problems)),
        pages.check(story, trailers),
        locale,
    )


def _at(study: Study, commit: str) -> tuple[frozenset[tuple[str, str]], Sequence[LoggedRecord]]:
    """The problems and records of the base; none where it cannot be read, as before adoption."""
    if not commit:
        return frozenset(), ()
    try:
        state, records = study.state(commit), study.log(at=commit)
    except StudytrackError:
        return frozenset(), ()
    return frozenset(map(_named, state.problems)), records


def _named(problem: Problem) -> tuple[str, str]:
    return problem.code, f"{problem.task} {problem.phase} {problem.message}"


def _own_drift(problem: Problem, known: frozenset[tuple[str, str]]) -> bool:
    """Whether a difference comes of the pull request's own records."""
    return problem.code == "drift" and _named(problem) not in known


def _noted(problem: Problem, locale: Locale) -> Problem:
    """The difference as a notice: the update follows the merge."""
    message = locale.say("follows", text=problem.message)
    return problem.model_copy(update={"severity": Severity.INFO, "message": message})


def _trailers(records: Sequence[LoggedRecord], before: Sequence[LoggedRecord]) -> tuple[str, ...]:
    """The trailers that the pull request's commits bring, as they stand, each once."""
    old = {record.commit for record in before}
    return tuple(
        dict.fromkeys(
            record.text
            for record in records
            if record.path is None and record.commit not in old and record.effective
        )
    )
