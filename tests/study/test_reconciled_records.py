"""Records whose commit has the tracker reconciled: what it will say is foreseen, and holds."""

from __future__ import annotations

import re
from datetime import date

import pytest

from studytrack import CommitError, Study, UsageError, WriteError
from studytrack.history.committing import Extras
from studytrack.study.desk import Wishes
from studytrack.trailers.sayings import Doing, Noting, Spending, Voiding
from studytrack.trailers.vocabulary import Verb
from tests.cli.studies import CHINESE, ENGLISH
from tests.study.desks import everything, hook, planned

FOLLOWS = Wishes(reconcile=True)
BLOCK = "# Mine\n\n<!-- studytrack:begin bar -->\n<!-- studytrack:end -->\n"


def record(builder, *sayings, wishes=FOLLOWS):
    """Records something, and has the tracker follow."""
    desk = Study.open(builder.root, today=date(2026, 3, 10)).desk()
    return desk.record(*sayings, wishes=wishes).commit()


def current(builder):
    """Whether reconciling would change nothing more."""
    return not Study.open(builder.root, today=date(2026, 3, 10)).reconcile().changed


def files(builder):
    """The files that the last commit changed."""
    return builder.git("show", "--format=", "--name-only").splitlines()


@pytest.mark.parametrize("tracker", [ENGLISH, CHINESE, ENGLISH.replace("\n", "\r\n")], ids=len)
@pytest.mark.parametrize(
    "saying",
    [
        Doing(Verb.START, ("2.1",)),
        Doing(Verb.DONE, ("1.2", "2.1"), text="at last"),
        Doing(Verb.DONE, ("1.2",), on=date(2026, 1, 9)),
        Doing(Verb.SKIP, ("2.1",), text="no time"),
        Doing(Verb.REOPEN, ("1.1",)),
        Spending(2, date.resolution * 0.25),
        Noting("1.1", "fixed size"),
    ],
    ids=lambda one: type(one).__name__,
)
def test_the_tracker_says_what_the_commit_records(tmp_path, tracker, saying):
    """As if it had been reconciled afterwards; a second time there is nothing to do."""
    builder = planned(tmp_path, tracker)
    committed = record(builder, saying)
    assert committed.made.changes
    assert "tracker.md" in files(builder)
    assert builder.git("status", "--porcelain") == ""
    assert current(builder)


def test_what_is_voided_leaves_the_tracker(tmp_path):
    """A void is foreseen as well."""
    builder = planned(tmp_path)
    record(builder, Doing(Verb.DONE, ("2.1",)))
    before = (tmp_path / "tracker.md").read_bytes()
    made = builder.head()
    record(builder, Doing(Verb.REOPEN, ("1.1",)))
    record(builder, Voiding(builder.head()[:12]))
    assert (tmp_path / "tracker.md").read_bytes() == before
    record(builder, Voiding(made[:12]))
    assert "🔴 Not started" in (tmp_path / "tracker.md").read_text(encoding="utf-8")
    assert current(builder)


def test_it_is_the_first_record_of_all(tmp_path):
    """What the tracker said before counts as the baseline, also where it was just edited."""
    builder = planned(tmp_path)
    builder.git("checkout", "--quiet", "--orphan", "other")
    builder.commit("Plan", {"tracker.md": ENGLISH.replace("actual ____", "actual 3", 1)})
    record(builder, Spending("1.1", date.resolution / 12))
    assert "actual 5 hours" in (tmp_path / "tracker.md").read_text(encoding="utf-8")
    assert current(builder)


def test_generated_blocks_follow_unless_the_learner_is_at_work_on_their_file(tmp_path):
    """What is not staged of another file stays out of the commit."""
    builder = planned(tmp_path)
    builder.commit("Blocks", {"one.md": BLOCK, "two.md": BLOCK})
    builder.write({"two.md": BLOCK + "\nMore.\n"})
    record(builder, Doing(Verb.DONE, ("2.1",)))
    assert files(builder) == ["one.md", "tracker.md"]
    assert (tmp_path / "two.md").read_text() == BLOCK + "\nMore.\n"


def test_hand_edits_of_other_tasks_stand(tmp_path):
    """They are committed with the tracker, and are still to be recorded."""
    builder = planned(tmp_path)
    record(builder, Noting("1.1", "fixed size"))
    text = (tmp_path / "tracker.md").read_text(encoding="utf-8")
    edited = re.sub(r"(2\.1 Isolation \| 5h \| \| \|) 🔴 Not started", r"\1 🟡 In progress", text)
    builder.write({"tracker.md": edited})
    record(builder, Doing(Verb.DONE, ("1.2",)))
    assert "🟡 In progress" in (tmp_path / "tracker.md").read_text(encoding="utf-8")
    assert current(builder)


def test_a_tracker_that_is_staged_in_part_is_refused(tmp_path):
    """The learner has decided what of it is to be committed."""
    builder = planned(tmp_path)
    builder.write({"tracker.md": ENGLISH + "\none\n"})
    builder.git("add", "tracker.md")
    builder.write({"tracker.md": ENGLISH + "\none\ntwo\n"})
    before = everything(builder)
    with pytest.raises(UsageError, match=r"tracker\.md is staged in part"):
        record(builder, Noting("1.1", "fixed size"))
    assert everything(builder) == before
    record(builder, Noting("1.1", "fixed size"), wishes=Wishes())
    assert builder.git("show", "HEAD:tracker.md").endswith("\none")


def test_the_config_decides_where_nobody_says(tmp_path):
    """And an option decides where somebody does."""
    builder = planned(tmp_path)
    builder.commit("Config", {"studytrack.toml": "[record]\nreconcile = true\n"})
    record(builder, Noting("1.1", "one"), wishes=Wishes(reconcile=False))
    assert files(builder) == []
    record(builder, Noting("1.1", "two"), wishes=Wishes())
    assert files(builder) == ["tracker.md"]


def test_an_amended_commit_has_the_tracker_too(tmp_path):
    """The trailer is added to it, and what follows from it."""
    builder = planned(tmp_path)
    builder.commit("Read", {"code.py": "a = 9\n"})
    record(
        builder, Doing(Verb.DONE, ("2.1",)), wishes=Wishes("", Extras(amend=True), reconcile=True)
    )
    assert files(builder) == ["code.py", "tracker.md"]
    assert current(builder)


def test_a_tracker_behind_a_link_is_committed_where_it_is(tmp_path):
    """The link stays one."""
    builder = planned(tmp_path)
    (tmp_path / "plans").mkdir()
    builder.git("mv", "tracker.md", "plans/real.md")
    (tmp_path / "tracker.md").symlink_to("plans/real.md")
    builder.commit("Move", {"studytrack.toml": 'tracker = "tracker.md"\n'})
    record(builder, Doing(Verb.DONE, ("2.1",)))
    assert files(builder) == ["plans/real.md"]
    assert (tmp_path / "tracker.md").is_symlink()


def refusing(builder):
    """A hook that refuses."""
    hook(builder, "commit-msg", "exit 1")


def locking(builder):
    """Another git at work."""
    (builder.root / ".git" / "index.lock").touch()


@pytest.mark.parametrize("fault", [refusing, locking], ids=lambda one: one.__name__)
def test_a_failure_leaves_the_tracker_as_it_was(tmp_path, fault):
    """And the note, the index, and what was edited or staged of other files."""
    builder = planned(tmp_path)
    builder.write({"code.py": "a = 9\n"})
    builder.git("add", "code.py")
    builder.write({"code.py": "a = 8\n", "tracker.md": ENGLISH + "\nMine.\n"})
    fault(builder)
    before = everything(builder)
    with pytest.raises(CommitError):
        record(builder, Doing(Verb.START, ("2.1",)))
    assert everything(builder) == before


def test_an_edit_made_meanwhile_is_not_lost(tmp_path, monkeypatch):
    """What a learner types while the commit fails stays in the tracker."""
    builder = planned(tmp_path)

    def edited(*_):
        builder.write({"tracker.md": "Something else\n"})
        raise CommitError("refused")

    monkeypatch.setattr("studytrack.history.committing.commit", edited)
    with pytest.raises((CommitError, WriteError)):
        record(builder, Doing(Verb.START, ("2.1",)))
    assert (tmp_path / "tracker.md").read_text() == "Something else\n"
    assert not (tmp_path / "phase2").exists()


def test_what_a_hook_made_of_the_tracker_is_told(tmp_path):
    """A formatter that rewrites and refuses: its words are kept, and nobody's edit is lost."""
    builder = planned(tmp_path)
    before = everything(builder)
    hook(builder, "pre-commit", "echo formatted >> tracker.md; echo reformatted >&2; exit 1")
    with pytest.raises(CommitError, match=r"^nothing was committed, but .* git restore -p") as told:
        record(builder, Doing(Verb.START, ("2.1",)))
    assert told.value.said == "reformatted"
    assert builder.git("diff", "--name-only") == "tracker.md"
    assert everything(builder)["index"] == before["index"]
    assert not (tmp_path / "phase2").exists()
