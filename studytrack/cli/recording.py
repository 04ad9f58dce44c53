"""The commands that record something: each makes one commit with a trailer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from studytrack.cli.completing import task_ids
from studytrack.cli.ordering import Order, ordered

if TYPE_CHECKING:
    from collections.abc import Callable

    from studytrack.study.desk import Desk
    from studytrack.trailers.vocabulary import Verb

_TASKS = click.argument("names", metavar="ID...", nargs=-1, required=True, shell_complete=task_ids)
_TASK = click.argument("name", metavar="ID", shell_complete=task_ids)
_TIME = click.option("--time", "spent", metavar="2h30m", help="The time that was spent.")
_DATE = click.option("--date", "on", metavar="YYYY-MM-DD", help="The day, if not today.")


def _text(
    name: str, *, required: bool = True
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command an argument of words, which need no quotes."""
    return click.argument("words", metavar=name, nargs=-1, required=required)


def _doing(text: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the arguments of what is done with tasks; a text means this."""

    def decorated(command: Callable[..., None]) -> Callable[..., None]:
        option = click.option("-m", "--message", "text", metavar="TEXT", default="", help=text)
        return _TASKS(_TIME(_DATE(option(ordered(command)))))

    return decorated


@click.command()
@click.option("--no-note", is_flag=True, help="Make no note.")
@_doing("A takeaway.")
def start(
    order: Order,
    names: tuple[str, ...],
    spent: str | None,
    on: str | None,
    text: str,
    no_note: bool,
) -> None:
    """Record that tasks are begun, with a note for each.

    A task that has a note keeps it.
    """
    from studytrack.trailers.vocabulary import Verb

    wishes = order.wishes._replace(note=not no_note)
    _carry_out(order._replace(wishes=wishes), Verb.START, names, spent, on, text)


@click.command()
@_doing("A takeaway.")
def done(
    order: Order, names: tuple[str, ...], spent: str | None, on: str | None, text: str
) -> None:
    """Record that tasks are finished."""
    from studytrack.trailers.vocabulary import Verb

    _carry_out(order, Verb.DONE, names, spent, on, text)


@click.command()
@_doing("The reason; there has to be one.")
def skip(
    order: Order, names: tuple[str, ...], spent: str | None, on: str | None, text: str
) -> None:
    """Record that tasks are left out, for a reason."""
    from studytrack.trailers.vocabulary import Verb

    _carry_out(order, Verb.SKIP, names, spent, on, text)


@click.command()
@_doing("Why.")
def reopen(
    order: Order, names: tuple[str, ...], spent: str | None, on: str | None, text: str
) -> None:
    """Record that finished or skipped tasks are in progress again."""
    from studytrack.trailers.vocabulary import Verb

    _carry_out(order, Verb.REOPEN, names, spent, on, text)


@click.command()
@_doing("Why.")
def reset(
    order: Order, names: tuple[str, ...], spent: str | None, on: str | None, text: str
) -> None:
    """Record that tasks are not started after all."""
    from studytrack.trailers.vocabulary import Verb

    _carry_out(order, Verb.RESET, names, spent, on, text)


def _carry_out(
    order: Order, verb: Verb, names: tuple[str, ...], spent: str | None, on: str | None, text: str
) -> None:
    from studytrack.trailers.sayings import Doing

    order.carry_out(
        lambda desk: Doing(
            verb,
            desk.tasks(names),
            desk.spent(spent) if spent is not None else None,
            desk.day(on) if on is not None else None,
            text,
        )
    )


@click.command()
@_TASK
@click.argument("spent", metavar="TIME")
@_DATE
@ordered
def time(order: Order, name: str, spent: str, on: str | None) -> None:
    """Record time spent on a task, or on "phase 2"."""
    from studytrack.trailers.sayings import Spending

    order.carry_out(
        lambda desk: Spending(
            desk.about(name), desk.spent(spent), desk.day(on) if on is not None else None
        )
    )


@click.command()
@_TASK
@_text("TEXT")
@ordered
def note(order: Order, name: str, words: tuple[str, ...]) -> None:
    """Record a takeaway of a task."""
    from studytrack.trailers.sayings import Noting

    order.carry_out(lambda desk: Noting(desk.tasks([name])[0], " ".join(words)))


@click.command()
@_TASK
@_text("QUESTION")
@ordered
def ask(order: Order, name: str, words: tuple[str, ...]) -> None:
    """Record a question about a task or a phase.

    It goes by its commit's id; a phase goes by "phase 2".
    """
    from studytrack.trailers.sayings import Asking

    order.carry_out(lambda desk: Asking(desk.about(name), " ".join(words)))


@click.command()
@click.argument("question", metavar="COMMIT")
@_text("ANSWER")
@ordered
def answer(order: Order, question: str, words: tuple[str, ...]) -> None:
    """Record the answer to a question.

    It goes by its commit's id.
    """
    from studytrack.trailers.sayings import Answering

    order.carry_out(lambda desk: Answering(desk.question(question), " ".join(words)))


@click.command()
@_TASK
@click.argument("target", metavar="URL")
@_text("[TITLE]", required=False)
@ordered
def ref(order: Order, name: str, target: str, words: tuple[str, ...]) -> None:
    """Record a page or file worth reading for a task or a phase."""
    from studytrack.trailers.sayings import Referring

    order.carry_out(lambda desk: Referring(desk.about(name), target, " ".join(words)))


@click.command()
@click.argument("phase", metavar="PHASE")
@_text("WORDS")
@ordered
def criterion(order: Order, phase: str, words: tuple[str, ...]) -> None:
    """Record that a criterion of a phase is met.

    It goes by how its words begin.
    """
    from studytrack.trailers.sayings import Confirming

    def said(desk: Desk) -> Confirming:
        number = desk.phase(phase)
        return Confirming(number, desk.criterion(number, " ".join(words)))

    order.carry_out(said)


@click.command()
@click.argument("commit", metavar="COMMIT")
@ordered
def void(order: Order, commit: str) -> None:
    """Take back all records of a commit."""
    from studytrack.trailers.sayings import Voiding

    order.carry_out(lambda desk: Voiding(desk.voidable(commit)))
