"""The hooks under pre-commit, which keeps those of many repositories."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import yaml

from studytrack.hooks.frameworks import FRAMEWORKS
from studytrack.hooks.scripts import Hook
from tests.readme import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.hooks.conftest import Desk

SNIPPET = next(one for one in FRAMEWORKS if one.name == "pre-commit").snippet
MANIFEST = ROOT / ".pre-commit-hooks.yaml"


def test_the_manifest_and_the_snippet_declare_the_same_hooks() -> None:
    """One is for whoever names this repository, the other for who has studytrack installed."""
    declared = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    local = yaml.safe_load(SNIPPET)["repos"][0]["hooks"]
    assert [one["stages"] for one in declared] == [[Hook.CHECK], [Hook.PREPARE]]
    for one, other in zip(declared, local, strict=True):
        assert {key: one[key] for key in other if key != "language"} == {
            key: other[key] for key in other if key != "language"
        }
        assert (one["language"], other["language"]) == ("python", "system")


def test_pre_commit_runs_them(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It refuses, lets pass and suggests as git's own hooks do."""
    pytest.importorskip("pre_commit")
    program = tmp_path / "bin/studytrack"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -P -m studytrack "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "home"))
    desk.builder.commit("Hooks", {".pre-commit-config.yaml": SNIPPET})
    install = [sys.executable, "-m", "pre_commit", "install"]
    types = ["--hook-type=commit-msg", "--hook-type=prepare-commit-msg"]
    subprocess.run([*install, *types], cwd=desk.root, check=True, capture_output=True)
    refused = desk.commit("L\n\nStudy-Task: 9 done")
    assert refused.status == 1
    assert ".git/COMMIT_EDITMSG:3: error task-unknown" in refused.said
    assert desk.commit("L\n\nStudy-Task: 1.2 done").status == 0
    desk.builder.write({"phase1/1.3-cross.md": "x\n"})
    desk.builder.git("add", "--all")
    desk.edited('cp "$1" "$PWD/../seen"')
    assert "# Study-Task: 1.3 start\n" in (tmp_path / "seen").read_text()
    desk.edited('cp "$1" "$PWD/../seen"', "--amend")
    assert "Study-Task: 1.3" not in (tmp_path / "seen").read_text()
