"""`action.yml`, the README and the program agree, and nothing untrusted reaches a shell."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from studytrack.action.inputs import Inputs
from tests import readme

ROOT = Path(__file__).parents[1]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
TEXT = readme.README.read_text("utf-8")
CHAPTER = readme.chapter(TEXT, "GitHub Action")
RENAMED = {"overwrite": "on-foreign-commits"}


def test_inputs_are_the_programs() -> None:
    """Each input reaches the program, by its environment, and the README has a row for it."""
    names = {RENAMED.get(name, name.replace("_", "-")) for name in Inputs._fields}
    assert set(ACTION["inputs"]) == names
    environment = ACTION["runs"]["steps"][-1]["env"]
    for name in names:
        variable = "INPUT_" + name.upper().replace("-", "_")
        assert environment[variable] == f"${{{{ inputs.{name} }}}}"
        assert f"\n| `{name}` |" in CHAPTER


def test_defaults_are_the_programs() -> None:
    """What `action.yml` says of a default is what the program does without the input."""
    from studytrack.action.inputs import read

    given = {
        "INPUT_" + name.upper().replace("-", "_"): str(about["default"])
        for name, about in ACTION["inputs"].items()
        if name != "token"
    }
    assert read(given) == read({}) == Inputs()


@pytest.mark.parametrize("name", ACTION["outputs"])
def test_outputs_are_documented(name: str) -> None:
    """Each output is the step's own, and the README has a row for it."""
    assert ACTION["outputs"][name]["value"] == f"${{{{ steps.run.outputs.{name} }}}}"
    assert f"\n| `{name}` |" in CHAPTER


def test_nothing_is_pasted_into_a_shell() -> None:
    """No expression stands in a `run`: what a workflow passes are values, never code."""
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", "")


def test_workflows_of_the_readme_are_right() -> None:
    """The README's workflows name only inputs that there are, and ask for no more than it says."""
    workflows = [yaml.safe_load(block) for block in readme.blocks(CHAPTER, "yaml")]
    assert len(workflows) == 3
    for workflow in workflows:
        assert set(workflow["permissions"]) <= {"contents", "pull-requests"}
        for job in workflow["jobs"].values():
            checkout, step = job["steps"]
            assert checkout["with"] == {"fetch-depth": 0, "persist-credentials": False}
            assert re.fullmatch(r"\w+/studytrack@v1", step["uses"])
            assert set(step.get("with", {})) <= set(ACTION["inputs"])
