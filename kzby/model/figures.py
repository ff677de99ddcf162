"""Printed numbers: their value, their precision, and the bounds that their hedge leaves.

A number is as exact as it was printed: `62 million` is 62,000,000 known to one million, `22.3 million` is
22,300,000 known to a hundred thousand.
"""

import re
from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal
from typing import NamedTuple

from kzby.model.terms import Hedge

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

    def negated(self) -> "Figure":
        """The same figure below zero."""
        return Figure(None if self.value is None else -self.value, negative(self.range))


class Estimate(NamedTuple):
    """A value, its bounds, and its spread: the bounds with an open end closed at one printed step from the value."""

    value: Decimal
    bounds: Range
    spread: Range


# By hedge: how many steps below and above the printed value the true one can lie; None is no bound at all.
# No hedge leaves the half step of rounding.
_HALF = Decimal("0.5")
REACH: dict[Hedge | None, tuple[Decimal | None, Decimal | None]] = {
    None: (_HALF, _HALF),
    "almost": (Decimal(1), Decimal(0)),
    "nearly": (Decimal(1), Decimal(0)),
    "close-to": (Decimal(1), Decimal(0)),
    "about": (Decimal(1), Decimal(1)),
    "over": (Decimal(0), Decimal(1)),
    "up-to": (None, Decimal(0)),
    "at-least": (Decimal(0), None),
}
# The hedge that closes the open end of another, one step away, to tell how exactly the number is printed.
_CLOSED: dict[Hedge | None, Hedge] = {"up-to": "almost", "at-least": "over"}


def amount(printed: str) -> Amount:
    """The amount that a printed number states, such as `117,500` or `22.3 million`; ValueError if it is none.

    The step is the worth of the last printed digit. Without a scale word or a fraction, zeros at the end only fill up,
    as long as the step stays within a fifth of the number: `900` is known to 100, but `100` to 10.
    """
    match = _PRINTED.fullmatch(printed)
    if not match:
        raise ValueError(
            f"{printed!r} is not a number as printed; write for example 900, 117,500 or 22.3 million"
        )
    digits, fraction = match["digits"].replace(",", ""), match["fraction"] or ""
    scale = SCALES.get(match["scale"] or "", 1)
    value = Decimal(digits + fraction) * scale
    if value > GREATEST:
        raise ValueError(f"{printed!r} is more than {GREATEST:,}; check the digits and the scale")
    step = Decimal(scale) * Decimal(10) ** -max(len(fraction) - 1, 0)
    if not (fraction or match["scale"]):
        filling = len(digits) - len(digits.rstrip("0"))
        step = max(
            (s for n in range(filling + 1) if (s := Decimal(10) ** n) * 5 <= value), default=step
        )
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


def negative(span: Range) -> Range:
    """The range of what is taken away."""
    return Range(None if span.high is None else -span.high, None if span.low is None else -span.low)


def difference(one: Range, other: Range) -> Range:
    """The range of a difference."""
    return total(one, negative(other))


def product(one: Range, factor: Range) -> Range:
    """The range of a product with a factor above zero."""
    below = one.low is not None and one.low < 0
    above = one.high is not None and one.high > 0
    return Range(
        _times(one.low, factor.high if below else factor.low),
        _times(one.high, factor.high if above else factor.low),
    )


def _times(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else one * other


_DOWN, _UP = Context(rounding=ROUND_FLOOR), Context(rounding=ROUND_CEILING)


def quotient(one: Range, divisor: Range) -> Range | None:
    """The range of a quotient, rounded outward; None if the divisor can be zero or less."""
    if divisor.low is None or divisor.low <= 0:
        return None
    below = one.low is not None and one.low < 0
    above = one.high is not None and one.high > 0
    return Range(
        _over(one.low, divisor.low if below else divisor.high, _DOWN),
        _over(one.high, divisor.low if above else divisor.high, _UP),
    )


def _over(one: Decimal | None, divisor: Decimal | None, rounding: Context) -> Decimal | None:
    """A bound over a bound of a divisor above zero; over an open one it comes as close to zero as can be."""
    if one is None or divisor is None:
        return None if one is None else Decimal(0)
    return rounding.divide(one, divisor)


def clipped(span: Range, least: Decimal, greatest: Decimal) -> Range:
    """The part of a range that lies between two values, or the nearer of these; an open end closes there."""
    low = least if span.low is None else span.low
    high = greatest if span.high is None else span.high
    return Range(min(max(low, least), greatest), min(max(high, least), greatest))


def exactly(value: Decimal) -> Range:
    """The range of what is known without doubt."""
    return Range(value, value)


def exceeds(one: Range, other: Range) -> bool:
    """Whether every value of the one range is greater than every value of the other."""
    return one.low is not None and other.high is not None and one.low > other.high


def overlap(one: Range, other: Range) -> bool:
    """Whether some value lies in both ranges."""
    return not exceeds(one, other) and not exceeds(other, one)


def estimate(printed: Amount, hedge: Hedge | None = None) -> Estimate:
    """A printed amount with its bounds."""
    return Estimate(
        printed.value, limits(printed, hedge), limits(printed, _CLOSED.get(hedge, hedge))
    )


def computed(formula: Callable[..., Range | None], *parts: Estimate) -> Estimate | None:
    """What a formula over ranges makes of estimates; None if it gives no figure for them."""
    value = formula(*(exactly(part.value) for part in parts))
    bounds, spread = (
        formula(*(part.bounds for part in parts)),
        formula(*(part.spread for part in parts)),
    )
    if not (value and value.low is not None and bounds and spread):
        return None
    return Estimate(value.low, bounds, spread)


def rounded(exact: Estimate) -> Estimate:
    """An estimate to two significant digits of the width of its spread: the low bound down, the high one up.

    So a computed number never looks more exact than it is, and its bounds never leave out what they held.
    """
    low, high = exact.spread
    if low is None or high is None or low == high:
        return exact
    place = (high - low).adjusted() - 1
    least, greatest = exact.bounds
    bounds = Range(
        None if least is None else _to(least, place, ROUND_FLOOR),
        None if greatest is None else _to(greatest, place, ROUND_CEILING),
    )
    return exact._replace(value=_to(exact.value, place, ROUND_HALF_EVEN), bounds=bounds)


def _to(value: Decimal, place: int, rounding: str) -> Decimal:
    """A number without the digits below a power of ten."""
    return value.scaleb(-place).to_integral_value(rounding).scaleb(place)
