"""Derived figures: every measure by hand, what is left underived, and bounds that hold whatever the truth is."""

from decimal import Decimal
from fractions import Fraction
from typing import Any, get_args

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from support import figure

from kzby.derive import trade
from kzby.derive.trade import Derived
from kzby.model import figures, kinds
from kzby.model.figures import OPEN, Figure
from kzby.model.terms import Hedge


def derived(*records: kinds.Trade) -> list[Derived]:
    return [one for one in trade.results(records) if isinstance(one, Derived)]


def name(one: Derived) -> str:
    """What it is, and the ids of what it follows from."""
    return " ".join((one.measure, *(record.id for record in one.inputs)))


def rows(*records: kinds.Trade) -> list[tuple[object, ...]]:
    """Of each derived figure: name, formula, window, unit, value, low, high."""
    return [
        (name(one), one.formula, one.period, one.key.unit, *numbers(one.figure))
        for one in derived(*records)
    ]


def numbers(figure: Figure) -> tuple[Decimal, ...]:
    return figure.value, figure.low, figure.high


def test_a_balance_is_export_less_import() -> None:
    assert rows(
        figure("sold", "export", "22.3 million"), figure("bought", "import", "117,500")
    ) == [
        (
            "balance sold bought",
            "export - import",
            "2020",
            "USD",
            22_180_000,
            22_130_000,
            22_240_000,
        )
    ]


@pytest.mark.parametrize(
    ("export", "import_", "sign"),
    [
        ("22.3 million", "117,500", "surplus"),
        ("1 million", "5 million", "deficit"),
        ("5 million", "5.2 million", None),
    ],
)
def test_a_balance_has_a_sign_where_its_bounds_leave_no_doubt(
    export: str, import_: str, sign: str | None
) -> None:
    (balance,) = derived(figure("sold", "export", export), figure("bought", "import", import_))
    assert balance.sign == sign


def test_a_deficit_is_below_zero() -> None:
    (deficit,) = rows(
        figure("sold", "export", "1 million"), figure("bought", "import", "5.0 million")
    )
    assert deficit[4:] == (-4_000_000, -4_600_000, -3_400_000)


@pytest.mark.parametrize(
    ("change", "kind", "formula", "value", "low", "high"),
    [
        ("72.5", "percent", "turnover / (1 + 72.5 %)", 35_940_000, 35_350_000, 35_960_000),
        ("-12.3", "percent", "turnover / (1 - 12.3 %)", 70_700_000, 69_500_000, 70_800_000),
        ("0", "percent", "turnover / (1 + 0 %)", 62_000_000, 60_600_000, 62_400_000),
        ("107.5", "index", "turnover / 107.5 %", 57_670_000, 56_710_000, 57_710_000),
        ("1.4", "multiple", "turnover / 1.4", 44_300_000, 42_000_000, 46_000_000),
    ],
)
def test_a_base_is_what_the_change_started_from(
    change: str, kind: str, formula: str, value: float, low: float, high: float
) -> None:
    told = figure(
        "t",
        "turnover",
        "62 million",
        hedge="almost",
        change=change,
        change_kind=kind,
        against="2019",
    )
    assert rows(told) == [("base t", formula, "2019", "USD", value, low, high)]


def test_the_base_of_a_target_was_measured() -> None:
    growth: dict[str, Any] = {"change": "1.5", "change_kind": "multiple", "against": "2019"}
    (base,) = derived(figure("t", "turnover", "30 million", basis="target", **growth))
    assert (name(base), base.key.basis, base.period) == ("base t", "actual", "2019")


def test_a_share_is_at_most_the_whole() -> None:
    assert rows(
        figure("sold", "export", "22.3 million"), figure("all", "turnover", "22.4 million")
    ) == [
        ("share sold all", "export / turnover", "2020", "%", Decimal("99.55"), Decimal("99.1"), 100)
    ]


def test_a_change_is_that_on_the_like_window_next_before() -> None:
    found = derived(
        figure("new", "export", "12.3 million"),
        figure("older", "export", "8 million", period="2017"),
        figure("old", "export", "10.0 million", period="2018"),
    )
    assert [(name(one), one.formula, one.period, one.against) for one in found] == [
        ("change old older", "export / earlier export - 1", "2018", "2017"),
        ("change new old", "export / earlier export - 1", "2020", "2018"),
    ]
    assert [numbers(one.figure) for one in found] == [
        (25, 17, 34),
        (23, Decimal("21.8"), Decimal("24.2")),
    ]


def test_the_same_months_are_alike_also_at_the_end_of_february() -> None:
    found = rows(
        figure("new", "export", "2.0 million", period="2020-01/2020-02"),
        figure("old", "export", "1.0 million", period="2019?-01/2019?-02"),
    )
    assert found == [
        ("change new old", "export / earlier export - 1", "2020-01/2020-02", "%", 100, 85, 116)
    ]


def test_open_ends_stay_open() -> None:
    sold, bought = (
        figure("s", "export", "5 million", hedge="at-least"),
        figure("b", "import", "117,500"),
    )
    assert rows(sold, bought) == [
        ("balance s b", "export - import", "2020", "USD", 4_880_000, 4_880_000, OPEN)
    ]
    sold = figure("s", "export", "62 million", hedge="up-to")
    assert rows(sold, bought) == [
        ("balance s b", "export - import", "2020", "USD", 61_900_000, -OPEN, 61_900_000)
    ]


def test_what_is_open_on_both_sides_is_no_figure() -> None:
    sold, bought = (
        figure(flow, flow, "5 million", hedge="at-least") for flow in ("export", "import")
    )
    assert rows(sold, bought) == []
    whole = figure("t", "turnover", "4 million", hedge="at-least")
    assert rows(figure("s", "export", "5 million", hedge="up-to"), whole) == []


def sold(value: str = "5 million", **told: Any) -> kinds.Trade:
    return figure("s", "export", value, **told)


def bought(**told: Any) -> kinds.Trade:
    return figure("b", "import", "1 million", **told)


def whole(value: str = "5 million", **told: Any) -> kinds.Trade:
    return figure("t", "turnover", value, **told)


def earlier(value: str = "4 million", **told: Any) -> kinds.Trade:
    return figure("earlier", "export", value, **{"period": "2019", **told})


def surplus(**told: Any) -> kinds.Trade:
    return figure("p", "balance", "4 million", sign="surplus", **told)


GROWN = {"change": "50.0", "change_kind": "percent", "against": "2019"}


@pytest.mark.parametrize(
    "recorded",
    [
        [],
        [sold()],
        [sold(), bought(partner="BY")],
        [sold(), bought(region="BY-HR")],
        [sold(), bought(period="2020-01/2020-07")],
        [sold(), bought(unit="tonnes")],
        [sold(), bought(basis="target")],
        [sold(period=None), bought(period=None)],
        [sold(period="[2019..2020]"), bought(period="[2019..2020]")],
        [sold(), bought(), surplus()],
        [surplus(), surplus(period="2019")],
        [figure("t", "turnover", **GROWN)],
        [whole(**{**GROWN, "against": None})],
        [whole(**{**GROWN, "change": "-100"})],
        [whole(**GROWN), figure("printed", "turnover", "3 million", period="2019")],
        [sold("7 million"), whole()],
        [sold(), whole("6 million", hedge="up-to")],
        [sold(), whole("0")],
        [sold(), earlier("0")],
        [sold(), earlier(period="2019-01/2019-07")],
        [sold(), earlier(unit="EUR")],
        [sold(), bought(period="2019")],
        [sold(basis="target"), earlier(basis="target")],
        [sold(basis="forecast"), earlier()],
        [sold(period="2019/2020"), earlier(period="2018/2019")],
        [sold(period="[2020..2021]"), earlier(period="2018")],
        [sold(**{**GROWN, "change": "-100"}), earlier()],
        [sold(**{**GROWN, "against": "2019?"}), earlier(period="2019-01/2019-12")],
        [figure("printed", "export", **GROWN), sold(), earlier()],
    ],
)
def test_unlike_figures_and_what_is_printed_leave_nothing_to_derive(
    recorded: list[kinds.Trade],
) -> None:
    assert rows(*recorded) == []


def test_a_window_is_one_however_it_is_written_and_a_doubt_of_its_year_stays() -> None:
    found = derived(
        figure("sold", "export", "5 million", period="2020-01/2020-12"),
        figure("bought", "import", "1 million", period="2020?"),
        figure("earlier", "export", "4 million", period="2019?"),
    )
    assert [(name(one), one.period, one.against) for one in found] == [
        ("balance sold bought", "2020?", None),
        ("change sold earlier", "2020-01/2020-12", "2019?"),
    ]


@pytest.mark.parametrize(
    ("against", "words", "window"),
    [
        ("2019", None, "2019"),
        ("2019", "as in 2019", "2019"),
        ("2019", "a year earlier", "2019?"),
        ("2019-01/2019-10", "the same period last year", "2019?-01/2019?-10"),
        ("2018-12/2019-03", "since December 2018", "2018?-12/2019?-03"),
        ("2019?", "last year", "2019?"),
    ],
)
def test_the_year_of_a_base_is_doubted_where_it_is_counted_back_from_words(
    against: str, words: str | None, window: str
) -> None:
    growth = {"change": "10.0", "change_kind": "percent", "against": against, "against_text": words}
    (base,) = derived(figure("t", "turnover", "5 million", **growth))
    assert base.period == window


def test_the_base_of_a_doubted_year_is_doubted_unless_its_own_is_printed() -> None:
    growth = {"period": "2020?", "change": "10.0", "change_kind": "percent", "against": "2019"}
    for words, window in ((None, "2019?"), ("than in 2019", "2019")):
        (base,) = derived(figure("t", "turnover", "5 million", **growth, against_text=words))
        assert base.period == window


@pytest.mark.parametrize(("sign", "value"), [("deficit", -9_091_000), ("surplus", 9_091_000)])
def test_the_base_of_a_balance_has_its_sign(sign: str, value: float) -> None:
    growth = {"change": "10.0", "change_kind": "percent", "against": "2019"}
    (base,) = derived(figure("b", "balance", "10.0 million", sign=sign, **growth))
    assert (name(base), base.sign, base.figure.value) == ("base b", sign, value)


def test_figures_that_tell_the_same_are_reckoned_with_once() -> None:
    told = {"change": "50.0", "change_kind": "percent", "against": "2018"}
    sold = [figure(f"s{number}", "export", "5 million", **told) for number in range(3)]
    bought = [
        figure(f"b{number}", "import", value)
        for number, value in enumerate(["1 million", "1.0 million", "1 million"])
    ]
    assert [name(one) for one in derived(*sold, *bought)] == [
        "balance s0 b0",
        "balance s0 b1",
        "base s0",
    ]


def test_every_pair_of_figures_is_derived_under_an_id_of_its_own() -> None:
    bought = [figure(f"b{number}", "import", f"{number} million") for number in (1, 2)]
    assert [name(one) for one in derived(figure("s", "export", "5 million"), *bought)] == [
        "balance s b1",
        "balance s b2",
    ]


# Rounding.


@pytest.mark.parametrize(
    ("value", "low", "high", "rounded"),
    [
        ("35942028.98", "35352071.86", "35952449.98", "35940000 35350000 35960000"),
        ("99.5535", "99.1091", "100", "99.55 99.10 100"),
        ("-22182500", "-22232550", "-22132450", "-22180000 -22240000 -22130000"),
        ("0.5", "-0.04", "1.04", "0.5 -0.1 1.1"),
        ("1.2345", "1.2345", "1.2345", "1.2345 1.2345 1.2345"),
        ("4882500", "4882450", "Infinity", "4880000 4880000 Infinity"),
        ("1.23456", "-Infinity", "1.3", "1.23 -Infinity 1.3"),
    ],
)
def test_a_figure_is_rounded_to_what_its_bounds_can_tell(
    value: str, low: str, high: str, rounded: str
) -> None:
    figure = trade.rounded(Figure(Decimal(value), Decimal(low), Decimal(high)))
    assert " ".join(f"{number:f}" for number in numbers(figure)) == rounded


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
    one: str,
    hedge: Hedge | None,
    place: Fraction,
    other: str,
    other_hedge: Hedge | None,
    other_place: Fraction,
) -> None:
    whole, part = (
        figure("t", "turnover", one, hedge=hedge),
        figure("s", "export", other, hedge=other_hedge),
    )
    bought = figure("b", "import", one, hedge=hedge)
    earlier = figure("e", "export", one, hedge=hedge, period="2019")
    known = true(figures.limits(figures.amount(one), hedge), place)
    sold = true(figures.limits(figures.amount(other), other_hedge), other_place)
    for found in derived(bought, part):
        assert holds(found, sold - known)
    assume(known > 0)
    for found in derived(whole, part):
        assert sold > known or holds(found, 100 * sold / known)
    for found in derived(earlier, part):
        assert holds(found, 100 * (sold / known - 1))


@given(printed, hedges, places, st.integers(min_value=-999, max_value=9_999), places)
def test_bases_hold_whatever_is_true(
    value: str, hedge: Hedge | None, place: Fraction, tenths: int, other_place: Fraction
) -> None:
    change = f"{tenths / 10}"
    told = figure(
        "t", "turnover", value, hedge=hedge, change=change, change_kind="percent", against="2019"
    )
    known = true(figures.limits(figures.amount(value), hedge), place)
    factor = 1 + true(figures.limits(figures.change(change)), other_place) / 100
    assert all(holds(found, known / factor) for found in derived(told))
