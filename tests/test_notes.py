"""What a note says of its task."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studytrack.locales import load
from studytrack.notes.front_matter import LARGEST, front_matter
from studytrack.notes.listing import MOST_TEXTS, texts
from studytrack.notes.reading import Origin, Origins, read_note, task_of
from studytrack.records import (
    Done,
    NoteFile,
    NoteStarted,
    Reset,
    Skip,
    Source,
    Start,
    Takeaway,
    Time,
)
from studytrack.trailers.vocabulary import Verb, Vocabulary

PATH = "plans/phase3/3.4-kv-cache.md"
WORDS = Vocabulary(
    tasks={"3.1": 3, "3.4": 3, "3.10": 3, "1-1": 1, "KV cache": 5, "é": 5},
    phases=frozenset({1, 3, 5}),
    verbs={**{verb.value: verb for verb in Verb}, "🟢 已完成": Verb.DONE, "进行中": Verb.START},
    hour_units=("h", "小时"),
    minute_units=("m", "分钟"),
)
ADDED, LATER = date(2026, 2, 1), date(2026, 2, 5)
STARTED, FINISHED = date(2026, 1, 10), date(2026, 1, 20)
FIRST, SECOND = Source("a" * 40, author="Ada <a@b>"), Source("b" * 40, author="Bob <b@b>")
ORIGINS = Origins(
    Origin(FIRST, ADDED), {key: Origin(SECOND, LATER) for key in ("status", "time", "summary")}
)


def yaml(*lines: str) -> bytes:
    return "\n".join(["---", *lines, "---", "# Notes", ""]).encode()


def reading(data: bytes, task: str | None = "3.4", origins: Origins = ORIGINS):
    return read_note(front_matter(data), task, PATH, origins, WORDS)


def where(source: Source, text: str) -> Source:
    return Source(source.commit, PATH, source.author, source.authored, text)


NOTE = NoteFile("3.4", where(FIRST, PATH), ADDED)
UNDATED = NoteFile("3.4", where(FIRST, PATH), None)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"# Notes\n",
        b"---\nno end\n",
        b"---\nNote: a rule stands above this.\n",
        b"---\ntimes: three\n",
        b"---\nWords.\ntask: 3.4\n",
        b"---\n---\n",
        b"---\n# a comment\n---\n",
        b"---\nWords between two rules.\n---\n",
        b"---\n- a list\n---\n",
        b"\n---\ntask: 3.4\n---\n",
        b"text\n---\ntask: 3.4\n---\n",
        b"----\ntask: 3.4\n----\n",
        b"+++\nno end\n",
        b"\xff\xfe-\x00-\x00-\x00\n\x00",
    ],
    ids=repr,
)
def test_a_file_without_front_matter_says_nothing(data):
    """Rules and text at a file's head are no front matter."""
    found = front_matter(data)
    assert (dict(found.values), dict(found.lists), found.findings) == ({}, {}, ())


@pytest.mark.parametrize(
    ("data", "values"),
    [
        (b"---\ntask: 3.10\nx: 010\ny: yes\nz: 2026-02-20\n---\n", ["3.10", "010", "yes"]),
        (
            b"---\ntask: '3.10'\nx: \"010\"\ny: yes # no\nz: 2026-02-20\n...\n",
            ["3.10", "010", "yes"],
        ),
        (
            b"---\r\ntask: 3.10\r\nx: 010\r\ny: yes\r\nz: 2026-02-20\r\n---\r\n",
            ["3.10", "010", "yes"],
        ),
        (b"---\rtask: 3.10\rx: 010\ry: yes\rz: 2026-02-20\r---\r", ["3.10", "010", "yes"]),
        (
            b"\xef\xbb\xbf---\ntask: 3.10\nx: 010\ny: yes\nz: 2026-02-20\n---",
            ["3.10", "010", "yes"],
        ),
        (b"+++\ntask = 3.10\nx = 10\ny = true\nz = 2026-02-20\n+++\n", ["3.10", "10", "true"]),
        (b"\xef\xbb\xbf+++\r\ntask = '3.10'\r\nx = 10\r\ny = true\r\nz = 2026-02-20\r\n+++", None),
    ],
    ids=["yaml", "quoted", "crlf", "cr", "bom", "toml", "toml-bom-crlf"],
)
def test_values_stay_as_they_are_written(data, values):
    """An id such as 3.10 is text, whatever the format would make of it."""
    expected = [*(values or ["3.10", "10", "true"]), "2026-02-20"]
    assert list(front_matter(data).values.values()) == expected


@pytest.mark.parametrize("value", ["", "~", "null"])
def test_a_key_left_empty_says_nothing(value):
    """A template's keys count once they are filled in; a quoted null is a word."""
    assert not front_matter(yaml(f"task: {value}")).values
    assert front_matter(yaml("task: 'null'")).values == {"task": "null"}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"---\na: &x 1\n---\n", "plain"),
        (b"---\na: &x [1]\nb: *x\n---\n", "plain"),
        (b"---\na: !!python/object/apply:os.system [x]\n---\n", "plain"),
        (b"---\na: !!str 3\n---\n", "plain"),
        (b"---\na: 1\na: 2\n---\n", "duplicate"),
        (b"---\na: b: c\n---\n", "syntax"),
        (b"---\na: \x00\n---\n", "syntax"),
        (b"---\n[a]: b\n---\n", "key"),
        (b"---\na: " + b"[" * 30000 + b"\n---\n", "depth"),
        (b"---\na: \xff\n---\n", "encoding"),
        (b"---\na: " + b"x" * LARGEST + b"\n---\n", "size"),
        (b"---\ntask: 3.4\nstatus: done\n# Notes\n", "open"),
        (b"\xef\xbb\xbf---\r\n\r\nstarted: 2026-02-20\r\n", "open"),
        (b"+++\ntime = '2h'\n---\n", "open"),
        (b"+++\na = 1\na = 2\n+++\n", "syntax"),
        (b"+++\na = \n+++\n", "syntax"),
        (b"+++\na = " + b"[" * 30000 + b"]" * 30000 + b"\n+++\n", "depth"),
        (b"+++\n" + b"a." * 30000 + b"a = 1\n+++\n", "depth"),
        (b"+++\na = " + b"9" * 60000 + b"\n+++\n", "size"),
    ],
    ids=lambda value: repr(value[:30]) if isinstance(value, bytes) else value,
)
def test_hostile_front_matter_is_refused_by_name(data, reason):
    """What expands, runs, nests or repeats is not read, and the reason is told."""
    found = front_matter(data)
    assert not found.values
    assert [(f.code, f.values["reason"]) for f in found.findings] == [
        ("front-matter-invalid", reason)
    ]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"# Notes\n", ()),
        (b"---\nsources:\n---\n", ()),
        (b"---\nsources: []\n---\n", ()),
        (b"---\nsources: a.py\n---\n", ("a.py",)),
        (b"---\nsources: [a.py, 3.10, '', ~]\n---\n", ("a.py", "3.10")),
        (
            b"---\nsources:\n  - a b.py # one\n  - |\n    c\n    d\ntask: 3.4\n---\n",
            ("a b.py", "c d"),
        ),
        (b"+++\nsources = ['a.py', 3.10, 2026-02-20]\n+++\n", ("a.py", "3.10", "2026-02-20")),
        (b"+++\nsources = 'a.py'\n+++\n", ("a.py",)),
    ],
    ids=lambda value: repr(value)[:40] if isinstance(value, bytes) else "",
)
def test_a_key_lists_texts(data, expected):
    """One text is a list of one; nothing is read otherwise than it is written."""
    assert texts(front_matter(data), "sources") == (expected, ())


@pytest.mark.parametrize(
    ("data", "expected", "reason"),
    [
        (b"---\nsources: {a: b}\n---\n", (), "texts"),
        (b"---\nsources: [a, [b]]\n---\n", (), "texts"),
        (b"---\nsources: [a, b: c]\n---\n", (), "texts"),
        (b"+++\nsources = ['a', ['b']]\n+++\n", (), "texts"),
        (b"+++\n[sources]\na = 1\n+++\n", (), "texts"),
        (b'---\nsources: [a, "b\\e[31m"]\n---\n', ("a",), "characters"),
        (b"---\nsources: [" + b"a, " * 101 + b"]\n---\n", ("a",) * MOST_TEXTS, "texts-many"),
    ],
    ids=lambda value: repr(value)[:40] if isinstance(value, bytes) else "",
)
def test_what_is_no_list_of_texts_is_named(data, expected, reason):
    """Whatever lists anything else says so, and the texts beside it count."""
    found, findings = texts(front_matter(data), "sources")
    assert found == expected
    assert [one.values["reason"] for one in findings] == [reason]


@given(st.binary(max_size=100), st.sampled_from([b"---\n", b"+++\n", b"\xef\xbb\xbf---\r\n"]))
def test_no_front_matter_raises(data, fence):
    """Whatever bytes a note holds, they are read or reported."""
    found = front_matter(fence + data + b"\n" + fence)
    reading_of = read_note(found, "3.4", PATH, ORIGINS, WORDS)
    assert all(finding.path == PATH for finding in reading_of.findings)


@pytest.mark.parametrize(
    ("name", "task"),
    [
        ("3.4-kv-cache.md", "3.4"),
        ("3.4.md", "3.4"),
        ("3.4 kv cache.md", "3.4"),
        ("plans/phase3/3.4_kv.MD", "3.4"),
        ("3.4缓存.md", "3.4"),
        ("3.10.md", "3.10"),
        ("3.1.markdown", "3.1"),
        ("1-1-intro.md", "1-1"),
        ("KV cache.md", "KV cache"),
        ("e\u0301-x.md", "é"),
        *((name, None) for name in ("README.md", "readme.zh.md", "notes.md", "3.4.txt", "3.4")),
        *((name, None) for name in ("3.4x.md", "3.40.md", "3.4.1-x.md", "x3.4.md", ".md", "")),
        *((name, None) for name in ("1-12.md", "3.4/notes.md", "3.4.md.bak", "03.4.md")),
    ],
)
def test_a_note_begins_with_its_task(name, task):
    """The longest id counts, and it ends where a word ends."""
    assert task_of(name, WORDS.tasks) == task


def test_a_note_names_a_decomposed_id_of_the_tracker():
    """Names are compared in one normal form, and the tracker's own is given back."""
    assert task_of("é.md", {"e\u0301"}) == "e\u0301"


@pytest.mark.parametrize(
    ("lines", "records"),
    [
        ([], [NOTE]),
        (["title: x", "aliases: [a]", "tags: {a: b}"], [NOTE]),
        (["status: done"], [NOTE, Done("3.4", where(SECOND, "status: done"), LATER)]),
        (["status: 🟢 已完成"], [NOTE, Done("3.4", where(SECOND, "status: 🟢 已完成"), LATER)]),
        (
            ["status: In-Progress"],
            [NOTE, Start("3.4", where(SECOND, "status: In-Progress"), LATER)],
        ),
        (["status: 进行中"], [NOTE, Start("3.4", where(SECOND, "status: 进行中"), LATER)]),
        (
            ["status: not-started"],
            [NOTE, Reset("3.4", where(SECOND, "status: not-started"), LATER)],
        ),
        (
            ["status: skipped", "summary: no GPU"],
            [NOTE, Skip("3.4", where(SECOND, "status: skipped"), LATER, "no GPU")],
        ),
        (
            ["status: done", "finished: 2026-01-20"],
            [NOTE, Done("3.4", where(SECOND, "status: done"), FINISHED)],
        ),
        (
            ["finished: 2026-01-20T10:00:00+08:00"],
            [NOTE, Done("3.4", where(FIRST, "finished: 2026-01-20T10:00:00+08:00"), FINISHED)],
        ),
        (
            ["status: in-progress", "started: 2026-01-10"],
            [
                UNDATED,
                NoteStarted("3.4", where(FIRST, "started: 2026-01-10"), STARTED),
                Start("3.4", where(SECOND, "status: in-progress"), STARTED),
            ],
        ),
        (
            ["time: 1h30m"],
            [NOTE, Time("3.4", where(SECOND, "time: 1h30m"), LATER, timedelta(hours=1.5))],
        ),
        (
            ["started: 2026-01-10", "time: 2小时"],
            [
                UNDATED,
                NoteStarted("3.4", where(FIRST, "started: 2026-01-10"), STARTED),
                Time("3.4", where(SECOND, "time: 2小时"), None, timedelta(hours=2)),
            ],
        ),
        (
            ["summary: |", "  two", "  lines"],
            [NOTE, Takeaway("3.4", where(SECOND, "summary: two lines"), LATER, "two lines")],
        ),
    ],
    ids=lambda value: " ".join(value) if value and isinstance(value[0], str) else "",
)
def test_each_key_is_a_record_of_its_commit(lines, records):
    """A key counts with the commit that gave it its value; explicit dates win."""
    assert reading(yaml(*lines)) == ("3.4", tuple(records), ())


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("status: perhaps", "status"),
        ("status: [done]", "type"),
        ("started: 2026-02-30", "date"),
        ("started: yesterday", "date"),
        ("finished: 20.2.2026", "date"),
        ("time: 2", "duration"),
        ("time: 0h", "duration"),
        ("time: 20000h", "duration"),
        ('summary: "a\\u0007b"', "characters"),
    ],
)
def test_a_bad_value_is_a_finding_and_no_record(line, reason):
    """The key, its value and the reason are told; nothing is guessed."""
    task, records, (finding,) = reading(yaml(line))
    assert (task, records) == ("3.4", (NOTE,))
    assert (finding.code, finding.path, finding.task) == ("front-matter-invalid", PATH, "3.4")
    assert finding.values["given"].startswith(line.partition(":")[0])
    assert finding.values["reason"] == reason
    assert finding.commit in {FIRST.commit, SECOND.commit}


@pytest.mark.parametrize(
    "lines",
    [
        ["status: in-progress", "finished: 2026-01-20"],
        ["status: not-started", "started: 2026-01-10"],
    ],
    ids=["finished", "started"],
)
def test_dates_that_the_status_denies_are_reported(lines):
    """The status stands, and the date that contradicts it is named."""
    _, records, (finding,) = reading(yaml(*lines))
    assert finding.values["reason"] == "contradiction"
    assert not [record for record in records if isinstance(record, Done | NoteStarted)]


def test_skipping_in_a_note_needs_a_summary():
    """The reason of a skip is the note's summary."""
    _, records, (finding,) = reading(yaml("status: skipped"))
    assert records == (NOTE,)
    assert (finding.code, finding.task, finding.path) == ("skip-without-reason", "3.4", PATH)


def test_a_note_may_name_its_task():
    """The front matter's task wins over the file's name, and must be one."""
    assert reading(yaml("task: 3.10")).records[0].task == "3.10"
    assert reading(yaml("task: kv CACHE"), None).task == "KV cache"
    task, records, (finding,) = reading(yaml("task: 3.44", "status: done"))
    assert (task, records) == (None, ())
    assert (finding.code, finding.values["id"]) == ("task-unknown", "3.44")
    assert "correct the note" in load("en").message(finding)


@pytest.mark.parametrize(
    ("data", "begins"),
    [
        (yaml("status: maybe"), "front matter (status: maybe): that is no status;"),
        (yaml("status: [done]"), "front matter (status): only plain values count here;"),
        (yaml("a: 1", "a: 2"), "front matter (a): the key stands twice;"),
        (yaml("a: b: c"), "front matter (mapping values are not allowed here): it cannot be read"),
        (yaml("a: " + "x" * LARGEST), "front matter: it is too large to be read;"),
    ],
    ids=["key-and-value", "list", "key", "library", "nothing"],
)
def test_what_is_wrong_is_said_in_a_sentence(data, begins):
    """The message has a key or a value where there is one, and reads well where there is none."""
    (finding,) = reading(data).findings
    assert load("en").message(finding).startswith(begins)


def test_a_note_without_a_task_gives_nothing():
    """A file that no task claims has no records."""
    assert reading(yaml("status: done"), None) == (None, (), ())


def test_an_uncommitted_note_gives_status_and_no_date():
    """Without a commit there is no day, unless the note tells it."""
    origins = Origins(Origin(Source(None), None))
    records = reading(yaml("status: done"), origins=origins).records
    assert [record.on for record in records] == [None, None]
    assert {record.source.commit for record in records} == {None}
