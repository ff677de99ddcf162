"""Figures of trade by region and partner: in series, by period, and whether they agree."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, groupby
from operator import itemgetter

from rich.text import Text

from kzby.errors import counted
from kzby.model import dates
from kzby.query.answer import Answer, Fields
from kzby.render import amounts, citing, words
from kzby.render.table import Part, bar, heading, indented, table, verdict
from kzby.render.terminal import unbroken

_BAR = 24  # length of the longest bar on a wide page
_NARROW = 66  # below this width there are no bars
_FEW = 3  # pairs with regions to draw beside those of whole countries


def figures(answer: Answer, width: int) -> Iterator[Part]:
    """By region and partner: series, then the periods of which there is more than these have.

    Beside whole countries, the figures of more than a few other regions are only counted.
    """
    longest = min(_BAR, width // 6 - 1) if width >= _NARROW else 0
    by_pair = groupby(answer.mappings(), itemgetter("region", "partner"))
    pairs = [list(group) for _, group in by_pair]
    others = [] if answer.unfolded else [rows for rows in pairs if amounts.regional(rows[0])]
    if _FEW < len(others) < len(pairs):
        pairs = [rows for rows in pairs if not amounts.regional(rows[0])]
    else:
        others = []
    every: list[Fields] = []
    folded, barless = bool(others), False
    for rows in pairs:
        every += rows
        series, more = amounts.series(rows), []
        drawn = {row["id"]: amounts.whole_years(row["period"]) for row in chain(*series.values())}
        barless |= not all(drawn.values())
        for block in amounts.blocks(rows):
            own = [row for row in block if row.get("measure") != "change"]
            stated = [row["id"] for row in own if row["sign"] or row["value"] is not None]
            if answer.unfolded or len(stated) != 1 or stated[0] not in drawn:
                more.append(block)
            else:  # its one amount is in a series
                rest = [row for row in own if row["id"] != stated[0]]
                more += [rest] * bool(rest)
                folded = True
        for parts in (_series(series, answer, longest), _figures(more, answer, longest)):
            yield from table(parts, width, right={1}, ids=answer.ids)
    if others:
        yield heading("Oblasts and towns (for one: kzby trade --region NAME)")
        yield from table((_counted(rows, answer) for rows in others), width)
    below = ["--derived has every figure, with bounds and growth."] * folded
    below += ["In a series only whole years have a bar."] * (barless and longest > 0)
    below += [amounts.APART] * (not amounts.compare(every))
    yield from [Text("\n" + "\n".join(below), "dim")] * bool(below)


def _counted(rows: Sequence[Fields], answer: Answer) -> list[Text | None]:
    """A pair, and how many figures of which years it has."""
    names, ends = words.short(answer.labels), amounts.regional(rows[0])
    printed = [row for row in rows if not row.get("measure")]
    periods = {row["period"] for row in printed if row["period"]}
    stated = dict(sorted((str(dates.bounds(p)[1])[:4], dates.year_stated(p)) for p in periods))
    years = [f"{year}{'?' * (not stated[year])}" for year in stated]
    sources = [number for row in rows for number in row.get("source", ())]
    cells = (
        citing.sourced(" with ".join(names[end] for end in ends), {"source": sources}),
        unbroken(counted(len(printed), "figure")),
        "–".join(dict.fromkeys([*years[:1], *years[-1:]])),
    )
    return [*map(Text, cells)]


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
            is_said = not cell["value"] and row["speaker"] != "article"
            change = cell["change"] if cell["value"] else None
            disputed = "disputed" * (row["id"] in answer.store.disputed)
            details = [amounts.reading(row), change, *amounts.trust(row), disputed]
            if row.get("measure"):
                is_plain = row["measure"] != "base" and not answer.unfolded
                details = [] if is_plain else [f"= {row['formula']}"]
            value = cell["value"] or cell["change"] or words.DASH
            said = citing.sourced("  ".join(filter(None, details)), row)
            flow = str(cell["flow"])
            if not (row["subject"] or row["increment"]):
                flow = unbroken(flow)
            bars = [Text(drawn, "cyan")] * bool(longest)
            yield [Text(flow), Text(value), *bars, Text(said), Text(row["id"], "dim")]
            if is_said or not row["period"]:
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
            value = str(amounts.figure(row))
            percent = {"against": None} if row["change_kind"] == "percent" else {}
            disputed = "disputed" * (row["id"] in answer.store.disputed)
            details = [amounts.change({**row, **percent}), *amounts.trust(row), disputed]
            said = Text(citing.sourced("  ".join(filter(None, details)), row))
            period = Text(unbroken(amounts.when(row)))
            bars = [Text(drawn, "cyan")] * bool(longest)
            yield [period, Text(value), *bars, said, Text(row["id"], "dim")]


def identities(answer: Answer, width: int) -> Iterator[Part]:
    """A heading a block, then its identities."""

    def parts() -> Iterator[Part]:
        for rows in amounts.blocks(answer.mappings()):
            yield heading(amounts.heading(rows[0], answer.labels))
            for row in rows:
                cell = words.cells(answer, row)
                lines = [cell["identity"], f"stated {cell['stated']}, computed {cell['computed']}"]
                if cell["residual"]:  # a mere sign has none
                    tolerance = cell["tolerance"] or "open"
                    lines.append(f"residual {cell['residual']}, tolerance {tolerance}")
                inputs = (citing.sourced(", ".join(row["inputs"]), row), "dim")
                identity = Text.assemble(*(f"{line}\n" for line in lines), inputs)
                yield [verdict(row["verdict"]), identity]

    return table(parts(), width)
