"""Reading git: repositories of every kind, revisions, commits, files and their versions."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from random import Random
from typing import TYPE_CHECKING

import pytest

from studytrack.errors import HistoryError, SinceMissingError, UsageError
from studytrack.graph import Log
from studytrack.history import (
    Entry,
    FileStatus,
    Repository,
    commands,
    commits,
    lineage,
    versions,
)
from tests.histories import drawn, imported
from tests.repositories import Builder

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def built(tmp_path: Path) -> Builder:
    """An empty repository."""
    return Builder.init(tmp_path / "study")


# --- Opening -----------------------------------------------------------------------------------


def test_open_finds_the_root_from_anywhere_inside(built: Builder) -> None:
    """A folder or a file deep in the work tree leads to its top."""
    head = built.commit(files={"阶段 1/notes/a.md": "x"})
    for inside in ("", "阶段 1", "阶段 1/notes", "阶段 1/notes/a.md"):
        repository, told = Repository.with_head(built.root / inside)
        assert told == head
        assert repository.root == built.root
        assert repository.git_dir == built.root / ".git"
        assert repository.head() == head


@pytest.mark.skipif(os.name == "nt", reason="Windows has neither without more")
def test_open_finds_the_root_behind_a_link_and_a_line_break(tmp_path: Path) -> None:
    """A link leads to the repository it is in, and a folder may be called anything."""
    built = Builder.init(tmp_path / "a\nb")
    head = built.commit(files={"plans/a.md": "x"})
    link = tmp_path / "link"
    link.symlink_to(built.root / "plans")
    for path in (built.root / "plans", link, link / "a.md"):
        repository = Repository.open(path)
        assert (repository.root, repository.git_dir) == (built.root, built.root / ".git")
        assert repository.common_dir.samefile(built.root / ".git")
        assert repository.head() == head


@pytest.mark.skipif(sys.platform == "win32", reason="there it starts git")
def test_a_repository_is_opened_without_gitpython(built: Builder) -> None:
    """It takes long to import, and is needed to tell why git refuses, and on Windows."""
    script = (
        "import sys; from studytrack.history import Repository; Repository.open(sys.argv[1]); "
        "sys.exit('git' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script, built.root], check=True)


def test_unborn_branch_has_no_head(built: Builder) -> None:
    """A repository without commits opens; there is just nothing in it."""
    built.write({"a.md": "x"})
    repository, head = Repository.with_head(built.root)
    assert head is None
    assert repository.head() is None
    assert repository.default_branch_merge_base() is None
    assert repository.status_of("a.md", b"x") is FileStatus.UNTRACKED
    assert repository.worktree_files() == ("a.md",)
    with pytest.raises(UsageError, match="'HEAD' names no commit"):
        repository.log("HEAD")


def test_broken_head_is_not_unborn(built: Builder) -> None:
    """A branch whose commit is lost is an error, never an empty history."""
    first = built.commit()
    for broken in ("1" * 40, "garbage", ""):
        (built.root / ".git/refs/heads/main").write_text(f"{broken}\n")
        with pytest.raises(HistoryError, match="could not read"):
            Repository.open(built.root).head()
        assert Repository.with_head(built.root)[1] is None
    (built.root / ".git/refs/heads/main").unlink()
    (built.root / ".git/refs/heads/main").mkdir()
    (built.root / ".git/refs/heads/main/below").write_text(f"{first}\n")
    assert Repository.open(built.root).head() is None


def test_detached_head_and_worktrees(built: Builder, tmp_path: Path) -> None:
    """A linked work tree and a detached head are repositories like any other."""
    first = built.commit("Study-Task: 1.1 done", {"a.md": "x"})
    built.commit()
    built.git("worktree", "add", "--quiet", "--detach", str(tmp_path / "linked"), first)
    linked = Repository.open(tmp_path / "linked")
    assert linked.root == tmp_path / "linked"
    assert linked.git_dir == built.root / ".git/worktrees/linked"
    assert linked.head() == first
    assert [commit.id for commit in linked.log("HEAD").commits] == [first]
    assert linked.mailmap("HEAD", ["A <a@x>"]) == {"A <a@x>": "A <a@x>"}


def test_submodule_is_its_own_repository(built: Builder, tmp_path: Path) -> None:
    """A path in a submodule leads to the submodule; in the outer tree it is told apart."""
    inner = Builder.init(tmp_path / "inner").commit()
    built.git(
        "-c", "protocol.file.allow=always", "submodule", "--quiet", "add",
        str(tmp_path / "inner"), "part",
    )  # fmt: skip
    built.commit()
    assert Repository.open(built.root / "part").head() == inner
    assert Repository.open(built.root / "part").root == built.root / "part"
    modes = {file.path: file.mode for file in Repository.open(built.root).files("HEAD")}
    assert modes == {".gitmodules": "100644", "part": "160000"}
    assert Repository.open(built.root).blob("HEAD", "part") is None


def no_repository(root: Path) -> Path:
    root.mkdir()
    return root


def no_folder(root: Path) -> Path:
    return root / "nowhere"


def bare(root: Path) -> Path:
    Builder.init(root, "--bare")
    return root


def git_folder(root: Path) -> Path:
    return Builder.init(root).root / ".git"


def inside_git_folder(root: Path) -> Path:
    return Builder.init(root).root / ".git" / "refs" / "heads"


def shallow(root: Path) -> Path:
    origin = Builder.init(root / "origin")
    origin.commit()
    origin.commit()
    origin.git("clone", "--quiet", "--depth=1", (root / "origin").as_uri(), str(root / "clone"))
    return root / "clone"


def elsewhere(root: Path) -> Path:
    built = Builder.init(root)
    built.git("config", "core.worktree", str(root.parent))
    return root


def nowhere(root: Path) -> Path:
    Builder.init(root).git("config", "core.worktree", str(root / "nowhere"))
    return root


def no_config(root: Path) -> Path:
    (Builder.init(root).root / ".git/config").write_text("[core")
    return root


@pytest.mark.parametrize(
    ("make", "said"),
    [
        pytest.param(no_repository, "not in a git repository; run git init", id="no-repository"),
        pytest.param(no_folder, "there is no such folder", id="no-folder"),
        pytest.param(bare, "is bare; studytrack needs a work tree", id="bare"),
        pytest.param(git_folder, "inside a git directory", id="git-folder"),
        pytest.param(inside_git_folder, "inside a git directory", id="inside-git-folder"),
        pytest.param(shallow, "shallow.*run: git fetch --unshallow", id="shallow"),
        pytest.param(elsewhere, "core.worktree puts the work tree elsewhere", id="elsewhere"),
        pytest.param(nowhere, "nowhere", id="nowhere"),
        pytest.param(no_config, "bad config line", id="broken-config"),
    ],
)
def test_refused_in_one_line(tmp_path: Path, make: Callable[[Path], Path], said: str) -> None:
    """What cannot be a study's repository is refused in one line with the remedy."""
    with pytest.raises(HistoryError, match=said) as error:
        Repository.open(make(tmp_path / "place"))
    assert "\n" not in str(error.value)


def test_unshallowed_clone_works(tmp_path: Path) -> None:
    """The remedy for a shallow clone is one."""
    clone = shallow(tmp_path / "place")
    Builder(clone).git("fetch", "--quiet", "--unshallow")
    assert len(Repository.open(clone).log("HEAD").graph) == 2


def test_owner_is_asked_for(
    built: Builder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else's repository is refused until the user's own config trusts it."""
    head = built.commit()
    config = tmp_path / "gitconfig"
    monkeypatch.setitem(commands.SETTINGS, "GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    trust = "config", "--file", str(config), "--add", "safe.directory"
    with pytest.raises(HistoryError, match=r"another user.*--add safe\.directory"):
        Repository.open(built.root)
    built.git(*trust, "/somewhere/else")
    with pytest.raises(HistoryError, match="another user"):
        Repository.open(built.root)
    built.git(*trust, str(built.root))
    assert Repository.open(built.root).head() == head
    built.git(*trust, "")
    with pytest.raises(HistoryError, match="another user"):
        Repository.open(built.root)


def test_repository_cannot_trust_itself(built: Builder, monkeypatch: pytest.MonkeyPatch) -> None:
    """``safe.directory`` in the repository's own config is worth nothing."""
    built.commit()
    built.git("config", "safe.directory", "*")
    monkeypatch.setitem(commands.SETTINGS, "GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    with pytest.raises(HistoryError, match="another user"):
        Repository.open(built.root)


def test_git_missing(built: Builder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without git there is one line, not a traceback."""
    built.commit()
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(HistoryError, match="git is not installed"):
        Repository.open(built.root)


def test_variables_of_a_hook_are_absent(
    built: Builder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hook's or a user's git variables lead to no other repository, index or config."""
    head = built.commit("Study-Task: 1.1 done", {"a.md": "x"})
    other = Builder.init(tmp_path / "other")
    other.commit()
    for name, value in {
        "GIT_DIR": str(other.root / ".git"),
        "GIT_WORK_TREE": str(other.root),
        "GIT_INDEX_FILE": str(tmp_path / "index"),
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "core.worktree",
        "GIT_CONFIG_VALUE_0": str(other.root),
        "GIT_CONFIG_PARAMETERS": "'core.bare'='true'",
        "GIT_NAMESPACE": "x",
        "GIT_EXTERNAL_DIFF": "false",
        "GIT_TRACE": str(tmp_path / "trace"),
    }.items():
        monkeypatch.setenv(name, value)
    repository = Repository.open(built.root)
    assert repository.head() == head
    assert repository.worktree_files() == ("a.md",)
    assert len(repository.log("HEAD").commits) == 1


# --- Revisions ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rev",
    [
        "", "^HEAD", "--output=F", "-h", "HEAD..HEAD", "HEAD^..HEAD", "HEAD^{tree}", "nowhere",
        "HEAD\n", "HEAD\0", "HEAD^@", "HEAD^!", "\ud800", "HEAD~99", "x" * 5000, "HEAD:a.md",
        "--all", "--", "f" * 40,
    ],
    ids=repr,
)  # fmt: skip
def test_revisions_refused(built: Builder, rev: str) -> None:
    """A revision that is not one commit is refused, and does nothing."""
    built.commit(files={"a.md": "x"})
    repository = Repository.open(built.root)
    with pytest.raises(UsageError, match="names no commit here"):
        repository.resolve(rev)
    assert sorted(path.name for path in built.root.iterdir()) == [".git", "a.md"]


def test_revisions_resolved(built: Builder) -> None:
    """Whatever git takes for one commit becomes its full id; a tag becomes its commit."""
    first = built.commit("first")
    second = built.commit("second")
    built.git("tag", "-a", "-m", "x", "v1.0", variables={
        "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@x"})  # fmt: skip
    repository = Repository.open(built.root)
    for rev in ("HEAD", "main", "v1.0", "@", second, second[:10], "HEAD^{/sec}"):
        assert repository.resolve(rev) == second
    assert repository.resolve("HEAD~1") == repository.resolve("v1.0^") == first


# --- The log -----------------------------------------------------------------------------------


ReadLog = Callable[..., Log]


@pytest.fixture(params=[False, True], ids=["plain", "commit-graph"])
def read_log(request: pytest.FixtureRequest, built: Builder) -> ReadLog:
    """Reads the repository's log, with a commit-graph and without."""

    def read(*about: str, **named: Callable[[int], None]) -> Log:
        graph = built.root / ".git/objects/info/commit-graph"
        if request.param and not graph.exists():
            built.git("commit-graph", "write", "--reachable")
        return Repository.open(built.root).log(*about, **named)

    return read


def test_log_keeps_what_may_matter(read_log: ReadLog, built: Builder) -> None:
    """All commits are in the graph; trailers in any case and reverts are kept whole."""
    built.commit("Nothing to see")
    ids = [
        built.commit("Study-Task: 1.1 done", date="1772456400 +0800"),
        built.commit("x\n\nsTUDY-time: 1.1 1h\n"),
        built.commit(f'Revert "x"\n\nThis reverts commit {"1" * 40}.\n'),
    ]
    built.commit("about studying", author="Study-Group <study-@example.org>")
    log = read_log("HEAD")
    assert [commit.id for commit in log.commits] == ids
    assert len(log.graph) == 5
    assert log.head == built.head()
    first = log.commits[0]
    assert first.message == b"Study-Task: 1.1 done"
    assert (first.author, first.authored) == ("Ann <ann@example.org>", "1772456400 +0800")
    assert (first.committed, first.encoding, first.truncated) == (1772456400, None, False)
    assert log.commits[1].parents == (first.id,)


def test_log_is_in_fold_order(read_log: ReadLog, built: Builder) -> None:
    """Parents come before children whatever the clocks say; between branches dates decide."""
    root = built.commit("Study-Task: 1.0 done", committed="1772456400 +0000")
    built.branch("side")
    late = built.commit("Study-Task: 1.1 done", committed="1772456409 +0000")
    early = built.commit("Study-Task: 1.2 done", committed="1772456301 +0000")
    built.checkout("main")
    other = built.commit("Study-Task: 1.3 done", committed="1772456405 +0000")
    merge = built.merge("side", message="Study-Note: 1.1 merged")
    log = read_log("HEAD")
    assert [commit.id for commit in log.commits] == [root, other, late, early, merge]
    assert log.commits[-1].parents == (other, early)
    assert log.graph.brought_in(merge, other) == {late, early, merge}


def test_log_since(built: Builder) -> None:
    """Only what came after ``since`` is read; before it there is nothing to read."""
    first, second, third = (built.commit(f"Study-Task: 1.{place} done") for place in range(3))
    repository = Repository.open(built.root)
    log = repository.log("HEAD", first)
    assert [commit.id for commit in log.commits] == [second, third]
    assert log.since_reached
    same = repository.log("main", "HEAD")
    assert (same.commits, len(same.graph), same.since_reached) == ((), 0, True)
    before = repository.log(first, third)
    assert (before.commits, len(before.graph), before.since_reached) == ((), 0, False)


def test_log_since_over_a_merge(read_log: ReadLog, built: Builder) -> None:
    """A branch that left before ``since`` and was merged after it counts."""
    built.commit()
    built.branch("side")
    side = built.commit("Study-Task: 1.1 done")
    built.checkout("main")
    since = built.commit("adopted")
    merge = built.merge("side")
    log = read_log("HEAD", since)
    assert [commit.id for commit in log.commits] == [side]
    assert sorted(map(log.graph.position, (side, merge))) == [0, 1]
    assert since not in log.graph


def test_log_since_missing(built: Builder) -> None:
    """A ``since`` that is gone, or that history no longer stands on, is an error of its own."""
    first = built.commit("first")
    built.git("checkout", "--quiet", "--orphan", "new")
    built.commit("Study-Task: 1.1 done")
    repository = Repository.open(built.root)
    with pytest.raises(SinceMissingError, match="not in the history of HEAD"):
        repository.log("HEAD", first)
    for gone in ("1" * 40, "v9", "", "--all"):
        with pytest.raises(SinceMissingError, match="no commit"):
            repository.log("HEAD", gone)


def test_log_tells_its_progress(read_log: ReadLog, built: Builder) -> None:
    """The number of commits read so far is told while reading."""
    for _ in range(3):
        built.commit()
    told: list[int] = []
    read_log("HEAD", progress=told.append)
    assert told[-1] == 3


def test_log_can_be_stopped(built: Builder) -> None:
    """An interrupt while reading ends git's processes too, and comes through as it is."""
    built.commit()

    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Repository.open(built.root).log("HEAD", progress=interrupt)


ODD = {
    "no-committer": b"author A <a@x> 1 +0000\n\nStudy-Task: 1.1 done",
    "no-author": b"committer A <a@x> 5 +0000\n\nStudy-Task: 1.1 done",
    "no-date": b"author A <a@x>\ncommitter A <a@x>\n\nStudy-Task: 1.1 done",
    "dates-of-words": b"author A <a@x> now\ncommitter A <a@x> then\n\nStudy-Task: 1.1 done",
    "endless-date": b"author A <a@x> 1 +0\ncommitter A <a@x> " + b"9" * 50 + b" +0\n\nStudy-X: 1",
    "negative-date": b"author A <a@x> -1 +0\ncommitter A <a@x> -1 +0\n\nStudy-Task: 1.1 done",
    "brackets": b"author A > <a@x>> 1 +0000\ncommitter > 7> 5 +0000\n\nStudy-Task: 1.1 done",
    "mergetag": b"author A <a@x> 1 +0000\ncommitter A <a@x> 5 +0000\nmergetag object 1\n"
    b" type commit\n \n author B <b@x> 2 +0000\nencoding GBK\n\nStudy-Task: 1.1 done",
    "not-utf-8": b"author \xff\xfe <a@x> 1 +0000\ncommitter A <a@x> 5 +0000\n\nStudy-\xff",
}


@pytest.mark.parametrize("raw", ODD.values(), ids=ODD)
def test_odd_commits_are_read(read_log: ReadLog, built: Builder, raw: bytes) -> None:
    """Headers that git itself would not write neither stop the log nor are guessed at."""
    tree = built.git("mktree")
    before = built.commit("Study-Task: 1.0 done")
    made = built.raw_commit(f"tree {tree}\nparent {before}\n".encode() + raw, branch="main")
    after = built.commit("Study-Task: 1.2 done")
    log = read_log("HEAD")
    assert {commit.id for commit in log.commits} == {before, made, after}
    odd = next(commit for commit in log.commits if commit.id == made)
    assert odd.parents == (before,)
    assert odd.message == raw.partition(b"\n\n")[2]
    assert 0 <= odd.committed <= 5
    assert log.graph.is_ancestor(before, after)


def test_what_stands_behind_a_nul_is_not_read(read_log: ReadLog, built: Builder) -> None:
    """No command of git's shows it to a reviewer, be it the message's end or all of it."""
    tree, before = built.git("mktree"), built.commit()
    people = b"author A <a@x> 1 +0000\ncommitter A <a@x> 1 +0000\n"
    task, note = b"\n\nStudy-Task: 1.1 done", b"\n\nStudy-Note: 1.1 hidden"
    for rest in (b"\nx" + task + b"\0" + note, b"\nx\0" + note, b"encoding x\0y\n\nx" + note):
        start = f"tree {tree}\nparent {before}\n".encode()
        before = built.raw_commit(start + people + rest, branch="main")
    assert "hidden" not in built.git("log", "--format=raw")
    log = read_log("HEAD")
    assert [commit.message for commit in log.commits] == [b"x" + task]
    assert len(log.graph) == 4


def test_authors_are_decoded(read_log: ReadLog, built: Builder) -> None:
    """A declared encoding is used where it holds ASCII; other bytes stay distinguishable."""
    tree = built.git("mktree")
    names = {}
    for encoding in ("GBK", "UTF-16", "utf-7", "rot13", "raw_unicode_escape", "no ne"):
        raw = f"tree {tree}\nauthor ".encode() + "王\\u0041".encode("gbk")
        raw += f" <w@x> 1 +0000\ncommitter A <a@x> 1 +0000\nencoding {encoding}\n\nStudy-".encode()
        built.raw_commit(raw, branch="main")
        [commit] = read_log("HEAD").commits
        names[commit.encoding] = commit.author
    assert names.pop("GBK") == "王\\u0041 <w@x>"
    assert set(names.values()) == {"\\xcd\\xf5\\u0041 <w@x>"}


def test_long_messages_are_bounded(
    read_log: ReadLog, built: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a very long message the beginning is kept, and that it was cut; if it matters."""
    monkeypatch.setattr(commits, "LONGEST", 1000)
    tree = built.git("mktree")
    people = f"tree {tree}\nauthor A <study-@x> 1 +0000\ncommitter A <a@x> 1 +0000\n".encode()
    matter = {
        "end": b"x" * 300_000 + b"\n\nStudy-Task: 1.1 done\n",
        "beginning": b"Study-Task: 1.1 done\n" + b"x" * 300_000,
        "seam": b"x" * (1000 - len(people) - 4) + b"Study-Task: 1.1 done" + b"y" * 2000,
        "revert": b"x" * 100_000 + b"This reverts commit 1234567.",
    }
    ids = {name: built.raw_commit(people + b"\n" + text) for name, text in matter.items()}
    plain = built.raw_commit(people + b"\n" + b"study" * 50_000)
    headers = built.raw_commit(people + b"x-Study-: 1\n" * 50_000 + b"\nx")
    lines = "".join(f"parent {parent}\n" for parent in [*ids.values(), plain, headers])
    built.raw_commit(people.replace(b"\n", b"\n" + lines.encode(), 1) + b"\n.", branch="main")
    log = read_log("main")
    assert len(log.graph) == 7
    kept = {commit.id: commit for commit in log.commits}
    assert set(ids.values()) <= set(kept)
    assert plain not in kept
    for name, text in matter.items():
        assert kept[ids[name]].truncated
        assert text.startswith(kept[ids[name]].message)
        assert len(kept[ids[name]].message) == 999 - len(people)


@pytest.mark.parametrize("size", [1, 7, 64, 1 << 20], ids=str)
def test_chunks_do_not_matter(built: Builder, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """However the stream is cut into chunks, the same is read."""
    for place in range(5):
        built.commit(f"x\n\nStudy-Task: 1.{place} done", {f"n/{place}.md": str(place)})
    repository = Repository.open(built.root)
    wanted = repository.versions("HEAD", None, ["n"])
    log = repository.log("HEAD")
    assert len(wanted) == len(log.commits) == len(log.graph) == 5
    monkeypatch.setattr(commands, "CHUNK", size)
    monkeypatch.setattr(commits, "LONGEST", 300)
    assert repository.versions("HEAD", None, ["n"]) == wanted
    assert repository.log("HEAD").commits == log.commits


def test_short_commits_around_a_long_one(
    read_log: ReadLog, built: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A very long message does not swallow its neighbours."""
    monkeypatch.setattr(commits, "LONGEST", 2000)
    long = b"Study-Task: 1.1 done\n" * 500
    made = [built.commit(text) for text in (b"Study-1", long, long, b"Study-2", b"Study-3", long)]
    log = read_log("HEAD")
    assert [commit.id for commit in log.commits] == made
    assert [commit.truncated for commit in log.commits] == [False, True, True, False, False, True]


def test_lost_commits_are_an_error(read_log: ReadLog, built: Builder) -> None:
    """Where a commit is lost the log is an error, never shorter."""
    lost = built.commit("lost")
    built.commit("Study-Task: 1.1 done")
    assert len(read_log("HEAD").graph) == 2
    (built.root / ".git/objects" / lost[:2] / lost[2:]).unlink()
    with pytest.raises(HistoryError, match="could not read the repository"):
        read_log("HEAD")


# --- Files and their versions ------------------------------------------------------------------

NAMES = (
    "阶段3/3.4 缓存.md",
    "n/new\nline.md",
    'n/"quoted".md',
    "n/tab\t.md",
    "-n/--help",
    "n/*.md",
)


def test_names_are_exact(built: Builder) -> None:
    """Names with spaces, line feeds, quotes, stars and letters of any script come through."""
    raw = os.fsdecode(b"n/\xff\xfe.md")
    everything = dict.fromkeys((*NAMES, raw), "x")
    built.commit(files=everything)
    repository = Repository.open(built.root)
    for found in (
        [file.path for file in repository.files("HEAD")],
        repository.worktree_files(),
        [entry.path for entry in repository.versions("HEAD", None, ["."])[0].entries],
    ):
        assert set(found) == set(everything)
    for name in everything:
        assert repository.blob("HEAD", name) == b"x"
        assert repository.worktree_files([name]) == (name,)
        assert [file.path for file in repository.files("HEAD", [name])] == [name]
        assert len(repository.versions("HEAD", None, [name])[0].entries) == 1


@pytest.mark.parametrize(
    "path", ["", "../study/a.md", "/etc/passwd", "n/../../x", "..", "n\0", "nowhere", "n"], ids=repr
)
def test_no_file_there(built: Builder, path: str) -> None:
    """Paths that lead out of the repository, or nowhere, have no file: nothing is raised."""
    built.commit(files={"a.md": "x", "n/a.md": "x"})
    repository = Repository.open(built.root)
    assert repository.blob("HEAD", path) is None


def test_outside_paths_have_no_files_and_versions(built: Builder) -> None:
    """Paths that lead out of the repository are nowhere in it."""
    built.commit(files={"a.md": "x"})
    repository = Repository.open(built.root)
    assert repository.files("HEAD", ["..", "/"]) == ()
    assert repository.worktree_files(["../study"]) == ()
    assert repository.versions("HEAD", None, ["../study/a.md"]) == ()
    assert [file.path for file in repository.files("HEAD", ["./n/../a.md"])] == ["a.md"]


def test_links_are_told_apart_and_followed_inside(built: Builder) -> None:
    """A symbolic link has its own mode; its target is read only from the same tree."""
    built.write({"n/real.md": b"\xef\xbb\xbfreal\r\n"})
    links = {"link.md": "n/real.md", "n/up.md": "../link.md", "loop": "loop", "out": "/etc/hosts",
             "off": "../../x", "folder": "n", "dangling": "nowhere"}  # fmt: skip
    for name, target in links.items():
        (built.root / name).symlink_to(target)
    built.commit()
    repository = Repository.open(built.root)
    assert {file.path for file in repository.files("HEAD") if not file.regular} == set(links)
    assert repository.blob("HEAD", "n/up.md") == b"\xef\xbb\xbfreal\r\n"
    for name in ("loop", "out", "off", "folder", "dangling"):
        assert repository.blob("HEAD", name) is None


def test_linked_folders_are_followed_inside(built: Builder) -> None:
    """A file behind links to folders is found where it really is."""
    built.write({"n/deep/real.md": "real\n"})
    links = {"deep": "n/deep", "n/back": "../deep", "round": "round", "out": "/etc", "off": "../x"}
    for name, target in links.items():
        (built.root / name).symlink_to(target)
    built.commit()
    repository = Repository.open(built.root)
    for path in ("deep/real.md", "n/back/real.md", "./n/x/../back/real.md"):
        assert repository.real_path("HEAD", path) == "n/deep/real.md"
        assert repository.blob("HEAD", path) == b"real\n"
    for path in ("deep/x.md", "round/real.md", "out/hosts", "off/real.md", "n/deep/real.md/x"):
        assert repository.blob("HEAD", path) is None


def test_blobs_in_one_pass(built: Builder) -> None:
    """Many blobs come in one answer; what is larger than the cap is not read."""
    contents = [f"{number}\n".encode() * number for number in range(300)]
    built.commit(files={f"n/{number}.md": text for number, text in enumerate(contents)})
    repository = Repository.open(built.root)
    ids = {file.path: file.blob for file in repository.files("HEAD")}
    found = repository.blobs([*ids.values(), *ids.values()], cap=1000)
    for number, text in enumerate(contents):
        assert found[ids[f"n/{number}.md"]] == (text if len(text) <= 1000 else None)
    assert repository.blobs([]) == {}
    with pytest.raises(HistoryError, match="larger than 1000 bytes"):
        repository.blob("HEAD", "n/299.md", cap=1000)


def test_worktree_files(built: Builder) -> None:
    """Tracked and new files are listed; ignored and deleted ones, and repositories, are not."""
    built.commit(files={".gitignore": "*.tmp\n", "n/kept.md": "", "n/gone.md": "", "o/x.md": ""})
    built.write({"n/gone.md": None, "n/new.md": "", "n/new.tmp": ""})
    Builder.init(built.root / "n" / "inner").commit(files={"a.md": ""})
    repository = Repository.open(built.root)
    assert sorted(repository.worktree_files(["n", "nowhere"])) == ["n/kept.md", "n/new.md"]


def test_holding(built: Builder) -> None:
    """Tracked Markdown files are found by what they hold, whatever their names and folders."""
    built.git("config", "grep.lineNumber", "true")
    held = ("a.md", "b [x]*/c.MD", "b [x]*/d/é\n.markdown", "b x/c.md")
    built.write({"c.txt": "w:x", "d.md": "other w.x"} | dict.fromkeys(held, "binary \0 w:x"))
    built.commit()
    (built.root / "l.md").symlink_to("a.md")
    built.git("add", "l.md")
    built.write({"new.md": "w:x", "a.md": None, "d.md": "w:x"})
    repository = Repository.open(built.root)
    assert sorted(repository.holding("w:x", "HEAD")) == sorted(held)
    assert sorted(repository.holding("w:x", None)) == sorted({*held[1:], "d.md"})
    assert sorted(repository.holding("w:x", None, "b [x]*")) == sorted(held[1:3])
    assert repository.holding("nowhere", "HEAD") == repository.holding("-e", None) == ()


def test_status_of(built: Builder) -> None:
    """A file is as committed where only its line endings differ."""
    built.commit(files={"a.md": "one\ntwo\n"})
    repository = Repository.open(built.root)
    assert repository.status_of("a.md", b"one\r\ntwo\n") is FileStatus.COMMITTED
    assert repository.status_of("a.md", b"one\n") is FileStatus.MODIFIED
    assert repository.status_of("a.md", None) is FileStatus.MISSING
    built.write({"b.md": "x"})
    built.git("add", "b.md")
    assert repository.status_of("b.md", b"x") is FileStatus.UNTRACKED


def test_versions(built: Builder) -> None:
    """Each commit that touched a path tells who, what it was, and what became of it."""
    since = built.commit("x", {"n/a.md": "1", "m/b.md": "1", "other": "1"})
    changed = built.commit("x\n\n:100644 fake", {"n/a.md": "2"}, date="1772456400 +0800")
    built.commit("elsewhere", {"other": "2"})
    built.git("mv", "n/a.md", "n/c.md")
    moved = built.commit("moved", {"m/b.md": None})
    found = Repository.open(built.root).versions("HEAD", since, ["n", "m/b.md"])
    assert [version.commit for version in found] == [moved, changed]
    [old] = found[1].entries
    assert (found[1].parents, found[1].author) == ((since,), "Ann <ann@example.org>")
    assert found[1].authored == "1772456400 +0800"
    one, two = old.old_blob, old.blob
    assert old == Entry(since, "n/a.md", "n/a.md", two, one, "100644")
    parent = found[0].parents[0]
    assert found[0].entries == (
        Entry(parent, "m/b.md", "m/b.md", None, one, "000000"),
        Entry(parent, "n/c.md", "n/a.md", two, two, "100644"),
    )
    root = Repository.open(built.root).versions(since, None, ["n"])
    assert root[0].entries == (Entry(None, "n/a.md", "n/a.md", one, None, "100644"),)


def test_versions_of_merges(built: Builder) -> None:
    """A merge is compared with each parent it differs from; a change of its own with all."""
    built.commit(files={"n/a.md": "1\n", "n/b.md": "1"})
    built.branch("side")
    side = built.commit(files={"n/a.md": "side\n"})
    built.checkout("main")
    main = built.commit(files={"n/b.md": "main"})
    clean = built.merge("side")
    repository = Repository.open(built.root)
    [version] = [v for v in repository.versions("HEAD", None, ["n"]) if v.commit == clean]
    assert [(entry.parent, entry.path) for entry in version.entries] == [
        (main, "n/a.md"),
        (side, "n/b.md"),
    ]
    assert next(v.commit for v in repository.versions("HEAD", None, ["n/b.md"])) == clean
    built.branch("more")
    more = built.commit(files={"x": "1"})
    built.checkout("main")
    evil = built.merge("more", files={"n/a.md": "evil\n"})
    version = repository.versions("HEAD", None, ["n"])[0]
    assert version.commit == evil
    assert [entry.parent for entry in version.entries] == [clean, more]


def test_versions_of_many_paths(built: Builder) -> None:
    """More paths than git should compare are asked for by folder, with the same answer."""
    files = {f"p{number % 7}/{number}.md": str(number) for number in range(80)}
    built.commit(files=files | {"p0/not-asked.md": "x", "top.md": "x"})
    repository = Repository.open(built.root)
    [version] = repository.versions("HEAD", None, files)
    assert {entry.path for entry in version.entries} == set(files)
    [version] = repository.versions("HEAD", None, [*files, "top.md"])
    assert {entry.path for entry in version.entries} == {*files, "top.md"}
    deep = {f"d/{number}/{number}.md": str(number) for number in range(70)}
    built.commit(files=deep)
    assert len(repository.versions("HEAD", None, deep)[0].entries) == 70


@pytest.mark.parametrize("many", [1, 5000], ids=["two-processes", "one-process"])
def test_versions_of_given_commits(
    built: Builder, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What git log tells of a file's whole history, for the commits that are asked for."""
    monkeypatch.setattr(versions, "_MANY", many)
    commits = imported(built, "n/a.md", drawn(Random(7), 60, ["1", "2", "3", None], ["x", "y"]))
    repository = Repository.open(built.root)
    for path in ("n/a.md", "n", "nowhere"):
        told = {version.commit: version for version in repository.versions("HEAD", None, [path])}
        found = repository.versions_of(commits, path)
        assert [one.commit for one in found] == [one for one in commits if one in told]
        assert {one.commit: one for one in found} == told
        assert repository.versions_of(commits[40:], path) == tuple(
            one for one in found if one.commit in commits[40:]
        )
    assert repository.versions_of([], "n/a.md") == repository.versions_of(commits, "../a") == ()


def test_versions_of_a_long_message(built: Builder, monkeypatch: pytest.MonkeyPatch) -> None:
    """A message of any length does not hide what its commit changed."""
    monkeypatch.setattr(versions, "LONGEST", 1000)
    monkeypatch.setattr(commands, "CHUNK", 500)
    made = built.commit("x" * 50_000 + "\n:y\n" * 5000, {"n/a.md": "x"})
    [version] = Repository.open(built.root).versions("HEAD", None, ["n"])
    assert version.commit == made
    assert [entry.path for entry in version.entries] == ["n/a.md"]


def test_lineage(built: Builder) -> None:
    """One file's versions, oldest first, under the names it had; a merge of its own among them."""
    first = built.commit(files={"a.md": "1\n", "other.md": "x\n"})
    built.branch("side")
    side = built.commit(files={"a.md": "2\n"})
    built.checkout("main")
    built.commit(files={"other.md": "y\n"})
    main = built.commit(files={"a.md": "3\n"})
    merge = built.merge("--strategy=ours", "side", files={"a.md": "4\n"})
    built.git("mv", "a.md", "b.md")
    move = built.commit()
    gone = built.commit(files={"b.md": None})
    found = Repository.open(built.root).lineage("HEAD", "b.md")
    assert [(one.commit, one.path) for one in found] == [
        (first, "a.md"),
        (side, "a.md"),
        (main, "a.md"),
        (merge, "a.md"),
        (move, "b.md"),
        (gone, "b.md"),
    ]
    assert [len(one.before) for one in found] == [0, 1, 1, 2, 0, 1]
    assert found[-1].blob is None
    assert set(found[3].before) == {found[1].blob, found[2].blob}


def test_lineage_of_a_file_that_came_and_went(
    built: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However often it was added anew, few commits are asked whether they moved it."""
    for number in range(4):
        built.commit(files={"a.md": f"{number}\n"})
        built.commit(files={"a.md": None})
    monkeypatch.setattr(lineage, "_MOVES", 2)
    assert len(Repository.open(built.root).lineage("HEAD", "a.md")) == 8


def test_path_at(built: Builder) -> None:
    """Moves without a change are followed, on side branches too; moves with one are not."""
    since = built.commit(files={"a.md": "tracker\n" * 9, "x": "1"})
    built.branch("side")
    built.git("mv", "a.md", "b.md")
    built.commit()
    (built.root / "plans").mkdir()
    built.git("mv", "b.md", "plans/c.md")
    built.commit()
    built.checkout("main")
    built.commit(files={"x": "2"})
    built.merge("side")
    built.commit(files={"plans/c.md": "changed"})
    repository = Repository.open(built.root)
    assert repository.path_at(since, "HEAD", "plans/c.md") == "a.md"
    assert repository.path_at(since, since, "a.md") == "a.md"
    built.git("mv", "plans/c.md", "d.md")
    built.commit(files={"d.md": "rewritten"})
    assert repository.path_at(since, "HEAD", "d.md") is None
    assert repository.path_at(since, "HEAD", "nowhere") is None
    assert repository.path_at(since, "HEAD", "../x") is None


def test_origins(built: Builder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Moves are followed with changes too, to a commit, or to those that the file began with."""
    first = built.commit(files={"a.md": "tracker\n" * 9})
    between = built.commit(files={"x": "1"})
    built.git("mv", "a.md", "b.md")
    built.commit(files={"b.md": "tracker\n" * 9 + "more\n"})
    repository = Repository.open(built.root)
    assert repository.origins("HEAD", "b.md", between) == ((between, "a.md"),)
    assert repository.origins("HEAD", "b.md", None) == ((first, "a.md"),)
    assert repository.origins("HEAD", "nowhere", between) == ()
    built.git("mv", "b.md", "c.md")
    assert repository.origins("HEAD", "c.md", between) == ()
    move = repository.staged_move("c.md")
    assert move is not None
    assert (move.old_path, move.blob) == ("b.md", move.old_blob)
    assert repository.staged_move("b.md") is None
    built.commit()
    built.commit(files={"c.md": None})
    back = built.commit(files={"c.md": "anew\n"})
    assert {one.commit for one in repository.origins("HEAD", "c.md", None)} == {back, first}
    monkeypatch.setattr(versions, "_RENAMES", 1)
    assert repository.origins("HEAD", "c.md", None)[0] == (back, "c.md")


# --- People and branches -----------------------------------------------------------------------


def test_mailmap_of_the_revision_only(built: Builder, tmp_path: Path) -> None:
    """Authors are mapped by the revision's own .mailmap; no config and no work tree adds one."""
    built.commit(files={".mailmap": "王 <new@x> <old@x>\n"})
    evil = "Evil <evil@x> <b@x>\n"
    (tmp_path / "mailmap").write_text(evil)
    built.git("config", "mailmap.file", str(tmp_path / "mailmap"))
    built.write({".mailmap": evil})
    authors = ["Old <old@x>", "B <b@x>", "no address", "A <a@x> <b@x>", "<old@x>", "x\ny <old@x>"]
    found = Repository.open(built.root).mailmap("HEAD", authors)
    assert found == dict(zip(authors, authors, strict=True)) | {
        "Old <old@x>": "王 <new@x>",
        "<old@x>": "王 <new@x>",
    }


def test_no_mailmap(built: Builder) -> None:
    """Without a .mailmap, or with a link in its place, everybody stays who they are."""
    built.commit(files={"x": "Evil <evil@x> <b@x>\n"})
    repository = Repository.open(built.root)
    assert repository.mailmap("HEAD", ["B <b@x>"]) == {"B <b@x>": "B <b@x>"}
    (built.root / ".mailmap").symlink_to("x")
    built.commit()
    assert repository.mailmap("HEAD", ["B <b@x>"]) == {"B <b@x>": "B <b@x>"}


def test_default_branch_merge_base(built: Builder, tmp_path: Path) -> None:
    """On a branch the place where it left the default branch, else the head itself."""
    fork = built.commit()
    assert Repository.open(built.root).default_branch_merge_base() == fork
    built.branch("topic")
    topic = built.commit()
    assert Repository.open(built.root).default_branch_merge_base() == fork
    built.checkout(topic)
    assert Repository.open(built.root).default_branch_merge_base() == fork
    built.git("branch", "--quiet", "-m", "main", "trunk")
    assert Repository.open(built.root).default_branch_merge_base() == topic
    built.checkout("trunk")
    built.git("clone", "--quiet", str(built.root), str(tmp_path / "clone"))
    clone = Builder(tmp_path / "clone")
    assert Repository.open(clone.root).default_branch_merge_base() == fork
    clone.branch("other")
    clone.commit()
    assert Repository.open(clone.root).default_branch_merge_base() == fork


def test_default_branch_of_the_user(
    built: Builder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The user's ``init.defaultBranch`` names the default branch where no remote does."""
    (tmp_path / "config").write_text("[init]\n\tdefaultBranch = trunk\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "config"))
    fork = built.commit()
    built.git("branch", "--quiet", "-m", "main", "trunk")
    built.branch("topic")
    built.commit()
    assert Repository.open(built.root).default_branch_merge_base() == fork


# --- Formats, partial clones, poison -----------------------------------------------------------


def everything(root: Path) -> list[object]:
    """All that a study asks of a repository."""
    repository = Repository.open(root)
    head = repository.head()
    assert head is not None
    log = repository.log("HEAD", "v0")
    read = repository.versions("HEAD", "v0", ["n", "a.md"])
    ids = [entry.blob for version in read for entry in version.entries if entry.blob]
    return [
        log.commits,
        [log.graph.position(commit.id) for commit in log.commits],
        read,
        repository.blobs(ids),
        repository.files("HEAD"),
        repository.worktree_files(),
        repository.blob("HEAD", "a.md"),
        repository.status_of("a.md", (root / "a.md").read_bytes()),
        repository.mailmap("HEAD", ["Ann <ann@example.org>"]),
        repository.path_at("v0", "HEAD", "b.md"),
        repository.resolve("HEAD~1"),
        repository.holding("note", "HEAD"),
        repository.holding("note", None),
        repository.default_branch_merge_base(),
    ]


def study(root: Path, *options: str) -> Builder:
    """A small study with a bit of everything."""
    built = Builder.init(root, *options)
    built.commit(
        "root", {"a.md": "1\n", "old.md": "2\n", ".mailmap": "New <new@x> <ann@example.org>\n"}
    )
    built.git("tag", "v0")
    built.git("mv", "old.md", "b.md")
    built.commit("x\n\nStudy-Task: 1.1 done\n", {"n/1.1.md": "note\n", "a.md": "3\n"})
    built.branch("side")
    built.commit("王\n\nStudy-Task: 1.2 done\n".encode(), {"n/1.2.md": "note 2\n"})
    built.checkout("main")
    built.commit("y\n\nStudy-Time: 1.2 1h\n", {"a.md": "4\n"})
    built.merge("side")
    signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n"
    signed = built.git("cat-file", "commit", "HEAD").replace("\n\n", f"\n{signature}\n", 1)
    built.raw_commit(signed.encode() + b"\n\nStudy-Note: 1.1 signed\n", branch="main")
    return built


def test_sha256_repositories(tmp_path: Path) -> None:
    """A SHA-256 repository is read like any other."""
    built = study(tmp_path / "study", "--object-format=sha256")
    found = everything(built.root)
    assert len(built.head()) == 64
    assert Repository.open(built.root).head() == built.head()
    assert [len(commit.message) > 0 for commit in found[0]] == [True] * 4  # type: ignore[attr-defined]
    assert found[9] == "old.md"


def test_reftable_repositories(tmp_path: Path) -> None:
    """A repository that keeps its branches in a reftable is read like any other."""
    try:
        built = study(tmp_path / "study", "--ref-format=reftable")
    except AssertionError:
        pytest.skip("this git has no reftable")
    assert Repository.open(built.root).head() == built.head()
    assert len(everything(built.root)[0]) == 4  # type: ignore[arg-type]


POISON = """
[log]
    showSignature = true
    mailmap = false
    follow = true
    showRoot = false
    diffMerges = off
    decorate = full
    date = relative
[trailer]
    separators = "%"
[trailer "study-task"]
    key = Evil
    command = touch {mark}
    ifexists = replace
[i18n]
    logOutputEncoding = UTF-16
    commitEncoding = latin1
[grep]
    patternType = perl
    extendedRegexp = true
    column = true
[color]
    ui = always
    grep = always
    diff = always
[core]
    fsmonitor = {program}
    hooksPath = {folder}
    quotePath = true
    commentChar = S
    attributesFile = {folder}/attributes
    excludesFile = {folder}/excludes
    abbrev = 4
    pager = {program}
    editor = {program}
    askPass = {program}
    sshCommand = {program}
    alternateRefsCommand = {program}
    warnAmbiguousRefs = true
    useReplaceRefs = true
[diff]
    renames = copies
    renameLimit = 1
    external = {program}
    orderFile = {folder}/nowhere
    relative = true
    noprefix = true
    algorithm = patience
    ignoreSubmodules = all
    mnemonicPrefix = true
    submodule = log
    wordRegex = x
[diff "evil"]
    textconv = {program}
    command = {program}
[filter "evil"]
    clean = {program}
    smudge = {program}
    process = {program}
    required = true
[gpg]
    program = {program}
[format]
    pretty = oneline
    notes = true
[notes]
    displayRef = *
[mailmap]
    file = {folder}/mailmap
    blob = HEAD:a.md
[alias]
    log = !{program}
    rev-list = !{program}
    cat-file = !{program}
    ls-files = !{program}
[pager]
    log = {program}
    rev-list = {program}
[submodule]
    recurse = true
[credential]
    helper = !{program}
[init]
    defaultBranch = side
[safe]
    directory = nowhere
[feature]
    manyFiles = true
"""


def poison(built: Builder, folder: Path) -> Path:
    """Sets everything that could change what git says or run a program; gives its mark."""
    folder.mkdir()
    mark, program = folder / "mark", folder / "program"
    program.write_text(f"#!/bin/sh\necho \"$0 $*\" >>'{mark}'\ncat\n")
    program.chmod(0o755)
    for hook in ("post-index-change", "reference-transaction", "pre-auto-gc", "fsmonitor-watchman"):
        shutil.copy(program, folder / hook)
    (folder / "mailmap").write_text("Evil <evil@x> <new@x>\nEvil <evil@x> <ann@example.org>\n")
    (folder / "attributes").write_text("* diff=evil filter=evil\n")
    (folder / "excludes").write_text("*\n")
    config = built.root / ".git/config"
    config.write_text(
        config.read_text() + POISON.replace("{mark}", str(mark))
        .replace("{program}", str(program)).replace("{folder}", str(folder))
    )  # fmt: skip
    git_dir = built.root / ".git"
    tree, parent = (built.git("rev-parse", rev) for rev in ("HEAD^{tree}", "HEAD~1"))
    other = built.raw_commit(
        f"tree {tree}\nauthor E <e@x> 1 +0000\ncommitter E <e@x> 1 +0000\n\nevil".encode()
    )
    (git_dir / "refs/replace").mkdir(parents=True)
    (git_dir / "refs/replace" / parent).write_text(f"{other}\n")
    (git_dir / "info/grafts").write_text(f"{built.head()}\n")
    (git_dir / "info/attributes").write_text("* diff=evil filter=evil\n")
    (git_dir / "refs/notes").mkdir()
    (git_dir / "refs/notes/commits").write_text(f"{parent}\n")
    return mark


def test_poisoned_config_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No config, attribute, replacement, graft or hook changes what is read, or runs."""
    built = study(tmp_path / "study")
    wanted = everything(built.root)
    mark = poison(built, tmp_path / "poison")
    config = (built.root / ".git/config").read_text()
    (tmp_path / "home/git").mkdir(parents=True)
    (tmp_path / "home/.gitconfig").write_text(config)
    shutil.copy(tmp_path / "poison/attributes", tmp_path / "home/git/attributes")
    (tmp_path / "home/git/ignore").write_text("*\n")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "home/.gitconfig"))
    monkeypatch.setenv("GIT_PAGER", str(tmp_path / "poison/program"))
    monkeypatch.delenv("GIT_CONFIG_NOSYSTEM")
    assert everything(built.root)[:-1] == wanted[:-1]
    assert not mark.exists(), mark.read_text()
    plain = {**os.environ, "GIT_CONFIG_GLOBAL": str(tmp_path / "home/.gitconfig")}
    for command in ("status", "log --show-signature"):  # so that the poison is known to work
        subprocess.run(["git", *command.split()], cwd=built.root, env=plain, check=False)
        assert mark.exists()
        mark.unlink()


@pytest.mark.parametrize("leaving_out", ["blob:none", "tree:0"])
def test_partial_clones_do_not_fetch(tmp_path: Path, leaving_out: str) -> None:
    """What a partial clone left out is an error with the remedy, which works."""
    origin = study(tmp_path / "origin")
    origin.git("config", "uploadpack.allowFilter", "true")
    origin.git("config", "uploadpack.allowAnySHA1InWant", "true")
    clone = Builder(tmp_path / "clone")
    origin.git(
        "clone", "--quiet", "--no-checkout", f"--filter={leaving_out}",
        origin.root.as_uri(), str(clone.root),
    )  # fmt: skip
    clone.git("config", "protocol.file.allow", "always")
    before = sorted(path.name for path in (clone.root / ".git/objects/pack").iterdir())
    repository = Repository.open(clone.root)
    assert len(repository.log("HEAD", "v0").commits) == 4
    blob = origin.git("rev-parse", "HEAD:a.md")
    asked: list[Callable[[], object]] = [
        lambda: repository.blob("HEAD", "a.md"),
        lambda: repository.blobs([blob]),
        lambda: repository.holding("x", "HEAD"),
    ]
    if leaving_out == "tree:0":
        asked += [
            lambda: repository.files("HEAD~1"),
            lambda: repository.versions("HEAD", "v0", ["n"]),
            lambda: repository.versions_of([origin.git("rev-parse", "HEAD")], "n"),
            lambda: repository.path_at("v0", "HEAD", "b.md"),
            lambda: repository.origins("HEAD", "b.md", None),
        ]
    for ask in asked:
        with pytest.raises(HistoryError, match="git fetch --refetch --no-filter"):
            ask()
    assert sorted(path.name for path in (clone.root / ".git/objects/pack").iterdir()) == before
    clone.git("fetch", "--quiet", "--refetch", "--no-filter")
    clone.checkout("main")
    assert everything(clone.root)[:-1] == everything(origin.root)[:-1]
