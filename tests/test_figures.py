"""Printed numbers: value, step, and the bounds of each hedge as the documented table has them."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzby.model import figures
from kzby.model.terms import Hedge


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
        ("50", 50, 10),
        ("49", 49, 1),
        ("40", 40, 1),
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
    "printed",
    [
        "a lot",
        "",
        "62 millions",
        "1,17",
        "12,34,567",
        "-5",
        "1e6",
        "62million",
        "1 000",
        "٣",
        "010",
        "007.5",
    ],
)
def test_what_is_no_printed_number_is_refused(printed: str) -> None:
    with pytest.raises(ValueError, match="is not a number as printed"):
        figures.amount(printed)


@pytest.mark.parametrize(
    ("hedge", "low", "high"),
    [
        (None, 61_500_000, 62_500_000),
        ("almost", 61_000_000, 62_000_000),
        ("nearly", 61_000_000, 62_000_000),
        ("close-to", 61_000_000, 62_000_000),
        ("about", 61_000_000, 63_000_000),
        ("over", 62_000_000, 63_000_000),
        ("up-to", None, 62_000_000),
        ("at-least", 62_000_000, None),
    ],
)
def test_each_hedge_leaves_its_bounds(
    hedge: Hedge | None, low: int | None, high: int | None
) -> None:
    assert figures.limits(figures.amount("62 million"), hedge) == (low, high)


def test_an_unhedged_count_of_whole_things_is_exact() -> None:
    assert figures.limits(figures.amount("600"), None, whole=True) == figures.Range(
        Decimal(600), Decimal(600)
    )
    assert figures.limits(figures.amount("900"), "about", whole=True) == figures.Range(
        Decimal(800), Decimal(1000)
    )


def test_a_change_may_be_a_decline() -> None:
    assert figures.change("-12.3")[:2] == (Decimal("-12.3"), Decimal("0.1"))
    with pytest.raises(ValueError, match="is not a number as printed"):
        figures.change("--1")


def test_a_number_beyond_all_trade_is_refused() -> None:
    with pytest.raises(
        ValueError, match="is more than 1,000,000,000,000,000; check the digits and the scale"
    ):
        figures.amount("99,999,999,999 billion")


def test_the_greatest_number_is_not_refused() -> None:
    assert figures.amount("1,000 trillion").value == figures.GREATEST
    with pytest.raises(ValueError, match="is more than"):
        figures.amount("1,000.1 trillion")


def test_every_hedge_has_bounds() -> None:
    assert set(figures.REACH) == {None, *get_args(Hedge)}


@given(st.integers(min_value=0, max_value=10**12))
def test_a_number_with_separators_reads_as_itself(number: int) -> None:
    assert figures.amount(f"{number:,}").value == number == figures.amount(str(number)).value


@given(st.integers(min_value=1, max_value=10**9), st.sampled_from([None, *get_args(Hedge)]))
def test_the_value_lies_within_its_bounds(number: int, hedge: Hedge | None) -> None:
    low, high = figures.limits(figures.amount(str(number)), hedge)
    assert low is None or low <= number
    assert high is None or number <= high


def span(low: str | None, high: str | None) -> figures.Range:
    return figures.Range(
        None if low is None else Decimal(low), None if high is None else Decimal(high)
    )


@pytest.mark.parametrize(
    ("formula", "one", "other", "result"),
    [
        (figures.difference, ("5", "6"), ("1", "2"), ("3", "5")),
        (figures.difference, ("5", None), ("1", "2"), ("3", None)),
        (figures.difference, ("5", "6"), ("1", None), (None, "5")),
        (figures.product, ("5", "6"), ("2", "3"), ("10", "18")),
        (figures.product, ("-5", "6"), ("2", "3"), ("-15", "18")),
        (figures.product, ("-6", "-5"), ("2", "3"), ("-18", "-10")),
        (figures.product, (None, "6"), ("2", "3"), (None, "18")),
        (figures.product, ("5", "6"), ("2", None), ("10", None)),
        (figures.quotient, ("6", "12"), ("2", "3"), ("2", "6")),
        (figures.quotient, ("-6", "12"), ("2", "3"), ("-3", "6")),
        (figures.quotient, ("-12", "-6"), ("2", "3"), ("-6", "-2")),
        (figures.quotient, ("6", "12"), ("2", None), ("0", "6")),
        (figures.quotient, (None, "12"), ("2", "3"), (None, "6")),
        (figures.quotient, ("6", "12"), ("0", "3"), None),
        (figures.quotient, ("6", "12"), ("-1", "3"), None),
        (figures.quotient, ("6", "12"), ("-3", "-1"), None),
        (figures.quotient, ("6", "12"), (None, "3"), None),
    ],
)
def test_ranges_are_reckoned_with_by_their_ends(
    formula: Callable[[figures.Range, figures.Range], figures.Range | None],
    one: tuple[str | None, str | None],
    other: tuple[str | None, str | None],
    result: tuple[str | None, str | None] | None,
) -> None:
    assert formula(span(*one), span(*other)) == (span(*result) if result else None)


def test_a_quotient_that_never_ends_is_rounded_outward() -> None:
    third = figures.quotient(span("1", "1"), span("3", "3"))
    assert third is not None
    assert third.low is not None
    assert third.high is not None
    assert Fraction(third.low) < Fraction(1, 3) < Fraction(third.high)


def test_a_clipped_range_lies_within_its_limits() -> None:
    limits = Decimal(0), Decimal(100)
    assert figures.clipped(span("99", "101"), *limits) == span("99", "100")
    assert figures.clipped(span(None, "50"), *limits) == span("0", "50")
    assert figures.clipped(span("-2", None), *limits) == span("0", "100")
    assert figures.clipped(span("105", "105"), *limits) == span("100", "100")


@pytest.mark.parametrize(
    ("value", "low", "high", "rounded"),
    [
        ("35942028.98", "35352071.86", "35952449.98", ("35940000", "35350000", "35960000")),
        ("22182500", "22132450", "22232550", ("22180000", "22130000", "22240000")),
        ("99.5535", "99.1091", "100", ("99.55", "99.10", "100")),
        ("-22182500", "-22232550", "-22132450", ("-22180000", "-22240000", "-22130000")),
        ("5", "5", "5", ("5", "5", "5")),
        ("0.5", "-0.04", "1.04", ("0.5", "-0.1", "1.1")),
    ],
)
def test_an_estimate_is_rounded_to_what_its_bounds_can_tell(
    value: str, low: str, high: str, rounded: tuple[str, str, str]
) -> None:
    exact = figures.Estimate(Decimal(value), span(low, high), span(low, high))
    found = figures.rounded(exact)
    assert (found.value, *found.bounds) == tuple(map(Decimal, rounded))


def test_an_open_end_is_rounded_by_the_printed_step() -> None:
    printed, less = (
        figures.estimate(figures.amount("62 million"), "up-to"),
        figures.amount("117,450"),
    )
    assert (printed.bounds, printed.spread) == (
        span(None, "62000000"),
        span("61000000", "62000000"),
    )
    left = figures.computed(figures.difference, printed, figures.estimate(less))
    assert left is not None
    assert left.bounds == span(None, "61882555")
    assert figures.rounded(left).bounds == span(None, "61900000")


decimals = st.decimals(min_value=-(10**15), max_value=10**15, allow_nan=False, places=6)


@given(st.lists(decimals, min_size=3, max_size=3))
def test_rounding_goes_outward_and_keeps_two_digits_of_the_width(drawn: list[Decimal]) -> None:
    low, value, high = sorted(drawn)
    found = figures.rounded(
        figures.Estimate(value, figures.Range(low, high), figures.Range(low, high))
    )
    assert found.bounds.low is not None
    assert found.bounds.high is not None
    assert found.bounds.low <= low <= high <= found.bounds.high
    assert found.bounds.low <= found.value <= found.bounds.high
    if low < high:
        place = Decimal(10) ** ((high - low).adjusted() - 1)
        assert found.value % place == found.bounds.low % place == found.bounds.high % place == 0
        assert found.bounds.high - found.bounds.low < (high - low) + 2 * place


def test_sums_and_comparisons_of_ranges_know_open_ends() -> None:
    one, other = figures.Range(Decimal(1), Decimal(2)), figures.Range(Decimal(5), None)
    assert figures.total(one, other) == figures.Range(Decimal(6), None)
    assert figures.exceeds(other, one)
    assert not figures.exceeds(one, other)
    assert not figures.overlap(one, other)
    assert figures.overlap(one, figures.Range(None, Decimal(1)))


def test_small_ranges_are_multiplied_and_divided_as_any() -> None:
    half, factor = (
        figures.Range(Decimal("0.5"), Decimal("0.75")),
        figures.Range(Decimal(2), Decimal(4)),
    )
    assert figures.product(half, factor) == figures.Range(Decimal(1), Decimal(3))
    assert figures.quotient(half, factor) == figures.Range(Decimal("0.125"), Decimal("0.375"))


@pytest.mark.parametrize("hedge", [None, "about", "over", "almost"])
def test_the_spread_of_an_estimate_is_its_bounds_unless_these_are_open(hedge: Hedge | None) -> None:
    printed = figures.estimate(figures.amount("62 million"), hedge)
    assert printed.spread == printed.bounds == figures.limits(figures.amount("62 million"), hedge)


@pytest.mark.parametrize("ends", [(None, 2), (1, None), (None, None), (2, 2)])
def test_an_estimate_without_a_width_is_not_rounded(ends: tuple[int | None, int | None]) -> None:
    spread = figures.Range(*(None if end is None else Decimal(end) for end in ends))
    exact = figures.Estimate(Decimal("1.2345"), spread, spread)
    assert figures.rounded(exact) is exact


def test_a_figure_without_a_number_has_none_below_zero_either() -> None:
    span = figures.Range(Decimal(1), Decimal(2))
    assert figures.Figure(None, span).negated() == figures.Figure(
        None, figures.Range(Decimal(-2), Decimal(-1))
    )


def test_a_figure_below_zero_has_its_bounds_the_other_way_round() -> None:
    five = figures.Figure(Decimal(5), figures.Range(None, Decimal(6)))
    assert five.negated() == figures.Figure(Decimal(-5), figures.Range(Decimal(-6), None))
