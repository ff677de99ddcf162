"""The terminal's format: tables, the timeline, trade figures with bars, one thing laid out. Drawn with rich."""

from collections.abc import Iterator
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.text import Text

from kzby.query.answer import Answer
from kzby.render import (
    as_citation,
    as_conflicts,
    as_figures,
    as_identities,
    as_sheet,
    as_timeline,
    drawn,
    sections,
    words,
)
from kzby.render.grid import GAP, Grid, header, shared
from kzby.render.terminal import Terminal

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
    elif answer.view == "timeline":
        parts = as_timeline.timeline(answer, width)
    elif answer.view in ("trade", "derived"):
        parts = as_figures.figures(answer, width)
    elif answer.view == "conflicts":
        parts = as_conflicts.conflicts(answer, width)
    elif answer.view == "reconciliation":
        parts = as_identities.identities(answer)
    else:
        parts = _table(answer, width)
    yield from drawn.lines(parts, terminal)
    if answer.sources and not answer.empty:
        yield ""
        yield from as_citation.numbered(answer.sources(), terminal.width)


class _Cells(NamedTuple):
    """The values of some rows in words, and the ids of the rows if they are not among them."""

    names: list[str]
    rows: list[list[str | None]]
    ids: list[str]

    def full(self, at: int) -> int:
        """The width at which a column needs no wrapping."""
        return max(cell_len(text) for text in self._texts(at))

    def least(self, at: int) -> int:
        """The least width at which a column can be read, and no word or id in it is broken."""
        beneath = (
            max(map(cell_len, self.ids), default=0) if self.ids and at == self.telling() else 0
        )
        if self.names[at] not in _LEAST:
            return max(self.full(at), beneath)
        widest_word = max(cell_len(word) for text in self._texts(at) for word in text.split())
        return max(min(self.full(at), _LEAST[self.names[at]]), widest_word, beneath)

    def _texts(self, at: int) -> list[str]:
        return [words.header(self.names[at]), *(row[at] or words.DASH for row in self.rows)]

    def telling(self) -> int:
        """The column that tells what a row is."""
        return next(self.names.index(name) for name in _TELLING if name in self.names)

    def beside(self) -> "_Cells":
        """The same, the ids in a column of their own."""
        rows = [[*row, id_] for row, id_ in zip(self.rows, self.ids, strict=True)]
        return _Cells([*self.names, "id"], rows, [])

    def texts(self) -> Iterator[list[Text]]:
        """The rows as a table has them."""
        styles = ["dim" if name == "id" else "" for name in self.names]
        for at, row in enumerate(self.rows):
            told = [
                Text(cell, style) if cell is not None else Text(words.DASH, "dim")
                for cell, style in zip(row, styles, strict=True)
            ]
            if self.ids:
                told[self.telling()].append(f"\n{self.ids[at]}", "dim")
            yield told


class _Layout(NamedTuple):
    """The widths of a table's columns, and whether ids have one; without widths, rows stand one below the other."""

    width: int
    widths: list[int]
    ids: bool = False

    def holds(self, cells: _Cells) -> bool:
        """Whether there is room for more rows."""
        shown = cells.beside() if self.ids else cells
        return all(shown.least(at) <= width for at, width in enumerate(self.widths))

    def drawn(self, cells: _Cells, numbers: set[str], *, headed: bool) -> RenderableType:
        """Rows, below the headers or below more such rows."""
        if not self.widths:
            return Group(*([] if headed else [Text("")]), _stacked(cells, self.width))
        shown = cells.beside() if self.ids else cells
        right = [at for at, name in enumerate(shown.names) if name in numbers]
        rows = Grid(self.widths, shown.texts(), right)
        return (
            Group(header(self.widths, [words.header(name) for name in shown.names], right), rows)
            if headed
            else rows
        )


def _table(answer: Answer, width: int) -> Iterator[RenderableType]:
    """A table where its columns have room; else its rows one below the other, a field a line.

    It comes in sections; one for which the columns are too narrow has its own, below headers of its own.
    """
    columns = words.shown(answer)
    numbers, layout = {column.name for column in columns if column.type == "number"}, None
    for rows in sections.of(answer.mappings()):
        cells = _Cells(
            [column.name for column in columns],
            [[words.cell(column, row, answer.labels) for column in columns] for row in rows],
            [
                row["id"]
                for row in rows
                if "id" in row and not any(column.name == "id" for column in columns)
            ],
        )
        fits = layout is not None and layout.holds(cells)
        if layout and not fits:
            yield Text("")
        layout = layout if layout and fits else _laid_out(cells, width)
        yield layout.drawn(cells, numbers, headed=not fits)


def _laid_out(cells: _Cells, width: int) -> _Layout:
    """The layout for some rows.

    The ids that `show` takes have a column of their own where that fits, else they stand below what the row tells.
    """
    for ids in (True, False) if cells.ids else (False,):
        shown = cells.beside() if ids else cells
        least = [shown.least(at) for at in range(len(shown.names))]
        room = width - GAP * (len(least) - 1)
        if sum(least) <= room:
            full = [max(shown.full(at), least[at]) for at in range(len(least))]
            return _Layout(width, shared(least, full, room), ids)
    return _Layout(width, [])


def _stacked(cells: _Cells, width: int) -> RenderableType:
    names = max(cell_len(words.header(name)) for name in (*cells.names, "id"))
    return Grid([names, width - names - GAP], _fields(cells))


def _fields(cells: _Cells) -> Iterator[list[Text]]:
    for at, row in enumerate(cells.rows):
        if at:
            yield [Text(), Text()]
        told = [
            *zip(cells.names, row, strict=True),
            *([("id", cells.ids[at])] if cells.ids else []),
        ]
        yield from (
            [Text(words.header(name), "dim"), Text(cell)] for name, cell in told if cell is not None
        )
