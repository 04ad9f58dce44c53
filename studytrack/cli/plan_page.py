"""A plan and its tracker as a page: one line for each difference, and what to do about them."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from studytrack.cli.output.page import BLANK, Line, Page, Piece, Style, line
from studytrack.cli.problems import problem_text
from studytrack.cli.welcome import command
from studytrack.phrases import counted
from studytrack.plan.changes import ChangeKind
from studytrack.terms import FieldName
from studytrack.tracker.outlook import effort_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studytrack.locales import Locale
    from studytrack.plan.changes import PlanChange
    from studytrack.study.planning import PlanComparison

_BECOMES = Piece(" -> ")


def page(found: PlanComparison, file: str | None, *, written: bool) -> Page:
    """The differences, the hours, the problems of the plan, and what to do next.

    Args:
        found: what differs.
        file: the plan as it was named, if it was.
        written: whether the tracker follows it already.
    """
    locale = found.locale
    lines = [_line(change, locale) for change in found.changes]
    balance = found.balance
    if balance.added.high or balance.removed.high:
        added, removed = effort_text(balance.added), effort_text(balance.removed)
        lines.append(line(locale.say("plan-balance", added=added, removed=removed)))
    return (*lines, *map(problem_text, found.problems), *_summary(found, file, written=written))


def _line(change: PlanChange, locale: Locale) -> Line:
    """The task or phase, how it differs, and the text before and after."""
    phase = locale.say("phase", number=change.phase)
    field = (
        locale.fields[FieldName.ESTIMATE]
        if change.kind is ChangeKind.ESTIMATED
        else locale.say(f"plan-{change.kind}")
    )
    hand = [Piece(locale.say("plan-by-hand"), Style.WARNING)] if change.by_hand else []
    return Line(
        (
            Piece(locale.say("change", what=change.task or phase, field=field)),
            *_values(change, locale),
            *hand,
        ),
        4,
    )


def _values(change: PlanChange, locale: Locale) -> Iterator[Piece]:
    blank = locale.say("blank")
    match change.kind:
        case ChangeKind.NEW:
            yield Piece(change.after + _hours(change, locale), Style.ADDED)
        case ChangeKind.GONE:
            yield Piece(change.before + _hours(change, locale), Style.REMOVED)
        case _:
            yield Piece(change.before or blank, Style.REMOVED)
            yield _BECOMES
            yield Piece(change.after, Style.ADDED)
            if change.kind in {ChangeKind.RENUMBERED, ChangeKind.MOVED} and change.task:
                yield Piece(f"  {change.title}", Style.QUIET)


def _hours(change: PlanChange, locale: Locale) -> str:
    effort = change.estimate_after or change.estimate_before
    if effort is None:
        return ""
    return locale.say("aside", text=locale.say("plan-hours", hours=effort_text(effort)))


def _summary(found: PlanComparison, file: str | None, *, written: bool) -> Iterator[Line]:
    locale, paths = found.locale, {"path": found.tracker, "plan": found.path}
    left = sum(change.by_hand for change in found.changes)
    due = len(found.changes) - left
    if not found.changes:
        yield line(Piece(locale.say("plan-same", **paths), Style.DONE))
    if due and not written:
        text = Piece(counted(locale, "plan-due", due + left, **paths), Style.STRONG)
        words = ["studytrack", "plan", *([file] if file is not None else []), "--write"]
        yield line(text, Piece(shlex.join(words), Style.COMMAND), indent=2)
        return
    if due:
        yield line(Piece(counted(locale, "plan-written", due, **paths), Style.STRONG), indent=2)
    if left:
        yield line(Piece(counted(locale, "plan-left", left, **paths), Style.WARNING), indent=2)
    if due and found.trailer is not None:
        subject, trailer = map(shlex.quote, (locale.say("message-plan"), found.trailer))
        yield BLANK
        yield line(locale.say("plan-trailer"), indent=2)
        yield command(f"git commit -m {subject} -m {trailer} -- {shlex.quote(found.tracker)}")
