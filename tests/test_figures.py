"""Printed numbers: value, step, and the bounds of each hedge as the documented table has them."""

from contextlib import suppress
from decimal import Decimal
from typing import Literal, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import cases

from kzby.model import figures
from kzby.model.figures import Figure
from kzby.model.terms import Hedge


def test_a_printed_number_keeps_its_digits() -> None:
    for printed, value, step in cases("printed-numbers"):
        assert figures.amount(printed)[:2] == (Decimal(value), Decimal(step)), printed


NO_NUMBERS = "a lot||62 millions|1,17|12,34,567|-5|1e6|62million|1 000|٣|010|007.5"


@pytest.mark.parametrize("printed", NO_NUMBERS.split("|"))
def test_what_is_no_printed_number_is_refused(printed: str) -> None:
    for read in (figures.amount, figures.change):
        with pytest.raises(ValueError, match="is not a number as printed"):
            read(f"-{printed}" if read is figures.change else printed)


@pytest.mark.parametrize(("hedge", "low", "high"), cases("bounds-of-hedges"))
def test_each_hedge_leaves_its_bounds(hedge: Hedge | Literal[""], low: str, high: str) -> None:
    figure = figures.limits(figures.amount("62 million"), hedge or None)
    assert figure == Figure(Decimal(62_000_000), Decimal(low), Decimal(high))


def test_an_unhedged_count_of_whole_things_is_exact() -> None:
    figure = figures.limits(figures.amount("600"), whole=True)
    assert figure.low == figure.value == figure.high == 600
    about = figures.limits(figures.amount("900"), "about", whole=True)
    assert about == Figure(Decimal(900), Decimal(800), Decimal(1000))


def test_a_change_may_be_a_decline() -> None:
    assert figures.change("-12.3")[:2] == (Decimal("-12.3"), Decimal("0.1"))


def test_only_a_number_beyond_all_trade_is_refused() -> None:
    assert figures.amount("1,000 trillion").value == figures.GREATEST
    advice = "is more than 1,000,000,000,000,000; check the digits and the scale"
    for printed in ("1,000.1 trillion", "99,999,999,999 billion"):
        with pytest.raises(ValueError, match=advice):
            figures.amount(printed)


def test_every_hedge_has_bounds() -> None:
    assert set(figures.REACH) == {None, *get_args(Hedge)}


@given(st.integers(min_value=0, max_value=10**12))
def test_a_number_with_separators_reads_as_itself(number: int) -> None:
    assert figures.amount(f"{number:,}").value == number == figures.amount(str(number)).value


DIGITS = st.text("0123456789,.- ", max_size=50) | st.integers(1, 10**9).map(str)
NUMBERS = st.builds("{}{}".format, DIGITS, st.sampled_from(["", " million", " billion", "e9"]))


@settings(max_examples=300)
@given(NUMBERS | st.text(max_size=50), st.sampled_from([None, *get_args(Hedge)]))
def test_any_number_has_bounds_around_it_or_is_refused(printed: str, hedge: Hedge | None) -> None:
    for read in (figures.amount, figures.change):
        with suppress(ValueError):
            amount = read(printed)
            figure = figures.limits(amount, hedge)
            assert figure.low <= figure.value == amount.value <= figure.high
            assert abs(amount.value) <= figures.GREATEST
            assert amount.step > 0
