"""What follows from the figures of trade into its tables: derived figures, and identities that were tested."""

import json
import sqlite3
from collections.abc import Iterable
from itertools import chain, groupby

from kzby.derive import trade
from kzby.model import dates
from kzby.model.kinds import Trade
from kzby.store.tables import as_json, insert, number

_TITLES = {
    "balance": "Balance of {region} with {partner}, derived",
    "base": "{flow} of {region} with {partner}, derived from its change",
    "share": "Share of export in the trade of {region} with {partner}, derived",
    "change": "Change in {flow} of {region} with {partner}, derived",
}
_LISTS = ("regions", "people", "organizations", "sectors", "articles", "origins")


def write(connection: sqlite3.Connection, records: Iterable[Trade]) -> None:
    """Writes what follows from the figures of trade, which are written themselves already.

    No figure follows from those of two regions, or of two partners.
    """
    labels = dict(connection.execute("SELECT id, name FROM region"))
    select = f"SELECT id, {', '.join(_LISTS)} FROM record WHERE kind = 'trade'"
    lists = {
        id_: dict(zip(_LISTS, map(json.loads, row), strict=True))
        for id_, *row in connection.execute(select)
    }

    def joined(inputs: Iterable[Trade]) -> dict[str, str]:
        """Everything that the inputs are about, each once."""
        every = [lists[record.id] for record in inputs]
        return {
            name: as_json(list(dict.fromkeys(chain(*(each[name] for each in every)))))
            for name in _LISTS
        }

    def pair(record: Trade) -> tuple[str, str]:
        return record.region, record.partner

    for (region, partner), group in groupby(sorted(records, key=pair), pair):
        known = list(group)
        for figure in trade.derived(known):
            names = {"region": labels[region], "partner": labels[partner], "flow": figure.key.flow}
            title = _TITLES[figure.measure].format(**names)
            _derived(connection, figure, title[0].upper() + title[1:], joined(figure.inputs))
        for identity in trade.reconciled(known):
            _identity(connection, identity, joined(identity.inputs))


def _derived(
    connection: sqlite3.Connection, derived: trade.Derived, title: str, lists: dict[str, str]
) -> None:
    """A derived figure has the columns of `trade`; nobody states it."""
    key, figure, period = derived.key, derived.figure, derived.period
    ids = [record.id for record in derived.inputs]
    id_ = ":".join((derived.measure, *ids))  # which no record has, for its colons
    earliest, latest = dates.bounds(period)
    insert(
        connection, "derived_figure", **lists, id=id_, kind="trade", title=title,
        region=key.region, partner=key.partner, flow=key.flow, unit=key.unit, basis="derived",
        date=period, period=period, date_earliest=earliest, date_latest=latest,
        year_stated=dates.year_stated(period), date_basis="event", status="reported",
        value=number(figure.value), low=number(figure.low), high=number(figure.high),
        sign=derived.sign, against=derived.against, related=as_json([]),
    )  # fmt: skip
    insert(
        connection, "derivation", id=id_, measure=derived.measure, formula=derived.formula,
        inputs=as_json(ids), stands_for=key.basis, at_certain=dates.certain(period),
    )  # fmt: skip


def _identity(
    connection: sqlite3.Connection, test: trade.Reconciled, lists: dict[str, str]
) -> None:
    key = test.key
    insert(
        connection, "identity", articles=lists["articles"], origins=lists["origins"],
        identity=test.identity, region=key.region, partner=key.partner, period=test.period,
        basis=key.basis, flow=key.flow, unit=key.unit, against=test.against,
        stated=number(test.stated), sign=test.sign, computed=number(test.computed.value),
        residual=number(test.residual), tolerance=number(test.tolerance), verdict=test.verdict,
        hedge=None if test.stated is None else test.inputs[0].hedge,
        inputs=as_json([record.id for record in test.inputs]),
    )  # fmt: skip
