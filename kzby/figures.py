"""Printed numbers: their value, their precision, and the bounds that their hedge leaves.

A number is as exact as it was printed: `62 million` is 62,000,000 known to one million, `22.3 million` is
22,300,000 known to a hundred thousand.
"""

import re
from decimal import Decimal
from typing import NamedTuple

from kzby.terms import Hedge

SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}

GREATEST = 10**15

_PRINTED = re.compile(
    rf"(?P<digits>[1-9]\d{{0,2}}(?:,\d{{3}})+|[1-9]\d*|0)(?P<fraction>\.\d+)?(?: (?P<scale>{'|'.join(SCALES)}))?",
    re.ASCII,
)


class Amount(NamedTuple):
    """A printed number: its value, and its step, the worth of its last digit that says something.

    `plain` if it has neither scale word nor fraction.
    """

    value: Decimal
    step: Decimal
    plain: bool = True


class Range(NamedTuple):
    """The least and the greatest value that a figure can mean; None where it is open."""

    low: Decimal | None
    high: Decimal | None


class Figure(NamedTuple):
    """A number, None where none is printed, and the range that it can lie in."""

    value: Decimal | None
    range: Range


# By hedge: how many steps below and above the printed value the true one can lie; None is no bound at all.
# No hedge leaves the half step of rounding.
_HALF = Decimal("0.5")
REACH: dict[Hedge | None, tuple[Decimal | None, Decimal | None]] = {
    None: (_HALF, _HALF),
    Hedge.ALMOST: (Decimal(1), Decimal(0)),
    Hedge.NEARLY: (Decimal(1), Decimal(0)),
    Hedge.CLOSE_TO: (Decimal(1), Decimal(0)),
    Hedge.ABOUT: (Decimal(1), Decimal(1)),
    Hedge.OVER: (Decimal(0), Decimal(1)),
    Hedge.UP_TO: (None, Decimal(0)),
    Hedge.AT_LEAST: (Decimal(0), None),
}


def amount(printed: str) -> Amount:
    """The amount that a printed number states, such as `117,500` or `22.3 million`; ValueError if it is none.

    The step is the worth of the last printed digit. Without a scale word or a fraction, zeros at the end only fill up,
    as long as the step stays within a fifth of the number: `900` is known to 100, but `100` to 10.
    """
    match = _PRINTED.fullmatch(printed)
    if not match:
        raise ValueError(f"{printed!r} is not a number as printed; write for example 900, 117,500 or 22.3 million")
    digits, fraction = match["digits"].replace(",", ""), match["fraction"] or ""
    scale = SCALES.get(match["scale"] or "", 1)
    value = Decimal(digits + fraction) * scale
    if value > GREATEST:
        raise ValueError(f"{printed!r} is more than {GREATEST:,}; check the digits and the scale")
    step = Decimal(scale) * Decimal(10) ** -max(len(fraction) - 1, 0)
    if not (fraction or match["scale"]):
        filling = len(digits) - len(digits.rstrip("0"))
        step = max((s for n in range(filling + 1) if (s := Decimal(10) ** n) * 5 <= value), default=step)
    return Amount(value, step, plain=not (fraction or match["scale"]))


def change(printed: str) -> Amount:
    """The amount of a change, which may be a decline, such as `-12.3`; ValueError if it is none."""
    size = amount(printed.removeprefix("-"))
    return size._replace(value=-size.value) if printed.startswith("-") else size


def limits(printed: Amount, hedge: Hedge | None, *, whole: bool = False) -> Range:
    """The range of a printed amount by its hedge; an unhedged count of whole things is exact (`whole`, and plain)."""
    if whole and printed.plain and hedge is None:
        return Range(printed.value, printed.value)
    below, above = REACH[hedge]
    return Range(
        None if below is None else printed.value - below * printed.step,
        None if above is None else printed.value + above * printed.step,
    )


def total(one: Range, other: Range) -> Range:
    """The range of a sum."""
    return Range(
        None if one.low is None or other.low is None else one.low + other.low,
        None if one.high is None or other.high is None else one.high + other.high,
    )


def negative(figure: Figure) -> Figure:
    """The same figure below zero."""
    value, (low, high) = figure
    return Figure(_minus(value), Range(_minus(high), _minus(low)))


def _minus(value: Decimal | None) -> Decimal | None:
    return None if value is None else -value


def exceeds(one: Range, other: Range) -> bool:
    """Whether every value of the one range is greater than every value of the other."""
    return one.low is not None and other.high is not None and one.low > other.high


def overlap(one: Range, other: Range) -> bool:
    """Whether some value lies in both ranges."""
    return not exceeds(one, other) and not exceeds(other, one)
