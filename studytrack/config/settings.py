"""`studytrack.toml`: its text, and what it says as a frozen `Config`.

Text in, text out: no file is read or written here. Every problem of a text is reported at once,
each with its line, its key, the value and what is allowed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, MutableMapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta, tzinfo
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Self

from studytrack.config import values as check
from studytrack.config.plain import Checked, Converted, key_of, plain
from studytrack.config.toml_lines import key_lines
from studytrack.config.toml_values import BOM, FILE_NAME, loaded, place, written, written_key
from studytrack.errors import ConfigError
from studytrack.model import Model
from studytrack.terms import Effort

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_MAX_SHOWN = 80


def _key(default: object, why: str, **more: object) -> Any:  # noqa: ANN401
    """A field with its default, and with what its schema says of it."""
    return field(default=default, metadata={"description": why, **more})


class _Table(Model):
    """A table of the file: its keys have hyphens, and there are no others."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = {
        "extra": "forbid",
        "alias_generator": key_of,
        "serialize_by_alias": True,
    }


@dataclass(frozen=True, kw_only=True)
class Notes(_Table):
    """Where notes lie and what they say of their tasks."""

    directory: Annotated[str, Checked(check.directory)] = _key(
        check.DIRECTORY, "A phase's folder, from the tracker's own; {phase} is the phase's number."
    )
    imply: Literal["in-progress", "done", "nothing"] = _key(
        check.IMPLY, "What a note without a status says of its task."
    )
    create: bool = _key(
        True, "Whether studytrack start makes a note for a task without one.", strict=True
    )
    template: Annotated[str, Checked(check.tracker)] | None = _key(
        None, "What such a note begins with, from this file's folder."
    )


@dataclass(frozen=True, kw_only=True)
class Record(_Table):
    """How the commands that record something commit it."""

    reconcile: bool = _key(
        False, "Whether the commit of a record has the tracker reconciled.", strict=True
    )


@dataclass(frozen=True, kw_only=True)
class Learner(_Table):
    """Who is learning, and how much of a week goes into it."""

    name: Annotated[str, Checked(check.name)] | None = _key(
        None, "Written where the tracker has a placeholder for it."
    )
    emails: tuple[Annotated[str, Checked(check.email)], ...] = _key(
        (), "Only these authors' records count; empty: everyone's."
    )
    hours_per_week: Annotated[
        float | str | None, Converted(check.hours_per_week, check.HOURS_SCHEMA)
    ] = _key(None, "Hours of a week; else read from the tracker.")

    @property
    def weekly(self) -> Effort | None:
        """`hours_per_week` as a range of durations; None where the config gives none."""
        if self.hours_per_week is None:
            return None
        low, high = check.hours(self.hours_per_week)
        return Effort(low=timedelta(hours=low), high=timedelta(hours=high))


@dataclass(frozen=True, kw_only=True)
class Weekly(_Table):
    """Which day ends a week, and where its checkpoint lies."""

    ends: Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] = (
        _key("sunday", "The day that ends a week.")
    )
    directory: Annotated[str, Checked(check.folder)] = _key(
        "checkpoints", "The checkpoints' folder, from the tracker's own."
    )


@dataclass(frozen=True, kw_only=True)
class Config(_Table):
    """What `studytrack.toml` says; without a file, `Config.default()`.

    Paths have forward slashes; ``tracker`` and ``plan`` are relative to the config's folder, and
    None where the tracker is to be found, and there is no plan. ``since`` is 7 to 64 lower-case
    hex digits.
    """

    tracker: Annotated[str, Checked(check.tracker)] | None = _key(
        None, "The tracker, from this file's folder; else it is found."
    )
    plan: Annotated[str, Checked(check.tracker)] | None = _key(
        None, "The plan that the tracker follows, from this file's folder."
    )
    since: Annotated[str, Checked(check.since, check.SINCE_SCHEMA)] | None = _key(
        None, "Where studytrack was adopted; omit to count all history."
    )
    locale: Annotated[str, Checked(check.locale, check.LOCALE_SCHEMA)] | None = _key(
        None, "The tracker's language; else it is found."
    )
    hand_edits: Literal["keep", "overwrite"] = _key(
        "keep", "Whether a later edit of the tracker by hand stands against the records."
    )
    timezone: Annotated[str, Checked(check.timezone)] = _key(
        "author", "Whose midnight ends a day: the commit's author's, or a time zone's."
    )
    notes: Notes = Notes()
    record: Record = Record()
    learner: Learner = Learner()
    weekly: Weekly = Weekly()

    @classmethod
    def default(cls) -> Self:
        """What holds where there is no `studytrack.toml`."""
        return cls()

    @property
    def zone(self) -> tzinfo | None:
        """The time zone that dates are told in; None for each author's own."""
        return check.zone(self.timezone)


def parse(text: str, path: str) -> Config:
    """What the text of a config says; `path` is what errors call it.

    Raises:
        ConfigError: the text is not TOML, or a value is not allowed. The message has one line
            for each problem, in the order of the text.

    Example:
        ``parse("timezone = 'Asia/Shanghai'", "studytrack.toml").zone``
    """
    body = text.removeprefix(BOM)
    values = loaded(body, path)
    with suppress(ValueError):
        return plain(Config, values)
    from pydantic import ValidationError  # most configs have nothing wrong

    try:
        return Config.model_validate(values)
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=False)
    lines = key_lines(body)
    problems = sorted(_problem(detail, lines) for detail in details)
    raise ConfigError("\n".join(f"{place(path, line)}: {what}" for line, what in problems))


def since_line(text: str) -> int | None:
    """The line, from 1, that gives `since`, for errors about the commit; None without one."""
    return key_lines(text.removeprefix(BOM)).get(("since",))


def json_schema() -> dict[str, object]:
    """The JSON Schema (draft 2020-12) of `studytrack.toml`."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Config.model_json_schema(mode="validation"),
        "title": FILE_NAME,
        "description": "The settings of a study.",
    }


def render(config: Config) -> str:
    """A fresh `studytrack.toml` that says the same, every key with a comment.

    A key without a value is written as a comment, to be filled in.
    """
    from tomlkit import item  # only `init` writes a config

    def line(key: str, value: str | float | tuple[str, ...] | None, example: str, why: str) -> str:
        shown = f"# {key} = {example}" if value is None else f"{key} = {item(value).as_string()}"
        return f"{shown}  # {why}"

    notes, learner = config.notes, config.learner
    record, weekly = config.record, config.weekly
    return "\n".join(
        [
            line("tracker", config.tracker, '"tracker.md"', "from this file's folder"),
            line("plan", config.plan, '"plan.md"', "which the tracker follows, from here as well"),
            line("since", config.since, '"…"', "where studytrack was adopted; omit to count all"),
            line("locale", config.locale, '"en"', "the tracker's language"),
            line("hand-edits", config.hand_edits, "", '"keep" or "overwrite"'),
            line("timezone", config.timezone, "", 'whose midnight: "author" or "Asia/Shanghai"'),
            "",
            "[notes]",
            line("directory", notes.directory, "", "from the tracker's folder"),
            line("imply", notes.imply, "", '"in-progress", "done" or "nothing"'),
            line("create", notes.create, "", "whether studytrack start makes a note"),
            line("template", notes.template, '"note.md"', "what it begins with, from here"),
            "",
            "[record]",
            line(
                "reconcile", record.reconcile, "", "whether a record's commit has the tracker too"
            ),
            "",
            "[learner]",
            line("name", learner.name, '"…"', "written where the tracker has a placeholder"),
            line("emails", learner.emails, "", "whose records count; empty: everyone's"),
            line("hours-per-week", learner.hours_per_week, "15", "else read from the tracker"),
            "",
            "[weekly]",
            line("ends", weekly.ends, "", "the day that ends a week"),
            line("directory", weekly.directory, "", "of checkpoints, from the tracker's folder"),
            "",
        ]
    )


Value = str | float | tuple[str, ...] | list[str] | None
"""What a key can be set to; None removes it."""


def updated(text: str, **changes: Value | Mapping[str, Value]) -> str:
    """The text with some keys set; all else, comments and order included, stays as it was.

    Args:
        text: the config as it stands; it must be valid.
        changes: values by their names in `Config`, a table's as a mapping; None removes a key.

    Raises:
        ConfigError: the text or a new value is not allowed.

    Example:
        ``updated(text, since="7a9e300", notes={"imply": "done"})``
    """
    import tomlkit  # only `init` writes a config

    parse(text, FILE_NAME)
    body = text.removeprefix(BOM)
    wanted = tomllib.loads(body)
    document = tomlkit.parse(body)
    _set(wanted, changes)
    _set(document, changes)
    result = tomlkit.dumps(document)
    if 0 < body.count("\n") == body.count("\r\n"):
        result = re.sub(r"\r?\n", "\r\n", result)
    parse(result, FILE_NAME)
    if tomllib.loads(result) != wanted:
        keys = ", ".join(sorted(changes))
        raise ConfigError(f"{FILE_NAME}: {keys} cannot be set without harm; edit the file by hand")
    return text[: len(text) - len(body)] + result


def _set(
    table: MutableMapping[str, Any], changes: Mapping[str, Value | Mapping[str, Value]]
) -> None:
    for name, value in changes.items():
        key = key_of(name)
        if value is None:
            table.pop(key, None)
        elif isinstance(value, Mapping):
            _set(table.setdefault(key, {}), value)
        else:
            table[key] = list(value) if isinstance(value, tuple) else value


def _problem(detail: ErrorDetails, lines: Mapping[tuple[str, ...], int]) -> tuple[int, str]:
    """The line (0 where it cannot be told) and the words of one problem."""
    keys = tuple(part for part in detail["loc"] if isinstance(part, str))
    line = next((lines[keys[:n]] for n in range(len(keys), 0, -1) if keys[:n] in lines), 0)
    shown = "".join(_shown_part(part) for part in detail["loc"]).removeprefix(".")
    if detail["type"] == "unexpected_keyword_argument":
        table = ".".join(keys[:-1])
        known = [key for key in check.ALLOWED if key.rpartition(".")[0] == table]
        where = f"in [{table}]" if table else "at the top"
        return line, f"{shown} is not a key; allowed {where} are {_listed(known)}"
    return (
        line,
        f"{shown} is {_shortened(written(detail['input']))}; {check.ALLOWED['.'.join(keys)]}",
    )


def _shown_part(part: str | int) -> str:
    """A step of a key path as TOML would write it, safe on a terminal."""
    if isinstance(part, int):
        return f"[{part}]"
    return f".{written_key(part)}"


def _shortened(shown: str) -> str:
    return shown if len(shown) <= _MAX_SHOWN else f"{shown[:_MAX_SHOWN]}…"


def _listed(keys: Sequence[str]) -> str:
    *most, last = [repr(key.rpartition(".")[2]) for key in keys]
    return f"{', '.join(most)} and {last}"
