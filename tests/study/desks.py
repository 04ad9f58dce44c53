"""Repositories in which something is recorded, and all of them that a failure might change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cli.studies import ENGLISH
from tests.repositories import Builder

if TYPE_CHECKING:
    from pathlib import Path

TRACKER = "tracker.md"
CRITERIA = """
**Phase 1 completion criteria**:

- [ ] Explain pages to somebody
- [ ] Explain why trees are flat
- [x] Draw a tree
"""


def planned(root: Path, tracker: str = ENGLISH, name: str = TRACKER) -> Builder:
    """A repository with a tracker, and records of two of its tasks."""
    builder = Builder.init(root)
    builder.commit("Plan", {name: tracker + CRITERIA, "code.py": "a = 1\nb = 2\nc = 3\n"})
    builder.commit("Read\n\nStudy-Task: 1.1 done 2026-01-02\n")
    builder.commit("Study-Task: 1.2 start 2026-01-03\n")
    return builder


def hook(builder: Builder, name: str, script: str) -> None:
    """Installs a hook of the learner's."""
    path = builder.root / builder.git("rev-parse", "--git-path", f"hooks/{name}")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def everything(builder: Builder) -> dict[str, object]:
    """All that a command which failed must not have changed."""
    files = {
        path.relative_to(builder.root).as_posix(): path.read_bytes() if path.is_file() else None
        for path in builder.root.rglob("*")
        if ".git" not in path.relative_to(builder.root).parts
    }
    index = builder.git("ls-files", "--stage", "--debug").splitlines()
    kept = [line for line in index if not line.startswith("  ")]
    return {
        "files": files,
        "index": kept,
        "status": builder.git("status", "--porcelain=v2", "--branch"),
        "log": builder.git("log", "--format=%H"),
    }


def message(builder: Builder) -> str:
    """The message of the last commit."""
    return builder.git("log", "-1", "--encoding=UTF-8", "--format=%B").rstrip("\n")
