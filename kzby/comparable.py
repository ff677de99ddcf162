"""Figures of trade as arithmetic takes them, and what must be equal before one may be set against another."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from typing import Generic, NamedTuple, TypeVar

from kzby import figures, model
from kzby.figures import Amount, Estimate, Range
from kzby.terms import Basis, ChangeKind, Flow, Hedge, Sign

S = TypeVar("S")


class Key(NamedTuple):
    """Whose trade with whom, in which window (EDTF), on which basis; which flow, in which unit."""

    region: str
    partner: str
    period: str | None
    basis: str
    flow: Flow
    unit: str | None


class Growth(NamedTuple):
    """A printed change: how many times its base a figure is, the same in words, and the window of the base (EDTF)."""

    factor: Estimate
    words: str
    against: str


@dataclass(frozen=True)
class Figure(Generic[S]):
    """One figure, and the `source` that states it. A deficit's estimate is below zero; a sign alone has none."""

    source: S
    key: Key
    estimate: Estimate | None
    sign: Sign | None = None
    growth: Growth | None = None

    @property
    def base(self) -> Key | None:
        """The key of what the printed change is measured against, which was measured even if this is a target."""
        return self.key._replace(period=self.growth.against, basis=Basis.ACTUAL) if self.growth else None


Index = Mapping[Key, list[Figure[S]]]


def figure(record: model.Trade) -> Figure[model.Trade]:
    """A recorded figure."""
    key = Key(record.region, record.partner, record.period, record.basis, record.flow, record.unit)
    estimate = signed(record.value, record.hedge, record.sign) if record.value else None
    growth = None
    if record.change and record.change_kind and record.against:
        growth = _growth(record.change, record.change_kind, record.against)
    return Figure(record, key, estimate, record.sign, growth)


def signed(printed: Amount, hedge: Hedge | None, sign: Sign | None) -> Estimate | None:
    """A printed amount with its bounds, below zero in a deficit."""
    size = figures.estimate(printed, hedge)
    return figures.computed(figures.negative, size) if sign is Sign.DEFICIT else size


def indexed(found: Iterable[Figure[S]]) -> Index[S]:
    """The figures with a window and a number, by key; balances also by their key without a unit, for the sign."""
    index: dict[Key, list[Figure[S]]] = {}
    for one in found:
        if one.key.period and one.estimate:
            index.setdefault(one.key, []).append(one)
        if one.key.period and one.sign:
            index.setdefault(one.key._replace(unit=None), []).append(one)
    return index


def beside(index: Index[S], key: Key, *flows: Flow) -> Iterator[tuple[Figure[S], ...]]:
    """Figures that differ from a key only in their flow, one of each flow, in every combination."""
    return product(*(index.get(key._replace(flow=flow), ()) for flow in flows))


def numbers(found: Iterable[Figure[S]]) -> list[Estimate]:
    """The estimates of figures that have one."""
    return [one.estimate for one in found if one.estimate]


_ONE, _PERCENT = figures.exactly(Decimal(1)), figures.exactly(Decimal("0.01"))
_FACTORS: dict[ChangeKind, Callable[[Range], Range]] = {
    ChangeKind.PERCENT: lambda change: figures.total(_ONE, figures.product(change, _PERCENT)),
    ChangeKind.INDEX: lambda change: figures.product(change, _PERCENT),
    ChangeKind.MULTIPLE: lambda change: change,
}


def _growth(change: Amount, kind: ChangeKind, against: str) -> Growth | None:
    """A change as a factor: 72.5 per cent more is 1.725 times; None if it can be zero, which is no rate."""
    factor = figures.computed(_FACTORS[kind], figures.estimate(change))
    if not factor or not factor.bounds.low or factor.bounds.low < 0:
        return None
    printed = f"{abs(change.value):f}"
    words = {
        ChangeKind.PERCENT: f"(1 {'-' if change.value < 0 else '+'} {printed} %)",
        ChangeKind.INDEX: f"{printed} %",
        ChangeKind.MULTIPLE: printed,
    }
    return Growth(factor, words[kind], against)
