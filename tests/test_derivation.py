"""Derived figures and identities by hand, and bounds that hold whatever the truth is."""

from decimal import Decimal
from fractions import Fraction
from typing import get_args

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from support import cases, figure, trades

from kzby.derive import trade
from kzby.derive.trade import Derived, Reconciled
from kzby.model import figures
from kzby.model.figures import OPEN, Figure
from kzby.model.terms import Hedge, Identity


def derived(text: str) -> list[Derived]:
    return [one for one in trade.results(trades(text)) if isinstance(one, Derived)]


def name(one: Derived) -> str:
    """What it is, and the ids of what it follows from."""
    return " ".join((one.measure, *(record.id for record in one.inputs)))


def rows(text: str) -> list[str]:
    """Of each derived figure: name, formula, window, unit, value, low, high, sign."""
    return [
        f"{name(one)} | {one.formula} | {one.period} | {one.key.unit} {numbers(one.figure)}"
        + (f" {one.sign}" if one.sign else "")
        for one in derived(text)
    ]


def numbers(figure: Figure) -> str:
    return " ".join(f"{number:f}" for number in (figure.value, figure.low, figure.high))


def test_each_measure_follows_from_its_figures() -> None:
    for text, row in cases("measures"):
        assert rows(text) == [row]


@pytest.mark.parametrize(("change", "formula"), cases("bases"))
def test_a_base_is_what_the_change_started_from(change: str, formula: str) -> None:
    assert rows(f"t turnover 62 million hedge=almost change={change}") == [f"base t | {formula}"]


def test_the_base_of_a_balance_has_its_sign() -> None:
    (deficit,) = rows("b balance 10.0 million sign=deficit change=10.0")
    (surplus,) = rows("b balance 10.0 million sign=surplus change=10.0")
    assert deficit.endswith("USD -9091000 -9141000 -9041000 deficit")
    assert surplus.endswith("USD 9091000 9041000 9141000 surplus")


def test_the_base_of_a_target_was_measured() -> None:
    (base,) = derived("t turnover 30 million basis=target change=1.5 change_kind=multiple")
    assert (name(base), base.key.basis, base.period) == ("base t", "actual", "2019")


def test_a_change_is_that_on_the_like_window_next_before() -> None:
    years = "old export 10.0 million period=2018; older export 8 million period=2017"
    found = derived(f"new export 12.3 million; {years}")
    assert [(name(one), one.period, one.against, numbers(one.figure)) for one in found] == [
        ("change old older", "2018", "2017", "25 17 34"),
        ("change new old", "2020", "2018", "23.0 21.8 24.2"),
    ]


SOLD, BOUGHT, WHOLE = "s export 5 million", "b import 1 million", "t turnover 5 million"
EARLIER, SURPLUS = "e export 4 million", "p balance 4 million sign=surplus"


@pytest.mark.parametrize("recorded", ["", *(figures for (figures,) in cases("underived"))])
def test_unlike_figures_and_what_is_printed_leave_nothing_to_derive(recorded: str) -> None:
    assert rows(recorded) == []


def test_a_window_is_one_however_it_is_written_and_a_doubt_of_its_year_stays() -> None:
    found = derived(f"{SOLD} period=2020-01/2020-12; {BOUGHT} period=2020?; {EARLIER} period=2019?")
    assert [(name(one), one.period, one.against) for one in found] == [
        ("balance s b", "2020?", None),
        ("change s e", "2020-01/2020-12", "2019?"),
    ]


@pytest.mark.parametrize(("period", "against", "words", "window"), cases("bases-doubted"))
def test_the_year_of_a_base_is_doubted_if_it_is_counted_back_from_words_or_a_doubted_year(
    period: str, against: str, words: str, window: str
) -> None:
    growth = {"change": "10.0", "change_kind": "percent", "against": against}
    growth |= {"against_text": words} if words else {}
    (base,) = trade.results([figure("t", "turnover", "5 million", period=period, **growth)])
    assert base.period == window


def test_figures_that_tell_the_same_are_reckoned_with_once() -> None:
    sold = "; ".join(f"s{number} export 5 million change=50.0 against=2018" for number in range(3))
    bought = "b0 import 1 million; b1 import 1.00 million; b2 import 1 million"
    found = derived(f"{sold}; {bought}")
    assert [name(one) for one in found] == ["balance s0 b0", "balance s0 b1", "base s0"]


# Rounding.


@pytest.mark.parametrize(("value", "low", "high", "rounded"), cases("rounded"))
def test_a_figure_is_as_round_as_its_bounds(value: str, low: str, high: str, rounded: str) -> None:
    figure = trade.rounded(Figure(Decimal(value), Decimal(low), Decimal(high)))
    assert numbers(figure) == rounded


decimals = st.decimals(min_value=-(10**15), max_value=10**15, allow_nan=False, places=6)


@given(st.lists(decimals, min_size=3, max_size=3))
def test_rounding_goes_outward_and_keeps_two_digits_of_the_width(drawn: list[Decimal]) -> None:
    low, value, high = sorted(drawn)
    figure = trade.rounded(Figure(value, low, high))
    assert figure.low <= low <= high <= figure.high
    assert figure.low <= figure.value <= figure.high
    if low < high:
        place = Decimal(10) ** ((high - low).adjusted() - 1)
        assert figure.value % place == figure.low % place == figure.high % place == 0
        assert figure.high - figure.low < (high - low) + 2 * place


# Whatever the true figures are within their bounds, the derived bounds hold what follows from them.

printed = st.builds(
    lambda digits, scale: f"{digits:,}" if scale is None else f"{digits / 10} {scale}",
    st.integers(min_value=1, max_value=99_999),
    st.sampled_from([None, "thousand", "million"]),
)
hedges = st.sampled_from([None, *get_args(Hedge)])
places = st.fractions(min_value=0, max_value=1)


def true(figure: Figure, place: Fraction) -> Fraction:
    """A value within bounds, at a place between them; beyond an open one it lies anywhere."""
    if figure.low == -OPEN:
        return Fraction(figure.high) * place
    if figure.high == OPEN:
        return Fraction(figure.low) / max(place, Fraction(1, 1000))
    return Fraction(figure.low) + Fraction(figure.high - figure.low) * place


def holds(one: Derived, truth: Fraction) -> bool:
    low, high = one.figure.low, one.figure.high
    return (low == -OPEN or Fraction(low) <= truth) and (high == OPEN or truth <= Fraction(high))


@given(printed, hedges, places, printed, hedges, places)
def test_balances_shares_and_changes_hold_whatever_is_true(
    one: str, hedge: Hedge | None, place: Fraction, other: str, also: Hedge | None, at: Fraction
) -> None:
    known = true(figures.limits(figures.amount(one), hedge), place)
    sold = true(figures.limits(figures.amount(other), also), at)
    hedged, part = f"{one} hedge={hedge or ''}", f"s export {other} hedge={also or ''}"
    for found in derived(f"{part}; b import {hedged}"):
        assert holds(found, sold - known)
    assume(known > 0)
    for found in derived(f"{part}; t turnover {hedged}"):
        assert sold > known or holds(found, 100 * sold / known)
    for found in derived(f"{part}; e export {hedged} period=2019"):
        assert holds(found, 100 * (sold / known - 1))


@given(printed, hedges, places, st.integers(min_value=-999, max_value=9_999), places)
def test_bases_hold_whatever_is_true(
    value: str, hedge: Hedge | None, place: Fraction, tenths: int, at: Fraction
) -> None:
    change = f"{tenths / 10}"
    known = true(figures.limits(figures.amount(value), hedge), place)
    factor = 1 + true(figures.limits(figures.change(change)), at) / 100
    for found in derived(f"t turnover {value} hedge={hedge or ''} change={change}"):
        assert holds(found, known / factor)


# Identities between figures: what holds, what fails, by how much, and what cannot be tested.

SUM, SIGN, _, GROWTH = get_args(Identity)


def identities(text: str) -> list[Reconciled]:
    return [one for one in trade.results(trades(text)) if isinstance(one, Reconciled)]


def ids(found: list[Reconciled]) -> list[str]:
    return [" ".join(record.id for record in one.inputs) for one in found]


@pytest.mark.parametrize(("told", "expected"), cases("identities"))
def test_an_identity_holds_within_its_tolerance(told: str, expected: str) -> None:
    rows = []
    for one in identities(told):
        values = (one.stated, one.computed.value, one.residual, one.tolerance)
        shown = " ".join("-" if value is None else f"{value:.0f}" for value in values)
        rows.append(f"{one.identity}: {ids([one])[0]}; {shown} {one.verdict}")
        assert one.identity != SIGN or one.sign == told.rpartition("sign=")[2]
    assert " | ".join(rows) == expected


def test_a_target_is_tested_against_a_base_that_was_measured() -> None:
    target = "t turnover 30 million basis=target change=1.5 change_kind=multiple"
    bases = "a turnover 20 million period=2019; f turnover 20 million period=2019 basis=forecast"
    assert ids(identities(f"{target}; {bases}")) == ["t a"]


def test_an_identity_is_of_one_window_however_it_is_written_and_a_doubt_of_its_year_stays() -> None:
    found = identities(
        "t turnover 44 million period=2020-01/2020-12 change=10 against=2019?; "
        "e turnover 40 million period=2019; "
        "s export 43.8 million period=2020?; b import 117,500 period=2020?"
    )
    assert [(one.identity, one.period, one.against, one.verdict) for one in found] == [
        (SUM, "2020?", None, "holds"),
        (GROWTH, "2020-01/2020-12", "2019?", "holds"),
    ]


def test_figures_of_many_articles_are_tested_once_if_they_tell_the_same() -> None:
    many = "; ".join(
        f"t{n} turnover 22.4 million change=50.0; e{n} turnover 15 million period=2019; "
        f"s{n} export 22.3 million; b{n} import 117,500; p{n} balance sign=surplus"
        for n in range(20)
    )
    assert ids(identities(many)) == ["t0 s0 b0", "p0 s0 b0", "t0 e0"]
    differing = identities(
        "t22 turnover 22 million; t23 turnover 23 million; s export 22.3 million; b import 117,500"
    )
    assert ids(differing) == ["t22 s b", "t23 s b"]
    assert [one.verdict for one in differing] == ["holds", "fails"]


def test_however_many_figures_differ_each_is_tested_a_few_times() -> None:
    flows = ("turnover", "export", "import", "balance sign=surplus")
    many = [
        f"{flow[0]}{n}-{year} {flow} {n}.5 million period={year} change={n}.0 against=2019"
        for flow in flows
        for year in (2019, 2020)
        for n in range(1, 21)
    ]
    found = [*trade.results(trades("; ".join(many)))]
    assert len(many) < len(found) < 5 * len(many)
    tested = {record.id for one in found for record in one.inputs}
    assert tested >= {line.split()[0] for line in many}


@pytest.mark.parametrize("recorded", ["", *(figures for (figures,) in cases("untested"))])
def test_what_lacks_a_part_or_cannot_fail_is_not_tested(recorded: str) -> None:
    assert identities(recorded) == []


amounts = st.integers(min_value=0, max_value=10**7).map(lambda number: f"{number:,}")


@given(st.lists(st.tuples(amounts, hedges), min_size=3, max_size=3))
def test_an_identity_holds_just_within_tolerance(
    drawn: list[tuple[str, Hedge | None]],
) -> None:
    flows = ("turnover", "export", "import")
    told = zip(flows, drawn, strict=True)
    text = "; ".join(f"{flow} {flow} {value} hedge={hedge or ''}" for flow, (value, hedge) in told)
    stated, sold, bought = (figures.limits(figures.amount(value), hedge) for value, hedge in drawn)
    both = sold.low + bought.low, sold.high + bought.high
    apart = stated.low > both[1] or both[0] > stated.high
    for found in identities(text):
        assert found.verdict == ("fails" if apart else "holds")
        assert found.residual == stated.value - sold.value - bought.value
        assert found.tolerance is not None
        assert (abs(found.residual) <= found.tolerance) is not apart
