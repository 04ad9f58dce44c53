"""Where a trailer counts in a commit's message."""

import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studytrack.trailers.encoding import codec_of
from studytrack.trailers.message import (
    LARGEST_MESSAGE,
    LONGEST_VALUE,
    MOST_TRAILERS,
    Revert,
    Suspect,
    parts,
)

ID = "1234567890abcdef1234567890abcdef12345678"
OTHER = "fedcba0987654321fedcba0987654321fedcba09"


def texts(message: str | bytes, encoding: str | None = None) -> list[str]:
    """The trailers that count, oldest first."""
    data = message if isinstance(message, bytes) else message.encode()
    return [trailer.text for part in parts(data, encoding) for trailer in part.trailers]


def suspects(message: str) -> list[tuple[str, int]]:
    return [tuple(suspect) for part in parts(message.encode()) for suspect in part.suspects]


def git(*arguments: str, cwd: Path, stdin: bytes = b"") -> bytes:
    run = subprocess.run(
        ["git", "-C", str(cwd), *arguments],
        input=stdin,
        capture_output=True,
        check=True,
        env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"},
    )
    return run.stdout


@pytest.mark.parametrize(
    "message",
    [
        pytest.param("", id="empty"),
        pytest.param("\n\n", id="blank"),
        pytest.param("Read about caches\n\nSigned-off-by: Ada <ada@example.org>\n", id="others"),
        pytest.param("Tell how Study-Task: 3.4 done works\n", id="within-the-subject"),
        pytest.param("Notes\n\nWrite Study-Task: 3.4 done below.\n", id="within-a-sentence"),
        pytest.param("Notes\n\nFor example\nStudy-Task: 3.4 done\n", id="under-a-sentence"),
        pytest.param("Notes\n\n    Study-Task: 3.4 done\n", id="indented"),
        pytest.param("Notes\n\n> Study-Task: 3.4 done\n", id="quoted"),
        pytest.param("Notes\n\nFoo: a\n Study-Task: 3.4 done\n", id="folded-into-another"),
        pytest.param("Notes\n\n# Study-Task: 3.4 done\n", id="comment"),
        pytest.param("Notes\n\n```\nStudy-Task: 3.4 done\n```\n", id="fence"),
        pytest.param(
            "Notes\n\n```\n\nStudy-Task: 3.4 done\n\n```\n\nEnd\n", id="fence-with-blanks"
        ),
        pytest.param("Notes\n\n~~~ text\n\n* Study-Task: 3.4 done\n\n~~~\n", id="fenced-bullet"),
        pytest.param("A\n\n```\n\nStudy-Task: 3.4 done\n\nEnd\n", id="fence-left-open"),
        pytest.param("A\n\n````\n```\n\nStudy-Task: 3.4 done\n\n````\n", id="fence-in-a-fence"),
        pytest.param('Revert "Study-Task: 3.4 done"\n', id="subject-of-a-revert"),
        pytest.param("fixup! Study-Task: 3.4 done\n", id="fixup"),
        pytest.param("A\n\n```\nStudy-Task: 1\n```\nSigned-off-by: A\n", id="fence-and-sign-off"),
    ],
)
def test_what_merely_mentions_a_trailer_counts_for_nothing(message):
    """No trailer is read where a message only speaks of one."""
    assert texts(message) == []


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        pytest.param("Read\n\nStudy-Task: 3.4 done\n", ["Study-Task: 3.4 done"], id="last"),
        pytest.param("Study-Task: 3.4 done", ["Study-Task: 3.4 done"], id="subject"),
        pytest.param("Study-Task: 3.4 done (#12)\n", ["Study-Task: 3.4 done"], id="pull-request"),
        pytest.param("A\n\nStudy-Note: 3.4 x (#12)\n", ["Study-Note: 3.4 x (#12)"], id="not-title"),
        pytest.param("A\n\nStudy-Time: 1 1h\n\nMore.\n", ["Study-Time: 1 1h"], id="middle"),
        pytest.param("A\n\nsTUDY-tASK: 1 done\n", ["sTUDY-tASK: 1 done"], id="case"),
        pytest.param("A\n\nStudy-Task ： 1 完成\n", ["Study-Task: 1 完成"], id="full-width"),
        pytest.param("A\n\nStudy-Task : 1 done\n", ["Study-Task: 1 done"], id="blank-before"),
        pytest.param("A\n\nStudy-Task: 1\n  done\n", ["Study-Task: 1 done"], id="folded"),
        pytest.param("A\r\n\r\nStudy-Task: 1\r\n  done\r\n", ["Study-Task: 1 done"], id="crlf"),
        pytest.param("A\r\rStudy-Task: 1 done\r", ["Study-Task: 1 done"], id="cr-only"),
        pytest.param("A\n\nStudy-Task:\n", ["Study-Task: "], id="empty-value"),
        pytest.param("A\n\nStudy-Guess: x\n", ["Study-Guess: x"], id="unknown-key"),
        pytest.param(
            "A\n\nsome prose\nStudy-Task: 1 done\nSigned-off-by: A\n",
            ["Study-Task: 1 done"],
            id="a-quarter-of-the-last-paragraph",
        ),
        pytest.param(
            "A\n\nStudy-Task: 1 done\n(cherry picked from commit abc)\n",
            ["Study-Task: 1 done"],
            id="cherry-pick",
        ),
        pytest.param(
            "Cache (#7)\n\n* Read\n\n* Study-Task: 1 done (#3)\n- Study-Note: 1 x\n  y\n\nfoo\n",
            ["Study-Task: 1 done", "Study-Note: 1 x y"],
            id="squash-list",
        ),
        pytest.param(
            "S (#7)\n\n* Read\n\nStudy-Task: 1 done\n\n* Write\n\nStudy-Task: 2 done\n\n-----\n",
            ["Study-Task: 1 done", "Study-Task: 2 done"],
            id="squash-of-messages",
        ),
        pytest.param(
            "A\n\n```\ncode\n```\n\nStudy-Task: 1 done\n",
            ["Study-Task: 1 done"],
            id="after-a-fence",
        ),
        pytest.param("A\n\n```\n\nStudy-Task: 1 done\n", ["Study-Task: 1 done"], id="git-sees-it"),
    ],
)
def test_a_trailer_counts_wherever_a_squash_or_a_subject_puts_it(message, expected):
    """Trailers are found in every place that the design names."""
    assert texts(message) == expected


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("A\n\nsee\nStudy-Task: 1 done\nbelow\n", [("Study-Task: 1 done", 4)]),
        ("A\n\nstudy-task 1 done\n", [("study-task 1 done", 3)]),
        ("A\n\nsee\nStudy-Task：1 done\n", [("Study-Task：1 done", 4)]),
        ("A\n\n```\nStudy-Task: 1 done\n```\n", [("Study-Task: 1 done", 4)]),
        ("A\n\n* Study-Task 1 done\n", [("* Study-Task 1 done", 3)]),
        ("A\n\n* study-guide written\n", []),
        ("A\n\n Study-Task: 1 done\n", []),
    ],
    ids=["in-prose", "no-colon", "full-width", "fenced", "bullet", "other-bullet", "indented"],
)
def test_a_line_that_looks_like_a_trailer_and_is_none_is_a_suspect(message, expected):
    """What begins with ``Study-`` and does not count is told with its line."""
    assert texts(message) == []
    assert suspects(message) == expected


def block(commit: str, *message: str) -> str:
    lines = "".join(f"    {line}\n" if line else "\n" for line in message)
    return f"commit {commit}\nAuthor: Ada <a@b>\nDate:   Thu Apr 7\n\n{lines}\n"


@pytest.mark.parametrize("blank", [" ", "\u3000", "\u00a0"], ids=["plain", "wide", "no-break"])
def test_a_void_counts_behind_any_blank(blank: str) -> None:
    """What the value's reader takes for a void takes records back, whatever blank stands there."""
    (part,) = parts(f"Study-Void：{blank}ABCDEF1{blank}\n".encode())
    assert part.voids == ("abcdef1",)


def test_a_squash_log_is_read_last_to_first():
    """Git lists the newest commit first, and each block is a message of its own."""
    message = (
        "Squashed commit of the following:\n\n"
        + block(ID, "Study-Task: 2 done (#2)", "", "Also", "Study-Task: 9 done")
        + block(OTHER, "Read", "", "Study-Task: 1 done", "Study-Void: ABCDEF1")
        + "Study-Note: 1 own\n"
    )
    oldest, newest, own = parts(message.encode())
    assert (oldest.id, [t.value for t in oldest.trailers]) == (OTHER, ["1 done", "ABCDEF1"])
    assert oldest.voids == ("abcdef1",)
    assert (newest.id, [t.value for t in newest.trailers]) == (ID, ["2 done"])
    assert newest.suspects == (Suspect("Study-Task: 9 done", 10),)
    assert (own.id, [t.value for t in own.trailers]) == (None, ["1 own"])


def test_a_squash_log_needs_its_heading_or_an_author():
    """The heading may be replaced by a subject; a bare commit line is no log."""
    entry = block(ID, "Study-Task: 1 done")
    assert texts("Add caches\n\n" + entry) == ["Study-Task: 1 done"]
    assert texts(f"Add caches\n\ncommit {ID}\n\n    Study-Task: 1 done\n") == []


def test_squash_logs_nest():
    """A squashed squash is read inside out, oldest first."""
    inner = block(ID, "Study-Task: 1 done").splitlines()
    assert texts("S\n\n" + block(OTHER, "Study-Task: 2 done", "", *inner)) == [
        "Study-Task: 1 done",
        "Study-Task: 2 done",
    ]


def test_what_git_merge_squash_writes_loses_no_trailer(tmp_path):
    """The message of a real ``git merge --squash`` gives the trailers of its commits."""
    git("init", "-q", "-b", "main", cwd=tmp_path)
    git("commit", "-q", "--allow-empty", "-m", "Begin", cwd=tmp_path)
    git("switch", "-q", "-c", "topic", cwd=tmp_path)
    for number in (1, 2):
        (tmp_path / f"{number}.md").write_text("x")
        git("add", ".", cwd=tmp_path)
        message = f"Read {number}\n\nText.\n\nStudy-Task: {number} done\n"
        git("commit", "-q", "-F", "-", cwd=tmp_path, stdin=message.encode())
    ids = git("rev-list", "--reverse", "main..topic", cwd=tmp_path).decode().split()
    git("switch", "-q", "main", cwd=tmp_path)
    git("merge", "-q", "--squash", "topic", cwd=tmp_path)
    git("commit", "-q", "--no-edit", cwd=tmp_path)
    raw = git("cat-file", "commit", "HEAD", cwd=tmp_path).partition(b"\n\n")[2]
    found = [(part.id, [t.value for t in part.trailers]) for part in parts(raw)]
    assert found == [(ids[0], ["1 done"]), (ids[1], ["2 done"]), (None, [])]


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (f"Revert\n\nThis reverts commit {ID}.\n", (Revert(ID),)),
        (
            f"Revert\n\nThis reverts commit {ID}, reversing\nchanges made to {OTHER}.\n",
            (Revert(ID, OTHER),),
        ),
        ("R\n\nThis reverts commit ABCDEF1 (Read (all), 2026-01-01).\n", (Revert("abcdef1"),)),
        (
            "R\n\nThis reverts commit abcdef1 (A), reversing\nchanges made to 1234567 (B).\n",
            (Revert("abcdef1", "1234567"),),
        ),
        ("R\n\nThis reverts commit abcdef.\n", ()),
        ("R\n\nThis reverts commit abcdef1x.\n", ()),
        ("R\n\n```\nThis reverts commit abcdef1.\n```\n", ()),
        ("R\n\nSaid: This reverts commit abcdef1.\n", ()),
    ],
    ids=["plain", "merge", "reference", "merge-reference", "short", "no-hex", "fence", "within"],
)
def test_reverts_are_read_as_git_writes_them(message, expected):
    """``git revert`` names the commit, and of a merge the parent that stays."""
    assert tuple(revert for part in parts(message.encode()) for revert in part.reverts) == expected


def test_a_revert_inside_a_squash_log_belongs_to_its_block():
    """A squashed revert is the block's, not the commit's."""
    first, own = parts(("S\n\n" + block(ID, "Revert", "", "This reverts commit 1234567.")).encode())
    assert first.reverts == (Revert("1234567"),)
    assert own.reverts == ()


@pytest.mark.parametrize(
    ("declared", "codec"),
    [
        (None, "utf-8"),
        ("UTF-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("ISO-8859-1", "iso8859-1"),
        ("GBK", "gbk"),
        ("Shift_JIS", "shift_jis"),
        *((name, "utf-8") for name in ("utf-16", "utf-7", "hz", "iso-2022-jp", "cp037", "idna")),
        *((name, "utf-8") for name in ("unicode_escape", "raw_unicode_escape", "rot13", "mbcs")),
        *((name, "utf-8") for name in ("no such", "a\0b", "", "x" * 1000, "..", "é")),
    ],
    ids=repr,
)
def test_only_supersets_of_ascii_are_believed(declared, codec):
    """A declared encoding counts where ASCII bytes mean ASCII characters."""
    assert codec_of(declared) == codec


def test_values_speak_the_declared_encoding():
    """Both the value and a full-width colon are read in it."""
    message = "读\n\nStudy-Task：3.4 完成\n"
    assert texts(message.encode("gbk"), "GBK") == ["Study-Task: 3.4 完成"]


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (b"3.4 \xff", "encoding"),
        (b"3.4\x00 done", "characters"),
        (b"3.4\x1b[1m done", "characters"),
        (b"3.4\rdone", "characters"),
        (b"3.4 done\xc2\x85", "characters"),
        (b"x" * (LONGEST_VALUE + 1), "size"),
    ],
    ids=["utf-8", "nul", "escape", "return", "c1", "long"],
)
def test_a_value_that_cannot_be_read_is_a_finding(value, reason):
    """Nothing is guessed and nothing is dropped in silence."""
    (part,) = parts(b"A\n\nStudy-Task: " + value + b"\nStudy-Task: 1 done\n")
    assert [trailer.value for trailer in part.trailers] == ["1 done"]
    assert [(f.code, f.values["reason"]) for f in part.findings] == [("trailer-invalid", reason)]


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        (b"Study-Task: 1 done\n" * (MOST_TRAILERS + 1), "many"),
        (b"study-\n" * (MOST_TRAILERS + 1), "many"),
        (b"Study-Task: 1 done\n" * 1_000_000, "size"),
        (b"Study-Task: 1 done\n\n" + b"x" * 100_000_000, "size"),
    ],
    ids=["many-trailers", "many-suspects", "a-million", "100-MB"],
)
def test_a_message_beyond_measure_is_a_named_problem(message, reason):
    """Such a message gives no record and one finding."""
    (part,) = parts(message)
    assert not part.trailers
    assert [finding.values["reason"] for finding in part.findings] == [reason]


@pytest.mark.parametrize(
    "unit",
    [b"a\n", b"\n", b" a\n", b"A: b\n\n", b"```\n", b"* a\n", b"study- ", b"#\n", b"Study-a\t"],
    ids=repr,
)
def test_the_longest_message_is_read_without_a_fuss(unit):
    """The largest message that is read at all, made of one thing, ends in its trailer."""
    count = (LARGEST_MESSAGE - 100) // len(unit)
    message = b"A\n\n" + unit * count + b"\n\nStudy-Task: 1 done\n"
    assert texts(message) == ["Study-Task: 1 done"]


LINES = st.sampled_from(
    [
        *("", " ", "\t", "\r", "subject", "prose without", "prose: here", ": x", "---", "#", "# c"),
        *("Study-Task: 3.4 done", "study-note:3.4 x", "Study-Time : 3.4 1h", "Study-Task", " fold"),
        *("Signed-off-by: A <a@b>", "(cherry picked from commit abc)", "Other: y", "\tfold\r"),
        *("Conflicts:", "# ------------------------ >8 ------------------------", "Study-Task: "),
        *("Study Task: x", "* bullet", "Study-Task: 1 done\r", "Signed-off-by", "-Study-Task: x"),
    ]
)


@settings(max_examples=60)
@given(st.lists(LINES, max_size=12))
def test_every_trailer_that_git_reads_is_read_alike(lines):
    """Ours is a superset of ``git interpret-trailers --parse --no-divider``, in its order."""
    message = "\n".join([*lines, ""]).encode()
    output = git("interpret-trailers", "--parse", "--no-divider", cwd=Path(), stdin=message)
    ours = iter([text.strip().replace("\r", "") for text in texts(message)])
    for line in output.decode().split("\n"):
        if line.lower().startswith("study-"):
            assert line.strip().replace("\r", "") in ours


@settings(max_examples=60)
@given(st.lists(LINES, max_size=6), st.integers(1, 3))
def test_of_the_last_paragraph_git_and_we_read_the_same(lines, paragraphs):
    """Under prose that is no trailer, exactly what git reads counts (scissors aside)."""
    lines = [line for line in lines if line.strip() and ">8" not in line]
    message = "\n".join(["A title", "", *["Some prose", ""] * paragraphs, *lines, ""]).encode()
    output = git("interpret-trailers", "--parse", "--no-divider", cwd=Path(), stdin=message)
    git_reads = [line.strip() for line in output.decode().split("\n") if line]
    theirs = [line.replace("\r", "") for line in git_reads if line.lower().startswith("study-")]
    assert [text.strip().replace("\r", "") for text in texts(message)] == theirs


@given(
    st.lists(LINES, max_size=12), st.sampled_from(["a commit to", "commit it", "say ``` or ~~~"])
)
def test_to_speak_of_commits_or_fences_changes_nothing(lines, subject):
    """A message without a code fence or a squash's log is read the same, whatever it mentions."""
    plain, speaking = (
        parts("\n".join([title, "", *lines, ""]).encode()) for title in ("A title", subject)
    )
    assert speaking == plain


@given(st.binary(max_size=200), st.none() | st.text(max_size=20))
def test_no_message_raises(data, encoding):
    """Whatever bytes a commit holds, they are read or reported."""
    parts(b"Study-Task: " + data, encoding)
    parts(data + b"\n\nStudy-Task: 1 done\n", encoding)
