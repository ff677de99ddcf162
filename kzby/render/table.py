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
_SHORT, _READABLE = (
    10,
    24,
)  # text is not wrapped to less than the first, nor long text to less than the second
_BESIDE = 16  # the room from which on long text stands beside its name
_Item = TypeVar("_Item")


def draw(parts: Iterable[RenderableType], terminal: Terminal) -> Iterator[str]:
    """The lines of the parts, one part below the other, each as soon as it is drawn."""
    out = io.StringIO()
    console = Console(
        file=out,
        width=terminal.width or WIDEST,
        force_terminal=terminal.color,
        no_color=not terminal.color,
        color_system="standard" if terminal.color else None,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
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
    *others, last = widths
    if len(others) not in right:  # or every line of a pipe would be filled up with spaces
        rows = list(rows)
        last = min(last, full_width(row[-1] for row in rows))
    table = Table.grid(padding=(0, GAP, 0, 0))
    for at, width in enumerate((*others, last)):
        justify: Literal["right", "left"] = "right" if at in right else "left"
        table.add_column(width=width, justify=justify, overflow="fold")
    for row in rows:
        table.add_row(*(Text(DASH, "dim") if cell is None else cell for cell in row))
    return table


def pairs(
    fields: Iterable[tuple[str, Text]], width: int, indent: int = 0
) -> Iterator[RenderableType]:
    """Names with their values, a field a line; a value that has no room beside its name stands below it."""
    fields = list(fields)
    beside = indent + max((cell_len(name) for name, _ in fields), default=0)
    room = width - beside - GAP
    rows: list[tuple[Text, Text]] = []
    for name, value in fields:
        named = Text(" " * indent + name, "dim")
        if room >= min(full_width([value]), max(word_width([value]), _BESIDE)):
            rows.append((named, value))
            continue
        if rows:
            yield grid((beside, room), rows)
        rows = []
        yield named
        yield indented(value, indent + GAP)
    if rows:
        yield grid((beside, room), rows)


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

    If there is a column `below` which the last one, the id, can stand, it does so where it has no room of its own. The
    first rows settle the widths; a column grows where a later row needs that.
    """
    rest = iter(rows)
    first = list(islice(rest, READ))
    if not first:
        return
    heads: list[Cell] = [Text(header, "bold") for header in headers]
    widths, moved = _widths([heads, *first], right, width), False
    if widths is None and below is not None:
        shorter = [heads[:-1], *(_moved(row, below) for row in first)]
        widths = _widths(shorter, right, width)
        moved = widths is not None
    if widths:
        yield grid(widths, [heads[: len(widths)]], right)
        yield Text("─" * (sum(widths) + GAP * (len(widths) - 1)))
    for number, chunk in enumerate(chunks(chain(first, rest))):
        if widths:
            cells = [_moved(row, below) for row in chunk] if moved else chunk
            if number * _DRAWN >= READ:
                grown = _widths(cells, right, width, widths)
                widths = grown or _widths(cells, right, width)
        if widths:
            yield grid(widths, cells, right)
            continue
        fields = [("", Text())] if number else []
        for row in chunk:
            fields += [(head, cell) for head, cell in zip(headers, row, strict=True) if cell]
            fields.append(("", Text()))
        yield from pairs(fields[:-1], width)


def _moved(row: Sequence[Cell], below: int | None) -> list[Cell]:
    """A row whose last cell is the last line of another."""
    *cells, last = row
    if below is not None and last:
        cells[below] = Text("\n").join([cells[below] or Text(DASH, "dim"), last])
    return cells


def _widths(
    rows: Sequence[Sequence[Cell]],
    right: Collection[int],
    width: int,
    at_least: Sequence[int] | None = None,
) -> list[int] | None:
    """The width of each column: what it needs, and an equal share of the room that is left; None if there is no room.

    Numbers are never wrapped, other text only where each line still holds a word and, of long text, enough to read.
    """
    columns = list(zip(*rows, strict=True))
    full = [full_width(column) for column in columns]
    widths = [
        max(word_width(column), min(wide, max(_SHORT, min(_READABLE, -(-wide // 3)))))
        if width < WIDEST and at not in right
        else wide
        for at, (column, wide) in enumerate(zip(columns, full, strict=True))
    ]
    if at_least:
        widths = list(map(max, widths, at_least))
    left = width - GAP * (len(widths) - 1) - sum(widths)
    if left < 0 or at_least:
        return None if left < 0 else widths
    lacking = sorted(range(len(widths)), key=lambda at: full[at] - widths[at])
    for done, at in enumerate(lacking):
        share = min(full[at] - widths[at], left // (len(lacking) - done))
        widths[at] += share
        left -= share
    return widths


def full_width(column: Iterable[Cell]) -> int:
    """The width at which no cell is wrapped."""
    return max((cell_len(line) for cell in column for line in _plain(cell).split("\n")), default=1)


def word_width(column: Iterable[Cell]) -> int:
    """The width at which no word is broken."""
    return max((cell_len(word) for cell in column for word in _plain(cell).split()), default=1)


def _plain(cell: Cell) -> str:
    return DASH if cell is None else cell.plain
