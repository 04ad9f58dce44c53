"""The words of each language, one TOML file a language; adding a language touches no code.

Reading recognises English, Chinese and the text's own words, since a Chinese tracker may well
have an English header; what is written into the tracker uses its own. A file of words alone,
without messages, says them in English.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

from studytrack.errors import ConfigError
from studytrack.terms import Finding, Status
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from importlib.abc import Traversable

Words = Mapping[str, tuple[str, ...]]

COMMON = ("en", "zh-CN")
"""The languages whose words count in every text, beside its own."""

MESSAGES = "en"
"""The language of the messages of a locale that has none."""

_WORDS, _MESSAGES = "\n[columns]", "\n[problems]"
"""Where the words begin in a locale's file, behind how it is known, and then its messages."""
_ASIDES = {"near": " ({}?)", "given": " ({})"}
"""Values that not every finding has, and how they stand in its message."""
_TEXTS = ("before", "after", "text")
"""What the tracker says, or should: it may be nothing."""


class Locale(NamedTuple):
    """One language's words.

    Attributes:
        name: the BCP 47 tag, which is also the file's name: ``zh-CN``.
        columns: header words by role (``task``, ``status``, ``started`` …).
        words: status words, markers: what stands before or without the words.
        answers: words that say a status where nothing else stands: ``yes``.
        headings: patterns of a phase's heading, ``{n}`` where its number stands.
        summary, total: words of a phase's summary line, and of the whole study's lines.
        claims: words of statements of progress.
        criteria: words that announce what tells that a phase is complete, and those beside them.
        notes: words that begin a line of a note.
        writing: templates of what is written where the tracker shows no manner of its own.
        messages: the tag of the language of its messages: its own, or English.
    """

    name: str
    columns: Words
    words: Mapping[Status, tuple[str, ...]]
    markers: Mapping[Status, tuple[str, ...]]
    answers: Mapping[Status, tuple[str, ...]]
    headings: tuple[str, ...]
    phase_words: tuple[str, ...]
    numerals: Mapping[str, int]
    summary: Words
    total: Words
    claims: Words
    criteria: Words
    notes: Words
    units: Words
    months: tuple[str, ...]
    day_first: bool
    verbs: Words
    writing: Mapping[str, str]
    messages: str

    @property
    def problems(self) -> Mapping[str, str]:
        """Messages by code."""
        return _messages(self.messages)["problems"]

    @property
    def reasons(self) -> Mapping[str, str]:
        """What a message gives as the reason."""
        return _messages(self.messages)["reasons"]

    @property
    def fields(self) -> Mapping[str, str]:
        """The names of fields."""
        return _messages(self.messages)["fields"]

    @property
    def text(self) -> Mapping[str, str]:
        """The command line's words."""
        return _messages(self.messages)["text"]

    def message(self, finding: Finding) -> str:
        """The finding in this language: the cause, and what to do about it."""
        values = dict(finding.values)
        if "status" in values:
            values["status"] = load(self.messages).words[Status(str(values["status"]))][0]
        if "reason" in values:
            reason = str(values["reason"])
            known = self.reasons.get(reason)
            values["reason"] = _filled(known, values) if known else reason
        if "field" in values:
            values["field"] = self.fields[str(values["field"])]
        values |= {name: self.text["blank"] for name in _TEXTS if values.get(name) == ""}
        for name, aside in _ASIDES.items():
            if values.get(name):
                values[name] = aside.format(values[name])
        return _filled(self.problems[finding.code], values)

    def say(self, key: str, **values: object) -> str:
        """A phrase of the command line in this language."""
        return self.text[key].format(**values)


def _filled(template: str, values: Mapping[str, object]) -> str:
    names = {name for _, name, _, _ in Formatter().parse(template) if name}
    return template.format(**{name: values.get(name, "") for name in names})


@cache
def names() -> tuple[str, ...]:
    """The tags of the locales there are, sorted.

    >>> names()
    ('en', 'es', 'fi', 'ja', 'ko', 'pt', 'ru', 'zh-CN')
    """
    files = (file.name for file in _folder().iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in files if name.endswith(".toml")))


@cache
def _folder() -> Traversable:
    """Where the files of this package are: a folder, or a part of a zip file."""
    folder = Path(__path__[0])
    if folder.is_dir():
        return folder
    from importlib import resources  # reads zip files, and takes long to import for it

    return resources.files(__name__)


@cache
def load(name: str) -> Locale:
    """The locale with this tag.

    Raises:
        ConfigError: there is none.
    """
    if name not in names():
        raise ConfigError(f"locale is {name!r}; there are {', '.join(names())}")
    words, own, _ = _source(name).partition(_MESSAGES)
    return _locale(name, tomllib.loads(words), name if own else MESSAGES)


class Language(NamedTuple):
    """How a text is known to be in a language.

    Attributes:
        name: the locale's tag.
        letters: the letters it is written in, as a character class has them: ``а-яё``.
        shared: letters that it uses beside them and that are not its own: kanji.
        common: words that are telling, among the languages that have the same letters.
        status: header words of a column of statuses, which tell that a table holds tasks.
    """

    name: str
    letters: str
    shared: str
    common: frozenset[str]
    status: tuple[str, ...]


@cache
def languages() -> tuple[Language, ...]:
    """How each language is known; only the first table of each file is read for it."""
    return tuple(_language(name, _source(name).partition(_WORDS)[0]) for name in names())


def _language(name: str, head: str) -> Language:
    said = tomllib.loads(head)["language"]
    common = frozenset(said["common"])
    return Language(name, said["letters"], said["shared"], common, tuple(said["status"]))


@cache
def _messages(name: str) -> Mapping[str, Mapping[str, str]]:
    """The tables of a locale's messages: half of its file, and of most locales nobody asks."""
    _, begin, messages = _source(name).partition(_MESSAGES)
    return tomllib.loads(begin + messages)


def _source(name: str) -> str:
    return _folder().joinpath(f"{name}.toml").read_text(encoding="utf-8")


def every() -> Iterator[Locale]:
    """All locales."""
    return map(load, names())


def nearest(name: str) -> Locale:
    """The locale with this tag, or another of its language.

    Raises:
        ConfigError: no locale has this language.

    >>> nearest("zh-TW").name
    'zh-CN'
    """
    language = name.replace("_", "-").partition("-")[0].casefold()
    for candidate in names():
        if candidate.casefold() == name.casefold():
            return load(candidate)
    for candidate in names():
        if candidate.partition("-")[0].casefold() == language:
            return load(candidate)
    return load(name)


def _words(table: Mapping[str, list[str]]) -> Words:
    return {key: tuple(values) for key, values in table.items()}


def _locale(name: str, data: Mapping[str, dict], messages: str) -> Locale:  # type: ignore[type-arg]
    statuses = {Status(key): value for key, value in data["statuses"].items()}
    phases = data["phases"]
    return Locale(
        name=name,
        columns=_words(data["columns"] | {"status": data["language"]["status"]}),
        words={status: tuple(value["words"]) for status, value in statuses.items()},
        markers={status: tuple(value["markers"]) for status, value in statuses.items()},
        answers={Status(key): tuple(words) for key, words in data["answers"].items()},
        headings=tuple(phases["headings"]),
        phase_words=tuple(phases["words"]),
        numerals={
            word: number for number, same in enumerate(phases["numerals"], 1) for word in same
        },
        summary=_words(data["summary"]),
        total=_words(data["total"]),
        claims=_words(data["claims"]),
        criteria=_words(data["criteria"]),
        notes=_words(data["notes"]),
        units=_words(data["units"]),
        months=tuple(data["dates"]["months"]),
        day_first=data["dates"]["day-first"],
        verbs=_words(data["verbs"]),
        writing=data["writing"],
        messages=messages,
    )
