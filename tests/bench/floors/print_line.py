"""The least that an answer for programs can cost: import typer, run a command, print."""

import sys

import typer


def answer() -> None:
    """Prints an empty answer."""
    sys.stdout.write("[]\n")


typer.run(answer)
