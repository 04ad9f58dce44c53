"""Starts git: the only module that runs a process."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import PIPE, Popen, TimeoutExpired
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO, TYPE_CHECKING

from studytrack.errors import HistoryError
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

SETTINGS = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_LAZY_FETCH": "1",  # newer gits only; the next line holds for all of them
    "GIT_ALLOW_PROTOCOL": "-",  # no transport has this name, so none is allowed
    "GIT_FLUSH": "0",  # rev-list would otherwise write each id on its own
    "LC_ALL": "C",
    "LANGUAGE": "C",
}
"""What every reading command finds in its environment, and no other ``GIT_…`` variable."""

OPTIONS = (
    f"core.attributesFile={os.devnull}",
    f"core.excludesFile={os.devnull}",
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    "core.quotePath=false",
    "core.useReplaceRefs=false",
    "color.ui=false",
    "log.showRoot=true",
    "log.showSignature=false",
)
"""Config that every reading command is given, over anything that the repository says."""

OF_A_COMMIT = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE")
"""What git tells its hooks of the repository; ``git commit -a`` has an index of its own."""

PIPE_SIZE = 1 << 20

CHUNK = 1 << 18
"""Bytes that are read at once: what a processor keeps at hand is searched fastest."""

_PATIENCE = 0.01


def clean_environment(given: Mapping[str, str]) -> dict[str, str]:
    """The given environment without git's variables, and with `SETTINGS`."""
    kept = {key: value for key, value in given.items() if not key.upper().startswith("GIT_")}
    return kept | SETTINGS


@dataclass(frozen=True, slots=True)
class Git:
    """Runs git's reading commands in one folder.

    Attributes:
        folder: where git starts, and finds the repository itself: ``GIT_DIR`` would spare it
            the question whose repository it is.
        options: further ``name=value`` config, for ``-c``.
        environment: what git finds in its environment.
        settings: the config of every command, for ``-c`` too.
    """

    folder: Path
    options: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(
        default_factory=lambda: clean_environment(os.environ), repr=False
    )
    settings: tuple[str, ...] = field(default=OPTIONS, repr=False)

    @classmethod
    def of_the_user(cls, folder: Path, environment: Mapping[str, str]) -> Git:
        """Git as the user has set it, for ``git config`` alone: other commands may run programs.

        Example:
            ``Git.of_the_user(root, os.environ).ask("config", "--get", "core.hooksPath")``
        """
        return cls(folder, environment=environment, settings=())

    @classmethod
    def of_a_hook(cls, folder: Path, environment: Mapping[str, str]) -> Git:
        """Git in the hook of a commit, with the index that is about to be committed."""
        given = {name: environment[name] for name in OF_A_COMMIT if name in environment}
        return cls(folder, environment=clean_environment(environment) | given)

    def start(
        self,
        *arguments: str,
        stdin: int | IO[bytes] = PIPE,
        stdout: int | IO[bytes] = PIPE,
        stderr: int | IO[bytes] = PIPE,
    ) -> Popen[bytes]:
        """Starts one command.

        Raises:
            HistoryError: git could not be started.
        """
        options = [part for option in self.settings + self.options for part in ("-c", option)]
        command = ("--no-pager", *options, *arguments)
        return begun(command, self.folder, self.environment, stdin, stdout, stderr)

    def ask(self, *arguments: str, given: bytes = b"") -> Answer:
        """Runs one command to its end, whatever comes of it."""
        with self.start(*arguments) as command:
            output, errors = command.communicate(given)
        return Answer(command.returncode, output, errors)

    def read(self, *arguments: str, given: bytes = b"") -> bytes:
        """The output of one command.

        Raises:
            HistoryError: the command failed.
        """
        answer = self.ask(*arguments, given=given)
        if answer.status:
            raise refusal(answer.errors)
        return answer.output


def begun(
    arguments: Iterable[str],
    folder: Path,
    environment: Mapping[str, str],
    stdin: int | IO[bytes] = PIPE,
    stdout: int | IO[bytes] = PIPE,
    stderr: int | IO[bytes] = PIPE,
) -> Popen[bytes]:
    """Starts git in a folder, with this environment and no other.

    GitPython's ``Git.execute`` only adds to the environment of this process; variables such as
    ``GIT_DIR`` or ``GIT_INDEX_FILE``, which git itself sets for its hooks, have to be *absent*.
    So this starts the process itself.

    Raises:
        HistoryError: git could not be started.
    """
    try:
        return _opener()(
            ["git", *arguments],
            cwd=folder,
            env=dict(environment),
            stdin=stdin,
            stdout=stdout,
            stderr=stderr,
            pipesize=PIPE_SIZE if sys.platform == "linux" else -1,
        )
    except FileNotFoundError as error:
        raise HistoryError(NO_GIT) from error
    except (OSError, ValueError) as error:
        raise HistoryError(f"git could not be started: {error}") from error


def _opener() -> Callable[..., Popen[bytes]]:
    """What opens a process as ``Popen`` does, but no ``git.exe`` of the folder it starts in.

    Only Windows would look there, and only there GitPython's ``safer_popen`` is not ``Popen``
    itself: elsewhere GitPython is not imported for it, which takes longer than git runs.

    Raises:
        HistoryError: GitPython finds no git.
    """
    if sys.platform != "win32":
        return Popen
    try:
        from git.cmd import safer_popen
    except ImportError as error:
        raise HistoryError(NO_GIT) from error
    return safer_popen


class Answer(NamedTuple):
    """What a command said: its exit status and what it wrote."""

    status: int
    output: bytes
    errors: bytes


def refusal(errors: bytes) -> HistoryError:
    """Git's own complaint as an error of one line, with the remedy where it is known."""
    text = errors.decode("utf-8", "backslashreplace")
    if any(sign in text for sign in _MISSING):
        return HistoryError(INCOMPLETE)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    fatal = [line for line in lines if line.startswith(("fatal: ", "error: "))]
    said = (fatal or lines or ["it gave no reason"])[0].removeprefix("fatal: ")
    return HistoryError(f"git could not read the repository: {said.removeprefix('error: ')}")


INCOMPLETE = (
    "this clone is not complete: objects that are needed were never fetched; "
    "fetch them with: git fetch --refetch --no-filter"
)
NO_GIT = "git is not installed, or not on the PATH; see https://git-scm.com/downloads"
_MISSING = ("from promisor remote", "lazy fetching disabled")


class Running(NamedTuple):
    """A command that works on its own, and what it has written so far.

    It writes to files: a pipe that nobody reads would stop it, and to be woken for every 4 KB
    that git writes to one costs more than all else about reading them.
    """

    command: Popen[bytes]
    output: IO[bytes]
    errors: IO[bytes]

    def chunks(self) -> Iterator[bytes]:
        """What the command writes, while it writes it.

        Raises:
            HistoryError: the command failed: nothing of what it wrote is to be believed.
        """
        ended = False
        while not ended:
            with suppress(TimeoutExpired):
                ended = self.command.wait(_PATIENCE) is not None
            while chunk := self.output.read(CHUNK):
                yield chunk
        self.whole()

    def whole(self) -> IO[bytes]:
        """What the command has written at its end, from where it was read to.

        Raises:
            HistoryError: as for `chunks`.
        """
        if self.command.wait():
            self.errors.seek(0)
            raise refusal(self.errors.read(1 << 16))
        return self.output


@contextmanager
def running(git: Git, *arguments: str, given: bytes = b"") -> Iterator[Running]:
    """Starts a command that works on its own; it is ended where nobody waited for it."""
    with (
        TemporaryDirectory(prefix="studytrack-", ignore_cleanup_errors=True) as folder,
        TemporaryFile() as source,
        TemporaryFile() as errors,
        Path(folder, "output").open("wb") as written,
        Path(folder, "output").open("rb") as output,
    ):
        source.write(given)
        source.seek(0)
        with git.start(*arguments, stdin=source, stdout=written, stderr=errors) as command:
            try:
                yield Running(command, output, errors)
            finally:
                command.kill()
