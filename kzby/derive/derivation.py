"""Figures that follow from recorded ones and that no article prints: balances, bases, shares, changes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise, product

from kzby.derive import comparable
from kzby.derive.comparable import Figure, Index, Key, beside, indexed, numbers, with_growth
from kzby.model import dates, figures, kinds
from kzby.model.dates import Window
from kzby.model.figures import Estimate, Range
from kzby.model.terms import Measure, Sign

Recorded = Figure[kinds.Trade]
Known = Index[kinds.Trade]


@dataclass(frozen=True)
class Derived:
    """A figure that follows from `inputs`; the basis in its `key` is the one it would have, were it printed.

    `earlier` is the window that a change is measured against.
    """

    measure: Measure
    formula: str
    inputs: tuple[Recorded, ...]
    key: Key
    estimate: Estimate
    earlier: Window | None = None

    @property
    def id(self) -> str:
        """What it is and what it follows from, joined by colons, which no id of a record has."""
        return ":".join((self.measure, *(one.source.id for one in self.inputs)))

    @property
    def period(self) -> str:
        """Its window (EDTF), the year doubted if any input doubts it."""
        return comparable.period(self.inputs, self.key.window)

    @property
    def against(self) -> str | None:
        """The window (EDTF) that a change is measured against."""
        return self.earlier and comparable.period(self.inputs, self.earlier)

    @property
    def sign(self) -> Sign | None:
        """The sign of a balance, also of one that a change started from, where the bounds leave no doubt of it."""
        low, high = self.estimate.bounds
        if self.key.flow != "balance":
            return None
        if low is not None and low > 0:
            return "surplus"
        return "deficit" if high is not None and high < 0 else None


def derived(found: Iterable[Recorded]) -> Iterator[Derived]:
    """What follows from the figures and is not itself among them; its numbers are rounded outward."""
    known = list(found)
    index = indexed(known)
    for key in index:
        if key.flow == "export":
            yield from _balances(index, key)
            yield from _shares(index, key)
    for one in with_growth(known):
        yield from _bases(index, one)
    yield from _changes(index, known)


def _balances(index: Known, export: Key) -> Iterator[Derived]:
    """Export less import, unless the amount of a balance is recorded."""
    key = export._replace(flow="balance")
    for inputs in beside(index, export, "export", "import") if key not in index else ():
        left = figures.computed(figures.difference, *numbers(inputs))
        yield from _rounded("balance", "export - import", inputs, key, left)


def _shares(index: Known, export: Key) -> Iterator[Derived]:
    """How much of a turnover is export, in per cent, unless the two contradict each other."""
    key = export._replace(unit="%")
    for inputs in beside(index, export, "export", "turnover"):
        part, whole = numbers(inputs)
        if not figures.exceeds(part.bounds, whole.bounds):
            share = figures.computed(_share, part, whole)
            yield from _rounded("share", "export / turnover", inputs, key, share)


def _bases(index: Known, one: Recorded) -> Iterator[Derived]:
    """What a figure with a printed change was before it, unless that is recorded."""
    if one.base and one.growth and one.estimate is not None and one.base not in index:
        base = figures.computed(figures.quotient, one.estimate, one.growth.factor)
        yield from _rounded("base", f"{one.key.flow} / {one.growth.words}", (one,), one.base, base)


def _changes(index: Known, known: Iterable[Recorded]) -> Iterator[Derived]:
    """How much a figure changed, in per cent, unless an article prints the change between the two windows."""
    changed = [one for one in known if one.source.change is not None and one.base]
    printed = {(one.key._replace(unit=None), one.base and one.base.window) for one in changed}
    for earlier, later in _neighbours(index):
        if (later._replace(unit=None), earlier.window) not in printed:
            key, formula = later._replace(unit="%"), f"{later.flow} / earlier {later.flow} - 1"
            for inputs in product(index[later], index[earlier]):
                change = figures.computed(_change, *numbers(inputs))
                yield from _rounded("change", formula, inputs, key, change, earlier.window)


def _neighbours(index: Known) -> Iterator[tuple[Key, Key]]:
    """Pairs of keys that differ in their year alone, each with the next year that is recorded; only what was measured.

    A balance has no rate of change: it can change its sign.
    """
    series: dict[tuple[Key, str], dict[int, Key]] = {}
    for key in index:
        season = dates.season(key.window) if key.window else None
        if season and key.basis == "actual" and key.flow != "balance":
            series.setdefault((key._replace(window=None), season.days), {})[season.year] = key
    for years in series.values():
        yield from pairwise(years[year] for year in sorted(years))


_NONE, _ALL = Decimal(0), Decimal(100)
_SAYING_NOTHING = {"share": Range(_NONE, _ALL)}  # the other measures: open on both sides


def _share(part: Range, whole: Range) -> Range | None:
    ratio = figures.quotient(part, whole)
    return (
        figures.clipped(figures.product(ratio, figures.exactly(_ALL)), _NONE, _ALL)
        if ratio
        else None
    )


def _change(later: Range, earlier: Range) -> Range | None:
    ratio, whole = figures.quotient(later, earlier), figures.exactly(_ALL)
    return figures.difference(figures.product(ratio, whole), whole) if ratio else None


def _rounded(
    measure: Measure,
    formula: str,
    inputs: tuple[Recorded, ...],
    key: Key,
    exact: Estimate | None,
    earlier: Window | None = None,
) -> Iterator[Derived]:
    """The derived figure, if there is one and its bounds say anything."""
    if exact and exact.bounds != _SAYING_NOTHING.get(measure, Range(None, None)):
        yield Derived(measure, formula, inputs, key, figures.rounded(exact), earlier)
