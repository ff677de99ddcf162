"""Printed and derived figures of trade in blocks: those of one region, partner, window and basis together."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import groupby
from typing import Any, NamedTuple

from kzby import dates
from kzby.answer import Answer
from kzby.terms import Basis

_APART = "Each window, basis and unit has a scale of its own: unlike ones are not compared, ranked or summed."


class Block(NamedTuple):
    """What the figures of a block have in common; `period` is None where the window is not stated."""

    region: str
    partner: str
    period: str | None
    basis: str


def block(row: Mapping[str, Any]) -> Block:
    """The block of a figure; of a derived one that of the figures it would stand among, were it printed."""
    return Block(row["region"], row["partner"], row["period"], row.get("stands_for") or row["basis"])


def heading(block: Block, labels: Mapping[str, str]) -> str:
    """A block in words."""
    window = dates.words(block.period) if block.period else "window not stated"
    told = "" if block.basis == Basis.ACTUAL else f" ({block.basis})"
    return f"{labels.get(block.region, block.region)} with {labels.get(block.partner, block.partner)}, {window}{told}"


def arranged(answer: Answer) -> Answer:
    """The figures block by block: regions and partners in the order they come in, the newest window first.

    Within a block the order stays: the printed figures, then the derived ones.
    """
    rows = list(zip(answer.mappings(), answer.rows, strict=True))
    trades = list(dict.fromkeys(block(row)[:2] for row, _ in rows))
    rows.sort(key=lambda one: (one[0]["period"] or "", block(one[0]).basis))
    rows.sort(key=lambda one: one[0]["date_latest"] or "", reverse=True)
    rows.sort(key=lambda one: trades.index(block(one[0])[:2]))
    return replace(answer, rows=[cells for _, cells in rows])


def by_unit(rows: Iterable[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """The printed figures of a block, those of each unit together; what has no number stands with the last of them."""
    units: dict[str | None, list[dict[str, Any]]] = {}
    for row in rows:
        if not row.get("measure"):
            unit = row["unit"] if row["value"] is not None else next(reversed(units), None)
            units.setdefault(unit, []).append(row)
    return list(units.values())


def apart(rows: Iterable[dict[str, Any]]) -> str | None:
    """Why figures stand apart, if they are of several windows, bases or units."""
    scales = sum(max(len(by_unit(group)), 1) for _, group in groupby(rows, key=block))
    return _APART if scales > 1 else None
