"""Fetches what a checkout lacks: history, blobs, a commit. The only module that asks a remote.

It runs git as the user has set it up, with credentials, proxies and all, except for hooks; what
is fetched is objects alone, and no branch or tag moves.
"""

from __future__ import annotations

import base64
import os
from typing import TYPE_CHECKING

from studytrack.errors import HistoryError
from studytrack.history.commands import Git
from studytrack.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_TEXTS = (
    *("log", "--format=", "--raw", "-z", "-m", "--root", "--no-abbrev", "--no-renames", "HEAD"),
    *("--", "*.md", "*.markdown", "*.toml", ".mailmap"),
)
_CHANGE = pattern(rb":[0-7]+ [0-7]+ ([0-9a-f]{40,64}) ([0-9a-f]{40,64}) ")
_QUIET = ("--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules")


def complete(folder: Path, server: str, token: str | None) -> None:
    """Fetches the history that a shallow clone hides, and the texts that a partial one left out.

    Args:
        folder: the work tree, of which ``origin`` is the remote.
        server: the address that the token is for: ``https://github.com``.
        token: used only where git has no credentials of its own.

    Raises:
        HistoryError: the history could not be fetched.
    """
    plain = Git(folder, environment=_environment())
    if plain.ask("rev-parse", "--is-shallow-repository").output.strip() == b"true":
        head = plain.read("rev-parse", "HEAD").decode().strip()
        _fetch(folder, server, token, "--unshallow", "--filter=blob:none", head)
    if plain.ask("config", "--get", "remote.origin.promisor").output.strip() != b"true":
        return
    lacking = _lacking(plain)
    if lacking is None:
        _fetch(folder, server, token, "--refetch", "--no-filter", "HEAD")
    elif lacking:
        wanted = b"".join(blob + b"\n" for blob in sorted(lacking))
        _fetch(folder, server, token, "--filter=blob:none", given=wanted)


def _lacking(git: Git) -> set[bytes] | None:
    """The texts of the history that are not here; None where trees are not either."""
    missing = git.ask("rev-list", "--objects", "--missing=print", "HEAD")
    gone = {line[1:] for line in missing.output.split(b"\n") if line[:1] == b"?"}
    if not gone:
        return gone
    if git.ask("config", "--get", "remote.origin.partialclonefilter").output[:4] == b"tree":
        return None
    changes = git.read(*_TEXTS)
    return gone & {blob for pair in _CHANGE.findall(changes) for blob in pair}


def fetch(folder: Path, server: str, token: str | None, commit: str) -> None:
    """Fetches one commit with its history.

    Raises:
        HistoryError: it could not be fetched.
    """
    _fetch(folder, server, token, commit)
    complete(folder, server, token)


def _fetch(folder: Path, server: str, token: str | None, *what: str, given: bytes = b"") -> None:
    options, wanted = [one for one in what if one[0] == "-"], [one for one in what if one[0] != "-"]
    source = ("--stdin", "origin") if given else ("origin", *wanted)
    said = b""
    for environment in _attempts(server, token):
        git = Git(folder, environment=environment)
        answer = git.ask("fetch", *_QUIET, *options, *source, given=given)
        if not answer.status:
            return
        said = answer.errors or said
    reason = " ".join(said.decode("utf-8", "backslashreplace").split()) or "it gave no reason"
    raise HistoryError(
        f"{folder}: git could not fetch what this checkout lacks ({reason}); "
        "give actions/checkout: fetch-depth: 0"
    )


def _attempts(server: str, token: str | None) -> Iterator[Mapping[str, str]]:
    """The environment as it is; then with the token, which stands in no argument and no file.

    https://git-scm.com/docs/git-config#Documentation/git-config.txt-GITCONFIGCOUNT
    """
    yield _environment()
    if token:
        count = int(os.environ.get("GIT_CONFIG_COUNT") or 0)
        secret = base64.b64encode(f"x-access-token:{token}".encode()).decode()
        yield _environment() | {
            "GIT_CONFIG_COUNT": str(count + 1),
            f"GIT_CONFIG_KEY_{count}": f"http.{server}/.extraheader",
            f"GIT_CONFIG_VALUE_{count}": f"AUTHORIZATION: basic {secret}",
        }


def _environment() -> dict[str, str]:
    return {**os.environ, "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
