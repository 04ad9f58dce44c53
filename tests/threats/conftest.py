"""Studies for the tests to spoil."""

from __future__ import annotations

import shutil

import pytest

from tests.repositories import Builder
from tests.threats.studies import adopted, story


@pytest.fixture(scope="session")
def shared(tmp_path_factory):
    """A study with its story, that tests read and never change."""
    return story(tmp_path_factory.mktemp("shared") / "study")


@pytest.fixture
def built(shared, tmp_path):
    """The same study, for one test alone."""
    shutil.copytree(shared.root, tmp_path / "study", symlinks=True)
    return Builder(tmp_path / "study", shared.clock)


@pytest.fixture(scope="session")
def _fresh(tmp_path_factory):
    return adopted(tmp_path_factory.mktemp("fresh") / "study")


@pytest.fixture
def fresh(_fresh, tmp_path):
    """A study that was adopted and has no records yet, for one test alone."""
    shutil.copytree(_fresh.root, tmp_path / "study", symlinks=True)
    return Builder(tmp_path / "study", _fresh.clock)
