"""The timeline: grouped by year, one line an event, what was held and what is planned told apart at a glance."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from kzby.answer import Answer, Column
from kzby.render import amounts, words
from kzby.terms import Kind, Status

_AT = Column("at", "date")
_TOLD = {Kind.PROPOSAL, Kind.REMARK, Kind.COUNT, Kind.GOODS}
_DONE = {Status.HELD, Status.SIGNED, Status.UNDER_WAY}
_WIDE, _DATE = 120, 17  # below this width the date wraps, to leave the event its room
_NARROW = 72  # below this width an event takes a line for its date and one for what it is


def timeline(answer: Answer, width: int) -> Iterator[RenderableType]:
    """A heading a year, then its records in order of their latest day; those without any day come last."""
    rows = list(answer.mappings())
    widest = max((len(_date(row)) for row in rows), default=0)
    room = widest if width >= _WIDE else min(widest, _DATE)
    for number, (year, group) in enumerate((year, list(group)) for year, group in groupby(rows, key=_year)):
        if number:
            yield Text("")
        inferred = all("?" in row["at"] for row in group)
        yield Text(f"{year}?" if inferred else year, "bold")
        for row in group:
            yield from _narrow(row) if width < _NARROW else [_line(row, room)]


def _year(row: Mapping[str, Any]) -> str:
    if row["at_latest"]:
        return str(row["at_latest"][:4])
    return "no end known" if row["at_earliest"] else "no year known"


def _date(row: Mapping[str, Any]) -> str:
    return words.cell(_AT, row, {}) or words.DASH


def _line(row: Mapping[str, Any], room: int) -> RenderableType:
    mark, style = _mark(row)
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(width=room)
    grid.add_column(width=1)
    grid.add_column(width=10, no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(Text(_date(row)), Text(mark, style), Text(_word(row), style), _what(row))
    return grid


def _narrow(row: Mapping[str, Any]) -> Iterator[RenderableType]:
    mark, style = _mark(row)
    yield Text.assemble((f"{mark} ", style), _date(row), "  ", (_word(row), style))
    grid = Table.grid()
    grid.add_column(width=2)
    grid.add_column(overflow="fold")
    grid.add_row("", _what(row))
    yield grid


def _what(row: Mapping[str, Any]) -> Text:
    figure = amounts.figure(row) if row["value"] is not None else None
    title = f"{row['title']}: {figure}" if figure else row["title"]
    return Text(title, "dim" if row["kind"] in _TOLD else "").append(f"  {words.identified(row)}", "dim")


def _word(row: Mapping[str, Any]) -> str:
    return str(row["kind"] if row["kind"] in (*_TOLD, Kind.TRADE) else row["status"]).replace("-", " ")


def _mark(row: Mapping[str, Any]) -> tuple[str, str]:
    """The sign of a record and its colour: ● took place, ◐ under way, ○ ahead, ■ a figure, · said."""
    if row["kind"] in _TOLD:
        return "·", "dim"
    if row["kind"] == Kind.TRADE:
        return "■", "cyan"
    if row["status"] not in _DONE:
        return "○", "yellow"
    return ("◐", "green") if row["status"] == Status.UNDER_WAY else ("●", "green")
