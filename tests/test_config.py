"""`studytrack.toml`: what is accepted, what is refused and how, and what rewriting leaves alone."""

import json
import re
import subprocess
import sys
import tomllib
from contextlib import suppress
from dataclasses import FrozenInstanceError
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studytrack.config.plain import plain
from studytrack.config.settings import (
    Config,
    Learner,
    json_schema,
    parse,
    render,
    since_line,
    updated,
)
from studytrack.config.values import ALLOWED
from studytrack.errors import ConfigError

FULL = """\
tracker = "plans/跟踪.md"
since = "7a9e300a0898d0ddee1194087721f9ec6ec9f72a"   # where studytrack was adopted
locale = "zh-CN"                                      # found by init
hand-edits = "keep"                                   # or "overwrite"
timezone = "author"                                   # or "Asia/Shanghai"
plan = "plans/task.md"

[notes]
directory = "phase{phase}"
imply = "in-progress"

[learner]
name = "Ada"
emails = []          # only these authors' records count
hours-per-week = 15                                   # else read from the tracker
"""


def refused(text: str) -> list[str]:
    """The problems that are reported for a text, one to a line."""
    with pytest.raises(ConfigError) as caught:
        parse(text, "studytrack.toml")
    return str(caught.value).split("\n")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("\ufeff", id="only a BOM"),
        pytest.param("# nothing\n\n", id="only a comment"),
        pytest.param("[notes]\n[learner]\n", id="empty tables"),
        pytest.param('hand-edits = "keep"\n', id="a default in words"),
        pytest.param('[learner]\nname = ""\nemails = []\n', id="blanks to fill in"),
    ],
)
def test_nothing_said_is_the_default(text):
    """A config that says nothing new is the default one."""
    assert parse(text, "studytrack.toml") == Config.default()


def test_every_key_is_read():
    """The documented example gives every value."""
    config = parse(FULL, "studytrack.toml")
    assert config.tracker == "plans/跟踪.md"
    assert config.since == "7a9e300a0898d0ddee1194087721f9ec6ec9f72a"
    assert (config.locale, config.hand_edits, config.timezone) == ("zh-CN", "keep", "author")
    assert config.plan == "plans/task.md"
    assert (config.notes.directory, config.notes.imply) == ("phase{phase}", "in-progress")
    assert config.learner == Learner(name="Ada", emails=(), hours_per_week=15)


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["no BOM", "BOM"])
def test_line_endings_and_bom(mark, newline):
    """A BOM and Windows line endings change neither the values nor the lines of problems."""
    text = mark + FULL.replace("\n", newline)
    assert parse(text, "studytrack.toml") == parse(FULL, "studytrack.toml")
    assert since_line(text) == 2
    assert refused(text.replace('"keep"', '"maybe"', 1))[0].startswith("studytrack.toml:4: ")


def test_config_is_frozen():
    """A config is a fact: it cannot be changed in place."""
    with pytest.raises(FrozenInstanceError):
        Config.default().tracker = "other.md"


@pytest.mark.parametrize(
    ("key", "written", "value"),
    [
        pytest.param("tracker", "'./plans//a b.md'", "plans/a b.md", id="tidied path"),
        pytest.param("tracker", "'...md'", "...md", id="dots in a name"),
        pytest.param("plan", "'./plans/task.md'", "plans/task.md", id="plan"),
        pytest.param("since", "'7A9E300'", "7a9e300", id="short since"),
        pytest.param("since", f"'{'0' * 64}'", "0" * 64, id="SHA-256 since"),
        pytest.param("locale", "'en'", "en", id="bare language"),
        pytest.param("locale", "'zh-Hant-TW'", "zh-Hant-TW", id="script and region"),
        pytest.param("timezone", "'America/Argentina/Ushuaia'", None, id="zone"),
        pytest.param("timezone", "'UTC'", None, id="UTC"),
        pytest.param("hand-edits", "'overwrite'", "overwrite", id="hand edits"),
        pytest.param("notes.directory", "'.'", ".", id="beside the tracker"),
        pytest.param("notes.directory", "'./weeks/{phase}/notes/'", "weeks/{phase}/notes", id="in"),
        pytest.param("notes.directory", "'notes'", "notes", id="no placeholder"),
        pytest.param("notes.imply", "'nothing'", "nothing", id="imply"),
        pytest.param("learner.name", "' 李明 '", "李明", id="name"),
        pytest.param("learner.emails", "['a@b', ' c@d ']", ("a@b", "c@d"), id="emails"),
        pytest.param("learner.hours-per-week", "2.5", 2.5, id="fraction"),
        pytest.param("learner.hours-per-week", "'15-20'", "15-20", id="range"),
    ],
)
def test_accepted_values(key, written, value):
    """Each key takes what it is meant for, tidied where there are two ways to say it."""
    config = parse(f"{key} = {written}", "studytrack.toml")
    table, _, name = key.rpartition(".")
    found = getattr(getattr(config, table) if table else config, name.replace("-", "_"))
    assert found == (value or written.strip("'"))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        pytest.param(key, value, id=f"{key} {value}"[:40])
        for key, values in {
            "tracker": [
                "''", "'.'", "'./'", "'plans/'", "'../a.md'", "'a/../../b.md'", "'/a.md'",
                "'C:/a.md'", "'a\\b.md'", '"a\\u0000.md"', "'.git/config'", "'a/.GIT/x'", "1",
                "['a.md']",
            ],
            "plan": ["''", "'../a.md'", "'/a.md'", "1"],
            "since": ["''", "'7a9e30'", f"'{'0' * 65}'", "'HEAD'", "'--output=x'", "1234567",
                      '"7a9e300\\n"', "'７a9e300'"],
            "locale": ["''", "'zh_CN'", "'../en'", "'e'", "'en-'", "5"],
            "hand-edits": ["'maybe'", "true", "''", "'Keep'"],
            "timezone": ["''", "'Asia/Nowhere'", "'Asia'", "'../UTC'", "'/etc/passwd'",
                         "'localtime'", "'posix/UTC'", '"a\\u0000"', "8"],
            "notes": ["'x'", "[]", "[{imply = 'done'}]"],
            "notes.directory": ["''", "'../n'", "'/n'", "'week{week}'", "'{phase:02}'", "'{phase'",
                                "'{{phase}}'", "'a\\b'", "'.git'", "3"],
            "notes.imply": ["'maybe'", "false"],
            "learner": ["'Ada'"],
            "learner.name": ['"a\\nb"', '"\\u202e"', "1"],
            "learner.emails": ["'a@b'", "1"],
            "learner.hours-per-week": ["0", "-1", "169", "inf", "nan", "true", "'15'", "'20-15'",
                                       "'0-5'", "'a-b'", "[1, 2]", "2026-01-01", "'15-20-25'"],
        }.items()
        for value in values
    ],
)  # fmt: skip
def test_refused_values(key, value):
    """Each key refuses what it cannot mean, and says in one line what it takes."""
    (problem,) = refused(f"# first\n{key} = {value}")
    assert problem.startswith(f"studytrack.toml:2: {key} is ")
    assert problem.endswith(f"; {ALLOWED[key]}")


def test_wording():
    """A problem names place, key, value and what is allowed."""
    assert refused("[notes]\nimply = 'maybe'") == [
        "studytrack.toml:2: notes.imply is 'maybe'; allowed are 'in-progress', 'done' and 'nothing'"
    ]


def test_all_problems_at_once_in_the_order_of_the_text():
    """One reading reports everything, so that a file is mended in one go."""
    problems = refused(
        "[learner]\nemails = ['a@b', 5,\n  '']\nhours_per_week = 5\n"
        "[notes]\nimply = 'x'\ndirectory = '..'\n[review]\nevery = 7\n"
    )
    assert [re.sub(r" is .*", "", problem) for problem in problems] == [
        "studytrack.toml:2: learner.emails[1]",
        "studytrack.toml:2: learner.emails[2]",
        "studytrack.toml:4: learner.hours_per_week",
        "studytrack.toml:6: notes.imply",
        "studytrack.toml:7: notes.directory",
        "studytrack.toml:8: review",
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param(
            "notes.imly = 'done'",
            "studytrack.toml:1: notes.imly is not a key; "
            "allowed in [notes] are 'directory', 'imply', 'create' and 'template'",
            id="in a table",
        ),
        pytest.param(
            "\nhand_edits = 'keep'",
            "studytrack.toml:2: hand_edits is not a key; allowed at the top are 'tracker', 'plan',"
            " 'since', 'locale', 'hand-edits', 'timezone', 'notes', 'record', 'learner' and"
            " 'weekly'",
            id="underscore",
        ),
        pytest.param(
            '[learner]\n"a\\u001b.b" = 1',
            "studytrack.toml:2: learner.'a\\x1b.b' is not a key; "
            "allowed in [learner] are 'name', 'emails' and 'hours-per-week'",
            id="control character",
        ),
        pytest.param(
            "[notes]\n[notes.bogus.deep]\na = 1",
            "studytrack.toml:2: notes.bogus is not a key; "
            "allowed in [notes] are 'directory', 'imply', 'create' and 'template'",
            id="table in a table",
        ),
        pytest.param(
            "\n[tracker.of.mine]",
            "studytrack.toml:2: tracker is { of = { mine = {} } }; "
            "allowed is a path inside the study, such as 'plans/tracker.md'",
            id="key as a table",
        ),
    ],
)
def test_unknown_keys(text, problem):
    """A key that nobody reads is named with those there are, safe to print."""
    assert refused(text) == [problem]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("a = 1\nb\nc = 1", ":2", id="no value"),
        pytest.param("a = 1\na = 2\n[b]", ":2", id="twice"),
        pytest.param("a = 1\n\nb = [\n", ":3", id="ends too early"),
        pytest.param('a = "\x1b"', ":1", id="control character"),
        pytest.param("[a]\n[a]", ":2", id="table twice"),
        pytest.param("a = 2026-02-30", ":1", id="no such day"),
        pytest.param("since = " + "1" * 5000, "", id="endless number"),
        pytest.param("a = " + "[" * 20_000, "", id="deep"),
        pytest.param("\n" + ".".join("a" * 30_000), ":2", id="endless key"),
        pytest.param("#" * 70_000, "", id="huge"),
    ],
)
def test_not_toml(text, line):
    """What is no TOML, or meant to wear the reader out, is one problem with its line."""
    (problem,) = refused(text)
    assert problem.startswith(f"studytrack.toml{line}: ")
    assert problem.isprintable()
    assert len(problem) < 300


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("true", id="boolean"),
        pytest.param("1979-05-27", id="day"),
        pytest.param("1979-05-27T07:32:00+01:00", id="time of a day"),
        pytest.param("07:32:00", id="time"),
        pytest.param("[1.5, 'x', { a = [true] }]", id="list"),
        pytest.param("{ a = inf }", id="table"),
        pytest.param("{ 'a b' = 1 }", id="table with a quoted key"),
        pytest.param('"it\'s"', id="text with a quote"),
    ],
)
def test_values_are_told_as_they_are_written(value):
    """Whoever wrote them knows TOML, and need not know Python."""
    (problem,) = refused(f"locale = {value}")
    assert f" is {value}; allowed " in problem


def test_long_values_are_shortened():
    """A problem stays readable, whatever the value."""
    (problem,) = refused(f"locale = '{'x' * 10_000}'")
    assert len(problem) < 300


@given(st.text(alphabet=st.sampled_from("[]{}\"'=.#\n,\\ anotes"), max_size=60))
def test_any_text_is_read_or_refused(text):
    """No text at all makes the reader fail in any other way."""
    with suppress(ConfigError):
        assert isinstance(parse(text, "studytrack.toml"), Config)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("", None, id="empty"),
        pytest.param("# since = 'x'\n[notes]\nsince = 'x'", None, id="elsewhere"),
        pytest.param("a = '''\nsince = 1\n'''\n \"since\" = 'x'", 4, id="after a long string"),
    ],
)
def test_since_line(text, line):
    """The line of `since`, for an error about its commit."""
    assert since_line(text) == line


def test_zone():
    """Dates are told in the author's zone, or in the one that the config names."""
    assert Config.default().zone is None
    assert parse("timezone = 'Asia/Shanghai'", "x").zone == ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("hours", "low", "high"),
    [
        pytest.param(15, 15, 15, id="number"),
        pytest.param(0.5, 0.5, 0.5, id="half an hour"),
        pytest.param("15-20", 15, 20, id="range"),
        pytest.param("7.5 – 10", 7.5, 10, id="dash"),
        pytest.param("15～20", 15, 20, id="full-width"),
    ],
)
def test_weekly_hours(hours, low, high):
    """Hours of a week are a range of durations, of one point where one number is given."""
    weekly = Learner(hours_per_week=hours).weekly
    assert weekly is not None
    assert (weekly.low, weekly.high) == (timedelta(hours=low), timedelta(hours=high))


@pytest.mark.parametrize("hours", [15, 12.5, "15-20", None], ids=str)
def test_weekly_hours_in_json_are_what_the_config_says(hours):
    """A whole number stays one, and nothing warns of it."""
    config = Config.model_validate({"learner": {"hours-per-week": hours}})
    assert json.loads(config.model_dump_json())["learner"]["hours-per-week"] == hours
    assert config.model_dump()["learner"]["hours-per-week"] == hours
    assert Config.model_validate_json(config.model_dump_json()) == config


def test_no_weekly_hours():
    """Without a number in the config there is none to tell."""
    assert Learner().weekly is None


CONFIGS = st.builds(
    lambda tracker, name, emails, hours: Config(
        tracker=f"x{tracker}.md", learner=Learner(name=name, emails=emails, hours_per_week=hours)
    ),
    st.text(st.characters(exclude_characters="/\\:\0", codec="utf-8")),
    st.none() | st.just('"# \\ 李'),
    st.lists(st.sampled_from(["a@b", '"c d"@e'])).map(tuple),
    st.sampled_from([None, 15, 2.5, "15-20"]),
)


@given(CONFIGS)
def test_rendered_config_says_the_same(config):
    """What `init` writes is read as what it meant."""
    assert parse(render(config), "studytrack.toml") == config


VALUES = st.one_of(
    st.sampled_from(["keep", "done", "abcdef0", "en", "UTC", "sunday", "a@b", "15-20", "a.md", ""]),
    st.sampled_from([None, True, 1, 2.5, -1, "abcdef\n", "xx", "../a", "{x}", "a\nb", {}]),
    st.lists(st.sampled_from(["a@b", " c@d ", "<", 1]), max_size=2),
)
TABLES = st.dictionaries(
    st.sampled_from([*sorted({key.rpartition(".")[2] for key in ALLOWED}), "hand_edits", "else"]),
    VALUES,
    max_size=2,
)
TOP = st.builds(
    lambda top, tables: top | tables,
    TABLES,
    st.dictionaries(st.sampled_from(["notes", "record", "learner", "weekly"]), TABLES),
)


@given(TOP)
def test_plain_values_are_what_pydantic_makes_of_them(values):
    """What is read without pydantic's validator is what that makes of it, and never more."""
    try:
        found = plain(Config, values)
    except ValueError:
        return
    assert found == Config.model_validate(values)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(FULL, id="the example"),
        pytest.param(FULL.replace('"author"', '"UTC"').replace("= 15 ", '= "15-20"'), id="others"),
        pytest.param(render(Config.default()), id="what init writes"),
    ],
)
def test_a_right_config_is_plain(text):
    """A config with nothing wrong is read without pydantic's validator, which takes long."""
    assert plain(Config, tomllib.loads(text)) == parse(text, "studytrack.toml")


def test_rendered_config_names_every_key():
    """A fresh file shows all there is to set, the unset keys as comments to be filled in."""
    text = render(Config.default())
    for key in ALLOWED:
        assert re.search(rf"^(# )?\[?{key.rpartition('.')[2]}\b", text, re.MULTILINE), key
    filled = re.sub("^# (?=[a-z-]+ = )", "", text, flags=re.MULTILINE).replace('"…"', '"abcdef0"')
    assert parse(filled, "studytrack.toml").since == "abcdef0"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(FULL, id="full"),
        pytest.param(FULL.replace("\n", "\r\n"), id="CRLF"),
        pytest.param("\ufeff" + FULL.rstrip("\n"), id="BOM and no last newline"),
        pytest.param(FULL.replace("\n", "\r\n", 3), id="mixed line endings"),
        pytest.param("", id="empty"),
    ],
)
def test_update_of_nothing(text):
    """Without changes, or with values that are there already, the text stays as it is."""
    assert updated(text) == text
    assert updated(text, review=None) == text


def test_update_changes_only_its_line():
    """A new value leaves comments, order and all other lines as they were."""
    text = updated(FULL, since="abcdef0", notes={"imply": "done"}, learner={"hours_per_week": None})
    before, after = FULL.splitlines(), text.splitlines()
    assert after == [
        before[0],
        before[1].replace("7a9e300a0898d0ddee1194087721f9ec6ec9f72a", "abcdef0"),
        *before[2:9],
        'imply = "done"',
        *before[10:14],
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", 'since = "abcdef0"\n\n[learner]\nemails = ["a@b"]\n', id="empty"),
        pytest.param(
            "\ufeff# mine\r\n[notes] # here\r\nimply = 'done'\r\n",
            "\ufeff# mine\r\nsince = \"abcdef0\"\r\n[notes] # here\r\nimply = 'done'\r\n"
            '\r\n[learner]\r\nemails = ["a@b"]\r\n',
            id="BOM and CRLF",
        ),
        pytest.param(
            "learner.name = 'Ada'\n",
            'learner.name = \'Ada\'\nlearner.emails = ["a@b"]\nsince = "abcdef0"\n',
            id="dotted",
        ),
    ],
)
def test_update_adds_keys(text, expected):
    """A key or table that was not there is added where TOML allows it."""
    after = updated(text, since="abcdef0", learner={"emails": ("a@b",)})
    assert parse(after, "x") == parse(expected, "x")
    assert set(text.splitlines()) <= set(after.splitlines())
    assert after.count("\r\n") in {0, after.count("\n")}
    assert after.startswith("\ufeff") == text.startswith("\ufeff")


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"since": "HEAD"}, id="bad value"),
        pytest.param({"review": 1}, id="unknown key"),
        pytest.param({"notes": {"imply": "x"}}, id="bad value in a table"),
    ],
)
def test_update_refuses_what_cannot_be_read(changes):
    """Nothing is written that the next run would refuse."""
    with pytest.raises(ConfigError, match=r"^studytrack\.toml:\d+: "):
        updated(FULL, **changes)


def test_update_refuses_a_broken_text():
    """A config with problems is mended by hand first."""
    with pytest.raises(ConfigError, match=r"^studytrack\.toml:1: not TOML"):
        updated("nonsense", since="abcdef0")


def test_update_never_harms_another_key(monkeypatch):
    """Should the TOML writer touch another key, the change is refused."""
    monkeypatch.setattr("tomlkit.dumps", lambda _: "timezone = 'UTC'\nsince = 'abcdef0'\n")
    with pytest.raises(ConfigError, match="since cannot be set without harm; edit the file"):
        updated("", since="abcdef0")


def test_schema_tells_every_key():
    """The JSON Schema has the keys of the file, closed to others, each with a description."""
    schema = json_schema()
    found = {}
    for prefix, node in [("", schema), *schema["$defs"].items()]:
        assert node["additionalProperties"] is False
        found |= {
            (prefix and f"{prefix.lower()}.") + key: it for key, it in node["properties"].items()
        }
    assert set(found) == set(ALLOWED)
    assert all("description" in it or "$ref" in it for it in found.values())


def test_import_leaves_the_writer_alone():
    """Reading a config does not load tomlkit, which only `init` needs."""
    code = "import sys, studytrack.config; sys.exit('tomlkit' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
