"""Trade figures by region, partner and period, and their checks."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from rich.text import Text

from kzby.model import dates
from kzby.query.answer import Answer, Fields
from kzby.render import amounts, words
from kzby.render.table import Part, heading, table, verdict
from kzby.render.terminal import unbroken

_BAR = 24  # length of the longest bar on a wide page
_NARROW = 66  # below this width there are no bars
_EIGHTHS = " ▏▎▍▌▋▊▉"


def figures(answer: Answer, width: int) -> Iterator[Part]:
    """By region and partner a table of series, then one of the figures of each period."""
    longest = min(_BAR, width // 6) if width >= _NARROW else 0
    alike: dict[tuple[object, ...], Fields] = {}  # one of each block and printed unit
    for _, group in groupby(answer.mappings(), itemgetter("region", "partner")):
        rows = list(group)
        for parts in (_series(rows, answer, longest), _figures(rows, answer, longest)):
            yield from table(parts, width, right={1}, spare=not answer.ids, below=3)
        for row in rows:
            key = amounts.block(row), row["unit"], amounts.whose(row), amounts.printed(row)
            alike[key] = row
    if not amounts.compare([*alike.values()]):
        yield Text(f"\n{amounts.APART}", "dim")


def _figures(rows: Sequence[Fields], answer: Answer, longest: int) -> Iterator[Part]:
    """A heading a block; flow, amount, bar among others of its unit, how it is read, id."""
    for block in amounts.blocks(rows):
        yield heading(amounts.heading(block[0], answer.labels))
        for row in block:
            like = row["unit"], amounts.whose(row)
            alike = [
                r for r in block if amounts.printed(r) and (r["unit"], amounts.whose(r)) == like
            ]
            drawn = ""
            if row["value"] and len(alike) > 1:
                most = max(abs(each["value"]) for each in alike)
                drawn = bar(abs(row["value"]) / most, longest)
            cell = words.cells(answer, row)
            value = cell["value"] or words.DASH
            details = [amounts.reading(row), cell["change"], amounts.outcome(row)]
            if row.get("measure"):
                value, _, span = value.rpartition(" (")
                details = [span[:-1], f"= {row['formula']}"]
            said = words.sourced("  ".join(filter(None, details)), row)
            flow = str(cell["flow"])
            flow = flow if any(amounts.whose(row)) else unbroken(flow)
            yield [Text(flow), Text(value), Text(drawn, "cyan"), Text(said), Text(row["id"], "dim")]


def _series(rows: Sequence[Fields], answer: Answer, longest: int) -> Iterator[Part]:
    """The flows with amounts of several periods, the oldest first, on one scale a unit."""
    series: dict[tuple[str, str], dict[str, Fields]] = {}
    for row in rows:
        if row["value"] is None or not row["period"] or row["unit"] == "%":
            continue
        if not any(amounts.whose(row)):
            key = row["unit"], row["flow"]
            series.setdefault(key, {}).setdefault(amounts.when(row), row)
    several = {key: list(each.values()) for key, each in series.items() if len(each) > 1}
    most: Counter[str] = Counter()  # by unit
    for (unit, _), each in several.items():
        most[unit] = max(most[unit], *(abs(row["value"]) for row in each))
    for (unit, flow), each in several.items():
        yield heading(f"{amounts.pair(each[0], answer.labels)}: {flow} by period")
        for row in sorted(each, key=lambda row: dates.bounds(row["period"])[1] or ""):
            style = "cyan" if amounts.whole_years(row["period"]) else "dim"
            drawn = Text(bar(abs(row["value"]) / (most[unit] or 1), longest), style)
            value = f"{'≈ ' * bool(row.get('measure'))}{amounts.figure(row)}"
            percent = {"against": None} if row["change_kind"] == "percent" else {}
            change = Text(words.sourced(amounts.change({**row, **percent}), row))
            period = Text(unbroken(amounts.when(row)))
            yield [period, Text(value), drawn, change, Text(row["id"], "dim")]


def bar(share: float, longest: int) -> str:
    """A bar, to an eighth of a column."""
    eighths = int(share * longest * 8)
    return ("█" * (eighths // 8) + _EIGHTHS[eighths % 8]).rstrip()


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
                inputs = (words.sourced(", ".join(row["inputs"]), row), "dim")
                told = Text.assemble(*(f"{line}\n" for line in lines), inputs)
                yield [verdict(row["verdict"]), told]

    return table(parts(), width)
