"""The project keeps its own roadmap with itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from studytrack import Severity, Study
from tests.repositories import Builder

GITHUB = Path(__file__).parents[1] / ".github"
NAMES = ("ROADMAP.md", "studytrack.toml")

if TYPE_CHECKING:
    from studytrack import State


@pytest.fixture
def state(tmp_path: Path) -> State:
    """The roadmap's state, in a history of its own, as an archive of the project has none."""
    builder = Builder.init(tmp_path)
    files = {f".github/{name}": (GITHUB / name).read_text("utf-8") for name in NAMES}
    builder.commit("Adopt", files)
    return Study.open(tmp_path / ".github").state()


def test_the_roadmap_reads_well(state: State) -> None:
    """It is found in its folder, and has nothing that somebody would have to act on."""
    assert state.tracker == ".github/ROADMAP.md"
    assert [phase.number for phase in state.phases] == [1, 2, 3, 4]
    assert [one for one in state.problems if one.severity is not Severity.INFO] == []


def test_the_workflow_names_it() -> None:
    """Both jobs run the Action as it was checked out, with that config."""
    text = (GITHUB / "workflows" / "studytrack.yml").read_text("utf-8")
    jobs = yaml.safe_load(text)["jobs"].values()
    steps = [step for job in jobs for step in job["steps"] if step["uses"] == "./"]
    assert [step["with"]["config"] for step in steps] == [".github/studytrack.toml"] * 2
