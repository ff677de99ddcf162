"""The terminal's format: tables, the timeline, trade figures with bars, one thing laid out. Drawn with rich."""

from collections.abc import Iterator
from dataclasses import dataclass

from rich import box
from rich.cells import cell_len
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from kzby.answer import Answer
from kzby.render import (
    as_citation,
    as_conflicts,
    as_figures,
    as_identities,
    as_sheet,
    as_timeline,
    drawn,
    words,
)
from kzby.render.terminal import Terminal
from kzby.terms import View

GAP = 2  # the padding of a column and the divider, which is a space too

# Running text may wrap, at no less than this width; any other column keeps its values on one line.
_LEAST = {
    "date": 11, "title": 24, "quote": 20, "headline": 24, "of": 20, "participants": 24, "roles": 24, "place": 10,
    "regions": 16, "parties": 20, "subject": 20, "speakers": 16, "speaker": 10, "form": 10, "sides": 5, "unit": 10,
    "sector": 13, "published": 11, "due": 8, "name": 20, "type": 10, "region": 10, "source": 6,
}  # fmt: skip
# Beneath which column a row's id goes where it has no column of its own: the first of these that is shown.
_TELLING = ("title", "headline", "of", "name", "label")


def page(answer: Answer, terminal: Terminal) -> Iterator[str]:
    """An answer as people read it; nothing is ever cut, and nothing is wrapped where the width is None."""
    width = terminal.width or drawn.UNBOUNDED
    if answer.in_full:
        parts = as_sheet.sheet(answer, width)
    elif answer.view == View.TIMELINE:
        parts = as_timeline.timeline(answer, width)
    elif answer.view in (View.TRADE, View.DERIVED):
        parts = as_figures.figures(answer, width)
    elif answer.view == View.CONFLICTS:
        parts = as_conflicts.conflicts(answer, width)
    elif answer.view == View.RECONCILIATION:
        parts = as_identities.identities(answer)
    else:
        parts = iter([_table(answer, width)] if answer.rows else [])
    yield from drawn.lines(parts, terminal)
    if answer.sources and answer.rows:
        yield ""
        yield from as_citation.numbered(answer.sources, terminal.width)


@dataclass(frozen=True)
class _Cells:
    """A table's values in words, column by column, and the ids of its rows if they are not among them."""

    names: list[str]
    numbers: set[str]
    rows: list[list[str | None]]
    ids: list[str]

    def full(self, at: int) -> int:
        """The width at which a column needs no wrapping."""
        return max(cell_len(text) for text in self._texts(at))

    def least(self, at: int) -> int:
        """The least width at which a column can be read and none of its words is broken."""
        if self.names[at] not in _LEAST:
            return self.full(at)
        widest_word = max(cell_len(word) for text in self._texts(at) for word in text.split())
        return max(min(self.full(at), _LEAST[self.names[at]]), widest_word)

    def _texts(self, at: int) -> list[str]:
        return [words.header(self.names[at]), *(row[at] or words.DASH for row in self.rows)]

    def telling(self) -> int:
        """The column that tells what a row is."""
        return next(self.names.index(name) for name in _TELLING if name in self.names)


def _table(answer: Answer, width: int) -> RenderableType:
    """A table where its columns have room; else its rows one below the other, a field a line.

    The ids that `show` takes have a column of their own where that fits, else they stand below what the row tells.
    """
    columns = words.shown(answer)
    cells = _Cells(
        [column.name for column in columns],
        {column.name for column in columns if column.type == "number"},
        [[words.cell(column, row, answer.labels) for column in columns] for row in answer.mappings()],
        [row["id"] for row in answer.mappings() if "id" in row and not any(column.name == "id" for column in columns)],
    )
    least = [cells.least(at) for at in range(len(columns))]
    gaps = GAP * len(least)
    longest_id = max(map(cell_len, cells.ids), default=0)
    if cells.ids and sum(least) + longest_id + gaps <= width:
        rows = [[*row, id_] for row, id_ in zip(cells.rows, cells.ids, strict=True)]
        cells, least = _Cells([*cells.names, "id"], cells.numbers, rows, []), [*least, longest_id]
        gaps += GAP
    elif cells.ids:
        least[cells.telling()] = max(least[cells.telling()], longest_id)
    room = width - gaps + GAP
    if sum(least) > room:
        return _stacked(cells)
    return _columns(cells, widths(least, [max(cells.full(at), least[at]) for at in range(len(least))], room))


def widths(least: list[int], full: list[int], room: int) -> list[int]:
    """The width of each column: its least, and an equal share of the room that is left, up to its full width."""
    widths, left = [*least], room - sum(least)
    lacking = sorted(range(len(least)), key=lambda at: full[at] - least[at])
    for done, at in enumerate(lacking):
        share = min(full[at] - least[at], left // (len(lacking) - done))
        widths[at] += share
        left -= share
    return widths


def _columns(cells: _Cells, widths: list[int]) -> RenderableType:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, GAP - 1, 0, 0), pad_edge=False, header_style="bold", show_edge=False)
    for name, width in zip(cells.names, widths, strict=True):
        table.add_column(
            Text(words.header(name)),
            justify="right" if name in cells.numbers else "left",
            width=width,
            no_wrap=name not in _LEAST,
            style="dim" if name == "id" else "",
        )
    for at, row in enumerate(cells.rows):
        told = [Text(cell) if cell is not None else Text(words.DASH, "dim") for cell in row]
        if cells.ids:
            told[cells.telling()].append(f"\n{cells.ids[at]}", "dim")
        table.add_row(*told)
    return table


def _stacked(cells: _Cells) -> RenderableType:
    stack = Table.grid(padding=(0, GAP, 0, 0))
    stack.add_column(style="dim", no_wrap=True)
    stack.add_column(overflow="fold")
    for at, row in enumerate(cells.rows):
        if at:
            stack.add_row("", "")
        for name, cell in zip(cells.names, row, strict=True):
            if cell is not None:
                stack.add_row(Text(words.header(name)), Text(cell))
        if cells.ids:
            stack.add_row(Text("id"), Text(cells.ids[at]))
    return stack
