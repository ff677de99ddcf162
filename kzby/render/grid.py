"""Rows in columns of known widths, as rich's Table draws them, in a tenth of its time or less.

What rich needs a millisecond a row for is finding out widths; only cells that do not fit theirs are left to it.
"""

from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.segment import Segment
from rich.text import Text

GAP = 2


class Grid:
    """Rows of cells in columns of these widths, two spaces apart.

    A cell that is wider wraps, and so does a word. The columns in `right` are aligned to the right.
    """

    def __init__(
        self, widths: Sequence[int], rows: Iterable[Sequence[Text]], right: Iterable[int] = ()
    ) -> None:
        self._widths, self._rows, self._right = widths, rows, set(right)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for row in self._rows:
            cells = [
                _lines(console, cell, width) for cell, width in zip(row, self._widths, strict=True)
            ]
            for at in range(max(map(len, cells))):
                yield from self._line(
                    console, [lines[at] if at < len(lines) else Text() for lines in cells]
                )

    def _line(self, console: Console, cells: Sequence[Text]) -> Iterator[Segment]:
        line, gap = Text(), 0
        for at, (cell, width) in enumerate(zip(cells, self._widths, strict=True)):
            lacking = width - cell_len(cell.plain)
            before, behind = (lacking, 0) if at in self._right else (0, lacking)
            line.append(" " * (gap + before)).append_text(cell)
            gap = behind + GAP
        return iter(line.render(console, end="\n"))


def _lines(console: Console, cell: Text, width: int) -> Sequence[Text]:
    fits = cell_len(cell.plain) <= width and not any(sign in cell.plain for sign in "\n\t")
    return [cell] if fits else [*cell.wrap(console, width, overflow="fold")]


def header(
    widths: Sequence[int], names: Sequence[str], right: Iterable[int] = ()
) -> RenderableType:
    """The names of columns of these widths, and a line below them."""
    line = "─" * (sum(widths) + GAP * (len(widths) - 1))
    return Group(Grid(widths, [[Text(name, "bold") for name in names]], right), Text(line))


def shared(least: Sequence[int], full: Sequence[int], room: int) -> list[int]:
    """The width of each column: its least, and an equal share of the room that is left, up to its full width."""
    widths, left = [*least], room - sum(least)
    lacking = sorted(range(len(least)), key=lambda at: full[at] - least[at])
    for done, at in enumerate(lacking):
        share = min(full[at] - least[at], left // (len(lacking) - done))
        widths[at] += share
        left -= share
    return widths
