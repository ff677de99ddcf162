"""Printed and derived figures of trade in blocks: those of one region, partner, window and basis together."""

from collections.abc import Iterable, Mapping
from itertools import chain, groupby, islice
from typing import Any, NamedTuple

from kzby.model import dates

_APART = "Each window, basis and unit has a scale of its own: unlike ones are not compared, ranked or summed."


class Block(NamedTuple):
    """What the figures of a block have in common; `period` is None where the window is not stated."""

    region: str
    partner: str
    period: str | None
    basis: str


def block(row: Mapping[str, Any]) -> Block:
    """The block of a figure; of a derived one that of the figures it would stand among, were it printed."""
    return Block(
        row["region"], row["partner"], row["period"], row.get("stands_for") or row["basis"]
    )


def heading(block: Block, labels: Mapping[str, str]) -> str:
    """A block in words."""
    window = dates.words(block.period) if block.period else "window not stated"
    told = "" if block.basis == "actual" else f" ({block.basis})"
    return f"{labels.get(block.region, block.region)} with {labels.get(block.partner, block.partner)}, {window}{told}"


def by_unit(rows: Iterable[Mapping[str, Any]]) -> list[list[Mapping[str, Any]]]:
    """The printed figures of a block, those of each unit together; what has no number stands with the last of them."""
    units: dict[str | None, list[Mapping[str, Any]]] = {}
    for row in rows:
        if not row.get("measure"):
            unit = row["unit"] if row["value"] is not None else next(reversed(units), None)
            units.setdefault(unit, []).append(row)
    return list(units.values())


def apart(rows: Iterable[Mapping[str, Any]]) -> str | None:
    """Why figures stand apart, if they are of several windows, bases or units; reads no further than to the second."""
    scales = chain.from_iterable(by_unit(group) or [[]] for _, group in groupby(rows, key=block))
    return _APART if len(list(islice(scales, 2))) > 1 else None
