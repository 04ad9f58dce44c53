"""Trees with files that are new: they are named as git itself would name them."""

from __future__ import annotations

import pytest

from studytrack.history import Repository
from tests.repositories import Builder


def named_by_git(builder: Builder, texts: dict[str, bytes]) -> str:
    """The id of the tree that git makes of the work tree with the files in it."""
    for path, data in texts.items():
        place = builder.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    builder.git("add", "--all")
    return builder.git("write-tree")


@pytest.fixture
def builder(tmp_path) -> Builder:
    """A repository in which many names come close to that of a folder that is to be new."""
    made = Builder.init(tmp_path)
    siblings = ("week", "week-1/a", "week.md", "week/x", "weeks", "a/week.md", "weel/b", "zz")
    made.commit("x", {path: path for path in siblings if path != "week"})
    return made


@pytest.mark.parametrize(
    "new",
    [
        pytest.param(["new.md"], id="at the root"),
        pytest.param(["0.md"], id="first of all"),
        pytest.param(["zzz.md"], id="last of all"),
        pytest.param(["week/2026-W10.md", "week/2026-W09.md"], id="two in a folder"),
        pytest.param(["wee/2026-W10.md"], id="a folder that is new"),
        pytest.param(["week-/2026-W10.md"], id="before a longer name"),
        pytest.param(["week0/2026-W10.md"], id="behind a slash"),
        pytest.param(["a/b/c/d.md", "a/b/e.md"], id="folders in folders"),
        pytest.param(["周/第10周.md"], id="Chinese"),
    ],
)
def test_new_files_come_in_gits_order(builder: Builder, new: list[str]) -> None:
    """Also beside one that changes: all in one tree."""
    texts = {path: path.encode() for path in ("week.md", *new)}
    found = Repository.open(builder.root).replaced("HEAD", {**texts, "week.md": b"!"}, new)
    assert found is not None
    assert [(file.path, file.mode) for file in found.files][1:] == [(one, "100644") for one in new]
    assert found.before == builder.git("rev-parse", "HEAD^{tree}")
    assert found.after == named_by_git(builder, {**texts, "week.md": b"!"})


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("week.md", id="there already"),
        pytest.param("week", id="a folder"),
        pytest.param("week.md/x.md", id="below a file"),
        pytest.param("link/x.md", id="below a link"),
    ],
)
def test_what_is_in_the_way_is_never_replaced(builder: Builder, path: str) -> None:
    """A file that is to be new takes nobody's place."""
    (builder.root / "link").symlink_to("week")
    builder.git("add", "link")
    builder.commit("link")
    assert Repository.open(builder.root).replaced("HEAD", {path: b"x"}, [path]) is None


def test_what_is_not_new_has_to_be_there(builder: Builder) -> None:
    """As it ever had."""
    assert Repository.open(builder.root).replaced("HEAD", {"none.md": b"x"}) is None
