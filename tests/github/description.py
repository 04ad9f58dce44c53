"""GitHub's own description of its API, cut to the routes that the stand-in serves.

``python -m tests.github.description`` fetches the package with npm and keeps the part; make does
that once. The package has 370 MB, and its file takes half a second to read; the part has 0.6 MB
and takes 5 ms. Without npm there is none, and the tests that need it say so.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).parents[2] / ".node"
WHOLE = FOLDER / "node_modules/@octokit/openapi/generated/api.github.com.json"
PART = FOLDER / "github.json"
SERVED = re.compile(
    r"/rate_limit|/repos/\{owner\}/\{repo\}(/(git|branches|commits|compare|pulls|issues)(/.*)?)?"
)

Schema = dict[str, Any]


@cache
def description() -> Schema:
    """The part that was cut: ``paths``, and the ``components`` that they refer to."""
    read: Schema = json.loads(PART.read_text(encoding="utf-8"))
    return read


def cut(whole: Schema) -> Schema:
    """The served paths, and all that they refer to."""
    paths = {path: item for path, item in whole["paths"].items() if SERVED.fullmatch(path)}
    components: Schema = {}
    wanted = set(_references(paths))
    while wanted:
        kind, name = wanted.pop().removeprefix("#/components/").split("/")
        named = components.setdefault(kind, {})
        if name not in named:
            named[name] = whole["components"][kind][name]
            wanted |= set(_references(named[name]))
    part: Schema = _with_nulls({"paths": paths, "components": components})
    return part


def _with_nulls(value: Any) -> Any:  # any JSON
    """Makes null one of the choices where GitHub says ``nullable`` beside them."""
    if isinstance(value, list):
        return [_with_nulls(part) for part in value]
    if not isinstance(value, dict):
        return value
    read = {key: _with_nulls(part) for key, part in value.items()}
    if read.get("nullable") is True and "oneOf" in read:
        read["oneOf"].append({"type": "object", "nullable": True, "enum": [None]})
    return read


def _references(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(target := value.get("$ref"), str):
            yield target
        value = [part for key, part in value.items() if key not in {"example", "examples"}]
    if isinstance(value, list):
        for part in value:
            yield from _references(part)


def install() -> None:
    """Fetches the package in the version and with the hash that the lock file names."""
    npm = shutil.which("npm")
    if npm is None:
        return
    FOLDER.mkdir(exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(Path(__file__).with_name(name), FOLDER)
    fetch = (npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    subprocess.run(fetch, cwd=FOLDER, check=True, stdout=subprocess.DEVNULL)
    PART.write_text(json.dumps(cut(json.loads(WHOLE.read_text("utf-8")))), encoding="utf-8")
    shutil.rmtree(FOLDER / "node_modules")


if __name__ == "__main__":
    install()
