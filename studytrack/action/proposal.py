"""What the tracker should become at a commit of the base, and the pages that tell of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.errors import UsageError
from studytrack.github_client import File
from studytrack.patterns import pattern
from studytrack.pull_request import Wanted
from studytrack.report import pages
from studytrack.report.links import Links
from studytrack.report.pages import Story
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studytrack.action.inputs import Inputs
    from studytrack.action.job import Job
    from studytrack.model import Problem
    from studytrack.study.reconciliation import Reconciliation
    from studytrack.study.study import Study

BRANCH = "studytrack/update-{base}"
_UNFIT = pattern(r"[^\w-]+")


class Proposal(NamedTuple):
    """A change of files on top of a commit.

    Attributes:
        commit: the commit of the base.
        tree: the id of the commit's own tree.
        files: the tracker as it should be, then others whose blocks change, then new ones.
        wanted: the pull request; its tree is None where they are so already.
        subject: that of the bot's commit.
    """

    commit: str
    tree: str
    files: tuple[File, ...]
    wanted: Wanted
    subject: str
    story: Story


def propose(study: Study, commit: str, base: str, job: Job, inputs: Inputs) -> Proposal:
    """What is to be done about the tracker as a commit of the base has it.

    Raises:
        StudytrackError: the study cannot be read there.
    """
    result = study.reconcile(commit, weekly=inputs.weekly)
    story = told(result, result.left, job)
    replaced = result.replaced()
    wanted = Wanted(
        base=base,
        branch=branch_of(study.folder, base, inputs.branch),
        tree=replaced.after if result.changed else None,
        title=inputs.title or pages.title(story),
        body=pages.body(story),
    )
    files = tuple(
        File(entry.path, entry.mode, file.text)
        for entry, file in zip(replaced.files, result.files, strict=True)
    )
    subject = inputs.commit_message or pages.subject(story.locale)
    return Proposal(story.commit, replaced.before, files, wanted, subject, story)


def told(result: Reconciliation, problems: Sequence[Problem], job: Job) -> Story:
    """A reconciliation of a commit as pages tell it, with the problems to show."""
    links = Links(job.server_url, job.repository)
    commit = result.revision or ""
    state, blocks = result.state, result.blocks
    about = (blocks, result.added, result.draft, result.questions)
    return Story(commit, result.changes, state, problems, result.locale, links, *about)


def branch_of(folder: str, base: str, asked: str) -> str:
    """The bot's branch: the one asked for, else one for each base and study.

    Raises:
        UsageError: it is the base itself.

    >>> branch_of("", "main", ""), branch_of("notes/go", "main", "")
    ('studytrack/update-main', 'studytrack/update-main-notes-go')
    """
    name = (asked or BRANCH).replace("{base}", base)
    if name == base:
        raise UsageError(f"the input branch names the base, {base}; the bot needs its own")
    return name if asked or not folder else f"{name}-{_UNFIT.sub('-', folder).strip('-')}"
