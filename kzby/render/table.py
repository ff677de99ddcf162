"""The table of every page, and its column widths.

Nothing is ever cut, and no word or id broken while a layout has room for it.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, groupby, islice
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from kzby.render.terminal import WIDEST, Terminal
from kzby.render.words import DASH

Cell = Text | None  # None if unknown
Part = Text | Padding | Table | list[Cell]  # what rich draws, or a row
Entry = tuple[str, str | Text]  # a name and its value
GAP = 2  # spaces between columns
READ = 200  # rows drawn at a time
_LEAST, _READABLE = 10, 20  # widths to which text, and long text, may wrap in a table
_BESIDE = 16  # that to which long text may wrap beside its name


def draw(parts: Iterable[Any], terminal: Terminal) -> Iterator[str]:
    """The lines of the parts, each as soon as it is drawn."""
    console = Console(
        width=terminal.width or WIDEST,
        height=25,  # else rich reads COLUMNS and LINES, however long these are
        force_terminal=terminal.color,
        color_system="standard" if terminal.color else None,
        legacy_windows=False,
    )
    for part in parts:
        with console.capture() as drawn:
            console.print(part)
        yield from (line.rstrip() for line in drawn.get().splitlines())


def indented(part: Any, by: int = GAP) -> Padding:
    """A part further to the right."""
    return Padding(part, (0, 0, 0, by), expand=False)


def pairs(fields: Iterable[Entry], width: int) -> Iterator[Part]:
    """Names with values, beside each other or, without room, below."""
    lines = [(Text(name, "dim"), Text.assemble(value)) for name, value in fields]
    names = _width((name for name, _ in lines), "\n")
    room = width - names - GAP
    for name, value in lines:
        full = _width([value], "\n")
        if room >= min(full, max(_width([value]), _BESIDE)):
            yield _grid([names, min(room, full)], [[name, value]])
        else:
            yield name
            yield indented(value)


def table(
    parts: Iterable[Any],
    width: int,
    headers: Sequence[str] = (),
    *,
    right: Collection[int] = (),
    below: int | None = None,
    indent: int = 0,
) -> Iterator[Part]:
    """Rows in columns; other parts as they are.

    Without room for all columns the last moves into the column `below`, or each row has a line for
    a field or, without headers, its last cell below the others.
    """
    parts, begun = iter(parts), False
    heads: list[list[Cell]] = [[Text(header, "bold") for header in headers]] if headers else []
    while sample := list(islice(parts, READ)):
        rows = [part for part in sample if isinstance(part, list)]
        widths = _widths([*heads, *rows], right, width - indent)
        if not widths and below is not None and not begun:
            moved = (_moved(row, below) for row in chain(rows, parts))
            yield from table(moved, width, headers[:-1], right=right)
            return
        if heads and widths and not begun:
            yield _grid(widths, heads, right)
            yield Text("─" * (sum(widths) + GAP * (len(widths) - 1)))
        begun = True
        for kind, run in groupby(sample, type):
            if kind is not list:
                yield from run
            elif widths:
                yield indented(_grid(widths, run, right), indent)
            elif headers:
                for row in run:
                    yield Text("")
                    cells = (cell or Text(DASH) for cell in row)
                    yield from pairs(zip(headers, cells, strict=True), width)
            else:
                for *cells, last in run:
                    yield indented(Text("  ").join(filter(None, cells)), indent)
                    yield indented(last, indent + GAP)


def _grid(widths: Sequence[int], rows: Iterable[Any], right: Collection[int] = ()) -> Table:
    grid = Table.grid(padding=(0, GAP, 0, 0))
    for at, width in enumerate(widths):
        grid.add_column(width=width, justify="right" if at in right else "left", overflow="fold")
    for row in rows:
        grid.add_row(*(Text(DASH, "dim") if cell is None else cell for cell in row))
    return grid


def _moved(row: list[Cell], below: int) -> list[Cell]:
    *cells, last = row
    cells[below] = Text("\n").join(cell or Text(DASH, "dim") for cell in (cells[below], last))
    return cells


def _widths(rows: Sequence[Sequence[Cell]], right: Collection[int], width: int) -> list[int] | None:
    """Each column's least width and a share of the rest; None without room.

    The least holds the longest word, a number, and of long text enough to read.
    """
    widths, lacking = [], []
    for at, column in enumerate(zip(*rows, strict=True)):
        least = full = _width(column, "\n")
        if at not in right:
            readable = max(_LEAST, min(_READABLE, -(-full // 3)))
            least = max(_width(column), min(full, readable))
        widths.append(least)
        lacking.append((full - least, at))
    spare = width - GAP * (len(widths) - 1) - sum(widths)
    if spare < 0:
        return None
    for done, (lack, at) in enumerate(sorted(lacking)):
        share = min(lack, spare // (len(lacking) - done))
        widths[at] += share
        spare -= share
    return widths


def _width(column: Iterable[Cell], separator: str | None = None) -> int:
    """The width of the longest word or, with a separator, part."""
    parts = (part for cell in column if cell for part in cell.plain.split(separator))
    return max(map(cell_len, parts), default=1)
