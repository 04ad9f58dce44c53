"""Notes and the code that they studied, in real repositories."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from studytrack import HistoryError, Study, UsageError
from studytrack.history.commands import Git
from tests.repositories import Builder
from tests.test_history import poison

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from studytrack import ChangedSource, OutdatedNote, Problem

TRACKER = """\
# Serving

## Phase 1: Caches

| Task | Started | Finished | Status | Notes |
|------|---------|----------|--------|-------|
| 1.1 Radix tree | | | 🔴 Not started | |
| 1.2 Paging | | | 🔴 Not started | |
"""
NOTE = "plans/phase1/1.1-radix.md"
CODE = "src/radix.py"
OURS = frozenset({"note-outdated", "source-missing", "front-matter-invalid"})


@pytest.fixture
def builder(tmp_path: Path) -> Builder:
    """A repository with a tracker and some code."""
    made = Builder.init(tmp_path / "repo")
    made.git("config", "user.name", "Ann")
    made.git("config", "user.email", "ann@example.org")
    made.commit("Code", {"plans/tracker.md": TRACKER, CODE: "1\n2\n3\n", "src/page.py": "x\n"})
    return made


def study(builder: Builder) -> Study:
    """The study in the repository."""
    return Study.open(builder.root)


def noted(builder: Builder, text: str = f"> Source: {CODE}\n", path: str = NOTE) -> str:
    """Commits a note."""
    return builder.commit("Note", {path: text})


def changed(builder: Builder) -> list[ChangedSource]:
    """The changed sources of all notes."""
    return [source for note in study(builder).review() for source in note.sources]


def subjects(builder: Builder) -> list[str]:
    """What changed the sources of all notes, newest first."""
    return [one.subject for source in changed(builder) for one in source.commits]


def problems(builder: Builder) -> list[Problem]:
    """What ``check`` says of notes and their sources."""
    return [one for one in study(builder).state().problems if one.code in OURS]


def only(notes: tuple[OutdatedNote, ...]) -> OutdatedNote:
    """The one note."""
    (note,) = notes
    return note


@pytest.mark.parametrize(
    "after",
    [
        {},
        {"src/page.py": "y\n"},
        {"plans/tracker.md": TRACKER.replace("Radix", "The radix")},
        {"plans/phase1/1.2.md": "[code](../../src/radix.py)\n"},
        {"src/radix.py.orig": "y\n"},
    ],
    ids=lambda files: next(iter(files), "nothing"),
)
def test_a_note_is_up_to_date(builder: Builder, after: Mapping[str, str]) -> None:
    """As long as none of its sources changes, whatever else does."""
    noted(builder)
    builder.commit("After", after)
    assert study(builder).review() == ()
    assert problems(builder) == []


def test_code_that_changed_after_its_note_is_told(builder: Builder) -> None:
    """With the note, the commits that did it, newest first, and the lines in all."""
    builder.commit("Before", {CODE: "1\n2\n"})
    note = noted(builder)
    one = builder.commit("One", {CODE: "1\n2\n3\n"}, date="2026-03-05 23:30 -0800")
    two = builder.commit("Two\n\nBody.\n", {CODE: "2\n3\n4\n"})
    found = only(study(builder).review())
    assert (found.task, found.title, found.note, found.commit) == ("1.1", "Radix tree", NOTE, note)
    (source,) = found.sources
    assert (source.path, source.added, source.removed) == (CODE, 2, 1)
    assert [(c.commit, c.subject, str(c.date)) for c in source.commits] == [
        (two, "Two", "2026-03-02"),
        (one, "One", "2026-03-05"),
    ]
    (problem,) = problems(builder)
    assert (problem.code, problem.severity, problem.path) == ("note-outdated", "info", NOTE)
    assert problem.task == "1.1"
    assert f"{CODE} changed" in problem.message
    assert "commits: 2" in problem.message
    assert "studytrack review 1.1" in problem.message


@pytest.mark.parametrize(
    "text",
    [
        "---\nsources: src/radix.py\n---\n",
        "+++\nsources = ['src/radix.py#L1-L2']\n+++\n",
        "---\nsources:\n  - ../../src/radix.py:2\n---\n",
        "**源文件**：`src/radix.py`\n",
        "> Sources: src/page.py, src/radix.py\n",
        "see [the tree](../../src/radix.py#L1)\n",
        "see [the tree][1]\n\n[1]: /src/radix.py\n",
        "---\nsources: [src/]\n---\n",
        "[all of it](../../src)\n",
    ],
    ids=repr,
)
def test_sources_are_named_in_many_ways(builder: Builder, text: str) -> None:
    """Front matter, lines and links, from the root or from the note, of files and folders."""
    noted(builder, text)
    builder.commit("After", {CODE: "1\n"})
    assert subjects(builder) == ["After"]


def test_names_with_blanks_and_of_any_script(builder: Builder) -> None:
    """A percent-encoded link leads to the file of that name."""
    names = ["src/基数 树.py", "src/a#b.py", "src/😀.py", "src/*.py", ":x.py"]
    builder.commit("More", dict.fromkeys(names, "1\n"))
    noted(
        builder,
        "[a](../../src/%E5%9F%BA%E6%95%B0%20%E6%A0%91.py) [b](<../../src/a%23b.py>)\n"
        "Source: `src/😀.py`, `src/*.py`\n[c](../../:x.py)\n",
    )
    builder.commit("After", dict.fromkeys(names, "2\n"))
    assert {source.path for source in changed(builder)} == set(names)


@pytest.mark.parametrize(
    "again",
    [
        "# Radix\n> Source: src/radix.py\n",
        "---\nreviewed: 2026-03-09\n---\n> Source: src/radix.py\n",
    ],
    ids=["words", "a date"],
)
def test_any_change_of_a_note_dates_it_anew(builder: Builder, again: str) -> None:
    """The learner has read the code and says so; an edit does before it is committed."""
    noted(builder)
    builder.commit("After", {CODE: "1\n"})
    builder.write({NOTE: again})
    assert problems(builder) == []
    builder.commit("Read it", {})
    assert study(builder).review() == ()
    builder.commit("Later", {CODE: "2\n"})
    assert subjects(builder) == ["Later"]


def test_a_note_that_moved_is_as_old_as_it_was(builder: Builder) -> None:
    """Only a change of what it says dates it anew."""
    note = noted(builder)
    builder.commit("After", {CODE: "1\n"})
    builder.git("mv", NOTE, "plans/phase1/1.1.md")
    builder.commit("Rename")
    assert only(study(builder).review()).commit == note


def test_descent_counts_and_no_clock(builder: Builder) -> None:
    """A commit that stands on the note is after it, be it dated before."""
    builder.commit("Ahead", {CODE: "0\n"}, date="2030-01-01 00:00 +0000")
    noted(builder)
    builder.commit("Behind", {CODE: "1\n"}, date="2001-01-01 00:00 +0000")
    assert subjects(builder) == ["Behind"]


def test_what_was_changed_back_is_no_change(builder: Builder) -> None:
    """Bytes are compared first: a revert leaves the note as true as it was."""
    noted(builder)
    builder.commit("After", {CODE: "1\n"})
    builder.git("revert", "--no-edit", "HEAD")
    assert study(builder).review() == ()
    assert problems(builder) == []


def test_a_mode_is_no_change(builder: Builder) -> None:
    """A file that became executable says what it said."""
    noted(builder)
    builder.git("update-index", "--chmod=+x", CODE)
    builder.git("commit", "--quiet", "-m", "Mode")
    assert study(builder).review() == ()


def test_branches(builder: Builder) -> None:
    """What a merge brings in is after a note on the other side; the merge itself did nothing."""
    builder.branch("work")
    builder.commit("Aside", {CODE: "0\n1\n2\n3\n"})
    builder.checkout("main")
    noted(builder)
    assert study(builder).review() == ()
    builder.merge("work")
    assert subjects(builder) == ["Aside"]


def test_a_note_on_a_branch_knows_what_it_stands_on(builder: Builder) -> None:
    """What main did before the branch began is older, what it did meanwhile is not."""
    builder.commit("Before", {CODE: "0\n1\n2\n3\n"})
    builder.branch("work")
    noted(builder)
    builder.checkout("main")
    builder.commit("Meanwhile", {CODE: "0\n1\n2\n3\n4\n"})
    builder.merge("work")
    assert subjects(builder) == ["Meanwhile"]


@pytest.mark.parametrize("seed", range(6))
def test_git_names_the_same_commits(builder: Builder, seed: int) -> None:
    """Over branches and merges of any shape, whatever the clocks say."""
    chance = random.Random(seed)
    noted(builder, "---\nsources: src\n---\n")
    branches = ["main"]
    for number in range(25):
        builder.checkout(chance.choice(branches))
        action = chance.choice(["code", "code", "other", "branch", "merge", "note"])
        date = f"2026-03-{chance.randint(1, 28):02} 12:00 +0000"
        files = {f"{chance.choice(['src', 'lib'])}/{number}.py": "x\n"}
        if action == "branch":
            branches.append(f"b{number}")
            builder.branch(branches[-1])
        elif action == "merge":
            builder.git("merge", "--quiet", "--no-edit", "--no-ff", chance.choice(branches))
        elif action == "note" and builder.git("rev-parse", "--abbrev-ref", "HEAD") == "main":
            noted(builder, f"---\nsources: src\nreviewed: {number}\n---\n")
        else:
            builder.commit(f"{action} {number}", files, date=date)
    builder.checkout("main")
    found = study(builder).review()
    note = builder.git("log", "-1", "--format=%H", "--", NOTE)
    told = {one.commit for note in found for source in note.sources for one in source.commits}
    listed = builder.git("rev-list", "--full-history", "--no-merges", f"{note}..HEAD", "--", "src")
    assert told == set(listed.split())


def test_a_merge_that_changes_the_source_itself(builder: Builder) -> None:
    """Its own change is told beside those that it joins."""
    noted(builder)
    builder.branch("work")
    builder.commit("Aside", {CODE: "0\n1\n2\n3\n"})
    builder.checkout("main")
    builder.commit("Other", {"x": "y"})
    builder.merge("work", message="Join", files={CODE: "joined\n"})
    assert subjects(builder) == ["Join", "Aside"]


def test_a_merge_that_drops_the_other_side(builder: Builder) -> None:
    """Where main kept its own version, nothing changed for a note on main."""
    builder.branch("work")
    builder.commit("Aside", {CODE: "0\n1\n2\n3\n"})
    builder.checkout("main")
    noted(builder)
    builder.git("merge", "--quiet", "--no-edit", "-s", "ours", "work")
    assert study(builder).review() == ()


def test_a_merge_that_takes_back_what_the_note_saw(builder: Builder) -> None:
    """No commit did it but the merge, which is told."""
    builder.branch("work")
    builder.commit("Other", {"x": "y"})
    builder.checkout("main")
    builder.commit("Seen", {CODE: "seen\n"})
    noted(builder)
    builder.merge("work", message="Back", files={CODE: "1\n2\n3\n"})
    assert subjects(builder) == ["Back"]


@pytest.mark.parametrize("change", [False, True], ids=["moved", "moved-and-changed"])
def test_a_source_that_moved_is_followed(builder: Builder, change: bool) -> None:
    """A move alone makes no note outdated, but its path is out of date."""
    noted(builder)
    builder.git("mv", CODE, "src/tree.py")
    builder.commit("Move")
    builder.git("mv", "src/tree.py", "src/trie.py")
    builder.commit("Move again")
    if change:
        builder.commit("After", {"src/trie.py": "1\n2\n3\n4\n"})
    told = {problem.code: problem.message for problem in problems(builder)}
    assert "moved to src/trie.py" in told.pop("source-missing")
    assert bool(told) is change
    if change:
        (source,) = changed(builder)
        assert (source.path, source.moved_from) == ("src/trie.py", CODE)
        assert (source.added, source.removed) == (1, 0)
        assert subjects(builder)[0] == "After"


def test_a_source_that_was_deleted(builder: Builder) -> None:
    """The commit that deleted it changed it; a note that came later names what is not there."""
    noted(builder)
    builder.commit("Delete", {CODE: None})
    (source,) = changed(builder)
    assert (source.deleted, source.added, source.removed) == (True, 0, 3)
    assert subjects(builder) == ["Delete"]
    assert [one.code for one in problems(builder)] == ["note-outdated"]
    noted(builder, f"# Again\n> Source: {CODE}\n")
    assert study(builder).review() == ()
    (problem,) = problems(builder)
    assert (problem.code, problem.path, problem.task) == ("source-missing", NOTE, "1.1")
    assert "deleted" in problem.message


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("> Source: src/none.py\n", ["source-missing"]),
        ("---\nsources: [src/none.py, words]\n---\n", ["source-missing", "source-missing"]),
        ("[x](../../src/none.py)\n", ["source-missing"]),
        ("[x](../../../none.py), [y](../../../../issues/5), [z](https://x.org/a.py)\n", []),
        ("> Source: the lecture, TCP/IP, `RadixCache`\n", []),
        ("> Source: new.py\n", []),
        ("---\nsources: [/etc/passwd, ../../../x]\n---\n", ["front-matter-invalid"] * 2),
        ("---\nsources: {a: b}\n---\n", ["front-matter-invalid"]),
        ('---\nsources: "a\\e[31m"\n---\n', ["front-matter-invalid"]),
    ],
    ids=repr,
)  # fmt: skip
def test_what_is_not_there_is_named(builder: Builder, text: str, found: list[str]) -> None:
    """A path that no commit ever had is a problem; a word that is no path is none."""
    noted(builder, text)
    builder.write({"new.py": "not committed\n"})
    assert [one.code for one in problems(builder)] == found
    assert study(builder).review() == ()


def test_a_folder_is_all_that_is_in_it(builder: Builder) -> None:
    """New, changed, moved and deleted files count, the study's own do not."""
    builder.commit("More", {"plans/lib/a.py": "a\n", "plans/lib/b/c.py": "c\n"})
    noted(builder, "---\nsources: [plans, plans/lib]\n---\n")
    builder.commit("Study on", {"plans/tracker.md": TRACKER + "\n", "plans/phase1/1.2.md": "x\n"})
    assert study(builder).review() == ()
    builder.commit("New", {"plans/lib/new.py": "1\n2\n"})
    builder.git("mv", "plans/lib/a.py", "plans/lib/z.py")
    builder.commit("Move")
    builder.commit("Delete", {"plans/lib/b/c.py": None})
    plans, lib = changed(builder)
    assert (plans.path, lib.path) == ("plans", "plans/lib")
    assert [one.subject for one in lib.commits] == ["Delete", "Move", "New"]
    assert (lib.added, lib.removed) == (2, 1)


def test_a_folder_that_is_gone(builder: Builder) -> None:
    """It was deleted by whoever deleted what was in it."""
    noted(builder, "---\nsources: [src]\n---\n")
    builder.commit("Delete", {CODE: None, "src/page.py": None})
    assert [one.code for one in problems(builder)] == ["note-outdated"]
    assert [source.deleted for source in changed(builder)] == [True]


def test_a_submodule(builder: Builder, tmp_path: Path) -> None:
    """A path inside stands for the whole of it: its commits are another repository's."""
    other = Builder.init(tmp_path / "other")
    first, second = other.commit("a", {"a.py": "1\n"}), other.commit("b", {"a.py": "2\n"})
    builder.git("update-index", "--add", "--cacheinfo", f"160000,{first},lib/other")
    builder.git("commit", "--quiet", "-m", "Add other")
    builder.write({NOTE: "---\nsources: [lib/other/a.py]\n---\n"})
    builder.git("add", NOTE)
    builder.git("commit", "--quiet", "-m", "Note")
    assert study(builder).review() == ()
    builder.git("update-index", "--cacheinfo", f"160000,{second},lib/other")
    builder.git("commit", "--quiet", "-m", "Move on")
    (source,) = changed(builder)
    assert (source.path, source.named) == ("lib/other", "lib/other/a.py")
    assert [one.subject for one in source.commits] == ["Move on"]
    assert (source.added, source.removed) == (None, None)


def test_a_file_without_lines(builder: Builder) -> None:
    """A file that is no text has commits and no lines."""
    builder.commit("Weights", {"src/w.bin": b"\0\1"})
    noted(builder, "> Source: `src/w.bin`\n")
    builder.commit("Train", {"src/w.bin": b"\0\2"})
    (source,) = changed(builder)
    assert (source.added, source.removed, len(source.commits)) == (None, None, 1)


def test_poison(builder: Builder, tmp_path: Path) -> None:
    """No setting of git changes what is told, or runs a program."""
    noted(builder)
    builder.commit("After", {CODE: "1\n"})
    builder.commit("More", {"src/page.py": "y\n"})
    before = study(builder).review()
    mark = poison(builder, tmp_path / "poison")
    assert study(builder).review() == before
    assert len(before) == 1
    assert not mark.exists(), mark.read_text()


def test_a_sparse_checkout(builder: Builder) -> None:
    """What is not meant to be in the work tree is not gone from it."""
    noted(builder)
    builder.git("sparse-checkout", "set", "--no-cone", "plans/")
    assert not (builder.root / CODE).exists()
    assert study(builder).review() == ()


def test_the_work_tree(builder: Builder) -> None:
    """What is not committed is told as such, and is no problem yet."""
    noted(builder, f"> Source: {CODE}, `src/page.py`\n")
    builder.write({CODE: "1\r\n2\r\n3\r\n", "src/page.py": "y\n"})
    (source,) = changed(builder)
    assert (source.path, source.uncommitted, source.commits) == ("src/page.py", True, ())
    assert problems(builder) == []
    builder.write({"src/page.py": None})
    assert [source.uncommitted for source in changed(builder)] == [True]


def test_since_hides_no_change(builder: Builder) -> None:
    """Notes and code are older than the adoption, and their history counts all the same."""
    noted(builder)
    builder.branch("side")
    builder.commit("Aside", {"src/page.py": "aside\n"})
    builder.checkout("main")
    builder.commit("After", {CODE: "1\n"})
    adopted = builder.commit("Adopt")
    builder.commit(
        "Config", {"studytrack.toml": f'tracker = "plans/tracker.md"\nsince = "{adopted}"\n'}
    )
    assert subjects(builder) == ["After"]
    noted(builder, "> Source: `src/page.py`\n", "plans/phase1/1.2.md")
    builder.merge("side")
    assert subjects(builder) == ["After", "Aside"]


def test_a_hostile_subject_is_one_line_of_text(builder: Builder) -> None:
    """Subjects are folded as git folds them, clipped, and decoded as their commit says."""
    noted(builder)
    builder.commit("A\n b\r\n\nBody", {CODE: "1\n"})
    builder.commit(b"\xff\x1b[31m" + b"x" * 1000, {CODE: "2\n"})
    last, first = subjects(builder)
    assert first == "A b"
    assert last.startswith("ÿ\x1b[31mxxx")
    assert len(last) < 300


def test_one_task_is_asked_for(builder: Builder) -> None:
    """Only its notes are told; there is an error for a task that is none."""
    noted(builder)
    noted(builder, "[page](../../src/page.py)\n", "plans/phase1/1.2.md")
    builder.commit("After", {CODE: "1\n", "src/page.py": "y\n"})
    assert [note.task for note in study(builder).review()] == ["1.1", "1.2"]
    assert only(study(builder).review("1.2")).sources[0].path == "src/page.py"
    with pytest.raises(UsageError, match=r"9\.9"):
        study(builder).review("9.9")


def test_a_branch_without_commits(tmp_path: Path) -> None:
    """There is nothing to be older than."""
    builder = Builder.init(tmp_path)
    builder.write({"plans/tracker.md": TRACKER, NOTE: f"> Source: {CODE}\n", CODE: "1\n"})
    assert study(builder).review() == ()


def test_a_clone_without_blobs_tells_what_it_can(builder: Builder, tmp_path: Path) -> None:
    """``check`` needs no file's bytes for it; ``review`` counts lines, and says what is missing."""
    noted(builder)
    builder.commit("After", {CODE: "1\n"})
    builder.git("config", "uploadpack.allowFilter", "true")
    clone = Builder(tmp_path / "clone")
    builder.git("clone", "--quiet", "--filter=blob:none", f"file://{builder.root}", str(clone.root))
    assert [one.code for one in problems(clone)] == ["note-outdated"]
    with pytest.raises(HistoryError, match="not complete"):
        study(clone).review()


def test_git_is_asked_a_few_times_whatever_the_number_of_notes(
    builder: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And not once more where no note names anything."""
    ran: list[str] = []
    start = Git.start
    monkeypatch.setattr(Git, "start", lambda git, *a, **k: ran.append(a[0]) or start(git, *a, **k))

    def commands() -> int:
        ran.clear()
        study(builder).state()
        return len(ran)

    noted(builder, "# Words\n")
    none = commands()
    noted(builder)
    one = commands()
    rows = "".join(f"| 1.{n} Task {n} | | | 🔴 Not started | |\n" for n in range(3, 30))
    notes = {f"plans/phase1/1.{n}.md": f"> Source: src/{n}.py, src/page.py\n" for n in range(3, 30)}
    code = {f"src/{n}.py": "1\n" for n in range(3, 30)}
    builder.commit("Many", {"plans/tracker.md": TRACKER + rows, **notes, **code})
    builder.commit("After", {"src/page.py": "y\n"})
    assert one == none + 1
    assert commands() <= none + 3
    assert len(problems(builder)) == 27
