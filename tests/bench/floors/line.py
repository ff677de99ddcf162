"""The least that an answer for programs can cost: import typer, run a command, print a line."""

import typer


def answer() -> None:
    """Prints an empty answer."""
    typer.echo("[]")


typer.run(answer)
