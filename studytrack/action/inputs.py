"""What the workflow asks for: the Action's inputs, as `action.yml` passes them on."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from pydantic import SecretStr

from studytrack.errors import UsageError
from studytrack.patterns import pattern
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

_PREFIX = "INPUT_"
_BRANCH = pattern(
    r"(?!.*(?:\.\.|//|@\{|/\.|\.lock(?:/|$)))[^\x00-\x20\x7f~^:?*\[\\./-]"
    r"(?:[^\x00-\x20\x7f~^:?*\[\\]*[^\x00-\x20\x7f~^:?*\[\\./])?"
)
_TRAILER = pattern(r"(?:^|\n)\W*study(?:track)?-[a-z]+\s*[:：]", re.IGNORECASE)
_YES, _NO = ("true", "yes", "on", "1"), ("false", "no", "off", "0", "")


class Mode(StrEnum):
    """What a run is for."""

    UPDATE = "update"
    COMMIT = "commit"
    CHECK = "check"


class Inputs(NamedTuple):
    """The inputs, each of which has a default.

    Attributes:
        auto_merge: ``merge``, ``squash`` or ``rebase``; empty for none.
        token: shown nowhere.
        config: a study's ``studytrack.toml``; empty where it is to be looked for.
        base: the branch to keep up to date; empty for the default branch.
        branch: the bot's branch; ``{base}`` stands for the base. Empty for its usual name.
        title, commit_message: empty for the tracker's own language.
        overwrite: whether others' commits on the bot's branch are overwritten.
        weekly: whether checkpoints of weeks that have ended are written too.
    """

    mode: Mode = Mode.UPDATE
    auto_merge: str = ""
    token: SecretStr = SecretStr("")
    config: str = ""
    base: str = ""
    branch: str = ""
    title: str = ""
    commit_message: str = ""
    labels: tuple[str, ...] = ()
    reviewers: tuple[str, ...] = ()
    assignees: tuple[str, ...] = ()
    draft: bool = False
    delete_branch: bool = True
    overwrite: bool = False
    dry_run: bool = False
    weekly: bool = False


def read(environment: Mapping[str, str]) -> Inputs:
    """The inputs of this run.

    Raises:
        UsageError: some have values that they cannot have; all of them are named.

    Example:
        >>> read({"INPUT_MODE": "commit"}).mode
        <Mode.COMMIT: 'commit'>
    """
    given = _Given(environment)
    inputs = Inputs(
        mode=Mode(given.one_of("mode", *Mode) or Mode.UPDATE),
        auto_merge=given.one_of("auto-merge", "merge", "squash", "rebase", no=True),
        token=SecretStr(given.text("token")),
        config=given.text("config"),
        base=given.branch("base", given.text("base")),
        branch=given.text("branch"),
        title=given.message("title"),
        commit_message=given.message("commit-message"),
        labels=given.names("labels"),
        reviewers=given.names("reviewers"),
        assignees=given.names("assignees"),
        draft=given.flag("draft", default=False),
        delete_branch=given.flag("delete-branch", default=True),
        overwrite=given.one_of("on-foreign-commits", "stop", "overwrite") == "overwrite",
        dry_run=given.flag("dry-run", default=False),
        weekly=given.flag("weekly", default=False),
    )
    given.branch("branch", inputs.branch.replace("{base}", inputs.base or "main"))
    if given.wrong:
        raise UsageError("; ".join(given.wrong))
    return inputs


class _Given:
    """The inputs' texts, and what is wrong with them."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.environment = environment
        self.wrong: list[str] = []

    def text(self, name: str) -> str:
        return self.environment.get(_PREFIX + name.upper().replace("-", "_"), "").strip()

    def one_of(self, name: str, *allowed: str, no: bool = False) -> str:
        text = self.text(name).casefold()
        if no and text in _NO:
            return ""
        if text and text not in allowed:
            self._refuse(name, f"allowed are {', '.join(allowed)}{' and false' * no}")
            return ""
        return text

    def flag(self, name: str, *, default: bool) -> bool:
        text = self.text(name).casefold()
        if text and text not in _YES + _NO:
            self._refuse(name, "allowed are true and false")
        return text in _YES if text else default

    def names(self, name: str) -> tuple[str, ...]:
        parts = re.split(r"[,\n]", self.text(name))
        return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))

    def branch(self, name: str, text: str) -> str:
        if text and not _BRANCH.fullmatch(text):
            self._refuse(name, "git allows no such branch")
        return text

    def message(self, name: str) -> str:
        text = self.text(name)
        if _TRAILER.search(text):
            self._refuse(name, "it must not hold a trailer of studytrack's, which would count")
        return text

    def _refuse(self, name: str, why: str) -> None:
        self.wrong.append(f"input {name} is {self.text(name)!r}; {why}")
