"""What a TOML text says, before anybody asks whether it is a config; light to import."""

from __future__ import annotations

import re
import tomllib
from datetime import date, time
from typing import Any

from studytrack.errors import ConfigError

FILE_NAME = "studytrack.toml"
"""What a config is called, in the folder of its study."""

BOM = "\ufeff"

_MAX_LENGTH = 65_536
_MOST_SHOWN = 4  # lists and tables within one another
_MAX_DOTS = 500  # in a line: the standard library takes quadratic time over a dotted key


def loaded(text: str, path: str) -> dict[str, Any]:
    """The values of a TOML text that is neither huge nor deep.

    Raises:
        ConfigError: it is no TOML, or more than can be read in reasonable time.
    """
    if len(text) > _MAX_LENGTH:
        raise ConfigError(f"{path}: longer than {_MAX_LENGTH} characters; make it shorter")
    for number, row in enumerate(text.split("\n"), start=1):
        if row.count(".") > _MAX_DOTS:
            raise ConfigError(f"{path}:{number}: more than {_MAX_DOTS} dots; shorten the line")
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ConfigError(f"{path}: nested too deep; studytrack has one level of tables") from None
    except ValueError as error:  # TOMLDecodeError, or an integer too long for Python
        found = re.search(r" \(at (?:line ([0-9]+), column [0-9]+|end of document)\)$", str(error))
        last = text.rstrip("\n").count("\n") + 1
        line = int(found[1] or last) if found else None
        what = str(error)[: found.start()] if found else str(error)
        raise ConfigError(f"{place(path, line)}: not TOML: {what}; mend the text") from None


def written(value: object, depth: int = _MOST_SHOWN) -> str:
    """A value as TOML has it, for errors: safe on a terminal, and not deep.

    >>> written([True, {"a b": "x"}])
    "[true, { 'a b' = 'x' }]"
    """
    match value:
        case bool():
            return str(value).lower()
        case date() | time():
            return value.isoformat()
        case list():
            return f"[{', '.join(written(one, depth - 1) for one in value)}]" if depth else "[…]"
        case dict() if value and depth:
            pairs = (
                f"{written_key(key)} = {written(one, depth - 1)}" for key, one in value.items()
            )
            return f"{{ {', '.join(pairs)} }}"
        case dict():
            return "{…}" if value else "{}"
        case _:
            return repr(value)


def written_key(key: str) -> str:
    """A key as TOML has it, safe on a terminal."""
    return key if re.fullmatch("[A-Za-z0-9_-]+", key) else repr(key)


def place(path: str, line: int | None) -> str:
    """A line of a file, as errors name it; the file alone where the line is not known."""
    return f"{path}:{line}" if line else path
