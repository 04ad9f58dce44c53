"""Where a file changed along a line of commits, of which few are looked at."""

from __future__ import annotations

from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING

import pytest

from studytrack.history import Repository, turns
from tests.histories import Made, drawn, imported
from tests.repositories import Builder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

TEXTS = "abababcbddxx"
"""The file in a history without branches, the oldest first."""


@pytest.fixture
def built(tmp_path: Path) -> Builder:
    """An empty repository."""
    return Builder.init(tmp_path / "study")


def straight(built: Builder, texts: str, name: str = "n/a.md") -> list[str]:
    """The commits of a history without branches, newest first; a dot is one without the file."""
    commits = [
        Made((place - 1,) if place else (), None if text == "." else text)
        for place, text in enumerate(texts)
    ]
    return imported(built, name, commits)[::-1]


def turned(built: Builder, line: Sequence[str], name: str = "n/a.md") -> Sequence[tuple[str, str]]:
    """Where git is found to have another file."""
    return Repository.open(built.root).turns([commit.encode() for commit in line], name)


@pytest.mark.parametrize("strides", [(1,), (2, 1), (5, 3, 1), (256, 16, 1)], ids=str)
@pytest.mark.parametrize(
    ("texts", "wanted"),
    [
        pytest.param("aaaaaaaaaa", [], id="never"),
        pytest.param("aaaaaabbbb", [6], id="once"),
        pytest.param("abbbbbbbbb", [1], id="at-the-oldest"),
        pytest.param("aaaaaaaaab", [9], id="at-the-newest"),
        pytest.param("......aaaa", [6], id="when-it-came"),
        pytest.param("aaaaaa....", [6], id="when-it-went"),
        pytest.param("..........", [], id="not-there"),
        pytest.param("a", [], id="one-commit"),
    ],
)
def test_a_change_is_found(
    built: Builder,
    strides: tuple[int, ...],
    texts: str,
    wanted: list[int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """However few commits are looked at, a file that is another at the end is found to change."""
    monkeypatch.setattr(turns, "_STRIDES", strides)
    line = straight(built, texts)
    found = turned(built, line)
    oldest_first = line[::-1]
    assert found == tuple((oldest_first[place], oldest_first[place - 1]) for place in wanted)


@pytest.mark.parametrize("strides", [(1,), (2, 1), (4, 2, 1), (256, 16, 1)], ids=str)
def test_what_is_found_is_true(
    built: Builder, strides: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each turn is a change; every one is found where each commit is looked at."""
    monkeypatch.setattr(turns, "_STRIDES", strides)
    line = straight(built, TEXTS)
    pairs = pairwise(line)
    changed = [
        pair
        for pair, now, was in zip(pairs, TEXTS[::-1], TEXTS[-2::-1], strict=False)
        if now != was
    ]
    found = turned(built, line)
    assert found == tuple(pair for pair in changed if pair in found)
    assert found
    assert strides != (1,) or found == tuple(changed)


def test_a_change_that_was_taken_back_may_be_missed(built: Builder) -> None:
    """That is what who asks has to know."""
    assert turned(built, straight(built, "aaabaaa")) == ()
    assert turned(built, []) == ()


@pytest.mark.parametrize("name", ["a b.md", "missing", "x: y", "阶段.md", "a\rb\r", "HEAD:a", "-e"])
def test_any_name(built: Builder, name: str) -> None:
    """What git says of a commit without the file is not mixed up with another's id."""
    line = straight(built, ".a.bb", name)
    found = turned(built, line, name)
    assert {now for now, _ in found} <= {line[3], line[2], line[1]}
    assert found or name.endswith("\r")


def test_a_name_with_a_line_break(built: Builder) -> None:
    """Git is told of one path a line, so nothing is found at once."""
    line = straight(built, "ab")
    assert turned(built, line, "n/a.md\nHEAD:n/a.md") == ()


@pytest.mark.parametrize("seed", range(4))
def test_turns_of_a_line_through_merges(built: Builder, seed: int) -> None:
    """A turn is where a commit differs from its first parent, whatever it was merged from."""
    ids = imported(built, "n/a.md", made := drawn(Random(seed), 50, ["a", "b", None], ["x"]))
    repository = Repository.open(built.root)
    graph = repository.log("HEAD").graph
    line = graph.line(ids[-1], -1)
    texts = {commit: one.text for commit, one in zip(ids, made, strict=True)}
    for now, before in repository.turns(line, "n/a.md"):
        assert texts[now] != texts[before]
        assert ids[made[ids.index(now)].parents[0]] == before
