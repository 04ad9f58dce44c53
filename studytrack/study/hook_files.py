"""Hooks as files: read whole, put in place whole, and none ever overwritten.

They lie in a git directory, where `files` does not go, or wherever ``core.hooksPath`` says.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from typing import TYPE_CHECKING

from studytrack.errors import WriteError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LARGEST = 1 << 20
_MODE = 0o755
_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def text_of(path: Path) -> bytes | None:
    """What a hook says, or its beginning; None where there is none.

    Raises:
        WriteError: it is no file, or cannot be read, so that nothing may be put in its place.
    """
    if not os.path.lexists(path):
        return None
    if not path.exists():  # a link that leads nowhere is kept as it is
        return b""
    if not stat.S_ISREG(path.stat().st_mode):
        raise WriteError(f"{path}: this is no file; move it away first")
    try:
        with path.open("rb") as file:
            return file.read(LARGEST)
    except OSError as error:
        raise _refused(path, error) from error


def set_aside(names: Mapping[Path, Path]) -> None:
    """Gives hooks other names, under which there is nothing yet; git never finds one missing.

    A name that a killed run has given already is as good.

    Raises:
        WriteError: there is something else, and no hook was touched; or it cannot be done.
    """
    wanted = {path: kept for path, kept in names.items() if not _same(path, kept)}
    for kept in wanted.values():
        if os.path.lexists(kept):
            raise WriteError(f"{kept}: there is something already; move it away first")
    for path, kept in wanted.items():
        try:
            try:
                os.link(path, kept, follow_symlinks=False)
            except FileExistsError:
                raise
            except (OSError, NotImplementedError):  # a file system without links
                path.rename(kept)
        except OSError as error:
            raise _refused(path, error) from error


def _same(path: Path, kept: Path) -> bool:
    return os.path.lexists(kept) and os.path.samestat(path.lstat(), kept.lstat())


def put(path: Path, text: bytes) -> None:
    """Puts a hook in place, whole or not at all, to be run by everybody.

    Raises:
        WriteError: it cannot be written; what was there before is still there.
    """
    waiting = path.with_name(f".{path.name}.studytrack-new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        waiting.unlink(missing_ok=True)  # a killed run's
        handle = os.open(waiting, _FLAGS, _MODE)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            waiting.chmod(_MODE)
            waiting.replace(path)
        except BaseException:
            with suppress(OSError):
                waiting.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise _refused(path, error) from error


def put_back(kept: Path, path: Path) -> None:
    """Gives a hook that was set aside its name again.

    Raises:
        WriteError: the folder cannot be written.
    """
    try:
        kept.replace(path)
    except OSError as error:
        raise _refused(path, error) from error


def drop(path: Path) -> None:
    """Takes a hook away.

    Raises:
        WriteError: the folder cannot be written.
    """
    try:
        path.unlink()
    except OSError as error:
        raise _refused(path, error) from error


def _refused(path: Path, error: OSError) -> WriteError:
    return WriteError(
        f"{path}: not allowed, or not possible ({error.strerror or error}); it is as it was; "
        "mend the folder's permissions, then run again"
    )
