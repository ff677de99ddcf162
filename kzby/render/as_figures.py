"""Trade figures: grouped by region, partner and window, with a bar beside those that can be compared."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from rich.bar import Bar
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from kzby.query.answer import Answer
from kzby.render import amounts, blocks, drawn, sections, words

_Rows = Sequence[Mapping[str, Any]]

_BAR = 24
_LEAST_BAR = 8
_DETAILS = 30  # the room that what qualifies a figure needs beside it
_GAPS = 6  # between the columns of a block


def figures(answer: Answer, width: int) -> Iterator[RenderableType]:
    """A heading a region, partner and window; below it the figures, each scaled to the largest of its block.

    Figures of another window, basis or unit stand in a block of their own: they are not on one scale. Below the printed
    figures of a window, and on no scale, stand those derived for it.
    """
    flows = values = 0
    every = list(answer.mappings())
    for number, rows in enumerate(sections.whole(every, blocks.block)):
        printed = [row for row in rows if not row.get("measure")]
        flows = max([flows, *(len(row["flow"]) for row in printed)])
        values = max([values, *(len(_value(row)) for row in printed)])
        if number:
            yield Text("")
        yield from _section(answer, rows, _Widths(width, flows, values))
    if apart := blocks.apart(every):
        yield Text(f"\n{apart}", "dim")


class _Widths(NamedTuple):
    """The width of all, and that of the widest flow and of the widest value."""

    all: int
    flows: int
    values: int


def _section(answer: Answer, rows: _Rows, widths: _Widths) -> Iterator[RenderableType]:
    for number, (block, group) in enumerate(groupby(rows, key=blocks.block)):
        if number:
            yield Text("")
        yield Text(blocks.heading(block, answer.labels), "bold")
        of_window = list(group)
        by_unit = blocks.by_unit(of_window)
        for one in by_unit:
            bar = _bar(one, widths)
            yield from map(_narrow, one) if bar is None else [_block(one, widths, bar)]
        yield from (_derived(row) for row in of_window if row.get("measure"))


def _narrow(row: Mapping[str, Any]) -> RenderableType:
    """A figure, and below it what qualifies it."""
    details = "\n".join([*_details(row), ""])
    below = Padding(Text(details).append(words.identified(row), "dim"), (0, 0, 0, 2))
    return Group(Text(f"{row['flow']}  {_value(row)}"), below)


def _derived(row: Mapping[str, Any]) -> RenderableType:
    """A derived figure, marked as such, and below it the formula and what it follows from."""
    told = Text(f"{amounts.DERIVED} derived {amounts.measured(row)}: {amounts.derived(row)}")
    return Group(
        told, Padding(Text(f"= {row['formula']}  {words.identified(row)}", "dim"), (0, 0, 0, 2))
    )


def _bar(rows: _Rows, widths: _Widths) -> int | None:
    """The width of the bars in a block; None if it leaves no room for every id, which is never broken, on one line."""
    room = widths.all - widths.flows - widths.values
    longest = max(len(words.identified(row)) for row in rows) + _GAPS
    bar = max(min(_BAR, room - max(_DETAILS, longest)), _LEAST_BAR)
    return None if widths.all < drawn.NARROW or bar + longest > room else bar


def _block(rows: _Rows, widths: _Widths, bar: int) -> RenderableType:
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(min_width=widths.flows, no_wrap=True)
    grid.add_column(min_width=widths.values, justify="right", no_wrap=True)
    sizes = [abs(row["value"]) for row in rows if row["value"] is not None]
    drawn = len(sizes) > 1
    if drawn:
        grid.add_column(width=bar)
    grid.add_column(overflow="fold")
    for row in rows:
        cells: list[RenderableType] = [Text(row["flow"]), Text(_value(row))]
        if drawn:
            cells.append(Bar(max(sizes), 0, abs(row["value"] or 0), width=bar, color="cyan"))
        details = "".join(f"{detail}  " for detail in _details(row))
        grid.add_row(*cells, Text(details).append(words.identified(row), "dim"))
    return grid


def _value(row: Mapping[str, Any]) -> str:
    return amounts.figure(row) or words.DASH


def _details(row: Mapping[str, Any]) -> Iterator[str]:
    """What qualifies a figure: the bounds of a hedge (rounding alone goes without saying), the change."""
    if row["value"] is None and row["sign"]:
        yield "amount not stated"
    if row["hedge"] and row["low"] is not None and row["high"] is not None:
        yield f"read as {amounts.bounds(row)}"
    if row["change"] is not None:
        yield amounts.change(row)
