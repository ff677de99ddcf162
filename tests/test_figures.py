"""Printed numbers: value, step, and the bounds of each hedge as the documented table has them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzby import figures
from kzby.terms import Hedge


@pytest.mark.parametrize(
    ("printed", "value", "step"),
    [
        ("62 million", 62_000_000, 1_000_000),
        ("22.3 million", 22_300_000, 100_000),
        ("117,500", 117_500, 100),
        ("900", 900, 100),
        ("4", 4, 1),
        ("10", 10, 1),
        ("100", 100, 10),
        ("100 million", 100_000_000, 1_000_000),
        ("100,000", 100_000, 10_000),
        ("72.5", Decimal("72.5"), Decimal("0.1")),
        ("1.50", Decimal("1.50"), Decimal("0.01")),
        ("1.2 billion", 1_200_000_000, 100_000_000),
        ("0", 0, 1),
        ("100.0", 100, Decimal("0.1")),
    ],
)
def test_a_printed_number_keeps_its_digits(printed: str, value: Decimal, step: Decimal) -> None:
    assert figures.amount(printed)[:2] == (value, step)


@pytest.mark.parametrize(
    "printed", ["a lot", "", "62 millions", "1,17", "12,34,567", "-5", "1e6", "62million", "1 000", "٣", "010", "007.5"]
)
def test_what_is_no_printed_number_is_refused(printed: str) -> None:
    with pytest.raises(ValueError, match="is not a number as printed"):
        figures.amount(printed)


@pytest.mark.parametrize(
    ("hedge", "low", "high"),
    [
        (None, 61_500_000, 62_500_000),
        (Hedge.ALMOST, 61_000_000, 62_000_000),
        (Hedge.NEARLY, 61_000_000, 62_000_000),
        (Hedge.CLOSE_TO, 61_000_000, 62_000_000),
        (Hedge.ABOUT, 61_000_000, 63_000_000),
        (Hedge.OVER, 62_000_000, 63_000_000),
        (Hedge.UP_TO, None, 62_000_000),
        (Hedge.AT_LEAST, 62_000_000, None),
    ],
)
def test_each_hedge_leaves_its_bounds(hedge: Hedge | None, low: int | None, high: int | None) -> None:
    assert figures.limits(figures.amount("62 million"), hedge) == (low, high)


def test_an_unhedged_count_of_whole_things_is_exact() -> None:
    assert figures.limits(figures.amount("600"), None, whole=True) == figures.Range(Decimal(600), Decimal(600))
    assert figures.limits(figures.amount("900"), Hedge.ABOUT, whole=True) == figures.Range(Decimal(800), Decimal(1000))


def test_a_change_may_be_a_decline() -> None:
    assert figures.change("-12.3")[:2] == (Decimal("-12.3"), Decimal("0.1"))
    with pytest.raises(ValueError, match="is not a number as printed"):
        figures.change("--1")


def test_a_number_beyond_all_trade_is_refused() -> None:
    with pytest.raises(ValueError, match="is more than 1,000,000,000,000,000; check the digits and the scale"):
        figures.amount("99,999,999,999 billion")


def test_every_hedge_has_bounds() -> None:
    assert set(figures.REACH) == {None, *Hedge}


@given(st.integers(min_value=0, max_value=10**12))
def test_a_number_with_separators_reads_as_itself(number: int) -> None:
    assert figures.amount(f"{number:,}").value == number == figures.amount(str(number)).value


@given(st.integers(min_value=1, max_value=10**9), st.sampled_from([None, *Hedge]))
def test_the_value_lies_within_its_bounds(number: int, hedge: Hedge | None) -> None:
    low, high = figures.limits(figures.amount(str(number)), hedge)
    assert low is None or low <= number
    assert high is None or number <= high


def test_sums_and_comparisons_of_ranges_know_open_ends() -> None:
    one, other = figures.Range(Decimal(1), Decimal(2)), figures.Range(Decimal(5), None)
    assert figures.total(one, other) == figures.Range(Decimal(6), None)
    assert figures.exceeds(other, one)
    assert not figures.exceeds(one, other)
    assert not figures.overlap(one, other)
    assert figures.overlap(one, figures.Range(None, Decimal(1)))


def test_a_figure_below_zero_has_its_bounds_the_other_way_round() -> None:
    five = figures.Figure(Decimal(5), figures.Range(None, Decimal(6)))
    assert figures.negative(five) == figures.Figure(Decimal(-5), figures.Range(Decimal(-6), None))
