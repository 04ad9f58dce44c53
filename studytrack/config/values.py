"""What the values of a config may be: each check gives the tidied value or a ValueError."""

from __future__ import annotations

import re
from typing import Final
from zoneinfo import ZoneInfo

from studytrack import locales
from studytrack.patterns import pattern

ALLOWED = {
    "tracker": "allowed is a path inside the study, such as 'plans/tracker.md'",
    "plan": "allowed is a path inside the study, such as 'plans/plan.md'",
    "since": "allowed are 7 to 64 hex digits of a commit's id, in quotes",
    "locale": "allowed is a language that studytrack knows, such as 'en', 'ja' or 'zh-CN'",
    "hand-edits": "allowed are 'keep' and 'overwrite'",
    "timezone": "allowed are 'author' and time zones, such as 'Asia/Shanghai'",
    "notes": "allowed is a table with 'directory', 'imply', 'create' and 'template'",
    "notes.directory": "allowed is a folder at or below the tracker's own, such as 'phase{phase}'",
    "notes.imply": "allowed are 'in-progress', 'done' and 'nothing'",
    "notes.create": "allowed are true and false",
    "notes.template": "allowed is a path inside the study, such as 'templates/note.md'",
    "record": "allowed is a table with 'reconcile'",
    "record.reconcile": "allowed are true and false",
    "learner": "allowed is a table with 'name', 'emails' and 'hours-per-week'",
    "learner.name": "allowed is a name on one line",
    "learner.emails": "allowed is a list of addresses, such as ['ada@example.org']",
    "learner.hours-per-week": "allowed are hours, up to 168, and a range, such as '15-20'",
    "weekly": "allowed is a table with 'ends' and 'directory'",
    "weekly.ends": "allowed are the days of the week in English, such as 'sunday'",
    "weekly.directory": "allowed is a folder at or below the tracker's own, such as 'checkpoints'",
}
"""What an error says of the values of a key."""

IMPLY: Final = "in-progress"
DIRECTORY = "phase{phase}"
"""What holds of notes where the config says nothing."""

_HOURS_IN_A_WEEK = 7 * 24
_RANGE = pattern(r"([0-9]{1,3}(?:\.[0-9]{1,2})?) ?[-–~～] ?([0-9]{1,3}(?:\.[0-9]{1,2})?)")
_SINCE = pattern("[0-9A-Fa-f]{7,64}")
_LOCALE = pattern("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}")
_PLACEHOLDER = "{phase}"


def _inside(value: str) -> str:
    """A relative POSIX path, tidied; ValueError where it leaves its folder or enters `.git`."""
    parts = [part for part in value.split("/") if part not in {"", "."}]
    leaves = value.startswith("/") or ".." in parts or re.match("[A-Za-z]:", value)
    if leaves or "\0" in value or "\\" in value or ".git" in map(str.lower, parts):
        raise ValueError
    return "/".join(parts)


def tracker(value: str) -> str:
    """A file inside the study."""
    path = _inside(value)
    if not path or value.endswith(("/", "/.")):
        raise ValueError
    return path


def since(value: str) -> str:
    """A commit's id as git writes it."""
    if not _SINCE.fullmatch(value):
        raise ValueError
    return value.lower()


def directory(value: str) -> str:
    """A folder at or below the tracker's own, with no placeholder but `{phase}`."""
    if not value or re.search("[{}]", value.replace(_PLACEHOLDER, "")):
        raise ValueError
    return _inside(value) or "."


def folder(value: str) -> str:
    """A folder at or below the tracker's own."""
    return _inside(value) or "."


def zone(value: str) -> ZoneInfo | None:
    """The zone of that name, None for `author`; only names that mean the same everywhere."""
    if value == "author":
        return None
    if value.startswith(("posix", "right/", "localtime")):
        raise ValueError
    try:
        return ZoneInfo(value)
    except (KeyError, OSError) as error:  # unknown, or a folder of zones
        raise ValueError from error


def locale(value: str) -> str:
    """A language that there is a locale of, whatever the region."""
    if not _LOCALE.fullmatch(value):
        raise ValueError
    language = value.partition("-")[0].casefold()
    if language not in {known.partition("-")[0].casefold() for known in locales.names()}:
        raise ValueError
    return value


def timezone(value: str) -> str:
    """`author` or the name of a time zone."""
    zone(value)
    return value


def name(value: str) -> str | None:
    """A name on one line; None for a blank one."""
    if not value.isprintable():
        raise ValueError
    return value.strip() or None


def email(value: str) -> str:
    """The bare address of an author."""
    if not value.strip() or not value.isprintable() or re.search("[<>]", value):
        raise ValueError
    return value.strip()


def hours(value: object) -> tuple[float, float]:
    """The low and the high end of a number of hours or a range of them."""
    match value:
        case bool():
            raise ValueError
        case int() | float():
            low = high = float(value)
        case str() if found := _RANGE.fullmatch(value):
            low, high = map(float, found.groups())
        case _:
            raise ValueError
    if not 0 < low <= high <= _HOURS_IN_A_WEEK:
        raise ValueError
    return low, high


def hours_per_week(value: object) -> float | str | None:
    """The value as it stands, if `hours` can read it."""
    if value is None:
        return None
    hours(value)
    return value if isinstance(value, int | float | str) else None


SINCE_SCHEMA = {"type": "string", "pattern": f"^{_SINCE.pattern}$"}
LOCALE_SCHEMA = {"type": "string", "pattern": f"^{_LOCALE.pattern}$"}
HOURS_SCHEMA = {
    "anyOf": [
        {"type": "number", "exclusiveMinimum": 0, "maximum": _HOURS_IN_A_WEEK},
        {"type": "string", "pattern": f"^{_RANGE.pattern}$"},
    ]
}
