"""The root of the command line: its commands, loaded one by one, and its exit codes."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from studytrack import __version__
from studytrack.cli.output.streams import complain, pass_on, prepare, say_text
from studytrack.errors import CommitError, ConfigError, StudytrackError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FOUND, FAILED, INTERRUPTED = 1, 2, 130
"""Exit codes: a check found something, the command could not run, Ctrl-C."""

COMMANDS: Mapping[str, str] = {
    "init": "studytrack.cli.init",
    "reconcile": "studytrack.cli.reconcile",
    "start": "studytrack.cli.recording",
    "done": "studytrack.cli.recording",
    "skip": "studytrack.cli.recording",
    "reopen": "studytrack.cli.recording",
    "reset": "studytrack.cli.recording",
    "time": "studytrack.cli.recording",
    "note": "studytrack.cli.recording",
    "ask": "studytrack.cli.recording",
    "answer": "studytrack.cli.recording",
    "ref": "studytrack.cli.recording",
    "criterion": "studytrack.cli.recording",
    "void": "studytrack.cli.recording",
    "record": "studytrack.cli.record",
    "status": "studytrack.cli.status",
    "next": "studytrack.cli.next",
    "check": "studytrack.cli.check",
    "plan": "studytrack.cli.plan",
    "why": "studytrack.cli.records",
    "log": "studytrack.cli.records",
    "weekly": "studytrack.cli.weekly",
    "questions": "studytrack.cli.remarks",
    "refs": "studytrack.cli.remarks",
    "review": "studytrack.cli.review",
    "story": "studytrack.cli.story",
    "hooks": "studytrack.cli.hooks",
    "schema": "studytrack.cli.schema",
    "demo": "studytrack.cli.demo",
    "pr": "studytrack.cli.pull",
    "action": "studytrack.cli.action",
    "completion": "studytrack.cli.completion",
}
"""Where each command lives; it bears its name there."""


class LazyGroup(click.Group):
    """A group that imports a command's module only when the command is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands, in the order of a study's life."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, imported now."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(COMMANDS[cmd_name]), cmd_name)
        assert isinstance(command, click.Command)  # noqa: S101
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is asked for; of a mistyped one the nearest is named."""
        name = args[0]
        if name not in COMMANDS and not ctx.resilient_parsing:
            from difflib import get_close_matches  # not needed by whoever types well

            for near in get_close_matches(name, COMMANDS, n=1):
                ctx.fail(f"No such command {name!r}. Did you mean {near!r}?")
        return super().resolve_command(ctx, args)


class Program(LazyGroup):
    """The root group, which turns every error into one line and an exit code."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,  # noqa: ANN401 (click's own signature)
    ) -> NoReturn:
        """Run a command and exit; a command's own exit code is what it returns."""
        del prog_name, standalone_mode
        prepare()
        sys.exit(self._code(args, complete_var, extra))

    def _code(
        self, args: Sequence[str] | None, complete_var: str | None, extra: Mapping[str, Any]
    ) -> int:
        try:
            return int(super().main(args, "studytrack", complete_var, False, **extra) or 0)
        except (click.Abort, KeyboardInterrupt):
            return INTERRUPTED
        except click.ClickException as error:
            complain(_usage(error))
        except ConfigError as error:
            complain(str(error), lines=True)
        except CommitError as error:
            pass_on(error.said)
            complain(str(error))
        except StudytrackError as error:
            complain(str(error))
        except OSError as error:
            complain(_refused(error))
        except UnicodeEncodeError as error:
            if sys.getfilesystemencoding() == "utf-8":
                raise
            complain(_narrow(error))
        return FAILED


def _usage(error: click.ClickException) -> str:
    """What was wrong with the command line, and where to read how it is right."""
    message = error.format_message().removesuffix(".")
    context = getattr(error, "ctx", None)
    asked = context.command_path if context is not None else "studytrack"
    return f"{message}; see {asked} --help"


def _refused(error: OSError) -> str:
    """What the system refused, and of which file: its own words are on one line already."""
    if error.filename is None:
        return f"the output could not be written: {error.strerror}"
    return f"{error.filename}: {error.strerror}; check the path and its permissions"


def _narrow(error: UnicodeEncodeError) -> str:
    """A file's name, which git keeps in UTF-8, has no form in this process's locale."""
    return f"{error.object}: this locale cannot name the file; set PYTHONUTF8=1 or a UTF-8 locale"


@click.group(
    cls=Program,
    name="studytrack",
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
)
@click.version_option(__version__, message="studytrack %(version)s")
@click.option(
    "-C",
    "--directory",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="Run as if started in this folder.",
)
@click.pass_context
def program(ctx: click.Context, directory: Path) -> None:
    """Keep a Markdown study tracker true: a projection of your git history.

    Commit with a trailer such as "Study-Task: 3.4 done", then run "studytrack reconcile".

    Exit codes: 0 fine; 1 "check" or "reconcile --check" found something; 2 the command could
    not run.
    """
    ctx.obj = directory
    if ctx.invoked_subcommand is None:
        say_text(f"{ctx.get_help()}\n")
