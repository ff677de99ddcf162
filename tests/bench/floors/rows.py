"""The least that an answer for people can cost: import typer and rich, draw five rows."""

import typer
from rich.console import Console
from rich.table import Table


def answer() -> None:
    """Draws five rows of five columns."""
    table = Table("date", "what", "who", "place", "id")
    for _ in range(5):
        table.add_row("2015-12-16", "A meeting", "Somebody", "Somewhere", "a-meeting")
    Console(emoji=False, markup=False).print(table)


typer.run(answer)
