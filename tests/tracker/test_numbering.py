"""Ids for tasks that go by their titles: where they are written, and what stays."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studytrack.errors import TrackerError
from studytrack.records import Done, Source
from studytrack.tracker.identity import names, renamed
from studytrack.tracker.numbering import numbered
from studytrack.tracker.reading import read
from tests.tracker.drafts import PROSE, drafts, reconciled


def after(text: str) -> str:
    """The text with ids; a second time gives none."""
    done = numbered(read(text)).tracker
    again = numbered(read(done.text))
    assert again.ids == {}
    assert again.tracker.text == done.text
    return done.text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("- [ ] 1.1 Ports\n- [x] 1.2 Adapters\n", id="a list"),
        pytest.param("| Task | Status |\n|-|-|\n| 1.1 Ports | done |\n", id="a table"),
        pytest.param("| Day | Task | Status |\n|-|-|-|\n| 1 | Ports | |\n", id="days"),
        pytest.param("| # | Task | Status |\n|-|-|-|\n| 7 | Ports | |\n", id="a column"),
        pytest.param("- [ ] 3.5\n- [ ] 3.6\n- [ ] 3.7\n", id="nothing but ids"),
        pytest.param("- [ ] 1.1\n- [ ] 1.2 Q\n\n> - [ ] Ports\n", id="what is no task"),
    ],
)
def test_tasks_with_ids_keep_them(text: str) -> None:
    """Where every task has an id nothing is written."""
    assert after(text) == text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("- [ ] Ports\n* [x] Q\n", "- [ ] 1.1 Ports\n* [x] 1.2 Q\n", id="a list"),
        pytest.param("- [ ] Ports\r\n- [x] Q", "- [ ] 1.1 Ports\r\n- [x] 1.2 Q", id="CRLF, no end"),
        pytest.param("- [ ]  **Ports** ✅\n", "- [ ]  1.1 **Ports** ✅\n", id="bold"),
        pytest.param("1. [ ] [Ports](a.md)\n", "1. [ ] 1.1 [Ports](a.md)\n", id="a link"),
        pytest.param("- [ ] ~~Ports~~ old\n", "- [ ] ~~1.1 Ports~~ old\n", id="struck out"),
        pytest.param("- [ ] Ports (A)\n", "- [ ] 1.1 Ports (A)\n", id="an aside"),
        pytest.param("- ✅ Ports\n- 🔄 Q\n", "- ✅ 1.1 Ports\n- 🔄 1.2 Q\n", id="markers before"),
        pytest.param(
            "- Ports - done\n- Q - todo\n", "- 1.1 Ports - done\n- 1.2 Q - todo\n", id="words"
        ),
        pytest.param(
            "## A\n### Ports ✅\n- Finished: 2026-02-01\n### Q 🔄\n",
            "## A\n### 1.1 Ports ✅\n- Finished: 2026-02-01\n### 1.2 Q 🔄\n",
            id="headings",
        ),
        pytest.param(
            "| Task | Status |\n|---|---|\n| [Ports](a.md) | done |\n",
            "| Task | Status |\n|---|---|\n| 1.1 [Ports](a.md) | done |\n",
            id="a table",
        ),
        pytest.param(
            "| Status | Task    |\n|--------|---------|\n| done   | a \\| b  |\n",
            "| Status | Task    |\n|--------|---------|\n| done   | 1.1 a \\| b |\n",
            id="a padded table",
        ),
        pytest.param(
            "Task | Status\n-|-\nPorts | done\n",
            "Task | Status\n-|-\n1.1 Ports | done\n",
            id="open",
        ),
        pytest.param(
            "| # | Task | Status |\n|---|---|---|\n|   | Ports | |\n",
            "| # | Task | Status |\n|---|---|---|\n| 1.1 | Ports | |\n",
            id="an empty column of ids",
        ),
        pytest.param(
            "## Phase 0\n- [ ] P\n## Phase 3\n- [ ] Q\n- [ ] R\n",
            "## Phase 0\n- [ ] 0.1 P\n## Phase 3\n- [ ] 3.1 Q\n- [ ] 3.2 R\n",
            id="numbers of phases",
        ),
        pytest.param(
            "## A\n- [ ] Quiz\n## B\n- [ ] Quiz\n- [ ] Q\n  - [ ] Q\n",
            "## A\n- [ ] 1.1 Quiz\n## B\n- [ ] 2.1 Quiz\n- [ ] 2.2 Q\n  - [ ] 2.3 Q\n",
            id="places of phases, the same titles",
        ),
        pytest.param(
            "- [ ] 1.2 P\n- [ ] Q\n- [ ] 1.4 R\n- [ ] S\n- [ ] 1.1 T\n",
            "- [ ] 1.2 P\n- [ ] 1.3 Q\n- [ ] 1.4 R\n- [ ] 1.5 S\n- [ ] 1.1 T\n",
            id="beside ids",
        ),
        pytest.param(
            "- [ ] 5 ports\n- [ ] S3\n- [ ] 1.9 P\n- [ ] Q\n- [ ] R\n- [ ] S\n",
            "- [ ] 1.1 5 ports\n- [ ] S3\n- [ ] 1.9 P\n- [ ] 1.4 Q\n- [ ] 1.5 R\n- [ ] 1.6 S\n",
            id="titles like ids",
        ),
        pytest.param(
            "- [ ] todo\n- [x] done\n\n## A\n- [ ] Ports\n  - Finished:\n",
            "- [ ] todo\n- [x] done\n\n## A\n- [ ] 1.1 Ports\n  - Finished:\n",
            id="legends and details",
        ),
    ],
)
def test_tasks_without_ids_get_them(text: str, wanted: str) -> None:
    """The phase's number and the place in it stand before the title, and nothing else changes."""
    assert after(text) == wanted


def test_what_would_read_otherwise_is_not_written() -> None:
    """The new text is read again; if anything but names differs, it is refused."""
    tracker = read("- [ ] P\n- [ ] Q\n")
    for other in ("- [ ] P\n- [x] Q\n", "- [ ] P\n- [ ] R\n", "- [ ] P\n> - [ ] \n"):
        with pytest.raises(TrackerError, match="none were written"):
            numbered(tracker._replace(text=other))


TITLES = st.lists(PROSE.map(lambda text: f"x{' '.join(text.split())}"), min_size=1, max_size=5)


@settings(max_examples=60)
@given(st.lists(TITLES, min_size=1, max_size=3), st.sampled_from(["- [ ] ", "1. [x] ", "* [ ]  "]))
def test_lists_of_whatever_titles(phases: list[list[str]], lead: str) -> None:
    """Every task has an id of its own, or nothing is written."""
    text = "".join(
        f"## Part {number}\n" + "".join(f"{lead}{title}\n" for title in titles)
        for number, titles in enumerate(phases, 1)
    )
    try:
        tracker = read(text)
        done = numbered(tracker)
    except TrackerError:
        return
    ids = [row.id for _, row in done.tracker.rows()]
    assert len(set(ids)) == len(ids) == len([*tracker.rows()])
    assert [row.id for _, row in renamed(tracker, names(done.tracker)).rows()] == ids
    record = Done(ids[-1], Source("c" * 40), date(2026, 3, 2))
    assert reconciled(done.tracker.text, [record]).text.count("\n") == text.count("\n")


@settings(max_examples=60)
@given(drafts())
def test_tables_with_ids_stay(draft) -> None:
    """Whatever stands in the cells of a tracker with ids, none is added."""
    assert numbered(read(draft.text)).ids == {}
