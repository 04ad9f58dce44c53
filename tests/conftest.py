"""What every test stands on: no setting of this machine, of git or of a CI job reaches it."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

KEPT = "GIT_EXEC_PATH"
"""Where git finds itself on some machines."""

settings.register_profile("studytrack", deadline=None, max_examples=100, print_blob=True)
settings.load_profile("studytrack")


@pytest.fixture(scope="session", autouse=True)
def bare_environment() -> Iterator[None]:
    """Tests see no user or system git config, no CI variables and no colour settings."""
    with pytest.MonkeyPatch.context() as patch:
        for name in os.environ:
            if name.startswith(("GIT_", "GITHUB_", "INPUT_")) and name != KEPT:
                patch.delenv(name)
        for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "EMAIL"):
            patch.delenv(name, raising=False)
        patch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
        patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        patch.setenv("GIT_TERMINAL_PROMPT", "0")
        patch.setenv("LC_ALL", "C.UTF-8")
        for role in ("AUTHOR", "COMMITTER"):
            patch.setenv(f"GIT_{role}_NAME", "Ada")
            patch.setenv(f"GIT_{role}_EMAIL", "ada@example.org")
            patch.setenv(f"GIT_{role}_DATE", "2026-02-01T12:00:00+0800")
        yield
