"""What all commands that record something have in common: their options, and what they print."""

from __future__ import annotations

from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from studytrack.cli.opening import opened

if TYPE_CHECKING:
    from collections.abc import Callable

    from studytrack.study.desk import Desk, Wishes
    from studytrack.study.recording import Recording
    from studytrack.trailers.sayings import Saying

OPTIONS = (
    click.option("--no-commit", is_flag=True, help="Commit nothing; print the trailer."),
    click.option("--amend", is_flag=True, help="Add the trailer to the last commit."),
    click.option(
        "--reconcile/--no-reconcile",
        default=None,
        help="Have the tracker follow in the same commit.",
    ),
    click.option("--subject", metavar="TEXT", default="", help="The commit's first line."),
    click.option(
        "--trailer",
        "trailers",
        metavar="TEXT",
        multiple=True,
        help="A further trailer, as git commit --trailer has it.",
    ),
    click.option("--signoff", is_flag=True, help="Add a Signed-off-by."),
    click.option("--no-verify", is_flag=True, help="Let no hook refuse the commit."),
)
"""The options of every command that commits."""


class Order(NamedTuple):
    """What was asked for beside the record itself: where, and how it is to be committed."""

    directory: Path
    wishes: Wishes
    commits: bool

    def carry_out(self, saying: Callable[[Desk], Saying]) -> None:
        """Commit what is to be said, or print it."""
        with opened(self.directory) as study:
            desk = study.desk()
            said = saying(desk)
            recording = desk.record(said, wishes=self.wishes) if self.commits else None
            trailers = desk.trailers(said)
        if recording is None:
            show(trailers)
        else:
            commit(recording)


def show(trailers: tuple[str, ...]) -> None:
    """Print trailers, for a commit of the learner's own."""
    from studytrack.cli.output.streams import say_text
    from studytrack.shown import one_line

    say_text("".join(f"{one_line(one)}\n" for one in trailers))


def commit(recording: Recording) -> None:
    """Commit a record, and say what was committed; exits with 1 if a hook took it away."""
    from studytrack.cli.output.streams import say
    from studytrack.cli.recorded import recorded, warn

    committed = recording.commit()
    say(recorded(committed, recording.locale))
    warn(committed)
    click.get_current_context().exit(int(not committed.kept))


def ordered(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of those that record, as one `Order`."""

    @click.pass_context
    @wraps(command)
    def run(ctx: click.Context, /, **given: Any) -> None:  # noqa: ANN401 (click's own values)
        if given["amend"] and given["subject"]:
            raise click.UsageError("--amend keeps the subject; leave out --subject", ctx)
        command(_taken(given, ctx.obj), **given)

    for option in reversed(OPTIONS):
        run = option(run)
    return run


def _taken(given: dict[str, Any], directory: Path) -> Order:
    """What the common options say; they are taken out of those that a command was given."""
    from studytrack.history.committing import Extras
    from studytrack.study.desk import Wishes

    take = given.pop
    extras = Extras(take("amend"), take("signoff"), take("trailers"), not take("no_verify"))
    wishes = Wishes(take("subject"), extras, reconcile=take("reconcile"))
    return Order(directory, wishes, commits=not take("no_commit"))
