"""Figures of trade by region and partner: in series, and by period."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, groupby
from operator import itemgetter

from rich.text import Text

from kzby.query.answer import Answer, Fields
from kzby.render import amounts, citing, words
from kzby.render.table import Cell, Part, bar, heading, indented, table
from kzby.render.terminal import unbroken

_BAR = 24  # length of the longest bar on a wide page
_NARROW = 66  # below this width there are no bars


def figures(answer: Answer, width: int) -> Iterator[Part]:
    """By region and partner: series, then the periods of which there is more than these have."""
    longest = min(_BAR, width // 6 - 1) if width >= _NARROW else 0
    every: list[Fields] = []
    folded = barless = False
    for _, group in groupby(answer.mappings(), itemgetter("region", "partner")):
        rows = list(group)
        every += rows
        series = amounts.series(rows)
        drawn = {row["id"]: amounts.whole_years(row["period"]) for row in chain(*series.values())}
        barless |= not all(drawn.values())
        more = []
        for block in amounts.blocks(rows):
            if answer.unfolded or drawn.keys().isdisjoint(row["id"] for row in block):
                more.append(block)
                continue
            folded, rest = True, [row for row in block if row["id"] not in drawn]
            if any(row.get("measure") != "change" for row in rest):
                more.append(rest)
        for parts in (_series(series, answer, longest), _figures(more, answer, longest)):
            yield from table(parts, width, right={1}, ids=answer.ids)
    below = ["--derived has every figure, with bounds and growth."] * folded
    below += ["In a series only whole years have a bar."] * (barless and longest > 0)
    below += [amounts.APART] * (not amounts.compare(every))
    if below:
        yield Text("\n" + "\n".join(below), "dim")


def _figures(blocks: Sequence[list[Fields]], answer: Answer, longest: int) -> Iterator[Part]:
    """A heading a block; flow, amount, bar beside others of its unit, how it is read, id."""
    for block in blocks:
        yield heading(amounts.heading(block[0], answer.labels))
        for row in block:
            like = (each for each in block if amounts.unit(each) == amounts.unit(row))
            alike = [abs(each["value"]) for each in like if amounts.printed(each)]
            is_drawn = row["value"] and len(alike) > 1
            drawn = bar(abs(row["value"]) / (max(alike) or 1), longest) if is_drawn else ""
            cell = words.cells(answer, row)
            details = [amounts.reading(row), cell["change"] if cell["value"] else None]
            if row.get("measure"):
                is_told = answer.unfolded or row["measure"] == "base"
                details = [f"= {row['formula']}"] * is_told
            amount = [unbroken(str(cell["flow"])), cell["value"] or cell["change"] or words.DASH]
            yield _line(answer, row, amount, drawn if longest else None, details)
            if not row["period"] or (not cell["value"] and row["speaker"] != "article"):
                yield indented(Text(row["title"], "dim"))


def _series(series: amounts.Series, answer: Answer, longest: int) -> Iterator[Part]:
    """Flows by period; whole years, which alone compare, have bars on one scale a unit."""
    most: Counter[str] = Counter()  # by unit
    for (unit, _), each in series.items():
        years = (abs(row["value"]) for row in each if amounts.whole_years(row["period"]))
        most[unit] = max(most[unit], *years, 0)
    for (unit, flow), each in series.items():
        yield heading(f"{amounts.pair(each[0], answer.labels)}: {flow} by period")
        for row in each:
            share = abs(row["value"]) / (most[unit] or 1)
            drawn = bar(share, longest) if amounts.whole_years(row["period"]) else ""
            if row["basis"] in ("target", "forecast"):
                drawn = "░" * len(drawn)
            amount = [unbroken(amounts.when(row)), str(amounts.figure(row))]
            based = row["change_kind"] != "percent" or not row["against"]  # else of what is above
            details = [amounts.change(row, based=based)]
            yield _line(answer, row, amount, drawn if longest else None, details)


def _line(
    answer: Answer,
    row: Fields,
    amount: Sequence[str],
    drawn: str | None,
    details: Sequence[str | None],
) -> list[Cell]:
    """A figure: what and how much, a bar if any row has one, what else is known, the id."""
    more = [*details, *amounts.trust(row), "disputed" * (row["id"] in answer.store.disputed)]
    said = citing.sourced("  ".join(filter(None, more)), row)
    bars = [] if drawn is None else [Text(drawn, "cyan")]
    return [*map(Text, amount), *bars, Text(said), Text(row["id"], "dim")]
