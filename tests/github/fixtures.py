"""Fixtures for whatever talks to GitHub; a conftest imports those that its tests name."""

from __future__ import annotations

import os
from contextlib import ExitStack
from typing import TYPE_CHECKING, Protocol

import pytest

from tests.github.conformity import violations
from tests.github.description import PART
from tests.github.plumbing import Git
from tests.github.server import GitHub, serving
from tests.github.state import State
from tests.repositories import Builder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Hosting(Protocol):
    """Puts a repository on GitHub, with settings of its state."""

    def __call__(self, builder: Builder, *, prefix: str = "", **settings: object) -> GitHub:
        """Gives GitHub as the builder's repository is now."""


@pytest.fixture
def builder(tmp_path: Path) -> Builder:
    """A repository with a commit on main, that pushes to what ``hosted`` makes of it."""
    made = Builder.init(tmp_path / "work")
    made.commit("First", {"plan.md": "# Plan\n", "notes/one.md": "one\n"})
    return made


@pytest.fixture
def hosted(tmp_path: Path) -> Iterator[Hosting]:
    """Puts repositories on stand-ins, and holds all that passed to GitHub's description."""
    with ExitStack() as stack:
        hubs: list[GitHub] = []

        def host(builder: Builder, *, prefix: str = "", **settings: object) -> GitHub:
            folder = tmp_path / f"hub-{len(hubs)}.git"
            builder.git("clone", "--quiet", "--bare", ".", str(folder))
            builder.git("remote", "add", "origin", str(folder))
            state = State(Git(folder), **settings)  # type: ignore[arg-type]  # by name
            hubs.append(stack.enter_context(serving(state, prefix=prefix)))
            return hubs[-1]

        yield host
        said = (
            violations(passed for hub in hubs for passed in hub.exchanges) if PART.exists() else []
        )
    assert not said, "\n".join(said)


@pytest.fixture
def described() -> None:
    """Skips without GitHub's description, which npm brings; fails without it where CI is set."""
    if not PART.exists():
        missing = "GitHub's description of its API is missing: `make test` installs it with npm"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(missing)
