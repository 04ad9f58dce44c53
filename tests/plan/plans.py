"""Plans that agree with a tracker, and those that differ in some ways."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from studytrack.plan.matching import known
from studytrack.plan.model import Plan, PlannedPhase, PlannedTask
from studytrack.plan.words import words
from studytrack.terms import Effort

if TYPE_CHECKING:
    from studytrack.tracker.shape import Tracker

TITLES = st.sampled_from(
    ["Tides", "潮汐表", "Winds & waves", "a | b", "`code` *x*", "Knots (fast)"]
)
EFFORTS = st.sampled_from([(1, 1), (2, 3), (1.5, 4)]).map(
    lambda ends: Effort(*(timedelta(hours=end) for end in ends))
)


def agreeing(tracker: Tracker) -> Plan:
    """The plan that says of every phase and task what the tracker says."""
    own = words(tracker.dialect.locale.name)
    rows = list(known(tracker, own))
    phases = []
    for section in tracker.sections:
        tasks = tuple(
            PlannedTask(
                one.name or f"?{one.row.line}",
                one.titled.title,
                one.row.estimate or one.titled.estimate,
                (),
                one.row.line,
                named=bool(one.name),
            )
            for one in rows
            if one.section is section
        )
        title = own.titled(section.title).title
        phases.append(PlannedPhase(section.number, title, None, tasks, (), section.line, title))
    return Plan(tuple(phases), "", tracker.dialect.locale.name)


@st.composite
def differing(draw: st.DrawFn, plan: Plan) -> Plan:
    """The plan with tasks renamed, re-estimated, left out and added, and perhaps a phase more."""
    phases, line = [], 10_000
    for phase in plan.phases:
        tasks = []
        for task in phase.tasks:
            line += 1
            match draw(st.sampled_from(["keep", "keep", "rename", "estimate", "drop", "add"])):
                case "rename":
                    tasks.append(task._replace(title=draw(TITLES)))
                case "estimate":
                    tasks.append(task._replace(estimate=draw(EFFORTS)))
                case "add":
                    title = f"{draw(TITLES)} {line}"
                    new = PlannedTask(f"{phase.number}.{line}", title, draw(EFFORTS), (), line)
                    tasks += [task, new]
                case "keep":
                    tasks.append(task)
        phases.append(phase._replace(tasks=tuple(tasks)))
    if draw(st.booleans()):
        number = max(phase.number for phase in phases) + 1
        first = PlannedTask(f"{number}.1", "The very last", draw(EFFORTS), (), line + 1)
        phases.append(PlannedPhase(number, "The end", draw(EFFORTS), (first,), (), line + 2, ""))
    return plan._replace(phases=tuple(phases))
