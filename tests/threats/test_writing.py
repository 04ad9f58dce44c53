"""Writing that fails, is killed, or meets somebody else's: from a process of its own."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from studytrack import Study
from studytrack.errors import WriteError
from tests.cli.studies import plain_environment, run, started
from tests.threats.studies import NAME, TODAY, TRACKER, wanted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from click.testing import Result

    from tests.repositories import Builder


def files(root: Path) -> set[str]:
    """Every file of the work tree, and what studytrack might have left in the git directory."""
    inside = {str(path.relative_to(root)) for path in root.rglob("*") if ".git" not in path.parts}
    return inside | {path.name for path in (root / ".git").glob("studytrack*")} - {
        "studytrack.lock"
    }


def test_tracker_edited_between_reading_and_writing(built: Builder) -> None:
    """An editor that saved meanwhile keeps its bytes; the next run sees both."""
    place = built.root / NAME
    result = Study.open(built.root, today=TODAY).reconcile()
    edited = TRACKER.replace("先读论文", "先读书")
    place.write_text(edited)
    with pytest.raises(WriteError, match="changed meanwhile"):
        result.write()
    assert place.read_text() == edited
    Study.open(built.root, today=TODAY).reconcile().write()
    assert "先读书" in place.read_text()
    assert "分裂只在叶子" in place.read_text()


def test_tracker_replaced_between_reading_and_writing(built: Builder, tmp_path: Path) -> None:
    """A link, a folder or nothing in the tracker's place is not written through or made again."""
    place, outside = built.root / NAME, tmp_path / "outside"
    outside.write_text(TRACKER)
    result = Study.open(built.root, today=TODAY).reconcile()
    before = files(built.root)
    place.unlink()
    for make in (lambda: None, lambda: place.symlink_to(outside), place.mkdir):
        make()
        with pytest.raises(WriteError):
            result.write()
        assert outside.read_text() == TRACKER
        if os.path.lexists(place):
            shutil.rmtree(place) if place.is_dir() and not place.is_symlink() else place.unlink()
    assert files(built.root) == before - {NAME}


def test_many_processes_at_once(built: Builder) -> None:
    """Hooks and commands at once: some write, the others see it; the file is whole throughout."""
    after, before = wanted(built.root), files(built.root)
    commands = [
        subprocess.Popen(
            started(built.root, "reconcile"),
            env=plain_environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for _ in range(5)
    ]
    seen = set()
    while any(one.poll() is None for one in commands):
        seen.add((built.root / NAME).read_text())
        time.sleep(0.001)
    said = [one.communicate()[1].decode() for one in commands]
    assert seen <= {TRACKER, after}
    assert (built.root / NAME).read_text() == after
    assert 0 in {one.returncode for one in commands}
    for one, line in zip(commands, said, strict=True):
        assert (one.returncode, line) == (0, "") or "changed meanwhile" in line, line
    assert files(built.root) == before


_KILLED = """
import os, signal, sys
from pathlib import Path
from studytrack import Study

step, seen = int(sys.argv[2]), 0
def die(*_):
    global seen
    seen += 1
    if seen == step:
        os.kill(os.getpid(), signal.SIGKILL)
result = Study.open(sys.argv[1]).reconcile()
watched = ("open", "os.rename", "os.chmod", "os.chown", "os.remove")
sys.addaudithook(lambda event, _: die() if event in watched else None)
for name in ("write", "fsync", "close"):
    def call(*args, _own=getattr(os, name)):
        die()
        return _own(*args)
    setattr(os, name, call)
result.write()
print(seen)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_killed_at_any_step(built: Builder) -> None:
    """Wherever a process is killed the tracker is old or new, and the next run works."""
    before, after = files(built.root), wanted(built.root)
    place = built.root / NAME
    place.chmod(0o640)
    for step in (2, 3, 4, 5, 6, 7, 8, 1000):
        place.write_text(TRACKER)
        command = [sys.executable, "-c", _KILLED, str(built.root), str(step)]
        done = subprocess.run(command, env=plain_environment(), check=False, capture_output=True)
        assert done.returncode == (0 if step == 1000 else -signal.SIGKILL), done.stderr
        assert place.read_text() in {TRACKER, after}
        in_tree = {path.name for path in (built.root / "plans").iterdir()}
        assert not any("studytrack" in name for name in in_tree)
    assert int(done.stdout) >= 8  # so that the steps above are steps
    assert place.read_text() == after
    assert stat.S_IMODE(place.stat().st_mode) == 0o640
    assert files(built.root) == before


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
@pytest.mark.parametrize(
    ("what", "code"),
    [(".", 0), ("plans", 2), (".git", 2), (NAME, 0)],
    ids=["root", "plans", "git", "file"],
)
def test_read_only(shared: Builder, what: str, code: int) -> None:
    """Where a folder takes no name the old tracker stays, and one line says so.

    A name is its folder's, so a tracker that is read-only is replaced, and stays so.
    """
    with tempfile.TemporaryDirectory() as folder:
        root, rehearsal = Path(folder) / "study", Path(folder) / "rehearsal"
        for copy in (root, rehearsal):
            shutil.copytree(shared.root, copy, symlinks=True)
        run(rehearsal, "reconcile")  # imports all that nobody may have no right to read
        before, place = files(root), root / what
        place.chmod(0o500 if place.is_dir() else 0o400)
        with nobody(Path(folder)):
            done = run(root, "reconcile")
        assert done.exit_code == code, done.stderr
        if code:
            assert done.stdout == ""
            assert done.stderr.startswith(f"studytrack: {NAME}: not allowed to write")
            assert done.stderr.count("\n") == 1
        mode = place.stat().st_mode
        place.chmod(0o700)
        assert stat.S_IMODE(mode) == (0o400 if what == NAME else 0o500)
        assert (root / NAME).read_text() == (TRACKER if code else wanted(shared.root))
        assert files(root) == before


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_what_a_killed_run_left_is_no_obstacle(shared: Builder) -> None:
    """Bytes that waited in the place of a read-only tracker are read-only themselves."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "study"
        shutil.copytree(shared.root, root, symlinks=True)
        left = root / ".git/studytrack.new"
        left.write_bytes(b"half of it")
        left.chmod(0o400)
        after = wanted(root)
        with nobody(Path(folder)):
            done = run(root, "reconcile")
        assert (done.exit_code, done.stderr) == (0, "")
        assert (root / NAME).read_text() == after
        assert not left.exists()


@contextmanager
def nobody(folder: Path) -> Iterator[None]:
    """Without root's right to write anywhere, as the owner of a folder."""
    if os.geteuid() != 0:
        yield
        return
    subprocess.run(["chown", "-R", "65534:65534", str(folder)], check=True)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)
        subprocess.run(["chown", "-R", "0:0", str(folder)], check=True)


def fill(folder: Path) -> None:
    """Takes what room a small disk has left."""
    with suppress(OSError), (folder / "filler").open("ab", buffering=0) as filler:
        while True:
            filler.write(b"x" * 4096)


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a small file system")
def test_full_disk(shared: Builder, tmp_path: Path) -> None:
    """On a disk without room the old tracker stays whole, nothing is left, and one line says so."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("may not mount")
    try:
        root = disk / "study"
        shutil.copytree(shared.root, root, ignore=shutil.ignore_patterns("hooks"))
        before = files(root)
        fill(disk)
        assert_refused(run(root, "reconcile"))
        assert (root / NAME).read_text() == TRACKER
        assert files(root) == before
        (root / "studytrack.toml").unlink()
        fill(disk)
        assert_refused(run(root, "init"))
        assert not (root / "studytrack.toml").exists()
        (disk / "filler").unlink()
        assert run(root, "init").exit_code == 0
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def assert_refused(done: Result) -> None:
    """A command said that the disk is full, in one line."""
    assert (done.exit_code, done.stdout) == (2, "")
    assert "No space left" in done.stderr
    assert done.stderr.count("\n") == 1


def test_init_overwrites_nothing(fresh: Builder, tmp_path: Path) -> None:
    """What is in the place of the config stays: a file, a folder, a link to nowhere."""
    place = fresh.root / "studytrack.toml"
    place.unlink()
    place.symlink_to(tmp_path / "outside.toml")
    done = run(fresh.root, "init")
    assert done.exit_code == 2
    assert not (tmp_path / "outside.toml").exists()
    place.unlink()
    place.mkdir()
    assert run(fresh.root, "init").exit_code == 2
    place.rmdir()
    assert run(fresh.root, "init").exit_code == 0
    text = place.read_text()
    assert run(fresh.root, "init").exit_code == 2
    assert place.read_text() == text
