"""Records are committed by the learner's own git, in real repositories, or nothing is touched."""

from __future__ import annotations

import shutil
from datetime import date

import pytest

from studytrack import CommitError, HistoryError, Study, UsageError, WriteError
from studytrack.history import committing
from studytrack.history.committing import Extras
from studytrack.study.desk import Wishes
from studytrack.trailers.sayings import Doing, Noting, Voiding
from studytrack.trailers.vocabulary import Verb
from tests.cli.studies import CHINESE, ENGLISH
from tests.repositories import Builder
from tests.study.desks import everything, hook, message, planned

NOTE = Noting("1.1", "fixed size")
EVE = {"GIT_COMMITTER_NAME": "Eve", "GIT_COMMITTER_EMAIL": "eve@example.org"}
AMENDED = Wishes(extras=Extras(amend=True))


def desk(builder):
    """Where the records of a repository are made, on a day in March 2026."""
    return Study.open(builder.root, today=date(2026, 3, 10)).desk()


def record(builder, saying=NOTE, wishes=None):
    """Records something."""
    return desk(builder).record(saying, wishes=wishes or Wishes()).commit()


def doing(verb, *tasks, **details):
    """Something that is done with tasks."""
    return Doing(verb, tasks, **details)


# What is refused before anything is touched


def test_no_record_stands_on_nothing(tmp_path):
    """A branch without commits has no tracker that a record could be about."""
    builder = Builder.init(tmp_path)
    builder.write({"tracker.md": CHINESE})
    with pytest.raises(UsageError, match=r"commit tracker\.md first"):
        record(builder)


@pytest.mark.parametrize(
    ("saying", "why"),
    [
        (doing(Verb.START, "1.2"), "1.2 is in progress already, since 2026-01-03"),
        (doing(Verb.START, "1.2", on=date(2026, 1, 4)), "1.2 is in progress already"),
        (doing(Verb.START, "1.1"), "1.1 is done; .* studytrack reopen 1.1"),
        (doing(Verb.DONE, "1.1"), "1.1 is done already, since 2026-01-02; .* studytrack time 1.1"),
        (doing(Verb.DONE, "1.1", on=date(2026, 1, 2)), "1.1 is done already"),
        (doing(Verb.SKIP, "2.1"), "why is 2.1 skipped"),
        (doing(Verb.SKIP, "1.1", text="x"), "1.1 is done"),
        (doing(Verb.REOPEN, "2.1"), "2.1 is not started; say studytrack start 2.1"),
        (doing(Verb.REOPEN, "1.2"), "1.2 is in progress as it is"),
        (doing(Verb.RESET, "2.1"), "2.1 is not started as it is"),
        (doing(Verb.DONE, "2.1", "1.1"), "1.1 is done already"),
        (Noting("1.1", " "), "a text is missing"),
        (Noting("1.1", "a\x07b"), "control characters"),
        (Noting("1.1", "x" * 70_000), "shorter"),
    ],
    ids=str,
)
def test_the_impossible_is_refused(tmp_path, saying, why):
    """The reason says what can be done instead."""
    builder = planned(tmp_path)
    before = everything(builder)
    with pytest.raises(UsageError, match=why):
        record(builder, saying)
    assert everything(builder) == before


@pytest.mark.parametrize(
    ("saying", "trailer"),
    [
        (doing(Verb.START, "1.2", on=date(2026, 1, 1)), "Study-Task: 1.2 start 2026-01-01"),
        (doing(Verb.DONE, "1.1", on=date(2026, 1, 9)), "Study-Task: 1.1 done 2026-01-09"),
        (doing(Verb.DONE, "2.1"), "Study-Task: 2.1 done"),
        (doing(Verb.REOPEN, "1.1", text="again"), "Study-Task: 1.1 reopen: again"),
        (doing(Verb.RESET, "1.2", "1.1"), "Study-Task: 1.2, 1.1 reset"),
    ],
    ids=str,
)
def test_what_corrects_or_follows_is_recorded(tmp_path, saying, trailer):
    """Another day of what is true already is no repetition."""
    builder = planned(tmp_path)
    assert record(builder, saying).trailers == (trailer,)
    assert message(builder).endswith(f"\n\n{trailer}")


def test_the_command_that_helps_can_be_pasted(tmp_path):
    """The name of a task that is called by its title is quoted as a shell wants it."""
    builder = Builder.init(tmp_path)
    tracker = (
        "# Go\n\n## Phase 1: Go\n\n- [x] Say $HOME\n- [ ] Run\n\n## Phase 2: Do\n\n- [ ] Test\n"
    )
    builder.commit("Plan", {"tracker.md": tracker})
    with pytest.raises(UsageError, match=r"studytrack reopen 'Say \$HOME'"):
        record(builder, doing(Verb.START, "Say $HOME"))


@pytest.mark.parametrize(
    ("names", "why"),
    [
        (["9.9"], "no task is called '9.9'; the tracker has 1.1 to "),
        (["1.3"], r"no task is called '1.3'; did you mean"),
        (["isol"], "no task is called 'isol'; did you mean 2.1 Isolation"),
        (["isolaton"], "no task is called 'isolaton'; did you mean 2.1 Isolation"),
        (["i"], "no task is called 'i'"),
        (["1.1 done"], "no task is called '1.1 done'"),
        (["1.1: x"], "no task is called '1.1: x'"),
        ([""], "no task is called ''"),
        (["2.1-1.1"], "no task is called"),
    ],
    ids=str,
)
def test_unknown_tasks_are_named_with_those_near(tmp_path, names, why):
    """What is no task is never guessed to be one."""
    with pytest.raises(UsageError, match=why):
        desk(planned(tmp_path)).tasks(names)


def test_tasks_are_named_as_in_trailers(tmp_path):
    """By ids, lists, ranges and words of titles."""
    found = desk(planned(tmp_path))
    assert found.tasks(["1.1-1.2", "isolation"]) == ("1.1", "1.2", "2.1")
    assert found.tasks(["1.1，2.1"]) == ("1.1", "2.1")
    assert found.about("phase 2") == 2
    assert found.about("b-trees") == "1.2"
    assert found.phase("2") == found.phase("phase 2") == 2


@pytest.mark.parametrize("text", ["2026-03-11", "tomorrow", "2026-02-30", ""])
def test_days_to_come_and_no_days_are_refused(tmp_path, text):
    """Only a day that was can have a record."""
    with pytest.raises(UsageError, match=r"lies in the future|is no date"):
        desk(planned(tmp_path)).day(text)


@pytest.mark.parametrize("text", ["2", "h", "0h", "-1h", "20000h", "2h 2026-03-01", ""])
def test_what_is_no_time_is_refused(tmp_path, text):
    """A time is written as in trailers."""
    with pytest.raises(UsageError, match="is no time spent"):
        desk(planned(tmp_path)).spent(text)


def merging(builder):
    """A merge that waits to be committed."""
    builder.branch("side", "HEAD~1")
    builder.commit("Side", {"side.txt": "x"})
    builder.checkout("main")
    builder.git("merge", "--quiet", "--no-ff", "--no-commit", "side", variables=EVE)


def squashing(builder):
    """A squashed merge that waits to be committed, with records in its message."""
    builder.branch("side", "HEAD~1")
    builder.commit("Side\n\nStudy-Task: 2.1 start", {"side.txt": "x"})
    builder.checkout("main")
    builder.git("merge", "--quiet", "--squash", "side", variables=EVE)


def reverting(builder):
    """A revert that waits to be committed."""
    builder.commit("Side", {"side.txt": "x"})
    builder.git("revert", "--no-commit", "HEAD")


def rebasing(builder):
    """A rebase that was stopped."""
    todo = {"GIT_SEQUENCE_EDITOR": "sed -i s/^pick/edit/"}
    builder.git("rebase", "--quiet", "--interactive", "HEAD~1", variables=todo)


def conflicting(builder):
    """A stash, say, that was taken back with a conflict: nothing tells but the index."""
    builder.branch("side", "HEAD~1")
    builder.commit("Side", {"code.py": "a = 9\n"})
    builder.checkout("main")
    builder.commit("Main", {"code.py": "a = 8\n"})
    builder.git("read-tree", "-m", "--aggressive", "side~1", "main", "side")


@pytest.mark.parametrize(
    ("begin", "what"),
    [
        (merging, "a merge is under way.*git merge --abort"),
        (squashing, "a squashed merge is under way"),
        (reverting, "a revert is under way"),
        (rebasing, "a rebase is under way.*git rebase --continue"),
        (conflicting, "a conflict is under way.*git add"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_nothing_is_recorded_in_the_middle_of_something(tmp_path, begin, what):
    """A commit would be taken for the end of it."""
    builder = planned(tmp_path)
    begin(builder)
    before = everything(builder)
    with pytest.raises(UsageError, match=what):
        record(builder)
    assert everything(builder) == before
    assert desk(builder).trailers(NOTE) == ("Study-Note: 1.1 fixed size",)


def test_records_of_somebody_else_are_refused(tmp_path):
    """They would not count where the config names the learner's addresses."""
    builder = planned(tmp_path)
    builder.commit("Config", {"studytrack.toml": "[learner]\nemails = ['eve@example.org']\n"})
    with pytest.raises(UsageError, match=r"Ada <ada@example.org> would not count"):
        record(builder)


# What is committed


def test_a_commit_has_what_is_staged_and_nothing_else(tmp_path):
    """Of a file that is staged in part, the rest stays in the work tree."""
    builder = planned(tmp_path)
    builder.write({"code.py": "a = 9\nb = 2\nc = 3\n"})
    builder.git("add", "code.py")
    builder.write({"code.py": "a = 9\nb = 2\nc = 9\n", "new.txt": "x"})
    record(builder)
    assert builder.git("show", "HEAD:code.py") == "a = 9\nb = 2\nc = 3"
    assert builder.git("status", "--porcelain") == " M code.py\n?? new.txt"


def test_a_commit_may_be_empty(tmp_path):
    """It has the subject, and the trailer in its last paragraph."""
    builder = planned(tmp_path)
    committed = record(builder)
    assert message(builder) == "Note on 1.1: fixed size\n\nStudy-Note: 1.1 fixed size"
    assert committed.commit == builder.head()
    assert builder.git("diff", "HEAD~1", "--stat") == ""
    assert Study.open(tmp_path).log("1.1")[-1].commit == builder.head()


def test_a_commit_speaks_the_trackers_language(tmp_path):
    """Its subject is Chinese where the tracker is."""
    builder = planned(tmp_path, CHINESE, "跟踪.md")
    committed = record(builder, doing(Verb.DONE, "2.1", text="终于懂了"))
    assert committed.subject == "完成 2.1 隔离级别"
    assert message(builder) == "完成 2.1 隔离级别\n\nStudy-Task: 2.1 done: 终于懂了"


def test_the_user_may_have_further_trailers_and_another_subject(tmp_path):
    """As git commit adds them, whatever its config says of their order."""
    builder = planned(tmp_path)
    for key, value in {"where": "start", "ifexists": "replace", "separators": "=:"}.items():
        builder.git("config", f"trailer.{key}", value)
    extras = Extras(signoff=True, trailers=("Reviewed-by: Eve",))
    assert record(builder, wishes=Wishes("Mine", extras)).kept
    lines = message(builder).splitlines()
    assert lines[:2] == ["Mine", ""]
    assert set(lines[2:]) >= {"Study-Note: 1.1 fixed size", "Signed-off-by: Ada <ada@example.org>"}
    assert Study.open(tmp_path).log("1.1")[-1].value == "fixed size"


@pytest.mark.parametrize(
    "config",
    [
        {"commit.cleanup": "verbatim"},
        {"commit.cleanup": "scissors"},
        {"commit.cleanup": "strip", "core.commentChar": "S"},
        {"commit.cleanup": "strip", "core.commentChar": "N"},
        {"core.commentChar": "auto"},
        {"i18n.commitEncoding": "GBK"},
        {"commit.template": "template.txt"},
        {"commit.verbose": "true", "core.editor": "false"},
        {"core.abbrev": "4", "log.showSignature": "true"},
    ],
    ids=str,
)
def test_no_config_of_git_takes_the_trailer_away(tmp_path, config):
    """Whatever the user's own git makes of messages."""
    builder = planned(tmp_path, CHINESE)
    for key, value in config.items():
        builder.git("config", key, value)
    assert record(builder, Noting("1.1", "页 fixed")).kept
    assert message(builder) == "笔记 1.1：页 fixed\n\nStudy-Note: 1.1 页 fixed"


def test_hooks_see_the_user_and_the_repository(tmp_path, monkeypatch):
    """Their environment is the user's, but for variables that name another repository."""
    builder, other = planned(tmp_path / "one"), planned(tmp_path / "other")
    hook(builder, "pre-commit", 'echo "$MINE $GIT_AUTHOR_NAME" >seen.txt; git add seen.txt')
    monkeypatch.setenv("GIT_DIR", str(other.root / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "nowhere"))
    monkeypatch.setenv("MINE", "mine")
    before = everything(other)
    record(builder)
    assert builder.git("show", "HEAD:seen.txt") == "mine Ada"
    assert everything(other) == before


def test_a_hook_may_rewrite_the_message(tmp_path):
    """What it adds stays, and so does the record."""
    builder = planned(tmp_path)
    hook(builder, "commit-msg", 'echo "Ticket: 7" >>"$1"; echo heard >&2')
    committed = record(builder)
    assert committed.kept
    assert "heard" in committed.said
    assert message(builder).endswith("Study-Note: 1.1 fixed size\nTicket: 7")


def test_a_hook_that_takes_the_record_away_is_told_of(tmp_path):
    """The commit is made, and does not say what it should."""
    builder = planned(tmp_path)
    hook(builder, "commit-msg", 'echo Nothing >"$1"')
    committed = record(builder)
    assert committed.commit == builder.head()
    assert not committed.kept


def test_a_detached_head_is_told_of(tmp_path):
    """No branch has the commit then."""
    builder = planned(tmp_path)
    assert not record(builder).detached
    builder.git("checkout", "--quiet", "--detach")
    assert record(builder).detached


def test_a_linked_work_tree_and_a_submodule_have_commits_of_their_own(tmp_path):
    """The repository that a learner is in is the one that is committed to."""
    inner, outer = planned(tmp_path / "inner"), Builder.init(tmp_path / "outer")
    allowed = ("-c", "protocol.file.allow=always")
    outer.git(*allowed, "submodule", "--quiet", "add", str(inner.root), "study")
    outer.commit("Outer")
    record(Builder(outer.root / "study"))
    assert message(Builder(outer.root / "study")).startswith("Note on 1.1")
    assert message(outer) == "Outer"
    inner.git("worktree", "add", "--quiet", "-b", "side", str(tmp_path / "linked"))
    record(Builder(tmp_path / "linked"))
    assert message(Builder(tmp_path / "linked")).startswith("Note on 1.1")
    assert message(inner) == "Study-Task: 1.2 start 2026-01-03"


# Amending


def test_amending_keeps_message_author_and_date(tmp_path):
    """The last commit gets the trailer, and what is staged."""
    builder = planned(tmp_path)
    builder.commit("读\n\nlong  text\n\nSigned-off-by: A <a@b>\n", author="Eve <eve@example.org>")
    before = builder.git("log", "-1", "--format=%an %ae %ad %P")
    builder.write({"code.py": "a = 9\n"})
    builder.git("add", "code.py")
    assert record(builder, wishes=AMENDED).subject == "读"
    assert builder.git("log", "-1", "--format=%an %ae %ad %P") == before
    assert message(builder) == (
        "读\n\nlong  text\n\nSigned-off-by: A <a@b>\nStudy-Note: 1.1 fixed size"
    )
    assert builder.git("show", "HEAD:code.py") == "a = 9"


def test_amending_a_commit_in_another_encoding(tmp_path):
    """Its message is kept by its letters, not by its bytes."""
    builder = planned(tmp_path)
    builder.git("config", "i18n.commitEncoding", "GBK")
    builder.commit("读缓存\n".encode("gbk"))
    builder.git("config", "--unset", "i18n.commitEncoding")
    record(builder, wishes=AMENDED)
    assert message(builder) == "读缓存\n\nStudy-Note: 1.1 fixed size"


def test_what_others_may_have_is_not_amended(tmp_path):
    """A commit of its own says the same."""
    builder = planned(tmp_path / "here")
    Builder.init(tmp_path / "there", "--bare")
    builder.git("remote", "add", "origin", str(tmp_path / "there"))
    builder.git("push", "--quiet", "--set-upstream", "origin", "main")
    before = everything(builder)
    with pytest.raises(UsageError, match=r"is on origin/main already.*leave out --amend"):
        record(builder, wishes=AMENDED)
    assert everything(builder) == before
    record(builder)
    record(builder, Noting("1.1", "again"), AMENDED)


def test_the_commit_of_the_adoption_is_not_amended(tmp_path):
    """Since would name a commit that is gone."""
    builder = planned(tmp_path)
    builder.write({"studytrack.toml": f'since = "{builder.head()}"\n'})
    with pytest.raises(UsageError, match="the one that since names"):
        record(builder, wishes=AMENDED)


# Voiding


def test_only_what_records_something_is_voided(tmp_path):
    """A commit without records, and one that is taken back, have nothing to be taken back."""
    builder = planned(tmp_path)
    plan, done = builder.git("rev-parse", "HEAD~2"), builder.git("rev-parse", "HEAD~1")
    for rev, why in ((plan, "records nothing"), ("1234567", "names no commit")):
        with pytest.raises(UsageError, match=why):
            desk(builder).voidable(rev)
    assert record(builder, Voiding(desk(builder).voidable("HEAD~1"))).trailers == (
        f"Study-Void: {done[:12]}",
    )
    with pytest.raises(UsageError, match=f"is taken back already, by {builder.head()[:12]}"):
        desk(builder).voidable(done)
    record(builder, Voiding(desk(builder).voidable("HEAD")))
    assert desk(builder).voidable(done) == done[:12]


def test_a_typo_is_voided(tmp_path):
    """It records nothing, and has a problem that a void settles."""
    builder = planned(tmp_path)
    typo = builder.commit("Study-Task: 1.1 doone")
    record(builder, Voiding(desk(builder).voidable(typo[:7])))
    assert "trailer-invalid" not in {one.code for one in Study.open(tmp_path).state().problems}


# Failures


def test_a_hook_that_refuses_changes_nothing(tmp_path):
    """All that it says is passed on, and its last line is the reason."""
    builder = planned(tmp_path)
    builder.write({"code.py": "a = 9\n"})
    builder.git("add", "code.py")
    hook(builder, "pre-commit", "echo 'line 1 is too long'; echo refused >&2; exit 1")
    before = everything(builder)
    with pytest.raises(CommitError, match="everything is as it was: refused") as caught:
        record(builder)
    assert caught.value.said == "line 1 is too long\nrefused"
    assert isinstance(caught.value, HistoryError)
    assert everything(builder) == before
    record(builder, wishes=Wishes(extras=Extras(verify=False)))


@pytest.mark.skipif(shutil.which("gpg") is None, reason="gpg is not installed")
def test_a_key_that_is_not_there_changes_nothing(tmp_path, monkeypatch):
    """Where the user signs all commits, none is made without."""
    builder = planned(tmp_path)
    monkeypatch.setenv("GNUPGHOME", str(tmp_path / "none"))
    builder.git("config", "commit.gpgSign", "true")
    builder.git("config", "user.signingKey", "ABCDEF0123456789")
    before = everything(builder)
    with pytest.raises(CommitError, match="gpg failed to sign"):
        record(builder)
    assert everything(builder) == before


def test_commits_are_signed_as_the_user_signs(tmp_path):
    """By whatever program the config names."""
    builder = planned(tmp_path)
    program = tmp_path / ".git" / "sign"
    program.write_text(
        "#!/bin/sh\ncat >/dev/null\necho '[GNUPG:] SIG_CREATED ' >&2\n"
        "printf -- '-----BEGIN PGP SIGNATURE-----\\nx\\n-----END PGP SIGNATURE-----\\n'\n",
        encoding="utf-8",
    )
    program.chmod(0o755)
    builder.git("config", "gpg.program", str(program))
    builder.git("config", "commit.gpgSign", "true")
    record(builder)
    assert "\ngpgsig -----BEGIN PGP SIGNATURE-----" in builder.git("cat-file", "commit", "HEAD")


def test_nobody_commits_without_a_name(tmp_path, monkeypatch):
    """The remedy says how git gets to know it."""
    builder = planned(tmp_path)
    for role in ("AUTHOR", "COMMITTER"):
        for what in ("NAME", "EMAIL"):
            monkeypatch.delenv(f"GIT_{role}_{what}")
    builder.git("config", "user.useConfigOnly", "true")
    before = everything(builder)
    with pytest.raises(CommitError, match=r"git config --global user\.name"):
        record(builder)
    assert everything(builder) == before


def test_another_git_at_work_is_waited_for(tmp_path):
    """Nothing is done to its lock."""
    builder = planned(tmp_path)
    before = everything(builder)
    lock = tmp_path / ".git" / "index.lock"
    lock.touch()
    with pytest.raises(CommitError, match=r"index\.lock"):
        record(builder)
    assert lock.exists()
    lock.unlink()
    assert everything(builder) == before


# Notes that are begun


START = Doing(Verb.START, ("2.1",))


def test_a_task_is_begun_with_a_note(tmp_path):
    """It is called as those beside it, says what is known, and is committed along."""
    builder = planned(tmp_path)
    builder.commit("Note", {"phase1/1.2_B_trees.md": "# Mine\n"})
    builder.write({"code.py": "a = 9\n", "phase2/other.txt": "x"})
    committed = record(builder, Doing(Verb.START, ("2.1",), on=date(2026, 1, 9)))
    assert committed.notes == ("phase2/2.1_Isolation.md",)
    assert (tmp_path / "phase2/2.1_Isolation.md").read_text() == (
        "# 2.1 Isolation\n\n- Estimate: 5 hours\n- Started: 2026-01-09\n\n## Notes\n"
    )
    assert builder.git("show", "--format=", "--name-only") == "phase2/2.1_Isolation.md"
    assert builder.git("status", "--porcelain") == " M code.py\n?? phase2/other.txt"
    state = Study.open(tmp_path).state()
    assert state.task("2.1").notes == ("phase2/2.1_Isolation.md",)
    assert state.task("2.1").started == date(2026, 1, 9)


def test_the_steps_of_the_plan_become_a_checklist(tmp_path):
    """In the tracker's language; a plan that is not there has no steps."""
    builder = planned(tmp_path, CHINESE, "跟踪.md")
    plan = "## 阶段二：事务\n**任务2.1：隔离级别** (5小时)\n- 读论文\n- 画图\n"
    builder.commit("Config", {"studytrack.toml": 'plan = "task.md"\n', "task.md": plan})
    record(builder, START)
    path = tmp_path / "phase2/2.1-隔离级别.md"
    assert "## 步骤\n\n- [ ] 读论文\n- [ ] 画图\n\n## 笔记\n" in path.read_text(encoding="utf-8")
    (tmp_path / "task.md").unlink()
    record(builder, Doing(Verb.RESET, ("1.2",)))
    record(builder, Doing(Verb.START, ("1.2",)))
    assert "步骤" not in (tmp_path / "phase1/1.2-b树.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("files", "note"),
    [
        ({"phase2/2.1 mine.md": "# Mine\n"}, True),
        ({"phase2/2.1-isolation.md": ""}, True),
        ({"studytrack.toml": "[notes]\ncreate = false\n"}, True),
        ({}, False),
    ],
    ids=["noted", "empty", "config", "option"],
)
def test_no_second_note_is_made(tmp_path, files, note):
    """What is there is never touched, and who wants none has none."""
    builder = planned(tmp_path)
    builder.write(files)
    before = everything(builder)["files"]
    assert record(builder, START, Wishes(note=note)).notes == ()
    assert everything(builder)["files"] == before


def test_learners_bring_their_own_template(tmp_path):
    """A path of the config, with places; what is not there refuses the record."""
    builder = planned(tmp_path)
    template = "---\ntask: {id}\n---\n# {title} ({phase})\n\n## Questions\n"
    config = '[notes]\ntemplate = "forms/note.md"\n'
    builder.commit("Config", {"studytrack.toml": config})
    before = everything(builder)
    with pytest.raises(UsageError, match=r"forms/note\.md: the template of notes does not exist"):
        record(builder, START)
    assert everything(builder) == before
    builder.write({"forms/note.md": template})
    record(builder, START)
    text = (tmp_path / "phase2/2.1-isolation.md").read_text()
    assert text == "---\ntask: 2.1\n---\n# Isolation (2)\n\n## Questions\n"


def test_a_note_that_is_ignored_stays_out_of_the_commit(tmp_path):
    """The learner keeps notes to themselves."""
    builder = planned(tmp_path)
    (tmp_path / ".git/info/exclude").write_text("phase*/\n")
    assert record(builder, START).notes == ("phase2/2.1-isolation.md",)
    assert builder.git("show", "--format=", "--name-only") == ""
    assert (tmp_path / "phase2/2.1-isolation.md").exists()


def test_a_note_outside_a_sparse_checkout_is_committed(tmp_path):
    """Git would not add it by itself."""
    builder = planned(tmp_path)
    builder.git("sparse-checkout", "set", "--cone", "phase1")
    record(builder, START)
    assert builder.git("ls-tree", "-r", "--name-only", "HEAD", "phase2") == (
        "phase2/2.1-isolation.md"
    )


def refusing(builder):
    """A hook that refuses, and leaves something in the index."""
    hook(builder, "pre-commit", "echo x >hooked.txt; git add hooked.txt; rm hooked.txt; exit 1")


def locking(builder):
    """Another git at work."""
    (builder.root / ".git" / "index.lock").touch()


def blocking(builder):
    """A file where the folder should be."""
    builder.write({"phase2": "x"})


@pytest.mark.parametrize("fault", [refusing, locking, blocking], ids=lambda one: one.__name__)
def test_a_failure_leaves_no_note_behind(tmp_path, fault):
    """Neither the file, nor its folder, nor an entry of the index."""
    builder = planned(tmp_path)
    builder.write({"code.py": "a = 9\n"})
    fault(builder)
    before = everything(builder)
    with pytest.raises((CommitError, WriteError)):
        record(builder, START)
    after = everything(builder)
    if fault is refusing:  # what a hook of the learner's does stays, as it does with git
        assert "hooked.txt" in "".join(after.pop("index"))
        assert before.pop("index")
        assert "hooked.txt" in after.pop("status")
        assert before.pop("status")
    assert after == before
    assert not builder.git("ls-files", "phase2")


def test_an_interrupted_hook_leaves_no_note_behind(tmp_path, monkeypatch):
    """Ctrl-C is a failure like others."""
    builder = planned(tmp_path)
    before = everything(builder)

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(committing, "commit", interrupted)
    with pytest.raises(KeyboardInterrupt):
        record(builder, START)
    assert everything(builder) == before


def test_a_commit_made_before_an_interruption_keeps_its_files(tmp_path, monkeypatch):
    """They are a part of it already."""
    builder = planned(tmp_path)
    commit = committing.commit

    def interrupted(*arguments):
        commit(*arguments)
        raise KeyboardInterrupt

    monkeypatch.setattr(committing, "commit", interrupted)
    with pytest.raises(KeyboardInterrupt):
        record(builder, START)
    assert (tmp_path / "phase2/2.1-isolation.md").exists()
    assert builder.git("status", "--porcelain") == ""


@pytest.mark.parametrize("form", ["sha1", "sha256"])
def test_what_was_in_the_index_comes_back(tmp_path, form):
    """A note that was removed and not committed yet is still there to be brought back."""
    builder = Builder.init(tmp_path, f"--object-format={form}")
    path = "phase2/2.1-isolation.md"
    builder.commit("Plan", {"tracker.md": ENGLISH, path: "old\n"})
    builder.write({path: None})
    hook(builder, "pre-commit", "exit 1")
    before = everything(builder)
    with pytest.raises(CommitError):
        record(builder, START)
    assert everything(builder) == before
    assert builder.git("show", f":{path}") == "old"
