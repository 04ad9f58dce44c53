"""Why a text is no tracker: one line says what was found in it, and what to do about it."""

from __future__ import annotations

import pytest

from studytrack.errors import NoTasksError
from studytrack.tracker.reading import read


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("", "", id="nothing"),
        pytest.param("# Plan\n\n- a\n- b\n\n```\ncode | x\n```\n> said\n", "", id="prose"),
        pytest.param(
            "| Topic | Theory |\n|-|-|\n| A | ✅ |\n\n| B |\n|-|\n",
            "2 tables, none with a status column (headers: Topic, Theory)",
            id="no status",
        ),
        pytest.param(
            "| **Who**<br>now | | Status |\n|-|-|-|\n| A | | done |\n",
            "1 table, none with a task (or id) column (headers: Who now, (blank), Status)",
            id="no task",
        ),
        pytest.param(
            "| Task | Status |\n|-|-|\n",
            "1 table, none with rows (headers: Task, Status)",
            id="no rows",
        ),
        pytest.param(
            f"|{'a|' * 99}\n|{'-|' * 99}\n|{'b|' * 99}\n",
            "1 table, none with a status column (headers: a, a, a, a, a, a, a, a, …)",
            id="a wide table",
        ),
        pytest.param(
            "- [ ] todo\n- [/] in progress\n- [x] done\n", "3 boxes, all in a legend", id="legend"
        ),
        pytest.param("- [ ] ____\n", "1 box, all of them blank", id="blanks"),
        pytest.param(
            "text\n```md\n- [ ] 1.1 P\n```\n", "all of it stands in a code fence", id="fence"
        ),
        pytest.param(
            "~~~\n| Task | Status |\n|-|-|\n| P | done |\n",
            "all of it stands in a code fence",
            id="open fence",
        ),
        pytest.param("<!--\n1. [x] 1.1 P\n-->\n", "only in a comment", id="comment"),
        pytest.param(
            "<table>\n<tr><td>P</td></tr>\n</table>\n", "only as HTML, which is not read", id="HTML"
        ),
        pytest.param("> - [ ] 1.1 P\n", "only in a quote", id="quote"),
    ],
)
def test_what_was_found(text: str, found: str) -> None:
    """The reason is one line and names a remedy."""
    with pytest.raises(NoTasksError) as caught:
        read(text)
    assert caught.value.found == found
    assert str(caught.value).startswith("no table of tasks: ")
    assert "; " in str(caught.value)
    assert "\n" not in str(caught.value)
