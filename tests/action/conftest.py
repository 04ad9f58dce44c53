"""Fixtures of the Action's tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.action.consumers import Consumer, consumer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Consumer]:
    """A study on GitHub, adopted, with nothing recorded yet."""
    yield from consumer(tmp_path)
