"""What the value of a trailer says."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studytrack.records import (
    Done,
    PhaseTime,
    Reopen,
    Reset,
    Skip,
    Source,
    Start,
    Takeaway,
    Time,
)
from studytrack.trailers.message import Trailer
from studytrack.trailers.values import KEYS, read
from studytrack.trailers.vocabulary import Verb, Vocabulary

DAY = date(2026, 2, 1)
THEN = date(2026, 2, 20)
COMMIT = "1234567890abcdef1234567890abcdef12345678"

PHASES = {
    1: ("1-1", "1-2", "1-3"),
    3: ("3.1", "3.2", "3.3", "3.4", "3.10"),
    4: ("4.1", "4"),
    5: ("kv cache", "KV", "缓存", "a: b"),
}
VERBS = {
    Verb.START: ("start", "started", "in progress"),
    Verb.DONE: ("done", "finish", "完成", "已完成", "🟢", "🟢 已完成", "✔"),
    Verb.SKIP: ("skip", "跳过"),
    Verb.REOPEN: ("reopen", "重开"),
    Verb.RESET: ("reset", "重置"),
}
WORDS = Vocabulary(
    tasks={task: phase for phase, tasks in PHASES.items() for task in tasks},
    phases=frozenset({*PHASES, 12}),
    verbs={word: verb for verb, words in VERBS.items() for word in words},
    phase_words=("phase", "阶段"),
    hour_units=("h", "hour", "hours", "小时"),
    minute_units=("m", "min", "分钟"),
)


def outcome(value: str, key: str = "Study-Task"):
    return read(Trailer(key, value), WORDS, Source(COMMIT), DAY)


def source(value: str, key: str = "Study-Task") -> Source:
    return Source(COMMIT, text=f"{key}: {value}")


def done(*tasks: str, on: date = DAY):
    """A constructor of what finishing these tasks gives, for a given source."""
    return lambda where: tuple(Done(task, where, on) for task in tasks)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("3.4 done", done("3.4")),
        ("3.10 done", done("3.10")),
        ("3.4 DONE", done("3.4")),
        ("3.4\tdone", done("3.4")),
        ("3.4完成", done("3.4")),
        ("3.4 🟢", done("3.4")),
        ("3.4 🟢 已完成", done("3.4")),
        ("3.4 ✔\ufe0f", done("3.4")),
        ("KV Cache finish", done("kv cache")),
        ("kv done", done("KV")),
        ("缓存完成", done("缓存")),
        ("a: b done", done("a: b")),
        ("3.1, 3.2 done", done("3.1", "3.2")),
        ("3.1，3.2、3.3 完成", done("3.1", "3.2", "3.3")),
        ("3.1,3.1 done", done("3.1")),
        ("3.1-3.3 done", done("3.1", "3.2", "3.3")),
        ("3.1～3.3完成", done("3.1", "3.2", "3.3")),
        ("3.3-3.10 done", done("3.3", "3.4", "3.10")),
        ("1-1 done", done("1-1")),
        ("1-1-1-3 done", done("1-1", "1-2", "1-3")),
        ("1-1 - 1-2, 4 done", done("1-1", "1-2", "4")),
        ("3.1-3.2 done 2026-02-20", done("3.1", "3.2", on=THEN)),
        ("3.4完成2026-02-20", done("3.4", on=THEN)),
        ("3.4 done:", done("3.4")),
        ("3.4 in progress", lambda where: (Start("3.4", where, DAY),)),
        (
            "3.4 started 2026-02-20: the tree",
            lambda where: (Start("3.4", where, THEN), Takeaway("3.4", where, THEN, "the tree")),
        ),
        ("3.4 skip: no GPU", lambda where: (Skip("3.4", where, DAY, "no GPU"),)),
        ("3.4跳过：没有", lambda where: (Skip("3.4", where, DAY, "没有"),)),
        ("3.4 reopen: wrong", lambda where: (Reopen("3.4", where, DAY, "wrong"),)),
        ("3.4 重开", lambda where: (Reopen("3.4", where, DAY),)),
        ("3.4 reset: oops", lambda where: (Reset("3.4", where, DAY, "oops"),)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_task_values_give_records(value, expected):
    """Ids, verbs, dates and texts are read as the grammar of Study-Task says."""
    assert outcome(value) == (expected(source(value)), ())


@pytest.mark.parametrize(
    ("written", "minutes"),
    [
        *(("2h", 120), ("2.5h", 150), ("2h30m", 150), ("90m", 90), ("2小时", 120), ("0.33h", 20)),
        *(("2小时30分钟", 150), ("2 h 30 min", 150), ("1 hour", 60), ("2H", 120), ("1h90m", 150)),
        ("10000h", 600_000),
    ],
)
@pytest.mark.parametrize("form", ["{} 2026-02-20", "2026-02-20 {}", "，{}，2026-02-20：x", "{}"])
def test_durations_are_read_in_either_order(written, minutes, form):
    """A duration stands before or after a date, in the tracker's words."""
    records, findings = outcome("3.4 完成 " + form.format(written))
    (time,) = (record for record in records if isinstance(record, Time))
    assert time.spent == timedelta(minutes=minutes)
    assert time.on == (THEN if "2026" in form else DAY)
    assert not findings


def test_one_trailer_gives_several_records_of_one_source():
    """Finishing, time and takeaway share their source."""
    value = "3.4 done 2h30m: the radix tree: it clicks"
    where = source(value)
    assert outcome(value).records == (
        Done("3.4", where, DAY),
        Time("3.4", where, DAY, timedelta(hours=2, minutes=30)),
        Takeaway("3.4", where, DAY, "the radix tree: it clicks"),
    )


@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [
        ("Study-Task", "", "empty"),
        ("Study-Task", "done", "ids"),
        ("Study-Task", "3.1, done", "ids"),
        ("Study-Task", "phase 3 done", "ids"),
        ("Study-Task", "nothing at all", "ids"),
        ("Study-Task", "3.4", "verb"),
        ("Study-Task", "3.4 frobnicate", "verb"),
        ("Study-Task", "3.4 not done", "verb"),
        ("Study-Task", "3.1 3.2 done", "verb"),
        ("Study-Task", "3.4 done2h", "verb"),
        ("Study-Task", "3.3-3.1 done", "range"),
        ("Study-Task", "3.1-4.1 done", "range"),
        ("Study-Task", "3.1, 3.2 done 2h", "duration-many"),
        ("Study-Task", "3.1-3.2 done 2h", "duration-many"),
        ("Study-Task", "3.4, 9.9 done 2h", "duration-many"),
        ("Study-Task", "3.4 done 0h", "duration"),
        ("Study-Task", "3.4 done 10001h", "duration"),
        ("Study-Task", "3.4 done 2", "duration"),
        ("Study-Task", "3.4 done 1h 2h", "duration"),
        ("Study-Task", "3.4 done ２h", "rest"),
        ("Study-Task", "3.4 done -2h", "rest"),
        ("Study-Task", "3.4 done well", "rest"),
        ("Study-Task", "3.4 done 2026-02-30", "date"),
        ("Study-Task", "3.4 done 2026-2-3", "date"),
        ("Study-Task", "3.4 done 2026/02/03", "date"),
        ("Study-Task", "3.4\u200b done", "characters"),
        ("Study-Task", "\u202e3.4 done", "characters"),
        ("Study-Task", "3.1-3.2," * 600 + "4 done", "many"),
        ("Study-Time", "3.4", "duration"),
        ("Study-Time", "3.4 0m", "duration"),
        ("Study-Time", "3.4 1h: read", "time-text"),
        ("Study-Time", "3.1, 3.2 1h", "duration-many"),
        ("Study-Note", "3.4", "text"),
        ("Study-Note", "3.4, 3.1 both", "ids"),
        ("Study-Void", "abcdef", "void"),
        ("Study-Void", "HEAD~1", "void"),
        ("Study-Guess", "3.4", "key"),
        ("Study-", "3.4", "key"),
    ],
)
def test_what_does_not_parse_is_a_finding_with_a_reason(key, value, reason):
    """No record is guessed from a value that is not in the grammar."""
    records, (finding,) = outcome(value, key)
    assert records == ()
    assert (finding.code, finding.values["reason"]) == ("trailer-invalid", reason)
    assert finding.commit == COMMIT
    assert finding.values["value"].startswith(key)


@pytest.mark.parametrize(
    ("key", "value", "unknown"),
    [
        ("Study-Task", "9.9 done", "9.9"),
        ("Study-Task", "9.9完成", "9.9"),
        ("Study-Task", "3.40 done", "3.40"),
        ("Study-Task", "3.4.1 done", "3.4.1"),
        ("Study-Task", "page cashe done 2h: text", "page cashe"),
        ("Study-Task", "3.1-9.9 done", "9.9"),
        ("Study-Task", "9.9 skip", "9.9"),
        ("Study-Time", "9.9 1h", "9.9"),
        ("Study-Time", "phase 9 1h", "phase 9"),
        ("Study-Time", "9 1h", "9"),
        ("Study-Note", "9.9 text", "9.9"),
    ],
)
def test_an_unknown_id_is_named(key, value, unknown):
    """What no task is called is told apart from what does not parse."""
    records, (finding,) = outcome(value, key)
    assert records == ()
    assert (finding.code, finding.values["id"]) == ("task-unknown", unknown)


def test_known_ids_beside_an_unknown_one_count():
    """A task that was renumbered since takes nothing from the others; near ids are given."""
    value = "3.4, 3.40 done"
    records, (finding,) = outcome(value)
    assert records == (Done("3.4", source(value), DAY),)
    assert finding.values["near"].split(", ")[0] == "3.4"


def test_skipping_needs_a_reason():
    """Each task skipped without a reason is a finding of its own, and no record."""
    records, findings = outcome("3.1, 3.2 skip:")
    assert records == ()
    assert [(f.code, f.task) for f in findings] == [
        ("skip-without-reason", "3.1"),
        ("skip-without-reason", "3.2"),
    ]


@pytest.mark.parametrize(
    ("value", "whom"),
    [
        *(("3.4 1h", "3.4"), ("4 1h", "4"), ("3 1h", 3), ("phase 4 1h", 4), ("Phase4 1h", 4)),
        *(("阶段3 1小时", 3), ("阶段三 1h", 3), ("第三阶段 1h", 3), ("阶段十二 1h", 12)),
    ],
)
def test_time_goes_to_a_task_or_a_phase(value, whom):
    """A task beats a phase, and a phase word names a phase for certain."""
    ((record,), findings) = outcome(value, "Study-Time")
    assert isinstance(record, PhaseTime if isinstance(whom, int) else Time)
    assert (record.phase if isinstance(record, PhaseTime) else record.task) == whom
    assert (record.spent, findings) == (timedelta(hours=1), ())


@pytest.mark.parametrize("value", ["3.4 LRU walks, leaves", "3.4: LRU walks, leaves"])
def test_a_note_is_a_takeaway(value):
    """Study-Note gives a takeaway and nothing else."""
    where = source(value, "Study-Note")
    assert outcome(value, "study-note".title()).records == (
        Takeaway("3.4", where, DAY, "LRU walks, leaves"),
    )


def test_a_good_void_gives_no_record():
    """What a void takes back is for the fold to say."""
    assert outcome("1a2b3c4", "Study-Void") == ((), ())


def test_without_a_day_records_have_none():
    """An author date that cannot be read gives a record without a day."""
    trailer = Trailer("Study-Task", "3.4 done")
    assert read(trailer, WORDS, Source(COMMIT), None).records[0].on is None


@given(st.sampled_from(sorted(KEYS)), st.text(max_size=60))
def test_no_value_raises(key, value):
    """Any text is read or reported."""
    records, findings = outcome(value, key)
    assert records or findings or key == "study-void"


ODDS = st.sampled_from(
    [*WORDS.tasks, *WORDS.verbs, *"-,:，：、～ ", "2h", "2026-02-20", "9.9", "x"]
)


@given(st.lists(ODDS, max_size=10).map(" ".join) | st.lists(ODDS, max_size=10).map("".join))
def test_records_name_known_tasks_only(value):
    """Whatever is read, it is about tasks of the tracker."""
    records, findings = outcome(value)
    assert records or findings
    assert {record.task for record in records} <= set(WORDS.tasks)


def test_ids_that_differ_by_case_alone_need_their_case():
    """Case is forgiven only where it leaves no doubt."""
    words = Vocabulary({"a1": 1, "A1": 1, "b1": 1})
    named = [words.task(text) for text in ("a1", "A1", "B1")]
    assert named == ["a1", "A1", "b1"]
    assert Vocabulary({"ab": 1, "AB": 1}).task("Ab") is None


@pytest.mark.parametrize(("tracker", "message"), [("cafe\u0301", "café"), ("café", "cafe\u0301")])
def test_ids_are_compared_in_one_normal_form(tracker, message):
    """A record names the task as the tracker writes it, however the message composes it."""
    words = Vocabulary({tracker: 1})
    (record,) = read(Trailer("Study-Task", f"{message} done"), words, Source(None), DAY).records
    assert record.task == tracker


TITLES = ("Read about the KV cache", "Read the finish line", "缓存的淘汰", "Draw the tree: twice")
TITLED = Vocabulary(
    tasks=dict.fromkeys(TITLES, 1),
    verbs=WORDS.verbs,
    titles={title: title for title in TITLES},
)


@pytest.mark.parametrize(
    ("key", "value", "task"),
    [
        ("Study-Task", "kv cache done", TITLES[0]),
        ("Study-Task", "the KV cache finish 2h", TITLES[0]),
        ("Study-Task", "finish line done", TITLES[1]),
        ("Study-Task", "淘汰完成", TITLES[2]),
        ("Study-Task", "Draw the tree: twice done", TITLES[3]),
        ("Study-Task", "kv cache, finish line done", TITLES[0]),
        ("Study-Time", "kv cache 1h30m", TITLES[0]),
        ("Study-Note", "kv cache: leaves only", TITLES[0]),
    ],
)
def test_words_of_one_title_name_its_task(key, value, task):
    """A task without an id goes by words of its title, if no other title has them."""
    found = read(Trailer(key, value), TITLED, Source(COMMIT), DAY)
    assert [record.task for record in found.records][:1] == [task]
    assert found.findings == ()


NUMBERED = Vocabulary(
    tasks={"1.1": 1, "1.2": 1, "2.1": 2, "2.2": 2},
    verbs=WORDS.verbs,
    titles={"1.1": "KV cache", "1.2": "Quiz", "2.1": "Quiz", "2.2": "KV cache 9.1"},
    named=lambda: {
        "KV cache": "1.1",
        "A / Quiz": "1.2",
        "B / Quiz": "2.1",
        "KV cache 9.1": "2.2",
    },
)


@pytest.mark.parametrize(
    ("value", "task"),
    [
        pytest.param("kv cache done", "1.1", id="a whole title"),
        pytest.param("KV cache 9.1 done", "2.2", id="a longer one"),
        pytest.param("B / Quiz done", "2.1", id="with its phase"),
        pytest.param("1.2 done", "1.2", id="an id"),
        pytest.param("9.1 done", None, id="what may be an id"),
        pytest.param("quiz done", None, id="several"),
    ],
)
def test_a_task_with_an_id_may_go_by_its_title(value, task):
    """What named a task before it had an id still does; a mistyped id names none."""
    found = read(Trailer("Study-Task", value), NUMBERED, Source(COMMIT), DAY)
    assert [record.task for record in found.records] == [task] * bool(task)
    assert bool(found.findings) == (task is None)
    name = value.removesuffix(" done")
    assert NUMBERED.task(name) == task


@pytest.mark.parametrize(
    ("value", "reason", "near"),
    [
        ("read done", "several", f"{TITLES[0]}, {TITLES[1]}"),
        ("cach done", "unknown", ""),
        ("trees done", "unknown", ""),
    ],
)
def test_words_of_no_title_or_several_are_reported(value, reason, near):
    """Parts of words name nothing, and what several titles have names none of them."""
    found = read(Trailer("Study-Task", value), TITLED, Source(COMMIT), DAY)
    assert found.records == ()
    ((values,),) = ([one.values for one in found.findings],)
    assert (values["reason"], values["near"]) == (reason, near)
