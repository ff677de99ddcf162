"""Identities between figures: what holds, what fails, by how much, and what cannot be tested."""

from decimal import Decimal
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import figure

from kzby.derive import trade
from kzby.derive.trade import Reconciled
from kzby.model import figures, kinds
from kzby.model.figures import OPEN
from kzby.model.terms import IDENTITIES, Hedge

SUM, SIGN, BALANCE, GROWTH = IDENTITIES


def identities(*records: kinds.Trade) -> list[Reconciled]:
    return [one for one in trade.results(records) if isinstance(one, Reconciled)]


def numbers(one: Reconciled) -> tuple[object, ...]:
    return (one.identity, one.stated, one.computed.value, one.residual, one.tolerance, one.verdict)


def sides(export: str = "22.3 million", import_: str = "117,500", **told: Any) -> list[kinds.Trade]:
    return [figure("s", "export", export, **told), figure("b", "import", import_, **told)]


@pytest.mark.parametrize(
    ("turnover", "hedge", "expected"),
    [
        ("22.4 million", None, (22_400_000, 22_417_500, -17_500, 100_050, "holds")),
        ("22.3 million", None, (22_300_000, 22_417_500, -117_500, 100_050, "fails")),
        ("22.5 million", None, (22_500_000, 22_417_500, 82_500, 100_050, "holds")),
        ("23.4 million", "almost", (23_400_000, 22_417_500, 982_500, 150_050, "fails")),
        ("24 million", "up-to", (24_000_000, 22_417_500, 1_582_500, OPEN, "holds")),
        ("22 million", "up-to", (22_000_000, 22_417_500, -417_500, 50_050, "fails")),
        ("22,417,500", None, (22_417_500, 22_417_500, 0, 50_100, "holds")),
    ],
)
def test_turnover_is_export_and_import(
    turnover: str, hedge: str | None, expected: tuple[object, ...]
) -> None:
    (one,) = identities(figure("t", "turnover", turnover, hedge=hedge), *sides())
    assert numbers(one) == (SUM, *expected)
    assert [record.id for record in one.inputs] == ["t", "s", "b"]


@pytest.mark.parametrize(
    ("export", "import_", "sign", "verdict"),
    [
        ("22.3 million", "117,500", "surplus", "holds"),
        ("22.3 million", "117,500", "deficit", "fails"),
        ("117,500", "22.3 million", "deficit", "holds"),
        ("117,500", "22.3 million", "surplus", "fails"),
        ("5.0 million", "5.1 million", "surplus", "holds"),
    ],
)
def test_a_sign_is_that_of_export_less_import(
    export: str, import_: str, sign: str, verdict: str
) -> None:
    (one,) = identities(*sides(export, import_), figure("p", "balance", sign=sign))
    assert (one.identity, one.sign, one.verdict) == (SIGN, sign, verdict)
    assert (one.stated, one.residual, one.tolerance) == (None, None, None)


def test_a_balance_with_its_amount_is_tested_for_both() -> None:
    found = identities(
        *sides("1.0 million", "5.0 million"), figure("p", "balance", "4.5 million", sign="deficit")
    )
    assert [numbers(one) for one in found] == [
        (SIGN, None, -4_000_000, None, None, "holds"),
        (BALANCE, -4_500_000, -4_000_000, -500_000, 150_000, "fails"),
    ]


@pytest.mark.parametrize(
    ("change", "kind", "computed", "residual", "tolerance", "verdict"),
    [
        ("72.5", "percent", "61927500", "72500", "1104225", "holds"),
        ("-12.3", "percent", "31484300", "30515700", "1061825", "fails"),
        ("172.5", "index", "61927500", "72500", "1104225", "holds"),
        ("1.7", "multiple", "61030000", "970000", "2882500", "holds"),
    ],
)
def test_a_growth_is_that_of_its_recorded_base(
    change: str, kind: str, computed: str, residual: str, tolerance: str, verdict: str
) -> None:
    grown = figure(
        "t",
        "turnover",
        "62 million",
        hedge="almost",
        change=change,
        change_kind=kind,
        against="2019",
    )
    (one,) = identities(grown, figure("base", "turnover", "35.9 million", period="2019"))
    told = Decimal(computed), Decimal(residual), Decimal(tolerance), verdict
    assert numbers(one) == (GROWTH, 62_000_000, *told)
    assert [record.id for record in one.inputs] == ["t", "base"]


def test_a_target_is_tested_against_a_base_that_was_measured() -> None:
    grown: dict[str, Any] = {"change": "1.5", "change_kind": "multiple", "against": "2019"}
    target = figure("t", "turnover", "30 million", basis="target", **grown)
    bases = [
        figure(basis, "turnover", "20 million", period="2019", basis=basis)
        for basis in ("actual", "forecast")
    ]
    assert [[record.id for record in one.inputs] for one in identities(target, *bases)] == [
        ["t", "actual"]
    ]


def test_a_window_is_one_however_it_is_written_and_a_doubt_of_its_year_stays() -> None:
    told = {"change": "10", "change_kind": "percent", "against": "2019?"}
    whole = figure("t", "turnover", "44 million", period="2020-01/2020-12", **told)
    base = figure("earlier", "turnover", "40 million", period="2019")
    found = identities(whole, base, *sides("43.8 million", period="2020?"))
    assert [(one.identity, one.period, one.against, one.verdict) for one in found] == [
        (SUM, "2020?", None, "holds"),
        (GROWTH, "2020-01/2020-12", "2019?", "holds"),
    ]


def test_figures_of_many_articles_that_tell_the_same_are_tested_once() -> None:
    many = range(20)
    told = {"change": "50.0", "change_kind": "percent", "against": "2019"}
    found = identities(
        *(figure(f"t{number}", "turnover", "22.4 million", **told) for number in many),
        *(figure(f"e{number}", "turnover", "15 million", period="2019") for number in many),
        *(figure(f"s{number}", "export", "22.3 million") for number in many),
        *(figure(f"b{number}", "import", "117,500") for number in many),
        *(figure(f"p{number}", "balance", sign="surplus") for number in many),
    )
    assert [[record.id for record in one.inputs] for one in found] == [
        ["t0", "s0", "b0"],
        ["p0", "s0", "b0"],
        ["t0", "e0"],
    ]


def test_figures_of_many_articles_that_differ_are_each_tested() -> None:
    whole = [figure(f"t{number}", "turnover", f"{number} million") for number in (22, 23)]
    assert [(one.inputs[0].id, one.verdict) for one in identities(*whole, *sides())] == [
        ("t22", "holds"),
        ("t23", "fails"),
    ]


GROWN = {"change": "50.0", "change_kind": "percent", "against": "2019"}


@pytest.mark.parametrize(
    "recorded",
    [
        [],
        sides(),
        [figure("t", "turnover", "22.4 million"), sides()[0]],
        [figure("t", "turnover", "22.4 million", period="2021"), *sides()],
        [figure("t", "turnover", "22.4 million", unit="tonnes"), *sides()],
        [figure("t", "turnover", "22.4 million", basis="target"), *sides()],
        [figure("t", "turnover", "22.4 million", partner="BY"), *sides()],
        [figure("t", "turnover", "22.4 million", period=None), *sides(period=None)],
        [figure("p", "balance", sign="surplus"), *sides(hedge="at-least")],
        [
            figure("t", "turnover", "62 million", **GROWN, period=None),
            figure("base", "turnover", "40 million", period="2019"),
        ],
        [figure("t", "turnover", "62 million", **GROWN)],
        [
            figure("t", "turnover", "62 million", **GROWN),
            figure("base", "export", "40 million", period="2019"),
        ],
        [figure("t", "turnover", **GROWN), figure("base", "turnover", "40 million", period="2019")],
        [
            figure("t", "turnover", "62 million", **{**GROWN, "change": "-150.0"}),
            figure("base", "turnover", "40 million", period="2019"),
        ],
    ],
)
def test_what_lacks_a_part_or_cannot_fail_is_not_tested(recorded: list[kinds.Trade]) -> None:
    assert identities(*recorded) == []


amounts = st.integers(min_value=0, max_value=10**7).map(lambda number: f"{number:,}")
hedges = st.sampled_from([None, *get_args(Hedge)])


@given(amounts, hedges, amounts, hedges, amounts, hedges)
def test_an_identity_holds_just_where_its_residual_lies_within_its_tolerance(
    turnover: str,
    one: Hedge | None,
    export: str,
    other: Hedge | None,
    import_: str,
    third: Hedge | None,
) -> None:
    whole = figure("t", "turnover", turnover, hedge=one)
    parts = figure("s", "export", export, hedge=other), figure("b", "import", import_, hedge=third)
    for found in identities(whole, *parts):
        stated = figures.limits(figures.amount(turnover), one)
        sold = figures.limits(figures.amount(export), other)
        bought = figures.limits(figures.amount(import_), third)
        both = sold.low + bought.low, sold.high + bought.high
        apart = stated.low > both[1] or both[0] > stated.high
        assert found.verdict == ("fails" if apart else "holds")
        assert found.residual == stated.value - sold.value - bought.value
        assert found.tolerance is not None
        assert (abs(found.residual) <= found.tolerance) is not apart
