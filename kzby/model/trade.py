"""What follows from recorded figures of trade, and whether they fit together.

Only figures of one region, partner, window, basis, direction and unit belong together, of each
flow the first. Nothing follows from those of a subject, without a partner, or of a further amount.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from itertools import chain, pairwise, permutations
from operator import add, mul, sub, truediv
from typing import Any, NamedTuple

from kzby.model import dates, figures, terms
from kzby.model.dates import Window
from kzby.model.figures import OPEN, Figure, worked_out
from kzby.model.kinds import Trade

Inputs = tuple[Trade, ...]


class Key(NamedTuple):
    """What a figure measures; `2014`, `2014?` and `2014-01/2014-12` are one window."""

    region: str
    partner: str | None
    window: Window
    basis: str
    flow: terms.Flow
    direction: terms.Direction | None
    unit: str | None
    subject: str | None


class Derived(NamedTuple):
    """A figure that follows from `inputs`, with the key that it would have in print."""

    measure: terms.Measure
    formula: str
    inputs: Inputs
    key: Key
    period: str
    against: str | None
    figure: Figure
    sign: terms.Sign | None


class Reconciled(NamedTuple):
    """What the first of `inputs` states, a number or a `sign`, and what the others give."""

    identity: terms.Identity
    inputs: Inputs
    key: Key
    period: str
    against: str | None
    computed: Decimal
    sign: terms.Sign | None
    stated: Decimal | None
    residual: Decimal | None
    tolerance: Decimal | None  # how far from zero the residual may lie
    verdict: terms.Consistency


Index = dict[Key, tuple[Figure, Trade]]
_NONE, _ALL = Decimal(0), Decimal(100)
_OUTWARD = (ROUND_HALF_EVEN, ROUND_FLOOR, ROUND_CEILING)  # a value and its bounds
_PARTS = ("export", "import", "balance")  # what cannot be more than the turnover
_NEVER = "", ""  # the window of no figure
_SIGNED = {"surplus": Figure(_NONE, _NONE, OPEN), "deficit": Figure(_NONE, -OPEN, _NONE)}


def results(records: Sequence[Trade]) -> Iterator[Derived | Reconciled]:
    """The figures that no article prints; the identities whose figures are all recorded."""
    records, index = _indexed([each for each in records if not each.subject])
    for key in [key for key in index if key.flow == "export"]:
        yield from _sides(index, key)
    yield from _growths(index, records)
    yield from _changes(index, records)


def _indexed(records: Sequence[Trade]) -> tuple[list[Trade], Index]:
    """The figures of known windows that are no further amounts, and all by key."""
    known = (each for each in records if each.partner and dates.window(each.period))
    whole = [each for each in known if not each.increment]
    index: Index = {}
    for record in whole:
        key = _key(record)
        own = {key.unit: record.figure, None: _SIGNED.get(record.sign or "")}
        for unit, figure in own.items():  # the sign of a balance has no unit
            if figure:
                index.setdefault(key._replace(unit=unit), (figure, record))
    return whole, index


def contradictions(records: Sequence[Trade]) -> Iterator[tuple[Trade, str, str]]:
    """Figures of an article that cannot all be right: record, field, what is wrong."""
    for test in results(records):
        # a growth may be printed in comparable prices
        if isinstance(test, Reconciled) and test.verdict == "fails" and not test.against:
            field = "sign" if test.sign else "value"
            yield test.inputs[0], field, f"{test.identity} does not hold; check the figures"
    whole_figures, index = _indexed(records)
    for each in whole_figures:
        _, first = index.get(_key(each)._replace(unit=None), (None, each))
        if each.sign != first.sign:
            yield each, "sign", f"differs from that of {first.id!r}, of the same period; check both"
    alike = defaultdict[Key, list[tuple[Key, Figure, Trade]]](list)
    for key, (figure, record) in index.items():
        alike[key._replace(window=_NEVER, flow="turnover")].append((key, figure, record))
    pairs = chain.from_iterable(permutations(each, 2) for each in alike.values())
    for (part, figure, record), (whole, most, larger) in pairs:
        if _is_part(part, whole) and max(figure.low, -figure.high) > most.high:
            yield record, "value", f"is more than that of the whole, {larger.id!r}; check both"


def _is_part(part: Key, whole: Key) -> bool:
    """Whether a figure is of the time of another or less, and of its flow, or in its turnover."""
    (first, last), (begin, end) = part.window, whole.window
    within = part.flow in _PARTS and whole.flow == "turnover"
    within = within or part.flow == whole.flow != "balance"  # deficits lessen a surplus
    return within and begin <= first and last <= end


def rivals(records: Sequence[Trade]) -> Iterator[tuple[Trade, Trade]]:
    """Figures of one thing that cannot both be right, the first and each that differs."""
    whole, index = _indexed(records)
    for record in whole:
        figure, first = index.get(_key(record), (None, record))
        if figure and record.figure and not figure.meets(record.figure):
            yield first, record


def factor(change: Figure, kind: str | None) -> Figure:
    """How many times its base a figure is after a change: up 72.5 per cent, 1.725 times."""
    if kind == "percent":
        return worked_out(lambda size: (size + 100) / 100, change)
    return worked_out(lambda size: size / 100, change) if kind == "index" else change


def rounded(figure: Figure) -> Figure:
    """A figure to two digits of the width of its bounds, outward; to three if one is open."""
    if not (width := figure.high - figure.low):
        return figure
    place = width.adjusted() - 1 if width.is_finite() else figure.value.adjusted() - 2
    ends = (figure.value, figure.low, figure.high)
    whole = map(Decimal.to_integral_value, (end.scaleb(-place) for end in ends), _OUTWARD)
    return Figure(*(end.scaleb(place) for end in whole))


def _sides(index: Index, export: Key) -> Iterator[Derived | Reconciled]:
    """What export says with import and turnover; a balance only if none is recorded."""
    imports, turnover = export._replace(flow="import"), export._replace(flow="turnover")
    balance, sign = (export._replace(flow="balance", unit=unit) for unit in (export.unit, None))
    sums: dict[terms.Identity, tuple[Key, Any]] = {
        "turnover = export + import": (turnover, add),
        "sign of the balance": (sign, sub),
        "balance = export - import": (balance, sub),
    }
    for identity, (key, formula) in sums.items():
        for inputs, (stated, *parts) in _combined(index, key, export, imports):
            yield from _tested(identity, inputs, stated, worked_out(formula, *parts))
    for inputs, parts in () if balance in index else _combined(index, export, imports):
        gap = worked_out(sub, *parts)
        yield from _derived("balance", "export - import", inputs, balance, gap)
    for inputs, (sold, both) in _combined(index, export, turnover):
        if both.low > 0 and sold.low <= both.high:
            share = worked_out(lambda part, whole: part / whole * 100, sold, both)
            ends = (min(max(end, _NONE), _ALL) for end in (share.value, share.low, share.high))
            key = export._replace(unit="%")
            yield from _derived("share", "export / turnover", inputs, key, Figure(*ends))


def _growths(index: Index, records: Iterable[Trade]) -> Iterator[Derived | Reconciled]:
    """What a printed change says of a recorded base, or else of the base."""
    seen = set()
    for record in records:
        figure, change, kind = record.figure, record.change, record.change_kind
        key = _key(record)
        base = key._replace(window=dates.window(record.against) or _NEVER, basis="actual")
        if (key, base) in seen or base.window == _NEVER or not (figure and change):
            continue
        seen.add((key, base))
        growth = factor(figures.limits(change), kind)
        if growth.low <= 0:  # a factor that can be zero is no rate
            continue
        if base in index:
            earlier, old = index[base]
            inputs, grown = (record, old), worked_out(mul, earlier, growth)
            yield from _tested("growth against a recorded base", inputs, figure, grown)
        elif dates.season(key.window) == dates.season(base.window):
            size, sign = f"{abs(change.value):f}", "-" if change.value < 0 else "+"
            words = {"percent": f"(1 {sign} {size} %)", "index": f"{size} %", "multiple": size}
            formula = f"{record.flow} / {words[kind or 'multiple']}"
            start = worked_out(truediv, figure, growth)
            yield from _derived("base", formula, (record,), base, start)


def _changes(index: Index, records: Iterable[Trade]) -> Iterator[Derived]:
    """Rates, unless printed, from each measured figure to the next of a like window."""
    printed = {(_key(each)._replace(unit=None), dates.window(each.against)) for each in records}
    series = defaultdict[tuple[Key, str], list[Key]](list)
    for key in index:
        season = dates.season(key.window)
        if season and key.basis == "actual" and key.flow != "balance":  # which can change its sign
            series[key._replace(window=_NEVER), season].append(key)
    for keys in series.values():
        for earlier, later in pairwise(sorted(keys)):  # by window: the rest is alike
            if (later._replace(unit=None), earlier.window) in printed:
                continue
            key, formula = later._replace(unit="%"), f"{later.flow} / earlier {later.flow} - 1"
            for inputs, (new, old) in _combined(index, later, earlier):
                if old.low > 0:
                    change = worked_out(lambda now, then: now / then * 100 - 100, new, old)
                    yield from _derived("change", formula, inputs, key, change)


def _derived(
    measure: terms.Measure, formula: str, inputs: Inputs, key: Key, figure: Figure
) -> Iterator[Derived]:
    """A derived figure, unless its bounds say nothing."""
    if (figure.low, figure.high) == ((_NONE, _ALL) if measure == "share" else (-OPEN, OPEN)):
        return
    period = _written(inputs, key.window)
    against = _written(inputs, _key(inputs[1]).window) if measure == "change" else None
    sign: terms.Sign | None = None
    if key.flow == "balance" and not figure.low <= 0 <= figure.high:
        sign = "surplus" if figure.low > 0 else "deficit"
    yield Derived(measure, formula, inputs, key, period, against, rounded(figure), sign)


def _tested(
    identity: terms.Identity, inputs: Inputs, stated: Figure, computed: Figure
) -> Iterator[Reconciled]:
    """An identity with its verdict, unless it cannot fail."""
    gap = worked_out(sub, stated, computed)
    if (gap.low, gap.high) == (-OPEN, OPEN):
        return
    first, last = _key(inputs[0]), _key(inputs[-1])
    key = first._replace(unit=last.unit)  # a mere sign has none
    period, against = _written(inputs, first.window), None
    if identity.startswith("growth"):
        against = _written(inputs, last.window)
    below, above = gap.value - gap.low, gap.high - gap.value
    tolerance = below if gap.value > 0 else above if gap.value < 0 else min(below, above)
    verdict: terms.Consistency = "fails" if gap.low > 0 or gap.high < 0 else "holds"
    head = (identity, inputs, key, period, against, computed.value)
    if identity.startswith("sign"):
        yield Reconciled(*head, inputs[0].sign, None, None, None, verdict)
    else:
        yield Reconciled(*head, None, stated.value, gap.value, tolerance, verdict)


def _key(record: Trade) -> Key:
    what = (record.basis, record.flow, record.direction, record.unit, record.subject)
    return Key(record.region, record.partner, dates.window(record.period) or _NEVER, *what)


def _written(inputs: Iterable[Trade], window: Window) -> str:
    """How the inputs write a window, their own or a base's; doubted if any doubts it."""
    texts = chain.from_iterable((record.period, _against(record)) for record in inputs)
    same = [text for text in texts if text and dates.window(text) == window]
    return min(same, key=dates.certain)


def _against(record: Trade) -> str:
    """The window of a change's base, doubted if counted from words or a doubted year."""
    against = record.against or ""
    words = record.against_text or against * dates.year_stated(record.period or "")
    is_printed = all(year in words for year in re.findall("[0-9]{4}", against))
    return against if is_printed else dates.doubted(against)


def _combined(index: Index, *keys: Key) -> Iterator[tuple[Inputs, list[Figure]]]:
    """The records of the keys and their figures, if there is one of each."""
    if index.keys() >= {*keys}:
        chosen = [index[key] for key in keys]
        yield tuple(record for _, record in chosen), [figure for figure, _ in chosen]
