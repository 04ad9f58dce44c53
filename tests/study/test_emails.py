"""Whose records count, by the addresses of the config."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from studytrack import Study
from tests.cli.studies import ENGLISH
from tests.repositories import Builder

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = '[learner]\nemails = ["{}"]\n'


def unmatched(root: Path, email: str, *messages: str, **files: str) -> list[tuple[str, str]]:
    """The problems that no address matches, of a study with these commits by Ann and then Bob."""
    builder = Builder.init(root)
    config = CONFIG.format(email) if email else ""
    builder.commit("Plan", {"tracker.md": ENGLISH, "studytrack.toml": config, **files})
    for message in messages:
        builder.commit(message, author="Bob <bob@example.org>")
    problems = Study.open(root).state().problems
    return [(one.severity, one.commit) for one in problems if one.code == "emails-unmatched"]


@pytest.mark.parametrize(
    ("email", "message"),
    [
        pytest.param("", "Study-Task: 1.1 done", id="no-addresses"),
        pytest.param("BOB@example.org", "Study-Task: 1.1 done", id="who-records"),
        pytest.param("eve@example.org", "Nothing recorded", id="no-records"),
    ],
)
def test_what_counts_is_no_problem(tmp_path, email, message):
    """Others may record what they like, where somebody's records could count."""
    assert unmatched(tmp_path, email, message) == []


def test_addresses_that_are_nobodys_are_told_once(tmp_path):
    """Else every record would be gone without a word; the last of them is named."""
    messages = ["Study-Task: 1.1 done", "Study-Task: 1.2 start", "Nothing recorded"]
    (told,) = unmatched(tmp_path, "eve@example.org", *messages)
    last = Builder(tmp_path).git("rev-parse", "HEAD~1")
    assert told == ("info", last)


def test_mailmap_may_tell_whose_an_address_is(tmp_path):
    """Addresses are those that .mailmap gives."""
    mailmap = {".mailmap": "Eve <eve@example.org> <bob@example.org>\n"}
    assert unmatched(tmp_path, "eve@example.org", "Study-Task: 1.1 done", **mailmap) == []
