"""What follows from recorded figures of trade, and whether they fit together.

Figures belong together if they have the same region, partner, window, basis and unit. Equal figures of
several articles count once.
"""

from collections.abc import Iterable, Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from itertools import chain, pairwise, product
from typing import NamedTuple

from kzby.model import dates, figures, terms
from kzby.model.dates import Window
from kzby.model.figures import OPEN, Figure
from kzby.model.kinds import Trade


class Key(NamedTuple):
    """Whose trade with whom, in which window, on which basis; which flow, in which unit.

    The window is days, however it is written: 2014 is January to December of 2014, and so is `2014?`.
    """

    region: str
    partner: str
    window: Window | None
    basis: str
    flow: terms.Flow
    unit: str | None


class Derived(NamedTuple):
    """A figure that follows from recorded ones; its key has the basis that it would have in print.

    `against` is the window that a change is measured against.
    """

    measure: terms.Measure
    formula: str
    inputs: tuple[Trade, ...]
    key: Key
    figure: Figure
    period: str
    against: str | None
    sign: terms.Sign | None


class Reconciled(NamedTuple):
    """One identity: what the first of `inputs` states, and what the others give for it.

    `tolerance` is how far from zero the bounds let the residual lie, and can be infinite. `against` is the
    window of the base in a growth. Where a sign is tested, only it is stated.
    """

    identity: terms.Identity
    inputs: tuple[Trade, ...]
    key: Key
    period: str
    against: str | None
    sign: terms.Sign | None
    computed: Figure
    stated: Decimal | None
    residual: Decimal | None
    tolerance: Decimal | None
    verdict: terms.Consistency


Index = dict[Key, dict[Figure, Trade]]
Computed = tuple[terms.Measure, str, tuple[Trade, ...], Key, Figure]

_NONE, _ALL = Decimal(0), Decimal(100)
_WHOLE = figures.exact(_ALL)
_SIGNED = {"surplus": Figure(_NONE, _NONE, OPEN), "deficit": Figure(_NONE, -OPEN, _NONE)}


def derived(records: Iterable[Trade]) -> Iterator[Derived]:
    """The figures that follow from recorded ones and that no article prints, rounded."""
    records = list(records)
    index = _indexed(records)
    every = chain(_parts(index), _bases(index, records), _changes(index, records))
    for measure, formula, inputs, key, figure in every:
        low, high = figure.low, figure.high
        if (low, high) == ((_NONE, _ALL) if measure == "share" else (-OPEN, OPEN)):
            continue  # which says nothing
        sign: terms.Sign | None = None
        if key.flow == "balance" and not low <= 0 <= high:
            sign = "surplus" if low > 0 else "deficit"
        period = _written(inputs, key.window)
        against = _written(inputs, _key(inputs[1]).window) if measure == "change" else None
        yield Derived(measure, formula, inputs, key, rounded(figure), period, against, sign)


def reconciled(records: Iterable[Trade]) -> Iterator[Reconciled]:
    """Every identity whose figures are all recorded, unless open bounds leave it nothing to fail by."""
    records = list(records)
    index = _indexed(records)
    for export in [key for key in index if key.flow == "export"]:
        turnover, balance = export._replace(flow="turnover"), export._replace(flow="balance")
        for sides, sold, bought in _pairs(index, export, export._replace(flow="import")):
            tests: list[tuple[terms.Identity, Key, Figure]] = [
                ("turnover = export + import", turnover, sold + bought),
                ("sign of the balance", balance._replace(unit=None), sold - bought),
                ("balance = export - import", balance, sold - bought),
            ]
            for identity, key, computed in tests:
                for stated, record in index.get(key, {}).items():
                    yield from _tested(identity, (record, *sides), stated, computed)
    for record, stated, growth, base in _grown(records):
        for earlier, old in index.get(base, {}).items():
            inputs = (record, old)
            yield from _tested("growth against a recorded base", inputs, stated, earlier * growth)


def contradictions(records: Iterable[Trade]) -> Iterator[tuple[Trade, str, str]]:
    """Figures of one article that cannot all be right: the record, the field, and what is wrong with it.

    A growth that does not fit its base is no fault: rates are printed in comparable prices too, and on
    bases that were revised since.
    """
    for test in reconciled(records):
        if test.verdict == "holds" or test.identity == "growth against a recorded base":
            continue
        if test.sign:
            sign = "surplus" if test.sign == "deficit" else "deficit"
            yield test.inputs[0], "sign", f"export and import leave a {sign}; check the three"
        else:
            by = "plus" if test.key.flow == "turnover" else "less"
            bounds = (test.computed.low, test.computed.high)
            between = " to ".join(f"{end:,.0f}" if end.is_finite() else "open" for end in bounds)
            text = f"cannot be export {by} import, which is {between}; check the three"
            yield test.inputs[0], "value", f"{test.key.flow} {text}"


def factor(change: Figure, kind: str | None) -> Figure:
    """How many times its base a figure is after a change: 72.5 per cent more is 1.725 times."""
    if kind not in ("percent", "index"):
        return change
    return (change + _WHOLE if kind == "percent" else change) / _WHOLE


def rounded(figure: Figure) -> Figure:
    """A figure to two significant digits of the width of its bounds, the low bound down, the high one up.

    So a derived number never looks more exact than it is, and its bounds leave nothing out. Where a bound
    is open, the value keeps three significant digits.
    """
    width = figure.high - figure.low
    if not width:
        return figure
    place = width.adjusted() - 1 if width.is_finite() else figure.value.adjusted() - 2
    ends = (
        (figure.value, ROUND_HALF_EVEN), (figure.low, ROUND_FLOOR), (figure.high, ROUND_CEILING)
    )  # fmt: skip
    return Figure(*(end.scaleb(-place).to_integral_value(way).scaleb(place) for end, way in ends))


def _key(record: Trade) -> Key:
    window = dates.window(record.period) if record.period else None
    return Key(record.region, record.partner, window, record.basis, record.flow, record.unit)


def _against(record: Trade) -> str | None:
    """The window of the base, its year doubted if it is counted back from words or a doubted year."""
    if not record.against or not dates.window(record.against):
        return record.against
    if record.against_text:
        stated = dates.years(record.against) <= dates.years(record.against_text)
    else:
        stated = record.period is None or dates.year_stated(record.period)
    return record.against if stated else dates.doubted(record.against)


def _indexed(records: Iterable[Trade]) -> Index:
    """The figures with a number and a known window; signs of balances by a key without a unit."""
    index: Index = {}
    for record in records:
        key = _key(record)
        if key.window and record.figure:
            index.setdefault(key, {}).setdefault(record.figure, record)
        if key.window and record.sign:
            signs = index.setdefault(key._replace(unit=None), {})
            signs.setdefault(_SIGNED[record.sign], record)
    return index


def _pairs(
    index: Index, one: Key, other: Key
) -> Iterator[tuple[tuple[Trade, Trade], Figure, Figure]]:
    """Every figure of one key with every figure of another."""
    pairs = product(index.get(one, {}).items(), index.get(other, {}).items())
    return (((record, beside), first, second) for (first, record), (second, beside) in pairs)


def _grown(records: Iterable[Trade]) -> Iterator[tuple[Trade, Figure, Figure, Key]]:
    """The figures with a change against a known window, each once: record, figure, factor, base.

    The base was measured even if the figure is a target. A factor that can be zero is no rate.
    """
    seen = set()
    for record in records:
        key, against = _key(record), _against(record)
        window = dates.window(against) if against else None
        if record.figure and record.change and record.change_kind and window:
            growth = factor(figures.limits(record.change, None), record.change_kind)
            same = (key, record.figure, record.change, record.change_kind, window)
            if growth.low > 0 and same not in seen:
                seen.add(same)
                yield record, record.figure, growth, key._replace(window=window, basis="actual")


def _parts(index: Index) -> Iterator[Computed]:
    """Balances, unless the amount of one is recorded, and shares, unless export exceeds turnover."""
    for export in [key for key in index if key.flow == "export"]:
        balance, share = export._replace(flow="balance"), export._replace(unit="%")
        if balance not in index:
            for inputs, sold, bought in _pairs(index, export, export._replace(flow="import")):
                yield "balance", "export - import", inputs, balance, sold - bought
        for inputs, part, whole in _pairs(index, export, export._replace(flow="turnover")):
            if whole.low > 0 and part.low <= whole.high:
                ratio = part / whole * _WHOLE
                ends = (ratio.value, ratio.low, ratio.high)
                ratio = Figure(*(min(max(end, _NONE), _ALL) for end in ends))
                yield "share", "export / turnover", inputs, share, ratio


def _bases(index: Index, records: Iterable[Trade]) -> Iterator[Computed]:
    """What figures with a printed change were before it, unless that is recorded."""
    for record, figure, growth, base in _grown(records):
        if base not in index and record.change:
            size = f"{abs(record.change.value):f}"
            words = {
                "percent": f"(1 {'-' if record.change.value < 0 else '+'} {size} %)",
                "index": f"{size} %",
                "multiple": size,
            }[record.change_kind or "multiple"]
            yield "base", f"{record.flow} / {words}", (record,), base, figure / growth


def _changes(index: Index, records: Iterable[Trade]) -> Iterator[Computed]:
    """How measured figures changed since the same part of the next earlier year on record.

    Unless an article prints that change. A balance has none: it can change its sign.
    """
    printed = {
        (_key(record)._replace(unit=None), dates.window(record.against))
        for record in records
        if record.against
    }
    series: dict[tuple[Key, str], dict[int, Key]] = {}
    for key in index:
        season = dates.season(key.window) if key.window else None
        if season and key.basis == "actual" and key.flow != "balance":
            series.setdefault((key._replace(window=None), season.days), {})[season.year] = key
    for years in series.values():
        for earlier, later in pairwise(years[year] for year in sorted(years)):
            if (later._replace(unit=None), earlier.window) in printed:
                continue
            formula, key = f"{later.flow} / earlier {later.flow} - 1", later._replace(unit="%")
            for inputs, new, old in _pairs(index, later, earlier):
                if old.low > 0:
                    yield "change", formula, inputs, key, new / old * _WHOLE - _WHOLE


def _tested(
    identity: terms.Identity, inputs: tuple[Trade, ...], stated: Figure, computed: Figure
) -> Iterator[Reconciled]:
    """An identity with its verdict, unless it cannot fail."""
    gap = stated - computed
    if (gap.low, gap.high) == (-OPEN, OPEN):
        return
    keys = [_key(record) for record in inputs]
    growth = identity == "growth against a recorded base"
    sign = inputs[0].sign if identity == "sign of the balance" else None
    below, above = gap.value - gap.low, gap.high - gap.value
    tolerance = below if gap.value > 0 else above if gap.value < 0 else min(below, above)
    yield Reconciled(
        identity,
        inputs,
        keys[0]._replace(unit=keys[-1].unit),  # a mere sign has none
        _written(inputs, keys[0].window),
        _written(inputs, keys[-1].window) if growth else None,
        sign,
        computed,
        None if sign else stated.value,
        None if sign else gap.value,
        None if sign else tolerance,
        "fails" if gap.low > 0 or gap.high < 0 else "holds",
    )


def _written(inputs: Iterable[Trade], window: Window | None) -> str:
    """How the inputs write a window (EDTF), as their own or as that of a base; doubted if any doubts it."""
    written = [*(record.period for record in inputs), *map(_against, inputs)]
    return dates.most_doubted([text for text in written if text and dates.window(text) == window])
