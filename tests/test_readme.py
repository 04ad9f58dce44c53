"""The README says what the program does: every example in it is carried out."""

from __future__ import annotations

import doctest
import importlib
import re
from dataclasses import fields
from typing import TYPE_CHECKING

import click
import pytest

from studytrack import Study
from studytrack.checks import SEVERITIES
from studytrack.cli.program import COMMANDS, program
from studytrack.config.settings import Config, Learner, Notes, Record, Weekly
from studytrack.terms import Severity
from tests import readme
from tests.tracker.drafts import reconciled

if TYPE_CHECKING:
    from pathlib import Path

TEXT = readme.README.read_text(encoding="utf-8")
FIRST_CELL = re.compile(r"^\| `([^`]+)` \|", re.MULTILINE)
HEADINGS = {
    Severity.ERROR: "Errors: somebody must act",
    Severity.WARNING: "Warnings: somebody should look",
    Severity.INFO: "Information: somebody may like to know",
}
CONFIG_KEYS = {
    *(
        one.name
        for one in fields(Config)
        if one.name not in {"notes", "record", "learner", "weekly"}
    ),
    *(f"notes.{one.name}" for one in fields(Notes)),
    *(f"record.{one.name}" for one in fields(Record)),
    *(f"learner.{one.name}" for one in fields(Learner)),
    *(f"weekly.{one.name}" for one in fields(Weekly)),
}


def commands() -> dict[str, click.Command]:
    """Every command of the command line."""
    context = click.Context(program)
    return {name: found for name in COMMANDS if (found := program.get_command(context, name))}


def rows(title: str) -> dict[str, str]:
    """The rows of a chapter's tables by their first cell, which is code."""
    lines = readme.chapter(TEXT, title).splitlines()
    return {match[1]: line for line in lines if (match := FIRST_CELL.match(line))}


def test_shows_what_the_program_says_today(tmp_path: Path) -> None:
    """Output in the README is the program's own; ``python -m tests.readme`` renews it."""
    for example in readme.examples(TEXT, tmp_path):
        assert example.shown == example.real


def test_python_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The session of the chapter on Python gives what it shows, and leaves nothing to do."""
    builder = readme.story(TEXT, tmp_path)
    monkeypatch.chdir(builder.root)
    session = doctest.DocTestParser().get_doctest(
        readme.blocks(TEXT, "pycon")[0], {}, "README", "README.md", 0
    )
    said: list[str] = []
    assert doctest.DocTestRunner().run(session, out=said.append).failed == 0, "".join(said)
    assert not Study.open(builder.root).reconcile().changes


@pytest.mark.parametrize("severity", Severity, ids=[one.value for one in Severity])
def test_every_problem_is_documented(severity: Severity) -> None:
    """The table of a severity has its codes, all of them and no others."""
    problems = readme.chapter(TEXT, "Problems and their remedies")
    table = problems.split(f"### {HEADINGS[severity]}\n", 1)[1].split("\n### ", 1)[0]
    codes = FIRST_CELL.findall(table)
    assert sorted(codes) == sorted(code for code in SEVERITIES if SEVERITIES[code] is severity)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_documented(name: str) -> None:
    """The table of commands names each one with its arguments and options."""
    found = {row.split()[1]: (row, line) for row, line in rows("Commands").items()}
    usage, line = found[name]
    assert len(found) == len(COMMANDS)
    command, shared = commands()[name], rows("Recording")
    parameters = command.params
    for parameter in parameters:
        if isinstance(parameter, click.Option) and parameter.opts[0] not in shared:
            assert f"`{parameter.opts[0]}" in line
    arguments = [one for one in parameters if isinstance(one, click.Argument)]
    assert len(usage.split()) == 2 + len(arguments) + isinstance(command, click.Group)


def test_every_config_key_is_documented() -> None:
    """The table of the config has its keys, all of them and no others."""
    assert set(rows("Config")) == {key.replace("_", "-") for key in CONFIG_KEYS}


def test_every_documented_trailer_counts(tmp_path: Path) -> None:
    """What the table of trailers shows is understood; the void alone names no commit of ours.

    The move comes first, since it gives an id away.
    """
    builder = readme.planned(TEXT, tmp_path)
    shown = [one for one in rows("Trailers") if "Void" not in one]
    trailers = sorted(shown, key=lambda one: "Move" not in one)
    ids = {builder.commit(f"Study\n\n{one}\n"): one for one in trailers}
    study = Study.open(builder.root)
    refused = {"trailer-invalid", "task-unknown", "skip-without-reason", "trailer-suspect"}
    assert [one.message for one in study.state().problems if one.code in refused] == []
    assert {record.commit for record in study.log()} == ids.keys()


def test_statements_of_progress_are_made_true_as_shown() -> None:
    """The example's claims become what the chapter says, and nothing else changes."""
    example = TEXT.split("\n## Statements of progress\n", 1)[1]
    before, shown = readme.blocks(example, "markdown")[0], readme.blocks(example, "diff")[0]
    after = reconciled(before).text
    lines = zip(before.splitlines(), after.splitlines(), strict=True)
    changed = [f"-{old}\n+{new}\n" for old, new in lines if old != new]
    assert "".join(changed) == shown
    assert reconciled(after).text == after


def test_every_file_it_links_to_is_there() -> None:
    """Relative links lead somewhere."""
    prose = re.sub(r"^```.*?^```$", "", TEXT, flags=re.MULTILINE | re.DOTALL)
    targets = set(re.findall(r"\]\(([^)#:]+)[^):]*\)", prose))
    missing = [one for one in targets if not (readme.ROOT / one).exists()]
    assert targets
    assert missing == []


def test_every_public_name_it_uses_is_public() -> None:
    """The names that the Python chapter imports are the package's own."""
    names = re.findall(r"from studytrack import ([\w, ]+)", TEXT)[0].split(", ")
    assert set(names) <= set(importlib.import_module("studytrack").__all__)
