"""A recording command that is ended while a hook of the learner's runs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from tests.repositories import environment
from tests.study.desks import everything, hook, planned

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals are sent as POSIX has them")

ENDS = [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129)]
HOOKS = {
    "usual": "touch ../begun; sleep 30",
    "deaf": "trap '' INT TERM HUP; touch ../begun; sleep 1",
}


def waited(path: Path) -> None:
    """Waits until a file is there."""
    for _ in range(600):
        if path.exists():
            return
        time.sleep(0.05)
    pytest.fail(f"{path} never came")


@pytest.mark.parametrize("script", list(HOOKS))
@pytest.mark.parametrize("everybody", [True, False], ids=["terminal", "alone"])
@pytest.mark.parametrize(("name", "code"), ENDS, ids=[name for name, _ in ENDS])
def test_everything_is_as_it_was(
    tmp_path: Path, name: str, code: int, everybody: bool, script: str
) -> None:
    """Ctrl-C, a closed terminal or a polite kill leave no note, index or half of a record."""
    built = planned(tmp_path / "study")
    built.git("config", "user.name", "Ann")
    built.git("config", "user.email", "ann@example.org")
    hook(built, "pre-commit", HOOKS[script])
    before = everything(built)
    with (
        (tmp_path / "said").open("wb") as said,
        subprocess.Popen(
            [sys.executable, "-m", "studytrack", "start", "2.1", "--reconcile"],
            cwd=built.root,
            env=environment(),
            start_new_session=True,
            stdout=said,
            stderr=said,
        ) as command,
    ):
        waited(tmp_path / "begun")
        (os.killpg if everybody else os.kill)(command.pid, getattr(signal, name))
        assert command.wait(20) == code
        with suppress(ProcessLookupError):  # the hook, where it heard nothing
            os.killpg(command.pid, signal.SIGKILL)
    assert (tmp_path / "said").read_text(encoding="utf-8").strip() == ""
    assert everything(built) == before
