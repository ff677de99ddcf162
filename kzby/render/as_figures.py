"""Figures of trade by region and partner, a line a figure."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import get_args

from rich.text import Text

from kzby.model import dates
from kzby.model.terms import Flow
from kzby.query.answer import Answer, Fields
from kzby.render import amounts, citing, words
from kzby.render.table import GAP, Cell, Part, bar, heading, table

_BARS = 3  # the column of bars
_FLOW, _PERIOD = len("share of export"), len("Jan–July 2013?")  # longer ones are broken for bars
_LEAST, _MOST = 6, 24  # lengths of the longest bar
_FLOWS = get_args(Flow)
_FEW = 3  # figures that need no headings
_SORTS = ("Whole years", "Parts of years", "Period not stated", "Targets and forecasts")


def figures(answer: Answer, width: int) -> Iterator[Part]:
    """By region and partner: whole years first; amounts, with bars for the window that most have."""
    is_drawn = False
    for _, group in groupby(answer.mappings(), itemgetter("region", "partner")):
        rows = sorted(group, key=_order)
        yield heading(amounts.pair(rows[0], answer.labels))
        others = False  # than the region's own, which come first
        for whose, group_ in groupby(rows, itemgetter("subject")):
            own = list(group_)
            if whose and not others and rows[0]["subject"] is None:
                others = True
                yield Text("Firms and branches", "dim")
            is_sorted = whose is None and len(own) > _FEW and len({*map(_sort, own)}) > 1
            indent = GAP * (is_sorted or others)
            lines = _lines(answer, own, width - indent)
            is_drawn |= any(line[_BARS:-2] for line in lines)
            parts = _sorted(own, lines) if is_sorted else lines
            yield from table(parts, width, right={2}, ids=answer.ids, indent=indent)
    if not answer.empty:
        yield Text(f"\n{amounts.APART}", "dim")
    if is_drawn:
        yield Text("Bars compare whole years, or figures of the same period.", "dim")


def _lines(answer: Answer, rows: Sequence[Fields], width: int) -> list[list[Text]]:
    """The lines of a table, with bars if there is room for them."""
    lines = [_line(answer, row) for row in rows]
    scales = Counter(scale for row in rows if (scale := amounts.scale(row)))
    scale, number = max(scales.items(), key=itemgetter(1), default=((), 0))
    room = width - _FLOW - _PERIOD - max(line[2].cell_len for line in lines) - 3 * GAP
    if number > 1 and room >= _LEAST:
        sizes = [abs(row["value"]) if amounts.scale(row) == scale else 0 for row in rows]
        for size, line in zip(sizes, lines, strict=True):
            line.insert(_BARS, Text(bar(size / (max(sizes) or 1), min(_MOST, room)), "cyan"))
    return lines


def _sorted(rows: Sequence[Fields], lines: Sequence[list[Text]]) -> Iterator[Part]:
    """The lines below the sorts of their periods."""
    for sort, group in groupby(zip(rows, lines, strict=True), lambda pair: _sort(pair[0])):
        yield Text(_SORTS[sort], "dim")
        for _, line in group:
            cells: list[Cell] = [*line]
            yield cells


def _sort(row: Fields) -> int:
    """The place of its period among the sorts."""
    if (row.get("stands_for") or row["basis"]) in ("target", "forecast"):
        return 3
    return 2 if not row["period"] else 0 if amounts.whole_years(row["period"]) else 1


def _order(row: Fields) -> tuple[str, int, int, bool, str]:
    """Whose, what sort of period, which flow, amounts before shares, by the end of the period."""
    _, end = dates.bounds(row["period"] or row["date"])
    flow = _FLOWS.index(row["flow"])
    return row["subject"] or "", _sort(row), flow, row.get("measure") == "share", end or ""


def _line(answer: Answer, row: Fields) -> list[Text]:
    """Flow, period, amount, what else is known, the id."""
    cell = words.cells(answer, row)
    read = f"= {row['formula']}" if row.get("measure") else amounts.reading(row)
    details = [
        "" if row["period"] else row["title"],
        read if answer.unfolded else "",
        cell["change"] if cell["value"] else "",
        amounts.outcome(answer, row),
        "disputed" * (row["id"] in answer.store.disputed),
    ]
    said = citing.sourced("  ".join(filter(None, details)), row).strip()
    amount = cell["value"] or cell["change"] or words.DASH
    parts = [Text(cell["flow"] or ""), Text(amounts.when(row)), Text(amount)]
    return [*parts, Text(said), Text(row["id"], "dim")]
