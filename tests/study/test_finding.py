"""Which file is the tracker, where no config says it."""

from __future__ import annotations

import pytest

from studytrack.errors import TrackerError
from studytrack.study.candidates import find_tracker

ONE, TWO = "# Study\n\n- [ ] 1.1 Ports\n", "# Study\n\n- [ ] **1.1** Ports\n- [x] **1.2** Bytes\n"
THREE = "# Study\n\n- [ ] 1.1 Ports\n- [ ] 1.2 Bytes\n- [x] 1.3 Words\n"
TABLE = "| Task | Status |\n|---|---|\n| Ports | done |\n"


def found(*files: tuple[str, str]) -> str | None:
    """The path of the tracker among files, if there is one."""
    try:
        return find_tracker([(path, text.encode()) for path, text in files], "").path
    except TrackerError:
        return None


@pytest.mark.parametrize(
    ("path", "text"),
    [
        pytest.param("README.md", ONE, id="another-name"),
        pytest.param("tracker.md", "# Study\n\n- [ ] Ports\n- [ ] Bytes\n", id="no-ids"),
        pytest.param("tracker.md", "# Study\n\n- 1.1 Ports\n", id="no-box"),
        pytest.param("tracker.md", "```\n- [ ] 1.1 Ports\n```\n", id="fenced"),
        pytest.param(".github/tracker.md", "- [ ] 1.1\n", id="no-title"),
    ],
)
def test_a_short_list_is_no_tracker(path, text):
    """Few items are a tracker's only with ids, in a file that is called one."""
    assert found((path, text)) is None


@pytest.mark.parametrize("text", [ONE, TWO], ids=["one", "two"])
@pytest.mark.parametrize(
    "path", ["tracker.md", "docs/Study-Tracker.MD", "学习跟踪.md", "学習進捗.md"]
)
def test_a_short_list_is_found_by_the_name_of_its_file(path, text):
    """A study begins with its first task, in whatever language."""
    assert found((path, text), ("README.md", ONE), ("notes.md", TWO)) == path


@pytest.mark.parametrize("other", [THREE, TABLE], ids=["list", "table"])
def test_a_short_list_stands_behind_everything_else(other):
    """What was a study's only tracker before stays it."""
    assert found(("tracker.md", TWO), ("plan.md", other)) == "plan.md"
