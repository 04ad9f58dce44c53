"""An adoption as a page: what was recognised, what was not, and what to do next."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from studytrack.cli.output.page import BLANK, Line, Page, Piece, Style, line
from studytrack.cli.problems import ordered, problem_text
from studytrack.cli.styles import problem_line
from studytrack.phrases import counted
from studytrack.terms import Severity, Status

if TYPE_CHECKING:
    from studytrack.locales import Locale
    from studytrack.model import Problem, State
    from studytrack.study.adoption import Adoption


def welcome(adoption: Adoption) -> Page:
    """The whole page."""
    locale = adoption.locale
    if adoption.state is None:
        return (*_scaffolded(adoption), BLANK, *_next(adoption, None))
    return (
        *_recognised(adoption, adoption.state),
        *_ids(adoption),
        line(locale.say("configured", path=adoption.config_path), indent=2),
        BLANK,
        *_problems(adoption.state.problems, locale),
        BLANK,
        *_next(adoption, adoption.state),
    )


def _scaffolded(adoption: Adoption) -> Page:
    locale, plan = adoption.locale, adoption.plan
    made = locale.say("scaffolded", path=adoption.tracker)
    if plan is not None:
        made = locale.say(
            "scaffolded-plan",
            path=adoption.tracker,
            phases=counted(locale, "phases", len(plan.phases)),
            tasks=counted(locale, "tasks", len(list(plan.tasks()))),
        )
    lines = [
        line(Piece(made, Style.STRONG), indent=2),
        line(locale.say("configured-new", path=adoption.config_path), indent=2),
        *map(problem_text, adoption.plan_problems),
    ]
    if plan is None:
        lines.append(line(Piece(locale.say("scaffolded-hint"), Style.QUIET), indent=2))
    if adoption.left_alone is not None:
        lines.append(line(locale.say("left-alone", path=adoption.left_alone), indent=2))
    for path, why in adoption.refused:
        lines.append(line(locale.say("not-read", path=path, why=why), indent=2))
    return tuple(lines)


def _recognised(adoption: Adoption, state: State) -> Page:
    locale = adoption.locale
    found = locale.say(
        "adopted",
        path=adoption.tracker,
        phases=counted(locale, "phases", len(state.phases)),
        tasks=counted(locale, "tasks", state.total.total),
        done=state.total.done,
    )
    known = locale.say("list").join(header for _, header in adoption.columns)
    unknown = locale.say("list").join(adoption.unknown_columns)
    lines = [line(Piece(found, Style.STRONG), indent=2)]
    if known:
        lines.append(line(locale.say("columns-known", names=known), indent=4))
    if unknown:
        lines.append(line(locale.say("columns-unknown", names=unknown), indent=4))
    if adoption.notes_done:
        lines.append(line(Piece(locale.say("imply-done"), Style.QUIET), indent=4))
    return tuple(lines)


def _ids(adoption: Adoption) -> Page:
    """How many tasks were given ids, or go without."""
    locale, made = adoption.locale, adoption.numbering
    if made is not None and made.ids:
        return (line(counted(locale, "numbered", len(made.ids), path=adoption.tracker), indent=2),)
    if not adoption.nameless:
        return ()
    text = counted(locale, "nameless", adoption.nameless)
    return (line(text, Piece("studytrack init --number", Style.COMMAND), indent=4),)


def _problems(problems: tuple[Problem, ...], locale: Locale) -> Page:
    """Errors and warnings one by one; the counts speak for what is information."""
    serious = [one for one in ordered(problems) if one.severity is not Severity.INFO]
    return (*map(problem_text, serious), problem_line(locale, problems, hint=True))


def _next(adoption: Adoption, state: State | None) -> tuple[Line, ...]:
    locale = adoption.locale
    new = state is None or (adoption.numbering is not None and adoption.numbering.ids)
    files = " ".join(map(shlex.quote, [*([adoption.tracker] if new else []), adoption.config_path]))
    begun = next((task.id for _, task in adoption.plan.tasks()), None) if adoption.plan else None
    task = _example(state) or begun or "1.1"
    said = "next-fill" if state is None and not adoption.plan else "next-commit"
    study = shlex.quote(locale.say("message-study", task=task))
    return (
        line(locale.say(said)),
        command(f"git add {files}"),
        command(f"git commit -m {shlex.quote(locale.say('message-adopt'))}"),
        line(locale.say("next-study")),
        command(f"git commit -m {study} -m {shlex.quote(f'Study-Task: {task} done 2h')}"),
        line(locale.say("next-record")),
        command(f"studytrack done {shlex.quote(task)} --time 2h"),
        line(locale.say("next-reconcile")),
        command("studytrack reconcile"),
    )


def command(text: str) -> Line:
    """A command to type, on a line of its own."""
    return line("  ", Piece(text, Style.COMMAND), indent=4)


def _example(state: State | None) -> str | None:
    """A task that is to be done next, if any is."""
    if state is None:
        return None
    tasks = [task for phase in state.phases for task in phase.tasks]
    for status in (Status.IN_PROGRESS, Status.NOT_STARTED, Status.DONE, Status.SKIPPED):
        for task in tasks:
            if task.status is status:
                return task.id
    return None
