"""Studies that the commands' tests read; those that write make their own."""

from __future__ import annotations

import pytest

from tests.cli.studies import CHINESE, ENGLISH, study


@pytest.fixture(scope="session")
def english(tmp_path_factory):
    """A study in English, not reconciled yet."""
    return study(tmp_path_factory.mktemp("english"), ENGLISH).root


@pytest.fixture(scope="session")
def chinese(tmp_path_factory):
    """A study in Chinese, not reconciled yet."""
    return study(tmp_path_factory.mktemp("chinese"), CHINESE, "跟踪.md").root
