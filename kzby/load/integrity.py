"""Figures of trade within one article that contradict each other."""

from collections.abc import Iterator

from kzby.derive import comparable, reconciliation
from kzby.derive.comparable import Figure, Key
from kzby.derive.reconciliation import Reconciled
from kzby.errors import Problem
from kzby.load.entries import File, Located
from kzby.model import dates, figures, kinds
from kzby.model.dates import Window
from kzby.model.terms import FLOWS, SIGNS


def arithmetic(file: File) -> Iterator[Problem]:
    """Turnover that cannot be export plus import, and a balance that they contradict, within one article.

    A growth that does not fit its base is no fault of the data: rates are printed in comparable prices too, and on
    bases that were revised since.
    """
    figures_ = [
        _figure(located)
        for located in file.entries
        if located.scheme is kinds.Trade and located.written.get("flow") in FLOWS
    ]
    for identity in reconciliation.reconciled(figures_):
        if identity.verdict == "fails":
            yield from _contradiction(identity)


def _figure(located: Located) -> Figure[Located]:
    """A figure as it is written, without a window or a number where its own problems leave it none."""
    told = located.written
    region, partner, basis = (
        str(told.get("region")),
        str(told.get("partner")),
        str(told.get("basis") or "actual"),
    )
    period, unit = (
        told[name] if isinstance(told.get(name), str) else None for name in ("period", "unit")
    )
    key = Key(region, partner, _window(period), basis, told["flow"], unit)
    sign = told["sign"] if told.get("sign") in SIGNS else None
    try:
        hedge = told.get("hedge")
        return Figure(
            located,
            key,
            period,
            comparable.signed(figures.amount(told["value"]), hedge, sign),
            sign,
        )
    except (KeyError, TypeError, ValueError):
        return Figure(located, key, period, None, sign)


def _window(period: str | None) -> Window | None:
    """The days of a window as it is written; None if it is missing, or no date."""
    try:
        return dates.window(period) if period else None
    except ValueError:
        return None


def _contradiction(identity: Reconciled[Located]) -> Iterator[Problem]:
    stated = identity.inputs[0].source
    between = " to ".join(
        "open" if bound is None else f"{bound:,.0f}" for bound in identity.computed.bounds
    )
    if identity.identity == "turnover = export + import":
        yield stated.problem(
            ("value",),
            f"turnover cannot be export plus import, which is {between}; check the three",
        )
    if identity.identity == "balance = export - import":
        yield stated.problem(
            ("value",), f"balance cannot be export less import, which is {between}; check the three"
        )
    if identity.identity == "sign of the balance":
        left = "surplus" if identity.sign == "deficit" else "deficit"
        yield stated.problem(("sign",), f"export and import leave a {left}; check the three")
