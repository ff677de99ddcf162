"""Figures of trade by region and partner, a line a figure."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import get_args

from rich.text import Text

from kzby.model import dates
from kzby.model.terms import Flow
from kzby.query.answer import Answer, Fields
from kzby.render import amounts, citing, words
from kzby.render.table import Cell, Part, bar, heading, table
from kzby.render.terminal import unbroken

_BAR = 24  # length of the longest bar on a wide page
_NARROW = 66  # below this width there are no bars
_FLOWS = get_args(Flow)


def figures(answer: Answer, width: int) -> Iterator[Part]:
    """By region and partner, flow and period: amounts, with bars for the window that most have."""
    longest = min(_BAR, width // 8) if width >= _NARROW else 0
    rows: list[Fields] = []
    for _, group in groupby(answer.mappings(), itemgetter("region", "partner")):
        rows = sorted(group, key=_order)
        yield heading(amounts.pair(rows[0], answer.labels))
        scales = Counter(scale for row in rows if (scale := amounts.scale(row)))
        scale, number = max(scales.items(), key=itemgetter(1), default=((), 0))
        alike = [row for row in rows if number > 1 and amounts.scale(row) == scale]
        most = max((abs(row["value"]) for row in alike), default=0)
        bars = {row["id"]: bar(abs(row["value"]) / (most or 1), longest) for row in alike}
        lines = (_line(answer, row, bars) for row in rows)
        yield from table(lines, width, right={2}, ids=answer.ids)
    if rows:
        yield Text(f"\n{amounts.APART}", "dim")
        yield Text("Bars are of whole years, or of one period.", "dim")


def _order(row: Fields) -> tuple[str, int, bool, str]:
    """Whose, which flow, amounts before shares, by the end of the period."""
    _, end = dates.bounds(row["period"] or row["date"])
    return row["subject"] or "", _FLOWS.index(row["flow"]), row.get("measure") == "share", end or ""


def _line(answer: Answer, row: Fields, bars: Mapping[str, str]) -> list[Cell]:
    """Flow, period, amount, a bar if any row has one, what else is known, the id."""
    cell, drawn = words.cells(answer, row), bars.get(row["id"], "")
    read = f"= {row['formula']}" if row.get("measure") else amounts.reading(row)
    details = [
        "" if row["period"] else row["title"],
        read if answer.unfolded else "",
        cell["change"] if cell["value"] else "",
        amounts.outcome(row),
        "disputed" * (row["id"] in answer.store.disputed),
    ]
    said = citing.sourced("  ".join(filter(None, details)), row)
    amount = cell["value"] or cell["change"] or words.DASH
    parts = [Text(cell["flow"] or ""), Text(unbroken(amounts.when(row))), Text(amount)]
    return [*parts, *[Text(drawn, "cyan")] * bool(bars), Text(said), Text(row["id"], "dim")]
