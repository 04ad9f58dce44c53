"""``studytrack hooks``: puts the hooks in place, takes them away, and says how they stand."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from studytrack.cli.opening import spoken

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from studytrack.cli.output.page import Line, Page
    from studytrack.hooks.frameworks import Framework
    from studytrack.locales import Locale
    from studytrack.study.hooks import Hooks, HookState


@click.group()
def hooks() -> None:
    """Let git check trailers before it commits them.

    "commit-msg" refuses a message with a trailer that cannot be read, and says why.
    "prepare-commit-msg" suggests a trailer for the notes that are staged.
    """


@hooks.command()
@click.option("--json", "as_json", is_flag=True, help="Print how the hooks stand as JSON.")
@click.pass_context
def install(ctx: click.Context, as_json: bool) -> None:
    """Put the hooks in place; those that are there are kept, and called first.

    Exits with 1 where a framework such as pre-commit keeps the hooks: what to tell it is printed.
    """
    own = _opened(ctx.obj)
    if own.framework is not None:
        _report(own, _asked(own.framework), as_json=as_json)
        ctx.exit(1)
    _report(own, _lines(own, own.install()), as_json=as_json)


@hooks.command()
@click.option("--json", "as_json", is_flag=True, help="Print how the hooks stand as JSON.")
@click.pass_context
def remove(ctx: click.Context, as_json: bool) -> None:
    """Take the hooks away; those that were there before are put back.

    A hook that somebody changed since is left as it is.
    """
    own = _opened(ctx.obj)
    _report(own, _gone(own, own.remove()), as_json=as_json)


@hooks.command()
@click.option("--json", "as_json", is_flag=True, help="Print how the hooks stand as JSON.")
@click.pass_context
def status(ctx: click.Context, as_json: bool) -> None:
    """Say how the hooks stand."""
    own = _opened(ctx.obj)
    asked = _asked(own.framework) if own.framework is not None else ()
    _report(own, (*_lines(own, own.states()), *asked), as_json=as_json)


@hooks.command(hidden=True, context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@click.pass_context
def run(ctx: click.Context, arguments: Sequence[str]) -> None:
    """Do what git's hook of this name does; `__main__` does not come by here."""
    from studytrack.cli import committing

    ctx.exit(committing.run(arguments))


def _opened(directory: Path) -> Hooks:
    from studytrack.study.hooks import Hooks

    return Hooks.open(directory)


def _report(own: Hooks, page: Page, *, as_json: bool) -> None:
    """Print what was done, or how the hooks stand by now."""
    from studytrack.cli.output.streams import say, say_json

    if as_json:
        say_json(_json(own))
    else:
        say(page)


def _json(own: Hooks) -> dict[str, object]:
    hooks = tuple(
        {
            "hook": one.hook.value,
            "path": str(one.path),
            "standing": one.standing.value,
            "kept": str(one.kept) if one.kept else None,
        }
        for one in own.states()
    )
    framework = own.framework.name if own.framework else None
    return {"schema": 1, "hooks": hooks, "framework": framework, "tracked": own.tracked}


def _lines(own: Hooks, states: Sequence[HookState]) -> Page:
    """A line for each hook, and a word on those that git may track."""
    from studytrack.cli.output.page import line
    from studytrack.study.hooks import Standing

    words = spoken(os.environ)
    if not states:
        return (line(words.say("hooks-none")),)
    installed = any(state.standing is Standing.INSTALLED for state in states)
    tracked = own.tracked and installed
    last = (line(words.say("hooks-tracked"), indent=2),) if tracked else ()
    return (*(_line(own, state, words) for state in states), *last)


def _gone(own: Hooks, states: Sequence[HookState]) -> Page:
    """A line for each hook that was taken away, with what is in its place by now."""
    from studytrack.cli.output.page import line
    from studytrack.study.hooks import Standing

    words = spoken(os.environ)
    if not states:
        return (line(words.say("hooks-none")),)
    said = {Standing.ABSENT: "hooks-removed", Standing.OTHER: "hooks-put-back"}
    return tuple(
        line(words.say(said[one.standing], path=_shown(own, one.path)), indent=2)
        if one.standing in said
        else _line(own, one, words)
        for one in states
    )


def _line(own: Hooks, state: HookState, words: Locale) -> Line:
    from studytrack.cli.output.page import Piece, Style, line
    from studytrack.study.hooks import Standing

    said = words.say(f"hooks-{state.standing.value}", path=_shown(own, state.path))
    if state.standing is Standing.OUTDATED:
        return line(said, Piece("studytrack hooks install", Style.COMMAND), indent=2)
    if state.standing is Standing.INSTALLED and state.kept is not None:
        return line(said, words.say("hooks-kept", path=state.kept.name), indent=2)
    return line(said, indent=2)


def _shown(own: Hooks, path: Path) -> str:
    """The path from the top of the work tree, if it is there."""
    root = own.root.resolve()
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def _asked(framework: Framework) -> Page:
    """What to tell a framework, and how."""
    from studytrack.cli.output.page import Piece, Style, Verbatim, line

    words = spoken(os.environ)
    head = line(words.say("hooks-keeper", name=framework.name, path=framework.file), indent=2)
    snippet = Verbatim((Piece(framework.snippet, Style.COMMAND),))
    if framework.then is None:
        return head, snippet
    return head, snippet, line(words.say("hooks-then"), Piece(framework.then, Style.COMMAND))
