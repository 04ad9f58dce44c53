"""Trackers made of lists and headings to test with, from simple to wild."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.tracker.drafts import PROSE, Draft

BOXES = ("[ ]", "[x]", "[X]", "[/]", "[~]", "[-]", "[>]")
MARKS = ("", " ✅", " 🔄", " ⬜", " ⚠️", " ✅ (80%)", " 🔄 ✅", " 📅 2026-02-01 ✅ 2026-02-03")
WORDS = ("", "", " - done", " (in progress)", "：已完成", " — todo", " - ", " [skipped]")
STEPS = (
    "   - [ ] a step",
    "   - a point",
    "   - Finished: 2026-02-01",
    "   - Finished:",
    "   - **Time spent**: 2h",
    "   - Time spent:",
    "   - 状态：进行中",
    "   - Started: ____",
    "   more of it",
    "    ```\n    - [ ] 9.9 hidden\n    ```",
    "",
)
LEGEND = "- [ ] todo\n- [>] in progress\n- [x] done\n- [~] skipped\n"
TITLE = PROSE.map(lambda text: f"P{' '.join(text.split())}"[:24])
BULLETS = ("- ", "* ", "+ ", "1. ", "3) ")


@st.composite
def list_drafts(draw: st.DrawFn) -> Draft:
    """Plans of one to three phases, in boxes, markers or words, with ids or without."""
    lines = [draw(PROSE.map(lambda text: f"x{text}")), ""]
    lines += draw(st.sampled_from([[], LEGEND.split("\n")]))
    boxed, heading = draw(st.booleans()), draw(st.booleans())
    bullet = draw(st.sampled_from(BULLETS))
    name = draw(
        st.sampled_from(["{}.{} ", "**{}.{}** ", "Week {} Day {}: ", "第{}-{}天 ", "T{}{} "])
    )
    ids = []
    for phase in range(1, draw(st.integers(1, 3)) + 1):
        lines += [f"## Phase {phase}: {draw(TITLE)}", ""]
        for number in range(1, draw(st.integers(1, 4)) + 1):
            lead = name.format(phase, number)
            ids.append(lead.strip(" :*"))
            title = f"{lead}{draw(TITLE)}{draw(st.sampled_from(MARKS if boxed else MARKS + WORDS))}"
            if boxed:
                lines.append(f"{bullet}{draw(st.sampled_from(BOXES))} {title}")
            else:
                lines.append(f"### {title}" if heading else f"{bullet}{title}")
            steps = STEPS if boxed else STEPS[1:]  # beneath a heading a box were the task
            lines += draw(st.lists(st.sampled_from(steps), max_size=3))
        if not boxed:  # whatever is reset, something tells that these are tasks
            lines.append(f"{'### ' if heading else bullet}{name.format(phase, 9)}kept ✅")
        lines += ["", "Summary: actual ___ hours, completed ___", ""]
    ending = draw(st.sampled_from(["\n", "\r\n"]))
    text = draw(st.sampled_from(["", "\ufeff"])) + "\n".join(lines)
    return Draft(text.replace("\n", ending) + draw(st.sampled_from(["", ending])), tuple(ids))
