"""``studytrack completion``: the script that teaches a shell to complete commands and ids."""

from __future__ import annotations

import click

from studytrack.cli.output.streams import say_text


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    r"""Print the completion script of a shell.

    \b
    bash:  eval "$(studytrack completion bash)"                 in ~/.bashrc
    zsh:   eval "$(studytrack completion zsh)"                  in ~/.zshrc
    fish:  studytrack completion fish > ~/.config/fish/completions/studytrack.fish
    """
    from click.shell_completion import ShellComplete, get_completion_class

    complete = get_completion_class(shell)
    assert complete is not None  # noqa: S101
    made = complete(ctx.find_root().command, {}, "studytrack", "_STUDYTRACK_COMPLETE")
    # click's own source() of bash starts one to learn its version, which nobody asked for.
    say_text(ShellComplete.source(made))
