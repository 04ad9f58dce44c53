"""What a pull request, its commit and a step summary say, in the tracker's own language.

No clock is read, so that the same study gives the same page. No line of a page can be taken for
a trailer: each begins with a mark of Markdown, or with words of the locale's.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from studytrack.phrases import counted, problem_counts
from studytrack.report.chart import chart
from studytrack.report.drafts import folded
from studytrack.report.inert import code, fenced, inert
from studytrack.report.notebook import asked
from studytrack.report.tables import bar, changes, phases, problems
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from studytrack.locales import Locale
    from studytrack.model import BlockChange, Change, Problem, State
    from studytrack.remarks.model import Question
    from studytrack.report.links import Links
    from studytrack.weekly.model import Draft

LONGEST_BODY = 60_000
"""Characters; GitHub takes 65,536 of a pull request's body."""

_FEW = 10
_ROOMS = (500, 200, 100, 50, 20, 5, 0)


class Story(NamedTuple):
    """A reconciliation as pages tell it.

    Attributes:
        commit: what it was computed of.
        changes: every value of the tracker that is to change.
        state: what the records say.
        problems: those that are left once the changes are made.
        blocks: every generated block that is to be filled anew.
        added: the paths of checkpoints that are new.
        draft: what may go into the parts of the tracker that stay the learner's.
        questions: what was asked; pages have those of the tasks that change.
    """

    commit: str
    changes: Sequence[Change]
    state: State
    problems: Sequence[Problem]
    locale: Locale
    links: Links
    blocks: Sequence[BlockChange] = ()
    added: Sequence[str] = ()
    draft: Draft | None = None
    questions: Sequence[Question] = ()


def title(story: Story) -> str:
    """A pull request's title: how far the study is."""
    total = story.state.total
    return story.locale.say("pull-title", done=total.done, total=total.total)


def subject(locale: Locale) -> str:
    """The subject of the bot's commit: nothing that could refer to anything."""
    return locale.say("commit-subject")


def body(story: Story) -> str:
    """A pull request's body: what changes and why, the phases, what is left to look at, a draft."""
    return fitted(
        lambda room: _joined(
            _lead(story), *_study(story, room), *_draft(story, room), _footer(story)
        )
    )


def summary(story: Story, outcome: str) -> str:
    """A step summary: what was done, then as `body`."""
    return fitted(lambda room: _joined(outcome, *_study(story, room)))


def check(story: Story, trailers: Sequence[str]) -> str:
    """The summary of a run that only checks, with the trailers that a squash has to keep."""
    locale = story.locale
    kept = [locale.say("keep-trailers"), fenced(trailers)] if trailers else []
    return fitted(lambda room: _joined(*kept, *_study(story, room)))


def fitted(page: Callable[[int], str]) -> str:
    """The page with as many rows in its lists as a pull request has room for."""
    return next(
        (text for room in _ROOMS if len(text := page(room)) <= LONGEST_BODY),
        page(0)[:LONGEST_BODY],
    )


def _study(story: Story, room: int) -> Sequence[str]:
    """The parts that every page has."""
    locale, total = story.locale, story.state.total
    progress = f"{bar(total.done, total.skipped, total.total)} {total.done}/{total.total}"
    return (
        _heading(locale.say("page-changes")) if story.changes else "",
        changes(story.changes[:room], story.state, locale, story.links) if story.changes else "",
        _more(len(story.changes) - room, locale),
        *_questions(story, room),
        f"{_heading(locale.say('page-phases'))} {progress}",
        phases(replace(story.state, phases=story.state.phases[:room]), locale),
        _more(len(story.state.phases) - room, locale),
        chart(story.state, locale) if room >= len(story.state.phases) else "",
        *_problems(story, room),
    )


def _draft(story: Story, room: int) -> Sequence[str]:
    return folded(story.draft, room, story.locale) if story.draft else ()


def _questions(story: Story, room: int) -> Sequence[str]:
    """What is open of the tasks that change."""
    changed = {change.task for change in story.changes if change.task is not None}
    found = [one for one in story.questions if one.open and one.task in changed]
    if not found:
        return ()
    lines = (f"- **{inert(one.task or '')}** {asked(one, story.locale)}" for one in found[:room])
    heading = _heading(story.locale.say("page-open-questions"))
    return heading, "\n".join(lines), _more(len(found) - room, story.locale)


def _problems(story: Story, room: int) -> Sequence[str]:
    locale, found = story.locale, story.problems
    if not found:
        return (locale.say("problems-none"),)
    counts = problem_counts(locale, found)
    return (
        f"<details><summary>{locale.say('problems', counts=counts)}</summary>",
        problems(found[:room], story.commit, locale, story.links),
        _more(len(found) - room, locale),
        "</details>",
    )


def _lead(story: Story) -> str:
    """What changes, and by which commit: the tracker, the blocks of other pages, new pages."""
    locale, count = story.locale, len(story.changes)
    commit = story.links.commit(story.commit)
    blocks = _listed([block.path for block in story.blocks], locale)
    added = _listed(story.added, locale)
    parts = []
    if count:
        path = code(story.state.tracker)
        parts.append(counted(locale, "page-lead", count, path=path, commit=commit))
    if blocks:
        key = "page-blocks" if count else "page-lead-blocks"
        parts.append(locale.say(key, commit=commit, paths=blocks))
    if added:
        key = "page-added" if parts else "page-lead-added"
        parts.append(locale.say(key, commit=commit, paths=added))
    return "\n\n".join(parts)


def _listed(paths: Sequence[str], locale: Locale) -> str:
    """Some paths, each once, as many as can be read at a glance."""
    shown = list(dict.fromkeys(map(code, paths)))
    return locale.say("and").join([*shown[:_FEW], *(["…"] if len(shown) > _FEW else [])])


def _footer(story: Story) -> str:
    return f"---\n\n{story.locale.say('page-footer')}"


def _heading(text: str) -> str:
    return f"### {text}"


def _more(count: int, locale: Locale) -> str:
    return counted(locale, "page-more", count) if count > 0 else ""


def _joined(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"
