"""Derived figures and identities by hand, and bounds that hold whatever the truth is."""

import re
from decimal import Decimal
from fractions import Fraction
from typing import get_args

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from support import HERE, cases, trades

from kzby.model import figures, trade
from kzby.model.figures import OPEN, Figure
from kzby.model.terms import Hedge
from kzby.model.trade import Derived, Reconciled

TABLE = (HERE / "cases" / "derived.txt").read_text("utf-8")


def derived(text: str) -> list[Derived]:
    return [one for one in trade.results(trades(text)) if isinstance(one, Derived)]


def row(one: Derived | Reconciled) -> str:
    """A result as the table has it."""
    ids = " ".join(record.id for record in one.inputs)
    window = f"{one.period} against {one.against}" if one.against else one.period
    if isinstance(one, Derived):
        basis = one.key.basis.replace("actual", "")
        figure = f"{one.key.unit} {numbers(one.figure)} {one.sign or ''}".strip()
        return f"{one.measure} {ids} | {one.formula} | {window} {basis}".strip() + f" | {figure}"
    values = (one.stated, one.computed, one.residual, one.tolerance)
    shown = ["-" if value is None else f"{value:.0f}" for value in values]
    told = " ".join(filter(None, [*shown, one.sign, one.verdict]))
    return f"{one.identity} | {ids} | {window} | {told}"


def numbers(figure: Figure) -> str:
    return " ".join(f"{number:f}" for number in (figure.value, figure.low, figure.high))


@pytest.mark.parametrize(
    ("told", "expected"), re.findall(r"^(\w.*)\n((?: +.*\n)*)", TABLE, re.MULTILINE)
)
def test_what_follows_from_figures_and_whether_they_fit_together(told: str, expected: str) -> None:
    rows = list(map(row, trade.results(trades(told))))
    assert rows == [line.strip() for line in expected.splitlines()]


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


amounts = st.integers(min_value=0, max_value=10**7).map(lambda number: f"{number:,}")


sound = st.tuples(amounts, hedges).filter(lambda told: told[0] != "0" or not told[1])


@given(st.lists(sound, min_size=3, max_size=3))
def test_an_identity_holds_just_within_tolerance(
    drawn: list[tuple[str, Hedge | None]],
) -> None:
    flows = ("turnover", "export", "import")
    told = zip(flows, drawn, strict=True)
    text = "; ".join(f"{flow} {flow} {value} hedge={hedge or ''}" for flow, (value, hedge) in told)
    stated, sold, bought = (figures.limits(figures.amount(value), hedge) for value, hedge in drawn)
    both = sold.low + bought.low, sold.high + bought.high
    apart = stated.low > both[1] or both[0] > stated.high
    for found in trade.results(trades(text)):
        if isinstance(found, Derived):
            continue
        assert found.verdict == ("fails" if apart else "holds")
        assert found.residual == stated.value - sold.value - bought.value
        assert found.tolerance is not None
        assert (abs(found.residual) <= found.tolerance) is not apart
