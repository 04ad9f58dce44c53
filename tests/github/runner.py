"""Runs workflows for real, with act on this machine, against the stand-in."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tests.github.plumbing import Git
from tests.repositories import environment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.github.server import GitHub

ROOT = Path(__file__).parents[2]
CHECKOUT = Path(__file__).parent / "checkout"
ACT = Path(sys.executable).with_name("act")
USES = re.compile(r"uses:\s*([\w.-]+/[\w./-]+@[\w./-]+)")
KEPT = re.compile(
    r"PATH|HOME|LANG|SYSTEMROOT|VIRTUAL_ENV|(?:PIP|UV|SSL_CERT)_.*|REQUESTS_CA_BUNDLE|.*_proxy",
    re.IGNORECASE,
)
"""Variables that find programs, and packages for them."""


class Annotation(NamedTuple):
    """What a step says of a place: ``error``, ``warning`` or ``notice``."""

    level: str
    message: str
    file: str | None
    line: str | None


@dataclass
class Run:
    """How a workflow ended; outputs by the ids of their steps."""

    code: int
    log: str
    outputs: dict[str, dict[str, str]] = field(default_factory=dict)
    summary: str = ""
    annotations: list[Annotation] = field(default_factory=list)


def run(
    folder: Path,
    workflow: str,
    hub: GitHub,
    *,
    event: str = "push",
    payload: Mapping[str, object] | None = None,
    ref: str | None = None,
    actions: Mapping[str, Path] | None = None,
    variables: Mapping[str, str] | None = None,
) -> Run:
    """Runs a workflow's text as the runner would after an event on a reference of the hub.

    ``actions`` says where each action that it uses lies, as ``{"ada/studytrack@v1": path}``;
    ``actions/checkout`` in any version is a stub that fetches from the hub, as shallow as it is
    told. ``folder`` is an empty one that act may fill.
    """
    ref = ref or f"refs/heads/{hub.state.default}"
    _stand_on(ref, hub.state.git, folder)
    (folder / "workflow.yml").write_text(workflow, encoding="utf-8")
    (folder / "event.json").write_text(json.dumps(payload or {}), encoding="utf-8")
    told = _context(hub, ref, payload or {}) | dict(variables or {})
    done = subprocess.run(
        [
            *(ACT, event, "--json", "-W", "workflow.yml", "-e", "event.json"),
            *("--no-cache-server", "--no-recurse", "--no-skip-checkout"),
            *("--action-cache-path", folder / "cache", "--actor", hub.state.owner),
            *("-s", f"GITHUB_TOKEN={hub.state.token}"),
            "--platform=ubuntu-latest=-self-hosted",
            *(f"--env={name}={value}" for name, value in told.items()),
            *_mapped(workflow, actions or {}),
        ],
        cwd=folder,
        env=_surroundings(folder),
        capture_output=True,
        check=False,
    )
    read = _read(done.returncode, done.stdout.decode())
    read.log += done.stderr.decode()
    return read


def _stand_on(ref: str, git: Git, folder: Path) -> None:
    """Makes a folder of which act reads ``GITHUB_SHA``; nothing else of it reaches a step."""
    git.run("config", "uploadpack.allowAnySHA1InWant", "true")
    git.run("config", "uploadpack.allowFilter", "true")
    folder.mkdir(parents=True, exist_ok=True)
    here = Git(folder)
    here.run("init", "--quiet")
    here.run("fetch", "--quiet", "--depth=1", git.folder.resolve().as_uri(), ref)
    here.run("update-ref", "--no-deref", "HEAD", "FETCH_HEAD")


def _context(hub: GitHub, ref: str, payload: Mapping[str, object]) -> dict[str, str]:
    """What the runner tells of where it runs."""
    pull = payload.get("pull_request")
    ends = {side: pull[side]["ref"] for side in ("base", "head")} if isinstance(pull, dict) else {}
    return {
        "GITHUB_API_URL": hub.url,
        "GITHUB_SERVER_URL": hub.site,
        "GITHUB_GRAPHQL_URL": hub.graphql,
        "GITHUB_REPOSITORY": hub.state.full_name,
        "GITHUB_REPOSITORY_OWNER": hub.state.owner,
        "GITHUB_REF": ref,
        "GITHUB_REF_NAME": ref.split("/", 2)[2],
        "GITHUB_BASE_REF": ends.get("base", ""),
        "GITHUB_HEAD_REF": ends.get("head", ""),
        "STANDIN_REMOTE": hub.state.git.folder.resolve().as_uri(),
    }


def _mapped(workflow: str, actions: Mapping[str, Path]) -> list[str]:
    """Tells where each action is that the workflow, and the actions it is given, use."""
    texts = [workflow, *(_manifest(path) for path in actions.values())]
    used = {name for text in texts for name in USES.findall(text)}
    checkouts = {name: CHECKOUT for name in used if name.startswith("actions/checkout@")}
    places = checkouts | dict(actions)
    return [f"--local-repository={name}={path}" for name, path in places.items()]


def _manifest(action: Path) -> str:
    return (action / "action.yml").read_text(encoding="utf-8")


def _surroundings(folder: Path) -> dict[str, str]:
    """The environment of act itself: what finds programs, and no settings."""
    kept = {name: value for name, value in os.environ.items() if KEPT.fullmatch(name)}
    own = {f"XDG_{kind}_HOME": str(folder / kind.lower()) for kind in ("CACHE", "CONFIG", "DATA")}
    git = {name: value for name, value in environment().items() if name.startswith("GIT_")}
    return kept | own | git


def _read(code: int, said: str) -> Run:
    """Reads what act says: an object a line."""
    found, log = Run(code, ""), []
    for line in said.splitlines():
        entry = json.loads(line)
        if entry.keys() & {"raw_output", "command"} or entry.get("stepResult") == "failure":
            log.append(entry["msg"])
        match entry.get("command"):
            case "set-output":
                for step in entry["stepID"][:1]:
                    found.outputs.setdefault(step, {})[entry["name"]] = entry["arg"]
            case "summary":
                found.summary = entry["content"]
            case "error" | "warning" | "notice" as level:
                place = entry.get("kvPairs") or {}
                found.annotations.append(
                    Annotation(level, entry["arg"], place.get("file"), place.get("line"))
                )
    found.log = "\n".join(line.rstrip("\n") for line in log)
    return found


def published(folder: Path) -> Path:
    """The project as a tag would have it, with what is not yet committed: all but ignored files."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    return folder
