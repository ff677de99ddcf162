"""What follows from trade figures into its tables: derived figures, tested identities."""

import json
import sqlite3
from collections.abc import Sequence
from itertools import chain
from typing import Any

from kzby.derive import trade
from kzby.model import dates
from kzby.model.kinds import Trade
from kzby.store import COLUMNS
from kzby.store.tables import insert

Lists = dict[str, list[str]]  # ids, by column
_TITLES = {
    "balance": "Balance of {region} with {partner}, derived",
    "base": "{flow} of {region} with {partner}, derived from its change",
    "share": "Share of export in the trade of {region} with {partner}, derived",
    "change": "Change in {flow} of {region} with {partner}, derived",
}
_LISTS = (*COLUMNS.values(), "articles", "origins")


def write(connection: sqlite3.Connection, records: Sequence[Trade]) -> None:
    """Writes what follows from the figures of trade, once the records are written."""
    run = connection.execute
    rows = run(f"SELECT id, date_latest, {', '.join(_LISTS)} FROM record WHERE kind = 'trade'")
    lasts, lists = {}, {}
    for id_, last, *row in rows:
        lasts[id_], lists[id_] = last or "", list(map(json.loads, row))
    labels = dict(run("SELECT id, name FROM region"))
    for result in trade.results(records):
        ids = [record.id for record in result.inputs]
        every = zip(*(lists[id_] for id_ in ids), strict=True)
        unique = (list(dict.fromkeys(chain(*each))) for each in every)
        joined = dict(zip(_LISTS, unique, strict=True))
        if isinstance(result, trade.Reconciled):
            _identity(connection, result, joined)
            continue
        key = result.key
        names = {"region": labels[key.region], "partner": labels[key.partner]}
        title = _TITLES[result.measure].format(flow=key.flow, **names)
        title = title[0].upper() + title[1:]
        _derived(connection, result, joined, title, max(lasts[id_] for id_ in ids))
    run("INSERT INTO figure (id) SELECT id FROM figures")


def _derived(
    connection: sqlite3.Connection, derived: trade.Derived, lists: Lists, title: str, last: str
) -> None:
    """Writes a figure with the columns of `trade`; nobody has stated it.

    Its period ended at the latest on the last day of its inputs.
    """
    inputs = [record.id for record in derived.inputs]
    id_ = ":".join((derived.measure, *inputs))  # no id of a record has a colon
    key, period = derived.key, derived.period
    earliest, latest = dates.bounds(period)
    latest = min(latest or last, last)
    insert(
        connection, "derived_figure", **lists, id=id_, kind="trade",
        title=title, status="reported", related=[], quotes=[], carried=[],
        date=period, date_earliest=earliest, date_latest=latest,
        date_basis="event", year_stated=dates.year_stated(period),
        region=key.region, partner=key.partner, flow=key.flow,
        direction=key.direction, unit=key.unit, basis="derived",
        period=period, against=derived.against, increment=False,
        sign=derived.sign, **vars(derived.figure),
    )  # fmt: skip
    insert(
        connection, "derivation", id=id_, measure=derived.measure,
        formula=derived.formula, inputs=inputs, stands_for=key.basis,
        at_start=earliest, at_earliest=earliest, at_latest=latest, at_certain=dates.certain(period),
    )  # fmt: skip


def _identity(connection: sqlite3.Connection, test: trade.Reconciled, lists: Lists) -> None:
    columns: dict[str, Any] = test.key._asdict() | test._asdict()
    columns |= {name: lists[name] for name in ("articles", "origins")}
    del columns["key"], columns["window"], columns["direction"]
    columns["inputs"] = [record.id for record in test.inputs]
    columns["computed"] = test.computed.value
    columns["hedge"] = None if test.sign else test.inputs[0].hedge
    insert(connection, "identity", **columns)
