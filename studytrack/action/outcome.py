"""What a run came to, and the sentence that tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.pull_request import Operation
from studytrack.report.inert import code
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from studytrack.github_client import Opened
    from studytrack.report.pages import Story


class Outcome(NamedTuple):
    """What was done.

    Attributes:
        key: of the locale's sentence that tells it.
        pull: the pull request it was done to.
        head: the last commit of the bot's branch, or of the base where that was updated itself.
        verified: whether GitHub has signed that commit; None where none was made.
        warnings: what could not be done besides, and what to change.
        failed: whether somebody has to act.
        planned: what a dry run would do: ``create``, ``update``, ``close``, ``keep``, ``blocked``.
    """

    operation: Operation
    key: str
    branch: str
    pull: Opened | None = None
    head: str = ""
    verified: bool | None = None
    warnings: tuple[str, ...] = ()
    failed: bool = False
    planned: str = ""

    @classmethod
    def dry(cls, branch: str, planned: str) -> Outcome:
        """Of a dry run, which only plans."""
        return cls(Operation.NONE, "dry", branch, planned=planned)


def sentence(outcome: Outcome, story: Story, base: str) -> str:
    """What was done, in the tracker's language, as Markdown."""
    locale, links, pull = story.locale, story.links, outcome.pull
    link = f"[#{pull.number}]({pull.url})" if pull else ""
    if not link and outcome.head:
        link = links.commit(outcome.head)
    return locale.say(
        f"outcome-{outcome.key}",
        path=code(story.state.tracker),
        branch=code(outcome.branch),
        link=links.commit(outcome.head) if outcome.key == "foreign" else link,
        compare=links.compare(base, outcome.branch),
        settings=links.settings,
        plan=locale.say(f"plan-{outcome.planned}") if outcome.planned else "",
    )
