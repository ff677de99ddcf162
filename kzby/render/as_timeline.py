"""The timeline: grouped by year, one line an event, what was held and what is planned told apart at a glance."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from kzby.query.answer import Answer, Column
from kzby.render import amounts, sections, words
from kzby.render.grid import GAP, Grid

_AT = Column("at", "date", "at")
_TOLD = {"proposal", "remark", "count", "goods"}
_DONE = {"held", "signed", "under-way"}
_WIDE, _DATE = 120, 17  # below this width the date wraps, to leave the event its room
_NARROW = 72  # below this width an event takes a line for its date and one for what it is


def timeline(answer: Answer, width: int) -> Iterator[RenderableType]:
    """A heading a year, then its records in order of their latest day; those without any day come last.

    A year is marked as inferred while all of its records are; the first that is not stands below a heading of its own.
    """
    room, above = 0, ""
    for rows in sections.of(answer.mappings()):
        widest = max(len(_date(row)) for row in rows)
        room = max(room, widest if width >= _WIDE else min(widest, _DATE))
        for year, group in groupby(rows, key=_year):
            same = list(group)
            heading = (
                f"{year}?" if above != year and all("?" in row["at"] for row in same) else year
            )
            if heading != above:
                yield Text(f"\n{heading}" if above else heading, "bold")
            above = heading
            yield _narrow(same, width) if width < _NARROW else _lines(same, room, width)


def _year(row: Mapping[str, Any]) -> str:
    if row["at_latest"]:
        return str(row["at_latest"][:4])
    return "no end known" if row["at_earliest"] else "no year known"


def _date(row: Mapping[str, Any]) -> str:
    return words.cell(_AT, row, {}) or words.DASH


def _lines(rows: Sequence[Mapping[str, Any]], room: int, width: int) -> RenderableType:
    widths = [room, 1, 10]
    cells = []
    for row in rows:
        mark, style = _mark(row)
        cells.append([Text(_date(row)), Text(mark, style), Text(_word(row), style), _what(row)])
    return Grid([*widths, width - sum(widths) - GAP * len(widths)], cells)


def _narrow(rows: Sequence[Mapping[str, Any]], width: int) -> RenderableType:
    parts: list[RenderableType] = []
    for row in rows:
        mark, style = _mark(row)
        parts.append(Text.assemble((f"{mark} ", style), _date(row), "  ", (_word(row), style)))
        parts.append(Grid([0, width - GAP], [[Text(), _what(row)]]))
    return Group(*parts)


def _what(row: Mapping[str, Any]) -> Text:
    figure = amounts.figure(row) if row["value"] is not None else None
    title = f"{row['title']}: {figure}" if figure else row["title"]
    return Text(title, "dim" if row["kind"] in _TOLD else "").append(
        f"  {words.identified(row)}", "dim"
    )


def _word(row: Mapping[str, Any]) -> str:
    return str(row["kind"] if row["kind"] in (*_TOLD, "trade") else row["status"]).replace("-", " ")


def _mark(row: Mapping[str, Any]) -> tuple[str, str]:
    """The sign of a record and its colour: ● took place, ◐ under way, ○ ahead, ■ a figure, · said."""
    if row["kind"] in _TOLD:
        return "·", "dim"
    if row["kind"] == "trade":
        return "■", "cyan"
    if row["status"] not in _DONE:
        return "○", "yellow"
    return ("◐", "green") if row["status"] == "under-way" else ("●", "green")
