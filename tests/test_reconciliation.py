"""Identities between figures: what holds, what fails, by how much, and what cannot be tested."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import cases, trades

from kzby.derive import trade
from kzby.derive.trade import Reconciled
from kzby.model import figures
from kzby.model.terms import Hedge, Identity

SUM, SIGN, BALANCE, GROWTH = get_args(Identity)


def identities(text: str) -> list[Reconciled]:
    return [one for one in trade.results(trades(text)) if isinstance(one, Reconciled)]


def numbers(one: Reconciled) -> str:
    """Stated, computed, residual, tolerance and verdict."""
    values = (one.stated, one.computed.value, one.residual, one.tolerance)
    return " ".join(["-" if value is None else f"{value:.0f}" for value in values] + [one.verdict])


def ids(found: list[Reconciled]) -> list[str]:
    return [" ".join(record.id for record in one.inputs) for one in found]


SIDES = "s export 22.3 million; b import 117,500"
EARLIER = "e turnover 40 million period=2019"


@pytest.mark.parametrize(("turnover", "expected"), cases("turnovers"))
def test_turnover_is_export_and_import(turnover: str, expected: str) -> None:
    (one,) = identities(f"t turnover {turnover}; {SIDES}")
    assert (one.identity, ids([one]), numbers(one)) == (SUM, ["t s b"], expected)


@pytest.mark.parametrize(("export", "import_", "sign", "expected"), cases("signs"))
def test_a_sign_is_of_both_sides(export: str, import_: str, sign: str, expected: str) -> None:
    (one,) = identities(f"s export {export}; b import {import_}; p balance sign={sign}")
    assert (one.identity, one.sign, numbers(one)) == (SIGN, sign, expected)


def test_a_balance_with_its_amount_is_tested_for_both() -> None:
    sides = "s export 1.0 million; b import 5.0 million"
    found = identities(f"{sides}; p balance 4.5 million sign=deficit")
    assert [(one.identity, numbers(one)) for one in found] == [
        (SIGN, "- -4000000 - - holds"),
        (BALANCE, "-4500000 -4000000 -500000 150000 fails"),
    ]


@pytest.mark.parametrize(("change", "expected"), cases("growths"))
def test_a_growth_is_that_of_its_recorded_base(change: str, expected: str) -> None:
    grown = f"t turnover 62 million hedge=almost change={change}"
    (one,) = identities(f"{grown}; e turnover 35.9 million period=2019")
    assert (one.identity, ids([one])) == (GROWTH, ["t e"])
    assert numbers(one) == f"62000000 {expected}"


def test_a_target_is_tested_against_a_base_that_was_measured() -> None:
    target = "t turnover 30 million basis=target change=1.5 change_kind=multiple"
    bases = "a turnover 20 million period=2019; f turnover 20 million period=2019 basis=forecast"
    assert ids(identities(f"{target}; {bases}")) == ["t a"]


def test_a_window_is_one_however_it_is_written_and_a_doubt_of_its_year_stays() -> None:
    found = identities(
        f"t turnover 44 million period=2020-01/2020-12 change=10 against=2019?; {EARLIER}; "
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
    differing = identities(f"t22 turnover 22 million; t23 turnover 23 million; {SIDES}")
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
hedges = st.sampled_from([None, *get_args(Hedge)])


@given(st.lists(st.tuples(amounts, hedges), min_size=3, max_size=3))
def test_an_identity_holds_just_where_its_residual_lies_within_its_tolerance(
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
