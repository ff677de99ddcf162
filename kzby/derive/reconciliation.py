"""Identities between recorded figures, each tested within the bounds that the figures' words leave."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import chain
from typing import Generic

from kzby.derive import comparable
from kzby.derive.comparable import Figure, Index, Key, S, beside, indexed, numbers, with_growth
from kzby.model import figures
from kzby.model.figures import Estimate, Range
from kzby.model.terms import Consistency, Identity, Sign

_SIGNED = {"surplus": Range(Decimal(0), None), "deficit": Range(None, Decimal(0))}


@dataclass(frozen=True)
class Reconciled(Generic[S]):
    """One identity: what the first of `inputs` states, and what the others give for it."""

    identity: Identity
    inputs: tuple[Figure[S], ...]
    computed: Estimate

    @property
    def period(self) -> str:
        """The window of what is stated (EDTF), the year doubted if any input doubts it."""
        return comparable.period(self.inputs, self.inputs[0].key.window)

    @property
    def against(self) -> str | None:
        """The window of the base (EDTF), where it is a growth that is tested."""
        return (
            comparable.period(self.inputs, self.inputs[-1].key.window)
            if self.identity == "growth against a recorded base"
            else None
        )

    @property
    def sign(self) -> Sign | None:
        """The sign that is stated, where that is what is tested."""
        return self.inputs[0].sign if self.identity == "sign of the balance" else None

    @property
    def stated(self) -> Decimal | None:
        """The number that is stated; None where a sign is tested."""
        estimate = self.inputs[0].estimate
        return estimate.value if estimate is not None and not self.sign else None

    @property
    def residual(self) -> Decimal | None:
        """What is stated less what is computed; None where a sign is tested."""
        return None if self.stated is None else self.stated - self.computed.value

    @cached_property
    def gap(self) -> Range:
        """The range of what the residual would be, were every input known."""
        estimate = self.inputs[0].estimate
        known = Range(None, None) if estimate is None else estimate.bounds
        stated = _SIGNED[self.sign] if self.sign else known
        return figures.difference(stated, self.computed.bounds)

    @property
    def tolerance(self) -> Decimal | None:
        """How far from zero the bounds of all inputs let the residual lie, on its side; None where they are open."""
        if self.residual is None:
            return None
        below = None if self.gap.low is None else self.residual - self.gap.low
        above = None if self.gap.high is None else self.gap.high - self.residual
        if not self.residual:
            return min((side for side in (below, above) if side is not None), default=None)
        return below if self.residual > 0 else above

    @property
    def verdict(self) -> Consistency:
        """Whether all inputs can be right at once, within their bounds."""
        low, high = self.gap
        apart = (low is not None and low > 0) or (high is not None and high < 0)
        return "fails" if apart else "holds"


def reconciled(found: Iterable[Figure[S]]) -> Iterator[Reconciled[S]]:
    """Every identity whose figures are all recorded, unless open bounds leave it nothing to fail by."""
    known = list(found)
    index = indexed(known)
    exports = [key for key in index if key.flow == "export"]
    every = chain(
        *(_sides(index, key) for key in exports),
        *(_growth(index, one) for one in with_growth(known)),
    )
    return (one for one in every if one.gap != (None, None))


def _sides(index: Index[S], key: Key) -> Iterator[Reconciled[S]]:
    """What export and import together say about the turnover and the balance."""
    balances = key._replace(flow="balance")
    for sides in beside(index, key, "export", "import"):
        both, left = (
            figures.computed(by, *numbers(sides)) for by in (figures.total, figures.difference)
        )
        yield from _stated(
            index, key._replace(flow="turnover"), "turnover = export + import", sides, both
        )
        yield from _stated(index, balances._replace(unit=None), "sign of the balance", sides, left)
        yield from _stated(index, balances, "balance = export - import", sides, left)


def _stated(
    index: Index[S],
    key: Key,
    identity: Identity,
    others: tuple[Figure[S], ...],
    computed: Estimate | None,
) -> Iterator[Reconciled[S]]:
    """An identity for every figure that states what the others give."""
    if computed:
        yield from (Reconciled(identity, (one, *others), computed) for one in index.get(key, ()))


def _growth(index: Index[S], one: Figure[S]) -> Iterator[Reconciled[S]]:
    """What the recorded bases of a figure's printed change say about the figure."""
    if one.base and one.growth:
        for base in index.get(one.base, ()):
            grown = figures.computed(figures.product, *numbers([base]), one.growth.factor)
            if grown:
                yield Reconciled("growth against a recorded base", (one, base), grown)
