"""Files: what is refused, and that a write is whole or not at all."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

from studytrack import files
from studytrack.errors import WriteError
from studytrack.files import RefusedError, exists, read_bytes, real_path, write_new

if TYPE_CHECKING:
    from collections.abc import Callable

OLD = b"\xef\xbb\xbfold\r\n| a |  \n"
NEW = OLD.replace(b"a", b"b") * 2


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A work tree with a tracker, and a git directory."""
    (tmp_path / "tree/.git").mkdir(parents=True)
    (tmp_path / "tree/plans").mkdir()
    (tmp_path / "tree/plans/t.md").write_bytes(OLD)
    (tmp_path / "outside.md").write_bytes(b"outside")
    return tmp_path / "tree"


def write(root: Path, path: str = "plans/t.md", *, new: bytes = NEW, old: bytes = OLD) -> None:
    """Writes as a study does."""
    files.write_atomically(root, path, new, expected=old, lock_dir=root / ".git")


def left_over(root: Path) -> list[str]:
    """What is in the work tree and the git directory but for the tracker and the lock."""
    known = {"t.md", "studytrack.lock"}
    return [path.name for path in root.rglob("*") if path.is_file() and path.name not in known]


# --- Reading -----------------------------------------------------------------------------------


def test_bytes_are_read_as_they_are(root: Path) -> None:
    """Nothing is translated, and a file may be as large as the cap."""
    assert read_bytes(root, "plans/t.md", len(OLD)) == OLD
    assert read_bytes(root, "./plans/../plans/t.md", 1000) == OLD
    (root / "阶段 1\n").mkdir()
    (root / "阶段 1\n/空.md").write_bytes(b"")
    assert read_bytes(root, "阶段 1\n/空.md", 0) == b""


def symlink(root: Path) -> str:
    (root / "link.md").symlink_to("plans/t.md")
    return "link.md"


def dangling(root: Path) -> str:
    (root / "dangling.md").symlink_to("nowhere")
    return "dangling.md"


def behind_a_link(root: Path) -> str:
    (root / "folder").symlink_to("plans")
    return "folder/t.md"


def pipe(root: Path) -> str:
    os.mkfifo(root / "pipe.md")
    return "pipe.md"


def large(root: Path) -> str:
    (root / "large.md").write_bytes(b"x" * 1001)
    return "large.md"


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        pytest.param(symlink, "symlink", id="link"),
        pytest.param(dangling, "symlink", id="dangling-link"),
        pytest.param(behind_a_link, "symlink", id="behind-a-link"),
        pytest.param(pipe, "special", id="pipe"),
        pytest.param(large, "size", id="large"),
        pytest.param(lambda _: "plans", "special", id="folder"),
        pytest.param(lambda _: ".", "special", id="root"),
        pytest.param(lambda _: "nowhere/t.md", "missing", id="missing"),
        pytest.param(lambda _: "plans/t.md/x", "missing", id="below-a-file"),
        pytest.param(lambda _: "../outside.md", "outside", id="above"),
        pytest.param(lambda _: "plans/../../outside.md", "outside", id="above-by-detour"),
        pytest.param(lambda root: f"{root}/plans/t.md", "outside", id="absolute"),
        pytest.param(lambda _: ".git/config", "outside", id="git"),
        pytest.param(lambda _: "plans/.GIT/x", "outside", id="git-in-capitals"),
        pytest.param(lambda _: "t\0.md", "outside", id="nul"),
        pytest.param(lambda _: "x" * 5000, "unreadable", id="endless-name"),
    ],
)
def test_refused(root: Path, make: Callable[[Path], str], reason: str) -> None:
    """What is no regular file of the work tree is refused with its reason, and not waited for."""
    with pytest.raises(RefusedError) as error:
        read_bytes(root, make(root), 1000)
    assert error.value.reason == reason


def test_a_file_that_grows_is_refused(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The cap holds for what is read, not for what was promised."""
    small = (root / "plans/t.md").stat()
    (root / "plans/t.md").write_bytes(b"x" * 5000)
    monkeypatch.setattr(os, "fstat", lambda _: small)
    with pytest.raises(RefusedError, match="more than 1000 bytes"):
        read_bytes(root, "plans/t.md", 1000)


def test_exists(root: Path) -> None:
    """Files, folders and links exist; what lies outside does not for a study."""
    for path in ("plans/t.md", "plans", ".", "plans/", dangling(root)):
        assert exists(root, path)
    for path in ("nowhere", "../outside.md", "/", ".git", "x\0"):
        assert not exists(root, path)


def test_real_path(root: Path) -> None:
    """A tracker that is a link inside the work tree is found; others are refused."""
    assert real_path(root, symlink(root)) == "plans/t.md"
    assert real_path(root, behind_a_link(root)) == "plans/t.md"
    assert real_path(root, "plans/t.md") == "plans/t.md"
    assert real_path(root, "nowhere.md") == "nowhere.md"
    for name, target in {"up": "../outside.md", "git": ".git/config", "loop": "loop"}.items():
        (root / name).symlink_to(target)
        with pytest.raises(RefusedError):
            real_path(root, name)


# --- Writing -----------------------------------------------------------------------------------


def test_written_whole(root: Path) -> None:
    """The new bytes take the old ones' place; the mode stays, and nothing else appears."""
    (root / "plans/t.md").chmod(0o640)
    write(root)
    assert (root / "plans/t.md").read_bytes() == NEW
    assert (root / "plans/t.md").stat().st_mode & 0o777 == 0o640
    assert left_over(root) == []


def test_linked_tracker_stays_a_link(root: Path) -> None:
    """What a link inside the work tree leads to is written, and the link stays."""
    write(root, symlink(root))
    assert (root / "link.md").is_symlink()
    assert (root / "plans/t.md").read_bytes() == NEW


@pytest.mark.parametrize("target", ["../outside.md", ".git/config"])
def test_links_out_are_refused(root: Path, target: str) -> None:
    """A link out of the work tree, or into git's own folder, is not written through."""
    (root / ".git/config").write_bytes(b"outside")
    (root / "link.md").symlink_to(target)
    with pytest.raises(WriteError, match=r"^link\.md: the file is outside"):
        write(root, "link.md", old=b"outside")
    assert (root / "link.md").read_bytes() == b"outside"


@pytest.mark.parametrize(
    "now", [b"", OLD + b"x", OLD[:-1], OLD.upper()], ids=["empty", "longer", "shorter", "other"]
)
def test_edits_made_meanwhile_are_kept(root: Path, now: bytes) -> None:
    """Where the file no longer holds what was read, somebody's edit stays."""
    (root / "plans/t.md").write_bytes(now)
    with pytest.raises(WriteError, match="changed meanwhile"):
        write(root)
    assert (root / "plans/t.md").read_bytes() == now
    assert left_over(root) == []


def test_deleted_meanwhile(root: Path) -> None:
    """A tracker that is gone is not made again."""
    (root / "plans/t.md").unlink()
    with pytest.raises(WriteError, match="could not be written"):
        write(root)
    assert not (root / "plans/t.md").exists()
    assert left_over(root) == []


def fail(number: int) -> Callable[..., NoReturn]:
    def failing(*_: object, **__: object) -> NoReturn:
        raise OSError(number, os.strerror(number))

    return failing


def full_disk() -> Callable[[int, memoryview], int]:
    """Takes three bytes, then no more."""
    took: list[int] = []

    def failing(handle: int, data: memoryview) -> int:
        if took:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        took.append(3)
        return real_write(handle, data[:3])

    return failing


real_write = os.write


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        pytest.param("write", full_disk(), id="full-disk"),
        pytest.param("write", fail(errno.EIO), id="input-output-error"),
        pytest.param("write", lambda *_: 0, id="nothing-written"),
        pytest.param("fsync", fail(errno.EIO), id="fsync"),
        pytest.param("replace", fail(errno.EACCES), id="held-open"),
        pytest.param("replace", fail(errno.EXDEV), id="never-same-device"),
        pytest.param("open", fail(errno.EMFILE), id="no-handles"),
    ],
)
def test_faults_leave_the_old_file(
    root: Path, monkeypatch: pytest.MonkeyPatch, name: str, fault: Callable[..., object]
) -> None:
    """Whatever fails, the old file is whole, nothing is left over, and the error is one line."""
    write(root, new=OLD)
    with monkeypatch.context() as patch:
        patch.setattr(os, name, fault)
        with pytest.raises(WriteError, match=r"^plans/t\.md: [^\n]+$"):
            write(root)
    assert (root / "plans/t.md").read_bytes() == OLD
    assert left_over(root) == []


def test_short_writes_are_continued(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that takes a few bytes at a time gets them all."""
    monkeypatch.setattr(os, "write", lambda handle, data: real_write(handle, data[:2]))
    write(root)
    assert (root / "plans/t.md").read_bytes() == NEW


def test_other_device(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the git directory is on another device the bytes wait beside the file."""
    real, tried = os.replace, list[str]()

    def replace(source: Path, target: Path) -> None:
        tried.append(Path(source).name)
        if len(tried) == 1:
            raise OSError(errno.EXDEV, "other device")
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    write(root)
    assert tried == ["studytrack.new", ".t.md.studytrack-new"]
    assert (root / "plans/t.md").read_bytes() == NEW
    assert left_over(root) == []


def test_edit_while_writing_is_seen(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An edit made while the new bytes go to the disk is kept."""
    real = os.fsync

    def fsync(handle: int) -> None:
        real(handle)
        (root / "plans/t.md").write_bytes(b"edited")

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(WriteError, match="changed meanwhile"):
        write(root)
    assert (root / "plans/t.md").read_bytes() == b"edited"


def test_hook_and_command_at_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two writers that read the same, one writes and the other sees it."""
    monkeypatch.setattr(os, "fsync", lambda _: time.sleep(0.02))
    errors: list[WriteError] = []

    def writer(new: bytes) -> None:
        try:
            write(root, new=new)
        except WriteError as error:
            errors.append(error)

    threads = [threading.Thread(target=writer, args=(bytes([65 + place]),)) for place in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(errors) == 3
    assert all("changed meanwhile" in str(error) for error in errors)
    assert len((root / "plans/t.md").read_bytes()) == 1


def test_lock_is_not_waited_for_forever(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where another process keeps the lock there is an error in the end."""
    monkeypatch.setattr(files, "WAIT", 0.05)
    code = "import sys, filelock; lock = filelock.FileLock(sys.argv[1]); lock.acquire()\n"
    code += "print(flush=True); input()"
    command = [sys.executable, "-c", code, str(root / ".git/studytrack.lock")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(WriteError, match="another studytrack is writing"):
            write(root)
        other.communicate(b"\n")
    write(root)
    assert (root / "plans/t.md").read_bytes() == NEW


@pytest.mark.parametrize("name", ["write", "fsync", "replace"])
def test_killed_while_writing(root: Path, name: str) -> None:
    """A process killed at any step leaves the old file whole, and the next write works."""
    code = (
        "import os, signal, sys; from pathlib import Path; from studytrack import files\n"
        f"os.{name} = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "root = Path(sys.argv[1])\n"
        "files.write_atomically(root, 'plans/t.md', b'new' * 10000,"
        " expected=(root / 'plans/t.md').read_bytes(), lock_dir=root / '.git')\n"
    )
    project = str(Path(files.__file__).parents[1])
    environment = os.environ | {"PYTHONPATH": project}
    done = subprocess.run([sys.executable, "-c", code, str(root)], env=environment, check=False)
    assert done.returncode == -signal.SIGKILL
    assert (root / "plans/t.md").read_bytes() == OLD
    assert [path.name for path in root.rglob("*.md")] == ["t.md"]
    assert [path.name for path in (root / "plans").iterdir()] == ["t.md"]
    write(root)
    assert (root / "plans/t.md").read_bytes() == NEW
    assert left_over(root) == []


def test_new_files(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new file is made with its folders; one that is there, or a link, is never touched."""
    write_new(root, "a/b/c.toml", b"x")
    assert (root / "a/b/c.toml").read_bytes() == b"x"
    for there in ("plans/t.md", dangling(root), "plans"):
        with pytest.raises(WriteError, match="there is something already"):
            write_new(root, there, b"x")
    assert (root / "plans/t.md").read_bytes() == OLD
    assert not (root / "nowhere").exists()
    behind_a_link(root)
    for outside in ("../x", ".git/x", "folder/x", "/x"):
        with pytest.raises(WriteError, match="nothing was written"):
            write_new(root, outside, b"x")
    with pytest.raises(WriteError, match="something already"):
        write_new(root, "plans/t.md/x", b"x")
    monkeypatch.setattr(os, "fsync", fail(errno.EIO))
    with pytest.raises(WriteError, match="could not be made"):
        write_new(root, "d.toml", b"x")
    assert not (root / "d.toml").exists()
