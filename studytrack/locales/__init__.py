"""The words of each language, one TOML file a language; adding a language touches no code.

Reading recognises every locale's words, since a Chinese tracker may well have an English
header; writing and messages use the tracker's own.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from string import Formatter
from typing import NamedTuple

from studytrack.errors import ConfigError
from studytrack.model import Finding, Status

Words = Mapping[str, tuple[str, ...]]

_ASIDES = {"near": " ({}?)", "given": " ({})"}
"""Values that not every finding has, and how they stand in its message."""


class Locale(NamedTuple):
    """One language's words.

    Attributes:
        name: the BCP 47 tag, which is also the file's name: ``zh-CN``.
        columns: header words by role (``task``, ``status``, ``started`` …).
        words: status words, markers: what stands before or without the words.
        headings: patterns of a phase's heading, ``{n}`` where its number stands.
        summary, total: words of a phase's summary line, and of the whole study's lines.
        writing: templates of what is written where the tracker shows no manner of its own.
        problems: messages by code; reasons, fields: parts of them; text: the command line's words.
    """

    name: str
    columns: Words
    words: Mapping[Status, tuple[str, ...]]
    markers: Mapping[Status, tuple[str, ...]]
    headings: tuple[str, ...]
    phase_words: tuple[str, ...]
    numerals: Mapping[str, int]
    summary: Words
    total: Words
    units: Words
    months: tuple[str, ...]
    verbs: Words
    writing: Mapping[str, str]
    problems: Mapping[str, str]
    reasons: Mapping[str, str]
    fields: Mapping[str, str]
    text: Mapping[str, str]

    def message(self, finding: Finding) -> str:
        """The finding in this language: the cause, and what to do about it."""
        values = dict(finding.values)
        if "reason" in values:
            reason = str(values["reason"])
            values["reason"] = self.reasons.get(reason, reason)
        if "field" in values:
            values["field"] = self.fields[str(values["field"])]
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
    ('en', 'zh-CN')
    """
    files = resources.files(__name__).iterdir()
    return tuple(sorted(f.name.removesuffix(".toml") for f in files if f.name.endswith(".toml")))


@cache
def load(name: str) -> Locale:
    """The locale with this tag.

    Raises:
        ConfigError: there is none.
    """
    if name not in names():
        raise ConfigError(f"locale is {name!r}; there are {', '.join(names())}")
    source = resources.files(__name__).joinpath(f"{name}.toml")
    return _locale(name, tomllib.loads(source.read_text(encoding="utf-8")))


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


def _locale(name: str, data: Mapping[str, dict]) -> Locale:  # type: ignore[type-arg]
    statuses = {Status(key): value for key, value in data["statuses"].items()}
    phases = data["phases"]
    return Locale(
        name=name,
        columns=_words(data["columns"]),
        words={status: tuple(value["words"]) for status, value in statuses.items()},
        markers={status: tuple(value["markers"]) for status, value in statuses.items()},
        headings=tuple(phases["headings"]),
        phase_words=tuple(phases["words"]),
        numerals={
            word: number for number, same in enumerate(phases["numerals"], 1) for word in same
        },
        summary=_words(data["summary"]),
        total=_words(data["total"]),
        units=_words(data["units"]),
        months=tuple(data["dates"]["months"]),
        verbs=_words(data["verbs"]),
        writing=data["writing"],
        problems=data["problems"],
        reasons=data["reasons"],
        fields=data["fields"],
        text=data["text"],
    )
