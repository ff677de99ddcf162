"""Figures in words: numbers with hedge, sign, unit and bounds, changes, identities, and which figures compare."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from kzby.model import dates

Fields = Mapping[str, Any]  # a row, or an object in one of its cells, by name
Labels = Mapping[str, str]  # names by the ids that they stand for

DERIVED = "≈"  # before a figure that no article prints
APART = (
    "Each window, basis and unit has a scale of its own: "
    "unlike ones are not compared, ranked or summed."
)
_MILLION = 1_000_000


def number(value: float) -> str:
    """A number with thousands separators; millions in words where that loses no digit."""
    if abs(value) >= _MILLION and value % (_MILLION // 100) == 0:
        return f"{value / _MILLION:,.2f}".rstrip("0").rstrip(".") + " million"
    return f"{value:,}"


def figure(row: Fields) -> str | None:
    """A figure such as `almost 62 million USD`, or the printed words where it has no number."""
    value, sign = row["value"], row.get("sign")
    if value is None:
        return sign or row.get("value_text")
    amount = number(abs(value) if sign else value)
    if row.get("unit") == "%":
        amount += "%"
    elif "of" not in row:  # the unit of a count has a column of its own
        amount += f" {row['unit']}"
    return f"{f'{sign} of ' if sign else ''}{_hedge(row)}{amount}"


def _hedge(row: Fields) -> str:
    return f"{row['hedge'].replace('-', ' ')} " if row.get("hedge") else ""


def flow(row: Fields) -> str:
    """What a figure measures: its flow; of a derived figure also its measure, `share of export`."""
    measure = row.get("measure")
    return str(row["flow"]) if measure in (None, row["flow"]) else f"{measure} of {row['flow']}"


def derived(row: Fields) -> str:
    """The value of a derived figure with its bounds: `35.9 million USD (35.4 million to 36 million)`."""
    amount = figure(row)
    if row["measure"] == "change":
        amount = change({**row, "change": row["value"], "change_kind": "percent"})
    return f"{amount} ({bounds(row)})"


def bounds(row: Fields) -> str:
    """The bounds of a figure, either of which may be open; of a deficit those of its size."""
    unit = "%" if row["unit"] == "%" else ""
    ends = [row["low"], row["high"]]
    if row.get("sign") == "deficit":
        ends = [end if end is None else -end for end in reversed(ends)]
    low, high = (None if end is None else f"{number(end)}{unit}" for end in ends)
    if low is None or high is None:
        return f"at least {low}" if high is None else f"at most {high}"
    return f"{low} to {high}"


def qualifiers(row: Fields) -> list[str]:
    """What qualifies a printed figure: no amount, the bounds of a hedge (rounding goes without saying), a change."""
    parts = []
    if row["value"] is None and row["sign"]:
        parts.append("amount not stated")
    if row["hedge"] and None not in (row["low"], row["high"]):
        parts.append(f"read as {bounds(row)}")
    if row["change"] is not None:
        parts.append(change(row))
    return parts


def basis(row: Fields) -> str:
    """A basis; of a derived figure also the one that it stands for, unless that is `actual`."""
    stands_for = row.get("stands_for")
    return f"{row['basis']} ({stands_for})" if stands_for not in (None, "actual") else row["basis"]


def computed(row: Fields) -> str | None:
    """What the other figures of an identity give; a balance as a surplus or deficit."""
    amount, sign = row["computed"], None
    if amount and row["flow"] == "balance":
        sign = "surplus" if amount > 0 else "deficit"
    return figure({"value": amount, "sign": sign, "unit": row["unit"]})


def identity(row: Fields) -> str:
    """What must hold: `turnover = export + import`, `growth of export against a recorded base (2014)`."""
    if not row["against"]:
        return str(row["identity"])
    grown = row["identity"].replace("growth", f"growth of {row['flow']}")
    return f"{grown} ({dates.words(row['against'])})"


def between(row: Fields) -> str:
    """A number of which only bounds are printed: `2 to 3 visits`, `at least 3 visits`, `up to 3 visits`."""
    span = bounds({**row, "unit": None}).replace("at most", "up to")
    return f"{_hedge(row)}{span} {row['unit']}"


def change(row: Fields) -> str:
    """A change in words: `+72.5% on 2014`, `107.5% of 2020`, `1.4 times 2014`."""
    amount, base = row["change"], f" {dates.words(row['against'])}" if row["against"] else ""
    match row["change_kind"]:
        case "percent":
            return f"{amount:+,}%" + (f" on{base}" if base else "")
        case "index":
            return f"{amount:,}%" + (f" of{base}" if base else "")
    return f"{amount:,} times{base}"


def block(row: Fields) -> tuple[str, ...]:
    """What figures that are listed together have in common; a derived figure belongs to the printed ones."""
    basis = row.get("stands_for") or row["basis"]
    return row["region"], row["partner"], row["period"] or "", basis


def heading(row: Fields, labels: Labels) -> str:
    """The block of a figure in words."""
    region, partner, period, basis = block(row)
    names = f"{labels.get(region, region)} with {labels.get(partner, partner)}"
    period = dates.words(period) if period else "window not stated"
    return f"{names}, {period}" + ("" if basis == "actual" else f" ({basis})")


def by_unit(rows: Iterable[Fields]) -> list[list[Fields]]:
    """The printed figures of a block by unit; a figure without a number goes with the unit before it."""
    units: dict[str | None, list[Fields]] = {}
    for row in rows:
        if not row.get("measure"):
            unit = row["unit"] if row["value"] is not None else next(reversed(units), None)
            units.setdefault(unit, []).append(row)
    return list(units.values())


def scales(rows: Iterable[Fields]) -> int:
    """How many scales figures have: one for each unit of a block."""
    return sum(len(by_unit(group)) or 1 for _, group in groupby(rows, key=block))
