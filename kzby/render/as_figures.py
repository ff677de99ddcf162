"""Trade figures: grouped by region, partner and window, with a bar beside those that can be compared."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from rich.bar import Bar
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from kzby import dates
from kzby.answer import Answer
from kzby.render import words

_BAR = 24
_DETAILS = 30  # the room that what qualifies a figure needs beside it
_NARROW = 66  # below this width there is no room for bars, and what qualifies a figure stands below it


def figures(answer: Answer, width: int) -> Iterator[RenderableType]:
    """A heading a region, partner and window; below it the figures, each scaled to the largest of its block.

    Figures of another window, basis or unit stand in a block of their own: they are not on one scale.
    """
    rows, labels = list(answer.mappings()), answer.labels
    flows = max((len(row["flow"]) for row in rows), default=0)
    values = max((len(_value(row)) for row in rows), default=0)
    for number, ((region, partner, period, basis), group) in enumerate(groupby(rows, key=_window)):
        if number:
            yield Text("")
        window = dates.words(period) if period else "window not stated"
        told = "" if basis == "actual" else f" ({basis})"
        yield Text(f"{labels.get(region, region)} with {labels.get(partner, partner)}, {window}{told}", "bold")
        if width < _NARROW:
            yield from (_narrow(row) for row in group)
        else:
            bar = min(_BAR, width - flows - values - _DETAILS)
            yield from (_block(block, flows, values, max(bar, 8)) for block in _by_unit(group))


def _window(row: Mapping[str, Any]) -> tuple[str, str, str | None, str]:
    return row["region"], row["partner"], row["period"], row["basis"]


def _by_unit(rows: Iterable[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Figures of one window, those of each unit together; what has no number stands with the last of them."""
    blocks: dict[str | None, list[dict[str, Any]]] = {}
    for row in rows:
        unit = row["unit"] if row["value"] is not None else next(reversed(blocks), None)
        blocks.setdefault(unit, []).append(row)
    return list(blocks.values())


def _narrow(row: Mapping[str, Any]) -> RenderableType:
    """A figure, and below it what qualifies it."""
    details = "\n".join([*_details(row), ""])
    below = Padding(Text(details).append(row["id"], "dim"), (0, 0, 0, 2))
    return Group(Text(f"{row['flow']}  {_value(row)}"), below)


def _block(rows: list[dict[str, Any]], flows: int, values: int, bar: int) -> RenderableType:
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(min_width=flows, no_wrap=True)
    grid.add_column(min_width=values, justify="right", no_wrap=True)
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
        grid.add_row(*cells, Text(details).append(row["id"], "dim"))
    return grid


def _value(row: Mapping[str, Any]) -> str:
    return words.figure(row) or words.DASH


def _details(row: Mapping[str, Any]) -> Iterator[str]:
    """What qualifies a figure: the bounds of a hedge (rounding alone goes without saying), the change."""
    if row["value"] is None and row["sign"]:
        yield "amount not stated"
    if row["hedge"] and row["low"] is not None and row["high"] is not None:
        yield f"read as {words.number(row['low'])} to {words.number(row['high'])}"
    if row["change"] is not None:
        yield words.change(row)
