"""The least that a completion can cost: typer's own, from a list of names."""

from typing import Annotated

import typer

NAMES = ("Brest", "Gomel", "Grodno", "Minsk", "Mogilev", "Vitebsk")
app = typer.Typer()


def names(incomplete: str) -> list[str]:
    """The names that begin so."""
    return [name for name in NAMES if name.startswith(incomplete)]


@app.command()
def meetings(region: Annotated[str, typer.Option(autocompletion=names)] = "") -> None:
    """Takes a name."""
    typer.echo(region)


@app.command()
def sectors() -> None:
    """Makes the application one of several commands, as kzby is."""


app(prog_name="floor")
