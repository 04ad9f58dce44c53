"""Trackers to test with, from simple to wild, and what records make of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hypothesis import strategies as st

from studytrack.fold.accounts import Baseline, fold
from studytrack.fold.effect import Entry
from studytrack.tracker.outlook import derived, outlook
from studytrack.tracker.reading import read
from studytrack.tracker.stated import baseline_of
from studytrack.tracker.writing import Written, write

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from studytrack.records import Record
    from studytrack.tracker.shape import Tracker


def reconciled(
    text: str,
    records: Iterable[Record] = (),
    notes: Mapping[str, tuple[str, ...]] | None = None,
    baseline: Baseline | None = None,
    learner: str | None = None,
) -> Written:
    """What records and notes make of a tracker; its own text is the baseline if none is given."""
    tracker = read(text)
    return written(tracker, records, notes, baseline or baseline_of(tracker), learner)


def written(
    tracker: Tracker,
    records: Iterable[Record],
    notes: Mapping[str, tuple[str, ...]] | None,
    baseline: Baseline,
    learner: str | None = None,
) -> Written:
    """The same for a tracker that has been read."""
    phase_of: dict[str, int] = {}
    for section, row in tracker.rows():
        phase_of.setdefault(row.id, section.number)
    folded = fold([Entry(record) for record in records], baseline, phase_of)
    view = outlook(tracker, folded, derived(folded), notes or {}, learner)
    return write(tracker, view, "")


class Words(NamedTuple):
    """How a language writes a tracker: header words, statuses, lines behind the table."""

    phase: str
    header: tuple[str, ...]
    statuses: tuple[str, ...]
    dates: tuple[str, ...]
    summary: tuple[str, ...]
    total: tuple[str, ...]


ENGLISH = Words(
    "## Phase {}: A phase",
    ("Task", "Estimate", "Started", "Finished", "Status", "Hours spent", "Notes"),
    ("", "Not started", "in progress", "✅ Done", "⏳", "skipped", "🟢", "who knows"),
    ("", "2026-02-03", "2026/2/3", "Feb 3, 2026", "03.02.2026", "-", "soon"),
    (
        "",
        "**Summary**: estimated ___ hours, actual ___ hours, completed ___",
        "Summary: actual 3.5 hours, completion date 2026-02-03",
        "Summary: estimated 2-3 hours, actual completed 2026-02-03",
        "Time spent: 2h30m",
    ),
    ("", "- Total actual time: ___ hours\n- Overall completion date: ___", "Total spent: 12h"),
)
CHINESE = Words(
    "## 阶段{}：一个阶段",
    ("任务", "预计时长", "实际开始", "实际结束", "状态", "实际用时", "笔记"),
    ("", "🔴 未开始", "🟡 进行中", "已完成", "⏳", "⚫ 跳过", "天知道"),
    ("", "2026-02-03", "2026年2月3日", "2月3日", "待定"),
    (
        "",
        "**小结**：预计______小时，实际______小时，完成日期______",
        "小结：预计2-3小时，实际完成日期2026-02-03",
        "小结：预计2-3小时，完成日期2026-02-03",
    ),
    ("", "- 总实际时长：______小时\n- 总体完成日期：______", "总实际时长：12小时"),
)

PROSE = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029"), max_size=24
)
CELL = PROSE.map(lambda text: text.replace("\\", "").replace("|", "\\|").replace("`", ""))


class Draft(NamedTuple):
    """A tracker's text and the ids of its tasks."""

    text: str
    ids: tuple[str, ...]


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    """Trackers of one to three phases, with some columns, in some manner."""
    words = draw(st.sampled_from([ENGLISH, CHINESE]))
    kept = draw(st.sets(st.integers(1, 6))) | {0, 4}
    dates = draw(st.sampled_from(words.dates))
    padded = draw(st.booleans())
    ids, lines = [], [draw(PROSE.map(lambda text: f"x{text}")), ""]
    for phase in range(1, draw(st.integers(1, 3)) + 1):
        lines += [words.phase.format(phase), ""]
        rows = [words.header]
        for number in range(1, draw(st.integers(1, 4)) + 1):
            ids.append(f"{phase}.{number}")
            day = draw(st.sampled_from(["", dates]))
            rows.append(
                (
                    f"{phase}.{number} {draw(CELL)}",
                    draw(st.sampled_from(["", "2h", "3-4h", "45m"])),
                    day,
                    draw(st.sampled_from(["", day])),
                    draw(st.sampled_from(words.statuses)),
                    draw(st.sampled_from(["", "1.5h", "2 h", "3"])),
                    draw(CELL),
                )
            )
        lines += _table([[row[c] for c in sorted(kept)] for row in rows], padded=padded)
        lines += ["", draw(st.sampled_from(words.summary)), ""]
    lines += ["## End", "", draw(st.sampled_from(words.total)), "", draw(PROSE)]
    ending = draw(st.sampled_from(["\n", "\r\n"]))
    text = draw(st.sampled_from(["", "\ufeff"])) + "\n".join(lines)
    return Draft(text.replace("\n", ending) + draw(st.sampled_from(["", ending])), tuple(ids))


def _table(rows: list[list[str]], *, padded: bool) -> list[str]:
    widths = [max(map(len, column)) if padded else 0 for column in zip(*rows, strict=True)]
    lines = [
        "|" + "|".join(f" {cell.ljust(w)} " for cell, w in zip(row, widths, strict=True)) + "|"
        for row in rows
    ]
    return [lines[0], "|" + "|".join("-" * (w + 2) for w in widths) + "|", *lines[1:]]
