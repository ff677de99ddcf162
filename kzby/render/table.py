"""The table that every page is made of: rich draws it, in columns whose widths are worked out here.

No word and no id is ever broken while there is a layout that has room for it, and nothing is ever cut. Without a width,
as in a pipe, nothing is wrapped either.
"""

import io
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Literal, TypeVar

from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from kzby.render.terminal import WIDEST, Terminal
from kzby.render.words import DASH

Cell = Text | None  # None for what is not known
GAP = 2  # spaces between columns
NARROW = 66  # below this width what qualifies a value stands below it, not beside it
READ = 400  # rows that are read before the widths are settled
_DRAWN = 50  # rows that are drawn at a time, so that the first are there at once
_LEAST = 10  # the width to which text may wrap
_READABLE = 20  # that to which long text may wrap in a table
_BESIDE = 16  # that of long text beside its name
_Item = TypeVar("_Item")


def draw(parts: Iterable[RenderableType], terminal: Terminal) -> Iterator[str]:
    """The lines of the parts, one part below the other, each as soon as it is drawn."""
    out = io.StringIO()
    console = Console(
        file=out,
        width=terminal.width or WIDEST,
        force_terminal=terminal.color,
        color_system="standard" if terminal.color else None,
        legacy_windows=False,
    )
    for part in parts:
        console.print(part)
        yield from (line.rstrip() for line in out.getvalue().splitlines())
        out.seek(0)
        out.truncate()


def chunks(rows: Iterable[_Item]) -> Iterator[list[_Item]]:
    """Rows in lists of as many as are drawn at a time."""
    rest = iter(rows)
    while chunk := list(islice(rest, _DRAWN)):
        yield chunk


def grid(
    widths: Sequence[int], rows: Iterable[Sequence[Cell]], right: Collection[int] = ()
) -> Table:
    """Rows in columns of these widths; those in `right` are aligned to the right."""
    rows, widths = list(rows), list(widths)
    if len(widths) - 1 not in right:  # or every line of a pipe would be filled up with spaces
        widths[-1] = min(widths[-1], full_width(row[-1] for row in rows))
    table = Table.grid(padding=(0, GAP, 0, 0))
    for at, width in enumerate(widths):
        justify: Literal["right", "left"] = "right" if at in right else "left"
        table.add_column(width=width, justify=justify, overflow="fold")
    for row in rows:
        table.add_row(*(Text(DASH, "dim") if cell is None else cell for cell in row))
    return table


def pairs(
    fields: Sequence[tuple[str, Text]], width: int, indent: int = 0
) -> Iterator[RenderableType]:
    """Names with their values, a field a line; a value that has no room beside its name stands below it."""
    names = indent + max((cell_len(name) for name, _ in fields), default=0)
    room = width - names - GAP
    rows: list[tuple[Text, Text]] = []
    for name, value in fields:
        head = Text(" " * indent + name, "dim")
        if room >= min(full_width([value]), max(word_width([value]), _BESIDE)):
            rows.append((head, value))
            continue
        if rows:
            yield grid((names, room), rows)
        rows = []
        yield head
        yield indented(value, indent + GAP)
    if rows:
        yield grid((names, room), rows)


def indented(part: RenderableType, by: int) -> RenderableType:
    """A part further to the right."""
    return Padding(part, (0, 0, 0, by), expand=False)


def table(
    headers: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    width: int,
    *,
    right: Collection[int] = (),
    below: int | None = None,
) -> Iterator[RenderableType]:
    """Rows below headers where the columns have room, else one row below the other, a field a line.

    The first rows settle the widths; a column grows for a later row that needs it. If the last column, the id, has no
    room, it moves into the column `below`.
    """
    rows = iter(rows)
    first = list(islice(rows, READ))
    if not first:
        return
    heads = [Text(header, "bold") for header in headers]
    needs = _needs([heads, *first], right, width)
    widths = _shared(needs, width)
    if below is not None and not widths:
        moved = (_moved(row, below) for row in chain(first, rows))
        yield from table(headers[:-1], moved, width, right=right)
        return
    if widths:
        yield grid(widths, [heads], right)
        yield Text("─" * (sum(widths) + GAP * (len(widths) - 1)))
    for number, chunk in enumerate(chunks(chain(first, rows))):
        if number * _DRAWN >= READ:
            more = _needs(chunk, right, width)
            needs = [(max(a, c), max(b, d)) for (a, b), (c, d) in zip(needs, more, strict=True)]
            widths = _shared(needs, width)
        if widths:
            yield grid(widths, chunk, right)
            continue
        fields = [("", Text())] if number else []
        for row in chunk:
            fields += [(head, cell) for head, cell in zip(headers, row, strict=True) if cell]
            fields.append(("", Text()))
        yield from pairs(fields[:-1], width)


def _moved(row: Sequence[Cell], below: int) -> list[Cell]:
    *cells, last = row
    cells[below] = Text("\n").join(cell or Text(DASH, "dim") for cell in (cells[below], last))
    return cells


def _needs(
    rows: Sequence[Sequence[Cell]], right: Collection[int], width: int
) -> list[tuple[int, int]]:
    """The least and the full width of each column.

    At the least, each line holds its longest word and, of long text, enough to read; numbers are never wrapped.
    """
    needs = []
    for at, column in enumerate(zip(*rows, strict=True)):
        least = full = full_width(column)
        if width < WIDEST and at not in right:
            readable = max(_LEAST, min(_READABLE, -(-full // 3)))
            least = max(word_width(column), min(full, readable))
        needs.append((least, full))
    return needs


def _shared(needs: Sequence[tuple[int, int]], width: int) -> list[int] | None:
    """The width of each column: its least, and an equal share of what is left; None if there is no room."""
    widths = [least for least, _ in needs]
    left = width - GAP * (len(needs) - 1) - sum(widths)
    if left < 0:
        return None
    lacking = sorted(range(len(needs)), key=lambda at: needs[at][1] - needs[at][0])
    for done, at in enumerate(lacking):
        share = min(needs[at][1] - widths[at], left // (len(lacking) - done))
        widths[at] += share
        left -= share
    return widths


def full_width(column: Iterable[Cell]) -> int:
    """The width at which no cell is wrapped."""
    lines = (line for cell in column if cell for line in cell.plain.split("\n"))
    return max(map(cell_len, lines), default=1)


def word_width(column: Iterable[Cell]) -> int:
    """The width at which no word is broken."""
    words = (word for cell in column if cell for word in cell.plain.split())
    return max(map(cell_len, words), default=1)
