"""What holds for the claims of every tracker, whatever is recorded of it."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studytrack.records import Done, Record, Reopen, Reset, Skip, Source, Start, Time
from studytrack.terms import Status
from studytrack.tracker.reading import read
from studytrack.tracker.stated import baseline_of
from tests.tracker.drafts import PROSE, reconciled

SOURCE = Source("c" * 40)
DAY = dt.date(2026, 6, 30)
WORDS = {
    "en": {
        Status.NOT_STARTED: "⬜ Not started",
        Status.IN_PROGRESS: "🔄 In progress",
        Status.DONE: "✅ Done",
    },
    "zh": {
        Status.NOT_STARTED: "⚪ 未开始",
        Status.IN_PROGRESS: "🟡 进行中",
        Status.DONE: "✅ 已完成",
    },
}
HEADER = {"en": "| Task | Spent | Status |", "zh": "| 任务 | 实际用时 | 状态 |"}
PHASE = {"en": "Phase {}", "zh": "第{}周"}
CLAIMS = {
    "en": (
        "Progress: {n}/{m} ({p}%)",
        "- **Done**: {n} of {m} tasks",
        "Progress: {p1}% | Time spent: {h}h",
        "{bar} {n}/{m}",
        "**Status**: {state}",
    ),
    "zh": (
        "进度：{p}% ({n}/{m}) | 预计时间：20-25小时 | 实际用时：{h}小时",
        "- 已完成：{n}/{m} 任务（{p1}%）",
        "进度：{bar} {p}%",
        "**状态**：{state}",
    ),
}


class Phase(NamedTuple):
    """A phase of a tracker: the statuses of its tasks, their minutes, and its claim's pattern."""

    statuses: tuple[Status, ...]
    minutes: tuple[int, ...]
    claim: str


@st.composite
def plans(draw: st.DrawFn) -> tuple[str, list[Phase], str]:
    """A language, phases in it, and the claim at the head of all."""
    language = draw(st.sampled_from(sorted(WORDS)))
    phases = []
    for _ in range(draw(st.integers(1, 4))):
        statuses = draw(st.lists(st.sampled_from(list(WORDS[language])), min_size=1, max_size=7))
        minutes = [draw(st.integers(1, 600)) for _ in statuses]
        phases.append(
            Phase(tuple(statuses), tuple(minutes), draw(st.sampled_from(CLAIMS[language])))
        )
    return language, phases, draw(st.sampled_from(CLAIMS[language][:2]))


def text_of(language: str, phases: list[Phase], head: str, shift: int = 0) -> str:
    """The plan as a tracker; every claim is true, or off by so many tasks and hours."""
    words = WORDS[language]
    statuses = tuple(one for phase in phases for one in phase.statuses)
    minutes = tuple(one for phase in phases for one in phase.minutes)
    lines = ["# Plan", "", filled(head, statuses, minutes, words, shift)]
    for number, phase in enumerate(phases, 1):
        lines += ["", f"## {PHASE[language].format(number)}: Part", ""]
        lines += [filled(phase.claim, phase.statuses, phase.minutes, words, shift), ""]
        lines += [HEADER[language], "|---|---|---|"]
        for place, (status, spent) in enumerate(zip(phase.statuses, phase.minutes, strict=True), 1):
            hours = f"{spent}m" if status is not Status.NOT_STARTED else ""
            lines.append(f"| {number}.{place} Task | {hours} | {words[status]} |")
    return "\n".join([*lines, ""])


def filled(
    claim: str,
    statuses: tuple[Status, ...],
    minutes: tuple[int, ...],
    words: dict[Status, str],
    shift: int,
) -> str:
    """A claim about some tasks."""
    done, total = statuses.count(Status.DONE), len(statuses)
    shown = (done + shift) % (total + 1)
    pairs = zip(statuses, minutes, strict=True)
    spent = sum(one for status, one in pairs if status is not Status.NOT_STARTED) + 60 * shift
    order = list(words)
    state = Status.DONE if done == total else Status.IN_PROGRESS
    if set(statuses) == {Status.NOT_STARTED}:
        state = Status.NOT_STARTED
    full = round(shown * 20 / total + 1e-9)
    return claim.format(
        n=shown,
        m=total,
        p=int(shown * 100 / total + 0.5),
        p1=f"{shown * 100 / total + 1e-9:.1f}",
        h=f"{spent / 60:.2f}".rstrip("0").rstrip("."),
        bar="█" * full + "░" * (20 - full),
        state=words[order[(order.index(state) + shift) % 3]],
    )


SLOW = settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow], deadline=None)


@SLOW
@given(plans())
def test_true_claims_are_left_alone(plan: tuple[str, list[Phase], str]) -> None:
    """However they are written and rounded, nothing is changed, and nothing is unclear."""
    text = text_of(*plan)
    done = reconciled(text)
    assert done.text == text
    assert [one for one in done.findings if one.code.startswith("claim")] == []


@SLOW
@given(plans(), st.integers(1, 6))
def test_wrong_claims_become_true(plan: tuple[str, list[Phase], str], shift: int) -> None:
    """The outcome is the tracker whose claims are true; but what is not known is left as it is.

    That is the hours of a phase without a finished task, and "in progress" where nothing is begun.
    """
    wrong, right = text_of(*plan, shift).split("\n"), text_of(*plan).split("\n")
    done = reconciled("\n".join(wrong)).text
    for old, new, wanted in zip(wrong, done.split("\n"), right, strict=True):
        if "小时" in old or "spent" in old or "tatus" in old or "状态" in old:
            continue
        assert new == wanted or _share(new) == _share(wanted)
    assert reconciled(done).text == done


def _share(line: str) -> list[str]:
    """The numbers of a line; a bar may be rounded up or down."""
    return [part for part in line.split() if set(part) - set("█░")]


@SLOW
@given(plans(), st.integers(0, 3), st.data())
def test_claims_keep_up_with_records(
    plan: tuple[str, list[Phase], str], shift: int, data: st.DataObject
) -> None:
    """With any records, a second run changes nothing, and only lines with values differ."""
    text = text_of(*plan, shift)
    tracker = read(text)
    ids = [row.id for _, row in tracker.rows()]
    task, on = st.sampled_from(ids), st.just(DAY)
    record = st.one_of(
        st.builds(Start, task, st.just(SOURCE), on),
        st.builds(Done, task, st.just(SOURCE), on),
        st.builds(Skip, task, st.just(SOURCE), on, st.just("why")),
        st.builds(Reopen, task, st.just(SOURCE), on),
        st.builds(Reset, task, st.just(SOURCE), on),
        st.builds(Time, task, st.just(SOURCE), on, st.just(dt.timedelta(minutes=90))),
    )
    records: list[Record] = data.draw(st.lists(record, max_size=8))
    baseline = baseline_of(tracker)
    done = reconciled(text, records, None, baseline)
    again = reconciled(done.text, records, None, baseline)
    assert again.text == done.text
    assert again.changes == ()
    changed = {
        number
        for number, (old, new) in enumerate(
            zip(text.split("\n"), done.text.split("\n"), strict=True), 1
        )
        if old != new
    }
    assert changed == {change.line for change in done.changes}


@SLOW
@given(
    st.lists(
        PROSE | st.sampled_from(["Progress: 1/3", "[██░░] 50% of", "Done: 1/3 (", "| Total | 3 |"])
    )
)
def test_any_text_beside_tasks_is_survived(lines: list[str]) -> None:
    """Whatever stands there, nothing is raised, and the second run changes nothing."""
    rows = "| Task | Status |\n|---|---|\n| 1.1 a | done |\n| 1.2 b | |\n| 1.3 c | |\n"
    text = "# x\n\n" + "\n\n".join(lines) + "\n\n## Phase 1\n\n" + rows
    once = reconciled(text)
    assert reconciled(once.text).text == once.text
