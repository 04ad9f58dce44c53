"""`Hooks`: those that git runs in a repository, and putting studytrack's among them."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

from studytrack import files
from studytrack.errors import HooksError
from studytrack.history.commands import Git, refusal
from studytrack.history.place import found
from studytrack.hooks import frameworks
from studytrack.hooks.scripts import KEPT, Author, Hook, author, minds_its_name, script
from studytrack.study import hook_files
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from studytrack.history.place import Place
    from studytrack.hooks.frameworks import Framework

_UNSET = 1
"""How ``git config`` ends where there is no such setting."""

_OF_A_REPOSITORY = {"GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_CONFIG"}


class Standing(StrEnum):
    """How a hook stands to studytrack."""

    ABSENT = "absent"
    OTHER = "other"
    INSTALLED = "installed"
    OUTDATED = "outdated"
    CHANGED = "changed"


class HookState(NamedTuple):
    """One of git's hooks.

    Attributes:
        hook: git's name for it.
        path: where it is, or would be.
        standing: none, somebody else's, or ours: as it is written today, as it was written for
            another Python or by another version, or changed since by somebody.
        kept: where the hook is that was there before ours, and is called first; None without.
    """

    hook: Hook
    path: Path
    standing: Standing
    kept: Path | None


@dataclass(frozen=True, slots=True)
class Hooks:
    """The hooks of a repository; its work trees share them.

    Attributes:
        root: the top of the work tree.
        folder: where git looks for hooks.
        framework: what keeps the hooks of this repository, and has to be asked; None without.

    Example:
        ``Hooks.open(".").install()``
    """

    root: Path
    folder: Path
    framework: Framework | None
    _git_dir: Path = field(repr=False)
    _python: str = field(repr=False)

    @classmethod
    def open(
        cls,
        path: str | Path = ".",
        *,
        python: str = sys.executable,
        environment: Mapping[str, str] | None = None,
    ) -> Hooks:
        """The hooks of the repository around a path.

        Args:
            path: a folder inside the work tree.
            python: the interpreter that the hooks are to start.
            environment: where git's settings of the user are; this process's where None.

        Raises:
            HistoryError: there is no repository, it is bare, or its config cannot be read.
            HooksError: ``core.hooksPath`` leads out of it.
        """
        place = found(Path(path))
        given = os.environ if environment is None else environment
        folder = _folder(place, given)
        texts = [hook_files.text_of(folder / hook) or b"" for hook in Hook]
        framework = frameworks.keeper(_names(place.root), folder.parts, texts)
        return cls(place.root, folder, framework, place.common_dir, python)

    @property
    def tracked(self) -> bool:
        """Whether hooks lie in the work tree, where git may track them."""
        inside = self.folder.is_relative_to(self.root.resolve())
        return inside and not self.folder.is_relative_to(self._git_dir.resolve())

    def states(self) -> tuple[HookState, ...]:
        """How each hook stands.

        Raises:
            WriteError: something that is no file stands in the place of one.
        """
        return tuple(self._state(hook) for hook in Hook)

    def install(self) -> tuple[HookState, ...]:
        """Put the hooks in place, and set aside those that are there; they are called first.

        Installing twice changes nothing.

        Returns:
            How the hooks that were touched stand by now.

        Raises:
            HooksError: a framework keeps the hooks, or somebody changed one of ours.
            WriteError: a hook cannot be written, or is no file; it is as it was.
        """
        if self.framework is not None:
            raise HooksError(f"{self.folder}: {self.framework.name} keeps these hooks; ask it")
        with files.locked(self._git_dir):
            touched = [one for one in self._unchanged() if one.standing is not Standing.INSTALLED]
            aside = [one.path for one in touched if one.standing is Standing.OTHER]
            _refuse_named(aside)
            hook_files.set_aside({path: _kept(path) for path in aside})
            for one in touched:
                hook_files.put(one.path, self._script(one.hook))
            return tuple(self._state(one.hook) for one in touched)

    def remove(self) -> tuple[HookState, ...]:
        """Take the hooks away, and put back those that were there before.

        Returns:
            How the hooks that were touched stand by now.

        Raises:
            HooksError: somebody changed one of ours; none is touched.
            WriteError: a hook cannot be written; it is as it was.
        """
        with files.locked(self._git_dir):
            touched = [one for one in self._unchanged() if _is_ours(one) or _is_lost(one)]
            for one in touched:
                if one.kept is not None:
                    hook_files.put_back(one.kept, one.path)
                else:
                    hook_files.drop(one.path)
            return tuple(self._state(one.hook) for one in touched)

    def _unchanged(self) -> tuple[HookState, ...]:
        """Every hook, none of ours changed by anybody."""
        states = self.states()
        for one in states:
            if one.standing is Standing.CHANGED:
                undo = f"mv {one.kept} {one.path}" if one.kept else f"rm {one.path}"
                raise HooksError(
                    f"{one.path}: this hook was changed since studytrack wrote it, so it was left "
                    f"as it is; save what you added, take it away with: {undo}; then run again"
                )
        return states

    def _state(self, hook: Hook) -> HookState:
        path = self.folder / hook
        kept = _kept(path) if os.path.lexists(_kept(path)) else None
        return HookState(hook, path, self._standing(hook, hook_files.text_of(path)), kept)

    def _standing(self, hook: Hook, text: bytes | None) -> Standing:
        if text is None:
            return Standing.ABSENT
        if text == self._script(hook):
            return Standing.INSTALLED
        wrote = author(text)
        match wrote:
            case Author.STUDYTRACK:
                return Standing.OUTDATED
            case Author.CHANGED:
                return Standing.CHANGED
            case Author.OTHER:
                return Standing.OTHER
            case _:
                assert_never(wrote)

    def _script(self, hook: Hook) -> bytes:
        return script(hook, os.fsencode(self._python))


def _refuse_named(paths: Iterable[Path]) -> None:
    """Raises for a hook that would not be itself under another name."""
    for path in paths:
        if minds_its_name(hook_files.text_of(path) or b""):
            raise HooksError(
                f"{path}: this hook looks at its own name, so it cannot be called by another; "
                f'call this at its end: studytrack hooks run {path.name} "$@" || exit 1'
            )


def _is_ours(state: HookState) -> bool:
    return state.standing in {Standing.INSTALLED, Standing.OUTDATED}


def _is_lost(state: HookState) -> bool:
    """Whether somebody took our hook away, and not the one that it called."""
    return state.standing is Standing.ABSENT and state.kept is not None


def _kept(path: Path) -> Path:
    return path.with_name(path.name + KEPT)


def _names(root: Path) -> frozenset[str]:
    """What lies at the top of the work tree."""
    return frozenset(path.name for path in root.iterdir())


def _folder(place: Place, environment: Mapping[str, str]) -> Path:
    """Where git looks for hooks: in what all work trees share, unless ``core.hooksPath`` says."""
    outside = {key: environment[key] for key in environment if key not in _OF_A_REPOSITORY}
    git = Git.of_the_user(place.root, outside)
    answer = git.ask("config", "-z", "--type=path", "--get", "core.hooksPath")
    if answer.status not in {0, _UNSET}:
        raise refusal(answer.errors)
    own = os.fsdecode(answer.output.removesuffix(b"\0"))
    folder = (place.root / own if own else place.common_dir / "hooks").resolve()
    homes = (place.root.resolve(), place.common_dir.resolve())
    if not any(folder.is_relative_to(home) for home in homes):
        where = f"core.hooksPath leads to {folder}" if own else f"the hooks are a link to {folder}"
        raise HooksError(
            f"{place.root}: {where}, outside this repository, where others may use them; "
            "give this one its own, as with: git config --local core.hooksPath .git/hooks; or "
            'call this in the hook there: studytrack hooks run commit-msg "$1"'
        )
    return folder
