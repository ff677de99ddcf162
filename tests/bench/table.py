"""The table of figures, for the terminal and for the README."""

import re
from collections.abc import Sequence
from pathlib import Path

from report import Met, Row
from rich.console import Console
from rich.table import Table
from rich.text import Text

_PLACE = re.compile(r"(?<=<!-- speed -->\n).*?(?=<!-- end of speed -->)", re.DOTALL)


def draw(rows: Sequence[Row], sizes: Sequence[int], caption: str) -> None:
    """Prints the table."""
    table = Table(caption=caption)
    for number, header in enumerate(_header(sizes)):
        table.add_column(header, justify="right" if 0 < number <= len(sizes) else "left")
    for row in rows:
        table.add_row(*map(Text, _line(row, sizes)), style="bold" if row.met is Met.MISSED else "")
    Console().print(table)


def write(rows: Sequence[Row], sizes: Sequence[int], caption: str, readme: Path) -> None:
    """Writes the table, and below it the caption, into its place in the README."""
    header = _header(sizes)
    rule = ["---", *("--:" for _ in sizes), "---", "---"]
    lines = [header, rule, *(_line(row, sizes) for row in rows)]
    text = "".join(f"| {' | '.join(line)} |\n" for line in (map(_escaped, line) for line in lines))
    readme.write_text(
        _PLACE.sub(lambda _: f"\n{text}\n{caption}\n\n", readme.read_text(encoding="utf-8")),
        encoding="utf-8",
    )


def _header(sizes: Sequence[int]) -> list[str]:
    return ["", *(f"{size:,}" for size in sizes), "figure and goal", ""]


def _line(row: Row, sizes: Sequence[int]) -> list[str]:
    return [row.what, *row.cells, *[""] * (len(sizes) - len(row.cells)), row.goal, row.met]


def _escaped(cell: str) -> str:
    return cell.replace("|", "\\|")
