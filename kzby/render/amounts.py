"""Figures in words: numbers with their hedge, sign, unit and bounds, changes, identities."""

from collections.abc import Mapping
from typing import Any

from kzby.model import dates

DERIVED = "≈"  # before a figure that no article prints

_MILLION = 1_000_000


def number(value: float) -> str:
    """A number with thousands separators; millions in words where that loses no digit."""
    if abs(value) >= _MILLION and value % (_MILLION // 100) == 0:
        return f"{value / _MILLION:,.2f}".rstrip("0").rstrip(".") + " million"
    return f"{value:,}"


def figure(row: Mapping[str, Any]) -> str | None:
    """A figure with its hedge, sign and unit, `almost 62 million USD`, or the printed words where it has no number."""
    value, sign = row["value"], row.get("sign")
    if value is None:
        return sign or row.get("value_text")
    told = number(abs(value) if sign else value)
    # a count's unit has a column of its own
    return f"{f'{sign} of ' if sign else ''}{_hedge(row)}{told if 'of' in row else in_unit(told, row['unit'])}"


def _hedge(row: Mapping[str, Any]) -> str:
    return f"{row['hedge'].replace('-', ' ')} " if row.get("hedge") else ""


def in_unit(told: str, unit: str) -> str:
    """A number with its unit: `22.4 million USD`, `99.5%`."""
    return f"{told}%" if unit == "%" else f"{told} {unit}"


def measured(row: Mapping[str, Any]) -> str:
    """What a figure is: its flow, of a derived one also its measure, such as `share of export`."""
    measure, flow = row.get("measure"), str(row["flow"])
    return flow if measure in (None, flow) else f"{measure} of {flow}"


def derived(row: Mapping[str, Any]) -> str:
    """A derived figure with its bounds: `35.94 million USD (35.35 million to 35.96 million)`."""
    changed = row["measure"] == "change"
    told = (
        change({**row, "change": row["value"], "change_kind": "percent"})
        if changed
        else figure(row)
    )
    return f"{told} ({bounds(row)})"


def bounds(row: Mapping[str, Any]) -> str:
    """The bounds of a figure, one of which may be open; of a deficit those of its size."""
    unit = "%" if row["unit"] == "%" else ""
    ends = [row["low"], row["high"]]
    if row.get("sign") == "deficit":
        ends = [end if end is None else -end for end in reversed(ends)]
    low, high = (None if end is None else f"{number(end)}{unit}" for end in ends)
    if low is None or high is None:
        return f"at least {low}" if high is None else f"at most {high}"
    return f"{low} to {high}"


def basis(row: Mapping[str, Any]) -> str:
    """A basis, of a derived figure also what it stands for, unless that was measured."""
    told = str(row["basis"])
    return told if row.get("stands_for") in (None, "actual") else f"{told} ({row['stands_for']})"


def computed(row: Mapping[str, Any]) -> str:
    """What the other figures of an identity give, a balance as a surplus or deficit."""
    value = row["computed"]
    sign = ("surplus" if value > 0 else "deficit") if value and row["flow"] == "balance" else None
    return str(figure({"value": value, "sign": sign, "unit": row["unit"]}))


def identity(row: Mapping[str, Any]) -> str:
    """What must hold: `turnover = export + import`, `growth of export against a recorded base (2014)`."""
    if not row["against"]:
        return str(row["identity"])
    grown = row["identity"].replace("growth", f"growth of {row['flow']}")
    return f"{grown} ({dates.words(row['against'])})"


def between(one: Mapping[str, Any]) -> str:
    """A number of which only the least or the greatest is printed, or both: `2 to 3 visits`."""
    low, high = (bound if bound is None else number(bound) for bound in (one["low"], one["high"]))
    span = (
        f"at least {low}"
        if high is None
        else f"up to {high}"
        if low is None
        else f"{low} to {high}"
    )
    return f"{_hedge(one)}{span} {one['unit']}"


def change(row: Mapping[str, Any]) -> str:
    """A change in words: `+72.5% on Jan-Oct 2014`, `107.5% of 2020`, `1.4 times 2014`."""
    value, base = row["change"], f" {dates.words(row['against'])}" if row["against"] else ""
    match row["change_kind"]:
        case "percent":
            return f"{value:+,}%" + (f" on{base}" if base else "")
        case "index":
            return f"{value:,}%" + (f" of{base}" if base else "")
        case _:
            return f"{value:,} times{base}"
