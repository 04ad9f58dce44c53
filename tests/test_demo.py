"""The demonstration: a real repository, the same everywhere."""

from __future__ import annotations

import os
import subprocess
import tempfile

import pytest

from studytrack import Study
from studytrack.cli.opening import spoken
from studytrack.demo import demonstrate, languages
from studytrack.errors import UsageError
from studytrack.locales import load, names
from studytrack.markdown.widths import display_width
from tests.cli.studies import run
from tests.repositories import Builder


def test_every_language_of_messages_has_a_story():
    """Whoever translates the messages writes the story too; of words alone it is English."""
    assert languages() == tuple(name for name in names() if load(name).messages == name)


def test_a_language_without_a_story_has_the_english_one(tmp_path, monkeypatch):
    """As it has English messages."""
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    result = run(tmp_path, "demo", "here")
    assert result.exit_code == 0, result.stderr
    assert spoken({"LANG": "en"}).say("demo-folder") in result.stdout


@pytest.mark.parametrize("language", languages())
def test_the_story_is_sound(tmp_path, language):
    """It ends in a tracker that is true, without an error or a warning, on a clean tree."""
    shown = demonstrate(tmp_path / "new" / "folder", language)
    builder = Builder(shown.folder)
    assert builder.git("fsck", "--strict", "--no-dangling") == ""
    assert builder.git("status", "--porcelain").split()[0] == "M"
    study = Study.open(shown.folder, today=shown.steps[-1].on)
    assert study.language().name == language
    assert study.reconcile().changes == ()
    assert {problem.severity for problem in shown.state.problems} <= {"info"}
    assert any(not record.effective for field in shown.why.fields for record in field.records)
    assert {phase.number: phase.done for phase in shown.state.phases} == {1: 3, 2: 0}


def test_the_story_has_the_same_commits_everywhere(tmp_path, monkeypatch):
    """Neither config nor clock nor place tells in a commit's id."""
    first = demonstrate(tmp_path / "a", "en")
    poison = tmp_path / "gitconfig"
    poison.write_text("[user]\nname = x\n[core]\nautocrlf = true\n[commit]\ngpgSign = true\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(poison))
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Mallory")
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    second = demonstrate(tmp_path / "b", "en")
    assert [step.commit for step in first.steps] == [step.commit for step in second.steps]


def test_a_folder_with_something_in_it_is_left_alone(tmp_path):
    """Nothing is ever built into files that are there."""
    (tmp_path / "mine").write_text("x")
    with pytest.raises(UsageError, match="not empty"):
        demonstrate(tmp_path, "en")
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]
    result = run(tmp_path, "demo", ".")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)


def test_a_file_is_no_folder(tmp_path):
    """A path that cannot be a folder is an error of one line."""
    (tmp_path / "mine").write_text("x")
    result = run(tmp_path, "demo", "mine/below")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)


@pytest.mark.parametrize("language", languages())
def test_the_command_shows_everything(tmp_path, language):
    """Trailers, the tracker's change, the reasons of a task, and where it all is."""
    result = run(tmp_path, "demo", "--lang", language, "here")
    assert result.exit_code == 0, result.stderr
    out = result.stdout
    for part in ("Study-Task: ", "\n--- a/", "\n+| 1.1 ", "$ studytrack why 2.1"):
        assert part in out
    assert out.endswith(f"  cd {tmp_path / 'here'}\n")
    diff = out[out.index("\n--- a/") : out.index("\n3. ")]
    assert max(map(display_width, diff.splitlines())) <= 80


def test_without_a_folder_a_temporary_one_is_made(tmp_path, monkeypatch):
    """The language is the environment's then, too."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    result = run(tmp_path, "demo")
    assert result.exit_code == 0, result.stderr
    [folder] = tmp_path.iterdir()
    assert folder.name.startswith("studytrack-demo-")
    assert str(folder) in result.stdout
    assert spoken(os.environ).say("demo-folder") in result.stdout


def test_without_git_the_command_says_so(tmp_path, monkeypatch):
    """A machine without git gets one line."""
    monkeypatch.setenv("PATH", str(tmp_path))
    result = run(tmp_path, "demo", "new")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "git" in result.stderr
    with pytest.raises(FileNotFoundError):
        subprocess.run(["git"], check=False)
