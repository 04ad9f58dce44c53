"""Every language has the same keys, and a word for everything that can be said."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from importlib import resources
from pathlib import Path
from string import Formatter
from zipfile import ZipFile

import pytest

from studytrack import FieldName, Severity, Status, locales
from studytrack.checks import SEVERITIES
from studytrack.errors import ConfigError
from studytrack.terms import Finding
from studytrack.trailers.vocabulary import Verb

SOURCE = Path(locales.__file__).parents[1]
NAMES = locales.names()
ORIGIN = "en"
MESSAGES = {"problems", "reasons", "fields", "text"}
DESIGNED = {
    Severity.ERROR: "trailer-invalid task-unknown task-duplicate skip-without-reason "
    "front-matter-invalid status-unknown since-missing",
    Severity.WARNING: "drift edit-unrecorded trailer-suspect summary-malformed total-mismatch "
    "hours-missing finished-before-started done-without-finish date-future link-broken "
    "note-duplicate note-refused row-short time-twice",
    Severity.INFO: "estimate-mismatch placeholder note-missing note-orphan hours-partial",
}


def table(name: str) -> dict[str, object]:
    """A locale's file as TOML."""
    text = resources.files(locales).joinpath(f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


def paths(value: object, prefix: str = "") -> set[str]:
    """Every key of nested tables, with the keys above it."""
    if not isinstance(value, dict):
        return {prefix}
    return {one for key, inner in value.items() for one in paths(inner, f"{prefix}.{key}")}


def blanks(template: str) -> set[str]:
    """The names that a template wants to be filled with."""
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


@pytest.mark.parametrize("name", NAMES)
def test_locales_have_the_same_keys(name: str) -> None:
    """Adding a word to one language adds it to all; messages may be left out, all of them."""
    own, origin = table(name), table(ORIGIN)
    if not MESSAGES & own.keys():
        origin = {key: value for key, value in origin.items() if key not in MESSAGES}
    assert paths(own) == paths(origin)


@pytest.mark.parametrize("name", NAMES)
def test_words_without_messages_say_them_in_english(name: str) -> None:
    """What the command line says of a Finnish tracker is English; what it writes is Finnish."""
    locale, english = locales.load(name), locales.load("en")
    own = bool(MESSAGES & table(name).keys())
    assert locale.messages == (name if own else "en")
    assert (locale.problems == english.problems) is (locale.messages == "en")
    assert (locale.writing == english.writing) is (name == "en")


@pytest.mark.parametrize("name", NAMES)
def test_how_a_language_is_known_stands_first(name: str) -> None:
    """Only the first table of each file is read to find a text's language."""
    assert list(table(name))[:2] == ["language", "columns"]
    (found,) = (one for one in locales.languages() if one.name == name)
    assert found.letters


@pytest.mark.parametrize("name", NAMES)
def test_messages_stand_last(name: str) -> None:
    """They are read alone, and the words without them."""
    own = [one for one in table(name) if one in MESSAGES]
    assert list(table(name))[-len(MESSAGES) :] == own or not own
    assert own in ([], ["problems", "reasons", "fields", "text"])


def test_a_package_in_a_zip_file_has_the_same(tmp_path: Path) -> None:
    """Locales are found where there is no folder to list."""
    archive = tmp_path / "app.zip"
    with ZipFile(archive, "w") as packed:
        for file in sorted(SOURCE.rglob("*")):
            if file.suffix in {".py", ".toml"}:
                packed.write(file, file.relative_to(SOURCE.parent))
    script = (
        "from studytrack import locales; assert '.zip' in locales.__file__; "
        "print(*locales.names(), locales.load('fi').say('under-way'))"
    )
    run = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(archive)},
        capture_output=True,
        check=True,
        text=True,
    )
    assert run.stdout.split() == [*NAMES, *locales.load("en").say("under-way").split()]


@pytest.mark.parametrize("section", ["problems", "text", "writing"])
@pytest.mark.parametrize("name", NAMES)
def test_templates_have_the_same_blanks(name: str, section: str) -> None:
    """A translation loses no value that its message has in English."""
    own, origin = table(name).get(section, {}), table(ORIGIN)[section]
    assert isinstance(own, dict)
    assert isinstance(origin, dict)
    for key, template in own.items():
        if key != "scaffold":
            assert blanks(template) == blanks(origin[key]), key


@pytest.mark.parametrize("severity", Severity)
def test_designed_codes_have_their_severity(severity: Severity) -> None:
    """Codes are stable, and so is how much they matter."""
    assert {SEVERITIES[code] for code in DESIGNED[severity].split()} == {severity}


@pytest.mark.parametrize("name", NAMES)
def test_every_problem_has_a_message(name: str) -> None:
    """Each code has a cause and a remedy in each language, and there is no message without."""
    assert set(locales.load(name).problems) == set(SEVERITIES)


def found_in_source(*patterns: str) -> set[str]:
    """What the groups of the patterns match anywhere in the package."""
    texts = [path.read_text("utf-8") for path in SOURCE.rglob("*.py")]
    return {
        match[1] for text in texts for pattern in patterns for match in re.finditer(pattern, text)
    }


@pytest.mark.parametrize("name", NAMES)
def test_every_reason_has_a_text(name: str) -> None:
    """Each word that code gives for a reason is known to each language."""
    used = found_in_source(
        r'Refused(?:Error)?\("([a-z-]+)"',
        r'_bad\([^()]*, "([a-z-]+)"\)',
        r'self\._value\("[a-z]+", [^,]+, "([a-z-]+)"\)',
        r'invalid\([^()]*, "([a-z-]+)"\)',
        r'reason = "([a-z-]+)"',
        r'"(void-[a-z]+)"',
        r'"reason": "([a-z-]+)"',
    )
    assert {"time-text", "status", "contradiction", "symlink", "void-unknown"} <= used
    assert used <= set(locales.load(name).reasons)


def test_every_code_in_the_source_has_a_severity() -> None:
    """No finding is made with a code that nobody can look up."""
    used = found_in_source(r'Finding\(\s*"([a-z-]+)"', r'\bplace\("([a-z-]+)"')
    assert len(used) > 20
    assert used <= set(SEVERITIES)


@pytest.mark.parametrize("code", sorted(SEVERITIES))
@pytest.mark.parametrize("name", NAMES)
def test_messages_need_no_value(name: str, code: str) -> None:
    """A finding with few values still has words, so that nothing raises while reporting."""
    assert locales.load(name).message(Finding(code, {"text": "x"}))


def test_what_is_blank_is_called_so() -> None:
    """A value that is nothing has a word, and no pair of quotes."""
    drift = Finding("drift", {"field": "started", "before": "", "after": "2026-03-02"})
    assert locales.load("en").message(drift).startswith("start date says (blank), the records")
    assert locales.load("zh-CN").message(drift).startswith("开始日期写着 （空），而记录是")


@pytest.mark.parametrize("name", NAMES)
def test_braces_in_values_stay(name: str) -> None:
    """What comes from a commit is text, never a template."""
    finding = Finding("trailer-invalid", {"value": "{0} {value!r} %s", "reason": "{x}"})
    assert "{0} {value!r} %s" in locales.load(name).message(finding)


@pytest.mark.parametrize("name", NAMES)
def test_every_status_verb_and_field_has_words(name: str) -> None:
    """Nothing that the model can hold is without a name."""
    locale = locales.load(name)
    assert set(locale.words) == set(locale.markers) == set(Status)
    assert all(locale.words.values())
    assert set(locale.verbs) == {verb.value for verb in Verb}
    assert set(locale.fields) >= {field.value for field in FieldName}


def beside(name: str) -> list[locales.Locale]:
    """The locales that are read together in a text of this language."""
    return [locales.load(one) for one in dict.fromkeys((*locales.COMMON, name))]


@pytest.mark.parametrize("kind", ["words", "markers"])
@pytest.mark.parametrize("name", NAMES)
def test_no_word_has_two_statuses(name: str, kind: str) -> None:
    """English and Chinese are read beside each language, so no word may mean two statuses."""
    meanings: dict[str, set[Status]] = {}
    for locale in beside(name):
        for status, words in getattr(locale, kind).items():
            for word in words:
                meanings.setdefault(word.casefold(), set()).add(status)
    assert {word for word, statuses in meanings.items() if len(statuses) > 1} == set()


@pytest.mark.parametrize("field", ["columns", "verbs", "summary", "total"])
@pytest.mark.parametrize("name", NAMES)
def test_no_word_has_two_meanings(name: str, field: str) -> None:
    """A header, a verb or a summary word means the same in all languages read together."""
    meanings: dict[str, set[str]] = {}
    for locale in beside(name):
        for key, words in getattr(locale, field).items():
            for word in words:
                meanings.setdefault(word.casefold(), set()).add(key)
    assert {word: keys for word, keys in meanings.items() if len(keys) > 1} == {}


@pytest.mark.parametrize("name", NAMES)
def test_verbs_and_statuses_agree(name: str) -> None:
    """A status word that is a verb as well means that its task comes to have this status."""
    said = {"start": Status.IN_PROGRESS, "done": Status.DONE, "skip": Status.SKIPPED}
    locale = locales.load(name)
    for verb, status in said.items():
        for word in locale.verbs[verb]:
            assert {s for s in Status if word in locale.words[s]} <= {status}, word


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("en", "en"),
        ("EN", "en"),
        ("en-GB", "en"),
        ("zh-CN", "zh-CN"),
        ("zh_TW", "zh-CN"),
        ("pt-BR", "pt"),
    ],
)
def test_the_nearest_locale_is_of_the_same_language(wanted: str, found: str) -> None:
    """A region without a file of its own takes its language's."""
    assert locales.nearest(wanted).name == found


@pytest.mark.parametrize("ask", [locales.load, locales.nearest], ids=["load", "nearest"])
def test_an_unknown_locale_is_refused_by_name(ask: object) -> None:
    """The error says which there are."""
    assert callable(ask)
    with pytest.raises(ConfigError, match="'tlh'; there are en, es, fi, ja, ko, pt, ru, zh-CN"):
        ask("tlh")
