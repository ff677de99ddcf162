"""Printed numbers: their value, their precision, and the bounds that their hedge leaves."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from itertools import product
from typing import NamedTuple

from kzby.model.terms import Hedge

SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
GREATEST = 10**15
OPEN = Decimal("Infinity")
_PRINTED = re.compile(
    r"(?P<digits>[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*|0)(?P<fraction>\.\d+)?"
    rf"(?: (?P<scale>{'|'.join(SCALES)}))?",
    re.ASCII,
)

# By hedge: how many steps below and above the printed value the true value can lie.
REACH: dict[Hedge | None, tuple[Decimal | int, Decimal | int]] = {
    None: (Decimal("0.5"), Decimal("0.5")),
    "almost": (1, 0),
    "nearly": (1, 0),
    "close-to": (1, 0),
    "about": (1, 1),
    "over": (0, 1),
    "up-to": (OPEN, 0),
    "at-least": (0, OPEN),
}


class Amount(NamedTuple):
    """A printed number."""

    value: Decimal
    step: Decimal  # the worth of its last significant digit
    plain: bool = True  # without scale word and fraction


@dataclass(frozen=True)
class Figure:
    """A number with the least and the greatest value it can mean, infinite if open."""

    value: Decimal
    low: Decimal
    high: Decimal

    def __neg__(self) -> "Figure":
        return Figure(-self.value, -self.high, -self.low)

    def meets(self, other: "Figure") -> bool:
        """Whether both can mean one number: bounds that touch do only at a printed value."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        return low < high or (low == high and low in (self.value, other.value))


def worked_out(formula: Callable[..., Decimal], *inputs: Figure) -> Figure:
    """What a formula gives that only rises, or only falls, with each of its inputs."""
    with localcontext(Context(traps=[])):  # of two open ends nothing is known
        ends = [formula(*ends) for ends in product(*((each.low, each.high) for each in inputs))]
    known = [end for end in ends if not end.is_nan()]
    return Figure(formula(*(each.value for each in inputs)), min(known), max(known))


def amount(printed: str) -> Amount:
    """The amount of a printed number, such as `117,500` or `22.3 million`; or ValueError.

    Of a whole number trailing zeros are not significant, as long as the step stays within a fifth
    of the number: `900` is known to 100, `100` to 10, `100 million` to 10 million. So is
    `1 million` to 100,000.
    """
    if len(printed) > 40:
        raise ValueError(f"'{printed[:20]}...' has too many digits; write it as printed")
    match = _PRINTED.fullmatch(printed)
    if not match:
        example = "write for example 900, 117,500 or 22.3 million"
        raise ValueError(f"{printed!r} is not a number as printed; {example}")
    digits, fraction = match["digits"].replace(",", ""), match["fraction"] or ""
    scale = SCALES.get(match["scale"], 1)
    value = Decimal(digits + fraction) * scale
    if value > GREATEST:
        raise ValueError(f"{printed!r} is more than {GREATEST:,}; check the digits and the scale")
    if fraction:
        return Amount(value, scale * Decimal(10) ** (1 - len(fraction)), plain=False)
    step = Decimal(1) / (10 if match["scale"] and int(digits) < 5 else 1)
    while not int(digits) % (10 * step) and 50 * step <= int(digits):
        step *= 10
    return Amount(value, scale * step, plain=not match["scale"])


def change(printed: str) -> Amount:
    """The amount of a change, which may be a decline, such as `-12.3`; or ValueError."""
    size = amount(printed.removeprefix("-"))
    return size._replace(value=-size.value) if printed.startswith("-") else size


def limits(printed: Amount, hedge: Hedge | None = None, *, whole: bool = False) -> Figure:
    """A printed amount with its bounds; a plain count of `whole` things is exact."""
    value, step, plain = printed
    if whole and plain and hedge is None:
        return Figure(value, value, value)
    below, above = REACH[hedge]
    return Figure(value, value - below * step, value + above * step)


def told(change: Decimal, kind: str) -> list[str]:
    """A change as it can be told: `40%`, also of an index of 140 and of 1.4 times."""
    match kind:
        case "percent":
            return [f"{change:f}%"]
        case "index":
            return [f"{change:f}%", f"{abs(change - 100):f}%"]
    return [f"{change:f} times", f"{(abs(change - 1) * 100).normalize():f}%"]
