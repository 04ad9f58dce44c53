"""The only module that reads and writes files: bytes in, bytes out, whole or not at all.

Paths are from the repository's root, with ``/`` between names, as git gives them.
"""

from __future__ import annotations

import errno
import os
import posixpath
import stat
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from studytrack.errors import StudytrackError, WriteError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

WAIT = 10.0
"""Seconds to wait for another studytrack that is writing."""

_BINARY = getattr(os, "O_BINARY", 0)
_READ = os.O_RDONLY | _BINARY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_WRITE = os.O_WRONLY | os.O_CREAT | _BINARY | getattr(os, "O_NOFOLLOW", 0)

_WORDS = {
    "missing": "does not exist",
    "outside": "is outside the repository's work tree",
    "symlink": "is a symbolic link, or lies behind one",
    "special": "is not a regular file",
    "size": "is too large",
    "unreadable": "cannot be read",
}


class RefusedError(StudytrackError):
    """A file is not read; the message goes on where a name ends: "is a symbolic link".

    ``reason`` is one word: missing, outside, symlink, special, size or unreadable.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(_WORDS[reason] + (f": {detail}" if detail else ""))
        self.reason = reason


def exists(root: Path, path: str) -> bool:
    """Whether a file or a folder is there, inside the work tree."""
    try:
        return os.path.lexists(_located(root, path))
    except RefusedError:
        return False


def real_path(root: Path, path: str) -> str:
    """Where a file really is: the same path, but for symbolic links, from the root again.

    Raises:
        RefusedError: a link leads out of the work tree, or in a circle.
    """
    try:
        real = Path(os.path.realpath(_located(root, path), strict=False))
        inside = real.relative_to(os.path.realpath(root)).as_posix()
        if real.is_symlink():  # a circle: realpath has given up
            raise RefusedError("symlink")
    except (ValueError, OSError) as error:
        raise RefusedError("outside") from error
    _located(root, inside)
    return inside


def read_bytes(root: Path, path: str, cap: int) -> bytes:
    """The bytes of a regular file, of which no part below the root is a symbolic link.

    Args:
        root: the top of the work tree.
        path: the file, from the root.
        cap: the size in bytes above which the file is refused.

    Raises:
        RefusedError: the file is missing, too large, special, outside, or behind a link.

    Example:
        ``read_bytes(repository.root, "plans/tracker.md", 1 << 20)``
    """
    place = _located(root, path)
    try:
        _refuse_links(root, path)
        handle = os.open(place, _READ)
        with os.fdopen(handle, "rb") as file:
            about = os.fstat(handle)
            if not stat.S_ISREG(about.st_mode):
                raise RefusedError("special")
            data = file.read(cap + 1) if about.st_size <= cap else None
    except (FileNotFoundError, NotADirectoryError) as error:
        raise RefusedError("missing") from error
    except IsADirectoryError as error:
        raise RefusedError("special") from error
    except OSError as error:
        raise RefusedError("unreadable", error.strerror or str(error)) from error
    if data is None or len(data) > cap:
        raise RefusedError("size", f"more than {cap} bytes")
    return data


def write_atomically(root: Path, path: str, new: bytes, *, expected: bytes, lock_dir: Path) -> None:
    """Puts new bytes in the place of those that are expected there, whole or not at all.

    A file that is a symbolic link stays one: what it leads to inside the work tree is written.
    The file keeps its mode. The new bytes wait in the git directory, so that a process that is
    killed leaves nothing in the work tree.

    Args:
        root: the top of the work tree.
        path: the file, from the root.
        new: what it is to hold.
        expected: what was read from it; anything else there now is somebody's edit.
        lock_dir: the git directory, where the lock and the waiting bytes are.

    Raises:
        WriteError: the file was changed meanwhile, or cannot be written; what was there before
            is still there.
    """
    try:
        with locked(lock_dir):
            _replace(root, real_path(root, path), new, expected, lock_dir)
    except RefusedError as error:
        raise WriteError(f"{path}: the file {error}; nothing was written") from error
    except PermissionError as error:
        raise WriteError(
            f"{path}: not allowed to write ({error.strerror}); is it open in another program? "
            "Close it or mend its permissions, then run again"
        ) from error
    except OSError as error:
        raise WriteError(
            f"{path}: could not be written ({error.strerror or error}); it is as it was"
        ) from error


def write_new(root: Path, path: str, data: bytes) -> tuple[str, ...]:
    """Makes a new file, and the folders it lies in; one that exists is never touched.

    Returns:
        The folders that were made, the innermost first.

    Raises:
        WriteError: there is something already, or the file cannot be made.
    """
    try:
        place = _located(root, path)
        _refuse_links(root, posixpath.dirname(path))
        made = tuple(_missing_folders(root, path))
        place.parent.mkdir(parents=True, exist_ok=True)
        _fill(place, data, os.O_EXCL, 0)
        _settle(place.parent)
    except FileExistsError as error:
        raise WriteError(f"{path}: there is something already; move it away first") from error
    except RefusedError as error:
        raise WriteError(f"{path}: the place {error}; nothing was written") from error
    except OSError as error:
        raise WriteError(f"{path}: could not be made ({error.strerror or error})") from error
    return made


def take_back(root: Path, path: str, data: bytes, folders: Iterable[str] = ()) -> None:
    """Removes a new file and the folders made for it, unless somebody has changed them since."""
    with suppress(OSError, RefusedError):
        if read_bytes(root, path, len(data)) == data:
            _located(root, path).unlink()
            for folder in folders:
                _located(root, folder).rmdir()


def _missing_folders(root: Path, path: str) -> Iterator[str]:
    """The folders that a file would lie in and that are not there, the innermost first."""
    folder = posixpath.dirname(posixpath.normpath(path))
    while folder and not _located(root, folder).exists():
        yield folder
        folder = posixpath.dirname(folder)


def _located(root: Path, path: str) -> Path:
    """The path below the root; git's own folder is as good as outside."""
    plain = posixpath.normpath(path)
    names = plain.split("/")
    out = plain.startswith("/") or ".." in names or "\0" in path
    if out or any(name.lower() == ".git" for name in names) or _has_drive(plain):
        raise RefusedError("outside")
    return root / plain


def _has_drive(path: str) -> bool:
    return os.name == "nt" and ("\\" in path or ":" in path)


def _refuse_links(root: Path, path: str) -> None:
    """Raises where a part of the path below the root is a link, or what Windows has for one."""
    place = root
    for name in posixpath.normpath(path).split("/"):
        place /= name
        if name == ".":
            continue
        try:
            about = place.lstat()
        except FileNotFoundError:
            return
        reparse = getattr(about, "st_reparse_tag", 0)
        if stat.S_ISLNK(about.st_mode) or reparse in _JUNCTIONS:
            raise RefusedError("symlink")


_JUNCTIONS = {getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", -1)}


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keeps every other studytrack from writing; the folder is the git directory.

    Raises:
        WriteError: another one is writing for too long.
    """
    from filelock import FileLock, Timeout  # not needed to read a study

    try:
        with FileLock(folder / "studytrack.lock", timeout=WAIT):
            yield
    except Timeout as error:
        raise WriteError(
            f"{error.lock_file}: another studytrack is writing; run again when it is done"
        ) from error
    except NotImplementedError as error:
        raise WriteError(f"{folder}: this file system has no locks; use another") from error


def _replace(root: Path, path: str, new: bytes, expected: bytes, lock_dir: Path) -> None:
    """Lets the new bytes wait in the git directory, or beside the file on another device."""
    target = _located(root, path)
    about = target.stat()

    def through(waiting: Path) -> None:
        waiting.unlink(missing_ok=True)  # a killed run's, which may be read-only
        _fill(waiting, new, os.O_EXCL, stat.S_IMODE(about.st_mode))
        try:
            _keep_owner(waiting, about)
            _expect(root, path, expected)  # the last look: nothing slow follows
            waiting.replace(target)
        except BaseException:
            waiting.unlink(missing_ok=True)
            raise

    try:
        through(lock_dir / "studytrack.new")
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        through(target.with_name(f".{target.name}.studytrack-new"))
    _settle(target.parent)


def _expect(root: Path, path: str, expected: bytes) -> None:
    try:
        same = read_bytes(root, path, len(expected)) == expected
    except RefusedError as error:
        if error.reason != "size":
            raise
        same = False
    if not same:
        raise WriteError(
            f"{path}: the file was changed meanwhile and stays so; run again to see both"
        )


def _fill(place: Path, data: bytes, how: int, mode: int) -> None:
    """Writes a file to the disk; where that fails there is none."""
    handle = os.open(place, _WRITE | how, 0o666)
    try:
        try:
            left = memoryview(data)
            while left:
                left = left[_written(handle, left) :]
            os.fsync(handle)
        finally:
            os.close(handle)
        if mode:
            place.chmod(mode)
    except BaseException:
        place.unlink(missing_ok=True)
        raise


def _written(handle: int, data: memoryview) -> int:
    count = os.write(handle, data)
    if not count:
        raise OSError(errno.EIO, "the disk takes no more bytes")
    return count


def _keep_owner(place: Path, about: os.stat_result) -> None:
    if hasattr(os, "chown") and os.geteuid() == 0:
        with suppress(OSError):
            os.chown(place, about.st_uid, about.st_gid)


def _settle(folder: Path) -> None:
    """Makes a name last; the bytes are in place already, so a failure is no failure."""
    if os.name == "posix":
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
