"""Figures of trade as arithmetic takes them, and what must be equal before one may be set against another."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from typing import Generic, NamedTuple, TypeVar

from kzby.model import dates, figures, kinds
from kzby.model.dates import Window
from kzby.model.figures import Amount, Estimate, Range
from kzby.model.terms import ChangeKind, Flow, Hedge, Sign

S = TypeVar("S")


class Key(NamedTuple):
    """Whose trade with whom, in which window, on which basis; which flow, in which unit.

    The window counts, not how it is written: 2014 is January to December of 2014, and `2014?` the same year.
    """

    region: str
    partner: str
    window: Window | None
    basis: str
    flow: Flow
    unit: str | None


class Growth(NamedTuple):
    """A printed change: how many times its base a figure is, and the same in words."""

    factor: Estimate
    words: str


@dataclass(frozen=True)
class Figure(Generic[S]):
    """One figure, and the `source` that states it. A deficit's estimate is below zero; a sign alone has none.

    `period` is its window as its article has it (EDTF), `against` that of what a change is measured against, its year
    doubted where the article prints it in words without a year.
    """

    source: S
    key: Key
    period: str | None
    estimate: Estimate | None
    sign: Sign | None = None
    growth: Growth | None = None
    against: str | None = None

    @property
    def base(self) -> Key | None:
        """The key of what the printed change is measured against, which was measured even if this is a target."""
        window = dates.window(self.against) if self.against else None
        return self.key._replace(window=window, basis="actual") if window else None


Index = Mapping[Key, list[Figure[S]]]


def figure(record: kinds.Trade) -> Figure[kinds.Trade]:
    """A recorded figure."""
    window = dates.window(record.period) if record.period else None
    key = Key(record.region, record.partner, window, record.basis, record.flow, record.unit)
    estimate = None if record.value is None else signed(record.value, record.hedge, record.sign)
    growth = None
    if record.change is not None and record.change_kind:
        growth = _growth(record.change, record.change_kind)
    return Figure(record, key, record.period, estimate, record.sign, growth, _against(record))


def _against(record: kinds.Trade) -> str | None:
    """The window of a change's base, its year doubted if only counted back: from words, or from a doubted year."""
    if not record.against or not dates.window(record.against):
        return record.against
    if record.against_text:
        stated = dates.years(record.against) <= dates.years(record.against_text)
    else:
        stated = record.period is None or dates.year_stated(record.period)
    return record.against if stated else dates.doubted(record.against)


def signed(printed: Amount, hedge: Hedge | None, sign: Sign | None) -> Estimate | None:
    """A printed amount with its bounds, below zero in a deficit."""
    size = figures.estimate(printed, hedge)
    return figures.computed(figures.negative, size) if sign == "deficit" else size


def indexed(found: Iterable[Figure[S]]) -> Index[S]:
    """The figures with a window, a number and a unit, by key; balances also by their key without a unit, for the sign.

    Of those that tell the same of one key only the first is there, so that nothing is reckoned twice.
    """
    index: dict[Key, dict[Estimate | Sign, Figure[S]]] = {}
    for one in found:
        if one.key.window and one.key.unit and one.estimate is not None:
            index.setdefault(one.key, {}).setdefault(one.estimate, one)
        if one.key.window and one.sign:
            index.setdefault(one.key._replace(unit=None), {}).setdefault(one.sign, one)
    return {key: list(told.values()) for key, told in index.items()}


def distinct(found: Iterable[Figure[kinds.Trade]]) -> list[Figure[kinds.Trade]]:
    """The figures, of those that tell the very same only the first."""
    told: dict[object, Figure[kinds.Trade]] = {}
    for one in found:
        said = (one.key, one.period, one.estimate, one.sign, one.growth, one.against)
        told.setdefault((*said, one.source.change is None), one)
    return list(told.values())


def with_growth(found: Iterable[Figure[S]]) -> list[Figure[S]]:
    """The figures with a number and a change against a known window; of those that tell the same only the first."""
    told: dict[object, Figure[S]] = {}
    for one in found:
        if one.base and one.growth and one.estimate is not None:
            told.setdefault((one.key, one.estimate, one.growth, one.base), one)
    return list(told.values())


def period(found: Sequence[Figure[S]], window: Window | None) -> str:
    """How figures write (EDTF) a window that they have or measure a change against; doubted if one doubts it."""
    own = [one.period for one in found if one.period and one.key.window == window]
    bases = [one.against for one in found if one.against and one.base and one.base.window == window]
    return dates.most_doubted([*own, *bases])


def beside(index: Index[S], key: Key, *flows: Flow) -> Iterator[tuple[Figure[S], ...]]:
    """Figures that differ from a key only in their flow, one of each flow, in every combination."""
    return product(*(index.get(key._replace(flow=flow), ()) for flow in flows))


def numbers(found: Iterable[Figure[S]]) -> list[Estimate]:
    """The estimates of figures that have one."""
    return [one.estimate for one in found if one.estimate is not None]


_ONE, _PERCENT = figures.exactly(Decimal(1)), figures.exactly(Decimal("0.01"))

# How many times its base a figure is after a change, by the kind of change.
FACTORS: dict[str, Callable[[Range], Range]] = {
    "percent": lambda change: figures.total(_ONE, figures.product(change, _PERCENT)),
    "index": lambda change: figures.product(change, _PERCENT),
    "multiple": lambda change: change,
}


def _growth(change: Amount, kind: ChangeKind) -> Growth | None:
    """A change as a factor: 72.5 per cent more is 1.725 times; None if it can be zero, which is no rate."""
    factor = figures.computed(FACTORS[kind], figures.estimate(change))
    if not factor or not factor.bounds.low or factor.bounds.low < 0:
        return None
    printed = f"{abs(change.value):f}"
    words = {
        "percent": f"(1 {'-' if change.value < 0 else '+'} {printed} %)",
        "index": f"{printed} %",
        "multiple": printed,
    }
    return Growth(factor, words[kind])
